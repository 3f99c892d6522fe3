"""The answer of the first page as one block of markup, and the numbers that stand below it."""

from __future__ import annotations

from html import escape

from kompass.figures.charts.district_drawing import drawing_html
from kompass.figures.exhibit import Citation, Exhibit, Made, cite, kind_of
from kompass.figures.overview.need import Scope, scopes
from kompass.figures.overview.short import MADE, short
from kompass.figures.plans.changes import headline, plan_before
from kompass.figures.quotas.places import employee_block, quota_citations
from kompass.figures.region.districts import findings
from kompass.figures.shortages.goals import CLASS_LABELS
from kompass.figures.simulator.bases import BASES, base_facts
from kompass.figures.simulator.scenario_map import density_table, fixed_classes, map_areas, map_frame
from kompass.figures.unemployment.unemployed import base_month
from kompass.needs import (
    BOUNDARIES,
    DEGREE,
    DISTRICTS_UNEMPLOYED,
    EMPLOYEES,
    GOALS,
    JOB_CENTRES,
    LAWS,
    SHORTAGES,
    UNEMPLOYED,
    UNEMPLOYED_CHANGE,
    carries,
)
from kompass.pages import PLANS_PAGE
from kompass.places.ledger import Scenario
from ui import address
from ui.blocks import badge, html, tag
from ui.parts import plans
from ui.parts.key_numbers import Number, findings_list, numbers
from ui.parts.tour import tour
from ui.session import Session
from ui.sourcing import named_sources

MAPPED = (BOUNDARIES, JOB_CENTRES, DISTRICTS_UNEMPLOYED)  # what the map of the districts needs


def answer(shown: Exhibit, current: Session) -> None:
    """Who plans how much for how many people, the map, what stands out, what is short; one screen on a desk.

    ``shown`` is the exhibit of places and unemployed, whose title heads the page.
    """
    t, facts, words = current.language.text, current.facts, current.language
    found = findings(facts, current.plan, words)
    drawn, base = _district_map(current) if carries(facts, *MAPPED) else ("", ())
    shortage, short_cited = _short(current) if carries(facts, SHORTAGES, GOALS) else ("", ())
    cited = (*shown.citations, *base, *(c for f in found for c in f.citations), *short_cited)
    before = plan_before(facts, plans.others(current).values())
    if before:
        changed = headline(before, facts, words)
        not_known = t("Nicht in den Quellen: tatsächliche Eintritte, Arbeitslose im SGB II je Kreis.")
        way = t("Was sich geändert hat")
    else:
        changed = ""
        not_known = t(
            "Nicht in den Quellen: Kontingente des Vorjahres, tatsächliche Eintritte, Arbeitslose im SGB II je Kreis."
        )
        way = t("Einen weiteren Plan einspielen")
    if not carries(facts, LAWS):
        not_known = t("Nicht in den Quellen: Arbeitslose nach Rechtskreis, tatsächliche Eintritte.")
    said = " ".join(filter(None, (f"{changed}." if changed else "", not_known)))
    link = f'<a href="{escape(address.link(PLANS_PAGE, {}))}">{escape(way)}</a>'
    title = t("Was auffällt")
    notable = f"{tag('h2', title)}{findings_list(found, current)}" if found else ""
    parts = (_need(shown, current), drawn, f"{shortage}{notable}")
    html(
        f'<div class="bk-answer">{"".join(f"<section>{part}</section>" for part in parts if part)}</div>'
        f'<p class="bk-unknown">{escape(said)} {link}</p>'
        f'<div class="bk-folded">{named_sources(tuple(dict.fromkeys(cited)), current)}{tour(current)}</div>'
    )


def lead(current: Session) -> str:
    """The sentence below the heading: degree-oriented places, area and month, as far as the plan holds them."""
    t, facts, degree = current.language.text, current.facts, current.plan.total.degree
    if not carries(facts, LAWS):
        return t("{degree} davon abschlussorientiert.", degree=degree) if carries(facts, DEGREE) else ""
    month = current.language.as_of(base_month(facts), "month")
    if not carries(facts, DEGREE):
        return t("{area}, Arbeitslose im {month}.", area=facts.area_name, month=month)
    return t(
        "{degree} davon abschlussorientiert. {area}, Arbeitslose im {month}.",
        degree=degree,
        area=facts.area_name,
        month=month,
    )


