"""The simulator for the back row: before and after, the sums, and the way to the scenario for a phone."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

from kompass.briefing.qr import qr_code, qr_svg
from kompass.figures.exhibit import Kind
from kompass.figures.quotas import quota_citations
from kompass.figures.scenario import headline
from kompass.places.outcome import outcomes
from kompass.places.parameters import plain
from kompass.places.text import scenario_text
from kompass.presentation.drawing import Figure, tracks
from kompass.presentation.view import Room, View, sources

_ONLY_HERE = ("localhost", "127.0.0.1", "::1")  # addresses that lead a phone to itself


def simulator_view(room: Room) -> View:
    """What is on the table against its baseline; the controls below move places."""
    t, words, chosen = room.words.text, room.words, room.chosen
    scenario, baseline = chosen.scenario, chosen.baseline
    against = plain(words.message(chosen.baseline_name))
    names = room.facts["institutions"].set_index("code")["short_name"]
    rows = outcomes(scenario, baseline)
    # As in kompass.figures.scenario: room for the largest to grow by half, beyond that all places.
    usual = 1.5 * max(row.before for row in rows)
    reach = usual if max(row.places for row in rows) <= usual else scenario.total.places
    figures = [
        Figure(
            t("{number} {code}", number=str(number), code=row.code),
            words.number(row.places)
            if row.places == row.before
            else t("{before} → {places}", before=row.before, places=row.places),
            words.number(row.change, sign=True) if row.change else t("wie {baseline}", baseline=against),
            room.style.of(row.code),
            ring=row.before / reach,
            dot=row.places / reach,
        )
        for number, row in enumerate(rows, start=1)
    ]
    alt = "; ".join(f"{row.code} {names[row.code]}: {words.number(row.places)}" for row in rows)
    title = headline(scenario, baseline, against, words)
    picture = (
        f'<div class="table" data-s="{escape(scenario_text(scenario))}">'
        f"{tracks(figures, alt, room.style)}<aside>{_sums(room)}{_code(room)}</aside></div>"
    )
    kind = Kind.SCENARIO if scenario.ledger else Kind.PLAN
    used = quota_citations(room.facts, room.plan)
    return View(title, kind, picture, sources(used, room), _controls(room))


def _sums(room: Room) -> str:
    """Both sums, always there; what came from outside is named."""
    t, words, scenario = room.words.text, room.words, room.chosen.scenario
    outside = scenario.from_outside.places
    note = (
        t("{change} von außen", change=words.number(outside, sign=True))
        if outside
        else t("Summe wie im Plan")
    )
    places = (words.number(scenario.total.places), t("Plätze in Summe"), note)
    degree = (words.number(scenario.total.degree), t("mit Abschluss"))
    return "".join(
        f'<p class="sum"><b class="number">{escape(number)}</b>'
        f"{''.join(f'<small>{escape(line)}</small>' for line in lines)}</p>"
        for number, *lines in (places, degree)
    )


def _code(room: Room) -> str:
    """The QR code to the scenario; where it cannot work, why."""
    t = room.words.text
    code = qr_code(room.link)
    if code is None:
        too_long = t("Der Link ist zu lang für einen QR-Code.")
        return f"<p><small>{escape(too_long)}</small></p>"
    here = urlsplit(room.link).hostname in _ONLY_HERE
    note = t("nur auf diesem Rechner") if here else t("zum Szenario")
    drawn = qr_svg(code, t("QR-Code des Links zum Szenario"))
    return (
        f'<figure class="code"><a href="{escape(room.link)}">{drawn}</a>'
        f"<figcaption>{escape(note)}</figcaption></figure>"
    )


def _controls(room: Room) -> str:
    """Two selects and four buttons for who has no number keys; what the keys do; what blocked last."""
    t, codes = room.words.text, room.plan.codes
    options = "".join(f"<option>{escape(code)}</option>" for code in codes)
    selects = "".join(
        f'<label>{escape(label)} <select name="{name}"><option></option>{options}</select></label>'
        for name, label in (("giver", t("gibt")), ("taker", t("nimmt")))
    )
    buttons = "".join(
        f'<button type="button" data-step="{step}">{escape(room.words.number(step, sign=True))}</button>'
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
    said = _changed(room) or keys
    return (
        f'<form class="moves" data-choose="{escape(choose)}" data-offline="{escape(offline)}">'
        f'{selects}<span>{buttons}</span><p role="status" data-help="{escape(keys)}">{escape(said)}</p></form>'
    )


def _changed(room: Room) -> str:
    """What differs from the data that the link was made on; nothing when it is the same."""
    if not room.chosen.changed:
        return ""
    first = room.words.text("Der Link stammt von einem anderen Datenstand; gerechnet ist mit dem jetzigen.")
    return " ".join([first, *(plain(room.words.message(message)) for message in room.chosen.changed)])
