"""The simulator as a view: places before and after, totals, and the QR code of the scenario."""

from __future__ import annotations

from kompass.figures.exhibit import Made, moved
from kompass.figures.picture import Figure, ScenarioPicture, Tracks
from kompass.figures.quotas.places import quota_citations
from kompass.figures.quotas.transfer_meaning import in_short, meaning, meaning_citations
from kompass.figures.simulator.scenario import headline, ledger_lines
from kompass.places.outcome import outcomes
from kompass.places.parameters import plain
from kompass.presentation.view import View, ViewContext


def simulator_view(context: ViewContext) -> View:
    """View: places by institution in the scenario and its baseline. The page adds controls below it."""
    t, words, chosen = context.words.text, context.words, context.chosen
    scenario, baseline = chosen.scenario, chosen.baseline
    against = plain(words.message(chosen.baseline_name))
    names = context.facts["institutions"].set_index("code")["short_name"]
    rows = outcomes(scenario, baseline)
    # As in kompass.figures.simulator.scenario: the axis ends at 1.5 times the largest value, beyond that at the total.
    usual = 1.5 * max(row.before for row in rows)
    reach = usual if max(row.places for row in rows) <= usual else scenario.total.places
    figures = [
        Figure(
            t("{number} {code}", number=str(number), code=row.code),
            words.number(row.places)
            if row.places == row.before
            else t("{before} → {places}", before=row.before, places=row.places),
            words.number(row.change, sign=True) if row.change else t("wie {baseline}", baseline=against),
            context.style.of(row.code),
            amount=row.places,
            before=row.before,
            code=row.code,
        )
        for number, row in enumerate(rows, start=1)
    ]
    alt = "; ".join(f"{row.code} {names[row.code]}: {words.number(row.places)}" for row in rows)
    title = headline(scenario, baseline, against, words)
    series = (t("Szenario"), t("Vergleich: {baseline}", baseline=against))
    tracks = Tracks(figures, alt, series, (0, reach), most=max(reach, scenario.total.places))
    picture = ScenarioPicture(tracks, _sums(context), context.link)
    cited = (*quota_citations(context.facts, context.plan), *meaning_citations(context.facts, words))
    return View(
        title,
        moved(scenario, Made.QUOTED),
        picture,
        cited,
        " ".join(meaning(context.facts, words)),
        (),
        (*_ledger(context), *changed(context)),
        in_short(context.facts, words),
    )


def _sums(context: ViewContext) -> tuple[tuple[str, ...], ...]:
    """The two totals as tuples (number, label, note). Always both, with places from outside named."""
    t, words, scenario = context.words.text, context.words, context.chosen.scenario
    outside = scenario.from_outside.places
    note = (
        t("{change} von außen", change=words.number(outside, sign=True))
        if outside
        else t("Summe wie im Plan")
    )
    places = (words.number(scenario.total.places), t("Plätze in Summe"), note)
    degree = (words.number(scenario.total.degree), t("davon abschlussorientiert"))
    return places, degree


def _ledger(context: ViewContext) -> tuple[str, ...]:
    """A line for each transfer, with its reason."""
    scenario = context.chosen.scenario
    return tuple(
        f"{text}: {scenario.ledger[index].reason}" if scenario.ledger[index].reason else text
        for index, text in ledger_lines(scenario, context.words)
    )


def changed(context: ViewContext) -> tuple[str, ...]:
    """Lines on how the data differ from the data state in the link; empty when they are the same."""
    if not context.chosen.changed:
        return ()
    first = context.words.text(
        "Der Link stammt von einem anderen Datenstand; gerechnet ist mit dem jetzigen."
    )
    return (first, *(plain(context.words.message(message)) for message in context.chosen.changed))
