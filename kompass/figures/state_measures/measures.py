"""Measures of the state government: terms, status on a chosen day, and sums."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

import pandas as pd

from kompass.facts import Facts
from kompass.figures.labels import word
from kompass.language import N_, NBSP, Language
from kompass.precision import APPROXIMATE, Bounded, added, printed
from kompass.text_match import found

SOURCE = "fko2024"
MILLION = 1_000_000


class Status(StrEnum):
    """Status of a measure on a day, as far as the report allows."""

    NOT_BEGUN = "spaeter"
    RUNNING = "laeuft"
    OPEN = "ohne-ende"
    ENDED = "zu-ende"
    PROVISIONAL = "vorlaeufig"
    UNDATED = "ohne-datum"
    NOT_STATED = "unbekannt"


STATUS_LABELS = {
    Status.NOT_BEGUN: N_("noch nicht begonnen"),
    Status.RUNNING: N_("läuft"),
    Status.OPEN: N_("läuft, ohne Ende angelegt"),
    Status.ENDED: N_("laut Bericht bis davor"),
    Status.PROVISIONAL: N_("vorläufig bis davor"),
    Status.UNDATED: N_("Ende ohne Datum"),
    Status.NOT_STATED: N_("nicht ausgewiesen"),
}
GOING = (Status.RUNNING, Status.OPEN)


class Reach(StrEnum):
    """Relation of a term to the plan year; each measure is in exactly one class."""

    INTO = "planjahr"
    ENDED = "vorher"
    PROVISIONAL = "vorlaeufig"
    UNDATED = "ohne-datum"
    NOT_STATED = "unbekannt"


REACH_LABELS = {
    Reach.INTO: N_("reicht in das Planjahr {year}"),
    Reach.ENDED: N_("laut Bericht bis vor {year}"),
    Reach.PROVISIONAL: N_("vorläufig bis vor {year}, Fortsetzung möglich"),
    Reach.UNDATED: N_("Ende ohne Datum genannt"),
    Reach.NOT_STATED: N_("kein Ende genannt"),
}


@dataclass(frozen=True)
class Choice:
    """Filter of the measures; empty means all. ``day`` is the day of the status."""

    day: dt.date
    year: int  # the plan year
    clusters: tuple[str, ...] = ()
    ministry: str = ""
    statuses: tuple[str, ...] = ()
    reach: Reach | None = None  # None: all
    words: str = ""


def first_day(date: str) -> dt.date:
    """The first day of a date that may lack day or month: "2023-05" is 1 May 2023."""
    year, month, day = (int(part) for part in f"{date}-01-01".split("-")[:3])
    return dt.date(year, month, day)


def last_day(date: str) -> dt.date:
    """The last day of a date that may lack day or month: "2025" is 31 December 2025."""
    parts = [int(part) for part in date.split("-")]
    year, month = parts[0], (parts[1] if len(parts) > 1 else 12)
    return dt.date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])


def status(measure: Mapping[str, Any], day: dt.date) -> Status:
    """Status on a day of a row of the table ``measures``.

    A status that only the report's own date tells, such as "completed" without a date, applies from that day
    on.
    """
    reported = day >= first_day(measure["as_of"])
    if measure["completed"]:
        return Status.ENDED if reported else Status.NOT_STATED
    if not measure["start"]:
        return Status.OPEN if measure["open_ended"] and reported else Status.NOT_STATED
    if day < first_day(measure["start"]):
        return Status.NOT_BEGUN
    return _after_start(measure, day)


def _after_start(measure: Mapping[str, Any], day: dt.date) -> Status:
    """Status of a measure on a day after its start."""
    if measure["end"]:
        if day <= last_day(measure["end"]):
            return Status.RUNNING
        return Status.PROVISIONAL if measure["end_basis"] == "provisional" else Status.ENDED
    if measure["end_basis"] == "undated":
        return Status.UNDATED
    return Status.OPEN if measure["open_ended"] else Status.NOT_STATED


def reach(measure: Mapping[str, Any], year: int) -> Reach:
    """Relation of a measure's stated term to a year."""
    first, last = (status(measure, day) for day in (dt.date(year, 1, 1), dt.date(year, 12, 31)))
    if first in GOING or last in GOING:
        return Reach.INTO
    classes = {
        Status.ENDED: Reach.ENDED,
        Status.PROVISIONAL: Reach.PROVISIONAL,
        Status.UNDATED: Reach.UNDATED,
    }
    return classes.get(first, Reach.NOT_STATED)


