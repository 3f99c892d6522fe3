"""Every page in Chromium: large and small, light and dark, and without any foreign host."""

import gzip
import re
from contextlib import suppress
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import TimeoutError

from kompass.language import NBSP
from kompass.pages import ALL_PAGES
from kompass.server.headers import HEADERS
from tests.browser.barriers import DOUBLED, WHOLE, assert_no_barrier
from tests.browser.conftest import ARTIFACTS
from tests.browser.test_navigation import IS_MARKED
from tests.colours import DARK, LIGHT

PATHS = [page.url_path for page in ALL_PAGES]
SIZES = {"wall": WHOLE, "laptop": (1366, 768), "doubled": DOUBLED, "phone": (390, 844)}
MOST_SCREENS = 4  # of a laptop
LONGER = (
    "simulator",
    "quellen",
    "datenschutz",
    "barrierefreiheit",
    "leichte-sprache",
)  # one works there, or reads a text
LENGTH = "() => document.querySelector('[data-testid=stMain]').scrollHeight"
STYLES = {"light": LIGHT, "dark": DARK}
PAINTED = """(color) => getComputedStyle(document.documentElement)
  .getPropertyValue('--bk-background').trim().toUpperCase() === color"""
FILLED = """(color) => [...document.querySelectorAll('.js-plotly-plot .point path')]
  .some(bar => bar.style.fill === color)"""
OVERFLOW = """() => ['html', 'body', '[data-testid=stMain]'].map(s => document.querySelector(s))
  .filter(e => e.scrollWidth > e.clientWidth).map(e => `${e.tagName} ${e.scrollWidth} > ${e.clientWidth}`)"""
# Figure text that leaves its chart to the left or right cannot be read.
# A chart in what is folded has its size once it is opened.
CUT_OFF = """() => [...document.querySelectorAll('.js-plotly-plot')].filter(p => p.checkVisibility()).flatMap(plot => {
  const frame = plot.getBoundingClientRect();
  return [...plot.querySelectorAll('svg text')].filter(t => t.textContent.trim()).filter(t => {
    const box = t.getBoundingClientRect();
    return box.width && (box.left < frame.left - 1 || box.right > frame.right + 1);
  }).map(t => t.textContent);
})"""
SMALL_TEXT = """() => [...document.querySelectorAll('.bk, .bk *, .js-plotly-plot text')]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
  .filter(e => parseFloat(getComputedStyle(e).fontSize) < 14)
  .map(e => `${e.textContent.trim().slice(0, 40)}: ${getComputedStyle(e).fontSize}`)"""

NOT_RIGHT = f"() => [{OVERFLOW}, {CUT_OFF}, {SMALL_TEXT}].flatMap(search => search())"


def keep_picture(desk, name):
    """A picture of the first screen under artifacts/, for looking at."""
    ARTIFACTS.mkdir(exist_ok=True)
    desk.page.screenshot(path=ARTIFACTS / f"{name}.png")


def assert_none(desk, search):
    """A search in the page that finds nothing, and goes on finding nothing: a resized page takes its time."""
    with suppress(TimeoutError):
        desk.at_rest(f"() => !({search})().length", span=200)
        return
    assert desk.page.evaluate(search) == []


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: page.url_path or "start")
def test_a_page_opens_anywhere(desk, page):
    """In the light from the wall to the phone, as when a window is moved, and in the dark on the phone; for every
    reader: axe looks once at all rules, and once at the colours of the dark."""
    path = page.url_path
    shown = desk(*SIZES["wall"]).open(f"/{path}")
    shown.at_rest(IS_MARKED, page.section or page.title, span=100)  # the present page in the navigation bar
    assert_no_barrier(shown.page)
    assert_looks_right(shown, path, "light", ("wall", "laptop", "doubled", "phone"))
    shown.to_theme("dark")
    assert_looks_right(shown, path, "dark", ("phone",))
    assert_no_barrier(shown.page, "dark")
    assert shown.foreign == []


