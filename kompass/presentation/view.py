"""A view of the presentation, and the context (facts, scenario, style, language) that it is made from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from kompass.facts import Facts
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import Citation, Exhibit, Kind, Made, kind_of
from kompass.figures.picture import Picture
from kompass.language import Language, Message, language
from kompass.pages import Counted
from kompass.places import parameters
from kompass.places.plan import Plan
from kompass.places.text import scenario_text
from kompass.presentation.drawing import projector_style
from kompass.presentation.story import Show
from kompass.request.choices import Choices, choices


@dataclass(frozen=True)
class ViewContext:
    """Input of every view: facts, what the address says of the simulator, style and language."""

    facts: Facts
    chosen: Choices
    link: str  # to the simulator, for phones in the room
    style: Style
    words: Language

    @property
    def plan(self) -> Plan:
        """The plan that is shown."""
        return self.chosen.scenario.plan


def view_context(show: Show, facts: Facts, base: str) -> ViewContext:
    """What the views of a show are made from; ``facts`` are in its language, ``base`` is the address of the
    server as the reader used it: a phone in the same room reaches it, too.

    Raises :class:`MessageError` for what the simulator could not hold.
    """
    chosen = choices(facts, show.asked())
    # In full, so that other data would be noticed where the link is opened.
    in_full = tuple(
        (name, scenario_text(chosen.scenario) if name == parameters.SCENARIO else value)
        for name, value in show.parameters
    )
    query = replace(show, parameters=in_full).simulator_query()
    link = f"{base}simulator" + (f"?{query}" if query else "")
    return ViewContext(facts, chosen, link, projector_style(show.theme), language(show.language))


@dataclass(frozen=True)
class View:
    """One message: the finding as its title, one picture, and where it comes from. Who speaks to it has
    besides how to read it, what its terms mean, and what is odd about it. ``subject`` says above the finding
    what it is about and where, ``counted`` whose places it counts."""

    title: str
    made: Made
    picture: Picture
    citations: Sequence[Citation]
    reading: str = ""
    definitions: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = ()
    caution: str = ""  # what must not be missed; stands before the source line
    subject: str = ""
    counted: Counted = Counted.NONE
    exhibit: Exhibit | None = field(default=None, compare=False)  # whose table it is; None: of several tables

    @property
    def heading(self) -> str:
        """Subject and finding in one line."""
        return f"{self.subject}: {self.title}" if self.subject else self.title

    def kind(self, facts: Facts) -> Kind:
        """What sort of figure it is: follows from how it is made of what it cites."""
        return kind_of(self.made, self.citations, facts)


def view_of(shown: Exhibit, picture: Picture) -> View:
    """The view of an exhibit, drawn as ``picture``."""
    return View(
        shown.title,
        shown.made,
        picture,
        shown.citations,
        shown.reading,
        shown.definitions,
        shown.notes,
        exhibit=shown,
    )


@dataclass(frozen=True)
class Maker:
    """A view that can be shown: what it is called in the list of all views, the path of the page that it
    belongs to, and how it is made."""

    name: Message
    page: str
    make: Callable[[ViewContext], View]
