"""How long a move in the simulator takes, against the floor of an empty fragment in the same run.

Run it with ``make bench``. Measured in real Chromium from the commit of a number field to the moment that
the headline, the numbers, the chart, the map and the table all show the new number; the machines are
noisy, so the ratio is the result. The server's part is measured apart, without a browser and without the
wire: the whole script of the page, of which the fragment is the larger part.
"""

import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from playwright.sync_api import Page, sync_playwright
from streamlit.testing.v1 import AppTest

from tests.browser.serving import ROOT, chromium, served

MOVES = 30
UNEMPLOYED = 8705  # Heinsberg, annual average 2025: the map shows places per 1,000 of them
FLOOR_DONE = "([sign]) => document.querySelector('h1')?.innerText.includes(sign)"
# Headline, numbers, chart, map and table each say the new number in their own way.
DONE = """([sign, places, density]) => {
  const says = (selector, text) => [...document.querySelectorAll(selector)]
    .some(found => found.textContent.includes(text));
  return says('h1', sign) && says('.bk-four dd', places) && says('.bk-dumbbells p', places)
    && says('.bk-drawing span', density) && says('tbody td', places);
}"""


@dataclass
class Run:
    """What was measured: seconds until everything was redrawn, and bytes received."""

    times: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)


def measure(page: Page, simulator: bool) -> Run:
    """:data:`MOVES` commits of Heinsberg's number field, each to another number."""
    received: list[int] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(len(frame))))
    page.reload()
    field_ = (
        page.locator('input[type=number][aria-label^="Plätze HS"]')
        if simulator
        else page.get_by_role("spinbutton")
    )
    field_.wait_for()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(2000)
    run = Run()
    for step in range(1, MOVES + 1):
        received.clear()
        places = 353 + step
        said = [f"HS +{step} "] if simulator else [f"+{places}"]
        density = f"{1000 * places / UNEMPLOYED:.1f}".replace(".", ",")
        field_.fill(str(places))
        start = perf_counter()
        field_.press("Enter")
        page.wait_for_function(
            DONE if simulator else FLOOR_DONE, arg=[*said, str(places), density], polling="raf"
        )
        run.times.append(perf_counter() - start)
        page.wait_for_timeout(300)  # what trails behind belongs to this move
        run.sizes.append(sum(received))
    return run


def at_the_server() -> list[float]:
    """Seconds that the server works on each of :data:`MOVES` moves."""
    app = AppTest.from_file(ROOT / "pages" / "_shell.py", default_timeout=60)
    app.query_params["ausgleich"] = "AA"
    app.run()
    app.switch_page("simulator.py").run()
    times = []
    for step in range(MOVES):
        (number,) = (w for w in app.number_input if w.key.startswith("number_HS"))
        number.set_value(360 + step)
        start = perf_counter()
        app.run()
        times.append(perf_counter() - start)
    return times


def told(name: str, times: list[float]) -> float:
    """Print the percentiles in milliseconds; returns the 75th in seconds."""
    cuts = statistics.quantiles(times, n=20)
    p50, p75, p95 = cuts[9], cuts[14], cuts[18]
    print(f"{name:<14} p50 {1000 * p50:6.0f} ms   p75 {1000 * p75:6.0f} ms   p95 {1000 * p95:6.0f} ms")
    return p75


def main() -> None:
    """Print floor, simulator, their ratio, the server's part and the bytes of a move."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        runs = {}
        for name, script, health, path in (
            ("floor", Path(__file__).with_name("floor.py"), "/_stcore/health", "/"),
            ("simulator", ROOT / "app.py", "/api/v1/health", "/simulator?ausgleich=AA"),
        ):
            with served(script, health, Path(folder) / f"{name}.log") as server:
                page = browser.new_page(viewport={"width": 1920, "height": 1080}, locale="de-DE")
                page.goto(server + path)
                runs[name] = measure(page, name == "simulator")
                page.close()
        browser.close()
    floor, simulator = (told(name, run.times) for name, run in runs.items())
    told("at the server", at_the_server())
    print(f"ratio of the 75th percentiles: {simulator / floor:.2f}")
    print(f"bytes per move: {statistics.median(runs['simulator'].sizes):.0f}")


if __name__ == "__main__":
    sys.exit(main())
