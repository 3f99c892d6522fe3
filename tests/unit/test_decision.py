"""The decision paper: what it says, as a document and as a print view."""

import datetime as dt
import re
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
import segno
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree, html
from PIL import Image

from kompass.api.routes import scenario_document
from kompass.briefing.decision.decision import decision_paper
from kompass.briefing.paper.markup import paper_html
from kompass.briefing.paper.word import paper_docx
from kompass.facts import load
from kompass.figures.simulator.bases import BASES
from kompass.language import language
from kompass.places.keys import comparison_keys
from kompass.places.ledger import ScenarioError
from kompass.precision import Bounded, written
from kompass.request.choices import choices
from kompass.request.qr import qr_code, qr_side
from kompass.request.short_link import short_link
from tests.colours import LIGHT

FACTS = load()
GERMAN = language("de")
MADE = dt.datetime(2026, 11, 21, 14, 5, tzinfo=ZoneInfo("Europe/Berlin"))
LINK = "http://10.0.0.7:8501/simulator?s=2026~AA-HS.100.25"
MOVED = {"s": ["2026~AA-HS.100.25"], "weil": ["1:weil Pflege fehlt"]}
RICH = MOVED | {
    "s": ["2026~AA-HS.100.25~AA-AC.40.10~DN-HS.10.10~HS-DN.10.0~EXT-DN.20.5"],
    "v": ["Vorschlag A|2026~AA-AC.60.15", "Vorschlag B|2026~AA-DN.60.15"],
    "basis": ["v.Vorschlag A"],
    "annahme": ["qa-60~qs-42.5~ka-12000~ks-5000~HS.qs-48~sp-20"],
    "eigen": ["Meldungen~Eigene Zählung 2026~AC-58.2~DN-28~HS-26"],
    "mix": ["population.3~unemployed.1"],
    "masszahl": ["population"],
    "aufteilung": ["population"],
}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Made:
    """A paper in both shapes, read back."""

    def __init__(self, asked, link=LINK):
        self.paper = decision_paper(FACTS, choices(FACTS, asked), link, MADE, GERMAN)
        self.bytes = paper_docx(self.paper, LIGHT)
        self.word = Document(BytesIO(self.bytes))
        self.markup = paper_html(self.paper, {"Word": "beschlussvorlage.docx"}, LIGHT)
        self.page = html.fromstring(self.markup)

    def table(self, *headings):
        """Rows by their first cell, of the Word table whose headings begin so."""
        for table in self.word.tables:
            head, *rows = [[cell.text for cell in row.cells] for row in table.rows]
            if tuple(head[: len(headings)]) == headings:
                return {row[0].lstrip("■\u00a0"): row[1:] for row in rows}
        raise AssertionError(headings)

    @property
    def text(self):
        return "\n".join(p.text for p in self.word.paragraphs)

    @property
    def spoken(self):
        """Everything that the page says, without its style sheet."""
        return " ".join(self.page.body.itertext())


@pytest.fixture(scope="module")
def moved():
    return Made(MOVED)


@pytest.fixture(scope="module")
def rich():
    return Made(RICH)


@pytest.fixture(scope="module")
def untouched():
    return Made({})


# ---------------------------------------------------------------- the numbers

PLACES = ("Kürzel", "Institution", "Plan 2026, Plätze")
DEGREE = ("Kürzel", "Institution", "Plan 2026, abschlussorientiert")


def test_places_before_and_after_as_worked_by_hand(moved):
    # 2269 - 100 = 2169, of 3508: 61.8 %; 353 + 100 = 453: 12.9 %; 100 / 353 = 28.3 %
    rows = moved.table(*PLACES)
    assert rows["AA"] == ["Agentur für Arbeit Aachen-Düren", "2.269", "2.169", "−100", "−4,4", "61,8"]
    assert rows["HS"] == ["Jobcenter Kreis Heinsberg", "353", "453", "+100", "+28,3", "12,9"]
    assert rows[""] == ["alle", "3.508", "3.508", "±0", "±0,0", "100,0"]


