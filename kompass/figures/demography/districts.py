"""Exhibits on where the districts of a plan stand among all districts of Germany, and findings about it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kompass.facts import Facts
from kompass.figures.charts.strip import strip_figure
from kompass.figures.charts.style import Style
from kompass.figures.demography.people import citation, date, drawn_note, region_names
from kompass.figures.demography.standing import (
    MEASURES,
    DistrictMeasure,
    compared_table,
    measure_citation,
    most_alike,
    standing,
)
from kompass.figures.exhibit import Citation, Column, Exhibit, Made, about
from kompass.figures.kept import kept
from kompass.figures.limits import MOST_PANELS
from kompass.figures.region.districts import Finding
from kompass.figures.region.municipalities import town_citation
from kompass.language import N_, Language

MOST_NAMED = 12  # neighbours named below the strip
RELATIONS = {"own": N_("im Plan"), "neighbour": N_("Nachbarkreis"), "alike": N_("ähnlich")}


def strip_name(measure_id: str) -> str:
    """The name of the exhibit of a measure."""
    return f"alle-kreise-{measure_id.replace('_', '-')}"


@kept
def strip_exhibit(
    facts: Facts, districts: Sequence[str], measure_id: str, style: Style, language: Language
) -> Exhibit:
    """All districts on one scale of a measure; the title is where those of the plan stand."""
    t = language.text
    measure, every = MEASURES[measure_id], standing(facts, measure_id)
    told, districts = drawn_note(facts, districts, language), districts[:MOST_PANELS]
    own = facts["districts"].set_index("ags")
    table = _worded(compared_table(facts, districts, measure_id), own, language)
    table = table.assign(relation_word=[t(RELATIONS[relation]) for relation in table["relation"]])
    marked = [
        (
            ags,
            t(
                "<b>{name}</b> {value}, Rang {rank}",
                name=own.at[ags, "short_name"],
                value=measure.written(every.at[ags, "value"], language),
                rank=int(every.at[ags, "rank"]),
            ),
            style.of(str(own.at[ags, "institution"])),
        )
        for ags in districts
    ]
    around = dict.fromkeys(table.loc[table["relation"] == "neighbour", "ags"])
    beside = [ags for ags in around if ags not in own.index]
    source = measure_citation(facts, measure, language)
    title = _strip_title(measure, every, own.loc[list(districts), "short_name"], source.as_of, language)
    notes = [_alike_note(language), *told]
    if measure.of_towns:
        notes.append(_basis_note(facts, language))
    if measure.in_ratios:
        notes.append(t("Die Skala zeigt Verhältnisse: gleiche Abstände heißen gleich viele Male so viel."))
    return Exhibit(
        strip_name(measure_id),
        title,
        Made.COMPUTED,
        table,
        (
            Column("name", t("Kreis")),
            Column("relation_word", t("Bezug")),
            Column("of_name", t("zu")),
            Column("value", measure.name(language), measure.decimals),
            Column("rank", t("Rang (1: höchster Wert)"), 0),
            Column("tenth", t("Zehntel (1: höchste)"), 0),
            Column("distance_text", t("Abstand"), right=True),
        ),
        (source, *((citation(facts, language),) if measure.of_towns else ())),
        "",
        title,
        strip_figure(
            every["value"].to_dict(),
            marked,
            beside,
            measure.name(language),
            lambda value: measure.written(value, language),
            style,
            language,
            measure.in_ratios,
        ),
        ((t(measure.label), t(measure.definition)),),
        notes=tuple(notes),
        picture_reading=t(
            "Ein Strich je Kreis, {count} zusammen; lange Linie: Median. Jede Fläche ist ein Zehntel. {rings}",
            count=len(every),
            rings=_rings(every.loc[beside, "value"], measure, region_names(facts), language),
        ),
    )


def _rings(
    values: pd.Series[float], measure: DistrictMeasure, names: pd.Series[str], language: Language
) -> str:
    """Whose the rings of the strip are, from left to right; without names where there are too many."""
    if values.empty:
        return ""
    if len(values) > MOST_NAMED:
        return language.text("Ringe: Nachbarkreise.")
    named = [
        f"{names[ags]} {measure.written(value, language)}" for ags, value in values.sort_values().items()
    ]
    return language.text("Ringe, von links: Nachbarkreise {names}.", names=language.listed(named))


def _worded(table: pd.DataFrame, own: pd.DataFrame, language: Language) -> pd.DataFrame:
    """A table of compared districts with the name of the plan's district, its institution and the distance as shown."""
    none = language.text("–")
    return table.assign(
        of_name=table["of"].map(own["short_name"]),
        code=table["ags"].map(own["institution"]).fillna("-"),
        distance_text=[none if pd.isna(far) else language.number(far, 2) for far in table["distance"]],
    )


