"""The routes of the API documentation: HTML page and OpenAPI document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from kompass.api.docs.openapi import openapi
from kompass.api.docs.operations import Documented, Operation, run_examples
from kompass.api.docs.page import page_html
from kompass.language import Language, language

BASE = "/api/v1"


def docs_routes(operations: Callable[[Language], Sequence[Operation]], app: ASGIApp) -> list[Route]:
    """The routes of the documentation; examples are executed by ``app`` at the first request.

    Handlers are plain functions in Starlette's thread pool, as the examples need their own event loop.
    """

    @cache
    def documented(code: str) -> Documented:
        return run_examples(operations(language(code)), app)

    def page(request: Request) -> Response:
        if "text/html" not in request.headers.get("accept", ""):
            return document(request)
        words = language(request.query_params.get("lang", ""))
        markup = page_html(documented(words.code), str(request.base_url).rstrip("/"), words)
        return HTMLResponse(markup, headers={"Vary": "Accept"})

    def document(request: Request) -> Response:
        words = language(request.query_params.get("lang", ""))
        document_body = openapi(documented(words.code), str(request.base_url).rstrip("/"), words)
        return JSONResponse(document_body, headers={"Vary": "Accept"})

    return [Route(f"{BASE}/", page), Route(BASE, page), Route(f"{BASE}/openapi.json", document)]
