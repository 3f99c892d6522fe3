"""The routes of pictures: ``/bild/{figure}.svg|png|csv|json|bib|ris``, ``/bild/``, and ``/einbetten/{figure}``."""

from __future__ import annotations

from functools import lru_cache, partial
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from kompass.facts import Facts
from kompass.images.citation import bibtex, ris
from kompass.images.image import Image, ImageRequest, UnknownImageError, image, image_request
from kompass.language import MessageError, language
from kompass.places.parameters import plain
from kompass.presentation.story import LANGUAGE
from kompass.presentation.views.figures import view_ids
from kompass.presentation.views.registry import view_specs
from kompass.rendering.drawing import Drawing
from kompass.server.in_line import Line

IMAGES, EMBEDDED = "/bild", "/einbetten"
FORMATS = {
    "svg": ("image/svg+xml", Image.svg),
    "png": ("image/png", Image.png),
    "csv": ("text/csv; charset=utf-8", Image.csv),
    "json": ("application/json", Image.json),
    "bib": ("application/x-bibtex; charset=utf-8", bibtex),
    "ris": ("application/x-research-info-systems; charset=utf-8", ris),
}
PICTURES = Line("pictures", most=300)  # made one at a time, whatever plan they are of
MOST_KEPT = 128  # answers that are kept in memory: a hall opens the same picture
# Programs of other sites may read pictures; a link in a chat may be kept for a while.
HEADERS = {"Cache-Control": "max-age=300", "Access-Control-Allow-Origin": "*"}


def routes(facts: Facts) -> list[BaseRoute]:
    """The routes, answering from one set of facts.

    What cannot be made is answered with a sentence in the language asked for: 404 for a figure or format that does
    not exist, 400 for a parameter that cannot be.
    """

    @lru_cache(maxsize=MOST_KEPT)
    def made(asked: ImageRequest, form: str, base: str) -> bytes:
        return FORMATS[form][1](image(asked, facts, base))

    def file(request: Request) -> Response:
        name, form = request.path_params["name"], request.path_params["form"]
        words = facts.words(language(request.query_params.get(LANGUAGE)))
        if form not in FORMATS:
            known = ", ".join(FORMATS)
            told = words.text(
                "Eine Abbildung gibt es als {known}, nicht als „{form}“.", known=known, form=form[:20]
            )
            return PlainTextResponse(told, 404, HEADERS)
        try:
            body = made(image_request(name, request.query_params.multi_items()), form, str(request.base_url))
        except MessageError as error:
            return _refusal(error, request)
        return Response(body, media_type=FORMATS[form][0], headers=HEADERS)

    def all_figures(request: Request) -> Response:
        """Each figure by its name: title of its view, path of its page."""
        words = facts.words(language(request.query_params.get(LANGUAGE)))
        specs = view_specs(facts)
        names = {view: name for name, view in view_ids(facts).items()}
        listed = [
            {
                "figure": names.get(view, view),
                "name": plain(words.message(spec.name)),
                "page": f"/{spec.page}",
            }
            for view, spec in specs.items()
        ]
        return JSONResponse({"formats": list(FORMATS), "figures": listed}, headers=HEADERS)

    def embedded(request: Request) -> Response:
        """A page for the frame of another site: the picture, and a link to its page."""
        try:
            asked = image_request(request.path_params["name"], request.query_params.multi_items())
            shown = image(asked, facts, str(request.base_url))
            drawing: Drawing = shown.drawing()
        except MessageError as error:
            return _refusal(error, request)
        words = shown.words
        way = words.text("Im Bildungszielkompass öffnen")
        return HTMLResponse(
            f'<!doctype html><html lang="{words.code}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{escape(shown.view.heading)}</title>"
            "<style>body{margin:0;font:16px/1.4 'Source Sans','Segoe UI',Arial,sans-serif}"
            "svg{display:block;height:auto;max-width:100%}p{margin:.5rem 1.75rem}</style></head><body>"
            f"{drawing.svg(shown.alt)}"
            f'<p><a href="{escape(shown.page)}" target="_blank" rel="noopener">'
            f"{escape(way)}</a></p></body></html>",
            headers={"Cache-Control": "max-age=300"},
        )

    return [
        Route(f"{IMAGES}/", all_figures),
        Route(f"{IMAGES}/{{name}}.{{form}}", partial(PICTURES.answer, make=file)),
        Route(f"{EMBEDDED}/{{name}}", partial(PICTURES.answer, make=embedded)),
    ]


def _refusal(error: MessageError, request: Request) -> Response:
    words = language(request.query_params.get(LANGUAGE))
    status = 404 if isinstance(error, UnknownImageError) else 400
    return PlainTextResponse(plain(words.message(error.message)), status, HEADERS)
