"""The JSON body of a request, read without taking more than is allowed."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation

from starlette.requests import Request

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
