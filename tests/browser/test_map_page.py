"""The map in Chromium: painted without a network, and of use with and without a mouse."""

import re

import pytest

from kompass.boundaries import ATTRIBUTION
from tests.browser.conftest import STANDS_STILL
from tests.colours import DARK, LIGHT

NAMES = {"05334": "Städteregion Aachen", "05358": "Kreis Düren", "05370": "Kreis Heinsberg"}


class Map:
    """The map inside its frame, and the sheet beside it."""

    def __init__(self, shown, areas=3):
        self.page = shown.page
        self.frame = shown.page.frame_locator("iframe[data-testid=stCustomComponentV1]")
        self.areas = self.frame.locator("path.leaflet-interactive")
        self.expect(areas)

    def expect(self, count):
        """Wait until the areas of this map are painted."""
        self.areas.nth(count - 1).wait_for(state="attached")
        assert self.areas.count() == count

    def fills(self):
        return [self.areas.nth(i).get_attribute("fill") for i in range(self.areas.count())]

    def label(self, text):
        return self.frame.locator(".bk-map-value, .bk-map-number").filter(has_text=text)

    def sheet(self, name):
        """Wait for the sheet of an area; its heading is the one beside the map."""
        heading = self.page.get_by_role("heading", level=2, name=re.compile(rf"^{re.escape(name)}( \(|$)"))
        heading.first.wait_for()
        return self.page.locator(".bk", has=self.page.locator(".bk-sheet")).inner_text()


@pytest.mark.parametrize(("theme", "style"), [("light", LIGHT), ("dark", DARK)])
@pytest.mark.parametrize("size", [(1920, 1080), (390, 844)], ids=["wall", "phone"])
def test_the_map_paints_in_its_frame(desk, theme, style, size):
    shown = desk(*size, theme).open("/karte")
    chart = Map(shown)
    assert set(chart.fills()) == set(style.ramp[1:4])  # three values, three shades
    for text in ("Aachen", "23,8", "Düren", "26,5", "Heinsberg", "40,6"):
        assert chart.label(text).first.is_visible()
    around = chart.frame.locator(".bk-map-frame")
    around.wait_for()
    assert around.inner_text().count("2.269") == 1
    assert ATTRIBUTION in chart.frame.locator(".bk-map-attribution").inner_text()
    if size[0] > 500:
        inside = chart.frame.locator("body").inner_text()
        assert "Belgien" in inside
        assert "Niederlande" in inside


BOXES = """e => [...e.ownerDocument.querySelectorAll('.bk-map-label')]
    .filter(label => getComputedStyle(label).visibility === 'visible')
    .map(label => [label.textContent, label.getBoundingClientRect().toJSON()])"""


@pytest.mark.parametrize("measure", ["population", "places_per_1000"])
@pytest.mark.parametrize("size", [(1366, 768), (390, 844)], ids=["laptop", "phone"])
@pytest.mark.parametrize("level", ["kreise", "gemeinden"])
def test_no_label_is_cut_or_covers_another(desk, size, measure, level):
    shown = desk(*size).open(f"/karte?groesse={measure}&ebene={level}")
    chart = Map(shown, 35 if level == "gemeinden" else 3)
    shown.page.wait_for_timeout(500)
    body = chart.frame.locator("body")
    edge = body.bounding_box()
    labels = body.evaluate(BOXES)
    assert len(labels) >= 4
    for number, (name, box) in enumerate(labels):
        assert box["left"] >= 0, name
        assert box["right"] <= edge["width"], name
        for other, second in labels[number + 1 :]:
            apart = (
                box["right"] <= second["left"]
                or second["right"] <= box["left"]
                or box["bottom"] <= second["top"] + 1
                or second["bottom"] <= box["top"] + 1
            )
            assert apart, (name, other)


def test_a_count_is_drawn_as_discs(desk):
    shown = desk().open("/karte?groesse=unemployed")
    chart = Map(shown)
    discs = chart.frame.locator("path.bk-map-symbol")
    discs.nth(2).wait_for()
    discs.nth(2).evaluate(STANDS_STILL)  # the map takes the size of its frame
    widths = [discs.nth(n).bounding_box()["width"] for n in range(3)]
    assert (widths[0] / widths[2]) ** 2 == pytest.approx(24_645 / 8_705, rel=0.15)  # in whole pixels


@pytest.mark.parametrize("size", [(1366, 500), (390, 500)], ids=["desk", "phone"])
def test_a_click_does_not_scroll_the_page(desk, size):
    shown = desk(*size).open("/karte?groesse=population")
    chart = Map(shown)
    main = shown.page.get_by_test_id("stMain")
    main.evaluate("e => e.scrollTop = 60")
    shown.page.wait_for_timeout(300)
    box = chart.label("Heinsberg").first.bounding_box()
    shown.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    chart.sheet("Kreis Heinsberg")
    shown.page.wait_for_timeout(500)
    assert main.evaluate("e => e.scrollTop") == 60


