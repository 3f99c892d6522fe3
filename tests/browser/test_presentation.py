"""The presentation in a real browser: read from the back row, led by keys alone, with the network unplugged."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from kompass.facts import load
from kompass.language import LANGUAGES
from kompass.presentation.views.registry import default_story, view_specs
from tests.browser.conftest import ARTIFACTS

DEFAULT_STORY = default_story(load())

WALL, SMALL_WALL, PHONE = (1920, 1080), (1280, 720), (390, 844)
FOOT = 21.0  # pixels of the foot on a wall of 1920
SHOWN = "document.querySelector('.view:not([hidden])')"
# Every text with its size as drawn: of a picture's letters the size on the screen.
TEXTS = f"""() => [...{SHOWN}.querySelectorAll('*'), ...document.querySelectorAll('nav, nav *')]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && /[\\p{{L}}\\p{{N}}]/u.test(n.textContent)))
  .filter(e => getComputedStyle(e).clipPath === 'none' && !e.closest('title, option') && e.getClientRects().length)
  .map(e => {{
    const style = getComputedStyle(e), drawn = e.closest('svg') && e.getScreenCTM();
    // Of letters in a chart: what is drawn below them.
    const {{ left, right, top, bottom }} = e.getBoundingClientRect();
    const below = drawn && document.elementsFromPoint((left + right) / 2, (top + bottom) / 2).find(
      x => x.closest('.chart svg') && !x.closest('text') && !['svg', 'none'].includes(x.tagName)
        && getComputedStyle(x).fill !== 'none');
    let ground = e;
    while (ground && /rgba\\(.*, 0\\)/.test(getComputedStyle(ground).backgroundColor)) ground = ground.parentElement;
    const halo = ['text', 'tspan'].includes(e.tagName) && style.stroke !== 'none' && style.stroke;
    return {{
      text: e.textContent.trim(), tag: e.tagName, foot: !!e.closest('footer'), number: e.classList.contains('number'),
      size: parseFloat(style.fontSize) * (drawn ? Math.hypot(drawn.a, drawn.b) : 1), color: drawn ? style.fill : style.color,
      many: !!e.closest('.many, .wordy'),
      ground: halo || (below ? getComputedStyle(below).fill
        : getComputedStyle(ground || document.body).backgroundColor), opacity: style.opacity,
    }};
  }})"""
OUTSIDE = f"""() => [...{SHOWN}.querySelectorAll('*'), ...document.querySelectorAll('nav a')].filter(e => {{
    const r = e.getBoundingClientRect(), hidden = getComputedStyle(e).clipPath !== 'none';
    return !hidden && r.width && (r.left < -1 || r.top < -1 || r.right > innerWidth + 1 || r.bottom > innerHeight + 1);
  }}).map(e => e.outerHTML.slice(0, 90))"""
# Text boxes that lie on each other: a title that runs into the picture, a label into a number.
COLLISIONS = f"""() => {{
    const texts = 'h1, .kind, dt, dd, .sum, figcaption, footer, label, .moves p, .axis span, th, td, .more, .said';
    const boxes = [...{SHOWN}.querySelectorAll(texts)]
      .filter(e => !e.matches('.track')).map(e => {{
        const range = document.createRange();
        range.selectNodeContents(e);
        return [e, range.getBoundingClientRect()];
      }}).filter(([, r]) => r.width);
    const found = [];
    boxes.forEach(([a, r], i) => boxes.slice(i + 1).forEach(([b, q]) => {{
      const apart = r.right <= q.left + 1 || q.right <= r.left + 1 || r.bottom <= q.top + 6 || q.bottom <= r.top + 6;
      if (!apart && !a.contains(b) && !b.contains(a)) found.push(a.textContent + ' | ' + b.textContent);
    }}));
    return found;
  }}"""
FITS = f"() => {SHOWN}.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth"


def opened(desk, query="", size=WALL, **how):
    shown = desk(*size, **how)
    response = shown.page.goto(f"{shown.server}/praesentation{query}")
    assert response.status == 200
    return shown


def resize(page, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})


def on_screen(page):
    return page.locator(".view:not([hidden])")


def view(page):
    return on_screen(page).get_attribute("data-view")


def luminance(color):
    found = [float(part) for part in re.findall(r"[\d.]+", color)[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in found)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def assert_readable(page, largest_is=72.0, smallest=28.0):
    texts = page.evaluate(TEXTS)
    assert len(texts) > 5
    for found in texts:
        largest = 52.0 if found["many"] else largest_is
        least = largest if found["number"] else 44.0 if found["tag"] == "H1" else smallest
        if found["foot"]:  # sources, plan and data: for whom the view is passed on to, not for the back row
            least = FOOT
        assert found["size"] >= least - 0.01, found
        assert contrast(found["color"], found["ground"]) >= 7, found
        assert found["opacity"] == "1"
    assert (
        any(found["number"] for found in texts)
        or on_screen(page).locator(".sheet, .said, .chart, .cover").count()
    )


def assert_within(page):
    assert page.evaluate(FITS), view(page)
    assert page.evaluate(OUTSIDE) == [], view(page)
    assert page.evaluate(COLLISIONS) == [], view(page)


@pytest.mark.parametrize("theme", ["hell", "dunkel"])
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_whole_story_by_the_arrow_key_can_be_read_from_the_back_row(desk, theme, code):
    shown = opened(desk, f"?thema={theme}&lang={code}")
    page = shown.page
    assert page.locator("html").get_attribute("lang") == code
    ARTIFACTS.mkdir(exist_ok=True)
    for number, name in enumerate(DEFAULT_STORY, start=1):
        assert view(page) == name
        assert page.locator(".view:visible").count() == 1
        assert page.locator("#number").inner_text().split()[::2] == [str(number), str(len(DEFAULT_STORY))]
        assert on_screen(page).locator(".kind").inner_text()
        assert ":" in on_screen(page).locator("footer").inner_text()  # Quelle: …
        assert on_screen(page).locator("h1").text_content() in page.title()
        assert_readable(page)
        assert_within(page)
        page.screenshot(path=ARTIFACTS / f"praesentation-{code}-{theme}-{number:02}-{name}.png")
        page.keyboard.press("ArrowRight")
    assert view(page) == DEFAULT_STORY[-1]  # the last one stays
    assert parse_qs(urlsplit(page.url).query)["n"] == [str(len(DEFAULT_STORY))]


@pytest.mark.parametrize(("theme", "code"), [("hell", "de"), ("dunkel", "en")])
def test_every_view_there_is_can_be_read_from_the_back_row(desk, theme, code):
    names = [name for name in view_specs(load()) if name not in DEFAULT_STORY]
    page = opened(desk, f"?ansichten={','.join(names)}&s=2026~AA-HS.100.25&thema={theme}&lang={code}").page
    for name in names:
        assert view(page) == name
        assert_readable(page)
        assert_within(page)
        page.keyboard.press("PageDown")


def test_the_views_fit_other_screens(desk):
    """All views there are, on one screen after the other, as when the window of a show is moved to a projector."""
    names = list(view_specs(load()))
    page = opened(desk, f"?ansichten={','.join(names)}&s=2026~AA-HS.100").page
    for size in (SMALL_WALL, PHONE, (1024, 768), (2560, 1440)):
        resize(page, size)
        page.keyboard.press("Home")
        for name in names:
            assert view(page) == name
            if size == PHONE and on_screen(page).locator(".sheet, .chart").count():
                assert page.evaluate(FITS), name  # a table or chart scrolls within the view, down only
                assert page.evaluate(
                    "() => [...document.querySelectorAll('.view:not([hidden]) .picture *')].every(e => "
                    "e.closest('[clip-path]') || e.querySelector('[clip-path]') "
                    "|| e.getBoundingClientRect().right <= innerWidth)"
                ), name
            else:
                assert_within(page)
            assert min(found["size"] for found in page.evaluate(TEXTS)) >= 14, name
            page.keyboard.press("ArrowRight")


def test_a_clicker_and_the_keys_lead_through(desk):
    page = opened(desk, "?ansichten=plan,region,engpaesse,ziele").page
    for key, expected in (
        ("PageDown", "region"),
        ("Space", "engpaesse"),
        ("Enter", "ziele"),
        ("ArrowDown", "ziele"),
        ("PageUp", "engpaesse"),
        ("ArrowLeft", "region"),
        ("ArrowUp", "plan"),
        ("ArrowUp", "plan"),
        ("End", "ziele"),
        ("Home", "plan"),
    ):
        page.keyboard.press(key)
        assert view(page) == expected, key
    page.keyboard.press("Control+ArrowRight")  # the browser's own
    assert view(page) == "plan"
    page.keyboard.press("f")
    page.wait_for_function("() => document.fullscreenElement")


def test_a_black_screen_is_one_key_away_and_back(desk):
    page = opened(desk, "?ansichten=plan,region").page
    for key in ("b", "."):
        page.keyboard.press(key)
        assert page.locator("h1:visible").count() == 0
        page.keyboard.press("PageDown")
        assert view(page) == "plan"
        assert page.locator("h1:visible").count() == 1
    page.keyboard.press("b")
    page.mouse.click(1800, 500)  # a click brings it back, too, and does no more
    assert view(page) == "plan"
    assert page.locator("h1:visible").count() == 1


def test_a_tap_leads_on_and_back(desk):
    page = opened(desk, "?ansichten=plan,region", PHONE).page
    page.mouse.click(370, 400)
    assert view(page) == "region"
    page.mouse.click(195, 300)  # the middle does nothing
    assert view(page) == "region"
    page.mouse.click(15, 400)
    assert view(page) == "plan"
    page.locator("#next").click()
    assert view(page) == "region"
    page.locator("#previous").click()
    assert view(page) == "plan"


def test_escape_returns_to_the_page_with_its_scenario(desk):
    page = opened(desk, "?zurueck=kontingente&s=2026~AA-HS.100.25&n=3").page
    page.keyboard.press("Escape")
    page.wait_for_url("**/kontingente?*")
    assert parse_qs(urlsplit(page.url).query)["s"] == ["2026~AA-HS.100.25"]


def test_the_view_comes_back_after_a_reload_and_in_the_other_language(desk):
    page = opened(desk).page
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    here = view(page)
    page.reload()
    assert view(page) == here
    before = on_screen(page).locator("h1").inner_text()
    page.locator(".tools a[lang=en]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**lang=en**")
    assert view(page) == here
    assert page.locator("html").get_attribute("lang") == "en"
    assert on_screen(page).locator("h1").inner_text() != before


def test_without_a_network_the_story_goes_on(desk):
    shown = opened(desk, "?s=2026~AA-HS.100.25")
    page = shown.page
    page.context.set_offline(True)
    seen = [view(page)]
    for _ in DEFAULT_STORY[1:]:
        page.keyboard.press("PageDown")
        seen.append(view(page))
    assert tuple(seen) == DEFAULT_STORY
    for _ in DEFAULT_STORY[DEFAULT_STORY.index("simulator") + 1 :]:
        page.keyboard.press("PageUp")
    assert view(page) == "simulator"
    press(page, "1", "Shift+Digit4", "+")
    page.get_by_text("Keine Verbindung").wait_for()
    assert page.evaluate(VALUE, ["AA", "2.159"])  # 2,169 − 10: the table goes on
    assert on_screen(page).locator("h1").inner_text().endswith("AA −110, HS +110 Plätze")
    page.context.set_offline(False)
    press(page, "+")
    page.wait_for_function(VALUE, arg=["AA", "2.149"])
    text = "2026~AA-HS.100.25~AA-HS.20.5"
    page.wait_for_function(
        "text => new URL(document.querySelector('.view:not([hidden]) .code a').href).searchParams.get('s') === text",
        arg=text,
    )


def test_the_script_is_not_needed_to_see_the_views(desk, window):
    server = desk().server
    context = window.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/praesentation?ansichten=plan,region")
    page.locator("#next").click()
    assert page.locator(".view:not([hidden])").get_attribute("data-view") == "region"
    context.close()


# ---------------------------------------------------------------- the simulator


VALUE = f"""([code, value]) => [...{SHOWN}.querySelectorAll('.row')].some(row =>
  row.querySelector('dt').textContent.includes(code) && row.querySelector('.number').textContent.endsWith(value))"""


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_fifty_places_move_by_keys_and_the_sum_stays(desk):
    shown = opened(desk, "?ansichten=plan,simulator,region&n=2")
    page = shown.page
    press(page, "+")
    assert "Bitte erst wählen" in page.get_by_role("status").inner_text()
    press(page, "1", "Shift+Digit4", *"+++++")
    page.wait_for_function(VALUE, arg=["AA", "2.219"])
    page.wait_for_function(VALUE, arg=["HS", "403"])
    headline = "Gegenüber Plan 2026: AA −50, HS +50 Plätze"
    assert on_screen(page).locator("h1").inner_text().endswith(headline)
    assert page.get_by_role("status").inner_text() == headline
    assert on_screen(page).locator(".sum .number").all_inner_texts() == ["3.508", "954"]
    # One entry for the run. By rule 50 places of AA carry 50 · 573/2269 = 12.6, so 13 qualification-oriented ones.
    text = "2026~AA-HS.50.13"
    assert parse_qs(urlsplit(page.url).query)["s"] == [text]
    on_screen(page).locator(
        ".code"
    ).wait_for()  # out of sight until the server has made that of the new scenario
    link = urlsplit(on_screen(page).locator(".code a").get_attribute("href"))
    assert link.path == "/simulator"
    assert parse_qs(link.query)["s"] == [text]
    answer = page.request.get(f"{shown.server}/api/v1/scenario?s={text}").json()
    assert {code: found["places"] for code, found in answer["institutions"].items()} == {
        "AA": 2219,
        "AC": 586,
        "DN": 300,
        "HS": 403,
    }
    press(page, "ArrowUp")
    page.wait_for_function(VALUE, arg=["HS", "404"])
    press(page, "-", "ArrowDown")
    page.wait_for_function(VALUE, arg=["HS", "393"])
    # Another pair begins another entry; what was moved stays.
    press(page, "2", "Shift+3", "+")
    page.wait_for_function(VALUE, arg=["DN", "310"])
    assert parse_qs(urlsplit(page.url).query)["s"][0].startswith("2026~AA-HS.40.10~AC-DN.10.")
    assert_readable(page)
    assert_within(page)
    # Whoever pages on and comes back has the arrow keys for paging again.
    press(page, "PageDown", "PageUp", "ArrowDown")
    assert view(page) == "region"


def test_what_moved_is_in_the_other_views_of_the_scenario(desk):
    page = opened(desk, "?ansichten=je1000,kontingente,simulator&n=3").page
    press(page, "1", "Shift+Digit4", *("+" * 10))
    page.wait_for_function(VALUE, arg=["HS", "453"])
    on_screen(page).locator(".code").wait_for()
    assert "Szenario 2026~AA-HS.100.25" in on_screen(page).locator("footer").inner_text()
    press(page, "PageUp", "PageUp")
    page.get_by_text("Szenario zum Plan 2026").first.wait_for()
    on_screen(page).get_by_text("Plan 2026: 40,6").wait_for()  # 353, and now 453 of 8,705
    assert on_screen(page).locator(".number").all_inner_texts() == ["23,8", "26,5", "52,0"]
    assert "Szenario 2026~AA-HS.100.25" in on_screen(page).locator("footer").inner_text()
    assert on_screen(page).locator(".kind").inner_text() == "Szenario"
    assert_readable(page)
    assert_within(page)


def test_what_blocks_is_told_and_nothing_moves(desk):
    page = opened(desk, "?ansichten=simulator&s=2026~DN-HS.295").page
    press(page, "3", "Shift+Digit1", "ArrowUp")
    page.wait_for_function(VALUE, arg=["DN", "4"])
    press(page, "+")
    page.get_by_text("DN kann höchstens 5 Plätze abgeben, nicht 11.").wait_for()
    assert page.evaluate(VALUE, ["DN", "4"])
    press(page, "-")
    page.wait_for_function(VALUE, arg=["DN", "14"])  # 5 − (1 − 10)
    assert_readable(page)
    assert_within(page)


def test_the_mouse_moves_places_too(desk):
    page = opened(desk, "?ansichten=simulator,plan", PHONE).page
    page.get_by_label("gibt").select_option("AA")
    page.get_by_label("nimmt").select_option("DN")
    page.get_by_role("button", name="+10").click()
    page.wait_for_function(VALUE, arg=["DN", "310"])
    assert view(page) == "simulator"
    assert_within(page)


# ---------------------------------------------------------------- putting a story together


def test_a_story_is_put_together_kept_and_opened_again(desk, tmp_path):
    shown = desk()
    page = shown.page
    page.goto(f"{shown.server}/praesentation/einrichten?ansichten=plan,region&s=2026~AA-HS.100.25")
    page.get_by_role("link", name="Die Region: nach oben").click()
    page.get_by_role("link", name="Anteil abschlussorientiert: hinzufügen").click()
    page.get_by_role("link", name="Was der Plan ist: weglassen").click()
    assert parse_qs(urlsplit(page.url).query)["ansichten"] == ["region,abschluss"]
    with page.expect_download() as download:
        page.get_by_role("link", name="Präsentation als Datei laden").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)

    page.goto(f"{shown.server}/praesentation/einrichten?ansichten=ziele")
    bad = tmp_path / "bad.json"
    bad.write_text("{", "utf-8")
    page.set_input_files("input[type=file]", bad)
    page.get_by_role("button", name="Datei öffnen").click()
    page.get_by_role("alert").wait_for()
    assert "kein lesbares JSON" in page.get_by_role("alert").inner_text()
    assert page.locator("ol li").count() == 1  # nothing lost
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Datei öffnen").click()
    page.wait_for_url("**ansichten=region,abschluss**")
    page.get_by_role("link", name="Präsentation starten").click()
    assert view(page) == "region"
    assert parse_qs(urlsplit(page.url).query)["s"] == ["2026~AA-HS.100.25"]


@pytest.mark.parametrize(("theme", "code"), [("light", "de"), ("dark", "en")])
def test_a_figure_of_a_page_joins_the_presentation(desk, theme, code):
    shown = desk(*WALL, theme).open(f"/arbeitslosigkeit?lang={code}&kreise=05358")
    page = shown.page
    name = "arbeitslose-kreise"
    folded = shown.unfold(f"table-{name}")
    add = {"de": "Zur Präsentation hinzufügen", "en": "Add to the presentation"}[code]
    with page.expect_popup() as popup:
        folded.get_by_role("link", name=add).click()
    setup = popup.value
    resize(setup, WALL)
    setup.locator(".main").wait_for()
    assert setup.locator("ol li").count() == len(DEFAULT_STORY) + 1
    before = setup.locator("ul li").count()
    setup.locator("ul a[href*='betriebe-nach-groesse']").click()  # further ones join from the list
    setup.wait_for_url("**betriebe-nach-groesse**")
    assert setup.locator("ol li").count() == len(DEFAULT_STORY) + 2
    assert setup.locator("ul li").count() == before - 1
    setup.locator(".main").click()
    setup.wait_for_url("**/praesentation?*")
    setup.keyboard.press("End")
    assert view(setup) == "tabelle-betriebe-nach-groesse"
    setup.keyboard.press("PageUp")
    assert view(setup) == f"tabelle-{name}"
    assert_readable(setup)
    assert_within(setup)
    chart = on_screen(setup).locator(".chart:visible")
    assert [name in chart.text_content() for name in ("Düren", "Heinsberg")] == [True, False]
    ARTIFACTS.mkdir(exist_ok=True)
    setup.screenshot(path=ARTIFACTS / f"praesentation-abbildung-{code}-{theme}.png")
    setup.keyboard.press("Escape")
    setup.wait_for_url("**/arbeitslosigkeit?*")
    assert parse_qs(urlsplit(setup.url).query)["kreise"] == ["05358"]


def test_the_foot_of_the_simulator_takes_along_what_was_just_moved(desk):
    shown = desk(*WALL).open("/simulator?s=2026~AA-HS.100.25")
    page = shown.page
    page.evaluate("history.replaceState(null, '', '?s=2026~AA-HS.50.13')")  # as a move of the simulator does
    page.locator(".bk-show").filter(visible=True).click()
    page.wait_for_url("**/praesentation?*")
    query = parse_qs(urlsplit(page.url).query)
    assert (query["s"], query["zurueck"]) == (["2026~AA-HS.50.13"], ["simulator"])
