"""A full hall at one server: what a hundred readers cost who move places, how long they wait, and what memory they take.

Run it with ``make bench``, or by hand: ``python -m tests.bench.load --minutes 1``. The readers speak Streamlit's own
protocol over WebSockets, without a browser, since a hundred browsers would measure themselves; three real ones beside
them tell what is seen. A move is a step of the negotiating table, as its module sends it; it has ended when the server
has drawn all of it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import resource
import sys
import tempfile
import time
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

from playwright.sync_api import sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from kompass.facts import load
from kompass.places.ledger import Scenario
from kompass.places.negotiation import Negotiation
from kompass.places.plan import plan_of
from kompass.places.text import scenario_text
from tests.bench.table import Table, quantile
from tests.browser.conftest import SETTLED
from tests.browser.serving import ROOT, chromium, served

READERS, OPENED_WITHIN, PAUSE = 100, 10, 10  # people; seconds; seconds between the moves of each
BROWSERS = 3
CYCLES, AT_ONCE = 500, 5  # windows opened and closed again, and how many at a time
HEAVY, HEAVIEST = 300, "/mitnehmen/praesentation.pptx?s=2026~AA-HS.100.25"
PATIENCE = 60.0  # seconds
TAKERS = ("HS", "DN", "AC")
# Seconds that a closed window is kept in this measurement; the product's own time is in config.toml.
KEPT = 20
PLAN = plan_of(load())


class Reader:
    """Somebody at the simulator's table: one window."""

    def __init__(self, wire: ClientConnection, taker: str) -> None:
        self.wire, self.taker = wire, taker
        self.page_hash = self.table = self.fragment = ""
        self.query, self.scenario, self.number = "ausgleich=AA", "", 0
        self.negotiation = Negotiation(Scenario(PLAN))

    def _message(self, widgets: dict[str, str]) -> bytes:
        sent = BackMsg()
        ask = sent.rerun_script
        ask.query_string, ask.page_name = self.query, "simulator"
        ask.context_info.timezone, ask.context_info.locale = "Europe/Berlin", "de-DE"
        ask.widget_states.SetInParent()
        for key, value in widgets.items():
            state = ask.widget_states.widgets.add()
            state.id, state.json_value = key, value
        if widgets:
            ask.page_script_hash, ask.fragment_id = self.page_hash, self.fragment
        return sent.SerializeToString()

    async def _drawn(self) -> int:
        """Wait until the server has drawn all; returns the bytes of it."""
        size = 0
        while True:
            data = await asyncio.wait_for(self.wire.recv(), PATIENCE)
            size += len(data)
            told = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
            kind = told.WhichOneof("type")
            if kind == "new_session":
                self.page_hash = told.new_session.page_script_hash
            elif kind == "page_info_changed":
                self.query = told.page_info_changed.query_string
            elif kind == "delta" and told.delta.new_element.WhichOneof("type") == "bidi_component":
                table = told.delta.new_element.bidi_component
                self.table, self.fragment = table.id, told.delta.fragment_id or self.fragment
                self.scenario = json.loads(table.json)["scenario"]
            elif kind == "script_finished" and self.table:  # a run without it is followed by another
                return size

    async def open(self) -> None:
        """The first run."""
        await self.wire.send(self._message({}))
        await self._drawn()

    async def move(self) -> tuple[float, int]:
        """One more place for this reader's institution; returns the seconds until all is drawn, and its bytes."""
        self.number += 1
        wanted = PLAN.quotas[self.taker].places + self.number
        self.negotiation = self.negotiation.move(self.taker, wanted, "AA")
        expected = scenario_text(self.negotiation.current)
        moved = {
            "tab": f"load{id(self)}",
            "base": self.scenario,
            "steps": [[self.number, "places", self.taker, wanted, "AA"]],
            "scenario": expected,
        }
        begun = time.monotonic()
        await self.wire.send(self._message({self.table: json.dumps({"moved": moved})}))
        size = await self._drawn()
        if self.scenario != expected:
            raise RuntimeError(f"{expected} was asked, {self.scenario} is drawn")
        return time.monotonic() - begun, size


