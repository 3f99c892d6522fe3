"""What a round says to everyone: how many answered, quartiles, the room's split; and its receipt.

Fewer than :data:`~kompass.rounds.model.FEWEST` answers say only how many they are: nobody's answer is told alone.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from fractions import Fraction
from hashlib import sha256
from random import SystemRandom
from typing import Any

from kompass.api.numbers import precision_document, rounded
from kompass.facts import Facts
from kompass.language import N_, Language
from kompass.places.keys import Key, comparison_keys
from kompass.places.ledger import LONGEST_REASON, Scenario
from kompass.places.outcome import distance_bounds, outcomes
from kompass.places.plan import Plan, plan_of
from kompass.places.text import scenario_from_text, scenario_text
from kompass.rounds.model import FEWEST, ClosedError, QuestionKind
from kompass.rounds.split import (
    Split,
    agreement,
    columns,
    moved,
    quartiles,
    room_split,
    scenario_of,
    split_of,
)
from kompass.rounds.store import Answer, Round

METHOD = N_(
    "Die Aufteilung des Saals liegt allen Antworten am nächsten: Von ihr zu den Antworten sind zusammen die wenigsten "
    "Plätze umzubuchen. Die Summen bleiben. Wo mehrere gleich nah sind, wird der Spielraum nach größten Resten verteilt, "
    "bei Gleichstand nach der Reihenfolge im Plan."
)
MOST_CHOSEN = N_("Gezeigt wird, was am häufigsten gewählt wurde, bei Gleichstand das zuerst Genannte.")
AGREE = N_(
    "Bei {n} von {all} Antworten ({share}) sind bis zur Aufteilung des Saals höchstens {within} Plätze umzubuchen"
)
OVERRIDE = N_("Von der Moderation gesetzt: {reason}")
RECEIPT = N_("Prüfzahl des Belegs: {receipt}")
QUARTILES = N_("Quartile wie QUARTIL.INKL in Tabellenprogrammen.")
TOO_FEW = N_("Ab {least} Antworten gibt es einen Beleg; bisher sind es {n}.")


def expanded(answers: Sequence[Answer]) -> list[Split]:
    """The split of every answer, paper slips as often as they were counted."""
    return [answer.split for answer in answers for _ in range(answer.count)]


def room_scenario(found: Round, answers: Sequence[Answer], plan: Plan, reason: str = "") -> Scenario:
    """The scenario of the room: what the moderator has set instead, else the split nearest to all answers, in a choice the
    option chosen most often; each transfer with ``reason``. There must be an answer."""
    if found.override:
        split = split_of(scenario_from_text(plan, found.override))
    else:
        split = _of_answers(found, answers, plan)
    return scenario_of(plan, split, reason)


def counted(found: Round, answers: Sequence[Answer], words: Language) -> str:
    """The round and how many have answered: "Runde ABCDE, 12 Antworten"."""
    count = sum(answer.count for answer in answers)
    return words.plural("Runde {code}, {n} Antwort", "Runde {code}, {n} Antworten", count, code=found.code)


def taken_over(found: Round, answers: Sequence[Answer], plan: Plan, words: Language) -> Scenario:
    """The scenario of the room for the simulator, each transfer with the round and the number of answers as its reason.

    Raises :class:`ClosedError` for too few answers.
    """
    _enough(answers)
    reason = counted(found, answers, words)
    if found.override:
        reason = f"{reason}; {found.override_reason}"[:LONGEST_REASON]
    return room_scenario(found, answers, plan, reason)


def _of_answers(found: Round, answers: Sequence[Answer], plan: Plan) -> Split:
    if found.question.kind is QuestionKind.SPLIT:
        return room_split(expanded(answers))
    counts = _counts(found, answers)
    best = max(found.question.options, key=lambda option: counts[option.s])
    return split_of(scenario_from_text(plan, best.s))


def _counts(found: Round, answers: Sequence[Answer]) -> dict[str, int]:
    """How often each option was chosen, by the text of its scenario."""
    return {o.s: sum(a.count for a in answers if a.s == o.s) for o in found.question.options}


def document(found: Round, answers: Sequence[Answer], facts: Facts) -> dict[str, Any]:
    """The JSON object of ``GET /api/v1/rounds/{code}``: numbers only, in no language."""
    plan, question = plan_of(facts), found.question
    count = sum(answer.count for answer in answers)
    enough = count >= FEWEST
    counts = _counts(found, answers) if enough else {}
    options = [
        {"name": o.name, "s": o.s, "formula": o.formula, "answers": counts.get(o.s)} for o in question.options
    ]
    splits = expanded(answers) if enough else []
    values = columns(splits, plan) if enough else {}
    return {
        "code": found.code,
        "state": "open" if found.open else "closed",
        "answers": count,
        "paper": sum(answer.count for answer in answers if answer.paper),
        "fewest": FEWEST,
        "institutions": {code: _quartiles(own) for code, own in values.items()},
        "values": values,
        "split": _told(found, answers, splits, facts) if enough else None,
        "receipt": receipt_code(found, answers) if enough else "",
        "question": {**question.document(), "options": options},
        "plan": plan.mark,
        "plan_id": found.plan_id,
        "closes_at": found.closes_at,
        "delete_at": found.delete_at,
        "version": found.version,
    }


def _quartiles(values: Sequence[int]) -> dict[str, float]:
    found = quartiles(values)
    named = {name: getattr(found, name) for name in ("min", "q1", "median", "q3", "max")}
    return {name: _number(value) for name, value in named.items()}


def _number(value: Fraction) -> float:
    """A whole number as such; quarters are exact."""
    return int(value) if value.denominator == 1 else float(value)


def _told(found: Round, answers: Sequence[Answer], splits: Sequence[Split], facts: Facts) -> dict[str, Any]:
    """The room's split, with the names of fields that ``/api/v1/scenario`` has for the same things."""
    plan, keys = plan_of(facts), comparison_keys(facts)
    scenario = room_scenario(found, answers, plan)
    own, within = split_of(scenario), found.question.within
    share = agreement(splits, own, within)
    return {
        "scenario": scenario_text(scenario),
        "total": scenario.total.places,
        "degree_total": scenario.total.degree,
        "institutions": {
            o.code: {"places": o.places, "degree": o.degree, "change": o.change} for o in outcomes(scenario)
        },
        "distance_to_plan": moved(own, split_of(Scenario(plan))),
        **_distances(scenario, keys),
        "within": within,
        "agreeing": int(share * len(splits)),
        "agreement": rounded(float(share)),
        "override": {"reason": found.override_reason} if found.override else None,
    }