def reach_counts(table: pd.DataFrame, year: int) -> Mapping[Reach, int]:
    """Number of measures in each class of :class:`Reach`; the counts add up to all of them."""
    reaches = [reach(row, year) for row in table.to_dict("records")]
    return {kind: reaches.count(kind) for kind in Reach}


def start_text(measure: Mapping[str, Any], language: Language) -> str:
    """Start of a measure in words, with the qualifier that makes it vague."""
    if not measure["start"]:
        return language.text("nicht ausgewiesen")
    date = language.as_of(measure["start"], "")
    vague = measure["start_qualifier"]
    return f"{date} ({vague})" if vague else date


def end_text(measure: Mapping[str, Any], language: Language) -> str:
    """End of a measure according to the report; a computed or provisional end is labelled so."""
    t = language.text
    if measure["completed"]:
        return t("abgeschlossen")
    if measure["end_basis"] == "undated":
        return t("ohne Datum: „{words}“", words=measure["term_as_printed"])
    if not measure["end"]:
        return t("offen") if measure["open_ended"] else t("nicht ausgewiesen")
    date = language.as_of(measure["end"], "")
    basis = measure["end_basis"]
    return date if basis == "stated" else f"{date} ({word(basis, language)})"


def amount_text(fund: Mapping[str, Any], language: Language) -> str:
    """A sum with the precision of the report: "rund 11 Mio. Euro"."""
    amount, qualifier = int(fund["amount"]), fund["qualifier"]
    for unit, name in ((1000 * MILLION, N_("Mrd. Euro")), (MILLION, N_("Mio. Euro"))):
        if amount >= unit and fund["precision"] != "exact":
            return language.quantity(
                amount / unit, language.text(name), 0 if amount % unit == 0 else 1, qualifier
            )
    return language.quantity(amount, language.text("Euro"), 0, qualifier)


def amount_bounds(fund: Mapping[str, Any]) -> Bounded:
    """The limits of a sum, in the unit that is printed (millions or thousands)."""
    amount = int(fund["amount"])
    unit = next((u for u in (1000 * MILLION, MILLION) if amount >= u), None)
    step = None if unit is None else unit if amount % unit == 0 else unit // 10
    return printed(amount, fund["qualifier"], fund["precision"], step=step)


def together(funds: Sequence[Mapping[str, Any]]) -> Bounded:
    """The total of several sums in millions, with limits of at least half a tenth, because it is written to a
    tenth."""
    whole = added([amount_bounds(fund).times(Fraction(1, MILLION)) for fund in funds])
    half = Fraction(1, 20)
    low, high = min(whole.low, whole.value - half), max(whole.high, whole.value + half)
    return Bounded(whole.value, low, high, APPROXIMATE)


