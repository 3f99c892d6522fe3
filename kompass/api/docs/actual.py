"""The description of ``POST /api/v1/actual``."""

from __future__ import annotations

from typing import Any

from kompass.actual.course import Path
from kompass.actual.document import RECORD
from kompass.actual.records import Counting
from kompass.actual.sheets import EUROS
from kompass.api.docs.operations import JSON, Example, Operation, Parameter
from kompass.api.docs.schemas import (
    Schema,
    array,
    boolean,
    integer,
    mapping,
    number,
    object_of,
    string,
    transfer_schema,
)
from kompass.language import Language
from kompass.places.plan import Plan

_MONTHS = ((190, 40), (175, 38), (205, 45), (168, 31), (180, 33), (172, 30), (160, 28))


def actual_operation(words: Language, plan: Plan, error: Schema, *shared: Parameter) -> Operation:
    """The operation; ``shared`` are the parameters that all routes have."""
    t = words.text
    first = plan.codes[0] if plan.codes else ""
    records = [
        {"institution": first, "month": month, "entries": entries, "degree": degree}
        for month, (entries, degree) in enumerate(_MONTHS, start=1)
    ]
    wrong = [
        *records[:3],
        {"institution": first, "month": 13, "entries": 5},
        {"institution": first, "month": 5, "entries": -2},
    ]
    day = f"{plan.version[:4]}-08-03" if plan.version[:4].isdigit() else "2026-08-03"
    return Operation(
        "actual",
        "POST",
        "/api/v1/actual",
        t("Plan und Ist"),
        t(
            "Vergleicht Eintritte je Institution und Monat mit dem Plan, schätzt das Jahr mit einer Spanne von 80 % "
            "(Gamma-Poisson-Modell, ab drei Monaten) und schlägt Umbuchungen vor: dieselben Zahlen wie die Seite. Nichts "
            "davon wird aufgehoben."
        ),
        {JSON: _answer(words)},
        shared,
        (
            Example(
                "seven_months",
                t("Sieben Monate einer Institution"),
                body={"records": records, "counting": "monthly", "today": day},
            ),
            Example(
                "wrong", t("Ein 13. Monat und eine Zahl unter null"), body={"records": wrong, "today": day}
            ),
        ),
        _request(words, plan),
        object_of(
            {
                "error": error,
                "problems": array(
                    object_of(
                        {name: {"type": "string"} for name in ("cell", "value", "message", "suggestion")}
                    ),
                    t("Alles, was nicht stimmt, jedes mit seinem Feld, wenn es an den Zahlen liegt."),
                ),
            },
            optional=("problems",),
        ),
        further=(503,),
    )


def _request(words: Language, plan: Plan) -> Schema:
    t = words.text
    whole: Schema = {"type": ["integer", "null"], "minimum": 0}
    fields: dict[str, Schema] = dict.fromkeys(RECORD, whole)
    fields["institution"] = string(t("Kürzel oder Name laut Plan")) | {"examples": list(plan.codes)}
    fields["month"] = {"type": ["integer", "string"], "description": t("1 bis 12, oder der Name des Monats")}
    euros: dict[str, Any] = {name: {"type": ["number", "null"], "minimum": 0} for name in EUROS}
    return object_of(
        {
            "records": array(
                object_of(
                    fields, optional=tuple(name for name in RECORD if name not in ("institution", "month"))
                ),
                t("Je Institution und Monat ein Eintrag; was fehlt, ist nicht bekannt und nicht null."),
            ),
            "money": array(
                object_of({"institution": string(""), **euros}, optional=EUROS),
                t("Euro des Jahres bis heute"),
            ),
            "counting": string(
                t("Je Monat (monthly) oder seit Januar (cumulative) gezählt; ohne Angabe erkannt.")
            )
            | {"enum": list(Counting)},
            "path": string(t("Weg des Plans durch das Jahr; ohne Angabe gleichmäßig."))
            | {"enum": list(Path)},
            "today": string(t("Der Tag, an dem gerechnet wird; ohne Angabe heute.")) | {"format": "date"},
            "exercise": boolean(t("Ob die Zahlen zum Üben erfunden sind.")),
        },
        optional=("money", "counting", "path", "today", "exercise"),
    )


def _answer(words: Language) -> Schema:
    t = words.text
    course = _course(words)
    courses = {
        "total": course | {"description": t("Alle Institutionen zusammen")},
        "institutions": mapping(course, t("Je Institution nach ihrem Kürzel")),
    }
    moved = transfer_schema(words)
    transfer = object_of({**moved["properties"], "reason": string(t("Warum, ohne Zahlen"))})
    return object_of(
        {
            "plan": string(t("Version des Plans")),
            "year": integer(t("Planjahr")),
            "counting": string(t("Wie gezählt wurde")),
            "path": string(t("Weg des Plans")),
            "exercise": boolean(t("Ob die Zahlen zum Üben erfunden sind.")),
            "level": number(t("Anteil der Jahre, die in der Spanne enden")),
            **courses,
            "degree": object_of(courses, meaning=t("Ebenso für abschlussorientierte Eintritte")),
            "proposal": object_of(
                {
                    "scenario": string(t("Das Szenario mit den Umbuchungen, wie in „s“")),
                    "moved": integer(t("Plätze, die die Institution wechseln")),
                    "short": integer(t("Plätze, die niemand geben kann")),
                    "transfers": array(transfer, t("Die Umbuchungen")),
                },
                meaning=t("Was sich umbuchen ließe"),
            ),
            "money": mapping({"type": "object"}, t("Je Institution, die Geld angibt, und „total“")),
            "notes": array({"type": "string"}, t("Was auffällt, etwa Monate ohne Zahl")),
        }
    )


def _course(words: Language) -> Schema:
    t = words.text
    step = object_of({"month": integer(""), "low": integer(""), "expected": number(""), "high": integer("")})
    ahead = object_of(
        {
            "expected": number(t("Eintritte im ganzen Jahr, erwartet")),
            "low": integer(t("So viele mindestens")),
            "high": integer(t("So viele höchstens")),
            "fan": array(step, t("Bis zum Ende jedes kommenden Monats")),
        },
        meaning=t("Vorausschau; null unter drei Monaten"),
    )
    limits = object_of({"least": integer(""), "most": integer("")})
    out = object_of(
        {
            "earliest": integer(""),
            "expected": _or_null({"type": "integer"}),
            "latest": _or_null({"type": "integer"}),
        },
        meaning=t("Monat, in dem der Plan ausgeschöpft ist; null, wenn in diesem Jahr nicht"),
    )
    months = object_of(
        {"month": integer(""), "since": integer(t("erster Monat, der zählt")), "entries": integer("")}
    )
    return object_of(
        {
            "quota": integer(t("Plätze laut Plan")),
            "until": integer(t("letzter Monat mit Zahlen; 0 ohne")),
            "entered": integer(t("Eingetreten")),
            "months": array(months, t("Was gezählt ist")),
            "path": array({"type": "number"}, t("Plätze des Plans bis zum Ende jedes Monats")),
            "forecast": _or_null(ahead),
            "why_no_forecast": string(t("Warum es keine Vorausschau gibt; sonst leer")),
            "free": _or_null(limits),
            "missing": _or_null(limits),
            "exhausted": _or_null(out),
        }
    )


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}