def _strip_title(
    measure: DistrictMeasure, every: pd.DataFrame, names: pd.Series[str], as_of: str, language: Language
) -> str:
    ranks = every.loc[list(names.index)].sort_values("rank")
    places = [
        language.text(
            "{name} {rank} ({value})",
            name=names[ags],
            rank=int(row["rank"]),
            value=measure.written(row["value"], language),
        )
        for ags, row in ranks.iterrows()
    ]
    finding = language.text(
        "Rang unter {count} Kreisen: {places}; Median {median}",
        count=len(every),
        places=language.listed(places),
        median=measure.written(float(every["value"].median()), language),
    )
    return about(measure.name(language), finding, language, as_of)


def _alike_note(language: Language) -> str:
    measures = language.listed([language.text(measure.label) for measure in MEASURES.values()])
    return language.text(
        "Ähnlich: der kleinste Abstand über {measures}. Abstand ist die Wurzel aus dem Mittel der quadrierten Unterschiede, "
        "jede Größe in Standardabweichungen aller Kreise; Einwohner und Dichte gehen als Logarithmus ein.",
        measures=measures,
    )


def _basis_note(facts: Facts, language: Language) -> str:
    return language.text(
        "Einwohner der Gemeinden vom {towns} auf Grundlage des Zensus 2011; die Zahlen nach Alter sind vom {date} "
        "und werden damit nicht verrechnet.",
        towns=town_citation(facts, language).as_of,
        date=date(facts, language),
    )


@kept
def alike_exhibit(facts: Facts, districts: Sequence[str], language: Language) -> Exhibit:
    """The districts most alike to each of the plan, with their values in all measures."""
    t = language.text
    told, districts = drawn_note(facts, districts, language), districts[:MOST_PANELS]
    own = facts["districts"].set_index("ags")
    every = {name: standing(facts, name)["value"] for name in MEASURES}
    table = compared_table(facts, districts, next(iter(MEASURES)))
    table = table[table["relation"] != "neighbour"].reset_index(drop=True)
    table = _worded(table, own, language)
    table = table.assign(**{name: table["ags"].map(values) for name, values in every.items()})
    nearest = {ags: most_alike(facts, ags, 1).index[0] for ags in districts}
    names = facts["german_regions"].set_index("region_id")["short_name"]
    pairs = [t("{name} zu {other}", name=own.at[a, "name"], other=names[b]) for a, b in nearest.items()]
    title = t("Am ähnlichsten ({date}): {pairs}", date=date(facts, language), pairs=language.listed(pairs))
    cited: tuple[Citation, ...] = tuple(
        dict.fromkeys(measure_citation(facts, measure, language) for measure in MEASURES.values())
    )
    return Exhibit(
        "aehnliche-kreise",
        title,
        Made.COMPUTED,
        table,
        (
            Column("of_name", t("Kreis im Plan")),
            Column("name", t("Kreis")),
            Column("distance_text", t("Abstand"), right=True),
            *(Column(m.measure_id, m.name(language), m.decimals) for m in MEASURES.values()),
        ),
        cited,
        _alike_note(language),
        title,
        notes=(_basis_note(facts, language), *told),
    )


def demography_findings(facts: Facts, districts: Sequence[str], language: Language) -> tuple[Finding, ...]:
    """What stands out among all districts: of each of the plan the share in which it is farthest from the middle."""
    own = facts["districts"].set_index("ags")
    shares = {name: standing(facts, name) for name, measure in MEASURES.items() if not measure.in_ratios}
    found = []
    for ags in districts[:MOST_PANELS]:
        middle = (len(shares["youth_ratio"]) + 1) / 2
        away = {name: abs(every.at[ags, "rank"] - middle) for name, every in shares.items()}
        farthest = max(away, key=away.__getitem__)
        measure, every = MEASURES[farthest], shares[farthest]
        found.append(
            Finding(
                measure.written(every.at[ags, "value"], language),
                language.text(
                    "{measure}: {name} auf Rang {rank} von {count}, Zehntel {tenth}",
                    measure=measure.name(language),
                    name=own.at[ags, "name"],
                    rank=int(every.at[ags, "rank"]),
                    count=len(every),
                    tenth=int(every.at[ags, "tenth"]),
                ),
                Made.COMPUTED,
                (measure_citation(facts, measure, language),),
            )
        )
    return tuple(found)
