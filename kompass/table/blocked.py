"""Why a move is not possible, as the negotiating table in the browser says it: the texts of ``kompass.places``."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from kompass.language import N_, Language, Message

# By the reason of ``Blocked`` in arithmetic.js.
REASONS: Mapping[str, str | Message] = {
    "locked": N_("{code} ist gesperrt. Bitte die Sperre lösen."),
    "ceiling": Message.with_count(
        "{code} soll höchstens {ceiling} Platz haben und kann nur {possible} nehmen, nicht {wanted}.",
        "{code} soll höchstens {ceiling} Plätze haben und kann nur {possible} nehmen, nicht {wanted}.",
        "ceiling",
    ),
    "floor": Message.with_count(
        "{code} soll mindestens {floor} Platz behalten und kann nur {possible} abgeben, nicht {wanted}.",
        "{code} soll mindestens {floor} Plätze behalten und kann nur {possible} abgeben, nicht {wanted}.",
        "floor",
    ),
    "has": Message.with_count(
        "{code} kann höchstens {possible} Platz abgeben, nicht {wanted}.",
        "{code} kann höchstens {possible} Plätze abgeben, nicht {wanted}.",
        "possible",
    ),
    "has_degree": Message.with_count(
        "{code} hat nur {possible} abschlussorientierten Platz und kann nicht {wanted} abgeben.",
        "{code} hat nur {possible} abschlussorientierte Plätze und kann nicht {wanted} abgeben.",
        "possible",
    ),
    "has_others": Message.with_count(
        "{code} hat nur {possible} anderen Platz und kann nicht {wanted} dafür geben.",
        "{code} hat nur {possible} andere Plätze und kann nicht {wanted} dafür geben.",
        "possible",
    ),
    "keeps_degree": Message.with_count(
        "{code} behielte {places} Platz, davon {degree} abschlussorientiert: Es müssten mehr "
        "abschlussorientierte Plätze mitgehen.",
        "{code} behielte {places} Plätze, davon {degree} abschlussorientiert: Es müssten mehr "
        "abschlussorientierte Plätze mitgehen.",
        "places",
    ),
    "too_much_degree": Message.with_count(
        "Von {places} Platz können nicht {degree} abschlussorientiert sein.",
        "Von {places} Plätzen können nicht {degree} abschlussorientiert sein.",
        "places",
    ),
    "unknown": N_("{code} ist keine Institution dieses Plans. Möglich sind {codes}."),
    "itself": N_("{code} kann nicht an sich selbst abgeben."),
    "none": N_("Es muss mindestens ein Platz umgebucht werden, nicht {places}."),
    "all_locked": N_("Alle anderen sind gesperrt: Es gibt keinen Ausgleich für {code}."),
    "too_long": N_("Das Szenario ist zu lang: höchstens {limit} Zeichen."),
    "other_plan": N_("Das Szenario gehört zum Plan „{version}“, geladen ist der Plan {plan}."),
    "unreadable": N_("Umbuchung {number} („{part}“) ist nicht lesbar. Erwartet wird etwa AA-HS.100.25."),
    "impossible": N_("Umbuchung {number} ({part}): {reason}"),
}


def with_fields(language: Language, message: str | Message) -> str | list[str]:
    """A text in a language with its fields as they are; where a number decides, singular, plural and the name of its
    field."""
    if isinstance(message, str):
        return language.text(message)
    words = message.msgid + message.many
    fields = {name: f"{{{name}}}" for _, name, _, _ in Formatter().parse(words) if name}
    return [*(language.plural(message.msgid, message.many, n, **fields) for n in (1, 2)), message.by]
