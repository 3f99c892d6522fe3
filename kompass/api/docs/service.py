"""The description of the routes about the server itself: this description, its health, its plans."""

from __future__ import annotations

from kompass.api.docs.operations import JSON, Example, Operation, Parameter
from kompass.api.docs.schemas import array, boolean, integer, object_of, string
from kompass.language import Language

HTML = "text/html"


def service_operations(words: Language, lang: Parameter, of_plan: Parameter) -> tuple[Operation, ...]:
    """The operations in reading order; ``lang`` and ``of_plan`` are parameters that all routes share."""
    t = words.text
    return (
        Operation(
            "documentation",
            "GET",
            "/api/v1/",
            t("Diese Beschreibung"),
            t("Für einen Browser als Seite, für Programme als OpenAPI-Dokument."),
            {HTML: {"type": "string"}, JSON: {"type": "object"}},
            (lang,),
        ),
        Operation(
            "openapi",
            "GET",
            "/api/v1/openapi.json",
            t("OpenAPI-Dokument"),
            t("Dieselbe Beschreibung für Programme, in OpenAPI 3.1."),
            {JSON: {"type": "object"}},
            (lang,),
        ),
        Operation(
            "health",
            "GET",
            "/api/v1/health",
            t("Läuft der Server?"),
            t("Sagt, dass der Server läuft, in welcher Version und mit welchem Plan."),
            {
                JSON: object_of(
                    {
                        "status": string(t("Immer ok.")),
                        "version": string(t("Version des Programms, dieselbe wie die der Daten")),
                        "plan": string(t("Version des Plans")),
                        "data": string(t("Version der Daten")),
                    }
                )
            },
            (of_plan,),
            examples=(Example("health", t("Abfrage")),),
        ),
        Operation(
            "plans",
            "GET",
            "/api/v1/plans",
            t("Die Pläne dieses Servers"),
            t("Jeder Plan mit seiner id für den Parameter plan, mit Jahr, Version, Stand und Plätzen."),
            {
                JSON: object_of(
                    {
                        "plans": array(
                            object_of(
                                {
                                    "id": string(t("Wert des Parameters plan")),
                                    "default": boolean(t("Ob er ohne den Parameter gilt")),
                                    "title": string(t("Titel")),
                                    "year": integer(t("Jahr des Plans")),
                                    "version": string(t("Version des Plans")),
                                    "as_of": string(t("Stand")),
                                    "institutions": {
                                        "type": "object",
                                        "description": t("Plätze nach Institution"),
                                    },
                                    "total": integer(t("Plätze zusammen")),
                                }
                            ),
                            t("In der Reihenfolge der Ordner, der Plan dieses Produkts zuerst."),
                        )
                    }
                )
            },
            examples=(Example("plans", t("Abfrage")),),
        ),
    )