def test_degree_oriented_places_as_worked_by_hand(moved):
    # 573 - 25 = 548 of 2169: 25.3 %; 129 + 25 = 154 of 453: 34.0 %; 954 of 3508: 27.2 %
    rows = moved.table(*DEGREE)
    assert rows["AA"][1:] == ["573", "548", "−25", "25,3"]
    assert rows["HS"][1:] == ["129", "154", "+25", "34,0"]
    assert rows[""] == ["alle", "954", "954", "±0", "27,2"]


def test_the_map_tells_places_per_thousand_unemployed(moved):
    # 453 of 8,705: 52.0; before 353: 40.6 (annual average 2025)
    rows = moved.table("Kürzel", "Kreis")
    assert rows["HS"] == ["Kreis Heinsberg", "8.705", "453", "40,6", "52,0"]
    alt = next(shape for shape in moved.word.inline_shapes)._inline.docPr.get("descr")
    assert "Heinsberg 40,6 → 52,0" in alt
    assert "AA (Rahmen): 2.169 Plätze" in alt
    assert "<" not in alt


def test_the_distances_before_are_those_of_the_design(moved):
    rows = moved.table("Verteilungsschlüssel")
    before = {key: row[0] for key, row in rows.items()}
    assert before["Einwohner"] == "62,7"
    assert before["Arbeitslose"] == "111,6"
    assert before["Teilnehmende in FbW"] == "177,0"
    # After: of 1,339 places HS would have 290.3 / 1239 * 1339 = 313.7 by population; only HS has more: 139.3
    assert rows["Einwohner"][1] == "139,3"


@pytest.mark.slow
@pytest.mark.parametrize("asked", [{}, MOVED, RICH], ids=["plan", "moved", "rich"])
def test_every_number_is_that_of_the_api(asked):
    made, chosen = Made(asked), choices(FACTS, asked)
    document = scenario_document(FACTS, chosen.scenario, chosen.keys)
    against = GERMAN.message(chosen.baseline_name)
    places = made.table("Kürzel", "Institution", f"{against}, Plätze")
    degree = made.table("Kürzel", "Institution", f"{against}, abschlussorientiert")
    for code, told in document["institutions"].items():
        assert places[code][2] == GERMAN.number(told["places"])
        assert places[code][5] == GERMAN.number(100 * told["share"], 1)
        assert degree[code][2] == GERMAN.number(told["degree"])
        assert degree[code][4] == GERMAN.number(100 * told["degree_rate"], 1)
    assert places[""][2] == GERMAN.number(document["total"])
    assert degree[""][2] == GERMAN.number(document["degree_total"])
    distances = document["distance_to_key"] | document["distance_to_further_key"]
    labels = {key.key_id: key.label for key in comparison_keys(FACTS)}
    rows = made.table("Verteilungsschlüssel")
    for key_id, distance in distances.items():
        limits = document["distance_precision"][key_id]
        number = Bounded(distance, limits["low"], limits["high"], limits["precision"])
        assert rows[labels[key_id]][1] == written(number, GERMAN, 1)


@pytest.mark.slow
@pytest.mark.parametrize("shape", ["untouched", "moved", "rich"])
def test_print_view_and_document_hold_the_same_tables(shape, request):
    made = request.getfixturevalue(shape)
    printed = [
        [["".join(cell.itertext()).replace("\u00ad", "") for cell in row] for row in table.iter("tr")]
        for table in made.page.iter("table")
    ]
    written = [
        [[cell.text.replace("■\u00a0", "") for cell in row.cells] for row in table.rows]
        for table in made.word.tables
    ]
    assert printed == written


def test_both_totals_hold(moved):
    line = "3.508 Plätze verteilt, 0 offen; davon 954 abschlussorientiert, 0 offen."
    for text in (moved.text, moved.spoken):
        assert line in text
        assert "Beide Summen sind die des Plans 2026." in text
        assert "700 Plätze für Beschäftigte, davon 250 abschlussorientiert" in text


