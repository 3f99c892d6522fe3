"""The routes of the presentation: the views, one view that follows the keys, the set-up page, its file."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Lock

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kompass.facts import Facts
from kompass.language import Language, MessageError, language
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
from kompass.presentation.view import ViewContext, view_context
from kompass.presentation.views.registry import DEFAULT_STORY, makers
from kompass.request.choices import ADVICE, Choices, RefusedError, choices, read_choices
from kompass.request.file_name import file_name, now, scenario_mark

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

    def room_of(request: Request, show: Show) -> ViewContext:
        return view_context(show, facts.in_language(language(show.language)), str(request.base_url))

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
            bare = Show(DEFAULT_STORY, theme=show.theme, language=show.language)
            ways_out = (
                (words.text("Präsentation einrichten"), f"{ADDRESS}/{SETUP}?{kept.query()}"),
                (words.text("Vorgeschlagene Folge ohne Szenario zeigen"), f"{ADDRESS}?{bare.query()}"),
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
            # A step that was tried by a key is no link: only why it cannot be.
            said = error.reason if isinstance(error, RefusedError) else error.message
            return PlainTextResponse(plain(words.message(said)), 400, HEADERS)
        return HTMLResponse(body, headers=HEADERS)

    def setup(show: Show, told: str = "", status: int = 200) -> Response:
        """The set-up page; what cannot be shown is told and left out, the rest stays. What the simulator could
        not hold is told, too: nothing starts and no file is offered until the reader goes on without it."""
        words = language(show.language)
        try:
            checked(show.views, known)
        except StoryError as error:
            told = told or plain(words.message(error.message))
        kept = replace(show, views=usable(show.views, known))
        link = read_choices(facts, show.asked())
        refused = _refused(link, words)
        without = _without(kept, link) if refused else None
        said = " ".join(text for text in (told, refused) if text)
        return HTMLResponse(setup_html(kept, known, DEFAULT_STORY, said, words, without), status, HEADERS)

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

    return [
        Route(PRESENTATION, page),
        Route(f"{PRESENTATION}/{VIEW}/{{view}}", view),
        Route(SETUP_PAGE, setup_page, methods=["GET", "POST"]),
        Route(f"{PRESENTATION}/{STORY_FILE}", partial(_story, facts)),
        Mount(f"{PRESENTATION}/{FILES}", StaticFiles(directory=ASSETS)),
    ]


def _story(facts: Facts, request: Request) -> Response:
    """The story as a file, or in words why there is none: it could not be opened again."""
    show = _show(request)
    words = language(show.language)
    try:
        chosen = choices(facts, show.asked())
    except MessageError as error:
        return PlainTextResponse(plain(words.message(error.message)), 400, HEADERS)
    what, _, ending = STORY_FILE.partition(".")
    named = file_name(what, facts, chosen.scenario.plan.version, words.code, now(), scenario_mark(chosen))
    name = {"Content-Disposition": f'attachment; filename="{named}.{ending}"'}
    return Response(story_file(show), media_type="application/json", headers=HEADERS | name)


def _refused(link: Choices, words: Language) -> str:
    """What of an address cannot be used, and what to do; empty when all can."""
    if not link.refused:
        return ""
    return " ".join([*(plain(words.message(r.message)) for r in link.refused), words.text(ADVICE)])


def _without(show: Show, link: Choices) -> Show:
    """The show without the parameters that cannot be used."""
    good = [(name, value) for name, value in show.parameters if name not in link.refused_names]
    return replace(show, parameters=tuple(good))


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
