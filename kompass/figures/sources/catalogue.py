"""Catalogue of sources, figures, source notes, methods and tables."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from kompass.facts import Fact, Facts
from kompass.figures.exhibit import KIND_LABELS, KIND_MEANINGS, Kind, fact_text
from kompass.figures.labels import word
from kompass.figures.row_labels import RowWords
from kompass.language import DEFAULT, Language

_ABOUT = ("sources", "source_notes")  # tables about sources, not data from them


def source_table(facts: Facts) -> pd.DataFrame:
    """The table ``sources`` with the column ``rows``: number of rows of the other tables from each source."""
    sources = facts["sources"]
    return sources.assign(rows=[int(origin_table(facts, i)["rows"].sum()) for i in sources["source_id"]])


def origin_table(facts: Facts, source_id: str) -> pd.DataFrame:
    """Data from one source, one row per table.

    Columns: table, title, locators (places in the source, in one text), rows. Raises KeyError for an unknown
    source.
    """
    facts.record("sources", source_id=source_id)
    parts = []
    for resource in facts.package["resources"]:
        table = facts[resource["name"]]
        if resource["name"] in _ABOUT or "source_id" not in table:
            continue
        rows = table[table["source_id"] == source_id]
        if len(rows):
            places = "; ".join(rows["locator"].unique()) if "locator" in rows else ""
            parts.append((resource["name"], resource["title"], places, len(rows)))
    return pd.DataFrame(parts, columns=["table", "title", "locators", "rows"])


_INDICATOR_COLUMNS = [
    "indicator_id",
    "label",
    "definition",
    "unit",
    "better",
    "region",
    "category",
    "as_of",
    "text",
    "precision",
    "kind",
    "source_id",
    "source",
    "locator",
    "note",
]


def indicator_table(facts: Facts, language: Language) -> pd.DataFrame:
    """One row per value of every indicator, in the order of the definitions.

    Columns: indicator_id, label, definition, unit, better (in words), region, category, as_of, text (as the
    source prints it, with unit), precision, kind, source_id, source, locator, note.
    """
    words = RowWords(facts, language)
    definitions = facts["indicator_definitions"].merge(
        facts["units"].rename(columns={"label": "unit"}), on="unit_id"
    )
    known = {row["indicator_id"]: row for row in definitions.to_dict("records")}
    rows = []
    for row in facts["indicators"].to_dict("records"):
        fact = Fact(**{name: row[name] for name in Fact.__dataclass_fields__})
        definition = known[fact.indicator_id]
        rows.append(
            {
                "indicator_id": fact.indicator_id,
                "label": definition["label"],
                "definition": definition["definition"],
                "unit": definition["unit"],
                "better": word(definition["better"], language),
                "region": words.cell("indicators", "region_id", fact.region_id),
                "category": words.cell("indicators", "category", fact.category),
                "as_of": language.as_of(fact.as_of, fact.period),
                "text": fact_text(fact, facts, language, unit=True),
                "precision": word(fact.precision, language),
                "kind": language.text(KIND_LABELS[Kind(fact.kind)]),
                "source_id": fact.source_id,
                "source": words.cell("indicators", "source_id", fact.source_id),
                "locator": fact.locator,
                "note": " ".join(facts.notes("indicators", row)),
            }
        )
    order = {name: i for i, name in enumerate(facts["indicator_definitions"]["indicator_id"])}
    table = pd.DataFrame(rows, columns=_INDICATOR_COLUMNS)
    return table.sort_values("indicator_id", key=lambda ids: ids.map(order), kind="stable", ignore_index=True)


def note_table(facts: Facts, language: Language) -> pd.DataFrame:
    """One row per source note.

    Columns: note, source_id, source, locator, table (its title), touches (the rows that it concerns, in
    words).
    """
    words = RowWords(facts, language)
    titles = {r["name"]: r["title"] for r in facts.package["resources"]}
    return pd.DataFrame(
        {
            "note": note.note,
            "source_id": note.source_id,
            "source": words.cell("source_notes", "source_id", note.source_id),
            "locator": note.locator,
            "table": titles[note.table],
            "touches": words.touched(note.table, note.key),
        }
        for note in facts["source_notes"].itertuples()
    )


def data_table(facts: Facts) -> pd.DataFrame:
    """One row per table of the data package.

    Columns: table, title, description, rows, views (paths of the pages that show it, in one text), reason
    (why none does).
    """
    shown = facts["table_views"]
    return pd.DataFrame(
        {
            "table": r["name"],
            "title": r["title"],
            "description": r["description"],
            "rows": len(facts[r["name"]]),
            "views": " ".join(shown.loc[shown["table"] == r["name"], "view"]).strip(),
            "reason": " ".join(shown.loc[shown["table"] == r["name"], "reason"]).strip(),
        }
        for r in facts.package["resources"]
    )


def kind_table(language: Language) -> pd.DataFrame:
    """One row per kind of figure.

    Columns: kind, label, meaning.
    """
    t = language.text
    return pd.DataFrame(
        {"kind": kind, "label": t(KIND_LABELS[kind]), "meaning": t(KIND_MEANINGS[kind])} for kind in Kind
    )


def term_table(facts: Facts, language: Language) -> pd.DataFrame:
    """The vocabulary in its order, one row per term.

    Columns: term_id, term (in this language), other (in the other one; empty where it is the same word),
    meaning, avoided (words not to be used for it), source_id, locator (both empty for terms of our own).
    """
    german = language.code == DEFAULT
    rows = facts["terms"].sort_values("position")
    this, other = ("german", "english") if german else ("english", "german")
    avoided = rows["not_german" if german else "not_english"].str.split("|")
    return pd.DataFrame(
        {
            "term_id": rows["term_id"],
            "term": rows[this],
            "other": rows[other].where(rows[other] != rows[this], ""),
            "meaning": rows["meaning"].map(language.text),
            "avoided": [tuple(word for word in words if word) for words in avoided],
            "source_id": rows["source_id"],
            "locator": rows["locator"],
        }
    ).reset_index(drop=True)


@dataclass(frozen=True)
class Catalogue:
    """All tables of the catalogue, computed once."""

    sources: pd.DataFrame
    indicators: pd.DataFrame
    methods: pd.DataFrame
    terms: pd.DataFrame
    kinds: pd.DataFrame
    notes: pd.DataFrame
    data: pd.DataFrame


def catalogue(facts: Facts, language: Language) -> Catalogue:
    """The tables of this module for one set of facts; ``methods`` as the table of that name."""
    return Catalogue(
        source_table(facts),
        indicator_table(facts, language),
        facts["methods"],
        term_table(facts, language),
        kind_table(language),
        note_table(facts, language),
        data_table(facts),
    )
