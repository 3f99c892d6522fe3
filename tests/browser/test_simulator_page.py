"""The simulator in Chromium: every handle, by hand, by keyboard and by address."""

import json
import re
from urllib.parse import parse_qs, quote, unquote_plus, urlsplit
from urllib.request import urlopen

import pytest

from kompass.language import MINUS
from tests.browser.conftest import SETTLED

PLANNED = {"AA": 2269, "AC": 586, "DN": 300, "HS": 353}
# The places that every part of the page shows; undefined while they do not agree.
AGREED = """() => {
  if (document.querySelector('[data-test-script-state=running]')) return undefined;
  const number = text => Number(text.replaceAll('.', ''));
  const shown = Object.fromEntries([...document.querySelectorAll('.bk-four > div')].map(cell =>
    [cell.querySelector('dt').innerText.trim(), number(cell.querySelector('.bk-value').innerText)]));
  const codes = Object.keys(shown);
  if (!codes.length) return undefined;
  const drawn = [...document.querySelectorAll('.bk-dumbbells')][0]?.querySelectorAll('p b');
  for (let i = 0; i < 2 * codes.length; i += 2) {
    if (number(drawn[i + 1].innerText) !== shown[drawn[i].innerText]) return undefined;
  }
  for (const code of codes) {
    for (const kind of ['slider', 'field']) {
      const field = document.querySelector(`[data-${kind}="${code}.places"]`);
      if (field && number(field.value) !== shown[code]) return undefined;
    }
  }
  const text = new URLSearchParams(location.search).get('s');
  const moved = Object.fromEntries(codes.map(code => [code, 0]));
  for (const part of (text || '').split('~').slice(1)) {
    const [, giver, taker, places] = part.match(/^(\\w+)-(\\w+)\\.(\\d+)/);
    if (giver in moved) moved[giver] -= Number(places);
    if (taker in moved) moved[taker] += Number(places);
  }
  const planned = {AA: 2269, AC: 586, DN: 300, HS: 353};
  return codes.every(code => planned[code] + moved[code] === shown[code]) ? shown : undefined;
}"""
SHOWS = f"""(wanted) => {{
  const shown = ({AGREED})();
  return shown && Object.keys(wanted).every(code => shown[code] === wanted[code]);
}}"""


class Simulator:
    """The simulator's page: its handles and what it shows."""

    def __init__(self, shown, query=""):
        self.desk = shown.open(f"/simulator{query}")
        self.page = shown.page

    def rests_at(self, **wanted):
        """Wait until chart, sliders, fields and address agree on these places, and stay there."""
        self.desk.at_rest(SHOWS, PLANNED | wanted)
        self.totals_are_whole()
        return self

    def totals_are_whole(self):
        totals = self.page.locator(".bk-status b").all_inner_texts()
        assert [n for n in totals if n != "0"] == ["3.508", "954"]

    def slider(self, code):
        return self.page.locator(f'[data-slider="{code}.places"]')

    def field(self, code):
        return self.page.locator(f'[data-field="{code}.places"]')

    def step(self, code, by):
        self.page.locator(f'[data-step="{code}.{by}"]').click()
        return self

    def go(self, way):
        """One of the ways back: undo, redo, reset."""
        self.page.locator(f'[data-do="{way}"]').click()
        return self

    def type(self, code, places):
        self.field(code).fill(str(places))
        self.field(code).press("Enter")
        return self

    def press(self, key):
        self.desk.widget(key).locator("button").click()
        return self

    def choose_counterpart(self, code):
        box = self.desk.widget("ausgleich").locator("input")
        box.focus()
        self.page.keyboard.type(f"{code} ")
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(f"**ausgleich={code}**")
        self.desk.at_rest(SETTLED)  # the table is told after the address
        return self

    @property
    def dumbbells(self):
        return self.page.locator(".bk-dumbbells").first.inner_text()

    @property
    def map(self):
        return self.page.locator(".bk-drawing").first.inner_text()

    def choose(self, key, label):
        """One of the options that stand side by side."""
        self.desk.widget(key).get_by_role("radio", name=label, exact=True).click()
        return self

    def rows(self):
        """The cells of the table of places, row by row; the last row is the total."""
        table = self.page.locator("table", has=self.page.locator("tr.bk-total")).first
        return [row.split("\t") for row in table.locator("tbody").inner_text().splitlines()]

    @property
    def scenario(self):
        return parse_qs(urlsplit(self.page.url).query).get("s", [""])[0]

    @property
    def notice(self):
        return self.page.locator(".bk-notice, [data-testid=stAlert]").first