def assert_looks_right(shown, path, theme, sizes):
    page = shown.page
    keep_picture(shown, f"{path or 'start'}-{sizes[0]}-{theme}")
    for size in sizes:
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        assert_none(shown, NOT_RIGHT)
        if size == "laptop" and path not in LONGER:
            assert page.evaluate(LENGTH) <= MOST_SCREENS * height
    shown.at_rest(PAINTED, STYLES[theme].background, span=0)
    assert page.locator("html").get_attribute("lang") == "de"
    assert len(shown.headline) > 10
    assert page.locator("[data-testid=stException], [data-testid=stAlertContentError]").count() == 0
    assert "Traceback" not in shown.words


def test_a_page_follows_the_system_into_the_dark(desk):
    shown = desk().open("/kontingente").to_theme("dark")
    assert shown.page.evaluate(PAINTED, DARK.background)
    for color in DARK.institutions.values():  # the figures are repainted too, not only the page
        red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
        shown.page.wait_for_function(FILLED, arg=f"rgb({red}, {green}, {blue})")


def test_the_navigation_leads_to_every_main_page(desk):
    shown = desk().open("/")
    for path in ("karte", "kontingente", "simulator"):
        before = shown.headline
        shown.follow(path)
        assert shown.headline != before


def test_the_keyboard_reaches_the_pages(desk):
    shown = desk().open("/")
    menu = shown.page.locator('[data-testid="stTopNavSection"]', has_text="Wo stehen wir?")
    for _ in range(12):
        shown.page.keyboard.press("Tab")
        if menu.evaluate("e => e === document.activeElement"):
            break
    shown.page.keyboard.press("Enter")
    shown.page.wait_for_function("() => document.activeElement.getAttribute('href')?.endsWith('/karte')")
    shown.page.keyboard.press("Enter")
    shown.page.wait_for_url("**/karte")
    shown.settle()


def test_the_quotas_show_their_sums(desk):
    shown = desk().open("/kontingente")
    cells = shown.unfold("table-kontingente-2026-plaetze").locator("tr.bk-total > *")
    assert {"3.508", "954", "100,0", "27,2"} <= set(cells.all_inner_texts())
    drawn = shown.widget("chart-kontingente-2026-plaetze").locator("svg text").all_text_contents()
    for number in ("2.269", "586", "300", "353"):
        assert any(number in text for text in drawn)
    flow = shown.widget("chart-kontingente-2026-fluss").locator("svg text").all_text_contents()
    assert any("3.508" in text for text in flow)
    apart = shown.widget("chart-kontingente-2026-beschaeftigte").locator("svg text").all_text_contents()
    assert any("700" in text and "250" in text for text in apart)


def test_a_table_can_be_taken_along(desk):
    shown = desk().open("/kontingente")
    block = shown.unfold("table-kontingente-2026-plaetze")
    with shown.page.expect_download() as download:
        block.locator("[data-testid=stDownloadButton] button").click()
    name = r"bildungszielkompass-2026-kontingente-2026-plaetze-de-20\d\d-\d\d-\d\d\.csv"
    assert re.fullmatch(name, download.value.suggested_filename)
    text = download.value.path().read_text("utf-8-sig")
    assert ";3508;954;" in text
    assert "Gemeinsame Bildungszielplanung 2026, Abschnitt 8, S. 18" in text


def test_a_citation_is_copied_and_that_is_said(desk):
    shown = desk().open("/kontingente")
    block = shown.unfold("table-kontingente-2026-plaetze")
    block.get_by_role("button", name="Zitat kopieren").click()
    block.get_by_role("button", name="Zitat kopiert").wait_for()
    assert shown.page.locator("#bk-voice").text_content() == "Zitat kopiert"
    shown.page.evaluate("() => document.body.appendChild(document.createElement('textarea')).focus()")
    shown.page.keyboard.press("Control+v")
    pasted = shown.page.locator("body > textarea").input_value()
    # Browsers copy a protected space as a plain one.
    assert pasted == block.locator(".bk-cite").inner_text().replace(NBSP, " ")
    assert pasted.startswith("„Plan 2026: Agentur für Arbeit Aachen-Düren plant 2.269 von 3.508 Plätzen")
    assert "Datenstand" in pasted


# ---------------------------------------------------------------- what the server serves beside the pages


