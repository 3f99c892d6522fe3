"""Every reader: axe-core on every page, the keyboard alone, what is heard, what the browser keeps."""

import re

import pytest

from kompass.language import MINUS
from kompass.pages import FOOT_PAGES
from tests.browser.barriers import WHOLE, assert_no_barrier, assert_no_barrier_in_any_theme, barriers, enlarge
from tests.browser.test_simulator_page import Simulator
from ui.simulator.modes import MODES
from ui.simulator.panels import PANELS

MOVED = "s=2026~AA-HS.100.25"
# The states of pages that a reader can open; the pages as they open at first are read in test_pages.py.
VIEWS = (
    f"/simulator?{MOVED}",
    *(f"/simulator?{MOVED}&frage={panel}" for panel in PANELS),
    *(f"/simulator?{MOVED}&modus={mode}" for mode in MODES),
    "/karte?ebene=gemeinden&gebiet=05358044",
    "/quellen?quelle=plan_2026",
    "/vergleich?v=Runde%201|2026~AA-HS.100.25&v=Runde%202|2026~AA-DN.10.2",
)
# Documents that stand alone, without the frame of the pages.
DOCUMENTS = (
    f"/beschlussvorlage?{MOVED}",
    f"/praesentation?{MOVED}&n=10",
    "/praesentation?n=9&thema=dunkel",
    "/praesentation/einrichten",
    "/api/v1/",
)
FOCUS = """() => {
  const found = document.activeElement, style = getComputedStyle(found), box = found.getBoundingClientRect();
  // A slider's input is not to be seen; its handle carries the mark.
  const shown = found.type === 'range' ? found.closest('[data-focus-visible]') ?? found : found;
  return {
    body: found === document.body,
    name: found.getAttribute('aria-label') || found.innerText || found.getAttribute('placeholder') || '',
    outline: parseFloat(getComputedStyle(shown).outlineWidth) * (getComputedStyle(shown).outlineStyle === 'solid'),
    color: getComputedStyle(shown).outlineColor,
    text: getComputedStyle(document.querySelector('.bk')).color,
    inside: found.id === 'stMain' || (box.bottom > 0 && box.top < innerHeight),
  };
}"""


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_no_serious_barrier(desk, view):
    """Panels and modes of the simulator are looked at in the light: in the dark they have the colours of its first
    state, and of the pages."""
    shown = desk(*WHOLE).open(view)
    if "&frage=" in view or "&modus=" in view:
        assert_no_barrier(shown.page)
    else:
        assert_no_barrier_in_any_theme(shown)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_axe_finds_no_serious_barrier_in_a_document(desk, server, document):
    shown = desk(*WHOLE)
    shown.page.goto(server + document)
    assert_no_barrier(shown.page)
    enlarge(shown.page)
    assert_no_barrier(shown.page)


def test_axe_finds_what_is_wrong(desk):
    """That the tests above could fail."""
    shown = desk().open("/impressum")
    shown.page.evaluate(
        "() => document.querySelector('.bk-foot').insertAdjacentHTML('beforeend', '<img src=\"x\">')"
    )
    assert [rule for rule, *_ in barriers(shown.page)] == ["image-alt"]


# ---------------------------------------------------------------- by keyboard


def focus(page):
    return page.evaluate(FOCUS)