def _distances(scenario: Scenario, keys: Sequence[Key]) -> dict[str, Any]:
    bounds = distance_bounds(scenario, keys)
    return {
        "distance_to_key": {key: rounded(float(bound.value)) for key, bound in bounds.items()},
        "distance_precision": {key: precision_document(bound) for key, bound in bounds.items()},
    }


def method(found: Round, words: Language) -> str:
    """How the split shown comes about, in a sentence or two."""
    return words.text(METHOD if found.question.kind is QuestionKind.SPLIT else MOST_CHOSEN)


def receipt_code(found: Round, answers: Sequence[Answer]) -> str:
    """Twelve hexadecimal digits of question and answers, for paper: the receipt with the same answers has the same."""
    kept = [found.code, found.plan_id, found.question.document(), found.override]
    listed = sorted([answer.s, answer.count, answer.paper] for answer in answers)
    return sha256(json.dumps([kept, listed], sort_keys=True).encode()).hexdigest()[:12]


def _shuffled(answers: Sequence[Answer]) -> list[Answer]:
    """Every answer by itself, in an order that says nothing."""
    listed = [Answer(a.s, a.split, 1, a.paper) for a in answers for _ in range(a.count)]
    SystemRandom().shuffle(listed)
    return listed


def _enough(answers: Sequence[Answer]) -> None:
    """Raise :class:`ClosedError` for so few answers that one could be told alone."""
    count = sum(answer.count for answer in answers)
    if count < FEWEST:
        raise ClosedError(TOO_FEW, least=FEWEST, n=count)


def receipt(found: Round, answers: Sequence[Answer], facts: Facts, words: Language) -> dict[str, Any]:
    """All that it takes to compute the result again: question, method, and every answer in a shuffled order."""
    _enough(answers)
    codes = plan_of(facts).codes
    return {
        "method": f"{method(found, words)} {words.text(QUARTILES)}",
        **document(found, answers, facts),
        "list": [
            {
                "s": a.s,
                "paper": a.paper,
                "institutions": {
                    code: {"places": q.places, "degree": q.degree}
                    for code, q in zip(codes, a.split, strict=True)
                },
            }
            for a in _shuffled(answers)
        ],
    }


def receipt_csv(found: Round, answers: Sequence[Answer], facts: Facts) -> str:
    """The answers as a table in a shuffled order: scenario, whether on paper, places and degree-oriented places."""
    _enough(answers)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    codes = plan_of(facts).codes
    writer.writerow(
        ["round", "receipt", "s", "paper", *(f"{c}_{n}" for c in codes for n in ("places", "degree"))]
    )
    mark = receipt_code(found, answers)
    for a in _shuffled(answers):
        numbers = [n for q in a.split for n in (q.places, q.degree)]
        writer.writerow([found.code, mark, a.s, int(a.paper), *numbers])
    return out.getvalue()
