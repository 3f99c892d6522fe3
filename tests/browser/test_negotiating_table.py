"""The negotiating table under the hand: what moves before the server answers, and without one."""

import re

import pytest

from tests.browser.conftest import Desk
from tests.browser.serving import ROOT, free_port, served
from tests.browser.test_simulator_page import Simulator

# Every element that names what it shows, by that name.
SHOWN = "() => Object.fromEntries([...document.querySelectorAll('[data-value]')].map(e => [e.dataset.value, e.textContent]))"


def shown(simulator):
    return simulator.page.evaluate(SHOWN)


def grab(simulator, code, kind="places"):
    """Press the mouse on a handle; returns a function that moves it by a share of the slider."""
    slider = simulator.page.locator(f"[data-slider='{code}.{kind}']")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    y = box["y"] + box["height"] / 2

    def to(share):
        simulator.page.mouse.move(box["x"] + share * box["width"], y)

    to(0.5)  # a slider reaches to twice the plan
    simulator.page.mouse.down()
    return to


@pytest.fixture
def simulator(desk):
    opened = desk(1366, 768)
    opened.sent = []

    def noted(frame):
        opened.sent.append(frame)

    opened.page.on("websocket", lambda ws: ws.on("framesent", noted))
    return Simulator(opened, "?ausgleich=AA").rests_at()


def test_everything_moves_with_the_hand_and_the_server_follows_on_release(simulator):
    before, tints = shown(simulator), simulator.page.locator("[data-tint='05370']").get_attribute("style")
    simulator.desk.sent.clear()
    to = grab(simulator, "HS")
    for step in range(30):
        to(0.5 + step / 100)
    after = shown(simulator)
    changed = {name for name in after if after[name] != before[name]}
    assert {
        "headline",
        "AA.places",
        "AA.change",
        "AA.degree",
        "HS.places",
        "HS.change",
        "HS.degree",
    } <= changed
    assert {"distance.population", "distance.unemployed"} <= changed
    assert {"total", "degree_total", "open", "degree_open", "AC.places", "DN.places"} & changed == set()
    gained = int(after["HS.change"])
    assert gained > 150
    assert f"HS +{gained} Plätze" in after["headline"]
    assert simulator.field("HS").input_value() == after["HS.places"] == str(353 + gained)
    assert simulator.page.locator("[data-tint='05370']").get_attribute("style") != tints
    assert (
        simulator.page.locator("[data-track='HS.change'] .bk-dot").evaluate("e => parseFloat(e.style.left)")
        > 70
    )
    assert simulator.desk.sent == []  # not a word to the server until the hand lets go
    simulator.page.mouse.up()
    simulator.rests_at(AA=2269 - gained, HS=353 + gained)
    assert shown(simulator) == after
    assert simulator.scenario.startswith(f"2026~AA-HS.{gained}.")


def test_a_handle_stops_where_it_must_and_says_why(desk):
    simulator = Simulator(desk(1366, 768), "?ausgleich=DN").rests_at()
    to = grab(simulator, "AC")
    to(0.9)  # some 1,000 places: DN has 300
    assert shown(simulator)["DN.places"] == "0"
    assert shown(simulator)["AC.places"] == "886"
    assert "DN kann höchstens 300 Plätze abgeben" in simulator.page.locator("[data-say]").inner_text()
    to(0.55)
    assert simulator.page.locator("[data-say]").inner_text() == ""
    to(0.9)
    simulator.page.mouse.up()
    simulator.rests_at(AC=886, DN=0)
    assert "DN kann höchstens 300 Plätze abgeben" in simulator.page.locator("[data-say]").inner_text()
    simulator.step("HS", -10)
    assert simulator.page.locator("[data-say]").inner_text() == ""


def test_the_focus_outlives_fifty_moves(simulator):
    page = simulator.page
    simulator.slider("AC").focus()
    handle = "() => Object.values(document.activeElement.dataset).join()"
    for move in range(50):
        page.keyboard.press("ArrowRight" if move % 2 else "PageUp")
        held = page.evaluate(handle)
        assert held  # one of the table's own
        if move % 10 == 9:
            page.wait_for_timeout(250)  # the server's answer arrives
            assert page.evaluate(handle) == held
            page.keyboard.press("Tab")
            for _ in range(30):  # on to the next slider
                if page.evaluate("() => document.activeElement.type") == "range":
                    break
                page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.matches('.bk-table input')")