def tab_to(page, name, most=120):
    """Go forward by Tab until a control with this name has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if re.fullmatch(name, focus(page)["name"].strip()):
            return
    raise AssertionError(f"Tab does not reach {name}")


@pytest.mark.parametrize("path", ["/", "/karte", "/simulator", "/leichte-sprache"])
def test_the_first_stop_leads_past_the_navigation(desk, path):
    page = desk().open(path).page
    page.keyboard.press("Tab")
    assert focus(page)["name"] == "Zum Inhalt"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.tagName") == "MAIN"
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize(
    ("path", "theme"),
    [
        ("/", "light"),
        ("/karte", "light"),
        (f"/simulator?{MOVED}&frage=ziel", "light"),
        ("/quellen", "dark"),
        ("/impressum", "light"),
        ("/impressum", "dark"),
    ],
)
def test_every_stop_of_the_keyboard_is_marked(desk, path, theme):
    page = desk(theme=theme).open(path).page
    stops = []
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.tagName === 'IFRAME'"):
            continue  # the map marks its own
        found = focus(page)
        if found["body"]:
            break
        stops.append(found)
    assert len(stops) > 10
    assert [stop["name"][:40] for stop in stops if stop["outline"] < 3 or not stop["inside"]] == []
    assert {stop["color"] == stop["text"] for stop in stops} == {True}


def test_a_meeting_by_keyboard_alone(desk):
    """Five moves, one taken back, the scenario kept and compared; the focus is never lost."""
    simulator = Simulator(desk(), "?ausgleich=AA").rests_at()
    page, keys = simulator.page, simulator.page.keyboard

    def then(**wanted):
        simulator.rests_at(**wanted)
        assert not focus(page)["body"]

    keys.press("Tab")
    keys.press("Enter")  # Zum Inhalt
    tab_to(page, "Plätze AC .*")
    keys.press("ArrowRight")
    then(AA=2268, AC=587)
    tab_to(page, r"\+10 AC")
    keys.press("Enter")
    then(AA=2258, AC=597)
    tab_to(page, "Plätze DN .*")
    for _ in range(3):
        keys.press("ArrowLeft")
    then(AA=2261, AC=597, DN=297)
    tab_to(page, "−10 DN")
    keys.press("Space")
    then(AA=2271, AC=597, DN=287)
    tab_to(page, "Plätze HS .*")
    tab_to(page, "Plätze HS .*")  # the field after the slider
    keys.press("Control+a")
    keys.type("400")
    keys.press("Enter")
    then(AA=2224, AC=597, DN=287, HS=400)
    tab_to(page, "Rückgängig")
    keys.press("Enter")
    then(AA=2271, AC=597, DN=287)
    tab_to(page, "Name des Szenarios")
    keys.type("Runde 1")
    tab_to(page, "Behalten")
    keys.press("Enter")
    simulator.desk.at_rest("() => new URLSearchParams(location.search).get('v')?.startsWith('Runde 1')")
    assert not focus(page)["body"]
    tab_to(page, r"Szenarien vergleichen \(1 behalten\)")
    keys.press("Enter")
    page.wait_for_url("**/vergleich?**")
    simulator.desk.settle()
    assert "Runde 1" in simulator.desk.words


@pytest.mark.parametrize("button", ["Rückgängig", "Zurück zu: Plan 2026"])
def test_a_button_that_switches_itself_off_keeps_the_focus(desk, button):
    page = desk().open("/simulator?ausgleich=AA").page
    tab_to(page, "Plätze HS .*")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**s=2026**")
    tab_to(page, button)
    page.keyboard.press("Enter")
    page.wait_for_function("() => !location.search.includes('s=2026')")
    page.wait_for_timeout(600)  # the server's answer has arrived
    assert page.evaluate("() => [document.activeElement.innerText, document.activeElement.ariaDisabled]") == [
        button,
        "true",
    ]
    page.keyboard.press("Enter")  # does nothing
    page.wait_for_timeout(300)
    assert "s=2026" not in page.url


# ---------------------------------------------------------------- what is heard


def test_a_move_is_announced_once_and_politely(desk):
    simulator = Simulator(desk(), "?ausgleich=AA").rests_at()
    page = simulator.page
    page.evaluate(
        """() => {
          window.said = [];
          const voice = document.querySelector('[role=status]#bk-voice');
          new MutationObserver(() => said.push(voice.textContent)).observe(voice, {childList: true, characterData: true});
        }"""
    )
    simulator.step("HS", 10).rests_at(AA=2259, HS=363)
    page.wait_for_function("() => said.length")
    page.wait_for_timeout(1500)
    assert page.evaluate("() => said") == [page.locator("h1").text_content()]
    assert f"{MINUS}10" in page.evaluate("() => said[0]")
    simulator.slider("HS").focus()
    for _ in range(12):  # quick moves are not told one by one
        page.keyboard.press("ArrowRight")
    simulator.rests_at(AA=2247, HS=375)
    page.wait_for_function("() => said.at(-1) === document.querySelector('h1').textContent")
    assert page.evaluate("() => said.length") < 1 + 12
    assert page.locator("#bk-voice").bounding_box()["width"] <= 1


@pytest.mark.parametrize("path", ["/simulator?frage=wirkung", "/karte", "/vergleich", "/"])
def test_what_the_framework_says_in_english_is_said_in_the_readers_language(desk, path):
    page = desk().open(path).page
    page.wait_for_timeout(500)
    names = page.evaluate(
        """() => [...document.querySelectorAll('[aria-label], [title], [placeholder]')]
          .flatMap(e => ['aria-label', 'title', 'placeholder'].map(name => e.getAttribute(name))).filter(Boolean)"""
    )
    english = re.compile(
        r"\b(Help|Open|Choose|Increment|Decrement|Copy|App|Navigate|Skip|Expand|[Uu]pload|per file|streamlit_)\b"
    )
    assert [name for name in names if english.search(name)] == []
    page.set_viewport_size({"width": 900, "height": 720})
    page.locator("header").get_by_text("weitere").wait_for()  # pages for which the bar has no room
    assert not re.search(r"\b(Upload|per file|more)\b", page.locator("body").inner_text())


def test_the_map_has_a_name(desk):
    page = desk().open("/karte").page
    page.wait_for_function("() => document.querySelector('iframe')?.title === 'Karte der Kreise'")


# ---------------------------------------------------------------- the tour


def test_the_tour_is_one_line_that_unfolds_by_keyboard(desk):
    page = desk().open("/").page
    tour = page.locator(".bk-tour")
    assert tour.bounding_box()["height"] < 40
    assert tour.locator("li").filter(visible=True).count() == 0
    tour.locator("summary").focus()
    page.keyboard.press("Enter")
    assert tour.locator("li").filter(visible=True).count() == 6


# ---------------------------------------------------------------- what is kept


def test_the_browser_keeps_no_more_than_the_privacy_page_says(desk):
    shown = desk().open("/")
    page = shown.page
    shown.to_other_theme()
    for path in ("/karte", f"/simulator?{MOVED}", "/vergleich", "/datenschutz"):
        shown.open(path)
    told = page.locator(".bk-text code").all_inner_texts()
    kept = page.evaluate(
        """async () => ({
          local: Object.keys(localStorage), session: Object.keys(sessionStorage),
          databases: (await indexedDB.databases()).length,
          workers: (await navigator.serviceWorker.getRegistrations()).length,
        })"""
    )
    cookies = [cookie["name"] for cookie in page.context.cookies()]
    assert cookies == ["_streamlit_xsrf"]
    assert page.context.cookies()[0]["expires"] == -1  # until the browser is closed
    assert {name.split("-/")[0] for name in kept["local"]} == {"stActiveTheme"}
    assert (kept["session"], kept["databases"], kept["workers"]) == ([], 0, 0)
    # The last two only where somebody has answered in a round, see test_rounds.py, and where nginx has several servers.
    assert set(told) == {"_streamlit_xsrf", "stActiveTheme", "runde.", "server"}


# ---------------------------------------------------------------- reachable from everywhere


@pytest.mark.parametrize("page", FOOT_PAGES, ids=lambda page: page.url_path)
def test_a_page_of_the_foot_is_reached_with_the_scenario_in_hand(desk, page):
    shown = desk(390, 844).open(f"/simulator?{MOVED}")
    shown.widget("bk-foot-links").get_by_role("link", name=page.title).click()
    shown.page.wait_for_url(re.compile(rf"/{page.url_path}\?.*s=2026"))
    shown.settle()
