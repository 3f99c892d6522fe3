"""The places page: meaning of a transfer, funding conditions for people in employment, federal money."""

from __future__ import annotations

from html import escape

from kompass.figures.exhibit import Citation, Made, cite, fact_text, kind_of, notes_on
from kompass.figures.quotas.quantities import quantity_exhibit
from kompass.figures.quotas.transfer_meaning import HEADING, meaning, meaning_citations
from kompass.language import N_
from kompass.needs import FEDERAL_MONEY, QUANTITIES, carries
from ui import blocks, sourcing
from ui.session import Session

# The plan's lists on training of people in employment (section 9) that say when it is funded.
CONDITIONS = ("conditions_82", "conditions_82a", "qualification_allowance_features", "collective_application")
MONEY = "fbw_refund_budget"
MONEY_RULE = N_("Aus diesem Betrag finanziert der Bund FbW, die noch die Jobcenter durchführen.")


def undivided(current: Session) -> None:
    """The page of a plan that divides nothing among institutions: its quantities, and how they belong together."""
    t, shown = current.language.text, quantity_exhibit(current.facts, current.style, current.language)
    blocks.answer(shown, t("Kontingente"), current)
    lead = t(
        "Die Quelle teilt keine Plätze auf Institutionen auf; einen Simulator gibt es deshalb hier nicht."
    )
    blocks.html(blocks.tag("p", lead, "bk-lead"))
    blocks.exhibit(shown, current, level=0)
    employee_conditions(current)


def further(current: Session) -> None:
    """Show the quantities of the plan beside its quotas, if it has any."""
    if carries(current.facts, QUANTITIES):
        blocks.exhibit(quantity_exhibit(current.facts, current.style, current.language), current)


def transfers(current: Session) -> None:
    """Show what a transfer between the agency and a job centre means, with its sources, if the plan says it."""
    t, words, facts = current.language.text, current.language, current.facts
    said = meaning(facts, words)
    if not said:
        return
    lines = "".join(f"<li>{escape(sentence)}</li>" for sentence in said)
    blocks.html(
        f'{blocks.tag("h2", t(HEADING), "bk-h3")}<ul class="bk-list">{lines}</ul>'
        f"{sourcing.sources(meaning_citations(facts, words), current)}"
    )


def employee_conditions(current: Session) -> None:
    """Show when training of people in employment is funded: a card per list of the plan's section 9."""
    t, facts = current.language.text, current.facts
    lists = facts["plan_lists"].set_index("list_id")
    lists = lists[lists.index.isin(CONDITIONS)].reindex([c for c in CONDITIONS if c in lists.index])
    if lists.empty:
        return
    items = facts["plan_list_items"].sort_values("position")
    cards = []
    for list_id, row in lists.iterrows():
        entries = items.loc[items["list_id"] == list_id, "item"]
        lines = "".join(f"<li>{escape(item)}</li>" for item in entries)
        cards.append(f'<section class="bk-card"><h3>{escape(row["title"])}</h3><ul>{lines}</ul></section>')
    cited = tuple(dict.fromkeys(Citation(row.source_id, row.locator) for row in lists.itertuples()))
    heading = t("Wann Weiterbildung Beschäftigter gefördert wird")
    blocks.html(
        f"{blocks.tag('h2', heading)}"
        f'<div class="bk-cards">{"".join(cards)}</div>{sourcing.sources(cited, current)}'
    )


def federal_money(current: Session) -> None:
    """Show the federal money for training (FbW) by job centres, in the latest year and the year before."""
    t, facts, words = current.language.text, current.facts, current.language
    if not carries(facts, FEDERAL_MONEY):
        return
    now = facts.fact(facts.country, MONEY)
    before = facts.fact(facts.country, MONEY, as_of=str(int(now.as_of) - 1))
    title = t(
        "Bundesmittel für FbW der Jobcenter: {now} im Jahr {year}, {before} im Jahr {last}",
        now=fact_text(now, facts, words, unit=True),
        year=now.as_of,
        before=fact_text(before, facts, words, unit=True),
        last=before.as_of,
    )
    cited = [cite(fact, words) for fact in (now, before)]
    kind = kind_of(Made.QUOTED, cited, facts)
    blocks.html(
        f"<h2>{escape(title)} {blocks.badge(kind, words)}</h2><p>{escape(t(MONEY_RULE))}</p>"
        f'<div class="bk-below">{sourcing.sources(cited, current)}'
        f"{sourcing.notes(notes_on(facts, now, before), current)}</div>"
    )
