"""Exhibit: a figure with its title (finding), chart, reading, table, kind and sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import pandas as pd
import plotly.graph_objects as go

from kompass.facts import Fact, Facts
from kompass.language import N_, Language
from kompass.places.ledger import Scenario


class Kind(StrEnum):
    """Kind of a figure, always shown with it, ordered by distance from an official statistic.

    A figure that combines several kinds has the latest of them.
    """

    OFFICIAL = "official"
    PLAN = "plan"
    DOCUMENT = "document"
    DERIVED = "derived"
    ASSIGNED = "assigned"
    SCENARIO = "scenario"
    ASSUMPTION = "assumption"
    EXERCISE = "exercise"


KIND_LABELS = {
    Kind.OFFICIAL: N_("amtlich"),
    Kind.PLAN: N_("Plan"),
    Kind.DOCUMENT: N_("Dokument"),
    Kind.DERIVED: N_("eigene Rechnung"),
    Kind.ASSIGNED: N_("eigene Zuordnung"),
    Kind.SCENARIO: N_("Szenario"),
    Kind.ASSUMPTION: N_("Annahme"),
    Kind.EXERCISE: N_("Übung"),
}
KIND_MEANINGS = {
    Kind.OFFICIAL: N_("Amtliche Statistik, unverändert, zum Teil vom Plan zitiert"),
    Kind.PLAN: N_("Vom Plan selbst genannt, unverändert"),
    Kind.DOCUMENT: N_("Von einem anderen Dokument genannt, das als Quelle dabeisteht"),
    Kind.DERIVED: N_("Hier aus Zahlen der Quellen gezählt oder berechnet"),
    Kind.ASSIGNED: N_("Hier zugeordnet oder beurteilt, nicht von den Quellen; die Regel steht dabei"),
    Kind.SCENARIO: N_("Folge der hier gewählten Umbuchungen"),
    Kind.ASSUMPTION: N_("Hier eingegeben"),
    Kind.EXERCISE: N_("Zum Üben erfunden, keine echten Zahlen"),
}


class Made(StrEnum):
    """How a figure is made from what it cites: quoted, computed, assigned, from a scenario or typed.

    Together with the kinds of the citations it gives the figure's :class:`Kind` (:func:`kind_of`), so kinds
    are never set by hand.
    """

    QUOTED = "quoted"  # every number of title and chart is printed in a source
    COMPUTED = "computed"  # computed here: sum, ratio, count or comparison
    ASSIGNED = "assigned"  # based on an assignment or a judgement of ours
    MOVED = "moved"  # follows from the transfers of a scenario
    ASSUMED = "assumed"  # based on the user's input
    INVENTED = "invented"  # based on figures for practice


_KIND_BY_MAKING = {
    Made.COMPUTED: Kind.DERIVED,
    Made.ASSIGNED: Kind.ASSIGNED,
    Made.MOVED: Kind.SCENARIO,
    Made.ASSUMED: Kind.ASSUMPTION,
    Made.INVENTED: Kind.EXERCISE,
}
_KIND_BY_ROLE = {"statistics": Kind.OFFICIAL, "plan": Kind.PLAN, "document": Kind.DOCUMENT}


@dataclass(frozen=True)
class Citation:
    """Source of a figure: source id, place in the source, as-of text.

    ``kind`` is set where it differs from the kind of the whole source (an official statistic quoted by the
    plan).
    """

    source_id: str
    locator: str
    as_of: str = ""
    kind: Kind | None = None


def kind_of(made: Made, citations: Iterable[Citation], facts: Facts) -> Kind:
    """The kind of a figure from how it is made and what it cites.

    A quoted figure has the latest kind of its citations. Raises ValueError for a quoted figure without a
    citation.
    """
    if made is not Made.QUOTED:
        return _KIND_BY_MAKING[made]
    kinds = [c.kind or source_kind(c.source_id, facts) for c in citations]
    return max(kinds, key=list(Kind).index)


def source_kind(source_id: str, facts: Facts) -> Kind:
    """The kind of a source's own statements, by its role in the table ``sources``."""
    return _KIND_BY_ROLE[facts.record("sources", source_id=source_id)["role"]]


