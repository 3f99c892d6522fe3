"""Focus themes with recommendations, and funding programmes, of the Westfälisches Ruhrgebiet's concept."""

from __future__ import annotations

import pandas as pd

from kompass.facts import Facts
from kompass.figures.exhibit import Column, Exhibit, Made
from kompass.figures.kept import kept
from kompass.figures.ruhr.concept import SOURCE, amount_text, citations, notes_of
from kompass.language import N_, Language


def recommendation_table(facts: Facts) -> pd.DataFrame:
    """One row per recommendation, themes in the order of the concept.

    Columns: theme_id, theme (its title), position, recommendation, source_id, locator.
    """
    themes = facts["focus_themes"].rename(columns={"title": "theme", "position": "theme_position"})
    rows = facts["recommendations"].merge(themes[["theme_id", "theme", "theme_position"]], on="theme_id")
    rows = rows.sort_values(["theme_position", "position"])
    columns = ["theme_id", "theme", "position", "recommendation", "source_id", "locator"]
    return rows[columns].reset_index(drop=True)


@kept
def recommendation_exhibit(facts: Facts, language: Language) -> Exhibit:
    """The recommendations on the focus themes."""
    t = language.text
    table = recommendation_table(facts)
    title = t(
        "Westfälisches Ruhrgebiet, Konzept von 2016: {count} Empfehlungen zu {themes} Schwerpunktthemen",
        count=len(table),
        themes=table["theme"].nunique(),
    )
    themes = facts["focus_themes"]
    return Exhibit(
        "ruhr-empfehlungen",
        title,
        Made.COMPUTED,
        table,
        (
            Column("theme", t("Thema")),
            Column("position", t("Nr."), 0),
            Column("recommendation", t("Empfehlung")),
        ),
        citations(table, themes),
        t("Empfehlungen des Regionalen Facharbeitskreises, in eigenen Worten und in seiner Reihenfolge."),
        title,
        notes=notes_of(facts, "focus_themes", themes, "title", language),
    )


def programme_table(facts: Facts, language: Language) -> pd.DataFrame:
    """One row per programme in the order of the concept.

    Columns: programme_id, area (heading), name, target_group, funds, amounts (figures with what they count, as
    one text), money (the amount in euro as text), source_id, locator. What is not reported is "".
    """
    areas = facts["programme_areas"].rename(columns={"title": "area", "position": "area_position"})
    rows = facts["programmes"].merge(areas[["area_id", "area", "area_position"]], on="area_id")
    rows = rows.sort_values(["area_position", "position"]).reset_index(drop=True)
    amounts = amount_lines(facts, language)
    euro = facts["programme_amounts"].query("unit_id == 'euro'").set_index("programme_id")
    money = {i: amount_text(row, facts, language) for i, row in euro.to_dict("index").items()}
    rows = rows.assign(
        amounts=["; ".join(amounts.get(i, ())) for i in rows["programme_id"]],
        money=[money.get(i, "") for i in rows["programme_id"]],
    )
    columns = ["programme_id", "area", "name", "target_group", "funds", "amounts", "money"]
    return rows[[*columns, "source_id", "locator"]]


def amount_lines(facts: Facts, language: Language) -> dict[str, list[str]]:
    """Amounts of each programme by id, as lines such as "Zuwendung je Ausbildungsplatz: max. 4.500 €"."""
    found: dict[str, list[str]] = {}
    rows = facts["programme_amounts"].sort_values("position")
    for row in rows.to_dict("records"):
        line = language.text(
            N_("{label}: {amount}, {period}") if row["period"] else N_("{label}: {amount}"),
            label=row["label"],
            amount=amount_text(row, facts, language),
            period=row["period"],
        )
        found.setdefault(row["programme_id"], []).append(line)
    return found


def with_money(facts: Facts) -> int:
    """Number of programmes with an amount in euro."""
    amounts = facts["programme_amounts"]
    return int(amounts.loc[amounts["unit_id"] == "euro", "programme_id"].nunique())


@kept
def programme_exhibit(facts: Facts, language: Language) -> Exhibit:
    """The programmes: target group, funding and figures."""
    t = language.text
    table = programme_table(facts, language)
    missing = {"": t("nicht ausgewiesen")}
    written = table.assign(
        target_group=table["target_group"].replace(missing), amounts=table["amounts"].replace(missing)
    )
    named = facts["programme_amounts"].merge(table[["programme_id", "name"]], on="programme_id")
    title = t(
        N_("Westfälisches Ruhrgebiet, Konzept von 2016: {count} Programme, bei {money} davon ein Geldbetrag"),
        count=len(table),
        money=with_money(facts),
    )
    return Exhibit(
        "ruhr-programme",
        title,
        Made.COMPUTED,
        written,
        (
            Column("area", t("Bereich")),
            Column("name", t("Programm")),
            Column("target_group", t("Für wen")),
            Column("funds", t("Was gefördert wird")),
            Column("amounts", t("Zahlen des Konzepts")),
        ),
        citations(table),
        t(
            "So hat das Konzept die Programme {year} vorgestellt. Was davon heute gilt, steht nicht darin.",
            year=facts.record("sources", source_id=SOURCE)["published"],
        ),
        title,
        notes=(
            *notes_of(facts, "programmes", facts["programmes"], "name", language),
            *notes_of(facts, "programme_amounts", named, "name", language),
        ),
    )