@asynccontextmanager
async def window(port: str, number: int):
    """A window at the simulator, drawn; yields its reader."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    async with connect(address, subprotocols=["streamlit"], max_size=None, open_timeout=PATIENCE) as wire:
        reader = Reader(wire, TAKERS[number % len(TAKERS)])
        await reader.open()
        yield reader


def asked(url: str) -> float:
    """Seconds until an address has answered."""
    begun = time.monotonic()
    with urlopen(url, timeout=600) as answer:
        answer.read()
    return time.monotonic() - begun


def process_of(port: str) -> Path:
    """The folder of the process that serves a port."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"--server.port={port}".encode() in (folder / "cmdline").read_bytes().split(b"\0"):
                return folder
    raise LookupError(port)


def memory(process: Path) -> float:
    """Resident megabytes of a process."""
    status = (process / "status").read_text("utf-8")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


class Hall:
    """What the readers of a hall saw."""

    def __init__(self) -> None:
        self.opened: list[float] = []
        self.moves: list[float] = []
        self.sizes: list[int] = []
        self.failed: list[str] = []

    async def reader(self, port: str, number: int, wait: float, until: asyncio.Event) -> None:
        """Open the simulator after a wait, then move every :data:`PAUSE` seconds until the end."""
        await asyncio.sleep(wait)
        try:
            begun = time.monotonic()
            await asyncio.to_thread(asked, f"http://127.0.0.1:{port}/simulator?ausgleich=AA")
            async with window(port, number) as reader:
                self.opened.append(time.monotonic() - begun)
                while not until.is_set():
                    with suppress(TimeoutError):
                        await asyncio.wait_for(until.wait(), PAUSE * (0.5 + random.random()))
                        return
                    seconds, size = await reader.move()
                    self.moves.append(seconds)
                    self.sizes.append(size)
        except (OSError, TimeoutError, RuntimeError, WebSocketException) as error:
            self.failed.append(f"{type(error).__name__}: {error}")


class Seen(Thread):
    """Real browsers that move by keyboard: seconds from a key to the address that the server has taken."""

    def __init__(self, server: str) -> None:
        super().__init__()
        self.server, self.going, self.times = server, True, []

    def run(self) -> None:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
            pages = []
            for _ in range(BROWSERS):
                page = browser.new_context(locale="de-DE", viewport={"width": 1366, "height": 768}).new_page()
                page.set_default_timeout(1000 * PATIENCE)
                page.goto(f"{self.server}/simulator?ausgleich=AA")
                page.wait_for_function(f"() => document.querySelector('.bk-foot') && ({SETTLED})()")
                pages.append(page)
            while self.going:
                for page in pages:
                    before = page.url
                    page.locator("[data-slider='HS.places']").focus()
                    begun = time.monotonic()
                    page.keyboard.press("ArrowRight")
                    page.wait_for_function("before => location.href !== before", arg=before, polling="raf")
                    self.times.append(time.monotonic() - begun)
                    time.sleep(PAUSE / BROWSERS)
            browser.close()


async def hall(port: str, process: Path, minutes: float, table: Table) -> None:
    """A hundred readers for some minutes."""
    async with window(port, 0):
        pass  # the first reader after the start
    before, result, until = memory(process), Hall(), asyncio.Event()
    readers = [
        asyncio.create_task(result.reader(port, n, OPENED_WITHIN * n / READERS, until))
        for n in range(READERS)
    ]
    while len(result.opened) + len(result.failed) < READERS:
        await asyncio.sleep(0.1)
    seen = Seen(f"http://127.0.0.1:{port}")
    seen.start()
    await asyncio.sleep(60 * minutes)
    after = memory(process)
    seen.going = False
    until.set()
    await asyncio.gather(*readers)
    await asyncio.to_thread(seen.join)
    table.row(f"{READERS} people within {OPENED_WITHIN} s: sessions that failed", len(result.failed), "", 0)
    for failure in sorted(set(result.failed)):
        print(failure, file=sys.stderr)
    table.times("… from the address to the whole simulator", result.opened)
    table.times(f"{READERS} people move every {PAUSE} s: rerun", result.moves, {0.95: 400})
    table.row("… moves made", len(result.moves))
    table.row(
        "… a move on the wire, packed and unpacked as the client gets it",
        quantile(result.sizes, 0.5) / 1000,
        "kB",
    )
    table.times(f"… {BROWSERS} browsers beside them: from the key to the address", seen.times)
    table.row("… memory per live session", (after - before) / (READERS + BROWSERS), "MB", 5)


