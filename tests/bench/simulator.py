"""How long a move in the simulator takes: in the browser while the hand moves, and on release against the floor of an
empty fragment in the same run.

Run it with ``make bench``. Measured in real Chromium: with the processor slowed down four times, from a move of the
pointer to the end of the frame that shows it, the work for it, and the longest frame while a handle is dragged for five
seconds; then, at full speed, from the commit of a number field to the moment that the headline, the numbers, the
chart, the map and the table all show what the server answered. The machines are noisy, so the ratio is the result. The
server's part is measured apart, without a browser and without the wire.
"""

import json
import math
import statistics
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from playwright.sync_api import Page, sync_playwright
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from tests.bench.table import Table, quantile
from tests.browser.serving import ROOT, chromium, served

MOVES = 30
UNEMPLOYED = 8705  # Heinsberg, annual average 2025: the map shows places per 1,000 of them
DRAG, SLOWED = 5, 4  # seconds of dragging; how much slower the processor is
# Notes of each input: milliseconds of work for it, and until the frame that shows it is done; and the time between frames.
WATCHED = """() => {
  window.work = []; window.shown = []; window.frames = [];
  let begun, last;
  const frame = now => { if (last !== undefined) frames.push(now - last); last = now; requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
  document.addEventListener('input', () => { begun = performance.now(); }, true);
  document.addEventListener('input', () => {
    const start = begun, { port1, port2 } = new MessageChannel();
    work.push(performance.now() - start);
    port1.onmessage = () => shown.push(performance.now() - start);
    requestAnimationFrame(() => port2.postMessage(0)); // arrives when the frame has been laid out and painted
  });
}"""
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


def commits(page: Page, simulator: bool) -> Run:
    """:data:`MOVES` commits of Heinsberg's number field, each to another number."""
    received: list[int] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(len(frame))))
    page.reload()
    field_ = page.locator("[data-field='HS.places']") if simulator else page.get_by_role("spinbutton")
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


def dragged(page: Page) -> dict[str, list[float]]:
    """Milliseconds by what was measured while Heinsberg's handle is dragged to and fro."""
    slider = page.locator("[data-slider='HS.places']")
    slider.wait_for()
    slider.scroll_into_view_if_needed()
    page.wait_for_timeout(2000)
    box = slider.bounding_box() or {}
    across, height = box["width"], box["y"] + box["height"] / 2
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    page.evaluate(WATCHED)
    page.mouse.move(box["x"] + across / 2, height)
    page.mouse.down()
    end, step = perf_counter() + DRAG, 0
    while perf_counter() < end:
        step += 1
        page.mouse.move(box["x"] + across * (0.5 + 0.3 * math.sin(step / 20)), height)
    found: dict[str, list[float]] = page.evaluate("() => ({ work, shown, frames })")
    page.mouse.up()
    return found


def at_the_server() -> list[float]:
    """Seconds that the server works on each of :data:`MOVES` moves."""
    app = AppTest.from_file(ROOT / "pages" / "_shell.py", default_timeout=60)
    app.query_params["ausgleich"] = "AA"
    app.run()
    app.switch_page("simulator.py").run()
    times = []
    for step in range(MOVES):
        (table,) = (element.proto for element in app.get("bidi_component"))
        moved = {"tab": "bench", "base": json.loads(table.json)["scenario"], "scenario": ""}
        sent = {"moved": moved | {"steps": [[step + 1, "places", "HS", 360 + step, "AA"]]}}
        states = app._tree.get_widget_states()
        states.widgets.append(WidgetState(id=table.id, json_value=json.dumps(sent)))
        start = perf_counter()
        app._run(states)
        times.append(perf_counter() - start)
    return times


def measure(table: Table) -> None:
    """Floor, simulator, their ratio, the server's part and the bytes of a move."""
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
                runs[name] = commits(page, name == "simulator")
                page.close()
                if name == "simulator":
                    page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="de-DE")
                    page.goto(server + path)
                    moved = dragged(page)
                    page.close()
        browser.close()
    table.times(
        "the hand moves (processor slowed four times): work of the table", _seconds(moved["work"]), {0.95: 16}
    )
    table.times("… until the frame that shows it is painted", _seconds(moved["shown"]))
    table.row(f"… longest frame in {DRAG} s of dragging", round(max(moved["frames"])), "ms", 50)
    table.times("let go: an empty fragment is drawn (floor)", runs["floor"].times, {0.75: float("inf")})
    table.times("… headline, numbers, chart, map and table are drawn", runs["simulator"].times, {0.75: 200})
    floor, drawn = (quantile(runs[name].times, 0.75) for name in ("floor", "simulator"))
    table.row("… ratio of the 75th percentiles", drawn / floor, "×", 2)
    table.times("… the server's part", at_the_server(), {0.95: 40})
    table.row("… bytes, unpacked", statistics.median(runs["simulator"].sizes) / 1000, "kB")


def _seconds(milliseconds: list[float]) -> list[float]:
    return [one / 1000 for one in milliseconds]


if __name__ == "__main__":
    measure(Table("simulator"))
