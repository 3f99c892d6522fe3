"""Changes of employment by trait and category in the three districts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kompass.facts import Facts
from kompass.figures.charts.style import Style
from kompass.figures.employment.charts import HEAT_LIMITS, change_figure, heat_figure, panels
from kompass.figures.exhibit import Citation, Column, Exhibit, Kind, Made, about, date_of, define
from kompass.figures.kept import kept
from kompass.figures.limits import MOST_DRAWN, MOST_PANELS, PANEL_ENDS, Drawn, drawn
from kompass.language import N_, NBSP, Language

PANELS = 3  # beside each other on a wide screen


def change_table(facts: Facts, districts: Sequence[str] = ()) -> pd.DataFrame:
    """One row per category and district at the latest as-of date, including values that are not reported.

    ``districts``: ags of the districts, all when empty. Order: categories as in the plan, then districts.
    Columns: trait, category, trait_label, category_label, ags, name, short_name, institution, position (of
    the district), change_pct (per cent to the year before, NaN where not reported), sign_given, highlighted
    (both False where not reported), as_of, source_id, locator.
    """
    reported = facts["employment_changes"].rename(columns={"district_ags": "ags"})
    reported = reported[reported["as_of"] == reported["as_of"].max()]
    areas = facts["districts"]
    wanted = areas[areas["ags"].isin(districts)] if districts else areas
    categories = facts["employment_categories"].rename(columns={"position": "category_position"})
    table = (
        categories.merge(wanted, how="cross")
        .merge(reported.drop(columns="kind"), on=["ags", "trait", "category"], how="left")
        .sort_values(["category_position", "position"], ignore_index=True)
    )
    for column in ("sign_given", "highlighted"):
        table[column] = table[column].eq(True)
    return table.drop(columns="category_position")


@dataclass(frozen=True)
class Gap:
    """Two reported values that are compared, and their difference in percentage points."""

    high: Mapping[str, Any]
    low: Mapping[str, Any]
    points: float


def largest_rise(table: pd.DataFrame) -> Mapping[str, Any]:
    """The row of a change table with the highest reported change."""
    row: Mapping[str, Any] = table.loc[table["change_pct"].idxmax()].to_dict()
    return row


def widest_gap(table: pd.DataFrame) -> Gap | None:
    """The category with the largest difference between reported districts; None with fewer than two
    districts."""
    return _widest(table, ["trait", "category"])


def widest_between_sexes(table: pd.DataFrame) -> Gap | None:
    """The district with the largest difference between women and men; None where none reports both."""
    return _widest(table[table["trait"] == "sex"], ["ags"])


def _widest(table: pd.DataFrame, by: list[str]) -> Gap | None:
    """The group of rows with the largest difference; the first of several."""
    known = table.dropna(subset="change_pct")
    ends = known.groupby(by, sort=False)["change_pct"].agg(["idxmax", "idxmin", "count"])
    ends = ends[ends["count"] > 1]
    if ends.empty:
        return None
    changes = known["change_pct"]
    # The source has one decimal: further digits of a difference are floating-point noise.
    points = (changes[ends["idxmax"]].to_numpy() - changes[ends["idxmin"]].to_numpy()).round(1)
    widest = ends.iloc[int(points.argmax())]
    high, low = (known.loc[widest[end]].to_dict() for end in ("idxmax", "idxmin"))
    return Gap(high, low, float(points.max()))


def printed(row: Mapping[str, Any], language: Language) -> str:
    """A change as the plan prints it; without a sign where the plan prints none."""
    return language.percent(row["change_pct"], sign=bool(row["sign_given"]))


def rise_sentence(facts: Facts, language: Language) -> str:
    """The largest rise of all districts as a sentence."""
    row = largest_rise(change_table(facts))
    finding = language.text(
        "Die Gruppe „{category}“ wächst am stärksten, {change} in {district}",
        category=row["category_label"],
        district=row["short_name"],
        change=printed(row, language),
    )
    return of_change(facts, finding, language)


def of_change(facts: Facts, finding: str, language: Language) -> str:
    """A finding on changes of employment as a title with its subject and date."""
    dates = date_of(change_citations(change_table(facts), language), language)
    return about(language.text("Beschäftigte zum Vorjahr"), finding, language, dates)


def _sexes_sentence(table: pd.DataFrame, language: Language) -> str:
    gap = widest_between_sexes(table)
    if gap is None:
        return language.text("Veränderung nach Merkmal und Kreis")
    return language.text(
        N_("{district}: {high} {high_change}, {low} {low_change} – der größte Abstand der Geschlechter")
        if table["ags"].nunique() > 1
        else N_("{district}: {high} {high_change}, {low} {low_change}"),
        district=gap.high["name"],
        high=gap.high["category_label"],
        high_change=printed(gap.high, language),
        low=gap.low["category_label"],
        low_change=printed(gap.low, language),
    )


def change_citations(table: pd.DataFrame, language: Language) -> tuple[Citation, ...]:
    """Citations of the reported values of a change table, each place once."""
    known = table.dropna(subset="change_pct").drop_duplicates(["source_id", "locator", "as_of"])
    return tuple(
        Citation(r.source_id, r.locator, language.as_of(r.as_of, "day"), Kind.OFFICIAL)
        for r in known.itertuples()
    )


def change_notes(table: pd.DataFrame, facts: Facts) -> tuple[str, ...]:
    """Source notes on the reported values of a change table, such as a missing sign in the plan."""
    known = table.rename(columns={"ags": "district_ags"}).dropna(subset="change_pct").to_dict("records")
    return tuple(dict.fromkeys(note for row in known for note in facts.notes("employment_changes", row)))


def _definitions(facts: Facts, language: Language) -> tuple[tuple[str, str], ...]:
    t = language.text
    return (
        *define(facts, language, "employees"),
        (
            t("Veränderung zum Vorjahr"),
            t(
                "Beschäftigte der Gruppe am Stichtag weniger die ein Jahr davor, in Prozent der früheren Zahl."
            ),
        ),
        *((t(row.label), t(row.training_level)) for row in facts["shortage_levels"].itertuples()),
    )


@kept
def change_exhibit(
    facts: Facts, districts: Sequence[str], style: Style, language: Language, count: int = PANELS
) -> Exhibit:
    """The dot plot in ``count`` panels; its title is the widest gap between the selected districts."""
    t = language.text
    table = change_table(facts, districts)
    every = change_table(facts)["change_pct"]  # all districts: the scale does not depend on the selection
    reach = (min(0.0, 1.08 * float(every.min())), 1.08 * float(every.max()))
    gap, rise = widest_gap(table), largest_rise(table)
    lanes, measure = _lanes(table, gap, rise)
    figures = [change_figure(part, reach, style, language) for part in panels(lanes.of(table, "ags"), count)]
    if gap:
        finding = t(
            "Am weitesten auseinander liegen die Kreise bei „{category}“: {high} {high_change}, {low} {low_change}",
            category=gap.high["category_label"],
            high=gap.high["short_name"],
            high_change=printed(gap.high, language),
            low=gap.low["short_name"],
            low_change=printed(gap.low, language),
        )
    else:
        finding = t(
            "{district}: am stärksten wächst „{category}“, {change}",
            district=rise["name"],
            category=rise["category_label"],
            change=printed(rise, language),
        )
    title = of_change(facts, finding, language)
    reading = t("Ausländer: im Plan ohne Vorzeichen.")
    picture_reading = t(
        "Je Gruppe von oben nach unten dieselbe Folge der Kreise, eine Skala für alle. Fett und umrandet: "
        "im Plan fett gedruckt. Schraffiert: nicht ausgewiesen."
    )
    table_shown = table.assign(
        change=[
            language.number(r.change_pct, 1, sign=r.sign_given) if pd.notna(r.change_pct) else None
            for r in table.itertuples()
        ],
        bold=[t("ja") if h else "" for h in table["highlighted"]],
    )
    return Exhibit(
        "beschaeftigung-veraenderung",
        title,
        Made.QUOTED,
        table_shown,
        (
            Column("trait_label", t("Merkmal")),
            Column("category_label", t("Gruppe")),
            Column("short_name", t("Kreis")),
            Column("change", t("Veränderung zum Vorjahr, %"), right=True),
            Column("bold", t("im Plan fett")),
        ),
        change_citations(table, language),
        reading,
        f"{title}. {reading}",
        figures[0],
        _definitions(facts, language),
        tuple(figures[1:]),
        change_notes(table, facts),
        lanes.and_said(picture_reading, language, measure),
    )


def _lanes(table: pd.DataFrame, gap: Gap | None, rise: Mapping[str, Any]) -> tuple[Drawn, str]:
    """The districts that a chart of all groups draws, and the name of the group whose values decide, which is that of
    the title."""
    group = gap.high if gap else rise
    own = table[(table["trait"] == group["trait"]) & (table["category"] == group["category"])]
    changes = dict(zip(own["ags"], own["change_pct"], strict=True))
    return drawn(changes, most=MOST_PANELS, ends=PANEL_ENDS), str(group["category_label"])


@kept
def heat_exhibit(facts: Facts, districts: Sequence[str], style: Style, language: Language) -> Exhibit:
    """The heat table; its title is the largest difference between women and men."""
    t = language.text
    table = change_table(facts, districts)
    title = of_change(facts, _sexes_sentence(table, language), language)
    texts = [
        language.number(r.change_pct, 1, sign=r.sign_given) if pd.notna(r.change_pct) else None
        for r in table.itertuples()
    ]
    lanes, measure = _lanes(table, widest_gap(table), largest_rise(table))
    cells = lanes.of(table, "ags")
    wide, columns = _heat_table(table.assign(text=pd.Series(texts, dtype=object)), language)
    missing = int(table["change_pct"].isna().sum())
    reading = t(
        "Veränderung zum Vorjahr. Ausländer: im Plan ohne Vorzeichen. {missing} von {cells} Werten sind nicht "
        "ausgewiesen.",
        missing=missing,
        cells=len(table),
    )
    return Exhibit(
        "beschaeftigung-tabelle",
        title,
        Made.QUOTED,
        wide,
        columns,
        change_citations(table, language),
        reading,
        f"{title}. {reading}",
        heat_figure(cells, style, language),
        _definitions(facts, language),
        notes=change_notes(table, facts),
        picture_reading=lanes.and_said(
            t(
                "Neue Farbstufe ab {limits} Prozent. Fett: im Plan fett gedruckt. Schraffiert: nicht ausgewiesen.",
                limits="; ".join(language.number(v, 1 if v % 1 else 0) for v in HEAT_LIMITS),
            ),
            language,
            measure,
        ),
        wall=heat_figure(cells, style, language, wide=True),
    )


def _heat_table(table: pd.DataFrame, language: Language) -> tuple[pd.DataFrame, tuple[Column, ...]]:
    """Table and columns of the column ``text``: groups as rows and districts as columns; of many districts the other
    way."""
    groups = table.drop_duplicates(["trait", "category"])
    districts = table.drop_duplicates("ags")
    if len(districts) > MOST_DRAWN:
        keys = groups["trait"] + " " + groups["category"]
        wide = table.assign(group=table["trait"] + " " + table["category"]).pivot(
            index="ags", columns="group", values="text"
        )
        wide = wide.loc[list(districts["ags"])].reset_index().assign(name=list(districts["short_name"]))
        return wide, (
            Column("name", language.text("Kreis")),
            *(
                Column(key, f"{label},{NBSP}%", right=True)
                for key, label in zip(keys, groups["category_label"], strict=True)
            ),
        )
    wide = (
        table.pivot(index=["trait_label", "category_label"], columns="ags", values="text")
        .reindex(table.drop_duplicates("category_label").set_index(["trait_label", "category_label"]).index)
        .reset_index()
    )
    return wide, (
        Column("trait_label", language.text("Merkmal")),
        Column("category_label", language.text("Gruppe")),
        *(Column(d.ags, f"{d.short_name},{NBSP}%", right=True) for d in districts.itertuples()),
    )