async def cycles(port: str, process: Path, table: Table) -> None:
    """Windows opened and closed."""

    async def some(first: int) -> None:
        for number in range(first, CYCLES, AT_ONCE):
            async with window(port, number) as reader:
                await reader.move()

    async with (
        AsyncExitStack() as stack
    ):  # as many as will stand at the same time, so that Python has its room
        for number in range(AT_ONCE):
            await stack.enter_async_context(window(port, number))
    before = memory(process)
    await asyncio.gather(*(some(n) for n in range(AT_ONCE)))
    await asyncio.sleep(KEPT + 5)
    async with window(port, 0):
        pass
    table.row("memory before", before, "MB")
    table.row(
        f"{CYCLES} windows opened, moved and closed: more memory",
        100 * (memory(process) / before - 1),
        "%",
        15,
    )


def heavy(port: str, table: Table) -> None:
    """Many requests of the heaviest route, while others ask for what is light."""
    server = f"http://127.0.0.1:{port}"
    statuses: dict[int, int] = {}
    latest = [0.0]

    async def one() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(port))
        writer.write(f"GET {HEAVIEST} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        answer = await reader.read(-1)
        writer.close()
        status = int(answer.split(b" ", 2)[1])
        statuses[status] = statuses.get(status, 0) + 1
        latest[0] = time.monotonic()

    async def all_of_them() -> tuple[list[float], list[float], list[float], float]:
        begun = time.monotonic()
        asking = asyncio.gather(*(one() for _ in range(HEAVY)))
        healths: list[float] = []
        papers: list[float] = []
        pages: list[float] = []
        await asyncio.sleep(0.2)
        while not asking.done() or len(pages) < 5:
            healths.append(await asyncio.to_thread(asked, f"{server}/api/v1/health"))
            papers.append(await asyncio.to_thread(asked, f"{server}/beschlussvorlage?s=2026~AA-HS.100.25"))
            pages.append(await asyncio.to_thread(asked, f"{server}/simulator"))
            await asyncio.sleep(0.1)
        await asking
        return healths, papers, pages, latest[0] - begun

    healths, papers, pages, seconds = asyncio.run(all_of_them())
    table.times(f"{HEAVY} parallel requests of the slides: health", healths, {0.95: 200})
    table.row("… the longest", round(1000 * max(healths)), "ms", 200)
    table.times("… the decision paper", papers)
    table.times("… a page's HTML", pages)
    table.row("… all answered after", seconds, "s")
    for status, number in sorted(statuses.items()):
        table.row(f"… answers with status {status}", number)


def measure(table: Table, minutes: float = 5) -> None:
    """Everything of this module."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, most), most))
    with tempfile.TemporaryDirectory() as name:
        for step in (
            lambda port, process: asyncio.run(hall(port, process, minutes, table)),
            lambda port, process: asyncio.run(cycles(port, process, table)),
            lambda port, _: heavy(port, table),
        ):
            options = [f"--server.disconnectedSessionTTL={KEPT}"]
            with served(ROOT / "app.py", "/api/v1/health", Path(name) / "log", options=options) as server:
                port = server.rpartition(":")[2]
                step(port, process_of(port))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5)
    measure(Table("load"), parser.parse_args().minutes)
