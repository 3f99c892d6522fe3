"""The page of one institution or district: who it is, key numbers, and the exhibits of its sheet."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import urlencode

from kompass.briefing.export_request import DISTRICT
from kompass.briefing.files import FILES
from kompass.figures.exhibit import Exhibit, Made, cite, fact_text, moved
from kompass.figures.profile import figures
from kompass.figures.quotas.places import quota_citations
from kompass.figures.region.profile import PROFILE, Need, Profile, beside_exhibit, need, plan_name, profiles
from kompass.figures.unemployment.unemployed import base_month, place_table
from kompass.needs import JOB_CENTRES, LAWS, carries
from kompass.pages import PROFILES
from kompass.places import parameters
from kompass.places.ledger import Scenario
from kompass.places.parameters import plain
from kompass.precision import written
from kompass.presentation.view import DISTRICTS
from ui import address, blocks
from ui.blocks import tag
from ui.parts.key_numbers import Number, numbers
from ui.session import Session
from ui.simulator import link, state

SUMMARY, SHEET = (next(f for f in FILES if f.file_id == file_id) for file_id in ("kurzfassung", "steckbrief"))


def choose(current: Session) -> Profile:
    """Show the control, and what it says of a value in the address that is neither institution nor district."""
    t, known = current.language.text, profiles(current.facts)
    asked = plain(address.unknown(PROFILE, known), 40)
    label = t("Institution oder Kreis")
    chosen = known[address.segmented(label, list(known), lambda key: known[key].label, PROFILE, hidden=True)]
    if asked:
        told = t(
            "Einen Steckbrief „{value}“ gibt es nicht. Möglich sind {known}. Gezeigt wird {name}.",
            value=asked,
            known=", ".join(known),
            name=chosen.name,
        )
        blocks.html(f'<p role="alert">{tag("span", told, "bk-notice")}</p>')
    return chosen


def opening_numbers(profile: Profile, current: Session) -> None:
    """Show places, qualification-oriented places, the unemployed and places per 1,000 of them."""
    t, words, facts = current.language.text, current.language, current.facts
    scenario = state.open_table(current).current
    now, before = scenario.quotas[profile.institution], scenario.plan.quotas[profile.institution]
    found, planned = need(facts, scenario, profile), quota_citations(facts, scenario.plan)
    quoted, computed = moved(scenario, Made.QUOTED), moved(scenario, Made.COMPUTED)

    def against(change: int) -> str:
        return t(
            "{change} gegenüber {plan}",
            change=words.number(change, sign=True),
            plan=plan_name(scenario, words),
        )

    share = t("{share} aller Plätze", share=words.percent(100 * before.places / scenario.plan.total.places))
    rate = t(
        "{share} der eigenen Plätze; ganzer Plan {overall}",
        share=words.percent(100 * (before.degree_rate or 0)),
        overall=words.percent(100 * (scenario.plan.total.degree_rate or 0)),
    )
    version = scenario.plan.version
    of_job_centre = profile.of_district and carries(facts, JOB_CENTRES)
    if scenario.ledger:
        label = t("Plätze des Jobcenters im Szenario") if of_job_centre else t("Plätze im Szenario")
    else:
        label = (
            t("Plätze des Jobcenters {plan}", plan=version)
            if of_job_centre
            else t("Plätze {version}", version=version)
        )
    shown = [
        Number(
            label,
            words.number(now.places),
            words.plural("Platz", "Plätze", now.places),
            against(now.places - before.places) if scenario.ledger else share,
            quoted,
            planned,
            None if scenario.ledger else Made.COMPUTED,
        ),
        Number(
            t("davon abschlussorientiert"),
            words.number(now.degree),
            words.plural("Platz", "Plätze", now.degree),
            against(now.degree - before.degree) if scenario.ledger else rate,
            quoted,
            planned,
            None if scenario.ledger else Made.COMPUTED,
        ),
    ]
    if found:
        shown += [
            Number(
                _unemployed_label(profile, current),
                fact_text(found.unemployed, facts, words),
                t("Personen"),
                _unemployed_note(profile, found, current),
                Made.QUOTED,
                (cite(found.unemployed, words),),
            ),
            Number(
                t("Plätze"),
                written(found.per_1000, words, 1),
                t("je 1.000 Arbeitslose"),
                _rate_note(profile, scenario, current),
                computed,
                (*planned, cite(found.unemployed, words)),
            ),
        ]
    numbers(shown, current)


def _unemployed_label(profile: Profile, current: Session) -> str:
    t = current.language.text
    if profile.everywhere:
        return t("Arbeitslose im {law}", law=profile.law)
    return t("Arbeitslose im Kreis")


def _unemployed_note(profile: Profile, found: Need, current: Session) -> str:
    """Date and area of the unemployed; for a district also that its legal scopes are not stated."""
    t, words, facts = current.language.text, current.language, current.facts
    own = found.unemployed
    if not carries(facts, LAWS):
        return t("beide Rechtskreise, {as_of}", as_of=words.as_of(own.as_of, own.period))
    month = words.as_of(base_month(facts), "month")
    if profile.everywhere:
        return t("{month}, alle Kreise", month=month)
    return t(
        "beide Rechtskreise, {as_of}; {law} je Kreis nicht ausgewiesen, in allen Kreisen {count} ({month})",
        as_of=words.as_of(own.as_of, own.period),
        law=profile.law,
        count=int(place_table(facts, current.plan).set_index("law").at[profile.law, "unemployed"]),
        month=month,
    )


def _rate_note(profile: Profile, scenario: Scenario, current: Session) -> str:
    """What the rate compares with: the plan's in a scenario, else the other legal scope or the other districts."""
    t, words, facts = current.language.text, current.language, current.facts
    plan = Scenario(scenario.plan)
    in_plan = need(facts, plan, profile) if scenario.ledger else None
    if in_plan:
        before = written(in_plan.per_1000, words, 1)
        return t("{plan}: {value}", plan=plan_name(scenario, words), value=before)
    if profile.everywhere:
        others = place_table(facts, plan).set_index("law").drop(profile.law).reset_index().iloc[0]
        return t(
            "{law}, {codes}: {rate}",
            law=others["law"],
            codes=others["codes"],
            rate=words.number(others["per_1000"], 1),
        )
    others_needs = [need(facts, plan, one) for one in profiles(facts).values() if one.of_district]
    rates = [each.per_1000 for each in others_needs if each]
    low, high = (written(pick(rates, key=lambda rate: rate.value), words, 1) for pick in (min, max))
    return t("in den Kreisen {low} bis {high}", low=low, high=high)


