"""Quantities of a plan that are no quotas of institutions: wholes, parts of them, and what stands beside."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from kompass.facts import Facts
from kompass.figures.charts.bars import name_above
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import Citation, Column, Exhibit, Made
from kompass.language import N_, Language
from kompass.needs import DIVIDED, carries

ROW = 64  # pixels per quantity
PALE = 0.35  # strength of the colour of a whole behind its part, and of a quantity beside the quotas
BESIDE = "beside"


def quantity_table(facts: Facts, language: Language) -> pd.DataFrame:
    """One row per quantity of the latest plan, each followed by its parts.

    Columns: label, kind, who (short name of an institution), law, time (year or month), value (in the unit; missing
    where the source has no number), text (value with unit and qualifier, and the statement), number (the value as it
    stands beside its label), relation (in words), whole (the value of what it is part of), unit_id, beside (whether it
    stands beside the quotas), and source_id and locator.
    """
    rows = facts["quantities"]
    rows = rows[rows["plan_year"] == facts["plans"]["plan_year"].max()].sort_values("position")
    kinds = facts["quantity_kinds"].set_index("kind_id")["label"]
    units = facts["units"].set_index("unit_id")
    names = facts["institutions"].set_index("code")["short_name"]
    of = rows.set_index("quantity_id")
    found = []
    for row in _nested(rows):
        number = None if pd.isna(row["value"]) else float(row["value"])
        symbol = str(units.at[row["unit_id"], "symbol_one" if number == 1 else "symbol"])
        text = language.quantity(number, symbol, 0, row["qualifier"]) if number is not None else ""
        whole = of.loc[row["of_quantity"]] if row["of_quantity"] else None
        # Not "821 Eintritte Geplante Eintritte", and not again for a part of them.
        said = symbol.lower() in row["label"].lower() or (
            whole is not None and row["unit_id"] == whole["unit_id"]
        )
        found.append(
            {
                "label": row["label"],
                "kind": kinds[row["kind"]],
                "who": names[row["institution"]] if row["institution"] else "",
                "law": row["legal_scope"],
                "time": row["month"] or str(row["plan_year"]),
                "value": number,
                "text": " · ".join(filter(None, (text, row["statement"]))),
                "number": text
                if number is None or not said
                else language.quantity(number, "", 0, row["qualifier"]),
                "relation": _relation(row, whole, facts, language),
                "whole": None if whole is None or pd.isna(whole["value"]) else float(whole["value"]),
                "unit_id": row["unit_id"],
                "beside": row["relation"] == BESIDE,
                "source_id": row["source_id"],
                "locator": row["locator"],
            }
        )
    return pd.DataFrame(found)


def _nested(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows, each followed by its parts, theirs included."""
    parts = {str(name): own.to_dict("records") for name, own in rows.groupby("of_quantity")}
    found: list[dict[str, Any]] = []

    def add(row: dict[str, Any]) -> None:
        found.append(row)
        for part in parts.get(str(row["quantity_id"]), []):
            add(part)

    for row in parts.get("", []):
        add(row)
    return found


def _relation(row: dict[str, Any], whole: pd.Series | None, facts: Facts, language: Language) -> str:
    if whole is not None:
        return language.text("Teil von „{whole}“", whole=whole["label"])
    if row["relation"] == BESIDE and carries(facts, DIVIDED):
        return language.text("neben den Kontingenten")
    return language.text("für sich")


def quantity_headline(facts: Facts, language: Language) -> str:
    """The first quantity of the plan in a sentence, with its first part."""
    t, table = language.text, quantity_table(facts, language)
    first = table.iloc[0]
    year, law = str(facts["plans"]["plan_year"].max()), f" ({first['law']})" if first["law"] else ""
    if not first["number"]:
        return t("{label} {year}{law}: ohne Zahl", label=first["label"], year=year, law=law)
    said = t(
        "{label} {year}{law}: {number}", label=first["label"], year=year, law=law, number=first["number"]
    )
    if len(table) == 1 or pd.isna(table["whole"].iloc[1]) or not table["number"].iloc[1]:
        return said
    part = table.iloc[1]
    return t("{said}, davon {number} {label}", said=said, number=part["number"], label=part["label"])


def quantity_exhibit(facts: Facts, style: Style, language: Language) -> Exhibit:
    """All quantities as bars, a part before its whole; a scale per unit."""
    t, table = language.text, quantity_table(facts, language)
    title = quantity_headline(facts, language)
    cited = tuple(
        dict.fromkeys(Citation(str(r.source_id), str(r.locator)) for r in table.itertuples(index=False))
    )
    columns = (
        Column("label", t("Menge")),
        Column("kind", t("Art")),
        Column("who", t("Institution")),
        Column("law", t("Rechtskreis")),
        Column("time", t("Zeit")),
        Column("text", t("Umfang"), right=True),
        Column("relation", t("Bezug")),
    )
    rows = facts["quantities"].to_dict("records")
    notes = tuple(dict.fromkeys(note for row in rows for note in facts.notes("quantities", row)))
    shown = tuple(c for c in columns if (table[c.name] != "").any())
    reading = t(
        N_("Ein Teil steht vor dem Ganzen, zu dem er gehört; verglichen wird nur, was dieselbe Einheit hat.")
    )
    drawn = table[table["value"].notna()]
    figure = quantity_figure(drawn, style) if len(drawn) else None
    return Exhibit(
        "mengen",
        title,
        Made.QUOTED,
        table,
        shown,
        cited,
        reading if (table["whole"].notna()).any() else "",
        f"{title}.",
        figure,
        notes=notes,
    )


def quantity_figure(table: pd.DataFrame, style: Style) -> go.Figure:
    """Draw each quantity as a bar from the left; a part lies on its whole. The longest bar is the largest number of its
    unit."""
    largest = table.groupby("unit_id")[["value", "whole"]].max().max(axis=1)
    figure = go.Figure()
    for place, row in enumerate(table.itertuples()):
        line, reach = str(place), largest[row.unit_id] or 1
        if row.whole and not pd.isna(row.whole):
            figure.add_bar(
                x=[row.whole / reach],
                y=[line],
                orientation="h",
                marker_color=style.tint(style.comparison, PALE),
                width=0.4,
                hoverinfo="skip",
            )
        figure.add_bar(
            x=[row.value / reach],
            y=[line],
            orientation="h",
            marker_color=style.tint(style.comparison, PALE) if row.beside else style.comparison,
            width=0.4,
            hoverinfo="skip",
        )
        name_above(figure, line, f"<b>{row.number}</b> {row.label}", 26)
    figure.update_layout(
        template=style.template,
        barmode="overlay",
        showlegend=False,
        height=ROW * len(table) + 24,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
    )
    figure.update_xaxes(visible=False, range=[0, 1])
    figure.update_yaxes(visible=False, autorange="reversed", type="category")
    return figure
