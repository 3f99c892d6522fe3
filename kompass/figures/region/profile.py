"""The profile of an institution or a district: whom it is about, its finding, its places beside those of the others."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from kompass.facts import Fact, Facts
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import (
    Column,
    Exhibit,
    Made,
    about,
    all_districts,
    computed_heading,
    moved,
    with_total_named,
)
from kompass.figures.limits import drawn_rows
from kompass.figures.quotas.charts import places_figure
from kompass.figures.quotas.places import quota_citations
from kompass.figures.unemployment.unemployed import place_table
from kompass.language import Language
from kompass.needs import AGENCY, DISTRICTS_UNEMPLOYED, JOB_CENTRES, LAWS, carries
from kompass.places.ledger import Scenario
from kompass.places.outcome import outcomes
from kompass.precision import Bounded, derived, exact, of_fact, written

PROFILE = "von"  # query parameter: the code of an institution or the ags of a district


@dataclass(frozen=True)
class Profile:
    """Whom a profile is about. ``institution`` is the code of the institution itself, or of the district's job centre;
    ``districts`` are the ags of the districts that it works in, or of the district itself."""

    key: str  # value of the query parameter PROFILE
    name: str
    label: str  # short, for the control
    institution: str
    law: str  # legal scope (Rechtskreis) of the institution
    districts: tuple[str, ...]
    everywhere: bool = False  # an institution that has no districts of its own and works in all of them

    @property
    def of_district(self) -> bool:
        """Whether it is about a district rather than an institution."""
        return self.key in self.districts

    @property
    def of_several(self) -> bool:
        """Whether it is about an institution that works in several districts, whose places belong to none of them alone."""
        return len(self.districts) > 1


def profiles(facts: Facts) -> dict[str, Profile]:
    """All profiles by key: the institutions in plan order, then the districts in theirs."""
    districts = facts["districts"].sort_values("position")
    every = tuple(districts["ags"])
    found = []
    for row in facts["institutions"].sort_values("position").itertuples():
        own = tuple(districts.loc[districts["institution"] == row.code, "ags"])
        label = f"{row.code} {row.short_name}"
        found.append(
            Profile(
                row.code, row.name, label, row.code, row.legal_scope, own or every, not own and len(every) > 1
            )
        )
    laws = {profile.key: profile.law for profile in found}
    found += [
        Profile(d.ags, d.name, d.name, d.institution, laws[d.institution], (d.ags,))
        for d in districts.itertuples()
    ]
    return {profile.key: profile for profile in found}


def who(profile: Profile, facts: Facts, language: Language) -> str:
    """One or two sentences: which institution, its legal scope, and where it works."""
    t = language.text
    names = facts["districts"].set_index("ags")["name"]
    if profile.everywhere:
        return t(
            "Rechtskreis {scope}, aus der Institution erschlossen. Arbeitet in allen Kreisen zugleich: Die Plätze "
            "gehören zu keinem.",
            scope=profile.law,
        )
    if profile.of_several:
        return t(
            "Rechtskreis {scope}, aus der Institution erschlossen. Arbeitet in: {districts}. Die Plätze gehören zu "
            "keinem dieser Kreise allein.",
            scope=profile.law,
            districts=language.listed([names[ags] for ags in profile.districts]),
        )
    if not carries(facts, AGENCY):
        return t(
            "Zuständig: {institution}. Rechtskreis {scope}, aus der Institution erschlossen.",
            institution=facts.record("institutions", code=profile.institution)["name"],
            scope=profile.law,
        )
    if profile.of_district:
        return t(
            "Hier arbeiten {institution} ({scope}) und, für alle Kreise zugleich, die Agentur für Arbeit. Der "
            "Rechtskreis ist aus der Institution erschlossen.",
            institution=facts.record("institutions", code=profile.institution)["name"],
            scope=profile.law,
        )
    return t(
        "Rechtskreis {scope}, aus der Institution erschlossen. Arbeitet in: {district}, neben der Agentur für Arbeit, "
        "die für alle Kreise zugleich plant.",
        scope=profile.law,
        district=names[profile.districts[0]],
    )


@dataclass(frozen=True)
class Need:
    """The unemployed that the places of an institution are compared with, and places per 1,000 of them."""

    unemployed: Fact
    per_1000: Bounded


def need(facts: Facts, scenario: Scenario, profile: Profile) -> Need | None:
    """The unemployed of a profile and its places per 1,000 of them, in the scenario; None where they are not reported.

    For an institution of one district: all unemployed of the district on annual average, as the sources do not
    report those of its legal scope. For one that works in all: those of its legal scope in the latest month. For one
    that works in some of several districts nothing is reported.
    """
    places = scenario.quotas[profile.institution].places
    if profile.of_several and not profile.everywhere:
        return None
    if not carries(facts, *((LAWS,) if profile.everywhere else (DISTRICTS_UNEMPLOYED, JOB_CENTRES))):
        return None
    if profile.everywhere:
        unemployed = place_table(facts, scenario).set_index("law").at[profile.law, "fact"]
    else:
        unemployed = facts.fact(profile.districts[0], "unemployed", period="year_average")
    rate = derived(lambda held, people: 1000 * held / people, exact(places), of_fact(unemployed, facts))
    return Need(unemployed, rate)


def plan_name(scenario: Scenario, language: Language) -> str:
    """The plan of a scenario as its baseline, such as "Plan 2026"."""
    return language.text("Plan {version}", version=scenario.plan.version)


def profile_finding(facts: Facts, scenario: Scenario, profile: Profile, language: Language) -> str:
    """The title of a profile; with transfers it says that it is the scenario's, and how that differs from the plan."""
    shown = need(facts, scenario, profile) if profile.of_district else None
    if shown is None:
        return institution_finding(facts, scenario, profile.institution, language)
    finding = language.plural(
        "{district}: {n} Platz des Jobcenters für {unemployed} Arbeitslose, {rate} je 1.000",
        "{district}: {n} Plätze des Jobcenters für {unemployed} Arbeitslose, {rate} je 1.000",
        scenario.quotas[profile.institution].places,
        district=profile.name,
        unemployed=int(shown.unemployed.value),
        rate=written(shown.per_1000, language, 1),
    )
    if not scenario.ledger:
        return finding
    version = scenario.plan.version
    return about(language.text("Szenario zum Plan {version}", version=version), finding, language)


