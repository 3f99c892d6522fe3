"""What ten readers go through when their server is killed and started again, and when the network is gone for a minute.

Run it with ``make bench``, or by hand: ``python -m tests.bench.faults``. Each reader has a scenario of an own, with a
reason, a kept scenario, limits, assumptions and an own key, half of them in English; what every page says is compared
before and after.
"""

from __future__ import annotations

import asyncio
import signal
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

from playwright.sync_api import Page, sync_playwright

from deploy.rehearse import BACK, Server, moved, opened
from tests.bench.table import Table
from tests.browser.serving import chromium, free_port

PEOPLE, CUT = 10, 60  # readers; seconds without a network
SCENARIO = {
    "ausgleich": "AA",
    "weil": "1:weil Pflege fehlt",
    "v": "Runde eins|2026~AA-DN.20.5",
    "grenzen": "t400",
    "annahme": "qa-60~ka-12000",
    "eigen": "Meldungen~Zählung~AC-58~DN-28~HS-26",
}
SEEN = """() => [
  location.href, document.documentElement.lang, document.querySelector('[data-testid=stMain]').textContent,
  ...[...document.querySelectorAll('input, textarea')].map(field => field.value),
]"""


class Relay(Thread):
    """A network between reader and server that can be cut."""

    def __init__(self, to: int) -> None:
        super().__init__(daemon=True)
        self.to, self.port, self.cut = to, free_port(), False
        self.loop = asyncio.new_event_loop()
        self.open: set[asyncio.StreamWriter] = set()

    def run(self) -> None:
        self.loop.run_until_complete(asyncio.start_server(self._through, "127.0.0.1", self.port))
        self.loop.run_forever()

    async def _through(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            if self.cut:
                return writer.close()
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.to)
            self.open |= {writer, far_writer}
            await asyncio.gather(self._copy(reader, far_writer), self._copy(far_reader, writer))
        return writer.close()

    async def _copy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(2**16):
                writer.write(data)
                await writer.drain()
        writer.close()
        self.open.discard(writer)

    def away_for(self, seconds: float) -> None:
        """Break every connection and let none come about for some seconds."""
        self.cut = True
        for writer in list(self.open):
            self.loop.call_soon_threadsafe(writer.transport.abort)
        time.sleep(seconds)
        self.cut = False


def seen(page: Page) -> list[str]:
    """Address, language, all words and all that stands in fields of a page."""
    return list(page.evaluate(SEEN))


def compared(
    table: Table, what: str, pages: list[Page], before: list[list[str]], begun: float, most: float
) -> None:
    """Wait until every page is back, and tell what differs."""
    for page in pages:
        page.wait_for_function(BACK, arg=0, polling=20)
    table.row(f"{what}: all pages back after", time.monotonic() - begun, "s", most)
    differing = [page for page, old in zip(pages, before, strict=True) if seen(page) != old]
    table.row("… pages with another address, language, word or field than before", len(differing), "", 0)
    table.row("… the next move of each is in its address, slowest", max(moved(page) for page in pages), "s")


def measure(table: Table) -> None:
    """A server killed and started again; a network cut for a minute."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        (folder / "betreiber.toml").write_text(f'daten = "{folder}"\n', "utf-8")
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        server = Server(folder)
        try:
            server.ready()
            relay = Relay(server.port)
            relay.start()
            for what, breaks, most in (
                (f"server killed and started again under {PEOPLE} pages", lambda: _killed(server), 20),
                (f"network cut for {CUT} s under {PEOPLE} pages", lambda: relay.away_for(CUT), 10),
            ):
                pages = [
                    opened(
                        browser,
                        f"http://127.0.0.1:{relay.port}",
                        f"/simulator?s=2026~AA-HS.{10 + n}&lang={'en' if n % 2 else 'de'}&{urlencode(SCENARIO)}",
                    )
                    for n in range(PEOPLE)
                ]
                for page in pages:
                    moved(page)
                    page.wait_for_timeout(500)
                before = [seen(page) for page in pages]
                breaks()
                compared(table, what, pages, before, time.monotonic(), most)
                for page in pages:
                    page.context.close()
        finally:
            server.end(signal.SIGKILL)
            browser.close()


def _killed(server: Server) -> None:
    server.end(signal.SIGKILL)
    server.start()
    server.ready()


if __name__ == "__main__":
    measure(Table("faults"))
