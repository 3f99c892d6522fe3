"""Text form of a scenario, one compact URL parameter: ``2026~AA-HS.100.25~EXT-DN.20.5``.

Mark of the plan first (its version, or the id of a plan that is not the product's), then the transfers
*from-to.places.degree* in order; without the degree part the giver's rate in the plan decides.
"""

from __future__ import annotations

import re

from kompass.places import refusals
from kompass.places.ledger import Scenario, ScenarioError
from kompass.places.plan import Plan

LONGEST = 4000  # characters; browsers and proxies cut longer addresses
_ENTRY = re.compile(r"([A-Z0-9]{1,8})-([A-Z0-9]{1,8})\.([0-9]{1,7})(?:\.([0-9]{1,7}))?", re.ASCII)


def scenario_text(scenario: Scenario) -> str:
    """The text form of a scenario; without transfers only the mark of the plan."""
    entries = (f"{t.giver}-{t.taker}.{t.places}.{t.degree}" for t in scenario.ledger)
    return "~".join((scenario.plan.mark, *entries))


def scenario_from_text(plan: Plan, text: str) -> Scenario:
    """Parse a text form; an empty one is the plan.

    Raises :class:`ScenarioError` naming the part that cannot be read or is not possible.
    """
    if not text:
        return Scenario(plan)
    if len(text) > LONGEST:
        raise ScenarioError(refusals.TOO_LONG, limit=LONGEST)
    version, *parts = text.split("~")
    if version != plan.mark:
        raise ScenarioError(
            refusals.OTHER_PLAN,
            version=version[:60],
            plan=plan.mark,
        )
    scenario = Scenario(plan)
    for number, part in enumerate(parts, start=1):
        match = _ENTRY.fullmatch(part)
        if not match:
            raise ScenarioError(
                refusals.UNREADABLE,
                number=number,
                part=part[:40],
            )
        giver, taker, places, degree = match.groups()
        try:
            scenario = scenario.transfer(giver, taker, int(places), int(degree) if degree else None)
        except ScenarioError as error:
            raise ScenarioError(
                refusals.IMPOSSIBLE, number=number, part=part, reason=error.message
            ) from error
    return scenario
