"""The route ``GET /api/v1/search``: everything with a title or a code, and the page that shows it."""

from __future__ import annotations

from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kompass.facts import Facts
from kompass.language import N_, MessageError, language
from kompass.search.index import Index, index, kind_labels

LONGEST = 100  # characters of a query


def search_route(facts: Facts, plan: str) -> Route:
    """The route. Queries are not logged, and responses are not to be cached (``no-store``)."""

    @cache
    def indexed(code: str) -> Index:
        return index(facts, plan, language(code))

    def search(request: Request) -> Response:  # not async: Starlette runs it in a thread pool
        words = facts.words(language(request.query_params.get("lang", "")))
        try:
            query = _query(request.query_params.get("q", ""))
        except MessageError as error:
            return JSONResponse({"error": words.message(error.message)}, 400)
        labels = kind_labels(words)
        hits: list[dict[str, Any]] = [
            {
                "kind": hit.kind,
                "label": labels[hit.kind],
                "title": hit.title,
                "code": hit.code,
                "page": hit.path,
                "parameters": dict(hit.parameters),
            }
            for hit in indexed(words.code).search(query)
        ]
        return JSONResponse({"hits": hits}, headers={"Cache-Control": "no-store"})

    return Route("/api/v1/search", search)


def _query(text: str) -> str:
    if not text.strip():
        raise MessageError(N_("Wonach gesucht wird, fehlt: mindestens ein Zeichen in „q“."))
    if len(text) > LONGEST:
        raise MessageError(N_("Die Suche ist zu lang: höchstens {limit} Zeichen."), limit=LONGEST)
    return text