def _need(shown: Exhibit, current: Session) -> str:
    """The picture of places and unemployed: a table with a bar per institution; those that share a legal scope share
    its unemployed."""
    t, facts, words = current.language.text, current.facts, current.language
    planned = badge(kind_of(Made.QUOTED, quota_citations(facts, current.plan), facts), words)
    if not carries(facts, LAWS):
        return _places_alone(shown, current)
    parts = scopes(facts, current.plan, words)
    official = badge(kind_of(Made.QUOTED, [scope.cited for scope in parts], facts), words)
    places, rate = t("Plätze, davon abschlussorientiert"), t("Plätze je 1.000")
    computed = badge(shown.kind(facts), words)
    head = (
        f'<th scope="col">{escape(places)} {planned}</th>'
        f'<th scope="col" class="bk-num">{escape(shown.columns[5].heading)} {official}</th>'
        f'<th scope="col" class="bk-num">{escape(rate)} {computed}</th>'
    )
    most, widest = max(shown.table["places"]), max(scope.per_1000 for scope in parts)
    rows = {row["code"]: row for row in shown.table.to_dict("records")}
    body = []
    for scope in parts:
        for number, code in enumerate(scope.codes):
            shared = "" if number else _of_scope(scope, widest, current)
            body.append(f"<tr>{_bar(rows[code], most, current)}{shared}</tr>")
    return f"<table>{tag('caption', shown.title)}<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"


def _places_alone(shown: Exhibit, current: Session) -> str:
    """As :func:`_need` without the unemployed."""
    t, facts, words = current.language.text, current.facts, current.language
    places = t("Plätze, davon abschlussorientiert") if carries(facts, DEGREE) else t("Plätze")
    most = max(shown.table["places"])
    body = "".join(f"<tr>{_bar(row, most, current)}</tr>" for row in shown.table.to_dict("records"))
    head = f'<th scope="col">{escape(places)} {badge(shown.kind(facts), words)}</th>'
    return f"<table>{tag('caption', shown.title)}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _bar(row: dict[str, object], most: int, current: Session) -> str:
    """The cell of an institution: name, places, a bar whose full colour are the qualification-oriented places."""
    words = current.language
    code, places, degree = str(row["code"]), int(str(row["places"])), int(str(row["degree"]))
    color = current.style.of(code)
    rate = words.percent(float(str(row["degree_rate_pct"])))
    label = words.text("davon {degree} ({rate})", degree=degree, rate=rate)
    if not carries(current.facts, DEGREE):
        label, degree = "", places
    return (
        f'<th scope="row"><span class="bk-who"><b>{escape(code)}</b> {escape(str(row["name"]))}</span>'
        f'<span class="bk-bars" style="background:linear-gradient(to right,{color} {100 * degree / most:.2f}%,'
        f"{current.style.tint(color, 0.4)} {100 * degree / most:.2f}% {100 * places / most:.2f}%,"
        f'transparent {100 * places / most:.2f}%)"></span>'
        f"<span><b>{escape(words.number(places))}</b> {escape(label)}</span></th>"
    )


def _of_scope(scope: Scope, widest: float, current: Session) -> str:
    """The cells of a legal scope, beside the rows of its institutions: unemployed, and places per 1,000 of them."""
    words = current.language
    color = current.style.together(scope.codes)
    law = words.text("{law}, erschlossen", law=scope.law)  # the plan names no legal scope
    span = f' rowspan="{len(scope.codes)}"' if len(scope.codes) > 1 else ""
    return (
        f'<td class="bk-num"{span}><b>{escape(words.number(scope.unemployed))}</b><small>{escape(law)}</small></td>'
        f'<td class="bk-num"{span}><b class="bk-rate">{escape(words.number(scope.per_1000, 1))}</b>'
        f'<span class="bk-bars" style="background:linear-gradient(to left,{color} {100 * scope.per_1000 / widest:.2f}%,'
        f'transparent 0)"></span><small>{escape(", ".join(scope.codes))}</small></td>'
    )


