"""The JSON body of a request, read without taking more than is allowed, and the JSON that refuses it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kompass.language import N_, MessageError

MOST_BYTES = 20_000


async def read_body(request: Request, most: int = MOST_BYTES) -> bytes:
    """The request body. Raises :class:`MessageError` once it exceeds ``most`` bytes, without reading the rest."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise MessageError(N_("Die Anfrage ist zu lang: höchstens {limit} Byte."), limit=most)
    return body


def parsed(body: bytes, exact: bool = True) -> object:
    """The parsed JSON body. Numbers with a fraction are Decimals if ``exact``, else floats; NaN and Infinity, which are not
    JSON, become strings. Raises :class:`MessageError`."""
    try:
        return json.loads(body, parse_float=_number if exact else float, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise MessageError(N_("Die Anfrage ist kein lesbares JSON.")) from error


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
