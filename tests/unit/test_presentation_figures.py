"""The views of the presentation: each shows its picture, large enough for the back row, in every language."""

import re

import pytest
from lxml import html

from kompass.facts import load
from kompass.figures.picture import Chart, Cover, Said, Sheet, Tracks
from kompass.language import LANGUAGES, language
from kompass.pages import FIGURE_PAGES
from kompass.pages import PAGES as BAR
from kompass.presentation.drawing import projector_style
from kompass.presentation.foot import foot
from kompass.presentation.page import markup, room_of
from kompass.presentation.sheet import MOST_ROWS
from kompass.presentation.view import ViewContext
from kompass.presentation.views.drawn import MOST
from kompass.presentation.views.figures import figure_specs, large_views, table_id, view_ids
from kompass.presentation.views.registry import view_specs
from kompass.presentation.views.tables import MOST_COLUMNS, figure_view
from kompass.rendering.boxes import crossings, leaves_edges, text_boxes
from kompass.rendering.wall import LETTERS, phone_drawing, wall_drawing
from kompass.request.choices import choices

FACTS = load()
IN = {code: FACTS.in_language(language(code)) for code in LANGUAGES}
FIGURES = figure_specs(FACTS)
VIEWS = view_specs(FACTS)
# Places move, come from outside, are assumed to be worth something, and a scenario is kept.
ASKED = {
    "s": ["2026~AA-HS.100.25~EXT-DN.20.5"],
    "v": ["Mehr für Heinsberg|2026~AA-HS.100.25"],
}
NEEDS_ASSUMPTIONS = {"annahmen-schwelle", "annahmen-aussen", "annahmen-spanne", "annahmen-folgen"}
NEEDS_MOVES = {"engpaesse-passung", "szenarien-2026"}
# Of words, or of single numbers that no picture can compare: all their pages show tables, too.
TABLES = {
    "kreise-im-vergleich",
    "beschaeftigung-05334",
    "beschaeftigung-05358",
    "beschaeftigung-05370",
    "zukunftsatlas-raenge",
    "zukunftsatlas-methode",
    "aehnliche-kreise",
    "karte-gemeinden-density",
    "karte-gemeinden-women",
    "arbeitslose-summen",
    "stuetzen-kette",
    "prognosen-aussagen",
    "landesprogramme-hintergrund",
    "planungsraeume-mengen",
    "planungsraeume-vergleich",
    "planungsraum-kundenstruktur",
    "ruhr-projekte",
    "ruhr-handlungsfelder",
    "ruhr-programme",
    "ruhr-bezuege",
    "ruhr-angaben",
    "jahr-2020-instrumente",
    "szenario-2026-ungleichheit",
    "szenarien-2026",
}


def context(code="de", asked=ASKED):
    link = "http://kompass.example/simulator"
    return ViewContext(IN[code], choices(FACTS, asked), link, projector_style("hell"), language(code))


def drawn(view, code="de"):
    return markup(view, context(code))


def cells(view):
    tree = html.fromstring(f"<div>{drawn(view)}</div>")
    return [[cell.text_content() for cell in row] for row in tree.xpath("//tr")]


def words_of(drawing):
    return {word for box in text_boxes(drawing) for word in box.text.split()}


def bars(name):
    view = figure_view(FIGURES[name], context())
    assert isinstance(view.picture, Tracks)
    return [(f.name, f.value) for f in view.picture.figures]


def check_chart(view, made):
    """Letters for the back row, nothing beyond the edges or over another text, and every word of the page's chart."""
    room = room_of(view, made)
    drawing = wall_drawing(view.picture.panels, room)
    boxes = text_boxes(drawing)
    assert drawing.height / drawing.width == pytest.approx(room[1] / room[0])
    assert min(box.size for box in boxes) * room[0] / drawing.width >= LETTERS
    assert not leaves_edges(drawing, boxes)
    assert not crossings(boxes)
    left_to_reading = {"nicht", "ausgewiesen", "not", "stated"} if view.picture.wide else set()
    assert words_of(phone_drawing(view.picture.upright)) - left_to_reading <= words_of(drawing)


def check_sheet(view, name, page, shown):
    """A table of words; the rows of its title are there, and the page that has those which are not."""
    assert name in TABLES
    assert view.exhibit.figure is None
    rows = html.fromstring(f"<div>{shown}</div>").xpath("//tbody/tr")
    texts = [[cell.text_content() for cell in row] for row in rows]
    assert 2 <= len(view.picture.columns) <= MOST_COLUMNS
    assert 1 <= len(rows) <= MOST_ROWS
    assert all(row[0] for row in texts)
    hidden = len(view.picture.rows) - len(rows)
    assert all(list(view.picture.rows[n]) in texts for n in view.picture.spoken[: len(rows)])
    more = re.findall(r'class="more">… [^\d<]*(\d+)[^<]*([„“][^<]+[“”])', shown)
    assert more == ([(str(hidden), more[0][1])] if hidden else [])
    assert not hidden or page in more[0][1]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_view_shows_its_picture(code):
    made, names = context(code), {table_id(name): name for name in FIGURES}
    for view_id, spec in VIEWS.items():
        view, name = spec.make(made), names.get(view_id, view_id)
        shown = markup(view, made)
        assert len(view.title) > 15, view_id
        assert "{" not in view.title + view.note + shown, view_id
        if isinstance(view.picture, Said):
            assert name in NEEDS_ASSUMPTIONS, view_id
            continue
        assert any(row.short_title in foot(view, made).sources for row in FACTS["sources"].itertuples()), (
            view_id
        )
        if isinstance(view.picture, Chart):
            check_chart(view, made)
        elif isinstance(view.picture, Sheet):
            check_sheet(view, name, language(code).text(FIGURE_PAGES[spec.page]), shown)
        elif isinstance(view.picture, Cover):
            assert shown.count("<li") == len(view.picture.parties) == 4
        else:
            assert 1 <= shown.count('class="number"') <= max(MOST, 10), view_id
        if name in FIGURES:
            assert view.exhibit.name == name
            assert set(FIGURES[name].columns) <= {column.name for column in view.exhibit.columns}, view_id