def places(profile: Profile, current: Session) -> None:
    """Show its places beside those of the others."""
    scenario = state.open_table(current).current
    shown = beside_exhibit(current.facts, scenario, profile.institution, current.style, current.language)
    blocks.exhibit(shown, current, brief=True, instead={PROFILE: [profile.institution]})


def density(profile: Profile, current: Session) -> None:
    """Show places per 1,000 unemployed: by legal scope for an institution of all districts, else on the map."""
    scenario = state.open_table(current).current
    found = figures.density(current.facts, scenario, profile, current.style, current.language)
    if found is None:
        return
    shown, picture = found
    instead = {PROFILE: (), parameters.BASELINE: (), parameters.BASE: (), parameters.SPLIT: ()}
    blocks.exhibit(shown, current, picture=picture, brief=True, instead=instead)


def region(profile: Profile, current: Session) -> None:
    """Show the figures of its districts beside those of the others, if there are any."""
    _show(figures.region(current.facts, current.plan, current.language), profile, current)


def employment(profile: Profile, current: Session) -> None:
    """Show the changes of employment: bars for one district, a heat table for several."""
    _show(figures.employment(current.facts, profile, current.style, current.language), profile, current)


def ranks(profile: Profile, current: Session) -> None:
    """Show the ranks of its district in the Zukunftsatlas; those of several are rows of :func:`region`."""
    _show(figures.ranks(current.facts, profile, current.style, current.language), profile, current)


def short(profile: Profile, current: Session) -> None:
    """Show the shortages of its districts and how well the plan's goals fit them."""
    _show(
        figures.shortage_coverage(current.facts, profile, current.style, current.language), profile, current
    )


def _show(shown: Exhibit | None, profile: Profile, current: Session) -> None:
    if shown:
        blocks.exhibit(shown, current, brief=True, instead=_of_districts(profile))


def _of_districts(profile: Profile) -> address.Choices:
    """The districts of a profile as other pages name them in their address; none for all of them."""
    return {PROFILE: (), DISTRICTS: () if profile.everywhere else profile.districts}


def summary_links(profile: Profile, current: Session) -> None:
    """Show a link to this profile as PDF and one per district to its summary as DOCX, unless a part of the address
    cannot be used."""
    if link.refused(current):
        return
    t, names = current.language.text, current.facts["districts"].set_index("ags")["name"]
    kept = address.pairs({PROFILE: (), DISTRICTS: ()})
    files = ", ".join(
        f'<a href="{escape(f"{SUMMARY.address}?{urlencode([*kept, (DISTRICT, ags)])}")}" download>'
        f"{escape(names[ags])}</a>"
        for ags in profile.districts
    )
    said = escape(t("Kurzfassung auf zwei Seiten, {format}:", format=SUMMARY.format))
    whole = escape(f"{SHEET.address}?{urlencode([*kept, (PROFILE, profile.key)])}")
    label = escape(t("Dieser Steckbrief als PDF"))
    blocks.html(f'<p class="bk-source"><a href="{whole}" download>{label}</a>. {said} {files}</p>')


def profile_links(keys: Iterable[str], current: Session) -> str:
    """The HTML of links to the profiles of these institutions and districts."""
    known, label = profiles(current.facts), escape(current.language.text("Steckbrief"))
    links = "".join(
        f'<a href="{escape(address.link(PROFILES, {PROFILE: key}))}" target="_self">{escape(known[key].name)}</a>'
        for key in keys
    )
    return f'<p class="bk-onward">{label}: {links}</p>'
