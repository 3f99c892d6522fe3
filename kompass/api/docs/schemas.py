"""The JSON schemas of requests and responses, with a description for each field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kompass.figures.simulator.bases import BASES
from kompass.figures.unemployment.unemployed import LAWS
from kompass.language import Language
from kompass.places.goal_search.wishes import BASES as GOAL_BASES
from kompass.places.plan import Plan
from kompass.precision import LEVELS
from kompass.search.index import kind_labels

Schema = dict[str, Any]
OPTIONAL = ("baseline",)  # fields of the scenario response


def scenario_schema(words: Language, first_keys: Sequence[str]) -> Schema:
    """JSON schema of the response of ``/api/v1/scenario``."""
    t = words.text
    distance = t(
        "Plätze, die zwischen AC, DN und HS umgebucht werden müssten, damit es genau dem Schlüssel entspricht. Bei "
        "„sgb2_rule“ zählen Anlage 1 und Anlage 2 der EinglMV 2026 je zur Hälfte: unsere Lesart."
    )
    precision = object_of(
        {
            "precision": string(
                t(
                    "Das Ungenaueste, woraus die Zahl gemacht ist: exact = gezählt; rounded = auf die letzte gedruckte "
                    "Stelle gerundet; approximate = in der Quelle mit „knapp“, „gut“, „rund“ oder „ca.“."
                )
            )
            | {"enum": list(LEVELS)},
            "low": number(t("So klein kann die Zahl sein.")),
            "high": number(t("So groß kann die Zahl sein.")),
        }
    )
    institution = object_of(
        {
            "places": integer(t("Plätze")),
            "degree": integer(t("davon abschlussorientiert")),
            "change": integer(t("Plätze mehr oder weniger als im Plan")),
            "share": rate(t("Anteil an allen Plätzen; null, wenn es keine gibt")),
            "degree_rate": rate(t("Anteil abschlussorientierter Plätze; null ohne Plätze")),
            "change_from_baseline": integer(t("Plätze mehr oder weniger als im Vergleich; nur mit „basis“")),
        },
        optional=("change_from_baseline",),
    )
    flow = object_of(
        {
            "from": string(t("wer gibt; EXT ist außen")),
            "to": string(t("wer nimmt")),
            "places": integer(t("Plätze")),
        }
    )
    flows = t("Wer wem seit dem Plan wie viele Plätze gegeben hat; Gegenläufiges ist verrechnet.")
    redistributed = t("Plätze, die gegen den Plan die Institution wechseln (netto)")
    return object_of(
        {
            "plan": string(t("Version des Plans")),
            "scenario": string(t("Das Szenario in voller Schreibweise, wie in „s“")),
            "total": integer(t("Alle Plätze")),
            "degree_total": integer(t("davon abschlussorientiert")),
            "institutions": mapping(institution, t("Je Institution nach ihrem Kürzel")),
            "distance_to_key": object_of(dict.fromkeys(first_keys, number("")), meaning=distance),
            "distance_to_further_key": mapping(number(""), t("Ebenso für weitere Schlüssel.")),
            "distance_precision": mapping(
                precision,
                t(
                    "Je Schlüssel: wie genau sein Abstand ist. Die gedruckten Zahlen lassen nur zu, dass er zwischen „low“ "
                    "und „high“ liegt; sind sie nicht genau, ist der Abstand als „rund“ oder als Spanne zu zeigen."
                ),
            ),
            "from_outside": object_of(
                {"places": integer(t("Plätze")), "degree": integer(t("davon abschlussorientiert"))},
                meaning=t("Was von außen kam, weniger, was nach außen ging"),
            ),
            "redistributed": integer(redistributed),
            "flows": array(flow, flows),
            "districts": mapping(
                object_of(
                    {
                        "institution": string(t("Jobcenter des Kreises")),
                        "per_1000": object_of(
                            {
                                base.indicator_id: number(t("je 1.000 {base}", base=t(base.label)))
                                for base in BASES
                            },
                            meaning=t("Plätze des Jobcenters je 1.000 Menschen im Kreis"),
                        ),
                        "per_1000_precision": object_of(
                            {base.indicator_id: precision for base in BASES},
                            meaning=t("Wie genau jede dieser Zahlen ist"),
                        ),
                    }
                ),
                t("Je Kreis nach seinem Gemeindeschlüssel"),
            ),
            "legal_scopes": object_of(
                {
                    law: object_of(
                        {
                            "places": integer(t("Plätze")),
                            "unemployed": integer(t("Arbeitslose, Bestand eines Monats")),
                            "per_1000": number(t("Plätze je 1.000 Arbeitslose")),
                        }
                    )
                    for law in LAWS
                },
                meaning=t("Je Rechtskreis"),
            ),
            "ledger": array(
                object_of(
                    transfer_schema(words)["properties"] | {"reason": string(t("Begründung, oder leer"))}
                ),
                t(
                    "Die Umbuchungen der Reihe nach; ihre Plätze zusammengezählt sind die "
                    "Umbuchungen zusammen (brutto)"
                ),
            ),
            "baseline": object_of(
                {
                    "reference": string(t("wie in „basis“")),
                    "scenario": string(t("Das Vergleichsszenario in voller Schreibweise")),
                    "redistributed": integer(
                        t("Plätze, die gegen den Vergleich die Institution wechseln (netto)")
                    ),
                    "flows": array(flow, t("Wer wem seit dem Vergleich wie viele Plätze gegeben hat")),
                },
                meaning=t("Der Vergleich; nur mit „basis“"),
            ),
        },
        optional=OPTIONAL,
    )


def search_schema(words: Language) -> Schema:
    """JSON schema of the response of ``/api/v1/search``."""
    t = words.text
    hit = object_of(
        {
            "kind": string(t("Art des Treffers.")) | {"enum": list(kind_labels(words))},
            "label": string(t("Dieselbe Art in der Sprache der Antwort")),
            "title": string(t("Titel")),
            "code": string(t("Code, oder leer")),
            "page": string(t("Pfad der Seite, die es zeigt; leer für den Überblick")),
            "parameters": mapping({"type": "string"}, t("Was dafür in der Adresse der Seite steht")),
        }
    )
    return object_of({"hits": array(hit, t("Die Treffer, die besten zuerst"))})


def goal_schema(words: Language, plan: Plan) -> Schema:
    """JSON schema of the request body of ``POST /api/v1/goal``; all fields are optional."""
    t = words.text
    code = {"type": "string", "enum": list(plan.codes)}
    part = {"type": "number", "minimum": 0, "maximum": 1}
    places = {"type": "integer", "minimum": 0}
    fields = {
        "s": string(t("Das Szenario, von dem aus gesucht wird; wie bei /api/v1/scenario")),
        "minimum_per_1000": array(
            object_of(
                {
                    "institution": string(t("Kürzel eines Jobcenters")),
                    "of": string(t("Wovon gezählt wird.")) | {"enum": list(GOAL_BASES)},
                    "value": {"type": "number", "minimum": 0, "description": t("Plätze je 1.000")},
                }
            ),
            t("Plätze je 1.000 Menschen im Kreis, die ein Jobcenter mindestens haben soll"),
        ),
        "minimum_degree_rate": {
            "description": t(
                "Anteil abschlussorientierter Plätze, mindestens: eine Zahl für alle, oder je "
                "Institution eine"
            ),
            "anyOf": [part, mapping(part, "")],
        },
        "most_given": integer(t("So viele Plätze gibt jede Institution höchstens ab.")) | {"minimum": 0},
        "distance": array(
            object_of(
                {
                    "key": string(t("Name eines Schlüssels wie in „distance_to_key“")),
                    "places": {"type": "number", "minimum": 0, "description": t("Plätze")},
                }
            ),
            t("Abstand zu einem Schlüssel, höchstens"),
        ),
        "locked": array(code, t("Institutionen, deren Plätze bleiben, wie sie sind")),
        "floors": mapping(places, t("Je Institution: so viele Plätze behält sie mindestens")),
        "ceilings": mapping(places, t("Je Institution: so viele Plätze hat sie höchstens")),
    }
    return object_of(fields, optional=tuple(fields))


def transfer_schema(words: Language) -> Schema:
    """JSON schema of a transfer between institutions."""
    t = words.text
    return object_of(
        {
            "from": string(t("wer gibt; EXT ist außen")),
            "to": string(t("wer nimmt")),
            "places": integer(t("Plätze")),
            "degree": integer(t("davon abschlussorientiert")),
        }
    )


def _described(schema: Schema, meaning: str) -> Schema:
    return schema | {"description": meaning} if meaning else schema


def string(meaning: str) -> Schema:
    """JSON schema of a string."""
    return _described({"type": "string"}, meaning)


def integer(meaning: str) -> Schema:
    """JSON schema of an integer."""
    return _described({"type": "integer"}, meaning)


def boolean(meaning: str) -> Schema:
    """JSON schema of a boolean."""
    return _described({"type": "boolean"}, meaning)


def number(meaning: str) -> Schema:
    """JSON schema of a number that is never null."""
    return _described({"type": "number"}, meaning)


def rate(meaning: str) -> Schema:
    """JSON schema of a number from 0 to 1; null if the denominator is zero."""
    return _described({"type": ["number", "null"], "minimum": 0, "maximum": 1}, meaning)


def array(entry: Schema, meaning: str) -> Schema:
    """JSON schema of an array."""
    return _described({"type": "array", "items": entry}, meaning)


def mapping(entry: Schema, meaning: str) -> Schema:
    """JSON schema of an object with any keys and values of the schema ``entry``."""
    return _described({"type": "object", "additionalProperties": entry}, meaning)


def object_of(fields: Mapping[str, Schema], optional: Sequence[str] = (), meaning: str = "") -> Schema:
    """JSON schema of an object with exactly these fields, required unless in ``optional``."""
    needed = [name for name in fields if name not in optional]
    schema: Schema = {"type": "object", "properties": dict(fields), "additionalProperties": False}
    return _described(schema | ({"required": needed} if needed else {}), meaning)
