"""Map of a scenario: places per 1,000 people by district, before and after."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from html import escape

import pandas as pd

from kompass.facts import Facts
from kompass.figures.charts.district_drawing import drawing_html
from kompass.figures.charts.map_classes import MOST, Classes, classes, widened
from kompass.figures.charts.map_legend import legend
from kompass.figures.charts.maps import Area, Frame
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import Column, Exhibit, Made, cite, fact_text, moved
from kompass.figures.quotas.places import quota_citations
from kompass.figures.simulator.bases import Base, base_facts, people
from kompass.language import N_, Language
from kompass.places.keys import Key
from kompass.places.ledger import Scenario
from kompass.places.plan import Plan
from kompass.precision import Bounded, added, derived, exact, written

ROOM = 0.2  # beyond the plan's lowest and highest value the outer classes begin


def density_table(
    facts: Facts, scenario: Scenario, baseline: Scenario, base: Base, split: Key | None = None
) -> pd.DataFrame:
    """One row per district; none for a base that is not one of :func:`bases`.

    Columns: ags, name, short_name, code, base (people); before (baseline) and after (scenario), both in
    places per 1,000 people; places_before and places. before_bounds, after_bounds, base_bounds and
    places_bounds are the same with their limits.

    Places are those of the district's own institution; where that has several districts, each of their rows
    has their joint places and people. With a ``split`` key, the places of institutions that work in all
    districts are added, divided by the key in fractions of a place.
    """
    counts = people(facts, base)
    all_before, all_after = (_places(s, counts, split) for s in (baseline, scenario))
    rows = []
    for district in facts["districts"].sort_values("position").itertuples() if counts else ():
        code = district.institution
        count, before, after = counts[code], all_before[code], all_after[code]
        rates = {"before": _per_1000(before, count), "after": _per_1000(after, count)}
        rows.append(
            {
                "ags": district.ags,
                "name": district.name,
                "short_name": district.short_name,
                "code": code,
                "base": float(count.value),
                "places_before": float(before.value),
                "places": float(after.value),
                **{name: float(rate.value) for name, rate in rates.items()},
                **{f"{name}_bounds": rate for name, rate in rates.items()},
                "base_bounds": count,
                "places_bounds": after,
            }
        )
    return pd.DataFrame(rows)


def _per_1000(places: Bounded, count: Bounded) -> Bounded:
    return derived(lambda held, people: 1000 * held / people, places, count)


def _places(scenario: Scenario, local: Collection[str], split: Key | None) -> Mapping[str, Bounded]:
    """Places by ``local`` institution: its own, and with a ``split`` key its part of those of all districts."""
    everywhere = sum(q.places for code, q in scenario.quotas.items() if code not in local)
    parts = split.target_bounds(everywhere) if split else dict.fromkeys(local, exact(0))
    return {code: added([exact(scenario.quotas[code].places), parts[code]]) for code in local}


def with_texts(table: pd.DataFrame, language: Language) -> pd.DataFrame:
    """A :func:`density_table` with before, after, base and places as text, in columns that end in ``_text``."""
    decimals = 1 if table["before"].max() >= 10 else 2
    split = any(places.value != int(places.value) for places in table["places_bounds"])
    return table.assign(
        before_text=[written(rate, language, decimals) for rate in table["before_bounds"]],
        after_text=[written(rate, language, decimals) for rate in table["after_bounds"]],
        base_text=[written(count, language, limits=False) for count in table["base_bounds"]],
        places_text=[written(places, language, int(split)) for places in table["places_bounds"]],
    )


def fixed_classes(facts: Facts, plan: Plan, base: Base, split: Key | None) -> Classes:
    """Classes that fit the plan's values, and one more on each side for scenarios: the same for every scenario, so that
    colours are comparable."""
    values = density_table(facts, Scenario(plan), Scenario(plan), base, split)["after"]
    return widened(classes(list(values), MOST - 2), values.min() * (1 - ROOM), values.max() * (1 + ROOM))


def scenario_map(
    facts: Facts,
    scenario: Scenario,
    baseline: Scenario,
    baseline_name: str,
    base: Base,
    split: Key | None,
    limits: Classes,
    style: Style,
    language: Language,
) -> tuple[Exhibit, str]:
    """The exhibit and its HTML: districts shaded by places per 1,000, a frame for the Agentur für Arbeit."""
    t = language.text
    counts = base_facts(facts, base)
    table = with_texts(density_table(facts, scenario, baseline, base, split), language)
    shared = table["code"].duplicated(keep=False)  # several districts of one institution: their sum
    table["base_text"] = table["base_text"].where(
        shared, [fact_text(counts[ags], facts, language) for ags in table["ags"]]
    )
    of = t(base.label)
    title = _title(facts, scenario, baseline_name, table, base, split, language)
    columns = (
        Column("code", t("Kürzel")),
        Column("name", t("Kreis")),
        Column("base_text", of, right=True),
        Column("places_text", t("Plätze im Szenario"), right=True),
        Column("before_text", t("{baseline}, je 1.000", baseline=baseline_name), right=True),
        Column("after_text", t("Szenario, je 1.000"), right=True),
    )
    citations = dict.fromkeys(
        [
            *quota_citations(facts, scenario.plan),
            *(cite(f, language) for f in counts.values()),
            *(cite(f, language) for f in (split.facts if split else ())),
        ]
    )
    exhibit = Exhibit(
        f"szenario-{scenario.plan.version}-karte",
        title,
        # Dividing the agency's places by a key is our own calculation, for the plan too.
        Made.COMPUTED if split else moved(scenario, Made.COMPUTED),
        table,
        columns,
        tuple(citations),
        _reading(facts, scenario, baseline, table, base, split, language),
        title,
        picture_reading=t("Je stärker die Farbe absticht, desto mehr."),
    )
    frame = map_frame(scenario, table, language)
    picture = drawing_html(map_areas(table, limits, style, language), frame, title, style)
    return exhibit, picture + legend(limits, table["after"], style.ramp, language)


def map_frame(scenario: Scenario, table: pd.DataFrame, language: Language) -> Frame:
    """The frame of the institutions that work in all districts of a :func:`density_table`, with their places."""
    agency = _agency_codes(scenario, table)
    label = language.plural(
        "{agency} (Rahmen): {n} Platz",
        "{agency} (Rahmen): {n} Plätze",
        _agency_places(scenario, table),
        agency=", ".join(agency),
    )
    return Frame(label, agency)


def map_areas(table: pd.DataFrame, limits: Classes, style: Style, language: Language) -> dict[str, Area]:
    """Colour and label of each district by ags, from a :func:`density_table`."""
    return {
        row.ags: Area(row.ags, style.ramp[limits.shade(row.after)], _label(row))
        for row in with_texts(table, language).itertuples()
    }


def _title(
    facts: Facts,
    scenario: Scenario,
    baseline_name: str,
    table: pd.DataFrame,
    base: Base,
    split: Key | None,
    language: Language,
) -> str:
    """The title: base and date, the highest and the lowest district, and the places that are left out."""
    t = language.text
    most, least = table.loc[table["after"].idxmax()], table.loc[table["after"].idxmin()]
    dates = dict.fromkeys(language.as_of(f.as_of, f.period) for f in base_facts(facts, base).values())
    agency = _agency_places(scenario, table)
    return t(
        N_(
            "{plan}, Plätze des Jobcenters je 1.000 {base} im Kreis ({as_of}): {most} {high}, {least} {low}; "
            "ohne {agency} Plätze der Agentur für Arbeit"
        )
        if split is None
        else N_(
            "{plan}, Plätze des Jobcenters und zugerechnete der Agentur je 1.000 {base} im Kreis ({as_of}): "
            "{most} {high}, {least} {low}"
        ),
        plan=t("Szenario zum Plan {version}", version=scenario.plan.version)
        if scenario.ledger
        else t("Plan {version}", version=scenario.plan.version),
        base=language.inline(t(base.label)),
        as_of=language.listed(list(dates)),
        most=most["short_name"],
        high=most["after_text"],
        least=least["short_name"],
        low=least["after_text"],
        agency=agency,
    )


def _agency_codes(scenario: Scenario, table: pd.DataFrame) -> tuple[str, ...]:
    """Codes of the institutions that work in all districts of a :func:`density_table`."""
    return tuple(code for code in scenario.quotas if code not in set(table["code"]))


def _agency_places(scenario: Scenario, table: pd.DataFrame) -> int:
    """Places of the institutions that work in all districts of a :func:`density_table`."""
    return sum(scenario.quotas[code].places for code in _agency_codes(scenario, table))


def _reading(
    facts: Facts,
    scenario: Scenario,
    baseline: Scenario,
    table: pd.DataFrame,
    base: Base,
    split: Key | None,
    language: Language,
) -> str:
    t = language.text
    if split is None:
        agency = _agency_places(scenario, table)
        parts = [
            t(
                "Gezählt sind nur die Plätze des Jobcenters. Nicht enthalten sind {share} aller Plätze: die der Agentur "
                "für Arbeit, die in allen Kreisen arbeitet.",
                share=language.percent(100 * agency / max(scenario.total.places, 1)),
            )
        ]
        if base.indicator_id == "unemployed":
            parts.append(
                t(
                    "Geteilt ist durch die Arbeitslosen beider Rechtskreise: Die im SGB II sind nur für den ganzen "
                    "Agenturbezirk ausgewiesen, nicht je Kreis."
                )
            )
        if agency != _agency_places(baseline, table):
            parts.append(
                t(
                    "Was von der Agentur zu einem Jobcenter wechselt oder umgekehrt, steht hier nur auf der Seite des "
                    "Jobcenters: Die Plätze der Agentur dienen allen Kreisen."
                )
            )
        return " ".join(parts)
    return t(
        "Plätze des Jobcenters und ein Teil der Plätze der Agentur für Arbeit, nach dem Schlüssel {key} "
        "auf die Kreise gelegt: eine eigene Rechnung, der Plan teilt sie nicht auf.",
        key=t(split.label),
    )


def _label(row: object) -> str:
    """The HTML label in a district: name, and the value, before and after where it changed."""
    before, after = row.before_text, row.after_text  # type: ignore[attr-defined]
    values = f"<b>{after}</b>" if before == after else f"{before} → <b>{after}</b>"
    return f"{escape(row.short_name)}<br>{values}"  # type: ignore[attr-defined]
