"""Figures from the plan of another region: planned entries, customers, expectations, named items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from kompass.facts import Facts
from kompass.figures.charts.bars import bar_figure
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import KIND_LABELS, Citation, Column, Exhibit, Kind, Made, unit_symbol
from kompass.figures.kept import kept
from kompass.figures.labels import word
from kompass.language import Language

ENTRIES = ("entries", "entries_employees")  # all planned entries, and those of people in employment
FIGURES = (
    "planned_entries",
    "customer_structure",
    "prognosis",
)  # aspects shown as a table; the others are lists

COLUMNS = (
    "aspect",
    "aspect_word",
    "label",
    "text",
    "measured",
    "legal_scope",
    "scope",
    "as_of",
    "kind",
    "source_id",
    "locator",
    "note",
)


@dataclass(frozen=True)
class PlanFact:
    """One row of the table ``regional_plan_facts`` that has a figure."""

    region_id: str
    label: str
    value: float
    legal_scope: str
    as_of: str
    period: str
    source_id: str
    locator: str


def plan_fact(facts: Facts, fact_id: str) -> PlanFact:
    """The figure with this id. Raises KeyError."""
    row = facts.record("regional_plan_facts", fact_id=fact_id)
    return PlanFact(**{name: row[name] for name in PlanFact.__dataclass_fields__})


def fact_table(facts: Facts, region_id: str, language: Language, aspects: Sequence[str] = ()) -> pd.DataFrame:
    """The statements of a region's plan, in its order, on ``aspects`` or on all.

    Columns: aspect (code), aspect_word, label, text (figure as printed, or statement), measured (whether
    there is a figure), legal_scope, scope, as_of (in words; empty where a named item has none), kind (in
    words), source_id, locator, note.
    """
    rows = facts["regional_plan_facts"].query("region_id == @region_id")
    rows = rows[rows["aspect"].isin(aspects)] if aspects else rows
    records = rows.to_dict("records")
    stated = [pd.notna(row["value"]) or row["as_of"] != "" for row in records]
    return rows.assign(
        aspect_word=[word(row["aspect"], language) for row in records],
        measured=rows["value"].notna(),
        text=[_text(row, facts, language) for row in records],
        as_of=[
            language.as_of(row["as_of"], row["period"]) if known else ""
            for row, known in zip(records, stated, strict=True)
        ],
        kind=[language.text(KIND_LABELS[Kind(row["kind"])]) for row in records],
        note=[" ".join(facts.notes("regional_plan_facts", row)) for row in records],
    )[list(COLUMNS)].reset_index(drop=True)


def _text(row: dict[str, object], facts: Facts, language: Language) -> str:
    """The figure as the document prints it, with its unit, and its statement in words."""
    parts = [str(row["statement"])] if row["statement"] else []
    value = row["value"]
    if pd.notna(value):
        unit = unit_symbol(facts, str(row["unit_id"]), float(value)) if row["unit_id"] else ""  # type: ignore[arg-type]
        decimals = 0 if float(value) == int(value) else 1  # type: ignore[arg-type, call-overload]
        parts.insert(0, language.quantity(float(value), unit, decimals, str(row["qualifier"])))  # type: ignore[arg-type]
    return ": ".join(parts)


def _cited(table: pd.DataFrame) -> tuple[Citation, ...]:
    """Citations of the rows. The year of a forecast is not used as its as-of date."""
    table = table.assign(as_of=table["as_of"].where(table["aspect"] != "prognosis", ""))
    rows = table[["source_id", "locator", "as_of"]].drop_duplicates()
    return tuple(Citation(*row) for row in rows.itertuples(index=False))


@kept
def entries_exhibit(facts: Facts, region_id: str, style: Style, language: Language) -> Exhibit:
    """The planned entries of a region, and those for people in employment."""
    t, words = language.text, language
    table = fact_table(facts, region_id, words, FIGURES[:1])
    total, own = (plan_fact(facts, fact_id) for fact_id in ENTRIES)
    title = t(
        "{region} {year}: {own} von {total} im {law} geplanten Eintritten sind für Beschäftigte ({share})",
        year=words.as_of(total.as_of, total.period),
        law=total.legal_scope,
        region=facts.record("planning_regions", region_id=region_id)["name"],
        own=words.number(own.value),
        total=words.number(total.value),
        share=words.percent(100 * own.value / total.value),
    )
    reading = t(
        "Eintritte im Jahr {year}, allein im {law}. Der Anteil ist eigene Rechnung; der Schwerpunkt liegt bei: {focus}.",
        year=words.as_of(total.as_of, total.period),
        law=total.legal_scope,
        focus=facts.record("regional_plan_facts", fact_id="entries_focus")["statement"],
    )
    look = style.region(region_id).color
    return Exhibit(
        "planungsraum-eintritte",
        title,
        Made.COMPUTED,
        table,
        (
            Column("label", t("Angabe")),
            Column("text", t("Wert"), right=True),
            Column("legal_scope", t("Rechtskreis")),
            Column("as_of", t("Stand")),
        ),
        _cited(table),
        reading,
        f"{title}. {reading}",
        bar_figure(
            [total.label, own.label],
            [total.value, own.value],
            [words.number(total.value), words.number(own.value)],
            [style.tint(look, 0.35), look],
            1.1 * total.value,
            t("Eintritte {year}, {law}", year=words.as_of(total.as_of, total.period), law=total.legal_scope),
            style,
        ),
        notes=tuple(dict.fromkeys(note for note in table["note"] if note)),
    )


@kept
def customer_exhibit(facts: Facts, region_id: str, language: Language) -> Exhibit:
    """Customers and expectations of a region's plan, as a table of figures."""
    t = language.text
    table = fact_table(facts, region_id, language, FIGURES[1:])
    texts = facts["regional_plan_facts"].set_index("fact_id")

    def share(fact_id: str) -> str:
        return language.percent(
            float(texts.at[fact_id, "value"]), int(texts.at[fact_id, "precision"] == "exact")
        )

    return Exhibit(
        "planungsraum-kundenstruktur",
        t(
            "{region} (Strategie für {year}), Zielberuf im Helferbereich: {helpers} der Arbeitslosen im SGB II; "
            "Migrationshintergrund: {sgb2} im SGB II, {sgb3} im SGB III",
            region=facts.record("planning_regions", region_id=region_id)["name"],
            year=plan_fact(facts, ENTRIES[0]).as_of[:4],
            helpers=share("helper_share"),
            sgb2=share("migration_sgb2"),
            sgb3=share("migration_sgb3"),
        ),
        Made.QUOTED,
        table,
        (
            Column("label", t("Angabe")),
            Column("text", t("Wert"), right=True),
            Column("legal_scope", t("Rechtskreis")),
            Column("scope", t("Bezug")),
            Column("as_of", t("Stand")),
            Column("kind", t("Art")),
        ),
        _cited(table),
        t(
            "Wie die Strategie sie nennt; die Art jeder Zahl steht in der Tabelle. "
            "„ca.“, „rund“ und „mehr als“ sind ihre Worte."
        ),
        notes=tuple(dict.fromkeys(note for note in table["note"] if note)),
    )


