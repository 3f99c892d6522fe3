"""Overviews of the state's measures: timeline, status by cluster and ministry, sums of money."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kompass.facts import Facts
from kompass.figures.charts.bars import bar_figure
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import Citation, Column, Exhibit, Made
from kompass.figures.kept import kept
from kompass.figures.state_measures.charts import (
    day_text,
    shortened,
    timeline_figures,
    timeline_legend,
    timeline_title,
)
from kompass.figures.state_measures.measures import (
    GOING,
    MILLION,
    STATUS_LABELS,
    Choice,
    Status,
    amount_text,
    measure_notes,
    measure_table,
    period_text,
    together,
)
from kompass.language import Language
from kompass.precision import written

LETTERS = 38  # of a name above a bar


@kept
def timeline_exhibit(facts: Facts, choice: Choice, style: Style, language: Language) -> Exhibit:
    """The terms of the chosen measures on a time axis, and their status on the chosen day."""
    t = language.text
    table = measure_table(facts, choice, language)
    day = day_text(choice.day, language)
    title = timeline_title(table, choice.day, language)
    first, *beside = timeline_figures(table, choice.day, style, language)
    return Exhibit(
        name="landesprogramme-laufzeiten",
        title=title,
        made=Made.COMPUTED,
        table=table,
        columns=(
            Column("name", t("Maßnahme")),
            Column("ministries", t("Ressort")),
            Column("from", t("Beginn")),
            Column("until", t("Ende laut Bericht")),
            Column("status_text", t("Stand am {day}", day=day)),
            Column("funds", t("Mittel")),
        ),
        citations=citations(table, language),
        figure=first,
        beside=tuple(beside),
        alt=t(
            "{title}. Ein Balken je Maßnahme vom Beginn bis zum Ende; alle Laufzeiten stehen in der Tabelle.",
            title=title,
        ),
        reading=t(
            "Ein Jahr ohne Monat zählt vom ersten bis zum letzten Tag. Was nach dem Tag des Berichts liegt, ist geplant: Ob "
            "etwas verlängert oder beendet wurde, kann er nicht sagen."
        ),
        notes=measure_notes(facts, table),
        picture_reading=timeline_legend(table, choice.day, language),
    )


@kept
def status_exhibit(facts: Facts, choice: Choice, language: Language) -> Exhibit:
    """Number of the chosen measures by status, per cluster and ministry; shared measures count for each
    ministry."""
    t = language.text
    table = measure_table(facts, choice, language)
    clusters = facts["measure_clusters"]
    ministries = facts["ministries"]
    shares = table["ministries"].str.split("; ")
    groups = [(f"{c.cluster} {c.short_title}", table["cluster"] == c.cluster) for c in clusters.itertuples()]
    led = [
        (m.abbreviation, shares.map(lambda own, m=m: m.abbreviation in own)) for m in ministries.itertuples()
    ]
    rows = [
        {"group": name, "all": int(mask.sum())}
        | {s.value: int((table.loc[mask, "status"] == s.value).sum()) for s in Status}
        for name, mask in (*groups, *led)
    ]
    most = max(int(row["all"]) for row in rows[len(groups) :])
    leading = [str(row["group"]) for row in rows[len(groups) :] if row["all"] == most]
    whole = len(table) == len(facts["measures"])  # of a selection, empty rows are left out
    return Exhibit(
        name="landesprogramme-stand",
        title=t(
            "Maßnahmen des Landes NRW laut Bericht vom {as_of}: die meisten ({count} von {all}) bei {ministries}",
            as_of=language.as_of(table["as_of"].iloc[0], ""),
            count=most,
            all=len(table),
            ministries=language.listed(leading),
        ),
        made=Made.COMPUTED,
        table=pd.DataFrame([row for row in rows if whole or row["all"]]),
        columns=(
            Column("group", t("Cluster oder Ressort")),
            Column("all", t("Maßnahmen"), 0),
            *(Column(s.value, t(STATUS_LABELS[s]), 0) for s in Status),
        ),
        citations=citations(table, language),
        reading=t(
            "Gezählt am {day}. Eine Maßnahme mehrerer Ressorts zählt bei jedem; die Ressorts ergeben daher mehr als "
            "die Summe.",
            day=day_text(choice.day, language),
        ),
        notes=tuple(facts.notes("ministries", ministries.iloc[0].to_dict())),
    )


def fund_table(facts: Facts, choice: Choice, language: Language) -> pd.DataFrame:
    """Every stated sum of the chosen measures as text.

    Columns: ``name``, ``text``, ``period_text``, ``purpose``, ``status``.
    """
    chosen = measure_table(facts, choice, language)[["measure_id", "name", "title", "status"]]
    funds = facts["measure_funds"].merge(chosen, on="measure_id").reset_index(drop=True)
    records = funds.to_dict("records")
    funds["text"] = [amount_text(row, language) for row in records]
    funds["period_text"] = [period_text(row, language) for row in records]
    return funds.sort_values("amount", ascending=False, kind="stable").reset_index(drop=True)


@kept
def yearly_exhibit(facts: Facts, choice: Choice, style: Style, language: Language) -> Exhibit | None:
    """The yearly sums of the chosen measures known to run on the day: only these can be added.

    None without any.
    """
    t = language.text
    funds = fund_table(facts, choice, language)
    year = choice.day.year
    yearly = funds[funds["period"] == "per_year"]
    yearly = yearly[(yearly["year_from"].fillna(year) <= year) & (yearly["year_to"].fillna(year) >= year)]
    table = yearly[yearly["status"].isin(GOING)]
    if table.empty:
        return None
    title = language.plural(
        "Jahresbetrag von {n} Maßnahme des Landes NRW, die am {day} läuft, laut Bericht vom {as_of}: {sum} Mio. Euro",
        "Jahresbeträge von {n} Maßnahmen des Landes NRW, die am {day} laufen, laut Bericht vom {as_of}: zusammen {sum} "
        "Mio. Euro",
        table["measure_id"].nunique(),
        as_of=language.as_of(table["as_of"].iloc[0], ""),
        day=day_text(choice.day, language),
        sum=written(together(table.to_dict("records")), language, 1),
    )
    return _bars(
        "landesprogramme-jahresbetraege",
        title,
        Made.COMPUTED,
        table,
        table,
        " ".join(
            part
            for part in (
                t(
                    "Regel: Addiert sind die Beträge, die der Bericht je Jahr und für dieses Jahr nennt, bei Maßnahmen, die "
                    "am Tag nach ihrer gedruckten Laufzeit laufen."
                ),
                _left_out(yearly, language),
                t("Die Beträge sind geplant, nicht abgerechnet."),
            )
            if part
        ),
        facts,
        style,
        language,
    )


def _left_out(yearly: pd.DataFrame, language: Language) -> str:
    """A sentence on the yearly sums not added because their measure's end is open, provisional or undated."""
    open_ended = yearly[yearly["status"].isin((Status.PROVISIONAL, Status.UNDATED, Status.NOT_STATED))]
    if open_ended.empty:
        return ""
    return language.text(
        "Nicht enthalten, weil ihr Ende offen, vorläufig oder ohne Datum ist: {sums}.",
        sums=language.listed([f"{row.measure_id} {row.text}" for row in open_ended.itertuples()]),
    )


