"""The page of a phone: the negotiating table or the options, one button, and what has become of the answer."""

from __future__ import annotations

from html import escape
from typing import Any

from kompass.facts import Facts
from kompass.figures.charts.style import LIGHT
from kompass.figures.simulator.scenario import net_changes
from kompass.language import Language
from kompass.places.moves import PROPORTIONAL
from kompass.places.negotiation import Negotiation
from kompass.places.plan import Plan, plan_of
from kompass.places.text import scenario_from_text
from kompass.rounds.model import LABELS, Question, QuestionKind
from kompass.rounds.pages.shell import (
    WALL,
    asset,
    colours,
    data,
    document,
    in_theme,
    other_languages,
    script,
)
from kompass.rounds.store import Round
from kompass.table import document as table
from kompass.table import module

TOKEN = "%TOKEN%"  # in the page that is kept for all; each phone gets its own


def asked(question: Question, words: Language) -> str:
    """The question as the moderator has put it, else as its kind does."""
    return question.title or words.text(LABELS[question.kind])


def table_data(found: Round, facts: Facts, words: Language) -> dict[str, Any]:
    """What the negotiating table is given: the start of the round is its baseline."""
    plan = plan_of(facts)
    start = scenario_from_text(plan, found.question.start)
    name = (
        words.text("Ausgangsszenario") if start.ledger else words.text("Plan {version}", version=plan.version)
    )
    given = {
        **table.lasting(facts, plan, (), LIGHT, words),
        **table.state(Negotiation(start), start, name, PROPORTIONAL, found.question.limits(plan)),
        "handles": found.question.kind is QuestionKind.SPLIT,
    }
    return {**given, "parties": in_theme(given["parties"])}


def counterparts(facts: Facts, plan: Plan, words: Language) -> str:
    """The select element of who gives or takes when one institution is moved."""
    t, names = words.text, facts["institutions"].set_index("code")["short_name"]
    label, all_others = t("Ausgleich mit"), t("anteilig auf alle nicht gesperrten")
    options = "".join(f'<option value="{escape(c)}">{escape(f"{c} {names[c]}")}</option>' for c in plan.codes)
    return (
        f'<p class="with"><label>{escape(label)} <select id="with"><option value="{PROPORTIONAL}">'
        f"{escape(all_others)}</option>{options}</select></label></p>"
    )


def choices_html(question: Question, plan: Plan, words: Language) -> str:
    """The options as a group of radio buttons, each with what it changes."""
    items = []
    for option in question.options:
        change = net_changes(scenario_from_text(plan, option.s), words)
        note = change or words.text("wie Plan {version}", version=plan.version)
        name = words.text(option.name) if option.formula else option.name
        items.append(
            f'<label class="option"><input type="radio" name="option" value="{escape(option.s)}">'
            f"<span><b>{escape(name)}</b><small>{escape(note)}</small></span></label>"
        )
    legend = asked(question, words)
    return f'<fieldset><legend class="heard">{escape(legend)}</legend>{"".join(items)}</fieldset>'


def phone_html(found: Round, facts: Facts, words: Language, days: int) -> str:
    """The HTML of the phone page with :data:`TOKEN` in the place of the token."""
    t, plan, question = words.text, plan_of(facts), found.question
    title = asked(question, words)
    own_split = question.kind is QuestionKind.SPLIT
    if own_split:
        rule = t("Verschieben Sie Plätze. Was einer bekommt, geben andere ab: Die Summen bleiben.")
        part = f'<p class="rule">{escape(rule)}</p>{counterparts(facts, plan, words)}<div id="table"></div>'
        summary = '<p class="summary" data-value="headline"></p>'
    else:
        part, summary = choices_html(question, plan, words), ""
    send, private, result = t("Abgeben"), privacy(words, days), t("Zum Ergebnis")
    name = t("Runde {code}", code=found.code)
    noscript = t(
        "Diese Seite braucht JavaScript. Ohne geht ein Zettel auf Papier: Bitte die Moderation fragen."
    )
    body = (
        f'<main class="bk"><header><p class="over"><span>{escape(name)}</span>'
        f'<span id="left"></span></p><h1>{escape(title)}</h1></header>'
        f"<noscript><p>{escape(noscript)}</p></noscript>{part}"
        f'<section class="send"><p class="bk-say" data-say role="alert"></p>{summary}'
        f'<button type="button" id="send">{escape(send)}</button><p id="status" role="status"></p>'
        f'<a id="result" href="{found.code}/{WALL}?lang={words.code}" hidden>{escape(result)}</a></section>'
        f'<footer><p>{escape(private)}</p><p class="ways"><a href="{found.code}/{WALL}?lang={words.code}">'
        f"{escape(result)}</a>{other_languages(words)}</p></footer></main>"
        + data("round", _given(found, facts, words, own_split))
    )
    css = colours(plan) + (module.style() if own_split else "") + asset("page.css")
    return document(f"{name}: {title}", body, css, script("phone.js"), words)


def privacy(words: Language, days: int) -> str:
    """What is kept, in one sentence."""
    return words.plural(
        "Anonym: Gespeichert wird nur Ihre Aufteilung mit einer Zufallszahl, kein Name und keine Adresse; nach {n} Tag "
        "ist alles gelöscht.",
        "Anonym: Gespeichert wird nur Ihre Aufteilung mit einer Zufallszahl, kein Name und keine Adresse; nach {n} Tagen "
        "ist alles gelöscht.",
        days,
    )


def _given(found: Round, facts: Facts, words: Language, own_split: bool) -> dict[str, Any]:
    t = words.text
    return {
        "code": found.code,
        "api": f"../api/v1/rounds/{found.code}",
        "lang": words.code,
        "token": TOKEN,
        "open": found.open,
        "closes": found.closes_at,
        "table": table_data(found, facts, words) if own_split else None,
        "say": {
            "new": t("Noch nicht abgegeben."),
            "changed": t("Geändert, noch nicht abgegeben."),
            "sending": t("Wird gespeichert …"),
            "waiting": t("Keine Verbindung. Ihre Antwort wartet hier und wird von selbst nachgeholt."),
            "saved": t("Gespeichert. Ändern geht, bis die Runde schließt."),
            "closed": t("Die Runde ist geschlossen."),
            "counted": t("Ihre Antwort zählt."),
            "uncounted": t("Von diesem Gerät ist keine Antwort dabei."),
            "lost": t("Ihre letzte Änderung kam zu spät."),
            "gone": t("Diese Runde gibt es nicht mehr."),
            "choose": t("Bitte erst eine Antwort wählen."),
            "send": t("Abgeben"),
            "again": t("Änderung abgeben"),
            "left": t("noch {time}", time="{time}"),
        },
    }