def test_a_changed_total_is_told_apart(rich):
    assert "3.528 Plätze verteilt, 0 offen; davon 959 abschlussorientiert, 0 offen." in rich.text
    assert "um +20 Plätze, davon +5 abschlussorientiert" in rich.text


def test_a_plan_without_moves_says_so(untouched):
    assert "Es bleibt bei der Aufteilung des Plans 2026." in untouched.text
    assert "Keine Umbuchung." in untouched.text
    assert untouched.paper.finding == "Noch nichts verschoben: Das ist Plan 2026"


def test_the_ledger_with_its_reasons_in_order(rich):
    rows = rich.table("Nr.", "Umbuchung", "Begründung")
    assert rows["1"] == ["AA → HS: 100 Plätze, davon 25 abschlussorientiert", "weil Pflege fehlt"]
    assert rows["2"] == ["AA → AC: 40 Plätze, davon 10 abschlussorientiert", "ohne Begründung"]
    assert rows["3"][0] == "DN ⇄ HS: 10 abschlussorientierte gegen 10 andere Plätze getauscht"
    assert rows["4"][0] == "außen → DN: 20 Plätze, davon 5 abschlussorientiert"
    assert len(rows) == 4


def test_the_baseline_is_named_and_used(rich):
    # Against 60 places from AA to AC: AA has 2209 there, and 2129 after giving 140.
    assert "Gegenüber Szenario „Vorschlag A“: AA −80" in rich.paper.finding
    assert rich.table("Kürzel", "Institution", "Szenario „Vorschlag A“, Plätze")["AA"][1:4] == [
        "2.209",
        "2.129",
        "−80",
    ]


def test_the_split_of_the_agency_is_a_calculation_of_ours(rich):
    block = next(block for block in rich.paper.blocks if block.picture)
    assert block.kind == "derived"
    # AA's 2129 places by population: 582,410 of 1,125,376 live in the Städteregion, 1101.8 places;
    # with the 626 of AC 1727.8.
    assert rich.table("Kürzel", "Kreis", "Einwohner")["AC"][2] == "1.727,8"


# ---------------------------------------------------------------- what was typed


def test_assumptions_are_listed_as_typed_and_marked(rich):
    rows = rich.table("Annahme", "Wert")
    assert rows["Integrationsquote andere Plätze (gemeinsam)"] == ["42,5\u00a0%"]
    assert rows["Integrationsquote andere Plätze (HS)"] == ["48\u00a0%"]
    assert rows["Kosten je Platz abschlussorientiert (gemeinsam)"] == ["12.000\u00a0Euro"]
    assert rows["Spanne um jeden Wert"] == ["± 20 %"]
    headings = [p for p in rich.word.paragraphs if p.text.endswith("[Annahme]")]
    assert len(headings) >= 4
    assert all(p.runs[-1].italic for p in headings)


def test_without_assumptions_nothing_is_assumed(moved):
    assert "Annahme" not in moved.spoken
    assert "Annahme" not in moved.text
    assert "Integration" not in moved.spoken


def test_own_keys_tell_their_numbers_and_their_source(rich):
    assert "Eingegeben sind AC 58,2; DN 28; HS 26. Quelle: Eigene Zählung 2026." in rich.text
    rows = rich.table("Verteilungsschlüssel")
    assert "Meldungen (Annahme)" in rows
    assert rows["Eigene Mischung (Annahme)"][2] == "Gewichtet: 3 × Einwohner, 1 × Arbeitslose"


def test_kept_scenarios_stand_side_by_side(rich, moved):
    assert "Größe" in [table.cell(0, 0).text for table in rich.word.tables]
    assert "Größe" not in [table.cell(0, 0).text for table in moved.word.tables]


