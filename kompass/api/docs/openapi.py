"""The operations as an OpenAPI document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kompass.api.docs.operations import JSON, Documented, ExampleRun, Operation, Parameter
from kompass.api.docs.schemas import object_of, string
from kompass.language import Language

VERSION = "1.0.0"  # version of the API, not of the data


def openapi(documented: Documented, server: str, words: Language) -> dict[str, Any]:
    """The OpenAPI 3.1 document; ``server`` is the base URL.

    An example has the same name in parameters, request body and response.
    """
    t = words.text
    paths: dict[str, Any] = {}
    for operation, runs in documented:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation_object(
            operation, runs, words
        )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": t("Bildungszielkompass: Schnittstelle"),
            "description": t(
                "Daten der Gemeinsamen Bildungszielplanung, Szenarien und Zielsuche. Was nicht geht, wird mit "
                "einem Satz in „error“ beantwortet, der sagt, warum."
            ),
            "version": VERSION,
        },
        "servers": [{"url": server}],
        "paths": paths,
    }


def _operation_object(operation: Operation, runs: Sequence[ExampleRun], words: Language) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.title,
        "description": operation.text,
        "parameters": [_parameter_object(parameter, operation) for parameter in operation.parameters],
        "responses": {
            str(status): _response_object(operation, [s for s in runs if s.status == status], status, words)
            for status in sorted({*operation.statuses, *(s.status for s in runs)})
        },
    }
    if operation.body:
        bodies = {e.name: {"summary": e.title, "value": e.body} for e in operation.examples}
        content = {JSON: {"schema": operation.body, "examples": bodies}}
        described["requestBody"] = {"required": True, "content": content}
    return described


def _parameter_object(parameter: Parameter, operation: Operation) -> dict[str, Any]:
    value_schema: dict[str, Any] = {"type": "string"}
    if parameter.values:
        value_schema["enum"] = list(parameter.values)
    described: dict[str, Any] = {
        "name": parameter.name,
        "in": parameter.place,
        "required": parameter.needed or parameter.place == "path",
        "description": parameter.text,
        "schema": {"type": "array", "items": value_schema} if parameter.many else value_schema,
    }
    given = [e for e in operation.examples if parameter.name in e.given]
    if given:
        described["examples"] = {e.name: {"value": e.given[parameter.name]} for e in given}
    return described


def _response_object(
    operation: Operation, runs: Sequence[ExampleRun], status: int, words: Language
) -> dict[str, Any]:
    schemas = operation.answers if status == 200 else {JSON: operation.refusal or _refusal(words)}
    content: dict[str, Any] = {}
    for media_type, schema in schemas.items():
        content[media_type] = {"schema": schema}
        examples = {
            s.example.name: {"summary": s.example.title, "value": s.value}
            for s in runs
            if s.media_type == media_type
        }
        if examples:
            content[media_type]["examples"] = examples
    return {"description": _response_description(status, words), "content": content}


def _refusal(words: Language) -> dict[str, Any]:
    return object_of({"error": string(words.text("Warum es nicht geht, und was stattdessen möglich ist."))})


def _response_description(status: int, words: Language) -> str:
    if status == 200:
        return words.text("Die Antwort.")
    if status == 404:
        return words.text("Das gibt es nicht; „error“ sagt, was es gibt.")
    return words.text("Das geht nicht; „error“ sagt, warum.")