def _district_map(current: Session) -> tuple[str, tuple[Citation, ...]]:
    """The districts shaded by places of their job centre per 1,000 unemployed, as in the simulator, and what they rest
    on."""
    t, facts, plan, words = current.language.text, current.facts, current.plan, current.language
    base, scenario = BASES[0], Scenario(plan)
    table = density_table(facts, scenario, scenario, base)
    limits = fixed_classes(facts, plan, base, None)
    areas = map_areas(table, limits, current.style, words)
    cited = tuple(cite(fact, words) for fact in base_facts(facts, base).values())
    dates = words.listed(list(dict.fromkeys(c.as_of for c in cited)))
    title = t("Plätze des Jobcenters je 1.000 Arbeitslose im Kreis")
    reading = t("Beide Rechtskreise, {dates}", dates=dates)
    alt = f"{title}: {words.listed([area.spoken for area in areas.values()])}"
    kind = badge(kind_of(Made.COMPUTED, cited, facts), words)
    drawn = drawing_html(areas, map_frame(scenario, table, words), alt, current.style)
    return f"<h2>{escape(title)} {kind}</h2><p>{escape(reading)}</p>{drawn}", cited


def _short(current: Session) -> tuple[str, tuple[Citation, ...]]:
    """What is short, and for how much of it the plan has a goal: a bar per class, and what is short everywhere; and its
    sources."""
    t, words = current.language.text, current.language
    shortage = short(current.facts, words)
    title = t(
        "Knapp ({as_of}): {count} Berufsgruppen, für {fits} passt ein Bildungsziel",
        as_of=shortage.as_of,
        count=shortage.total,
        fits=shortage.counts[next(iter(shortage.counts))],
    )
    shares = zip(shortage.counts, (1.0, 0.4, 0.0), strict=True)
    parts = "".join(
        f'<i style="flex:{shortage.counts[own]};background:{current.style.tint(current.style.text, share)};'
        f'color:{current.style.on(current.style.tint(current.style.text, share))}">{shortage.counts[own]}</i>'
        for own, share in shares
    )
    rows = "".join(
        f"<li><b>{escape(t(CLASS_LABELS[own]))}:</b> {escape(', '.join(names))}</li>"
        for own, names in shortage.everywhere.items()
        if names
    )
    said = t("In allen Kreisen knapp ({n}):", n=shortage.in_all_districts)
    kind = badge(kind_of(MADE, shortage.citations, current.facts), words)
    alt = words.listed([f"{t(CLASS_LABELS[own])} {n}" for own, n in shortage.counts.items()])
    markup = (
        f'<h2>{escape(title)} {kind}</h2><p class="bk-parts" role="img" aria-label="{escape(alt, quote=True)}">{parts}</p>'
        f'{tag("p", said)}<ul class="bk-plainlist">{rows}</ul>'
    )
    return markup, shortage.citations


def opening_numbers(current: Session) -> None:
    """Show all places, degree-oriented places, places for people in employment, and the unemployed, as far as the plan
    holds them."""
    t, plan, words, facts = current.language.text, current.plan, current.language, current.facts
    planned = quota_citations(facts, plan)
    shown = [
        Number(
            t("Plätze {version}", version=plan.version),
            words.number(plan.total.places),
            t("Plätze"),
            words.plural(
                "aufgeteilt auf {n} Institution", "aufgeteilt auf {n} Institutionen", len(plan.codes)
            ),
            Made.QUOTED,
            planned,
        )
    ]
    if carries(facts, DEGREE):
        shown.append(
            Number(
                t("davon abschlussorientiert"),
                words.number(plan.total.degree),
                t("Plätze"),
                t("{share} aller Plätze", share=words.percent(100 * (plan.total.degree_rate or 0))),
                Made.QUOTED,
                planned,
                Made.COMPUTED,
            )
        )
    if carries(facts, EMPLOYEES):
        block = employee_block(facts, plan)
        shown.append(
            Number(
                t("daneben für Beschäftigte"),
                words.number(block["places"]),
                t("Plätze"),
                t(
                    "davon {degree} abschlussorientiert, nicht aufgeteilt",
                    degree=int(block["degree_oriented"]),
                ),
                Made.QUOTED,
                [Citation(block["source_id"], block["locator"])],
            )
        )
    if carries(facts, UNEMPLOYED, UNEMPLOYED_CHANGE):
        unemployed = facts.fact(facts.area, "unemployed", period="year_average")
        change = facts.fact(facts.area, "unemployed_change_pct", period="year_average")
        shown.append(
            Number(
                t("Arbeitslose im Agenturbezirk"),
                words.number(unemployed.value),
                t("Personen"),
                t(
                    "{as_of}, {change} zum Vorjahr",
                    as_of=words.as_of(unemployed.as_of, unemployed.period),
                    change=words.percent(change.value, sign=True),
                ),
                Made.QUOTED,
                [cite(fact, words) for fact in (unemployed, change)],
            )
        )
    numbers(shown, current)
