"""A request for a file: the parameters of its address, read once and checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kompass.briefing.provenance import Provenance, provenance_of
from kompass.facts import Facts
from kompass.figures.charts.style import Style
from kompass.language import N_, Language, MessageError, language
from kompass.presentation.story import LIGHT_THEME, Show, checked, show_from_pairs
from kompass.presentation.view import ViewContext, view_context
from kompass.presentation.views.registry import DEFAULT_STORY, view_specs
from kompass.request.choices import Choices
from kompass.request.file_name import file_name, scenario_mark

DISTRICT = "kreis"  # the parameter of a file that is about one district


class ExportRequestError(MessageError):
    """A file that cannot be made; the message names the parameter and says what is possible."""


@dataclass(frozen=True)
class ExportRequest:
    """One file to make: views, context, district, template of the slides, and provenance."""

    show: Show  # the story, checked, and every parameter of the simulator
    context: ViewContext  # of the story, light: files are printed
    provenance: Provenance
    district: str  # its ags, for a file on one district; else empty
    template: bytes | None = None  # of the slides, where the operator has one

    @property
    def facts(self) -> Facts:
        """In the reader's language."""
        return self.context.facts

    @property
    def chosen(self) -> Choices:
        """What is set in the simulator."""
        return self.context.chosen

    @property
    def one_district(self) -> str:
        """The ags of the district that a file on one district is about; the first where none was asked for."""
        return self.district or str(self.facts["districts"].sort_values("position")["ags"].iloc[0])

    def file_name(self, what: str, district: str = "") -> str:
        """The name of a file of this request, without its ending."""
        provenance, mark = self.provenance, scenario_mark(self.chosen)
        return file_name(
            what, self.facts, provenance.plan, self.words.code, provenance.made_at, mark, district
        )

    @property
    def words(self) -> Language:
        """The reader's language."""
        return self.context.words

    @property
    def style(self) -> Style:
        """The colours of the file."""
        return self.context.style


def export_request(
    pairs: Sequence[tuple[str, str]],
    facts: Facts,
    base: str,
    made_at: dt.datetime,
    template: bytes | None = None,
) -> ExportRequest:
    """The order of an address with these parameters, asked of the server at ``base``, at a time where the
    file is read.

    Raises :class:`MessageError` naming the first parameter that cannot be.
    """
    show = show_from_pairs([pair for pair in pairs if pair[0] != DISTRICT], DEFAULT_STORY)
    show = replace(show, views=checked(show.views, view_specs(facts)), theme=LIGHT_THEME)
    facts = facts.in_language(language(show.language))
    made_from = view_context(show, facts, base)
    provenance = provenance_of(facts, made_from.chosen, made_from.link, made_at, made_from.words)
    asked = next((value for name, value in reversed(pairs) if name == DISTRICT), "")
    known = list(facts["districts"].sort_values("position")["ags"])
    if asked and asked not in known:
        raise ExportRequestError(
            N_("Den Kreis „{value}“ gibt es nicht. Möglich sind: {options}."),
            value=asked[:40],
            options=", ".join(known),
        )
    return ExportRequest(show, made_from, provenance, asked, template)
