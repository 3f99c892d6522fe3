"""What the checker of the tables found in a cell, a row or a heading, in words for whoever holds the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from kompass.language import N_, Message

SHOWN = 80  # characters of a value
TYPES: Mapping[str, str] = {
    "integer": N_("eine ganze Zahl"),
    "number": N_("eine Zahl"),
    "boolean": N_("ja oder nein"),
    "date": N_("ein Tag, etwa 2024-11-30"),
    "string": N_("ein Text"),
}
TYPE = N_("Dort steht „{value}“; erwartet ist {expected}.")
EMPTY = N_("Die Zelle ist leer, der Wert ist nötig. Tragen Sie ihn ein, oder löschen Sie die Zeile.")
ONE_OF = N_("Dort steht „{value}“; erwartet ist eines von: {values}.")
FORM = N_("Dort steht „{value}“; erwartet ist die Form {pattern}.")
LEAST = N_("Dort steht „{value}“; erwartet ist mindestens {limit}.")
MOST = N_("Dort steht „{value}“; erwartet ist höchstens {limit}.")
ELSEWHERE = N_("„{value}“ steht nicht in der Tabelle {other}. Bitte dort ergänzen oder hier berichtigen.")
_ELSEWHERE = re.compile(r'values? "(.*)" not found in the lookup table "(\w+)"')
# By the checker's names; all of them name the place already.
_OTHERS: Mapping[str, str] = {
    "primary-key": N_("Diese Zeile gibt es schon einmal. Bitte eine von beiden löschen."),
    "blank-row": N_("Die Zeile ist leer. Bitte löschen."),
    "extra-cell": N_(
        'Die Zeile hat mehr Zellen als die erste. Enthält ein Text ein Komma, gehört er in "…".'
    ),
    "missing-cell": N_("Die Zeile hat weniger Zellen als die erste. Bitte ergänzen."),
    "incorrect-label": N_("Die Spalte heißt „{value}“. Die Überschriften stehen in data/datapackage.json."),
    "missing-label": N_("Die Spalte fehlt. Die Überschriften stehen in data/datapackage.json."),
    "extra-label": N_("Diese Spalte kennt die Tabelle nicht. Bitte löschen."),
    "duplicate-label": N_("Die Spalte gibt es zweimal. Bitte eine löschen."),
    "blank-label": N_("Die Spalte hat keine Überschrift. Bitte ergänzen."),
    "source-error": N_("Die Datei ist leer oder keine Tabelle. Bitte durch eine mit Überschriften ersetzen."),
}


def fault(error: Any, fields: Mapping[str, Mapping[str, Any]]) -> Message | str:
    """What is wrong, by an error of Frictionless; ``fields`` are the descriptions of the table's columns by name."""
    name = str(getattr(error, "field_name", ""))
    value = "".join(
        c if c.isprintable() else f"\\x{ord(c):02x}"
        for c in str(getattr(error, "cell", "") or getattr(error, "label", ""))[:SHOWN]
    )
    field = fields.get(name, {})
    if error.type == "type-error":
        return Message(
            TYPE, {"value": value, "expected": Message(TYPES.get(str(field.get("type")), TYPES["string"]))}
        )
    if error.type == "constraint-error":
        return _constraint(error.note, value, field.get("constraints", {})) or str(error.note)
    if error.type == "foreign-key" and (found := _ELSEWHERE.search(error.note)):
        return Message(ELSEWHERE, {"value": found[1][:SHOWN], "other": found[2]})
    if error.type in _OTHERS:
        return Message(_OTHERS[error.type], {"value": value})
    return str(error.note or error.message)


def _constraint(note: str, value: str, constraints: Mapping[str, Any]) -> Message | None:
    """The message on the constraint that the note names."""
    broken = next((name for name in constraints if f'"{name}"' in note), "")
    limit = constraints.get(broken)
    match broken:
        case "required":
            return Message(EMPTY)
        case "enum":
            return Message(ONE_OF, {"value": value, "values": ", ".join(map(str, limit or ()))})
        case "pattern":
            return Message(FORM, {"value": value, "pattern": str(limit)})
        case "minimum":
            return Message(LEAST, {"value": value, "limit": str(limit)})
        case "maximum":
            return Message(MOST, {"value": value, "limit": str(limit)})
        case "unique":
            return Message(_OTHERS["primary-key"])
    return None