@kept
def item_exhibit(facts: Facts, region_id: str, language: Language) -> Exhibit:
    """The named items of a region's plan by aspect; the page draws them as cards."""
    t = language.text
    table = fact_table(facts, region_id, language)
    table = table[~table["aspect"].isin(FIGURES)]
    title = t(
        "{region} nennt für das Jahr {year}: {needs} Bedarfsfelder und {forms} Formen der Qualifizierung",
        year=plan_fact(facts, ENTRIES[0]).as_of[:4],
        region=facts.record("planning_regions", region_id=region_id)["name"],
        needs=int((table["aspect"] == "field_of_need").sum()),
        forms=int((table["aspect"] == "form").sum()),
    )
    return Exhibit(
        "planungsraum-einzelheiten",
        title,
        Made.COMPUTED,
        table,
        (
            Column("aspect_word", t("Gesichtspunkt")),
            Column("label", t("Angabe")),
            Column("text", t("Aussage")),
            Column("legal_scope", t("Rechtskreis")),
            Column("note", t("Hinweis")),
        ),
        _cited(table.assign(as_of="")),
        t("Namen und kurze Begriffe wie in der Strategie, alles andere in eigenen Worten."),
        title,
        notes=tuple(dict.fromkeys(note for note in table["note"] if note)),
    )
