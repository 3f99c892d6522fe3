"""The scenario on the map: places per 1,000 people, district by district, before and after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

import pandas as pd

from kompass.facts import Fact, Facts
from kompass.figures.district_drawing import drawing_html
from kompass.figures.exhibit import Column, Exhibit, Made, cite, moved
from kompass.figures.quotas import quota_citations
from kompass.figures.style import Style
from kompass.language import N_, Language
from kompass.maps import Area, Classes, Frame, classes
from kompass.places.keys import Key
from kompass.places.ledger import Scenario
from kompass.places.plan import Plan

YEAR = "2025"  # the latest annual average of the unemployed
ROOM = 0.4  # the classes reach this share beyond the values of the plan, and stay while a slider moves


@dataclass(frozen=True)
class Base:
    """What the places are counted against."""

    indicator_id: str
    label: str
    as_of: str | None = None  # None: the only one that the facts hold


BASES = (
    Base("unemployed", N_("Arbeitslose"), YEAR),
    Base("population", N_("Einwohner")),
    Base("employees", N_("Beschäftigte")),
)


def base_facts(facts: Facts, base: Base) -> Mapping[str, Fact]:
    """The quantity that the places are counted against, by ags of the district."""
    return {ags: facts.fact(ags, base.indicator_id, as_of=base.as_of) for ags in facts["districts"]["ags"]}


def people(facts: Facts, base: Base) -> Mapping[str, float]:
    """The same by institution: of its district, or of all its districts together."""
    counts = base_facts(facts, base)
    found: defaultdict[str, float] = defaultdict(float)
    for district in facts["districts"].itertuples():
        found[district.institution] += counts[district.ags].value
    return found


def density_table(
    facts: Facts, scenario: Scenario, baseline: Scenario, base: Base, split: Key | None = None
) -> pd.DataFrame:
    """One row per district. Columns: ags, name, short_name, code, base (people), and per 1,000 of them
    before (baseline) and after; places behind them in places_before and places.

    Places are those of the district's own institution; where it has several districts, which share them,
    all four count them together. With a ``split`` key, the places of institutions that work in all districts
    are added, divided by the key in fractions of a place.
    """
    counts = people(facts, base)
    all_before, all_after = (_places(s, counts, split) for s in (baseline, scenario))
    rows = []
    for district in facts["districts"].sort_values("position").itertuples():
        own = district.institution
        count, before, after = counts[own], all_before[own], all_after[own]
        rows.append(
            {
                "ags": district.ags,
                "name": district.name,
                "short_name": district.short_name,
                "code": own,
                "base": count,
                "places_before": before,
                "places": after,
                "before": 1000 * before / count,
                "after": 1000 * after / count,
            }
        )
    return pd.DataFrame(rows)


def _places(scenario: Scenario, local: Collection[str], split: Key | None) -> Mapping[str, float]:
    """Places by ``local`` institution: its own, and with a key its part of those at work everywhere."""
    everywhere = sum(q.places for code, q in scenario.quotas.items() if code not in local)
    parts = split.target(everywhere) if split else dict.fromkeys(local, 0.0)
    return {code: scenario.quotas[code].places + parts[code] for code in local}


def fixed_classes(facts: Facts, plan: Plan, base: Base, split: Key | None) -> Classes:
    """Classes around the plan's values: the same for every scenario, so that colours can be compared."""
    values = density_table(facts, Scenario(plan), Scenario(plan), base, split)["after"]
    return classes([values.min() * (1 - ROOM), values.max() * (1 + ROOM)])


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
    """The block and its drawing: districts shaded by places per 1,000, the Agentur für Arbeit as frame."""
    t = language.text
    table = density_table(facts, scenario, baseline, base, split)
    decimals = 1 if table["before"].max() >= 10 else 2
    of = t(base.label)
    most, least = table.loc[table["after"].idxmax()], table.loc[table["after"].idxmin()]
    title = t(
        "Plätze je 1.000 {base}: {most} {high}, {least} {low}",
        base=language.inline(of),
        most=most["short_name"],
        high=language.number(most["after"], decimals),
        least=least["short_name"],
        low=language.number(least["after"], decimals),
    )
    columns = (
        Column("code", t("Kürzel")),
        Column("name", t("Kreis")),
        Column("base", of, 0),
        Column("places", t("Plätze im Szenario"), 1 if split else 0),
        Column("before", t("{baseline}, je 1.000", baseline=baseline_name), decimals),
        Column("after", t("Szenario, je 1.000"), decimals),
    )
    citations = dict.fromkeys(
        [
            *quota_citations(facts, scenario.plan),
            *(cite(f, language) for f in base_facts(facts, base).values()),
            *(cite(f, language) for f in (split.facts if split else ())),
        ]
    )
    shown = Exhibit(
        f"szenario-{scenario.plan.version}-karte",
        title,
        # Places of the agency divided by a key are a calculation of ours, whatever is on the table.
        Made.COMPUTED if split else moved(scenario, Made.COMPUTED),
        table,
        columns,
        tuple(citations),
        _reading(split, language),
        title,
    )
    frame = map_frame(scenario, table, language)
    picture = drawing_html(map_areas(table, limits, decimals, style, language), frame, title, style)
    return shown, picture + legend(limits, decimals, style, language)


