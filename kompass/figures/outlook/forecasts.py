"""Forecasts of IAB and ifo quoted by the plan, side by side: numbers as numbers, statements as words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from kompass.facts import COUNTRY, Facts
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import Citation, Column, Exhibit, Kind, Made, about, date_of
from kompass.figures.kept import kept
from kompass.figures.labels import word
from kompass.figures.outlook.charts import Scale, forecast_figure
from kompass.language import N_, Language
from kompass.precision import Bounded, derived, printed, written

INSTITUTES = ("IAB", "ifo")
PEOPLE = ("employed_change", "labour_supply_change", "unemployed_change")
GDP, RATE = "gdp_change", "unemployment_rate"
DEFINITIONS = {
    GDP: N_(
        "Preisbereinigte Veränderung des Bruttoinlandsprodukts zum Vorjahr, bei Quartalen zum Quartal davor"
    ),
    "employed_change": N_("Veränderung der Zahl der Erwerbstätigen im Jahresdurchschnitt zum Vorjahr"),
    "labour_supply_change": N_(
        "Veränderung der Zahl der Menschen, die dem Arbeitsmarkt zur Verfügung stehen"
    ),
    "unemployed_change": N_("Veränderung der Zahl der Arbeitslosen im Jahresdurchschnitt zum Vorjahr"),
    RATE: N_("Anteil der Arbeitslosen an den Erwerbspersonen, wie das Institut ihn nennt"),
}


def period(as_of: str, language: Language) -> str:
    """A period as text: "2026", "1. Quartal 2025", "1. Halbjahr 2025"."""
    year, _, part = as_of.partition("-")
    if not part:
        return as_of
    msgid = N_("{number}. Quartal {year}") if part[0] == "Q" else N_("{number}. Halbjahr {year}")
    return language.text(msgid, number=part[1:], year=year)


def _order(as_of: str) -> tuple[str, str]:
    """Sort key of a period: quarters and half-years in order, the whole year after them."""
    year, _, part = as_of.partition("-")
    return year, {"Q1": "1", "Q2": "2", "H1": "3"}.get(part, "9")


def forecast_table(facts: Facts, language: Language, measures: Sequence[str]) -> pd.DataFrame:
    """One row per measure, region, period and institute, reported or not, in reading order.

    Columns: measure, region, region_id, as_of, period (in words), institute, value (persons or per cent;
    missing where there is no figure), bounds (the same with its limits), text (figure with qualifier, words,
    or "nicht ausgewiesen"), reported, source_id, locator. A region below the country has only the rows that are reported.
    """
    rows = facts["forecasts"].merge(facts["regions"][["region_id", "name"]], on="region_id")
    rows = rows[rows["measure"].isin(measures)]
    row_by_key = {(r.measure, r.region_id, r.as_of, r.institute): r for r in rows.itertuples()}
    last = max(rows["as_of"].str[:4])
    wanted: list[tuple[str, str, str, str]] = []
    for measure in measures:
        country_rows = rows[(rows["measure"] == measure) & (rows["region_id"] == COUNTRY)]
        first = int(min(country_rows["as_of"])[:4])
        periods = {*country_rows["as_of"], *(str(y) for y in range(first, int(last) + 1))}
        wanted += [(measure, COUNTRY, p, i) for p in sorted(periods, key=_order) for i in INSTITUTES]
        wanted += [k for k in row_by_key if k[0] == measure and k[1] != COUNTRY]
    country = facts.record("regions", region_id=COUNTRY)["name"]
    return pd.DataFrame(
        {
            "measure": measure,
            "region": country if key is None else key.name,
            "region_id": region_id,
            "as_of": as_of,
            "period": period(as_of, language),
            "institute": institute,
            "value": float("nan") if key is None or pd.isna(key.value) else float(key.value),
            "bounds": None if key is None or pd.isna(key.value) else _bounds(key),
            "text": language.text("nicht ausgewiesen") if key is None else _text(key, language),
            "reported": key is not None,
            "source_id": "" if key is None else key.source_id,
            "locator": "" if key is None else key.locator,
        }
        for measure, region_id, as_of, institute in wanted
        for key in [row_by_key.get((measure, region_id, as_of, institute))]
    )


def _bounds(row: pd.Series) -> Bounded:
    return printed(row.value, row.qualifier, row.precision, 1 if row.unit_id == "percent" else 0)


def _text(row: pd.Series, language: Language) -> str:
    if pd.isna(row.value):
        return str(row.statement)
    percent = row.unit_id == "percent"
    return language.quantity(
        float(row.value),
        "%" if percent else "",
        1 if percent else 0,
        row.qualifier,
        sign=row.measure != RATE,
    )


def comparison_table(table: pd.DataFrame, language: Language) -> pd.DataFrame:
    """:func:`forecast_table` with the institutes side by side; one row per measure, region and period.

    Columns: measure, as_of, name (measure in words), region, period, IAB, ifo (as text, missing where not
    reported), difference (ifo minus IAB in the unit of the measure; missing unless both give a figure), and as it
    is written difference_text.
    """
    rows = []
    for (measure, region, as_of), own in table.groupby(["measure", "region", "as_of"], sort=False):
        by = own.set_index("institute")
        values = [by["value"].get(i, float("nan")) for i in INSTITUTES]
        limits = [by["bounds"].get(i) for i in INSTITUTES]
        gap = derived(lambda iab, ifo: ifo - iab, *limits) if all(limits) else None
        rows.append(
            {
                "measure": measure,
                "as_of": as_of,
                "name": word(str(measure), language),
                "region": region,
                "period": own["period"].iloc[0],
                **{
                    i: by.at[i, "text"] if i in by.index and by.at[i, "reported"] else None
                    for i in INSTITUTES
                },
                "difference": values[1] - values[0],
                "difference_text": gap and written(gap, language, 0 if measure in PEOPLE else 1, sign=True),
            }
        )
    return pd.DataFrame(rows)


@kept
def forecast_exhibits(facts: Facts, style: Style, language: Language) -> dict[str, Exhibit]:
    """The blocks ``people``, ``gdp`` and ``rate``: both institutes side by side, findings computed."""
    t = language.text
    scales = {
        # Room on the right for the words at the longest mark, on a phone too.
        "people": Scale(t("Veränderung zum Vorjahr, Personen"), (-60_000, 420_000), 100_000),
        "gdp": Scale(t("Veränderung, Prozent"), (-0.8, 2.9), 0.5),
        "rate": Scale(t("Arbeitslosenquote, Prozent"), (0, 19), 5),
    }
    measures: dict[str, tuple[str, ...]] = {"people": PEOPLE, "gdp": (GDP,), "rate": (RATE,)}
    readings = {
        "gdp": t("2024 und die Zeiträume innerhalb von 2025 sind Rückblick, kein Ausblick."),
        "rate": t("Für die Länder liegt nur die IAB-Prognose vor."),
    }
    picture_readings = {
        "people": t("Rechts von null: mehr; links: weniger. Alle drei Größen im selben Maßstab."),
        "rate": t("Deutschland und Länder im selben Maßstab."),
    }
    exhibits = {}
    for name, own in measures.items():
        table = forecast_table(facts, language, own)
        compared = comparison_table(table, language)
        region = facts.record("regions", region_id=COUNTRY)["name"]
        used = facts["forecasts"].query("measure in @own")
        cited = _citations(used, language)
        title = about(
            t("Prognosen für {region}", region=region),
            _finding(name, table, compared, language),
            language,
            date_of(cited, language),
        )
        notes = dict.fromkeys(n for row in used.to_dict("records") for n in facts.notes("forecasts", row))
        reading = " ".join([*filter(None, [readings.get(name)]), *_adjusted(used, language)])
        exhibits[name] = Exhibit(
            f"prognosen-{name}",
            title,
            Made.QUOTED,
            compared,
            _comparison_columns(name, language),
            cited,
            reading,
            ". ".join(text for text in (title, reading) if text),
            forecast_figure(table, scales[name], style, language),
            tuple((word(m, language), t(DEFINITIONS[m])) for m in own),
            notes=tuple(notes),
            picture_reading=picture_readings.get(name, ""),
        )
    return exhibits


def _adjusted(rows: pd.DataFrame, language: Language) -> Iterator[str]:
    """One sentence per institute and adjustment (calendar, season …): which figures the source calls
    adjusted."""
    for (institute, how), own in rows[rows["adjusted"] != ""].groupby(["institute", "adjusted"], sort=False):
        periods = language.listed([period(as_of, language) for as_of in own["as_of"]])
        yield language.text("{institute}, {periods}: {how}.", institute=institute, periods=periods, how=how)


def _finding(name: str, table: pd.DataFrame, compared: pd.DataFrame, language: Language) -> str:
    """The title of a block: the widest difference, the latest year of both, or the course of the rate."""
    t = language.text
    if name == "rate":
        country_rows = table[(table["region_id"] == COUNTRY) & table["value"].notna()]
        first, last = country_rows.iloc[0], country_rows.iloc[-1]
        falls = last["value"] < first["value"]
        return t(
            N_("{institute}: Die Arbeitslosenquote sinkt von {before} ({first}) auf {after} ({last})")
            if falls
            else N_("{institute}: Arbeitslosenquote {before} ({first}), {after} ({last})"),
            institute=last["institute"],
            before=first["text"],
            after=last["text"],
            first=first["as_of"],
            last=last["as_of"],
        )
    both = compared[compared["difference"].notna()]
    row = both.loc[both["difference"].abs().idxmax()] if name == "people" else both.iloc[-1]
    return t(
        N_("{measure} {year}: Das IAB erwartet {iab}, ifo {ifo}"),
        measure=row["name"],
        year=row["as_of"],
        iab=row["IAB"],
        ifo=row["ifo"],
    )


def _comparison_columns(name: str, language: Language) -> tuple[Column, ...]:
    t = language.text
    percent = name != "people"
    return (
        Column("name", t("Größe")),
        Column("region", t("Gebiet")),
        Column("period", t("Zeitraum")),
        *(Column(i, i, right=True) for i in INSTITUTES),
        Column(
            "difference_text",
            t("ifo minus IAB, Prozent­punkte (eigene Rechnung)")
            if percent
            else t("ifo minus IAB, Personen (eigene Rechnung)"),
            right=True,
        ),
    )


def _citations(rows: pd.DataFrame, language: Language) -> tuple[Citation, ...]:
    """Citations of the rows in the plan, with the institutes' dates of publication."""
    return tuple(
        dict.fromkeys(
            Citation(r.source_id, r.locator, language.as_of(r.published, "day"), Kind(r.kind))
            for r in rows.itertuples()
        )
    )


