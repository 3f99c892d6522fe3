"""What walls are told: one reader of the database per process, however many walls listen."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from threading import Lock, Thread, current_thread, main_thread
from types import FrameType
from typing import Any, TypeVar

from sqlalchemy.exc import SQLAlchemyError

from kompass.facts import Facts
from kompass.plans.registry import UnknownPlanError
from kompass.rounds import model
from kompass.rounds.result import document
from kompass.rounds.schema import notices
from kompass.rounds.store import Store

POLL = 0.2  # seconds between looks for what other processes have written
PAUSE = 0.1  # seconds between two looks at most, however many answers come
ALIVE = 15.0  # seconds until a listener is told that all is well
MOST_LISTENERS = 500
MOST_WAITING = 2000  # answers that wait to be written
KEPT = 64  # documents
T = TypeVar("T")


class Hub:
    """Runs what blocks in threads of its own, and tells listeners each new state of their round."""

    def __init__(self, store: Store, facts_of: Callable[[str], Facts]) -> None:
        self.store = store
        self.facts_of = facts_of
        self._writers = ThreadPoolExecutor(1 if store.one_writer else 6, "rounds-write")
        self._readers = self._writers if store.in_memory else ThreadPoolExecutor(3, "rounds-read")
        self._ends = self._ended = False
        self._waiting = 0
        self._making = Lock()
        self._known: dict[str, tuple[tuple[int, bool], bytes]] = {}  # by code: version and document
        self._listening: dict[str, set[asyncio.Event]] = {}
        self._task: asyncio.Task[None] | None = None
        self._look: asyncio.Event | None = None

    async def read(self, work: Callable[[], T]) -> T:
        """The result of what reads the database."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, work)

    async def write(self, work: Callable[[], T]) -> T:
        """The result of what writes to the database; listeners are told at once. Raises ``TooManyError`` when too many
        wait."""
        if self._waiting >= MOST_WAITING:
            raise model.TooManyError(model.TOO_BUSY)
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._writers, work)
        finally:
            self._waiting -= 1
            if self._look is not None:
                self._look.set()

    def _made(self, code: str) -> tuple[tuple[int, bool], bytes]:
        """Version and document of a round, made anew if it has changed: once, whoever asks meanwhile. Blocks."""
        with self._making:
            return self._made_once(code)

    def _made_once(self, code: str) -> tuple[tuple[int, bool], bytes]:
        now = self.store.versions([code]).get(code)
        kept = self._known.get(code)
        if now is not None and kept is not None and kept[0] == now:
            return kept
        found = self.store.round(code)
        try:
            facts = self.facts_of(found.plan_id)
        except UnknownPlanError as error:
            raise model.UnknownRoundError(model.UNKNOWN, code=code) from error
        told = document(found, self.store.answers(code), facts)
        made = (
            (found.version, found.open),
            json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(),
        )
        self._known.pop(code, None)
        self._known[code] = made
        while len(self._known) > KEPT:
            self._known.pop(next(iter(self._known)))
        return made

    async def document(self, code: str) -> bytes:
        """The document of a round as JSON. Raises :class:`~kompass.rounds.model.UnknownRoundError`."""
        return (await self.read(lambda: self._made(code)))[1]

    async def events(self, code: str) -> AsyncIterator[bytes]:
        """The document of a round as server-sent events: now, and whenever it has changed, the newest only."""
        self._end_with_the_server()
        changed = asyncio.Event()
        listeners = self._listening.setdefault(code, set())
        listeners.add(changed)
        self._watch()
        told: object = None
        try:
            yield b"retry: 1000\n\n"
            version, body = await self.read(lambda: self._made(code))
            while not self._ended:
                if version != told:
                    told = version
                    yield b"id: %d\ndata: %s\n\n" % (version[0], body)
                changed.clear()
                # What the watch has made meanwhile is there already; only a round that has gone is asked for.
                known = self._known.get(code)
                version, body = await self.read(lambda: self._made(code)) if known is None else known
                if version != told:
                    continue
                try:
                    await asyncio.wait_for(changed.wait(), ALIVE)
                except TimeoutError:
                    yield b": -\n\n"
        except model.UnknownRoundError:
            return
        finally:
            listeners.discard(changed)
            if not listeners:
                self._listening.pop(code, None)

    def _end_with_the_server(self) -> None:
        """Let streams end when the server is told to stop; it waits for all of them, and they would never end. It has set
        its own signal handlers by now, so they can be called after ours."""
        if self._ends or current_thread() is not main_thread():
            return
        self._ends = True
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            before = signal.getsignal(number)

            def stop(
                received: int,
                frame: FrameType | None,
                before: Callable[[int, FrameType | None], Any] | int | None = before,
            ) -> None:
                self._ended = True
                loop.call_soon_threadsafe(self._wake)
                if callable(before):
                    before(received, frame)

            if callable(before):
                signal.signal(number, stop)

    def _wake(self) -> None:
        for events in self._listening.values():
            for event in events:
                event.set()

    @property
    def listeners(self) -> int:
        """How many listen."""
        return sum(map(len, self._listening.values()))

    def _watch(self) -> None:
        """Look for changes as long as somebody listens."""
        if self._task is None or self._task.done():
            self._look = asyncio.Event()
            self._task = asyncio.create_task(self._watching(self._look))
            if self.store.tells:
                listening = (self._task, self._look, asyncio.get_running_loop())
                Thread(target=self._hear, args=listening, name="rounds-hear", daemon=True).start()

    def _hear(self, task: asyncio.Task[None], look: asyncio.Event, loop: asyncio.AbstractEventLoop) -> None:
        """Look at once when the database tells of a change; if it cannot, the watch finds it a moment later."""
        with suppress(SQLAlchemyError, OSError, RuntimeError):  # RuntimeError: the loop has ended
            for _ in notices(self.store.engine, task.done):
                loop.call_soon_threadsafe(look.set)

    async def _watching(self, look: asyncio.Event) -> None:
        while self._listening:
            codes = list(self._listening)
            with suppress(
                SQLAlchemyError, OSError
            ):  # the database is away for a moment: walls wait, and go on
                for code in await self.read(partial(self._renewed, codes)):
                    for event in self._listening.get(code, ()):
                        event.set()
            look.clear()
            await asyncio.sleep(PAUSE)
            with suppress(TimeoutError):
                await asyncio.wait_for(look.wait(), POLL - PAUSE)

    def _renewed(self, codes: list[str]) -> list[str]:
        """Make the documents of those rounds that have changed, and return their codes. Blocks."""
        now = self.store.versions(codes)
        changed = []
        for code in codes:
            kept = self._known.get(code)
            if code in now and (kept is None or kept[0] != now[code]):
                self._made(code)
                changed.append(code)
            elif code not in now:
                self._known.pop(code, None)
                changed.append(code)
        return changed
