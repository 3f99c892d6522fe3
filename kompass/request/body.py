"""The JSON body of a request, read without taking more than is allowed, and the JSON that refuses it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from kompass.language import N_, MessageError
from kompass.places.parameters import plain, refuse_lone_surrogates

MOST_BYTES = 20_000
SLOWEST = 30.0  # seconds until a body is here


async def read_body(request: Request, most: int = MOST_BYTES) -> bytes:
    """The request body. Raises :class:`MessageError` once it exceeds ``most`` bytes, without reading the rest, and for a
    body that does not arrive whole."""
    body = b""
    try:
        async with asyncio.timeout(SLOWEST):
            async for part in request.stream():
                body += part
                if len(body) > most:
                    raise MessageError(N_("Die Anfrage ist zu lang: höchstens {limit} Byte."), limit=most)
    except (TimeoutError, ClientDisconnect) as error:
        raise MessageError(
            N_("Die Anfrage kam in {seconds} Sekunden nicht ganz an. Bitte noch einmal senden."),
            seconds=round(SLOWEST),
        ) from error
    return body


def parsed(body: bytes, exact: bool = True) -> object:
    """The parsed JSON body. Numbers with a fraction are Decimals if ``exact``, else floats; NaN and Infinity, which are not
    JSON, become strings. Raises :class:`MessageError` for what is no JSON in UTF-8, has a field twice, of which one would be
    lost, or half a character."""
    try:
        document = json.loads(
            body,
            parse_float=_number if exact else float,
            parse_constant=str,
            object_pairs_hook=_fields,
        )
    except MessageError:
        raise
    except (ValueError, RecursionError) as error:
        raise MessageError(N_("Das ist kein lesbares JSON.")) from error
    refuse_lone_surrogates(document, MessageError)
    return document


def _fields(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """The fields of an object. Raises :class:`MessageError` for one that is there twice."""
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise MessageError(
                N_("Das Feld „{name}“ steht zweimal da; möglich ist es einmal."), name=plain(name, 40)
            )
        found[name] = value
    return found


def _number(text: str) -> Decimal | str:
    """A number; as a text, which is refused by its field, where the exponent has no end."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def refusal(
    reason: Mapping[str, Any], status: int = 400, headers: Mapping[str, str] | None = None
) -> Response:
    """The reason as JSON. Quoted input may have lone surrogates, which UTF-8 cannot encode: ``json.dumps`` escapes them."""
    return Response(json.dumps(reason), status, headers, media_type="application/json")
