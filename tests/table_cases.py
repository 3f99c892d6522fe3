"""Random negotiations, drawn from a seed, and what Python makes of each of their gestures."""

from dataclasses import dataclass
from random import Random

from kompass.places.ledger import Limits, Scenario, ScenarioError
from kompass.places.moves import PROPORTIONAL, nearest, set_degree, set_places
from kompass.places.negotiation import Negotiation
from kompass.places.plan import OUTSIDE, Plan, Quota
from kompass.places.text import scenario_from_text, scenario_text

SETTERS = {"places": set_places, "degree": set_degree}


@dataclass(frozen=True)
class Case:
    """A plan, the gestures of a negotiation about it, and the answer to each: the scenario's text, a number, or an
    error's message in German after "!"."""

    plan: Plan
    gestures: list[list[object]]
    answers: list[str]

    @property
    def for_browser(self) -> dict[str, object]:
        quotas = [[code, {"places": q.places, "degree": q.degree}] for code, q in self.plan.entries]
        return {"plan": {"mark": self.plan.mark, "quotas": quotas}, "gestures": self.gestures}


def a_plan(random: Random) -> Plan:
    """A plan of 2 to 20 institutions; some hold nothing, some plans have no degree-oriented places."""
    most, with_degree = random.choice((12, 400, 3000)), random.random() < 0.9
    entries = []
    for index in range(random.randint(2, 20)):
        places = 0 if random.random() < 0.05 else random.randint(0, most)
        degree = random.randint(0, places) if with_degree else 0
        entries.append((f"P{index}", Quota(places, degree)))
    return Plan("2031", tuple(entries))


def some_limits(random: Random, plan: Plan) -> Limits:
    """No limits, or a few locks, floors and ceilings near what the plan has."""
    if random.random() < 0.5:
        return Limits()
    some = [code for code in plan.codes if random.random() < 0.2]
    near = {code: max(plan.quotas[code].places + random.randint(-60, 60), 0) for code in plan.codes}
    return Limits(
        frozenset(code for code in some if random.random() < 0.5),
        {code: near[code] for code in plan.codes if random.random() < 0.15},
        {code: near[code] for code in plan.codes if random.random() < 0.15},
    )


def gestures_of(random: Random, plan: Plan, count: int) -> list[list[object]]:
    """Drags of several stops, typed numbers, undo and redo, transfers, texts and questions for the nearest number."""
    found: list[list[object]] = []
    while len(found) < count:
        code, counterpart = random.choice(plan.codes), random.choice((PROPORTIONAL, *plan.codes))
        kind = random.choice(("places", "places", "degree"))
        held = getattr(plan.quotas[code], kind)
        limits = some_limits(random, plan)
        told = [sorted(limits.locked), dict(limits.floors), dict(limits.ceilings)]
        roll = random.random()
        if roll < 0.45:  # a drag: the same handle from stop to stop
            for _ in range(random.randint(1, 6)):
                found.append([kind, code, max(held + random.randint(-90, 90), 0), counterpart, told])
        elif roll < 0.6:
            counterpart = OUTSIDE if kind == "places" and random.random() < 0.4 else counterpart
            found.append([kind, code, random.randint(0, 2 * held + 10), counterpart, told])
        elif roll < 0.72:
            found.append([random.choice(("undo", "undo", "redo"))])
        elif roll < 0.85:
            giver, taker = random.choice((*plan.codes, OUTSIDE)), random.choice((*plan.codes, OUTSIDE))
            degree = None if random.random() < 0.6 else random.randint(0, 40)
            found.append(["transfer", giver, taker, random.randint(0, 80), degree, told])
        elif roll < 0.93:
            found.append(["nearest", kind, code, random.randint(0, 2 * held + 50), counterpart, told])
        else:
            found.append(["text", a_text(random, plan)])
    return found[:count]


def a_text(random: Random, plan: Plan) -> str:
    """A scenario's text, often one that cannot be."""
    codes = (*plan.codes, OUTSIDE)
    parts = [
        f"{random.choice(codes)}-{random.choice(codes)}.{random.randint(0, 90)}"
        + random.choice(("", f".{random.randint(0, 30)}"))
        for _ in range(random.randint(0, 4))
    ]
    spoilt = random.choice(
        (*["~".join((plan.mark, *parts))] * 6, "", "2030~P0-P1.1", "2031~P0-P1", "2031~P0-XX.3")
    )
    return spoilt


def answer(table: Negotiation, gesture: list[object]) -> tuple[Negotiation, str]:
    """The negotiation after a gesture, and the answer to it."""
    what, *rest = gesture
    try:
        if what in ("undo", "redo"):
            table = table.undo() if what == "undo" else table.redo()
        elif what == "text":
            table = table.book(scenario_from_text(table.current.plan, rest[0]))
        elif what == "transfer":
            giver, taker, places, degree, told = rest
            table = table.book(table.current.transfer(giver, taker, places, degree, limits_from(told)))
        elif what == "nearest":
            kind, code, wanted, counterpart, told = rest
            found = nearest(SETTERS[kind], table.current, code, wanted, counterpart, limits_from(told))
            return table, str(found)
        else:
            code, wanted, counterpart, told = rest
            table = table.move(code, wanted, counterpart, limits_from(told), SETTERS[what])
    except ScenarioError as error:
        return table, f"!{error}"
    return table, f"{scenario_text(table.current)} {len(table.past)} {len(table.future)}"


def limits_from(told: list[object]) -> Limits:
    locked, floors, ceilings = told
    return Limits(frozenset(locked), floors, ceilings)


def a_case(random: Random, gestures: int) -> Case:
    plan = a_plan(random)
    asked, answers = gestures_of(random, plan, gestures), []
    table = Negotiation(Scenario(plan))
    for gesture in asked:
        table, said = answer(table, gesture)
        answers.append(said)
    return Case(plan, asked, answers)
