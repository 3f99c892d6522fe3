"""Why a move is not possible, as the negotiating table in the browser says it: the texts of ``kompass.places``."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from kompass.language import Language, Message
from kompass.places import refusals

# By the reason of ``Blocked`` in arithmetic.js.
REASONS: Mapping[str, str | Message] = {
    "locked": refusals.LOCKED,
    "ceiling": refusals.CEILING,
    "floor": refusals.FLOOR,
    "has": refusals.HAS,
    "has_degree": refusals.HAS_DEGREE,
    "has_others": refusals.HAS_OTHERS,
    "keeps_degree": refusals.KEEPS_DEGREE,
    "too_much_degree": refusals.TOO_MUCH_DEGREE,
    "unknown": refusals.UNKNOWN,
    "itself": refusals.ITSELF,
    "none": refusals.NO_PLACE,
    "all_locked": refusals.ALL_LOCKED,
    "too_long": refusals.TOO_LONG,
    "other_plan": refusals.OTHER_PLAN,
    "unreadable": refusals.UNREADABLE,
    "impossible": refusals.IMPOSSIBLE,
}


def with_fields(language: Language, message: str | Message) -> str | list[str]:
    """A text in a language with its fields as they are; where a number decides, singular, plural and the name of its
    field."""
    if isinstance(message, str):
        return language.text(message)
    words = message.msgid + message.many
    fields = {name: f"{{{name}}}" for _, name, _, _ in Formatter().parse(words) if name}
    return [*(language.plural(message.msgid, message.many, n, **fields) for n in (1, 2)), message.by]