@pytest.fixture
def simulator(desk):
    """Opened against AA, so that a step of one handle moves one other."""
    return Simulator(desk(), "?ausgleich=AA")


# ---------------------------------------------------------------- handles


@pytest.mark.parametrize("delay", [0, 40, 100])
def test_a_slider_by_keyboard_however_fast(simulator, delay):
    """Once a race: quick presses met answers to earlier ones, and ended anywhere."""
    simulator.rests_at().slider("HS").focus()
    for key in ["ArrowRight"] * 14 + ["ArrowLeft"] * 4:
        simulator.page.keyboard.press(key)
        simulator.page.wait_for_timeout(delay)  # the reader's pace, not a wait for the page
    simulator.rests_at(AA=2259, HS=363)
    assert simulator.scenario == "2026~AA-HS.10.3"


def test_two_sliders_in_quick_turn(simulator):
    simulator.rests_at()
    for code in ("HS", "DN", "HS", "DN"):
        simulator.slider(code).focus()
        for _ in range(5):
            simulator.page.keyboard.press("ArrowRight")
    simulator.rests_at(AA=2249, HS=363, DN=310)


def test_a_move_by_keyboard_changes_everything_and_loses_nothing(simulator):
    simulator.rests_at()
    headline, bars, drawn = simulator.desk.headline, simulator.dumbbells, simulator.map
    simulator.slider("HS").focus()
    for _ in range(5):
        simulator.page.keyboard.press("PageUp")
    simulator.page.wait_for_function(
        "before => document.querySelector('h1').innerText !== before", arg=headline
    )
    gained = int(simulator.slider("HS").input_value()) - 353
    assert gained > 5
    simulator.rests_at(AA=2269 - gained, HS=353 + gained)
    assert f"+{gained}" in simulator.desk.headline
    assert f"{MINUS}{gained}" in simulator.desk.headline
    assert simulator.dumbbells != bars
    assert simulator.map != drawn


def test_the_number_field(simulator):
    simulator.rests_at().type("HS", 453).rests_at(AA=2169, HS=453)
    assert simulator.scenario == "2026~AA-HS.100.25"
    assert "52,0" in simulator.map
    assert [(row[0], row[2], row[3]) for row in simulator.rows()] == [
        ("AA", "2.269", "2.169"),
        ("AC", "586", "586"),
        ("DN", "300", "300"),
        ("HS", "353", "453"),
        ("", "3.508", "3.508"),
    ]


def test_the_step_buttons(simulator):
    simulator.rests_at().step("HS", 10).rests_at(AA=2259, HS=363)
    simulator.step("DN", -10).rests_at(AA=2269, HS=363, DN=290)


def test_step_buttons_pressed_one_after_the_other(simulator):
    simulator.rests_at()
    for step in range(1, 5):
        simulator.step("HS", 10)
        simulator.rests_at(AA=2269 - 10 * step, HS=353 + 10 * step)


def test_undo_and_reset(simulator):
    simulator.rests_at().type("HS", 400).rests_at(AA=2222, HS=400)
    simulator.type("DN", 320).rests_at(AA=2202, HS=400, DN=320)
    simulator.go("undo").rests_at(AA=2222, HS=400)
    simulator.go("reset").rests_at()
    assert simulator.scenario == ""
    simulator.go("undo").rests_at(AA=2222, HS=400)


def test_a_lock_is_visible_and_holds(desk):
    simulator = Simulator(desk()).rests_at()
    simulator.desk.widget("gesperrt").get_by_role("button", name="AA").click()
    simulator.page.wait_for_url("**gesperrt=AA**")
    simulator.page.wait_for_function("""() => document.querySelector('[data-slider="AA.places"]').disabled""")
    assert simulator.field("AA").is_disabled()
    assert "gesperrt" in simulator.page.locator(".bk-head").first.inner_text()
    simulator.type("HS", 453).rests_at(AC=520, DN=266, HS=453)  # 100 by 586 : 300


def test_a_blocked_move_is_said_and_changes_nothing(desk):
    simulator = Simulator(desk(), "?ausgleich=DN").rests_at()
    simulator.type("HS", 900)
    simulator.notice.wait_for()
    assert "300" in simulator.notice.inner_text()
    simulator.rests_at()


