"""The JSON schemas of what the routes take and answer, each field with its meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kompass.figures.scenario_map import BASES
from kompass.figures.unemployed import LAWS
from kompass.language import Language
from kompass.places.goal_wishes import BASES as GOAL_BASES
from kompass.places.plan import Plan
from kompass.precision import LEVELS
from kompass.search import kind_labels

Schema = dict[str, Any]
OPTIONAL = ("baseline",)  # of the scenario's document


def scenario_fields(words: Language, first_keys: Sequence[str]) -> Schema:
    """The answer of ``/api/v1/scenario``."""
    t = words.text
    distance = t(
        "Plätze, die zwischen AC, DN und HS umgebucht werden müssten, damit es genau dem Schlüssel entspricht. Bei "
        "„sgb2_rule“ zählen Anlage 1 und Anlage 2 der EinglMV 2026 je zur Hälfte: unsere Lesart."
    )
    precision = record(
        {
            "precision": text(
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
    institution = record(
        {
            "places": whole(t("Plätze")),
            "degree": whole(t("davon abschlussorientiert")),
            "change": whole(t("Plätze mehr oder weniger als im Plan")),
            "share": rate(t("Anteil an allen Plätzen; null, wenn es keine gibt")),
            "degree_rate": rate(t("Anteil abschlussorientierter Plätze; null ohne Plätze")),
            "change_from_baseline": whole(t("Plätze mehr oder weniger als im Vergleich; nur mit „basis“")),
        },
        optional=("change_from_baseline",),
    )
    flow = record(
        {
            "from": text(t("wer gibt; EXT ist außen")),
            "to": text(t("wer nimmt")),
            "places": whole(t("Plätze")),
        }
    )
    flows = t("Wer wem seit dem Plan wie viele Plätze gegeben hat; Gegenläufiges ist verrechnet.")
    redistributed = t("Plätze, die gegen den Plan die Institution wechseln (netto)")
    return record(
        {
            "plan": text(t("Version des Plans")),
            "scenario": text(t("Das Szenario in voller Schreibweise, wie in „s“")),
            "total": whole(t("Alle Plätze")),
            "degree_total": whole(t("davon abschlussorientiert")),
            "institutions": by_name(institution, t("Je Institution nach ihrem Kürzel")),
            "distance_to_key": record(dict.fromkeys(first_keys, number("")), meaning=distance),
            "distance_to_further_key": by_name(number(""), t("Ebenso für weitere Schlüssel.")),
            "distance_precision": by_name(
                precision,
                t(
                    "Je Schlüssel: wie genau sein Abstand ist. Die gedruckten Zahlen lassen nur zu, dass er zwischen „low“ "
                    "und „high“ liegt; sind sie nicht genau, ist der Abstand als „rund“ oder als Spanne zu zeigen."
                ),
            ),
            "from_outside": record(
                {"places": whole(t("Plätze")), "degree": whole(t("davon abschlussorientiert"))},
                meaning=t("Was von außen kam, weniger, was nach außen ging"),
            ),
            "redistributed": whole(redistributed),
            "flows": listed(flow, flows),
            "districts": by_name(
                record(
                    {
                        "institution": text(t("Jobcenter des Kreises")),
                        "per_1000": record(
                            {
                                base.indicator_id: number(t("je 1.000 {base}", base=t(base.label)))
                                for base in BASES
                            },
                            meaning=t("Plätze des Jobcenters je 1.000 Menschen im Kreis"),
                        ),
                        "per_1000_precision": record(
                            {base.indicator_id: precision for base in BASES},
                            meaning=t("Wie genau jede dieser Zahlen ist"),
                        ),
                    }
                ),
                t("Je Kreis nach seinem Gemeindeschlüssel"),
            ),
            "legal_scopes": record(
                {
                    law: record(
                        {
                            "places": whole(t("Plätze")),
                            "unemployed": whole(t("Arbeitslose, Bestand eines Monats")),
                            "per_1000": number(t("Plätze je 1.000 Arbeitslose")),
                        }
                    )
                    for law in LAWS
                },
                meaning=t("Je Rechtskreis"),
            ),
            "ledger": listed(
                record(transfer_fields(words)["properties"] | {"reason": text(t("Begründung, oder leer"))}),
                t(
                    "Die Umbuchungen der Reihe nach; ihre Plätze zusammengezählt sind die "
                    "Umbuchungen zusammen (brutto)"
                ),
            ),
            "baseline": record(
                {
                    "reference": text(t("wie in „basis“")),
                    "scenario": text(t("Das Vergleichsszenario in voller Schreibweise")),
                    "redistributed": whole(
                        t("Plätze, die gegen den Vergleich die Institution wechseln (netto)")
                    ),
                    "flows": listed(flow, t("Wer wem seit dem Vergleich wie viele Plätze gegeben hat")),
                },
                meaning=t("Der Vergleich; nur mit „basis“"),
            ),
        },
        optional=OPTIONAL,
    )


def search_fields(words: Language) -> Schema:
    """The answer of ``/api/v1/search``."""
    t = words.text
    hit = record(
        {
            "kind": text(t("Art des Treffers.")) | {"enum": list(kind_labels(words))},
            "label": text(t("Dieselbe Art in der Sprache der Antwort")),
            "title": text(t("Titel")),
            "code": text(t("Code, oder leer")),
            "page": text(t("Pfad der Seite, die es zeigt; leer für den Überblick")),
            "parameters": by_name({"type": "string"}, t("Was dafür in der Adresse der Seite steht")),
        }
    )
    return record({"hits": listed(hit, t("Die Treffer, die besten zuerst"))})


def goal_fields(words: Language, plan: Plan) -> Schema:
    """What ``POST /api/v1/goal`` takes: every field may be left out."""
    t = words.text
    code = {"type": "string", "enum": list(plan.codes)}
    part = {"type": "number", "minimum": 0, "maximum": 1}
    places = {"type": "integer", "minimum": 0}
    fields = {
        "s": text(t("Das Szenario, von dem aus gesucht wird; wie bei /api/v1/scenario")),
        "minimum_per_1000": listed(
            record(
                {
                    "institution": text(t("Kürzel eines Jobcenters")),
                    "of": text(t("Wovon gezählt wird.")) | {"enum": list(GOAL_BASES)},
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
            "anyOf": [part, by_name(part, "")],
        },
        "most_given": whole(t("So viele Plätze gibt jede Institution höchstens ab.")) | {"minimum": 0},
        "distance": listed(
            record(
                {
                    "key": text(t("Name eines Schlüssels wie in „distance_to_key“")),
                    "places": {"type": "number", "minimum": 0, "description": t("Plätze")},
                }
            ),
            t("Abstand zu einem Schlüssel, höchstens"),
        ),
        "locked": listed(code, t("Institutionen, deren Plätze bleiben, wie sie sind")),
        "floors": by_name(places, t("Je Institution: so viele Plätze behält sie mindestens")),
        "ceilings": by_name(places, t("Je Institution: so viele Plätze hat sie höchstens")),
    }
    return record(fields, optional=tuple(fields))


def transfer_fields(words: Language) -> Schema:
    """Who gave how many places to whom."""
    t = words.text
    return record(
        {
            "from": text(t("wer gibt; EXT ist außen")),
            "to": text(t("wer nimmt")),
            "places": whole(t("Plätze")),
            "degree": whole(t("davon abschlussorientiert")),
        }
    )


def _told(schema: Schema, meaning: str) -> Schema:
    return schema | {"description": meaning} if meaning else schema


def text(meaning: str) -> Schema:
    """A text."""
    return _told({"type": "string"}, meaning)


def whole(meaning: str) -> Schema:
    """A whole number."""
    return _told({"type": "integer"}, meaning)


def truth(meaning: str) -> Schema:
    """True or false."""
    return _told({"type": "boolean"}, meaning)


def number(meaning: str) -> Schema:
    """A number that is always there."""
    return _told({"type": "number"}, meaning)


def rate(meaning: str) -> Schema:
    """A part of a whole, from 0 to 1; null where the whole is nothing."""
    return _told({"type": ["number", "null"], "minimum": 0, "maximum": 1}, meaning)


def listed(entry: Schema, meaning: str) -> Schema:
    """A list of such entries."""
    return _told({"type": "array", "items": entry}, meaning)


def by_name(entry: Schema, meaning: str) -> Schema:
    """An object with such entries under names that the data give."""
    return _told({"type": "object", "additionalProperties": entry}, meaning)


def record(fields: Mapping[str, Schema], optional: Sequence[str] = (), meaning: str = "") -> Schema:
    """An object with just these fields, all there but the optional ones."""
    needed = [name for name in fields if name not in optional]
    found: Schema = {"type": "object", "properties": dict(fields), "additionalProperties": False}
    return _told(found | ({"required": needed} if needed else {}), meaning)