def test_ctrl_z_undoes_and_ctrl_y_makes_it_again(simulator):
    simulator.type("HS", 453).rests_at(AA=2169, HS=453)
    simulator.slider("DN").focus()
    simulator.page.keyboard.press("Control+z")
    simulator.rests_at()
    simulator.page.keyboard.press("Control+y")
    simulator.rests_at(AA=2169, HS=453)
    simulator.page.keyboard.press("Control+z")
    simulator.rests_at()
    assert simulator.page.locator("[data-do=undo]").get_attribute("aria-disabled") == "true"


def test_numbers_are_typed_as_the_page_writes_them_and_nothing_is_cut_off(simulator):
    simulator.type("HS", "2.200").rests_at(AA=2269 - 1847, HS=2200)
    simulator.go("reset").rests_at()
    field = simulator.field("HS")
    for typed in ("2,5", "2.20", "viele", "-3"):
        field.fill(typed)
        field.press("Enter")
        said = simulator.page.locator("[data-party=HS] .bk-wrong").first
        assert f"„{typed}“ ist keine Zahl von Plätzen" in said.inner_text()
        assert field.input_value() == typed
        assert field.get_attribute("aria-invalid") == "true"
    field.press("Escape")
    assert field.input_value() == "353"
    simulator.rests_at()
    field.fill("2 200")
    simulator.slider("DN").focus()  # leaving the field is enough
    simulator.rests_at(AA=2269 - 1847, HS=2200)


def test_a_handle_says_its_number_in_words(desk):
    for language, words in (("de", "HS 363 Plätze, plus 10"), ("en", "HS 363 places, plus 10")):
        simulator = Simulator(desk(), f"?ausgleich=AA&lang={language}")
        simulator.step("HS", 10)
        assert simulator.slider("HS").get_attribute("aria-valuetext") == words


def test_back_leaves_at_once(simulator):
    simulator.desk.follow("kontingente").follow("simulator")
    for places in (363, 373, 383):
        simulator.type("HS", places).rests_at(AA=2622 - places, HS=places)
    simulator.page.go_back()
    simulator.page.wait_for_url("**/kontingente**")


def test_handles_are_large_where_fingers_are(window, server):
    context = window.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{server}/simulator")
    page.locator("[data-slider='HS.places']").wait_for()
    for control in page.locator(".bk-table :is(button, input)").all():
        box = control.bounding_box()
        assert box["height"] >= 44
        assert box["width"] >= 44
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_without_the_server_the_table_moves_on_and_catches_up(window, tmp_path):
    port = free_port()
    page = window.new_page(locale="de-DE", viewport={"width": 1366, "height": 768})

    def start():
        return served(ROOT / "app.py", "/api/v1/health", tmp_path / "log.txt", port)

    with start() as address:
        simulator = Simulator(Desk(page, address, []), "?ausgleich=AA").rests_at()
        simulator.step("HS", 10).rests_at(AA=2259, HS=363)
    simulator.step("HS", 10).step("DN", 10)
    assert (shown(simulator)["AA.places"], shown(simulator)["HS.places"]) == ("2.239", "373")
    page.locator(".bk-waiting", has_text="Speichern wartet").wait_for()
    simulator.step("AC", -10)
    assert (
        shown(simulator)["headline"] == "Gegenüber Plan 2026: AA \u221220, AC \u221210, DN +10, HS +20 Plätze"
    )
    assert "AC-AA" not in page.url
    with start():
        simulator.rests_at(AA=2249, AC=576, DN=310, HS=373)
        assert re.search(r"s=2026~AA-HS\.20\.5~AA-DN\.10\.3~AC-AA\.10\.3", page.url)
        assert page.locator(".bk-waiting").inner_text() == ""
        simulator.go("undo").rests_at(AA=2239, DN=310, HS=373)
    page.close()
