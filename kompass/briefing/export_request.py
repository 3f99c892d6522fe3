"""A request for a file to download: its query parameters, parsed and checked."""

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

DISTRICT = "kreis"  # query parameter: ags of the district that a file is about


class ExportRequestError(MessageError):
    """A file that cannot be made; the message names the query parameter and its possible values."""


@dataclass(frozen=True)
class ExportRequest:
    """A checked request for one file: story, view context, provenance, district, and the PPTX template."""

    show: Show  # views (checked) and simulator parameters
    context: ViewContext  # in the light style, as files are printed
    provenance: Provenance
    district: str  # ags; empty if none was requested
    template: bytes | None = None  # PPTX template of the operator

    @property
    def facts(self) -> Facts:
        """The facts in the request's language."""
        return self.context.facts

    @property
    def chosen(self) -> Choices:
        """The parsed simulator parameters."""
        return self.context.chosen

    @property
    def one_district(self) -> str:
        """The ags of the requested district; of the first one if none was requested."""
        return self.district or str(self.facts["districts"].sort_values("position")["ags"].iloc[0])

    def file_name(self, what: str, district: str = "") -> str:
        """The file name without extension; ``what`` is the id of the file, ``district`` an ags."""
        provenance, mark = self.provenance, scenario_mark(self.chosen)
        return file_name(
            what, self.facts, provenance.plan, self.words.code, provenance.made_at, mark, district
        )

    @property
    def words(self) -> Language:
        """The request's language."""
        return self.context.words

    @property
    def style(self) -> Style:
        """The chart style of the file."""
        return self.context.style


def export_request(
    pairs: Sequence[tuple[str, str]],
    facts: Facts,
    base: str,
    made_at: dt.datetime,
    template: bytes | None = None,
) -> ExportRequest:
    """Check the query parameters ``pairs``. ``base`` is the base URL of the server, ``made_at`` the local
    time, ``template`` a PPTX file.

    Raises :class:`MessageError` naming the first invalid parameter.
    """
    show = show_from_pairs([pair for pair in pairs if pair[0] != DISTRICT], DEFAULT_STORY)
    show = replace(show, views=checked(show.views, view_specs(facts)), theme=LIGHT_THEME)
    facts = facts.in_language(language(show.language))
    context = view_context(show, facts, base)
    provenance = provenance_of(facts, context.chosen, context.link, made_at, context.words)
    district = next((value for name, value in reversed(pairs) if name == DISTRICT), "")
    districts = list(facts["districts"].sort_values("position")["ags"])
    if district and district not in districts:
        raise ExportRequestError(
            N_("Den Kreis „{value}“ gibt es nicht. Möglich sind: {options}."),
            value=district[:40],
            options=", ".join(districts),
        )
    return ExportRequest(show, context, provenance, district, template)
