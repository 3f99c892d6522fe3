"""The moderator's page: close, count paper slips, set another split with a reason. It works with the key only."""

from __future__ import annotations

from html import escape

from kompass.facts import Facts
from kompass.language import Language
from kompass.places.plan import plan_of
from kompass.rounds.model import QuestionKind
from kompass.rounds.pages.phone import asked, choices_html, counterparts, table_data
from kompass.rounds.pages.shell import TAKE, WALL, asset, colours, data, document, other_languages, script
from kompass.rounds.pages.wall import address_of
from kompass.rounds.routes import LONGEST_REASON
from kompass.rounds.store import MOST_SLIPS, Round
from kompass.table import module


def lead_html(found: Round, facts: Facts, words: Language, base: str) -> str:
    """The HTML of the moderator's page."""
    t, plan, question = words.text, plan_of(facts), found.question
    own_split = question.kind is QuestionKind.SPLIT
    choose = (
        f'{counterparts(facts, plan, words)}<div id="table"></div><p class="bk-say" data-say role="alert"></p>'
        '<p class="summary" data-value="headline"></p>'
        if own_split
        else choices_html(question, plan, words)
    )
    key, heads = t("Schlüssel der Moderation"), (t("Schließen"), t("Zettel und andere Aufteilung"))
    slips, why = t("Zettel mit dieser Aufteilung"), t("Grund, diese Aufteilung statt der des Saals zu zeigen")
    close, count = t("Runde schließen"), t("Zettel zählen")
    replace, restore = t("Statt der des Saals zeigen"), t("Wieder die des Saals zeigen")
    title = t("Moderation der Runde {code}", code=found.code)
    api = f"../../api/v1/rounds/{found.code}"
    links = [
        (WALL, t("Wand")),
        (address_of(found.code, base), t("Seite für Telefone")),
        (TAKE, t("In den Simulator übernehmen")),
        (f"{api}/receipt.json", t("Beleg (JSON)")),
        (f"{api}/receipt.csv", t("Antworten (CSV)")),
    ]
    ways = "".join(f'<a href="{escape(to)}?lang={words.code}">{escape(text)}</a>' for to, text in links)
    body = (
        f'<main class="bk"><h1>{escape(title)}</h1><p>{escape(asked(question, words))}</p>'
        f'<p class="ways">{ways}{other_languages(words)}</p>'
        f'<form id="key"><label>{escape(key)}<input name="key" autocomplete="off" '
        f'spellcheck="false" placeholder="xxxx-xxxx-xxxx-xxxx"></label></form>'
        f'<p id="told" role="status"></p>'
        f"<h2>{escape(heads[0])}</h2>"
        f'<form data-to="close"><button class="act">{escape(close)}</button></form>'
        f"<h2>{escape(heads[1])}</h2>{choose}"
        f'<form data-to="slips"><label>{escape(slips)}<input name="count" type="number" min="0" '
        f'max="{MOST_SLIPS}" value="1" required></label><button class="act">{escape(count)}</button></form>'
        f'<form data-to="override"><label>{escape(why)}'
        f'<input name="reason" maxlength="{LONGEST_REASON}" required></label>'
        f'<button class="act">{escape(replace)}</button></form>'
        f'<form data-to="restore"><button class="act">{escape(restore)}</button></form></main>'
        + data(
            "round",
            {
                "api": api,
                "code": found.code,
                "lang": words.code,
                "table": table_data(found, facts, words) if own_split else None,
                "say": {
                    "close": t("Die Runde ist geschlossen."),
                    "slips": t("Gezählt: {n}. Noch einmal dieselbe Aufteilung ersetzt die Zahl.", n="{n}"),
                    "override": t("Gezeigt wird Ihre Aufteilung, mit dem Grund."),
                    "restore": t("Gezeigt wird wieder die Aufteilung des Saals."),
                    "choose": t("Bitte erst eine Antwort wählen."),
                    "lost": t("Der Server antwortet nicht. Bitte noch einmal."),
                },
            },
        )
    )
    css = colours(plan) + (module.style() if own_split else "") + asset("page.css")
    return document(title, body, css, script("lead.js"), words)
