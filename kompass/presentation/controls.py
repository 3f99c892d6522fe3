"""The form below the simulator view of the presentation: moves places with the mouse."""

from __future__ import annotations

from html import escape

from kompass.presentation.view import ViewContext
from kompass.presentation.views.simulator import changed


def controls(context: ViewContext) -> str:
    """HTML form: a select for giver and taker each, four buttons that move places, and a status line. The
    status line shows what differs from the link's data state, else the keyboard shortcuts."""
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
    offline = t("Keine Verbindung zum Server: Gezeigt wird der letzte Stand.")
    status = " ".join(changed(context)) or keys
    return (
        f'<form class="moves" data-choose="{escape(choose)}" data-offline="{escape(offline)}">'
        f'{selects}<span>{buttons}</span><p role="status" data-help="{escape(keys)}">{escape(status)}</p></form>'
    )
