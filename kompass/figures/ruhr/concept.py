"""Regional concept of the Westfälisches Ruhrgebiet (2016): projects, fields of action and figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from kompass.facts import Facts
from kompass.figures.charts.bars import bar_figure
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import Citation, Column, Exhibit, Made, unit_symbol
from kompass.figures.kept import kept
from kompass.language import Language

SOURCE = "wr2016"
END = "2020"  # the title of the concept: for the programme phase until then
STATED, MONEY = "funded_projects", "fund_money"  # figures that the concept states of its projects
MILLION = 1_000_000


def figure(facts: Facts, figure_id: str) -> Mapping[str, Any]:
    """One row of the table ``region_figures``. Raises KeyError."""
    return facts.record("region_figures", figure_id=figure_id)


def amount_text(row: Mapping[str, Any], facts: Facts, language: Language) -> str:
    """An amount or a range with its unit and the words around it, as printed; the words of a statement
    without a figure."""
    if pd.isna(row["value"]):
        return str(row["statement"])
    value = float(row["value"])
    shown = value if pd.isna(row["value_to"]) else float(row["value_to"])
    symbol = language.inline(unit_symbol(facts, row["unit_id"], shown))
    if row["unit_id"] == "euro" and value >= MILLION:
        millions = language.text("{number} Mio. €", number=language.number(value / MILLION, 1))
        return " ".join(word for word in (row["qualifier"], millions) if word)
    if pd.isna(row["value_to"]):
        return language.quantity(value, symbol, 0, row["qualifier"])
    high = language.quantity(shown, symbol)
    return language.text("{low} bis {high}", low=language.number(value), high=high)


def citations(*tables: pd.DataFrame) -> tuple[Citation, ...]:
    """Citations of rows of tables, each place once."""
    rows = pd.concat([table[["source_id", "locator"]] for table in tables]).drop_duplicates()
    return tuple(Citation(source, place) for source, place in rows.itertuples(index=False))


def notes_of(facts: Facts, table: str, rows: pd.DataFrame, name: str, language: Language) -> tuple[str, ...]:
    """Source notes on rows of a table, each once.

    A note on a single row begins with its name, from the column ``name``.
    """
    touched: dict[str, list[str]] = {}
    for row in rows.to_dict("records"):
        for note in facts.notes(table, row):
            touched.setdefault(note, []).append(row[name])
    return tuple(
        language.text("„{name}“: {note}", name=names[0], note=note) if len(names) == 1 else note
        for note, names in touched.items()
    )


def project_table(facts: Facts) -> pd.DataFrame:
    """One row per project, fields in the order of the concept.

    Columns: project_id, field_id, field (its title), title, carrier, aim, position, source_id, locator.
    """
    fields = facts["project_fields"].rename(columns={"title": "field", "position": "field_position"})
    rows = facts["projects"].merge(fields[["field_id", "field", "field_position"]], on="field_id")
    rows = rows.sort_values(["field_position", "position"])
    columns = [
        "project_id",
        "field_id",
        "field",
        "title",
        "carrier",
        "aim",
        "position",
        "source_id",
        "locator",
    ]
    return rows[columns].reset_index(drop=True)


def field_table(facts: Facts) -> pd.DataFrame:
    """The fields of action in their order.

    Columns: those of the table ``project_fields``, and projects (number listed in the field; 0 where the
    concept lists none).
    """
    fields = facts["project_fields"].sort_values("position")
    counts = facts["projects"]["field_id"].value_counts()
    return fields.assign(projects=[int(counts.get(i, 0)) for i in fields["field_id"]]).reset_index(drop=True)


@kept
def field_exhibit(facts: Facts, style: Style, language: Language) -> Exhibit:
    """Number of listed projects in each field that has any."""
    t = language.text
    table = field_table(facts)
    empty = int((table["projects"] == 0).sum())
    shown = table[table["projects"] > 0].sort_values("projects", ascending=False, kind="stable")
    title = t(
        "Westfälisches Ruhrgebiet, Konzept von 2016: {count} Projekte in {fields} Handlungsfeldern, {top} davon in einem",
        count=int(shown["projects"].sum()),
        fields=len(shown),
        top=int(shown["projects"].max()),
    )
    reading = t(
        "Gezählt nach den Projektlisten des Konzepts. In {empty} weiteren Handlungsfeldern steht kein Projekt.",
        empty=empty,
    )
    counts = [language.number(n) for n in shown["projects"]]
    return Exhibit(
        "ruhr-felder",
        title,
        Made.COMPUTED,
        shown,
        (Column("list_title", t("Handlungsfeld")), Column("projects", t("Projekte"), 0)),
        citations(facts["projects"]),
        reading,
        f"{title}. {reading}",
        bar_figure(
            list(shown["list_title"]),
            list(shown["projects"]),
            counts,
            [style.ramp[3]] * len(shown),
            1.15 * float(shown["projects"].max()),
            t("Aufgeführte Projekte"),
            style,
        ),
        notes=tuple(facts.notes("region_figures", figure(facts, STATED))),
    )


@kept
def project_exhibit(facts: Facts, language: Language) -> Exhibit:
    """The list of the projects."""
    t = language.text
    table = project_table(facts)
    title = t(
        "Westfälisches Ruhrgebiet, Konzept von 2016: {count} Projekte von {carriers} Trägern",
        count=len(table),
        carriers=table["carrier"].nunique(),
    )
    return Exhibit(
        "ruhr-projekte",
        title,
        Made.COMPUTED,
        table,
        (
            Column("field", t("Handlungsfeld")),
            Column("title", t("Projekt")),
            Column("carrier", t("Projektträger")),
            Column("aim", t("Ziel")),
        ),
        citations(table),
        t("Titel und Träger wie gedruckt, Ziele in eigenen Worten. Beträge je Projekt: nicht ausgewiesen."),
        title,
        notes=notes_of(facts, "projects", table, "title", language),
    )


@kept
def aims_exhibit(facts: Facts, language: Language) -> Exhibit:
    """The fields of action: aim, whether new, number of listed projects."""
    t = language.text
    table = field_table(facts)
    table["state"] = [t("neu") if new else t("fortgeführt") for new in table["is_new"]]
    title = t(
        "Westfälisches Ruhrgebiet, Konzept von 2016: {count} Handlungsfelder bis {end}, {new} davon neu",
        count=len(table),
        end=END,
        new=int(table["is_new"].sum()),
    )
    return Exhibit(
        "ruhr-handlungsfelder",
        title,
        Made.COMPUTED,
        table,
        (
            Column("title", t("Handlungsfeld")),
            Column("aim", t("Ziel")),
            Column("state", t("Art")),
            Column("projects", t("Aufgeführte Projekte (eigene Rechnung)"), 0),
        ),
        citations(table),
        t("Ziele in eigenen Worten."),
        title,
        notes=notes_of(facts, "project_fields", table, "title", language),
    )


def figure_table(facts: Facts, language: Language) -> pd.DataFrame:
    """Figures and statements of the concept on the region.

    Columns: those of ``region_figures``, text (figure or words) and when (as-of in words).
    """
    rows = facts["region_figures"].sort_values("position").reset_index(drop=True)
    records: Sequence[Mapping[str, Any]] = rows.to_dict("records")
    return rows.assign(
        text=[amount_text(row, facts, language) for row in records],
        when=[language.as_of(row["as_of"], row["period"]) for row in records],
    )


@kept
def figure_exhibit(facts: Facts, language: Language) -> Exhibit:
    """The figures and statements on the region; the title says how many have a number."""
    t = language.text
    table = figure_table(facts, language)
    elsewhere = table["area"].isin((t("Nordrhein-Westfalen"), ""))
    title = t(
        "Konzept von 2016: {count} Angaben, davon {region} zum Westfälischen Ruhrgebiet, {others} zu NRW oder ohne Gebiet; "
        "{words} stehen ohne Zahl da",
        words=int(table["value"].isna().sum()),
        count=len(table),
        region=int((~elsewhere).sum()),
        others=int(elsewhere.sum()),
    )
    return Exhibit(
        "ruhr-angaben",
        title,
        Made.COMPUTED,
        table,
        (
            Column("label", t("Größe")),
            Column("area", t("Gebiet")),
            Column("text", t("Zahl oder Aussage")),
            Column("printed", t("Wortlaut")),
            Column("when", t("Stand")),
        ),
        citations(table),
        t(
            "Einwohner, Beschäftigte, Betriebe und Arbeitslose der Region nennt das Konzept nicht als Zahl: "
            "nicht ausgewiesen."
        ),
        title,
        notes=notes_of(facts, "region_figures", table, "label", language),
    )
