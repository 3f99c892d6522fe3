"""Data sheet of one measure of the state: all statements of the report, with locators."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from kompass.facts import Facts
from kompass.figures.exhibit import Citation, Column, Exhibit, Kind, Made, fact_text, unit_symbol
from kompass.figures.labels import word
from kompass.figures.state_measures.charts import day_text
from kompass.figures.state_measures.measures import STATUS_LABELS, end_text, fund_text, start_text, status
from kompass.language import NBSP, Language

_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
Line = tuple[str, str]  # label and text


def sheet_exhibit(facts: Facts, measure_id: str, day: dt.date, language: Language) -> Exhibit:
    """All statements on one measure, one row each. Raises KeyError for an unknown measure."""
    row = facts.record("measures", measure_id=measure_id)
    lines = [
        *_term(facts, row, day, language),
        *_money(facts, row, language),
        *_people(facts, row, language),
        *_figures(facts, row, language),
        *_recognitions(facts, row, language),
    ]
    return Exhibit(
        name=f"landesprogramm-{measure_id.replace('.', '-')}",
        title=f"{measure_id}{NBSP}{row['title']}",
        made=Made.QUOTED,
        table=pd.DataFrame(lines, columns=["label", "text"]),
        columns=(Column("label", language.text("Angabe")), Column("text", language.text("Inhalt"))),
        citations=(
            Citation(row["source_id"], row["locator"], language.as_of(row["as_of"], ""), Kind(row["kind"])),
        ),
        notes=_notes(facts, row),
    )


def _own(facts: Facts, table: str, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = facts[table]
    return list(rows[rows["measure_id"] == row["measure_id"]].to_dict("records"))


def _term(facts: Facts, row: Mapping[str, Any], day: dt.date, language: Language) -> Iterator[Line]:
    t = language.text
    cluster = facts.record("measure_clusters", cluster=row["cluster"])
    yield t("Ziel"), row["aim"]
    yield t("Cluster"), f"{row['cluster']} {cluster['title']}"
    printed = row["term_as_printed"]
    yield t("Laufzeit wie gedruckt"), t("„{words}“", words=printed) if printed else t("nicht ausgewiesen")
    yield t("Beginn"), start_text(row, language)
    yield t("Ende laut Bericht"), end_text(row, language)
    stands = t(STATUS_LABELS[status(row, day)])
    yield t("Stand am {day}", day=day_text(day, language)), t("{status} (eigene Rechnung)", status=stands)
    if row["remark"]:
        yield t("Stand der Umsetzung"), row["remark"]
    for website in _own(facts, "measure_websites", row):
        yield t("Internetadressen laut Bericht"), website["url"]


def _money(facts: Facts, row: Mapping[str, Any], language: Language) -> Iterator[Line]:
    t = language.text
    funds = _own(facts, "measure_funds", row)
    for fund in funds:
        purpose = f" ({fund['purpose']})" if fund["purpose"] else ""
        yield t("Mittel"), fund_text(fund, language) + purpose
    if row["funds_note"]:
        yield t("Mittel"), row["funds_note"]
    elif not funds:
        yield t("Mittel"), t("nicht ausgewiesen")


def _people(facts: Facts, row: Mapping[str, Any], language: Language) -> Iterator[Line]:
    t = language.text
    names = facts["ministries"].set_index("abbreviation")["name"]
    for share in sorted(_own(facts, "measure_ministries", row), key=lambda s: int(s["position"])):
        yield t("Ressort"), f"{share['ministry']} {names[share['ministry']]}"
    partners = _own(facts, "measure_partners", row)
    for partner in partners:
        yield t("Partner"), partner["partner"]
        if partner["partner"].startswith("Regionalagenturen"):
            agencies = facts.fact(facts.state, "regional_agencies")
            yield t("Regionalagenturen"), fact_text(agencies, facts, language, unit=True)
    if not partners:
        yield t("Partner"), t("nicht ausgewiesen")


def _figures(facts: Facts, row: Mapping[str, Any], language: Language) -> Iterator[Line]:
    for figure in _own(facts, "measure_figures", row):
        decimals = 0 if float(figure["value"]).is_integer() else 1
        unit = unit_symbol(facts, figure["unit_id"], figure["value"])
        value = language.quantity(figure["value"], unit, decimals, figure["qualifier"])
        # The report's own date is in the source line.
        when = "" if figure["as_of"] == row["as_of"] else f" ({_when(figure['as_of'], language)})"
        yield word(figure["role"], language), f"{figure['label']}: {value}{when}"


def _recognitions(facts: Facts, row: Mapping[str, Any], language: Language) -> Iterator[Line]:
    rows = facts["recognitions"]
    measure_rows = rows[rows["measure_id"] == row["measure_id"]]
    missing = language.text("nicht ausgewiesen")
    for (chamber, year), cases in measure_rows.groupby(["chamber", "year"], sort=False):
        parts = [
            f"{word(case.category, language)}: {missing if pd.isna(case.count_) else language.number(case.count_)}"
            for case in cases.rename(columns={"count": "count_"}).itertuples()
        ]
        yield f"{word(str(chamber), language)} {year}", "; ".join(parts)


def _when(as_of: str, language: Language) -> str:
    """A day, month or year formatted in the language; a school year, a span of years or a quarter in short."""
    if _DATE.fullmatch(as_of):
        return language.as_of(as_of, "")
    first, _, last = as_of.partition("/")
    if last:
        return f"{first}/{last[2:]}" if int(last) == int(first) + 1 else f"{first}–{last}"
    year, _, quarter = as_of.partition("-")
    return f"{quarter}{NBSP}{year}"


def _notes(facts: Facts, row: Mapping[str, Any]) -> tuple[str, ...]:
    """Source notes on a measure and its rows in other tables."""
    tables = ("measure_funds", "measure_figures", "recognitions")
    rows = [("measures", row), *((table, own) for table in tables for own in _own(facts, table, row))]
    return tuple(dict.fromkeys(note for table, own in rows for note in facts.notes(table, own)))
