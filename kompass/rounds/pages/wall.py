"""The wall of a round: all answers of each institution as dots, the room's split, and the way in while it is open."""

from __future__ import annotations

from html import escape
from typing import Any

import segno

from kompass.facts import Facts
from kompass.figures.exhibit import KIND_LABELS, Kind
from kompass.language import N_, Language, Message
from kompass.places.keys import comparison_keys
from kompass.places.plan import plan_of
from kompass.places.text import scenario_from_text
from kompass.request.qr import QUIET, qr_svg
from kompass.rounds.model import FEWEST
from kompass.rounds.pages.phone import asked
from kompass.rounds.pages.shell import LEAD, PAGES, SLIDE, TAKE, asset, colours, data, document, script
from kompass.rounds.result import AGREE, OVERRIDE, RECEIPT, method
from kompass.rounds.store import Round
from kompass.table.blocked import with_fields
from kompass.table.texts import texts

# By the names that wall.js has for them; it fills their fields.
_TEXTS = {
    "open": N_("offen"),
    "closed": N_("geschlossen"),
    "left": N_("noch {time}"),
    "lost": N_("Verbindung unterbrochen, es wird weiter versucht"),
    "paper": N_("davon {n} auf Papier"),
    "split": N_("Aufteilung des Saals"),
    "distance": N_("Abstand in Plätzen"),
    "agree": AGREE,
    "receipt": RECEIPT,
    "most": N_("Am häufigsten gewählt: {name}, {n} von {all} ({share})"),
    "override": OVERRIDE,
    "alt": N_("{code}: {n} Antworten von {min} bis {max}, Median {median}, Aufteilung des Saals {split}"),
    "axis": N_("Punkt: eine Antwort · Kasten: mittlere Hälfte · Strich: Median · Raute: Saal"),
}


def address_of(code: str, base: str) -> str:
    """The address that a phone opens; ``base`` is the server's, with a final "/"."""
    return f"{base}{PAGES.lstrip('/')}/{code}"


def code_picture(code: str, base: str, words: Language, image: bool = False) -> str:
    """The QR code of a round as an SVG element, or as an image where SVG elements are not let through."""
    drawn = segno.make_qr(address_of(code, base), error="m", boost_error=True)
    title = words.text("QR-Code der Runde {code}", code=code)
    if image:
        return f'<img alt="{escape(title)}" src="{drawn.svg_data_uri(border=QUIET, light="#fff")}">'
    return qr_svg(drawn, title)


def wall_html(found: Round, facts: Facts, words: Language, base: str, theme: str = "") -> str:
    """The HTML of the wall; a script fills it from the round's events."""
    t, plan, question = words.text, plan_of(facts), found.question
    kind = words.text(KIND_LABELS[Kind.DERIVED])
    title, shown = asked(question, words), address_of(found.code, base).partition("://")[2]
    how = method(found, words)
    join, take = t("Mitmachen: Code scannen oder eingeben"), t("In den Simulator übernehmen")
    links = [
        (f"../../api/v1/rounds/{found.code}/receipt.json", t("Beleg (JSON)")),
        (f"../../api/v1/rounds/{found.code}/receipt.csv", t("Antworten (CSV)")),
        (SLIDE, t("Folie (PPTX)")),
        (LEAD, t("Moderation")),
    ]
    ways = "".join(f'<a href="{to}?lang={words.code}">{escape(text)}</a>' for to, text in links)
    name = t("Runde {code}", code=found.code)
    body = (
        f'<main class="wall"><header><div><h1>{escape(title)}</h1>'
        f'<p class="about"><span id="state"></span> <span class="kind">{escape(kind)}</span></p></div>'
        '<p class="answers" role="status"><b id="count">0</b> <span id="noun"></span></p></header>'
        f'<div class="middle"><section id="picture" aria-live="off"></section>'
        f'<aside id="way"><p>{escape(join)}</p>'
        f'{code_picture(found.code, base, words)}<p class="code">{escape(found.code)}</p>'
        f'<p class="address">{escape(shown)}</p></aside></div>'
        f'<section id="facts"></section><p class="method">{escape(how)} <span id="receipt"></span></p>'
        f'<p class="ways"><a id="take" href="{TAKE}?lang={words.code}" hidden>{escape(take)}</a>'
        f"{ways}</p></main>" + data("round", _given(found, facts, words))
    )
    css = colours(plan, theme) + asset("wall.css")
    return document(f"{name}: {title}", body, css, script("wall.js"), words)


def _given(found: Round, facts: Facts, words: Language) -> dict[str, Any]:
    t, plan, question = words.text, plan_of(facts), found.question
    names = facts["institutions"].set_index("code")["short_name"]
    start = scenario_from_text(plan, question.start)
    return {
        "api": f"../../api/v1/rounds/{found.code}",
        "parties": [{"code": c, "name": str(names[c]), "start": start.quotas[c].places} for c in plan.codes],
        "keys": {key.key_id: t(key.label) for key in comparison_keys(facts)},
        "separators": words.separators,
        "names": {o.s: t(o.name) if o.formula else o.name for o in question.options},
        "words": {
            **{name: texts(words)[name] for name in ("about", "limited", "span", "percent")},
            **{name: t(msgid) for name, msgid in _TEXTS.items()},
            "round": t("Runde {code}", code=found.code),
            "plan": t("Plan {version}", version=plan.version),
            "answers": with_fields(words, Message.with_count("Antwort", "Antworten", "n")),
            "few": with_fields(
                words,
                Message.with_count(
                    "Ab {least} Antworten steht hier das Ergebnis. Noch {n} fehlt.",
                    "Ab {least} Antworten steht hier das Ergebnis. Noch {n} fehlen.",
                    "n",
                ),
            ),
        },
        "fewest": FEWEST,
    }
