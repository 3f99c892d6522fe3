"""Kept scenarios as a JSON file to download and upload."""

from __future__ import annotations

from collections.abc import Sequence

from kompass.language import N_, MessageError
from kompass.places.kept_scenarios import (
    LONGEST_NAME,
    MOST_KEPT,
    Named,
    checked_name,
    data_state,
    reason_texts,
    with_reasons,
)
from kompass.places.keys import Key
from kompass.places.ledger import ScenarioError
from kompass.places.parameters import plain, refuse_lone_surrogates
from kompass.places.plan import Plan
from kompass.places.text import scenario_from_text, scenario_text

FORMAT = "bildungszielkompass-szenarien-1"


class Unreadable(MessageError):
    """An uploaded file of scenarios that cannot be used; the message gives the reason."""


def document(kept: Sequence[Named], baseline: str, plan: Plan, keys: Sequence[Key]) -> dict[str, object]:
    """Kept scenarios as a JSON document (nested dicts and lists)."""
    return {
        "format": FORMAT,
        "plan": plan.version,
        "data": data_state(plan, keys),
        "baseline": baseline,
        "scenarios": [
            {
                "name": named.name,
                "scenario": scenario_text(named.scenario),
                "reasons": list(reason_texts(named.scenario)),
            }
            for named in kept
        ],
    }


def from_document(loaded: object, plan: Plan) -> tuple[tuple[Named, ...], str, str]:
    """The scenarios of a JSON document, its baseline reference and its data state.

    Names as written in the file (see :func:`distinct`). All or nothing: raises :class:`Unreadable` naming the
    first error.
    """
    refuse_lone_surrogates(loaded, Unreadable)
    if not isinstance(loaded, dict) or loaded.get("format") != FORMAT:
        raise Unreadable(
            N_("Das ist keine Szenariendatei: Erwartet wird das Format „{format}“."), format=FORMAT
        )
    rows = loaded.get("scenarios")
    if not isinstance(rows, list) or len(rows) > MOST_KEPT:
        raise Unreadable(
            N_("Die Datei muss eine Liste von höchstens {most} Szenarien enthalten."), most=MOST_KEPT
        )
    scenarios = []
    for number, row in enumerate(rows, start=1):
        fields = row if isinstance(row, dict) else {}
        name, form, reasons = fields.get("name"), fields.get("scenario"), fields.get("reasons", [])
        texts = [name, form, *(reasons if isinstance(reasons, list) else [None])]
        if not all(isinstance(text, str) for text in texts):
            raise Unreadable(
                N_(
                    "Szenario {number} der Datei ist unvollständig: Es braucht „name“ und „scenario“ als Text."
                ),
                number=number,
            )
        try:
            scenarios.append(
                Named(
                    checked_name(str(name)),
                    with_reasons(scenario_from_text(plan, str(form)), [str(r) for r in reasons]),
                )
            )
        except ScenarioError as error:
            raise Unreadable(
                N_("Szenario {number} der Datei („{name}“): {reason}"),
                number=number,
                name=plain(str(name), LONGEST_NAME),
                reason=error.message,
            ) from error
    return tuple(scenarios), str(loaded.get("baseline", ""))[: LONGEST_NAME + 2], str(loaded.get("data", ""))
