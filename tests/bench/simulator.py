"""How long a move in the simulator takes, against the floor of an empty fragment in the same run.

Run it with ``make bench``. Measured in real Chromium from the commit of a number field to the moment the
headline and every chart show the new number; the machines are noisy, so the ratio is the result.
"""

import statistics
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from playwright.sync_api import Page, sync_playwright

from tests.browser.serving import ROOT, chromium, served

MOVES = 30
# The headline says the number, and no chart on the page shows an older one.
DONE = """([sign, places]) => document.querySelector('h1')?.innerText.replace('−', '-').includes(sign)
  && [...document.querySelectorAll('.js-plotly-plot')].slice(0, 1)
     .every(chart => chart.textContent.includes(places))"""


def commit(page: Page, value: int, sign: str, places: str) -> float:
    """Seconds from Enter in the last number field until the page shows it."""
    field = page.get_by_role("spinbutton").last
    field.fill(str(value))
    start = perf_counter()
    field.press("Enter")
    page.wait_for_function(DONE, arg=[sign, places], polling="raf")
    return perf_counter() - start


def measure(page: Page, base: int, floor: bool) -> tuple[list[float], list[int]]:
    """Times and bytes received of :data:`MOVES` commits, each to another number."""
    received: list[int] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(len(frame))))
    page.reload()
    page.get_by_role("spinbutton").last.wait_for()
    page.wait_for_load_state("networkidle")
    times, sizes = [], []
    for step in range(1, MOVES + 1):
        received.clear()
        places = str(base + step)
        times.append(commit(page, base + step, f"+{places}" if floor else f"HS +{step} ", places))
        page.wait_for_timeout(250)  # what trails behind belongs to this move
        sizes.append(sum(received))
    return times, sizes


def told(name: str, times: list[float]) -> float:
    """Print the quartiles in milliseconds; returns the 75th percentile in seconds."""
    cuts = statistics.quantiles(times, n=20)
    p50, p75, p95 = cuts[9], cuts[14], cuts[18]
    print(f"{name:<10} p50 {1000 * p50:6.0f} ms   p75 {1000 * p75:6.0f} ms   p95 {1000 * p95:6.0f} ms")
    return p75


def main() -> None:
    """Print floor, simulator, their ratio and the bytes of a move."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        results = {}
        for name, script, health, path in (
            ("floor", Path(__file__).with_name("floor.py"), "/_stcore/health", "/"),
            ("simulator", ROOT / "app.py", "/api/v1/health", "/simulator?ausgleich=AA"),
        ):
            with served(script, health, Path(folder) / f"{name}.log") as server:
                page = browser.new_page(viewport={"width": 1920, "height": 1080}, locale="de-DE")
                page.goto(server + path)
                results[name] = measure(page, 353, floor=name == "floor")
                page.close()
        browser.close()
    floor, simulator = (told(name, times) for name, (times, _) in results.items())
    print(f"ratio of the 75th percentiles: {simulator / floor:.2f}")
    print(f"bytes per move: {statistics.median(results['simulator'][1]):.0f}")


if __name__ == "__main__":
    sys.exit(main())