def test_the_first_screen_of_a_laptop_has_finding_map_and_choice(desk):
    shown = desk(1366, 768).open("/karte")
    chart = Map(shown)
    shown.page.get_by_role("heading", level=1).wait_for()
    for seen in (chart.frame.locator(".bk-map-attribution"), shown.widget("groesse")):
        box = seen.bounding_box()
        assert box["y"] + box["height"] <= 768


def test_the_printed_page_has_a_picture_of_the_map(desk):
    shown = desk().open("/karte?groesse=unemployed")
    Map(shown)
    source = shown.page.locator(".bk-print").first.get_attribute("data-src")
    answer = shown.page.request.get(shown.page.url.split("/karte")[0] + "/" + source)
    assert answer.status == 200
    assert "24.645" in answer.text()


def test_a_click_on_a_district_opens_its_sheet(desk):
    shown = desk().open("/karte")
    chart = Map(shown)
    assert "24.645" in chart.sheet("Städteregion Aachen")
    chart.label("Heinsberg").click(force=True)  # the label lets the pointer through to its district
    assert "8.705" in chart.sheet("Kreis Heinsberg")
    shown.page.wait_for_url("**gebiet=05370**")
    chart.label("Düren").click(force=True)
    assert "11.324" in chart.sheet("Kreis Düren")
    assert shown.foreign == []


def test_the_chosen_district_is_outlined(desk):
    shown = desk().open("/karte?gebiet=05370")
    chart = Map(shown)
    widths = [float(chart.areas.nth(i).get_attribute("stroke-width")) for i in range(3)]
    assert widths.index(max(widths)) == 2
    assert widths.count(max(widths)) == 1


def test_the_pointer_brings_value_kind_and_date(desk):
    shown = desk().open("/karte?groesse=unemployed")
    chart = Map(shown)
    chart.label("Düren").hover(force=True)
    tip = chart.frame.locator(".leaflet-tooltip")
    tip.wait_for()
    for word in ("Kreis Düren", "11.324", "amtlich", "Jahresdurchschnitt 2025"):
        assert word in tip.inner_text()


def test_it_can_be_used_without_a_mouse(desk):
    shown = desk().open("/karte")
    chart = Map(shown)
    shown.widget("gebiet").locator("input").focus()
    shown.page.keyboard.type("Kreis Heins")
    shown.page.keyboard.press("Enter")
    assert "8.705" in chart.sheet("Kreis Heinsberg")
    shown.page.wait_for_url("**gebiet=05370**")


def test_another_measure_repaints_the_same_map(desk):
    shown = desk().open("/karte?groesse=population")
    chart = Map(shown)
    before, headline = chart.fills(), shown.headline
    chart.frame.locator("body").evaluate("e => { e.ownerDocument.defaultView.kept = true }")
    shown.widget("groesse").locator("input").focus()
    shown.page.keyboard.type("je 1.000")
    shown.page.keyboard.press("Enter")
    chart.label("40,6").wait_for()
    assert chart.fills() != before
    assert shown.headline != headline
    assert chart.frame.locator("body").evaluate("e => e.ownerDocument.defaultView.kept")  # no flicker


def test_municipalities_can_be_shown_and_chosen(desk):
    shown = desk().open("/karte?ebene=gemeinden&gebiet=05358044")
    chart = Map(shown, 35)
    sheet = chart.sheet("Nideggen")
    assert "Niedeggen" in sheet
    assert "11.324" in sheet
    widths = [float(chart.areas.nth(i).get_attribute("stroke-width")) for i in range(35)]
    assert widths.count(max(widths)) == 1


def test_a_deep_link_opens_cold(desk):
    shown = desk().open("/karte?groesse=places_per_1000&gebiet=05358")
    chart = Map(shown)
    assert chart.label("26,5").first.is_visible()
    assert "11.324" in chart.sheet("Kreis Düren")
    for value in ("40,6", "23,8"):
        assert value in shown.headline


def test_the_legend_has_only_classes_with_a_district(desk):
    shown = desk().open("/karte?groesse=employment_rate")
    chart = Map(shown)
    swatches = shown.page.locator(".bk-legend .bk-swatch")
    colors = [swatches.nth(n).evaluate("e => getComputedStyle(e).backgroundColor") for n in range(3)]
    fills = {tuple(int(fill[i : i + 2], 16) for i in (1, 3, 5)) for fill in chart.fills()}
    assert {tuple(map(int, re.findall(r"\d+", color)[:3])) for color in colors} == fills
    assert swatches.count() == 4  # the frame of the agency is explained too