def map_frame(scenario: Scenario, table: pd.DataFrame, language: Language) -> Frame:
    """Who works in all districts of a :func:`density_table`, and with how many places."""
    agency = tuple(code for code in scenario.quotas if code not in set(table["code"]))
    places = sum(scenario.quotas[code].places for code in agency)
    label = language.plural(
        "{agency} (Rahmen): {n} Platz", "{agency} (Rahmen): {n} Plätze", places, agency=", ".join(agency)
    )
    return Frame(label, agency)


def map_areas(
    table: pd.DataFrame, limits: Classes, decimals: int, style: Style, language: Language
) -> dict[str, Area]:
    """How each district is painted and what it says, by ags; for rows of :func:`density_table`."""
    return {
        row.ags: Area(row.ags, style.ramp[limits.index(row.after)], _label(row, decimals, language), "")
        for row in table.itertuples()
    }


def legend(limits: Classes, decimals: int, style: Style, language: Language) -> str:
    """The markup of the classes: colour and limits, the outer ones open."""
    items = "".join(
        f'<li><span class="bk-swatch" style="background:{color}"></span>{escape(text)}</li>'
        for color, text in zip(style.ramp, class_texts(limits, language), strict=True)
    )
    return f'<ul class="bk-legend">{items}</ul>'


def class_texts(limits: Classes, language: Language) -> list[str]:
    """The limits of each class in words, the outer ones open."""
    t = language.text
    inner: Sequence[str] = [language.number(x, max(limits.decimals, 0)) for x in limits.limits[1:-1]]
    return [
        t("unter {limit}", limit=inner[0]),
        *(t("{low} bis unter {high}", low=a, high=b) for a, b in pairwise(inner)),
        t("ab {limit}", limit=inner[-1]),
    ]


def _reading(split: Key | None, language: Language) -> str:
    t = language.text
    if split is None:
        return t(
            "Plätze des Jobcenters je 1.000 Menschen im Kreis; ohne die Plätze der Agentur für Arbeit, "
            "die in allen drei Kreisen arbeitet. Je stärker die Farbe absticht, desto mehr."
        )
    return t(
        "Plätze des Jobcenters und ein Teil der Plätze der Agentur für Arbeit, nach dem Schlüssel {key} "
        "auf die Kreise gelegt: eine eigene Rechnung, der Plan teilt sie nicht auf. "
        "Je stärker die Farbe absticht, desto mehr.",
        key=t(split.label),
    )


def _label(row: object, decimals: int, language: Language) -> str:
    """The label in a district: name, and the value before and after where it changed."""
    before, after = (language.number(getattr(row, c), decimals) for c in ("before", "after"))
    values = f"<b>{after}</b>" if before == after else f"{before} → <b>{after}</b>"
    return f"{escape(row.short_name)}<br>{values}"  # type: ignore[attr-defined]
