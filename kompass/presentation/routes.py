"""The routes of the presentation: the views, one view that follows the keys, the set-up page, its file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Lock

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kompass.facts import Facts
from kompass.language import MessageError, language
from kompass.places.parameters import plain
from kompass.presentation.page import ADDRESS, FILES, SETUP, live_html, refusal_html, show_html
from kompass.presentation.setup_page import STORY_FILE, setup_html
from kompass.presentation.story import (
    MOST_BYTES,
    Show,
    StoryError,
    checked,
    show_from_pairs,
    story_file,
    story_from_file,
    usable,
)
from kompass.presentation.view import Room, room
from kompass.presentation.views import DEFAULT_STORY, makers

PRESENTATION = f"/{ADDRESS}"
SETUP_PAGE = f"{PRESENTATION}/{SETUP}"
PAGES = (PRESENTATION, SETUP_PAGE)
VIEW = "ansicht"  # below it each view by its id
HEADERS = {"Cache-Control": "no-cache"}
ASSETS = Path(__file__).with_name("assets")


def routes(facts: Facts) -> list[BaseRoute]:
    """All of them, answering from one set of facts. One answer is made at a time, beside the server's
    loop: the sliders of others never wait."""
    known = makers(facts)
    one_at_a_time = Lock()

    def room_of(request: Request, show: Show) -> Room:
        return room(show, facts.in_language(language(show.language)), str(request.base_url))

    def page(request: Request) -> Response:
        show = _show(request)
        words = language(show.language)
        try:
            show = replace(show, views=checked(show.views, known))
            with one_at_a_time:
                made_from = room_of(request, show)
                views = [known[view].make(made_from) for view in show.views]
                body = show_html(show, views, made_from)
        except MessageError as error:
            kept = replace(show, views=usable(show.views, known))
            ways_out = (
                (words.text("Präsentation einrichten"), f"{ADDRESS}/{SETUP}?{kept.query()}"),
                (words.text("Vorgeschlagene Folge ohne Szenario zeigen"), ADDRESS),
            )
            reason = plain(words.message(error.message))
            return HTMLResponse(refusal_html(reason, ways_out, show, words), 400, HEADERS)
        return HTMLResponse(body, headers=HEADERS)

    def view(request: Request) -> Response:
        """A view for a scenario, or in words what blocks it."""
        show, name = _show(request), request.path_params["view"]
        words = language(show.language)
        try:
            with one_at_a_time:
                (name,) = checked((name,), known)
                made_from = room_of(request, show)
                body = live_html(known[name].make(made_from), made_from)
        except MessageError as error:
            return PlainTextResponse(plain(words.message(error.message)), 400, HEADERS)
        return HTMLResponse(body, headers=HEADERS)

    def setup(show: Show, told: str = "", status: int = 200) -> Response:
        """The set-up page; what cannot be shown is told and left out, the rest stays."""
        words = language(show.language)
        try:
            checked(show.views, known)
        except StoryError as error:
            told = told or plain(words.message(error.message))
        kept = replace(show, views=usable(show.views, known))
        return HTMLResponse(setup_html(kept, known, DEFAULT_STORY, told, words), status, HEADERS)

    async def setup_page(request: Request) -> Response:
        show = _show(request)
        if request.method != "POST":
            return setup(show)
        try:
            opened = story_from_file(await _uploaded(request), known, show)
            # What the simulator holds must be readable, too.
            await run_in_threadpool(room_of, request, opened)
        except MessageError as error:
            return setup(show, plain(language(show.language).message(error.message)), 400)
        return RedirectResponse(f"{SETUP}?{opened.query()}", 303)

    async def file(request: Request) -> Response:
        name = {"Content-Disposition": f'attachment; filename="{STORY_FILE}"'}
        return Response(story_file(_show(request)), media_type="application/json", headers=HEADERS | name)

    return [
        Route(PRESENTATION, page),
        Route(f"{PRESENTATION}/{VIEW}/{{view}}", view),
        Route(SETUP_PAGE, setup_page, methods=["GET", "POST"]),
        Route(f"{PRESENTATION}/{STORY_FILE}", file),
        Mount(f"{PRESENTATION}/{FILES}", StaticFiles(directory=ASSETS)),
    ]


def _show(request: Request) -> Show:
    return show_from_pairs(request.query_params.multi_items(), DEFAULT_STORY)


async def _uploaded(request: Request) -> bytes:
    """The file of the form; empty when there is none. Read only as far as it may be long."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > 2 * MOST_BYTES:
        return b" " * (MOST_BYTES + 1)
    async with request.form(max_files=1, max_fields=4) as form:
        found = form.get("datei")
        return await found.read(MOST_BYTES + 1) if isinstance(found, UploadFile) else b""