@kept
def statement_exhibit(facts: Facts, language: Language) -> Exhibit:
    """Statements of the institutes in words, and the rates of single states; never converted to figures."""
    t = language.text
    rows = facts["forecasts"].merge(facts["regions"][["region_id", "name"]], on="region_id")
    rows = rows[(rows["statement"] != "") | (rows["region_id"] != COUNTRY)].sort_values("forecast_id")
    table = pd.DataFrame(
        {
            "institute": row.institute,
            "region": row.name,
            "period": period(row.as_of, language) if "-" in row.as_of else row.as_of,
            "topic": word(row.measure, language),
            "text": _text(row, language),
        }
        for row in rows.itertuples(index=False)
    )
    words = int((rows["statement"] != "").sum())
    title = t(
        "Plan {year}, {count} weitere Aussagen von IAB und ifo ({as_of}): {words} in Worten ohne Zahl, {figures} mit Zahl",
        as_of=date_of(_citations(rows, language), language),
        year=str(facts["plans"]["plan_year"].max()),
        count=len(rows),
        words=words,
        figures=len(rows) - words,
    )
    notes = dict.fromkeys(n for row in rows.to_dict("records") for n in facts.notes("forecasts", row))
    return Exhibit(
        "prognosen-aussagen",
        title,
        Made.COMPUTED,
        table,
        (
            Column("institute", t("Institut")),
            Column("region", t("Gebiet")),
            Column("period", t("Zeitraum")),
            Column("topic", t("Thema")),
            Column("text", t("Aussage")),
        ),
        _citations(rows, language),
        t("Worte bleiben Worte: Aus „kaum“ oder „fast keine“ wird hier keine Zahl."),
        title,
        notes=tuple(notes),
    )
