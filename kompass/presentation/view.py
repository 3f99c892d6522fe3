"""A view of the presentation, and the context (facts, scenario, style, language) that it is made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import nan

from kompass.facts import Facts
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import Citation, Exhibit, Kind, Made, kind_of
from kompass.figures.limits import drawn
from kompass.figures.picture import Picture, ScenarioPicture, Tracks
from kompass.language import Language, Message, language
from kompass.pages import Counted
from kompass.places import parameters
from kompass.places.plan import Plan
from kompass.places.text import scenario_text
from kompass.presentation.drawing import projector_style
from kompass.presentation.story import Show
from kompass.request.choices import Choices, choices

DISTRICTS = "kreise"  # query parameter of the pages: a chosen district


@dataclass(frozen=True)
class ViewContext:
    """Input of every view: facts, the parsed simulator parameters, link to the simulator, chart style,
    language."""

    facts: Facts
    chosen: Choices
    link: str  # to the simulator; shown as QR code
    style: Style
    words: Language
    selected: tuple[str, ...] = ()  # keys (AGS) of the chosen districts; empty: all
    logos: Mapping[str, bytes] = field(default_factory=dict)  # PNG by code of the institution

    @property
    def districts(self) -> tuple[str, ...]:
        """Keys (AGS) of the districts to show, in order of position."""
        every = tuple(self.facts["districts"].sort_values("position")["ags"])
        return tuple(ags for ags in every if ags in self.selected) or every

    @property
    def plan(self) -> Plan:
        """The plan that the scenario starts from."""
        return self.chosen.scenario.plan


def view_context(
    show: Show, facts: Facts, base: str, logos: Mapping[str, bytes] | None = None
) -> ViewContext:
    """The context of the views of a show. ``facts`` are in its language; ``base`` is the base URL of the
    request, so that a phone in the same network can open the link; ``logos`` are those of the operator.

    Raises :class:`MessageError` if a simulator parameter is invalid.
    """
    chosen = choices(facts, show.simulator_parameters())
    # With explicit degree-oriented places, so that a link opened on other data is noticed.
    in_full = tuple(
        (name, scenario_text(chosen.scenario) if name == parameters.SCENARIO else value)
        for name, value in show.parameters
    )
    query = replace(show, parameters=in_full).simulator_query()
    link = f"{base}simulator" + (f"?{query}" if query else "")
    selected = tuple(value for name, value in show.parameters if name == DISTRICTS)
    style = projector_style(show.theme).for_plan(facts.institution_codes)
    words = facts.words(language(show.language))
    return ViewContext(facts, chosen, link, style, words, selected, logos or {})


@dataclass(frozen=True)
class View:
    """One message: title, picture, sources. ``reading``, ``definitions`` and ``notes`` are for the speaker.
    ``subject`` is printed above the title; ``counted`` says whether places are those of the plan or the
    scenario."""

    title: str
    made: Made
    picture: Picture
    citations: Sequence[Citation]
    reading: str = ""
    definitions: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = ()
    caution: str = ""  # first line of the footer
    note: str = ""  # below the picture: how to read it, and which page has more
    whole: Picture | None = None  # the picture of a file, which has room for all; None: ``picture``
    subject: str = ""
    counted: Counted = Counted.NONE
    exhibit: Exhibit | None = field(default=None, compare=False)  # whose table it is; None: of several tables

    @property
    def heading(self) -> str:
        """Subject and title in one line."""
        return f"{self.subject}: {self.title}" if self.subject else self.title

    def kind(self, facts: Facts) -> Kind:
        """The kind of figure (quoted, derived, …); follows from ``made`` and the citations."""
        return kind_of(self.made, self.citations, facts)


def view_of(exhibit: Exhibit, picture: Picture) -> View:
    """The view of an exhibit with ``picture``."""
    return View(
        exhibit.title,
        exhibit.made,
        picture,
        exhibit.citations,
        exhibit.reading,
        exhibit.definitions,
        exhibit.notes,
        exhibit=exhibit,
    )


def limited(view: View, words: Language) -> View:
    """The view with no more rows in its picture than a room can read: of many those with the highest and the lowest
    amounts, or the largest changes, which its note says."""
    picture = view.picture
    tracks = picture.tracks if isinstance(picture, ScenarioPicture) else picture
    if not isinstance(tracks, Tracks):
        return view
    rows = tracks.figures
    amounts = {str(n): (nan if f.amount is None else f.amount - (f.before or 0)) for n, f in enumerate(rows)}
    found = drawn(amounts)
    if found.all:
        return view
    fewer = replace(tracks, figures=[rows[int(n)] for n in found.keys])
    note = " ".join(filter(None, (view.note, found.said(words))))
    shown = replace(picture, tracks=fewer) if isinstance(picture, ScenarioPicture) else fewer
    return replace(view, picture=shown, note=note)


@dataclass(frozen=True)
class ViewSpec:
    """An entry in the list of all views: label, path of the page that it belongs to, and the function that
    builds it."""

    name: Message
    page: str
    make: Callable[[ViewContext], View]
