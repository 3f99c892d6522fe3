"""The title as a view: the plan, the institutions that agree on it, its date."""

from __future__ import annotations

from kompass.figures.exhibit import Citation, Made, moved
from kompass.figures.picture import Cover, Party
from kompass.figures.quotas.places import quota_citations
from kompass.figures.simulator.scenario import headline
from kompass.places.parameters import plain
from kompass.presentation.view import View, ViewContext


def title_view(context: ViewContext) -> View:
    """View: name and date of the plan, its institutions with the operator's logos, and what the scenario changes."""
    t, words, facts, chosen = context.words.text, context.words, context.facts, context.chosen
    plan = facts.record("plans", plan_version=context.plan.version)
    names = facts["institutions"].set_index("code")["name"]
    parties = [
        Party(names[code], context.style.of(code), context.logos.get(code, b""))
        for code in facts.institution_codes
    ]
    as_of = words.as_of(plan["as_of"], "day")
    lines = [
        t("Planjahr {year}, Stand des Plans: {date}", year=str(plan["plan_year"]), date=as_of),
    ]
    if chosen.scenario.ledger:
        against = plain(words.message(chosen.baseline_name))
        change = headline(chosen.scenario, chosen.baseline, against, words)
        lines.append(t("Mit einem Szenario. {change}", change=change))
    # Where the plan names those who make it; without quotas, the plan itself.
    cited = quota_citations(facts, context.plan) or (Citation(plan["source_id"], ""),)
    return View(plan["title"], moved(chosen.scenario, Made.QUOTED), Cover(parties, lines), cited)
