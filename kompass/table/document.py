"""What the negotiating table in a browser is given: plan, institutions, allocation formulas, map, texts, and its state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from typing import Any

from kompass.facts import Facts
from kompass.figures.charts.map_classes import Classes
from kompass.figures.charts.style import Style
from kompass.figures.kept import kept
from kompass.figures.simulator.bases import Base, people
from kompass.figures.simulator.scenario_map import density_table
from kompass.language import Language
from kompass.places.keys import Key
from kompass.places.ledger import Limits, Scenario
from kompass.places.negotiation import Negotiation
from kompass.places.own_keys import Mix
from kompass.places.plan import Plan
from kompass.places.text import scenario_text
from kompass.precision import Bounded
from kompass.table.texts import texts

REMEMBERED = 12  # earlier scenarios that a browser is told; it asks the server for those before

Document = dict[str, Any]  # a JSON object


def lasting(facts: Facts, plan: Plan, keys: Sequence[Key], style: Style, words: Language) -> Document:
    """What stays while places move: the plan, its institutions with name and colour, the formulas, texts and
    separators."""
    names = facts["institutions"].set_index("code")["name"]
    return {
        "plan": {
            "mark": plan.mark,
            "quotas": [[code, {"places": q.places, "degree": q.degree}] for code, q in plan.entries],
        },
        "parties": [{"code": c, "name": str(names[c]), "color": style.of(c)} for c in plan.codes],
        "formulas": [formula(key) for key in keys],
        "words": texts(words),
        "separators": words.separators,
        "health": "api/v1/health",
    }


def state(
    table: Negotiation, baseline: Scenario, baseline_name: str, counterpart: str, limits: Limits
) -> Document:
    """The negotiation: its scenario, those before and those undone as texts, the baseline, counterpart and limits."""
    return {
        "scenario": scenario_text(table.current),
        "past": [scenario_text(own) for own in table.past[-REMEMBERED:]],
        "depth": len(table.past),
        "future": [scenario_text(own) for own in table.future],
        "baseline": scenario_text(baseline),
        "baseline_name": baseline_name,
        "counterpart": counterpart,
        "limits": {
            "locked": sorted(limits.locked),
            "floors": dict(limits.floors),
            "ceilings": dict(limits.ceilings),
        },
    }


def formula(key: Key) -> Document:
    """An allocation formula: its weights by code and the boxes that bound them; a mix has its parts with their
    weights."""
    boxes = [{code: [float(b.low), _limit(b)] for code, b in box.items()} for box in key.boxes]
    parts = {"parts": [[formula(part), weight] for part, weight in key.parts]} if isinstance(key, Mix) else {}
    return {
        "id": key.key_id,
        "weights": {code: float(weight) for code, weight in key.weights.items()},
        "precision": key.precision,
        "boxes": boxes,
        **parts,
    }


def _limit(number: Bounded) -> float | None:
    """The upper limit; None where there is none, since JSON has no infinity."""
    return None if number.high == inf else float(number.high)


def tinted_map(
    facts: Facts, plan: Plan, baseline: Scenario, base: Base, split: Key | None, limits: Classes, style: Style
) -> Document:
    """How districts are tinted: people and institution of each, classes and their colours; ``split`` is the formula
    that divides the places of institutions that work in all districts."""
    districts = _districts(facts, base)
    before = density_table(facts, baseline, baseline, base, split)["before"]
    return {
        "districts": districts,
        "limits": list(limits.limits),
        "shades": list(limits.shades),
        "ramp": [[fill, style.on(fill)] for fill in style.ramp],
        "decimals": 1 if before.max() >= 10 else 2,
        "split": split.key_id if split else "",
        "everywhere": [
            code for code in plan.codes if code not in {district["code"] for district in districts}
        ],
    }


@kept
def _districts(facts: Facts, base: Base) -> Sequence[Document]:
    """The districts of the map with their institutions and the people of those, the same for every scenario."""
    counts = people(facts, base)
    return [
        {
            "ags": row.ags,
            "name": row.short_name,
            "code": row.institution,
            "people": _bounded(counts[row.institution]),
        }
        for row in facts["districts"].sort_values("position").itertuples()
    ]


def _bounded(number: Bounded) -> Mapping[str, object]:
    return {
        "value": float(number.value),
        "low": float(number.low),
        "high": _limit(number),
        "precision": number.precision,
    }
