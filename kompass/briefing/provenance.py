"""What every file that leaves the server says of itself: plan, data, scenario with its link, licence and time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kompass.facts import Facts
from kompass.figures.charts.maps import ATTRIBUTION
from kompass.language import Language
from kompass.places.text import scenario_text
from kompass.request.choices import Choices


@dataclass(frozen=True)
class Provenance:
    """The texts of a file on itself, each as a reader sees it; ``link`` leads to the scenario."""

    product: str
    plan: str  # its version, such as "2026"
    basis: str  # the plan's title and date
    data: str  # version of the data package
    scenario: str  # its text form
    scenario_line: str
    link: str
    made: str  # day and time in words
    made_at: dt.datetime
    attribution: str  # of the map
    licences: str
    footer: str  # what stands on every page: plan, data and time


def provenance_of(
    facts: Facts, chosen: Choices, link: str, made_at: dt.datetime, language: Language
) -> Provenance:
    """The provenance of a file on what was ``chosen``; ``made_at`` is the time where it is read."""
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