@kept
def total_exhibit(facts: Facts, choice: Choice, style: Style, language: Language) -> Exhibit | None:
    """All stated sums of the chosen measures as a table, those for a whole term as bars. None without any."""
    t = language.text
    table = fund_table(facts, choice, language)
    if table.empty:
        return None
    chosen = measure_table(facts, choice, language)
    naming = table["measure_id"].nunique()
    without = ~chosen["measure_id"].isin(table["measure_id"])
    instead = int((without & (chosen["funds_note"] != "")).sum())
    title = language.plural(
        "Von {n} Maßnahme des Landes NRW nennt der Bericht vom {as_of} bei {naming} einen Betrag, bei {instead} anderes, "
        "etwa Stellen, bei {others} keine Mittel",
        "Von {n} Maßnahmen des Landes NRW nennt der Bericht vom {as_of} bei {naming} einen Betrag, bei {instead} anderes, "
        "etwa Stellen, bei {others} keine Mittel",
        len(chosen),
        naming=naming,
        as_of=language.as_of(chosen["as_of"].iloc[0], ""),
        instead=instead,
        others=len(chosen) - naming - instead,
    )
    reading = t(
        "Beträge, die der Bericht als Summe einer Laufzeit nennt, sind nicht addiert, weil die Laufzeiten verschieden "
        "sind. Die Tabelle nennt auch Beträge je Jahr, je Förderung und ohne Zeitraum."
    )
    drawn = table[table["period"] == "total"]
    exhibit = _bars(
        "landesprogramme-betraege", title, Made.COMPUTED, table, drawn, reading, facts, style, language
    )
    return exhibit.with_picture_reading(t("Balken: nur Beträge, die als Summe einer Laufzeit genannt sind."))


def _bars(
    name: str,
    title: str,
    made: Made,
    table: pd.DataFrame,
    drawn: pd.DataFrame,
    reading: str,
    facts: Facts,
    style: Style,
    language: Language,
) -> Exhibit:
    """A block of sums as bars (rows ``drawn``), with all rows of ``table`` in its table."""
    t = language.text
    names = [shortened(row["measure_id"], row["title"], LETTERS) for row in drawn.to_dict("records")]
    figure = (
        bar_figure(
            names,
            list(drawn["amount"] / MILLION),
            list(drawn["text"]),
            [style.ramp[3]] * len(drawn),
            float(drawn["amount"].max()) / MILLION,
            t("Mio. Euro"),
            style,
        )
        if len(drawn)
        else None
    )
    return Exhibit(
        name=name,
        title=title,
        made=made,
        table=table,
        columns=(
            Column("name", t("Maßnahme")),
            Column("text", t("Betrag"), right=True),
            Column("period_text", t("Zeitraum")),
            Column("purpose", t("Zweck")),
        ),
        citations=citations(table, language),
        figure=figure,
        alt=t(
            "{title}. {bars}",
            title=title,
            bars="; ".join(f"{n} {x}" for n, x in zip(names, drawn["text"], strict=True)),
        ),
        reading=reading,
    )


def citations(table: pd.DataFrame, language: Language) -> Sequence[Citation]:
    """One citation of the report for rows of several measures; data sheets have one per measure."""
    first = table.iloc[0]
    count = table["measure_id"].nunique()
    place = language.text("Angaben bei {count} Maßnahmen, Seiten im Datenblatt", count=count)
    return (
        Citation(
            first["source_id"],
            first["locator"] if count == 1 else place,
            language.as_of(first["as_of"], ""),
        ),
    )