def test_scripts_come_small(server):
    """What a phone in a full hall fetches for a page with figures: Streamlit itself would send 9 MB."""
    with urlopen(f"{server}/") as answer:
        (script,) = re.findall(r'src="\./(static/js/index\.[^"]+\.js)"', answer.read().decode())
    asked = Request(f"{server}/{script}", headers={"Accept-Encoding": "gzip"})
    with urlopen(asked) as small, urlopen(f"{server}/{script}") as whole:
        assert small.headers["Content-Encoding"] == "gzip"
        sent, script = small.read(), whole.read()
    assert gzip.decompress(sent) == script
    assert len(sent) < 0.4 * len(script)


CLOSED = ("_stcore/metrics", "_stcore/agent/openapi.json", "_stcore/stream")  # of Streamlit


def get(url, accept="text/html"):
    try:
        with urlopen(Request(url, headers={"Accept": accept}), timeout=10) as answer:
            return answer.status, dict(answer.headers.items()), answer.read().decode()
    except HTTPError as error:
        return error.code, dict(error.headers.items()), error.read().decode()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/karte",
        "/api/v1/health",
        "/api/v1/scenario",
        "/leaflet/leaflet.js",
        "/nirgends",
        "/r",
        "/beschlussvorlage",
    ],
)
def test_every_response_carries_the_security_headers(server, path):
    _, headers, _ = get(server + path)
    lower = {name.lower(): value for name, value in headers.items()}
    for name, value in HEADERS.items():
        assert lower[name.lower()] == value
    scripts = dict(part.split(" ", 1) for part in lower["content-security-policy"].split("; "))["script-src"]
    assert "'unsafe-eval'" not in scripts
    assert ("'unsafe-inline'" in scripts) == (path in ("/", "/karte"))


def test_only_the_frame_of_the_map_compiles_scripts(server):
    _, headers, body = get(f"{server}/component/streamlit_folium.st_folium/index.html")
    assert "script-src 'self' 'unsafe-inline' 'unsafe-eval';" in headers["content-security-policy"]
    assert "verbindung.js" not in body  # nor has it the words of a page


def test_no_page_points_to_an_interface_that_is_off(server):
    for path in ("/", "/karte", "/nirgends"):
        assert "agent" not in get(server + path)[2].replace("agent API's own", "")


@pytest.mark.parametrize("path", ["/", *(f"/{p}" for p in PATHS if p)])
def test_the_page_language_is_german_before_any_script_runs(server, path):
    status, _, body = get(server + path)
    assert status == 200
    assert '<html lang="de"' in body


@pytest.mark.parametrize(
    ("file", "word"), [("leaflet.js", "Leaflet 1.9"), ("leaflet.css", ".leaflet-container")]
)
def test_leaflet_comes_from_here(server, file, word):
    status, _, body = get(f"{server}/leaflet/{file}", "*/*")
    assert status == 200
    assert word in body


@pytest.mark.parametrize(
    "path", ["/leaflet/nichts.js", "/leaflet/../app.py", "/leaflet/%2e%2e/%2e%2e/app.py", "/leaflet/"]
)
def test_only_leaflet_is_served_there(server, path):
    status, _, body = get(server + path, "*/*")
    assert status in (400, 404)
    assert len(body) < 100


@pytest.mark.parametrize(
    "path",
    [
        "kartte",
        "karte/x",
        "simulator.",
        "index.html",
        "a.js",
        "_stcore/metrics",
        "_stcore/agent/openapi.json",
    ],
)
def test_what_does_not_exist_is_told_in_words_and_starts_no_session(server, path):
    status, _, body = get(f"{server}/{path}")
    assert status == 404
    assert "Diese Seite gibt es nicht" in body


def test_an_address_that_no_page_of_ours_has_is_refused(server):
    status, _, body = get(f"{server}/praesentation/einrichten?ansichten={'a' * 33_000}")
    assert status == 414
    assert "zu lang" in body


def test_an_address_without_a_page_is_answered_in_words(desk, server):
    shown = desk()
    shown.page.goto(f"{server}/kartte")
    assert "gibt es nicht" in shown.words
    shown.page.get_by_role("link").click()
    shown.settle()
    assert shown.page.url.rstrip("/") == server
