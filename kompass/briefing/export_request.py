"""A request for a file to download: its query parameters, parsed and checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kompass.briefing.provenance import Provenance, provenance_of
from kompass.facts import Facts
from kompass.figures.charts.style import Style
from kompass.figures.region.profile import PROFILE, Profile, profiles
from kompass.language import N_, Language, MessageError, language
from kompass.presentation.story import LIGHT_THEME, Show, checked, show_from_pairs
from kompass.presentation.view import ViewContext, view_context
from kompass.presentation.views.registry import default_story, view_specs
from kompass.request.choices import Choices
from kompass.request.file_name import file_name, scenario_mark

DISTRICT = "kreis"  # query parameter: ags of the district that a file is about
OF_ONE_FILE = (DISTRICT, PROFILE)  # query parameters that name whom a file is about


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
    profile: str = ""  # key of the institution or district of a profile; empty if none was requested

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

    @property
    def one_profile(self) -> Profile:
        """The requested profile; that of the first institution if none was requested."""
        known = profiles(self.facts)
        return known.get(self.profile) or next(iter(known.values()))

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
    logos: Mapping[str, bytes] | None = None,
) -> ExportRequest:
    """Check the query parameters ``pairs``. ``base`` is the base URL of the server, ``made_at`` the local
    time, ``template`` a PPTX file, ``logos`` are PNG files by code of the institution.

    Raises :class:`MessageError` naming the first invalid parameter.
    """
    show = show_from_pairs([pair for pair in pairs if pair[0] not in OF_ONE_FILE], default_story(facts))
    show = replace(show, views=checked(show.views, view_specs(facts)), theme=LIGHT_THEME)
    facts = facts.in_language(language(show.language))
    context = view_context(show, facts, base, logos)
    provenance = provenance_of(facts, context.chosen, context.link, made_at, context.words)
    district = _one_of(
        DISTRICT,
        list(facts["districts"].sort_values("position")["ags"]),
        N_("Den Kreis „{value}“ gibt es nicht. Möglich sind: {options}."),
        pairs,
    )
    profile = _one_of(
        PROFILE,
        list(profiles(facts)),
        N_("Einen Steckbrief „{value}“ gibt es nicht. Möglich sind: {options}."),
        pairs,
    )
    return ExportRequest(show, context, provenance, district, template, profile)


def _one_of(name: str, known: Sequence[str], refusal: str, pairs: Sequence[tuple[str, str]]) -> str:
    """The last value of the query parameter ``name``; "" without one. Raises :class:`ExportRequestError` with the
    message ``refusal`` for a value that is not among the ``known``."""
    asked = next((value for key, value in reversed(pairs) if key == name), "")
    if asked and asked not in known:
        raise ExportRequestError(refusal, value=asked[:40], options=", ".join(known))
    return asked
