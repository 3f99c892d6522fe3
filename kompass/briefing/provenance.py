"""Provenance of an exported file: plan, data version, scenario and link, time, licences."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kompass.boundaries import ATTRIBUTION
from kompass.facts import Facts
from kompass.language import Language
from kompass.places.text import scenario_text
from kompass.request.choices import Choices


@dataclass(frozen=True)
class Provenance:
    """The provenance of a file as texts in its language; ``link`` opens the scenario."""

    product: str
    plan: str  # version, such as "2026"
    basis: str  # the plan's title and date
    data: str  # version of the data package
    scenario: str  # as in the query parameter
    scenario_line: str
    link: str
    made: str  # day and time as text
    made_at: dt.datetime
    attribution: str  # of the map
    licences: str
    footer: str  # of every page: plan, data version and time


def provenance_of(
    facts: Facts, chosen: Choices, link: str, made_at: dt.datetime, language: Language
) -> Provenance:
    """The provenance of a file on the scenario in ``chosen``; ``made_at`` is the local time."""
    t = language.text
    version = chosen.scenario.plan.version
    plan = facts.record("plans", plan_version=version)
    text = scenario_text(chosen.scenario)
    date = language.as_of(f"{made_at:%Y-%m-%d}", "day")
    made = t("{date}, {time} Uhr", date=date, time=f"{made_at:%H:%M}")
    return Provenance(
        t("Bildungszielkompass"),
        version,
        t("{title}, Stand {date}", title=plan["title"], date=language.as_of(plan["as_of"], "day")),
        facts.version,
        text,
        t("Szenario als Text: {text}", text=text),
        link,
        made,
        made_at,
        t("Karte: {attribution}, dl-de/by-2-0", attribution=ATTRIBUTION),
        t("Daten: {licences}", licences="; ".join(str(x["title"]) for x in facts.package["licenses"])),
        t("Plan {plan} · Datenstand {data} · erstellt {made}", plan=version, data=facts.version, made=made),
    )
