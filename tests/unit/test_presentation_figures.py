"""The figures of the pages in a presentation: each makes a view that fits, in every language."""

import re
from dataclasses import replace

import pytest
from lxml import html

from kompass.facts import load
from kompass.language import LANGUAGES, language
from kompass.pages import FIGURE_PAGES
from kompass.pages import PAGES as BAR
from kompass.presentation.drawing import projector_style
from kompass.presentation.foot import foot
from kompass.presentation.page import markup
from kompass.presentation.sheet import MOST_ROWS
from kompass.presentation.view import ViewContext
from kompass.presentation.views.figures import figure_specs, large_views, view_ids
from kompass.presentation.views.registry import view_specs
from kompass.presentation.views.tables import MOST_BARS, MOST_COLUMNS, figure_view
from kompass.request.choices import choices

FACTS = load()
IN = {code: FACTS.in_language(language(code)) for code in LANGUAGES}
FIGURES = figure_specs(FACTS)
# Places move, come from outside, are assumed to be worth something, and a scenario is kept.
ASKED = {
    "s": ["2026~AA-HS.100.25~EXT-DN.20.5"],
    "v": ["Mehr für Heinsberg|2026~AA-HS.100.25"],
}
NEEDS_ASSUMPTIONS = {"annahmen-schwelle", "annahmen-aussen", "annahmen-spanne", "annahmen-folgen"}
NEEDS_MOVES = {"engpaesse-passung", "szenarien-2026"}


def context(code="de", asked=ASKED):
    link = "http://kompass.example/simulator"
    return ViewContext(IN[code], choices(FACTS, asked), link, projector_style("hell"), language(code))


def drawn(view, code="de"):
    return markup(view, context(code))


def cells(view):
    tree = html.fromstring(f"<div>{drawn(view)}</div>")
    return [[cell.text_content() for cell in row] for row in tree.xpath("//tr")]


@pytest.mark.slow
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_makes_a_view_that_fits(name, code):
    made = context(code)
    exhibit = FIGURES[name].make(made)
    view = figure_view(replace(FIGURES[name], make=lambda _: exhibit), made)
    assert len(view.title) > 15
    shown = drawn(view, code)
    assert "{" not in view.title + shown
    if exhibit is None:
        assert name in NEEDS_ASSUMPTIONS
        return
    assert exhibit.name == name
    assert set(FIGURES[name].columns) <= {column.name for column in exhibit.columns}
    assert view.title == exhibit.title
    assert any(row.short_title in foot(view, made).sources for row in FACTS["sources"].itertuples())
    if "<table" in shown:
        head, *rows = cells(view)
        assert 2 <= len(head) <= MOST_COLUMNS
        assert 1 <= len(rows) <= MOST_ROWS
        assert all(row[0] for row in rows)
    else:
        assert 1 <= shown.count('class="number"') <= MOST_BARS


@pytest.mark.parametrize("name", sorted(NEEDS_ASSUMPTIONS | NEEDS_MOVES))
def test_a_figure_without_anything_to_show_says_what_it_needs(name):
    view = figure_view(FIGURES[name], context(asked={}))
    assert "noch nichts zu zeigen" in view.title
    assert "aus dem Simulator" in drawn(view)


def test_the_plans_places_by_institution():
    # The plan, page on the quotas: places, degree-oriented, others.
    assert cells(figure_view(FIGURES["kontingente-2026-fluss"], context()))[1:] == [
        ["Agentur für Arbeit Aachen-Düren", "2.269", "573", "1.696"],
        ["Jobcenter StädteRegion Aachen", "586", "172", "414"],
        ["job-com Kreis Düren", "300", "80", "220"],
        ["Jobcenter Kreis Heinsberg", "353", "129", "224"],
        ["Plan gesamt", "3.508", "954", "2.554"],
    ]


def test_what_is_cut_is_told():
    view = figure_view(FIGURES["arbeitslose-monate"], context())
    (more,) = re.findall(r"… und (\d+) weitere Zeilen", drawn(view))
    assert int(more) + len(cells(view)) - 1 == len(FIGURES["arbeitslose-monate"].make(context()).table)


def test_what_is_not_reported_says_so():
    months = {
        month: rest for month, *rest in cells(figure_view(FIGURES["arbeitslose-monate"], context()))[1:]
    }
    assert months["November 2024"] == ["nicht ausgewiesen", "nicht ausgewiesen"]


def test_amounts_are_bars_from_zero():
    view = figure_view(FIGURES["gemeldete-stellen"], context())
    values = [float(v.replace(",", ".")) for v in re.findall(r'class="number">([\d,]+)', drawn(view))]
    widths = [float(w) for w in re.findall(r'class="bar" style="left:0.00%;width:([\d.]+)%', drawn(view))]
    assert widths == pytest.approx([100 * value / max(values) for value in values], abs=0.01)


def test_ids_can_stand_in_an_address_and_are_views():
    known = view_specs(FACTS)
    for view in view_ids(FACTS).values():
        assert re.fullmatch(r"[a-z0-9-]+", view)
        assert view in known
    assert not set(large_views(FACTS)) & set(FIGURES)


def test_every_view_belongs_to_a_page_of_the_bar():
    assert set(FIGURE_PAGES) == {page.url_path for page in BAR} - {"mitnehmen", "quellen"}
    assert {spec.page for spec in view_specs(FACTS).values()} == set(FIGURE_PAGES)