def test_the_counterpart_can_be_chosen_by_keyboard(desk):
    simulator = Simulator(desk()).rests_at().choose_counterpart("DN")
    simulator.type("HS", 363).rests_at(DN=290, HS=363)


# ---------------------------------------------------------------- address and contract


def test_the_address_carries_the_scenario_over_a_reload(simulator):
    simulator.rests_at().type("HS", 453).rests_at(AA=2169, HS=453)
    simulator.page.reload()
    simulator.desk.settle()
    simulator.rests_at(AA=2169, HS=453)
    assert simulator.scenario == "2026~AA-HS.100.25"


def test_the_scenario_survives_another_page(simulator):
    simulator.rests_at().type("HS", 453).rests_at(AA=2169, HS=453)
    simulator.desk.follow("kontingente").follow("simulator")
    simulator.rests_at(AA=2169, HS=453)
    simulator.type("HS", 463).rests_at(AA=2159, HS=463)  # and goes on from there


@pytest.mark.parametrize("text", ["", "2026~AA-HS.100.25", "2026~AA-HS.100.25~AC-DN.40.10~HS-AA.30.11"])
def test_the_page_shows_what_the_contract_answers(desk, server, text):
    with urlopen(f"{server}/api/v1/scenario?s={quote(text)}") as answer:
        document = json.load(answer)
    simulator = Simulator(desk(), f"?s={quote(text)}")
    places = {code: row["places"] for code, row in document["institutions"].items()}
    simulator.rests_at(**places)
    *rows, total = simulator.rows()
    assert total[3] == f"{document['total']:,}".replace(",", ".")
    assert int(total[8]) == document["degree_total"]
    assert [row[0] for row in rows] == list(document["institutions"])
    for row in rows:
        own = document["institutions"][row[0]]
        assert int(row[3].replace(".", "")) == own["places"]
        assert int(row[4].replace(MINUS, "-").replace("±", "")) == own["change"]
        assert float(row[6].replace(",", ".")) == pytest.approx(100 * own["share"], abs=0.05)
        assert int(row[8]) == own["degree"]
        assert float(row[10].replace(",", ".")) == pytest.approx(100 * own["degree_rate"], abs=0.05)
    heading = simulator.page.locator("th", has_text=re.compile("^Verteilungsschlüssel$"))
    table = simulator.page.locator("table", has=heading)
    table.wait_for()
    # "62,7" or "rund 125 (125 bis 133)": a rounded key is shown in whole places, with its limits.
    shown = [
        re.findall(r"\d[\d.]*(?:,\d)?", cells.split("\t")[2])
        for cells in table.locator("tbody").inner_text().splitlines()
        if "\t" in cells
    ]
    limits = document["distance_precision"]
    answered = document["distance_to_key"] | document["distance_to_further_key"]
    expected = [
        (distance, limits[key_id]["low"], limits[key_id]["high"])
        for key_id, distance in sorted(answered.items(), key=lambda found: found[1])
    ]
    in_order = sorted([float(n.replace(".", "").replace(",", ".")) for n in numbers] for numbers in shown)
    for numbers, answer in zip(in_order, expected, strict=True):
        assert numbers == pytest.approx(answer[: len(numbers)], abs=0.501 if len(numbers) > 1 else 0.0501)
    assert [len(numbers) for numbers in in_order].count(3) == 2  # employees, and the gap of employment rates


@pytest.mark.parametrize(
    ("text", "named"),
    [("2025~AA-HS.100", "2025"), ("2026~DN-HS.301", "300"), ("<script>alert(1)</script>", "2026")],
)
def test_a_bad_address_is_told_and_the_plan_shown(desk, text, named):
    simulator = Simulator(desk(), f"?s={quote(text)}")
    simulator.notice.wait_for()
    assert named in simulator.notice.inner_text()
    assert "Traceback" not in simulator.desk.words
    numbers = simulator.page.locator(".bk-four .bk-value").all_inner_texts()
    assert [int(n.replace(".", "")) for n in numbers] == list(PLANNED.values())
    simulator.totals_are_whole()


def test_two_windows_do_not_disturb_each_other(desk):
    first, second = Simulator(desk(), "?ausgleich=AA"), Simulator(desk(), "?ausgleich=AA")
    first.rests_at().type("HS", 453).rests_at(AA=2169, HS=453)
    second.rests_at()
    second.type("DN", 310).rests_at(AA=2259, DN=310)
    first.rests_at(AA=2169, HS=453)


