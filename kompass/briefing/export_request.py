"""What a file is made from: all that an address says, read once and checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kompass.briefing.provenance import Stamp, stamp
from kompass.facts import Facts
from kompass.figures.charts.style import Style
from kompass.language import N_, Language, MessageError, language
from kompass.presentation.story import LIGHT_THEME, Show, checked, show_from_pairs
from kompass.presentation.view import Room, room
from kompass.presentation.views.registry import DEFAULT_STORY, makers
from kompass.request.choices import Choices
from kompass.request.file_name import file_name, scenario_mark

DISTRICT = "kreis"  # the parameter of a file that is about one district


class OrderError(MessageError):
    """A file that cannot be made; says why."""


@dataclass(frozen=True)
class Order:
    """One file to make: for whom, on what, and what it says of itself."""

    show: Show  # the story, checked, and every parameter of the simulator
    room: Room  # of the story, light: files are printed
    said: Stamp
    district: str  # its ags, for a file on one district; else empty
    template: bytes | None = None  # of the slides, where the operator has one

    @property
    def facts(self) -> Facts:
        """In the reader's language."""
        return self.room.facts

    @property
    def chosen(self) -> Choices:
        """What is set in the simulator."""
        return self.room.chosen

    @property
    def one_district(self) -> str:
        """The ags of the district that a file on one district is about; the first where none was asked for."""
        return self.district or str(self.facts["districts"].sort_values("position")["ags"].iloc[0])

    def file_name(self, what: str, district: str = "") -> str:
        """The name of a file of this order, without its ending."""
        said, mark = self.said, scenario_mark(self.chosen)
        return file_name(what, self.facts, said.plan, self.words.code, said.made_at, mark, district)

    @property
    def words(self) -> Language:
        """The reader's language."""
        return self.room.words

    @property
    def style(self) -> Style:
        """The colours of the file."""
        return self.room.style


def order_of(
    pairs: Sequence[tuple[str, str]],
    facts: Facts,
    base: str,
    made_at: dt.datetime,
    template: bytes | None = None,
) -> Order:
    """The order of an address with these parameters, asked of the server at ``base``, at a time where the
    file is read.

    Raises :class:`MessageError` naming the first parameter that cannot be.
    """
    show = show_from_pairs([pair for pair in pairs if pair[0] != DISTRICT], DEFAULT_STORY)
    show = replace(show, views=checked(show.views, makers(facts)), theme=LIGHT_THEME)
    facts = facts.in_language(language(show.language))
    made_from = room(show, facts, base)
    said = stamp(facts, made_from.chosen, made_from.link, made_at, made_from.words)
    asked = next((value for name, value in reversed(pairs) if name == DISTRICT), "")
    known = list(facts["districts"].sort_values("position")["ags"])
    if asked and asked not in known:
        raise OrderError(
            N_("Den Kreis „{value}“ gibt es nicht. Möglich sind: {options}."),
            value=asked[:40],
            options=", ".join(known),
        )
    return Order(show, made_from, said, asked, template)
