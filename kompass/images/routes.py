"""The routes ``/bild/{exhibit}.svg|png|csv|json``: one figure for exactly these parameters."""

from __future__ import annotations

from functools import lru_cache

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from kompass.facts import Facts
from kompass.images.image import FORMATS, ImageRequest, UnknownImageError, image, image_request
from kompass.language import MessageError, language
from kompass.places.parameters import plain
from kompass.presentation.story import LANGUAGE

IMAGES = "/bild"
KEPT = 128  # answers that are kept in memory: a hall opens the same picture
# A picture follows its address; that of a link in a chat may be kept for a while.
HEADERS = {"Cache-Control": "max-age=300", "Access-Control-Allow-Origin": "*"}


def routes(facts: Facts) -> list[BaseRoute]:
    """The routes, answering from one set of facts."""

    @lru_cache(maxsize=KEPT)
    def made(asked: ImageRequest, form: str, base: str) -> bytes:
        return FORMATS[form][1](image(asked, facts, base))

    def answer(request: Request) -> Response:
        name, form = request.path_params["name"], request.path_params["form"]
        words = language(request.query_params.get(LANGUAGE))
        if form not in FORMATS:
            known = ", ".join(FORMATS)
            told = words.text(
                "Eine Abbildung gibt es als {known}, nicht als „{form}“.", known=known, form=form[:20]
            )
            return PlainTextResponse(told, 404, HEADERS)
        try:
            body = made(image_request(name, request.query_params.multi_items()), form, str(request.base_url))
        except MessageError as error:
            status = 404 if isinstance(error, UnknownImageError) else 400
            return PlainTextResponse(plain(words.message(error.message)), status, HEADERS)
        return Response(body, media_type=FORMATS[form][0], headers=HEADERS)

    return [Route(f"{IMAGES}/{{name}}.{{form}}", answer)]