def moved(scenario: Scenario, otherwise: Made) -> Made:
    """How a figure of a scenario is made; ``otherwise`` for a scenario without transfers, which is the plan."""
    return Made.MOVED if scenario.ledger else otherwise


@dataclass(frozen=True)
class Column:
    """A column of a table as shown: its heading with the unit, and the format of its numbers."""

    name: str
    heading: str
    decimals: int | None = None  # None: text
    sign: bool = False
    right: bool = False  # text that reads as a number, such as "knapp 91.000"

    @property
    def numeric(self) -> bool:
        """Whether the cells are right-aligned."""
        return self.decimals is not None or self.right

    def cell(self, value: object, language: Language) -> str | None:
        """The text of a cell; None when the source does not report the value."""
        if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)) or value == "":
            return None
        if self.decimals is None or isinstance(value, str):
            return str(value)
        return language.number(float(value), self.decimals, self.sign)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Exhibit:
    """One block of a page. ``title`` is the finding; ``alt`` the text alternative of the chart."""

    name: str  # file name of the download and key of the block
    title: str
    made: Made
    table: pd.DataFrame
    columns: Sequence[Column]
    citations: Sequence[Citation]
    reading: str = ""
    alt: str = ""
    figure: go.Figure | None = field(default=None, compare=False)
    definitions: Sequence[tuple[str, str]] = ()  # terms of the figure and what they mean
    beside: Sequence[go.Figure] = field(default=(), compare=False)  # further panels of the figure
    notes: Sequence[str] = ()  # irregularities of the source, shown beside the figure
    picture_reading: str = ""  # reading of the page's chart only
    wall: go.Figure | None = field(default=None, compare=False)  # the chart for a wide, low room, if another

    def with_picture_reading(self, text: str) -> Exhibit:
        """Return the exhibit with a note on its chart, such as "Die Skala beginnt nicht bei null."

        The note is shown with this chart only, never with the table, a workbook chart or a slide.
        """
        return replace(self, picture_reading=text)

    def with_table(self, table: pd.DataFrame) -> Exhibit:
        """Return the exhibit with another table of the same columns."""
        return replace(self, table=table)

    @property
    def page_reading(self) -> str:
        """The reading aid on the page: that of the numbers and that of the chart."""
        return " ".join(text for text in (self.reading, self.picture_reading) if text)

    def kind(self, facts: Facts) -> Kind:
        """The kind of the figure, see :func:`kind_of`."""
        return kind_of(self.made, self.citations, facts)


def computed_heading(heading: str, language: Language) -> str:
    """Heading of a column computed here, in the table of a figure that quotes a source."""
    return language.text("{heading} (eigene Rechnung)", heading=heading)