def institution_finding(facts: Facts, scenario: Scenario, code: str, language: Language) -> str:
    """One sentence: the places of an institution, in a scenario against the plan."""
    t, now, plan = language.text, scenario.quotas[code], scenario.plan.quotas[code]
    name = facts.record("institutions", code=code)["name"]
    if not scenario.ledger:
        return t(
            "{institution} plant {places} Plätze, davon {degree} abschlussorientiert",
            institution=name,
            places=plan.places,
            degree=plan.degree,
        )
    return language.plural(
        "Szenario: {institution} hat {n} Platz ({change} gegenüber {plan}), davon {degree} "
        "abschlussorientiert ({degree_change})",
        "Szenario: {institution} hat {n} Plätze ({change} gegenüber {plan}), davon {degree} "
        "abschlussorientiert ({degree_change})",
        now.places,
        institution=name,
        change=language.number(now.places - plan.places, sign=True),
        plan=plan_name(scenario, language),
        degree=now.degree,
        degree_change=language.number(now.degree - plan.degree, sign=True),
    )


def beside_table(facts: Facts, scenario: Scenario) -> pd.DataFrame:
    """One row per institution in plan order, and one for all (code ``""``).

    Columns: code, name, before (places in the plan), places, change, degree, share_pct (of all places),
    degree_rate_pct; rates are missing where there are no places.
    """
    names = facts["institutions"].set_index("code")["name"]
    rows = [(names[o.code], o.code, o.before, scenario.quotas[o.code]) for o in outcomes(scenario)]
    rows.append(("", "", scenario.plan.total.places, scenario.total))
    every = scenario.total.places
    return pd.DataFrame(
        {
            "code": code,
            "name": name,
            "before": before,
            "places": held.places,
            "change": held.places - before,
            "degree": held.degree,
            "share_pct": 100 * held.places / every if every else None,
            "degree_rate_pct": None if held.degree_rate is None else 100 * held.degree_rate,
        }
        for name, code, before, held in rows
    )


def profile_name(code: str) -> str:
    """The name of the exhibit of :func:`beside_exhibit`."""
    return f"steckbrief-{code.lower()}"


def beside_exhibit(facts: Facts, scenario: Scenario, code: str, style: Style, language: Language) -> Exhibit:
    """The places of one institution, then those of the others; in a scenario with those of the plan."""
    t = language.text
    table, own = beside_table(facts, scenario), scenario.quotas[code].places
    table = table.sort_values("code", key=lambda codes: codes != code, kind="stable", ignore_index=True)
    name, moves = facts.record("institutions", code=code)["name"], bool(scenario.ledger)
    title = (
        t(
            "Szenario zum Plan {version}: {name} hat {places} von {total} Plätzen, {change} gegenüber dem Plan",
            version=scenario.plan.version,
            name=name,
            places=own,
            total=scenario.total.places,
            change=language.number(own - scenario.plan.quotas[code].places, sign=True),
        )
        if moves
        else t(
            "Plan {version}: {name} plant {places} von {total} Plätzen für {districts}",
            version=scenario.plan.version,
            name=name,
            places=own,
            total=scenario.total.places,
            districts=all_districts(facts, language),
        )
    )
    institutions = table[table["code"] != ""]
    bars = drawn_rows(table, "code", "places", [code])
    reach = int(institutions[["before", "places"]].max(axis=None))
    before = (Column("before", t("{baseline}, Plätze", baseline=plan_name(scenario, language)), 0),)
    change = (Column("change", t("Unterschied"), 0, sign=True),)
    reading = t("„Davon“ und die volle Farbe: abschlussorientierte Plätze. Gleicher Maßstab für alle.")
    if moves:
        reading += " " + t("Strich: {plan}.", plan=plan_name(scenario, language))
    return Exhibit(
        profile_name(code),
        title,
        moved(scenario, Made.QUOTED),
        with_total_named(table, t("alle")),
        (
            Column("code", t("Kürzel")),
            Column("name", t("Institution")),
            *(before if moves else ()),
            Column("places", t("Plätze"), 0),
            *(change if moves else ()),
            Column("degree", t("davon abschluss­orientiert"), 0),
            Column("share_pct", computed_heading(t("Anteil an allen, %"), language), 1),
            Column("degree_rate_pct", computed_heading(t("abschluss­orientiert, %"), language), 1),
        ),
        quota_citations(facts, scenario.plan),
        "",
        title,
        places_figure(
            bars.of(table if moves else table.drop(columns="before"), "code"), reach, style, language, code
        ),
        picture_reading=bars.and_said(reading, language, chosen=True),
    )