HOSTILE = (
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "{places} {0} %s",
    "]]></w:t><w:instrText>DDE</w:instrText>",
    "x" * 200,
    '" onmouseover="alert(1)',
)


@pytest.mark.slow
@pytest.mark.parametrize("reason", HOSTILE)
def test_a_hostile_reason_stays_a_text(reason):
    made = Made(MOVED | {"weil": [f"1:{reason}"]})
    assert made.table("Nr.")["1"][1] == reason
    assert list(made.page.iter("script")) == []
    assert not [e for e in made.page.iter() if any(name.startswith("on") for name in e.attrib)]
    assert reason in made.spoken
    assert instructions(made) == ["PAGE", "NUMPAGES"]


def test_control_characters_and_turned_directions_are_taken_out():
    made = Made(MOVED | {"weil": ["1:weil\x00 \x1b[31mrot\u202e \ufffe\u200bEnde\r\n\tda"]})
    assert made.table("Nr.")["1"][1] == "weil [31mrot Ende da"


def test_a_hostile_name_of_a_scenario_stays_a_text():
    name = "<img src=x onerror=alert(1)>\x07"
    made = Made({"v": [f"{name}|2026~AA-AC.60.15"], "basis": [f"v.{name}"]})
    assert "Szenario „<img src=x onerror=alert(1)>“" in made.paper.finding
    assert list(made.page.iter("img")) == []
    assert made.paper.finding in made.text


def instructions(made):
    """Every field of the document, in all its parts."""
    with ZipFile(BytesIO(made.bytes)) as parts:
        trees = [etree.fromstring(parts.read(name)) for name in parts.namelist() if name.endswith(".xml")]
    simple = [field.get(f"{W}instr") for tree in trees for field in tree.iter(f"{W}fldSimple")]
    return simple + [field.text for tree in trees for field in tree.iter(f"{W}instrText")]


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"weil": ["2:weil"]}, "2:weil"),
        ({"basis": ["v.Niemand"]}, "v.Niemand"),
        ({"masszahl": ["Hunde"]}, "Hunde"),
        ({"aufteilung": ["Katzen"]}, "Katzen"),
        ({"mix": ["population.99"]}, "99"),
        ({"annahme": ["zz-1"]}, "zz-1"),
    ],
)
def test_what_cannot_be_is_refused_by_name(asked, named):
    with pytest.raises(ScenarioError, match=re.escape(named)):
        choices(FACTS, asked)


def test_a_link_made_on_other_data_says_so():
    made = Made({"s": ["2026~AA-HS.100.25"], "stand": ["2026~AA.2000.500"]})
    assert "Der Link stammt von einem anderen Datenstand" in made.text
    assert "AA hatte 2000/500 Plätze" in made.spoken


@pytest.mark.parametrize(
    "text", ["2026~AA-EXT.2269~AC-EXT.586~DN-EXT.300~HS-EXT.353", "2026~AC-AA.586~DN-AA.300~HS-AA.353"]
)
def test_institutions_without_places_have_no_rate(text):
    made = Made({"s": [text]})
    assert made.table(*DEGREE)["HS"][-1] == "nicht ausgewiesen"


@pytest.mark.parametrize("base", [base.indicator_id for base in BASES])
def test_the_map_counts_against_what_was_chosen(base):
    made = Made({"masszahl": [base]})
    label = next(b.label for b in BASES if b.indicator_id == base)
    assert f"Plätze des Jobcenters je 1.000 {label} in den Kreisen" in made.text


# ---------------------------------------------------------------- to decide and to find again


@pytest.mark.parametrize("shape", ["untouched", "rich"])
def test_there_is_a_place_to_decide_and_to_sign(shape, request):
    made = request.getfixturevalue(shape)
    for option in ("zugestimmt", "abgelehnt", "vertagt"):
        assert f"☐ {option}" in made.text
        assert option in made.spoken
    rows = made.table("Institution", "Name und Funktion", "Datum", "Unterschrift")
    assert list(rows) == [
        "AA Agentur für Arbeit Aachen-Düren",
        "AC Jobcenter StädteRegion Aachen",
        "DN job-com Kreis Düren",
        "HS Jobcenter Kreis Heinsberg",
    ]
    assert all(cell == "" for row in rows.values() for cell in row)


