"""The form below the simulator view of the presentation: moves places by keys and with the mouse."""

from __future__ import annotations

import json
from html import escape

from kompass.figures.exhibit import KIND_LABELS, Kind, Made, kind_of, moved
from kompass.figures.quotas.places import quota_citations
from kompass.places.ledger import NO_LIMITS, Scenario
from kompass.places.moves import PROPORTIONAL
from kompass.places.negotiation import Negotiation
from kompass.places.parameters import plain
from kompass.presentation.view import ViewContext
from kompass.presentation.views.simulator import changed
from kompass.table import document


def controls(context: ViewContext) -> str:
    """HTML form: a select for giver and taker each, four buttons that move places, and a status line. The
    status line shows what differs from the link's data state, else the keyboard shortcuts. With it goes what the
    negotiating table needs to reckon in the browser."""
    t, codes = context.words.text, context.plan.codes
    options = "".join(f"<option>{escape(code)}</option>" for code in codes)
    selects = "".join(
        f'<label>{escape(label)} <select name="{name}"><option></option>{options}</select></label>'
        for name, label in (("giver", t("gibt")), ("taker", t("nimmt")))
    )
    buttons = "".join(
        f'<button type="button" data-step="{step}">{escape(context.words.number(step, sign=True))}</button>'
        for step in (-10, -1, 1, 10)
    )
    keys = t(
        "Tasten: 1–{count} gibt, Umschalt und 1–{count} nimmt, + und − bewegen 10, Pfeil auf und ab einen",
        count=len(codes),
    )
    choose = t(
        "Bitte erst wählen, wer gibt (1–{count}) und wer nimmt (Umschalt und 1–{count}).", count=len(codes)
    )
    offline = t(
        "Keine Verbindung zum Server: Verschoben wird weiter. Link und andere Ansichten folgen, wenn er wieder da ist."
    )
    alone = t("Nur in dieser Datei verschoben: Link und andere Ansichten zeigen den Stand beim Erstellen.")
    status = " ".join(changed(context)) or keys
    return (
        f'<form class="moves" data-choose="{escape(choose)}" data-offline="{escape(offline)}" '
        f'data-alone="{escape(alone)}" data-table="{escape(_table(context))}">{selects}<span>{buttons}</span>'
        f'<p role="status" data-help="{escape(keys)}">{escape(status)}</p></form>'
    )


def _table(context: ViewContext) -> str:
    """What the negotiating table needs, as JSON; see :mod:`kompass.table.document`."""
    chosen, plan, words = context.chosen, context.plan, context.words
    name = plain(words.message(chosen.baseline_name))
    untouched = kind_of(
        moved(Scenario(plan), Made.QUOTED), quota_citations(context.facts, plan), context.facts
    )
    given = {
        **document.lasting(context.facts, plan, (), context.style, words),
        **document.state(Negotiation(chosen.scenario), chosen.baseline, name, PROPORTIONAL, NO_LIMITS),
        "handles": False,
        "kinds": [words.text(KIND_LABELS[kind]) for kind in (untouched, Kind.SCENARIO)],
    }
    return json.dumps(given, ensure_ascii=False)