def test_nothing_jumps_while_places_move(simulator):
    """Controls, dumbbells and map keep their places on the screen, and the dumbbells their scale."""
    boxes = """() => ['[data-slider="AA.places"]', '[data-slider="HS.places"]', '[data-do=undo]', '.bk-dumbbells',
      '.bk-drawing', '.bk-axis span:last-child'].map(selector => {
      const box = document.querySelector(selector).getBoundingClientRect();
      return [box.left, box.top, box.width].map(Math.round);
    })"""
    simulator.rests_at()
    before = simulator.page.evaluate(boxes)
    simulator.type("HS", 453).rests_at(AA=2169, HS=453)
    assert simulator.page.evaluate(boxes) == before


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_handles_of_a_number_stand_in_one_line(desk, lang):
    simulator = Simulator(desk(1920, 800), f"?lang={lang}")
    for width in (1920, 1440, 1280, 1024):
        simulator.page.set_viewport_size({"width": width, "height": 800})
        simulator.page.wait_for_timeout(300)  # the columns take their new width
        for code in PLANNED:
            for line in (
                (
                    f"slider='{code}.places'",
                    f"step='{code}.-10'",
                    f"field='{code}.places'",
                    f"step='{code}.10'",
                ),
                (f"slider='{code}.degree'", f"field='{code}.degree'"),
            ):
                boxes = [simulator.page.locator(f"[data-{handle}]").bounding_box() for handle in line]
                middles = [box["y"] + box["height"] / 2 for box in boxes]
                assert max(middles) - min(middles) < 20, (width, code, line)
                edges = [box["x"] for box in boxes]
                assert edges == sorted(edges), (width, code, line)


@pytest.mark.parametrize("size", [(390, 844), (1920, 1080)], ids=["phone", "wall"])
def test_every_handle_has_a_name_and_a_size_to_hit(desk, size):
    simulator = Simulator(desk(*size)).rests_at()
    for code in PLANNED:
        assert re.search(code, simulator.slider(code).get_attribute("aria-label"))
        assert re.search(code, simulator.field(code).get_attribute("aria-label"))
        for kind in ("slider", "field"):
            handle = simulator.page.locator(f"[data-{kind}='{code}.degree']")
            assert re.search(f"Abschlussorientiert.*{code}", handle.get_attribute("aria-label"))
        for by in (-10, 10):
            button = simulator.page.locator(f"[data-step='{code}.{by}']")
            assert re.search(rf"[+−]10 {code}", button.get_attribute("aria-label"))
            assert button.bounding_box()["height"] >= 24
            assert button.bounding_box()["width"] >= 24


# ---------------------------------------------------------------- a meeting


def book(simulator, giver, taker, places, degree, reason):
    """Von → nach by keyboard alone: the form's fields follow each other."""
    keyboard = simulator.page.keyboard
    for key, code in (("giver", giver), ("taker", taker)):
        simulator.desk.widget(key).locator("input").focus()
        keyboard.type(f"{code} ")
        keyboard.press("Enter")
    simulator.desk.widget("transfer_places").locator("input").fill(str(places))
    simulator.desk.widget("transfer_degree").locator("input").fill(str(degree))
    simulator.desk.widget("transfer_reason").locator("input").fill(reason)
    simulator.page.get_by_role("button", name="Umbuchen", exact=True).focus()
    keyboard.press("Enter")


def test_both_modes_write_one_ledger(simulator):
    simulator.rests_at().type("HS", 363).rests_at(AA=2259, HS=363)
    simulator.choose("modus", "Von → nach")
    simulator.desk.widget("giver").wait_for()
    book(simulator, "HS", "AC", 30, 12, "weil die Pflege fehlt")
    simulator.rests_at(AA=2259, AC=616, HS=333)
    assert simulator.scenario == "2026~AA-HS.10.3~HS-AC.30.12"
    simulator.choose("modus", "Regler").rests_at(AA=2259, AC=616, HS=333)
    simulator.go("undo").rests_at(AA=2259, HS=363)
    simulator.go("redo").rests_at(AA=2259, AC=616, HS=333)
    assert "weil die Pflege fehlt" in unquote_plus(simulator.page.url)