def with_total_named(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """A table of institutions with ``name`` in its total row (code ``""``)."""
    return table.assign(name=table["name"].where(table["code"] != "", name))


def cite(fact: Fact, language: Language) -> Citation:
    """The citation of one fact."""
    return Citation(fact.source_id, fact.locator, language.as_of(fact.as_of, fact.period), Kind(fact.kind))


def notes_on(facts: Facts, *shown: Fact) -> tuple[str, ...]:
    """The source notes on facts, each once, for :attr:`Exhibit.notes`."""
    return tuple(dict.fromkeys(note for fact in shown for note in facts.notes("indicators", vars(fact))))


def source_parts(
    citations: Sequence[Citation], facts: Facts, language: Language
) -> list[tuple[str, str, str]]:
    """One tuple per source: its id, its short title, and the places in it with their as-of dates."""
    unknown = language.as_of("", "not_stated")
    parts = []
    for source_id in dict.fromkeys(c.source_id for c in citations):
        own = [c for c in citations if c.source_id == source_id]
        words = ["; ".join(dict.fromkeys(c.locator for c in own if c.locator))]
        dates = list(dict.fromkeys(c.as_of for c in own if c.as_of))
        if unknown in dates:
            dates = [*(d for d in dates if d != unknown), language.text("teils ohne Angabe")]
        if dates:
            words.append(language.text("Stand {dates}", dates=", ".join(dates)))
        title = facts.record("sources", source_id=source_id)["short_title"]
        parts.append((source_id, title, ", ".join(w for w in words if w)))
    return parts


def source_line(citations: Sequence[Citation], facts: Facts, language: Language) -> str:
    """One line with every source, the places in it and the as-of dates."""
    parts = (f"{title}, {place}" for _, title, place in source_parts(citations, facts, language))
    return language.text("Quelle: {sources}", sources=" · ".join(parts))


def reference(shown: Exhibit, facts: Facts, language: Language) -> str:
    """A bibliographic reference to copy, with figure, sources and version of the data."""
    return language.text(
        "„{title}“ ({kind}). {source}. Bildungszielkompass, Datenstand {version}.",
        title=shown.title,
        kind=language.text(KIND_LABELS[shown.kind(facts)]),
        source=source_line(shown.citations, facts, language),
        version=facts.version,
    )


def about(subject: str, finding: str, language: Language, as_of: str = "") -> str:
    """A title that can be quoted alone: subject (who, where), ``as_of`` (when) and finding."""
    t = language.text
    named = t("{subject} ({as_of})", subject=subject, as_of=as_of) if as_of else subject
    return t("{subject}: {finding}", subject=named, finding=finding)


def ends(high: str, high_value: str, low: str, low_value: str, language: Language) -> str:
    """The finding of one measure of several places: who has the highest and who the lowest value."""
    return language.text(
        "{high} hat den höchsten Wert ({high_value}), {low} den niedrigsten ({low_value})",
        high=high,
        high_value=high_value,
        low=low,
        low_value=low_value,
    )


def date_of(citations: Sequence[Citation], language: Language) -> str:
    """The as-of dates of a figure for its title, or that the source gives none."""
    unknown = language.as_of("", "not_stated")
    dates = dict.fromkeys(c.as_of for c in citations if c.as_of)
    return language.listed([language.text("Stand nicht angegeben") if d == unknown else d for d in dates])


def area(facts: Facts, language: Language) -> str:
    """The region of the whole plan by name; of a plan without one its districts."""
    return facts.area_name or all_districts(facts, language)


def all_districts(facts: Facts, language: Language) -> str:
    """The names of the plan's districts as one phrase: "Aachen, Düren und Heinsberg"."""
    return language.listed(list(facts["districts"].sort_values("position")["short_name"]))


def define(facts: Facts, language: Language, *indicator_ids: str) -> tuple[tuple[str, str], ...]:
    """Pairs of label and definition of indicators, for :attr:`Exhibit.definitions`."""
    rows = facts["indicator_definitions"].set_index("indicator_id")
    return tuple(
        (language.text(rows.at[i, "label"]), language.text(rows.at[i, "definition"])) for i in indicator_ids
    )


def unit_symbol(facts: Facts, unit_id: str, value: float) -> str:
    """The unit as written behind a number: "Person" behind 1, "Personen" behind any other."""
    unit = facts.record("units", unit_id=unit_id)
    return str(unit["symbol_one"] if abs(value) == 1 else unit["symbol"])


def fact_text(fact: Fact, facts: Facts, language: Language, unit: bool = False) -> str:
    """A fact as its source prints it, with qualifier and decimals: "knapp 91.000"; with ``unit`` its unit,
    too."""
    definition = facts.record("indicator_definitions", indicator_id=fact.indicator_id)
    symbol = unit_symbol(facts, definition["unit_id"], fact.value)
    percent = symbol == "%"
    return language.quantity(
        fact.value,
        symbol if unit or percent else "",
        0 if fact.precision != "exact" else int(definition["decimals"]),
        fact.qualifier,
        sign=bool(definition["signed"]),
    )
