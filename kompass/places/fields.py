"""The fields of a JSON document, read strictly: what is wrong is told with its field, what is expected and what is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kompass.language import N_, Message
from kompass.places.ledger import ScenarioError


def wrong(field: str | Message, expected: Message, found: object) -> ScenarioError:
    """The error of a field that holds something else than is expected."""
    return ScenarioError(
        N_("Feld {field}: Erwartet wird {expected}, nicht „{found}“."),
        field=field,
        expected=expected,
        found=str(found)[:40],
    )


def members(
    field: str | Message, value: object, names: Sequence[str], needed: Sequence[str] = ()
) -> Mapping[str, Any]:
    """An object with some of these names and all that are needed; ``field`` is "" for the whole document.

    Raises :class:`ScenarioError`.
    """
    where = field or Message(N_("Anfrage"))
    if not isinstance(value, Mapping):
        raise wrong(where, Message(N_("ein Objekt mit {names}"), {"names": ", ".join(names)}), value)
    for name in (*value, *needed):
        if name not in names:
            raise wrong(where, only(names), name)
        if name not in value:
            raise ScenarioError(N_("Feld {field}: Es fehlt {name}."), field=where, name=name)
    return value


def only(names: Sequence[str]) -> Message:
    """What is expected where nothing but these names may stand."""
    return Message(N_("nur {names}"), {"names": ", ".join(names)})