def test_degree_oriented_places_by_keyboard(simulator):
    simulator.rests_at()
    simulator.page.locator("[data-slider='HS.degree']").focus()
    for _ in range(4):
        simulator.page.keyboard.press("ArrowRight")
    simulator.rests_at()
    simulator.desk.at_rest(
        "text => new URLSearchParams(location.search).get('s') === text", "2026~AA-HS.4.4~HS-AA.4.0"
    )


def test_the_nearest_move_stands_ready(desk):
    simulator = Simulator(desk(), "?ausgleich=DN").rests_at()
    simulator.type("HS", 900)
    assert simulator.page.locator("[data-offer]").inner_text() == "Stattdessen HS auf 653 Plätze"
    simulator.page.locator("[data-offer]").click()
    simulator.rests_at(DN=0, HS=653)
    assert simulator.page.locator("[data-offer]").count() == 0


def test_the_totals_never_scroll_away(simulator):
    simulator.rests_at()
    simulator.page.locator(".bk-foot").scroll_into_view_if_needed()
    simulator.page.wait_for_timeout(300)
    box = simulator.page.locator(".bk-status").bounding_box()
    assert 0 <= box["y"] <= 200
    assert simulator.page.evaluate(
        "() => { const bar = document.querySelector('.bk-status'), box = bar.getBoundingClientRect();"
        " return bar.contains(document.elementFromPoint(box.left + 60, box.top + box.height / 2)); }"
    )


def test_a_meeting_from_first_move_to_comparison_on_a_phone(desk):
    simulator = Simulator(desk(), "?ausgleich=AA").rests_at()
    moved = {"AA": 2269}
    for code, places in (("HS", 383), ("DN", 320), ("AC", 600), ("HS", 373), ("DN", 330)):
        moved["AA"] -= places - moved.get(code, PLANNED[code])
        moved[code] = places
        simulator.type(code, places).rests_at(**moved)
    simulator.desk.widget("scenario_name").locator("input").fill("Runde 1")
    simulator.press("keep")
    simulator.desk.at_rest("() => new URLSearchParams(location.search).get('v')?.startsWith('Runde 1')")
    simulator.go("undo").rests_at(AA=2215, AC=600, DN=320, HS=373)
    simulator.desk.widget("scenario_name").locator("input").fill("Runde 2")
    simulator.press("keep")
    simulator.desk.at_rest("() => new URLSearchParams(location.search).getAll('v').length === 2")
    link = simulator.page.get_by_role("link", name="Szenarien vergleichen").get_attribute("href")
    phone = desk(390, 844).open(f"/{link}")
    assert phone.headline.startswith("2 Szenarien; umverteilte Plätze gegenüber Plan 2026 (netto): 54 bis 64")
    assert [name for name in ("Runde 1", "Runde 2") if name in phone.words] == ["Runde 1", "Runde 2"]
    assert phone.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert phone.foreign == []


def test_boundaries_are_fetched_once_and_never_sent_again(desk):
    opened = desk()
    fetched, frames = [], []
    opened.page.on("request", lambda request: fetched.append(urlsplit(request.url).path))
    opened.page.on(
        "websocket",
        lambda ws: ws.on(
            "framereceived",
            lambda frame: frames.append(bytes(frame) if not isinstance(frame, str) else frame.encode()),
        ),
    )
    simulator = Simulator(opened, "?ausgleich=AA").rests_at()
    simulator.page.wait_for_timeout(500)
    fetched.clear()
    frames.clear()
    simulator.type("HS", 453).rests_at(AA=2169, HS=453)
    assert [path for path in fetched if "zeichnung" in path] == []
    assert not any(b"<path" in frame or b"coordinates" in frame for frame in frames)
    assert 0 < sum(map(len, frames)) < 60_000


def test_the_paper_says_what_the_page_says(desk, server):
    simulator = Simulator(desk(), "?ausgleich=AA").rests_at()
    simulator.type("HS", 453).rests_at(AA=2169, HS=453)
    (rows, link) = simulator.rows(), simulator.page.get_by_role("link", name="ansehen und drucken")
    paper = desk()
    paper.page.goto(f"{server}/{link.get_attribute('href')}")
    words = paper.page.locator("body").inner_text()
    for row in rows:
        assert row[3] in words
    assert simulator.desk.headline.split(": ", 1)[1].removesuffix(" Plätze") in words
    assert paper.foreign == []
