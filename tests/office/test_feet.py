"""Every view there is can be passed on alone: it says what it is about, and at its foot source, section, date, plan,
data and scenario; on a slide as in the talk, in both languages, and in a template of another shape."""

import re
from dataclasses import replace
from functools import cached_property
from io import BytesIO

import pytest
from lxml import html
from pptx import Presentation
from pptx.util import Emu

from kompass.briefing.offline import offline_html
from kompass.briefing.slides.deck import story_pptx
from kompass.briefing.slides.slides import FOOT
from kompass.figures.picture import OnMap
from kompass.language import LANGUAGES
from kompass.pages import Counted
from kompass.presentation.foot import document_date, sections_of
from kompass.presentation.views.registry import view_specs
from tests.office.exporting import FACTS, export
from tests.office.template import template

SCENARIO = "2026~AA-HS.100.25~AC-DN.150.30~DN-HS.20.5~EXT-AC.60.10"
FURTHER = (
    ("v", "Mehr für Heinsberg|2026~AA-HS.100.25"),
    ("annahme", "qa-60~qs-40~ka-10000~ks-9000~HS.qs-48~sp-20"),
)
VIEWS = tuple(view_specs(FACTS))
# What a reader must find in the titles of these, whoever passes them on.
NAMED = {
    "beschaeftigung": ("Beschäftigte", "employees"),
    "zukunftsatlas": ("Prognos Zukunftsatlas", "Prognos Zukunftsatlas"),
    "ausblick": ("Deutschland", "Germany"),
    "tabelle-prognosen-gdp": ("Deutschland", "Germany"),
    "tabelle-ruhr-projekte": ("Westfälisches Ruhrgebiet", "Westfälisches Ruhrgebiet"),
    "tabelle-jahr-2020-kurzarbeit": ("Nordrhein-Westfalen 2020", "Nordrhein-Westfalen 2020"),
    "tabelle-planungsraum-eintritte": ("Sachsen-Anhalt Ost", "Sachsen-Anhalt Ost"),
}
# Those with their own words, and one in two (German) or four (English) of the others: the same code writes them.
OF_LANGUAGE = {code: tuple(dict.fromkeys((*NAMED, *VIEWS[::step]))) for code, step in (("de", 2), ("en", 4))}


class Made:
    """All views as slides and as a talk, and what they were made from."""

    def __init__(self, code, scenario=SCENARIO, further=FURTHER, template=None, names=VIEWS):
        asked = export(scenario, ("ansichten", ",".join(names)), *further, code=code)
        self.export = replace(asked, template=template)
        known = view_specs(self.export.facts)
        self.views = {name: known[name].make(self.export.context) for name in names}
        self.slides = dict(zip(names, Presentation(BytesIO(story_pptx(self.export))).slides, strict=False))

    def feet(self, name):
        """The feet of a view: on its slide, and in the talk if it is there."""
        (shape,) = [shape for shape in self.slides[name].shapes if shape.name == FOOT]
        return {shape.text_frame.text, self.talk.get(name, ("", shape.text_frame.text))[1]}

    @cached_property
    def talk(self):
        """Title and foot of the views of a talk with one in four of these: the same code writes all of them."""
        few = replace(self.export, show=replace(self.export.show, views=tuple(self.views)[::4]))
        sections = html.fromstring(offline_html(few).decode()).xpath("//main/section")
        return {
            s.get("data-view"): (
                s.xpath("string(.//h1)"),
                "\n".join(s.xpath("./footer/text()")),
            )
            for s in sections
        }


def test_there_are_127_views():
    # The title, 100 others, the places of each of four institutions, employment by group in each of three districts.
    assert len(VIEWS) == 127


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_view_says_what_it_is_about_and_its_foot_where_it_is_from(code):
    """On its slide as in the talk: source, section, date, plan, data and scenario."""
    made = Made(code, names=OF_LANGUAGE[code])
    for name in OF_LANGUAGE[code]:
        assert_title(made, name)
        assert_foot(made, name)


def assert_title(made, name):
    view = made.views[name]
    title = made.slides[name].shapes.title.text_frame.text
    assert title == f"{view.subject}\n{view.title}"  # whole: nothing is cut
    assert made.talk.get(name, (f"{view.subject}: {view.title}",))[0] == f"{view.subject}: {view.title}"
    assert len(view.subject) > 20, title
    german = made.export.words.code == "de"
    if name in NAMED:
        assert NAMED[name][0 if german else 1] in title
    about = {
        Counted.SCENARIO: "Szenario zum Plan 2026" if german else "Scenario for plan 2026",
        Counted.PLAN: "Plan 2026",
        Counted.NONE: "",
    }[view.counted]
    assert title.startswith(about)


def assert_foot(made, name):
    view, words = made.views[name], made.export.words
    german = words.code == "de"
    (foot,) = made.feet(name)
    assert "Plan 2026" in foot, name
    assert FACTS.version in foot, name
    assert (SCENARIO in foot) == (view.counted == Counted.SCENARIO), name
    of_plan = "nicht die des Szenarios" if german else "not those of the scenario"
    assert (of_plan in foot) == (view.counted == Counted.PLAN), name
    assert ("© GeoBasis-DE / BKG 2017 (Daten verändert)" in foot) == isinstance(view.picture, OnMap), name
    assert view.citations or made.views[name].picture.text, name
    for citation in view.citations:
        source = made.export.facts.record("sources", source_id=citation.source_id)
        assert source["short_title"] in foot, name
        number = re.findall(r"[\d.]+", sections_of([citation.locator]))
        assert all(part in foot for part in number), name
        if citation.as_of == words.text("nicht angegeben"):
            assert words.text("Stand nicht angegeben, {document}", document="") in foot or (
                words.text("teils ohne Angabe") in foot
            ), name
        else:
            assert (citation.as_of or document_date(source["as_of"], words)) in foot, name


@pytest.mark.parametrize("name", ["tabelle-annahmen-schwelle", "tabelle-szenarien-2026"])
def test_a_view_with_nothing_to_show_yet_says_so_of_the_plan(name):
    bare = Made("de", "", (), names=[name])
    assert bare.views[name].subject.startswith("Plan 2026")
    assert "Plan 2026 · Datenstand" in next(iter(bare.feet(name)))


def test_a_template_of_4_to_3_cuts_neither_titles_nor_feet():
    one = Made("de", template=template(wide=False), names=VIEWS[::3])
    for name, slide in one.slides.items():
        view = one.views[name]
        assert slide.shapes.title.text_frame.text == f"{view.subject}\n{view.title}"
        (foot,) = [shape for shape in slide.shapes if shape.name == FOOT]
        assert {foot.text_frame.text} == one.feet(name)
        assert isinstance(view.picture, OnMap) == ("© GeoBasis-DE" in foot.text_frame.text)
        assert foot.left + foot.width <= Emu(9_144_000)
        assert foot.top + foot.height <= Emu(6_858_000)
        drawn = [s for s in slide.shapes if s.has_chart or s.has_table or s.shape_type == 6]
        assert all(s.top + s.height <= foot.top for s in drawn), name
