"""What each page costs: opened cold by its address, come to warm by its link, in work of the server, bytes and jumps.

Run it with ``make bench``. Cold is told against an empty Streamlit page opened in the same way in the same run, since the
machines are noisy; what is work of the server is the time of its processor. A layout shift is what the browser itself
counts (``layout-shift``), from the opening of a page on.
"""

import os
import statistics
import tempfile
from pathlib import Path
from time import perf_counter

from playwright.sync_api import Browser, Page, sync_playwright

from kompass.language import language
from kompass.pages import PAGES
from kompass.pages import Page as Told
from tests.bench.table import Table
from tests.browser.conftest import SETTLED
from tests.browser.serving import ROOT, chromium, served

TIMES = 5
SHIFTS = """window.shifts = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
}).observe({ type: 'layout-shift', buffered: true });"""
STANDS = f"() => document.querySelector('.bk-foot') && ({SETTLED})()"
EMPTY = "() => document.querySelector('[data-test-script-state=notRunning] h1')"
USABLE = "() => document.querySelector(\"[data-slider='HS.places']\")"
TICKS = os.sysconf("SC_CLK_TCK")


def work_of(port: str) -> float:
    """Seconds that the processor has worked for the server on a port."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().split(b"\0")
            if f"--server.port={port}".encode() in command:
                times = (folder / "stat").read_text().rpartition(")")[2].split()
                return (int(times[11]) + int(times[12])) / TICKS
        except OSError:
            continue
    raise LookupError(port)


def opened_cold(browser: Browser, address: str, stands: str) -> float:
    """Seconds from asking for an address to the page that stands, in a browser that has nothing of it."""
    context = browser.new_context(locale="de-DE", viewport={"width": 1366, "height": 768})
    page = context.new_page()
    start = perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_function(stands, polling="raf")
    seconds = perf_counter() - start
    context.close()
    return seconds


def switched(page: Page, told: Told) -> float:
    """Seconds from pressing the link to a page until it stands."""
    if told.section:
        menus = page.locator('[data-testid="stTopNavSection"]')
        menus.filter(has_text=language("de").text(told.section)).filter(visible=True).click()
    path = told.url_path
    link = page.locator(f'[data-testid^="stTopNav"][href$="/{path}"]').first
    link.wait_for()
    page.evaluate("document.querySelector('.bk-foot')?.remove()")  # the next page brings its own
    start = perf_counter()
    link.evaluate("link => link.click()")
    page.wait_for_function(
        "path => location.pathname.endsWith(`/${path}`) && (" + STANDS + ")()", arg=path, polling="raf"
    )
    return perf_counter() - start


def measure(table: Table) -> None:
    """The cold start, then some figures of each page."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        with (
            served(
                Path(__file__).with_name("floor.py"), "/_stcore/health", Path(folder) / "floor.log"
            ) as floor,
            served(ROOT / "app.py", "/api/v1/health", Path(folder) / "app.log") as server,
        ):
            opened_cold(browser, f"{server}/simulator", STANDS)  # the first reader after the start
            empty, usable = [], []
            for _ in range(TIMES):
                empty.append(opened_cold(browser, floor, EMPTY))
                usable.append(opened_cold(browser, f"{server}/simulator?s=2026~AA-HS.100.25", USABLE))
            table.times("cold: an empty page (floor)", empty)
            table.times("cold: a link to a scenario until its table can be used", usable)
            ratio = statistics.median(usable) / statistics.median(empty)
            table.row("… ratio of the medians", ratio, "×", 1.5)
            pages(browser, server, table)
        browser.close()


def pages(browser: Browser, server: str, table: Table) -> None:
    """Warm switches, work, bytes and shifts of every page."""
    port = server.rpartition(":")[2]
    received: list[int] = []
    for told in PAGES:
        context = browser.new_context(locale="de-DE", viewport={"width": 1366, "height": 768})
        context.add_init_script(SHIFTS)
        page = context.new_page()
        page.on("websocket", lambda ws: ws.on("framereceived", lambda frame: received.append(len(frame))))
        page.goto(f"{server}/{told.url_path}")
        page.wait_for_function(STANDS)
        page.wait_for_timeout(1000)
        shift = page.evaluate("window.shifts")
        times, works, sizes = [], [], []
        other = next(page for page in PAGES if page.section and page.section != told.section)
        for _ in range(TIMES):
            switched(page, other)
            page.wait_for_timeout(700)
            received.clear()
            before = work_of(port)
            times.append(switched(page, told))
            page.wait_for_timeout(700)
            works.append(work_of(port) - before)
            sizes.append(sum(received))
        name = told.url_path or "start"
        table.row(
            f"{name}: come to by its link, median of {TIMES}", round(1000 * statistics.median(times)), "ms"
        )
        table.row("… the longest", round(1000 * max(times)), "ms", 500)
        table.row("… work of the server", round(1000 * statistics.median(works)), "ms", 150)
        table.row("… sent", statistics.median(sizes) / 1000, "kB", 500)
        table.row("… layout shift while it opens cold", shift, "", 0.1)
        context.close()


if __name__ == "__main__":
    measure(Table("pages"))