def test_versions_time_and_licence_are_told(moved):
    footer = moved.word.sections[0].footer.paragraphs[0].text
    assert footer.startswith(
        f"Plan 2026 · Datenstand {FACTS.version} · erstellt 21.11.2026, 14:05 Uhr\tSeite"
    )
    for text in (moved.text, moved.spoken):
        assert "21.11.2026, 14:05 Uhr" in text
        assert "© GeoBasis-DE / BKG 2017 (Daten verändert), dl-de/by-2-0" in text
        assert "Szenario als Text: 2026~AA-HS.100.25" in text
        assert "Quelle: Gemeinsame Bildungszielplanung 2026" in text


def test_the_link_is_in_both(moved):
    links = [r.target_ref for r in moved.word.part.rels.values() if r.is_external]
    assert links == [LINK]
    assert LINK in [a.get("href") for a in moved.page.iter("a")]


def pictures(made):
    """Every picture of the document with its alternative text."""
    return [
        (shape._inline.docPr.get("descr"), made.word.part.related_parts[blip.get(qn("r:embed"))].blob)
        for shape in made.word.inline_shapes
        for blip in shape._inline.iter(qn("a:blip"))
    ]


def test_the_code_holds_the_link(moved):
    alt, png = pictures(moved)[-1]
    assert alt == "QR-Code des Links zum Szenario"
    picture = Image.open(BytesIO(png)).convert("L")
    expected = segno.make_qr(short_link(LINK).address, error="m").matrix
    side = len(expected) + 8  # four modules of white on each side
    step = picture.width // side
    assert picture.width == picture.height == step * side
    drawn = [
        [int(picture.getpixel((x * step + step // 2, y * step + step // 2)) < 128) for x in range(side)]
        for y in range(side)
    ]
    assert [row[4:-4] for row in drawn[4:-4]] == [list(row) for row in expected]
    assert sum(map(sum, drawn)) == sum(map(sum, expected))  # nothing in the white around


def test_a_code_is_large_enough_for_a_camera():
    longest = qr_code(f"https://{'a' * 70}.example/simulator?s=2026~AA-HS.100.25~AC-DN.150.30")
    assert qr_side(qr_code("http://a/simulator")) == qr_side(longest) == 32
    assert 32 / longest.symbol_size(border=4)[0] >= 0.45  # millimetres for a module


def test_a_link_too_long_for_a_code_is_told():
    made = Made(
        MOVED, link="http://a/simulator?s=" + "".join(sha256(bytes([n])).hexdigest() for n in range(40))
    )
    assert len(pictures(made)) == 1
    for text in (made.text, made.spoken):
        assert "Der Link ist zu lang für einen QR-Code." in text


@pytest.mark.slow
def test_the_same_choices_make_the_same_paper():
    first, second = Made(RICH), Made(RICH)
    assert first.markup == second.markup
    parts = [ZipFile(BytesIO(made.bytes)).read("word/document.xml") for made in (first, second)]
    assert parts[0] == parts[1]


def test_the_file_name_says_what_it_is_and_when(moved):
    name = r"bildungszielkompass-2026-beschlussvorlage-szenario-[0-9a-f]{6}-de-2026-11-21"
    assert re.fullmatch(name, moved.paper.file_name)


# ---------------------------------------------------------------- the document


def test_the_document_is_a_german_sheet_of_a4(moved):
    section = moved.word.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert {e.get(qn("w:val")) for e in moved.word.styles.element.iter(qn("w:lang"))} == {"de-DE"}
    properties = moved.word.core_properties
    assert properties.title == moved.paper.title
    assert properties.title.startswith("Beschlussvorlage: Aufteilung der Plätze")
    assert (properties.author, properties.last_modified_by) == ("Bildungszielkompass",) * 2
    assert properties.language == "de-DE"
    assert properties.created == dt.datetime(2026, 11, 21, 13, 5, tzinfo=dt.UTC)
    assert properties.comments == ""


def test_headings_are_headings_and_counted(rich):
    ones = [p.text for p in rich.word.paragraphs if p.style.name == "Heading 1"]
    assert [heading.split(".")[0] for heading in ones[:-2]] == [str(n) for n in range(1, len(ones) - 1)]
    assert ones[-2:] == ["Beschluss", "Szenario, Daten und Lizenz"]
    printed = [h.text.strip() for h in rich.page.iter("h2")]
    assert [heading.split("  [")[0] for heading in ones] == printed


@pytest.mark.parametrize("shape", ["untouched", "rich"])
def test_every_table_repeats_its_header_and_says_what_it_is(shape, request):
    for table in request.getfixturevalue(shape).word.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert all(cell.text for cell in table.rows[0].cells)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


@pytest.mark.parametrize("shape", ["untouched", "rich"])
def test_tables_fit_between_the_margins(shape, request):
    made = request.getfixturevalue(shape)
    for table in made.word.tables:
        widths = [column.width for column in table.columns]
        assert sum(widths) < Mm(170.1)  # a document counts in twentieths of a point
        assert min(widths) > Mm(8)


def test_numbers_stand_right(moved):
    table = next(t for t in moved.word.tables if t.cell(0, 2).text == PLACES[2])
    for row in table.rows:
        assert [cell.paragraphs[0].alignment for cell in row.cells] == [None, None, *[2] * 5]


@pytest.mark.parametrize("shape", ["untouched", "rich"])
def test_every_picture_has_a_text_in_its_place(shape, request):
    alts = [alt for alt, _ in pictures(request.getfixturevalue(shape))]
    assert len(alts) == 2
    assert all(alts)


@pytest.mark.slow
def test_only_fonts_of_office_computers(moved):
    fonts = {
        value
        for style in moved.word.styles
        if style.name in {p.style.name for p in moved.word.paragraphs}
        for fonts in style.element.iter(qn("w:rFonts"))
        for value in fonts.attrib.values()
    }
    assert fonts == {"Arial"}


# ---------------------------------------------------------------- the picture


def test_the_picture_is_sharp_small_and_in_the_colours_of_its_classes(moved):
    drawn = next(block.picture for block in moved.paper.blocks if block.picture)
    _, image = pictures(moved)[0]
    picture = Image.open(BytesIO(image))
    assert picture.width / (70 / 25.4) > 300  # dots per inch at the width of the document
    assert len(image) < 200_000
    colors = {color[:3] for count, color in picture.getcolors(100_000) if count > 1000}
    for area in drawn.areas.values():
        assert tuple(int(area.fill[i : i + 2], 16) for i in (1, 3, 5)) in colors


# ---------------------------------------------------------------- the print view


@pytest.mark.parametrize("shape", ["untouched", "moved", "rich"])
def test_the_print_view_needs_nothing_else(shape, request):
    made = request.getfixturevalue(shape)
    page = made.page
    assert page.get("lang") == "de"
    assert "<script" not in made.markup
    assert not [e for e in page.iter() if e.get("src") or (e.get("href") and e.tag != "a")]
    assert "url(" not in made.markup
    assert "@import" not in made.markup
    assert len(list(page.iter("h1"))) == 1
    for table in page.iter("table"):
        assert table.findall("thead/tr/th[@scope='col']")
        assert len(table.findall("tbody/tr/th[@scope='row']")) == len(table.findall("tbody/tr"))
        assert table.find("caption").text
    for svg in page.iter("svg", "{http://www.w3.org/2000/svg}svg"):
        assert svg.get("role") == "img"
        assert svg.get("aria-label") or svg.findtext("title")
