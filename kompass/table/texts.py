"""The texts of the negotiating table in a browser, by the names that ``view.js`` has for them."""

from __future__ import annotations

from kompass.language import N_, Language, Message
from kompass.table.blocked import REASONS, with_fields

_TEXTS = {
    "nothing": N_("Noch nichts verschoben: Das ist {baseline}"),
    "mixed": N_("Gleich viele Plätze wie {baseline}, anders gemischt"),
    "moved_one": N_("{code} {change}"),
    "no_rate": N_("–"),
    "about": N_("rund {number}"),
    "limited": N_("{number} ({limits})"),
    "span": N_("{low} bis {high}"),
    "label_places": N_("Plätze {code} {name}"),
    "label_degree": N_("Abschlussorientierte Plätze {code} {name}"),
    "degree": N_("davon abschluss\u00adorientiert"),
    "locked_note": N_("gesperrt"),
    "evens": N_("gleicht aus"),
    "was": N_("{baseline}: {n}"),
    "at_least": N_("mindestens {n}"),
    "at_most": N_("höchstens {n}"),
    "before_after": N_("{before} → {places}"),
    "as": N_("wie {baseline}"),
    "plus": N_("plus {n}"),
    "minus": N_("minus {n}"),
    "same": N_("unverändert"),
    "spoken_degree": N_("{code} {n} abschlussorientiert, {change}"),
    "undo": N_("Rückgängig"),
    "redo": N_("Wiederholen"),
    "reset": N_("Zurück zu: {baseline}"),
    "no_number": N_("„{typed}“ ist keine Zahl von Plätzen. Erwartet wird eine ganze Zahl, etwa {example}."),
    "waiting": N_(
        "Speichern wartet, der Server antwortet nicht. Hier geht es weiter; nachgeholt wird es von selbst."
    ),
}
_COUNTED = {
    "moved": Message.with_count(
        "Gegenüber {baseline}: {moved} Platz", "Gegenüber {baseline}: {moved} Plätze", "most"
    ),
    "frame": Message.with_count("{agency} (Rahmen): {n} Platz", "{agency} (Rahmen): {n} Plätze", "n"),
    "spoken_places": Message.with_count("{code} {n} Platz, {change}", "{code} {n} Plätze, {change}", "n"),
    "offer_places": Message.with_count(
        "Stattdessen {code} auf {n} Platz", "Stattdessen {code} auf {n} Plätze", "n"
    ),
    "offer_degree": Message.with_count(
        "Stattdessen {code} auf {n} abschlussorientierten",
        "Stattdessen {code} auf {n} abschlussorientierte",
        "n",
    ),
}


def texts(language: Language) -> dict[str, str | list[str]]:
    """The text of each name with its fields; where a number decides, singular, plural and the name of its field."""
    return {
        **{name: language.text(msgid) for name, msgid in _TEXTS.items()},
        **{name: with_fields(language, message) for name, message in _COUNTED.items()},
        **{name: with_fields(language, message) for name, message in REASONS.items()},
        "percent": language.percent_sign,
    }