@pytest.mark.parametrize("name", sorted(NEEDS_ASSUMPTIONS | NEEDS_MOVES))
def test_a_figure_without_anything_to_show_says_what_it_needs(name):
    view = figure_view(FIGURES[name], context(asked={}))
    assert "noch nichts zu zeigen" in view.title
    assert "aus dem Simulator" in drawn(view)


def test_the_plans_places_by_institution():
    # The plan, page on the quotas: places, degree-oriented, others.
    chart = figure_view(FIGURES["kontingente-2026-fluss"], context()).picture
    shown = words_of(wall_drawing(chart.panels, (1747, 700)))
    assert {"3.508", "2.269", "586", "300", "353", "954", "2.554"} <= shown


def test_counts_are_those_of_the_title():
    # The titles: "19 von 50 Bildungszielen … passen …, 10 auf anderem Niveau, 21 zu keinem"; "7 mit Ziel auf anderem
    # Niveau, 15 ohne Ziel"; "sind 18 … verknüpft, 15 nur mit anderem im Plan, 31 mit nichts"; "laufend 28, davon ohne
    # Ende angelegt 13"; "die meisten (22 von 64) bei MAGS"; "Ein Platz mehr für AC … zu 9 von 10 Schlüsseln".
    assert [value for _, value in bars("bildungsziele")] == ["19", "10", "21"]
    assert [value for _, value in bars("engpaesse-ohne-ziel")] == ["7", "15"]
    assert sorted(value for _, value in bars("stuetzen-ohne-zuordnung")) == ["15", "18", "31"]
    assert bars("landesprogramme-laufzeiten")[:2] == [("läuft", "15"), ("läuft, ohne Ende angelegt", "13")]
    assert bars("landesprogramme-stand")[0] == ("MAGS", "22")
    assert ("AC Jobcenter Aachen", "9 von 10") in bars("szenario-2026-ein-platz-mehr")
    # 237 entries in twelve chapters, of which the last six stand together.
    lists = bars("listen-des-plans")
    assert lists[-1][0] == "übrige 6 zusammen"
    assert sum(int(value) for _, value in lists) == 237


def test_the_rows_of_the_title_come_first_where_not_all_fit():
    view = figure_view(FIGURES["planungsraum-kundenstruktur"], context())
    assert "65 %" in view.title.replace("\u00a0", " ")
    assert [row[1].replace("\u00a0", " ") for row in cells(view)[1:4]] == ["65 %", "25 %", "10,8 %"]
    assert all(
        "€" in amount for _, amount, _ in cells(figure_view(FIGURES["jahr-2020-instrumente"], context()))[1:4]
    )


def test_what_is_not_reported_says_so():
    assert "Schraffiert: nicht ausgewiesen" in figure_view(FIGURES["arbeitslose-monate"], context()).note
    assert "Schraffiert: nicht ausgewiesen" in figure_view(FIGURES["beschaeftigung-tabelle"], context()).note
    # In the district of Aachen three groups of employees have no value in the plan.
    shown = drawn(figure_view(FIGURES["beschaeftigung-gruppen-05334"], context())).partition("upright")[0]
    assert shown.count("nicht ausgewiesen") == 3


def test_amounts_are_bars_from_zero():
    view = figure_view(FIGURES["gemeldete-stellen"], context())
    values = [float(v.replace(",", ".")) for v in re.findall(r'class="number">([\d,]+)', drawn(view))]
    widths = [float(w) for w in re.findall(r'class="bar" style="left:0.00%;width:([\d.]+)%', drawn(view))]
    assert widths == pytest.approx([100 * value / max(values) for value in values], abs=0.01)


def test_ids_can_stand_in_an_address_and_are_views():
    for view in view_ids(FACTS).values():
        assert re.fullmatch(r"[a-z0-9-]+", view)
        assert view in VIEWS
    assert not set(large_views(FACTS)) & set(FIGURES)


def test_every_view_belongs_to_a_page_of_the_bar():
    assert set(FIGURE_PAGES) == {page.url_path for page in BAR} - {
        "mitnehmen",
        "plan-und-ist",
        "plaene",
        "quellen",
    }
    assert {spec.page for spec in VIEWS.values()} == set(FIGURE_PAGES)