def measure_table(facts: Facts, choice: Choice, language: Language) -> pd.DataFrame:
    """The measures that pass the filter, in the order of the report.

    Columns: those of ``measures``; ``name`` (number and title), ``short_title`` of the cluster,
    ``ministries``, ``from``, ``until``, ``funds`` (all text), ``status`` (code) and ``status_text``.
    """
    rows = facts["measures"]
    clusters = facts["measure_clusters"].set_index("cluster")
    responsible = _joined(facts["measure_ministries"].sort_values("position"), "ministry")
    funds = facts["measure_funds"]
    sums = _joined(funds.assign(text=[fund_text(row, language) for row in funds.to_dict("records")]), "text")
    records = rows.to_dict("records")
    table = rows.assign(
        short_title=[clusters.at[c, "short_title"] for c in rows["cluster"]],
        name=rows["measure_id"] + NBSP + rows["title"],
        ministries=[responsible[i] for i in rows["measure_id"]],
        funds=[funds_text(sums.get(row["measure_id"], ""), row, language) for row in records],
        **{"from": [start_text(row, language) for row in records]},
        until=[end_text(row, language) for row in records],
        status=[status(row, choice.day).value for row in records],
    )
    table["status_text"] = [language.text(STATUS_LABELS[Status(s)]) for s in table["status"]]
    order = {cluster: number for number, cluster in enumerate(clusters.index)}
    table = table.sort_values(
        ["cluster", "position"], key=lambda c: c.map(order) if c.name == "cluster" else c
    )
    return table[[_fits(row, choice, facts) for row in table.to_dict("records")]].reset_index(drop=True)


def funds_text(sums: str, measure: Mapping[str, Any], language: Language) -> str:
    """The sums of a measure as text, else what the report states in their place, such as posts."""
    return sums or measure["funds_note"] or language.text("nicht ausgewiesen")


def fund_text(fund: Mapping[str, Any], language: Language) -> str:
    """A sum with its period: "75 Mio. Euro je Jahr"."""
    return f"{amount_text(fund, language)} {period_text(fund, language)}"


def period_text(fund: Mapping[str, Any], language: Language) -> str:
    """The period of a sum, with its years where stated."""
    t = language.text
    years = [str(int(fund[name])) for name in ("year_from", "year_to") if not pd.isna(fund[name])]
    span = "–".join(dict.fromkeys(years))
    period = (
        t("Zeitraum nicht ausgewiesen") if fund["period"] == "not_stated" else word(fund["period"], language)
    )
    if fund["period"] == "year":
        return span
    if fund["period"] == "cohort":  # its years are in the purpose of the sum
        return period
    if fund["period"] == "per_year" and len(years) == 1:
        return t("{period} ab {year}", period=period, year=span)
    return f"{period} {span}".strip()


def _joined(rows: pd.DataFrame, column: str) -> dict[str, str]:
    return dict(rows.groupby("measure_id", sort=False)[column].agg("; ".join)) if len(rows) else {}


def _fits(row: Mapping[str, Any], choice: Choice, facts: Facts) -> bool:
    if choice.clusters and row["cluster"] not in choice.clusters:
        return False
    if choice.ministry and choice.ministry not in row["ministries"].split("; "):
        return False
    if choice.statuses and row["status"] not in choice.statuses:
        return False
    if choice.reach and reach(row, choice.year) is not choice.reach:
        return False
    return not choice.words.strip() or found(choice.words, _searched(row, facts))


def _searched(row: Mapping[str, Any], facts: Facts) -> str:
    """The text that a search looks through: the measure, its partners, figures and purposes of its sums."""
    texts_of_measure = (
        row[c]
        for c in (
            "name",
            "aim",
            "short_title",
            "ministries",
            "remark",
            "funds",
            "funds_note",
            "term_as_printed",
        )
    )
    beside = (
        rows.loc[rows["measure_id"] == row["measure_id"], column]
        for rows, column in (
            (facts["measure_partners"], "partner"),
            (facts["measure_figures"], "label"),
            (facts["measure_funds"], "purpose"),
        )
    )
    return " ".join([*texts_of_measure, *(text for texts in beside for text in texts)])


def measure_notes(facts: Facts, rows: pd.DataFrame) -> tuple[str, ...]:
    """Source notes on measures and their sums, each note with the number of its measure."""
    funds = facts["measure_funds"]
    parts = (("measures", rows), ("measure_funds", funds[funds["measure_id"].isin(rows["measure_id"])]))
    notes = {
        f"{row['measure_id']}: {note}": None
        for table, part_rows in parts
        for row in part_rows.to_dict("records")
        for note in facts.notes(table, row)
    }
    return tuple(notes)
