"""The HTTP routes of the presentation: HTML document, one view as a fragment, set-up page, story as JSON,
static files."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

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
from kompass.presentation.views.registry import default_story, view_specs
from kompass.rendering.text import FONT_FILES
from kompass.request.choices import ADVICE, Choices, RefusedError, choices, read_choices
from kompass.request.file_name import file_name, now, scenario_mark
from kompass.server.in_line import Line
from kompass.server.static import Revalidated

PRESENTATION = f"/{ADDRESS}"
SETUP_PAGE = f"{PRESENTATION}/{SETUP}"
PAGES = (PRESENTATION, SETUP_PAGE)
VIEW = "ansicht"  # path segment, followed by the id of a view
HEADERS = {"Cache-Control": "no-cache"}
VIEWS = Line("views", most=300)  # whatever plan they are of; a hall may open the presentation at once
ASSETS = Path(__file__).with_name("assets")


def routes(facts: Facts, logos: Mapping[str, bytes] | None = None) -> list[BaseRoute]:
    """All routes of the presentation, answering from ``facts``, with the operator's ``logos`` (PNG by code).

    One page or view is built at a time, so that running Streamlit sessions stay responsive.
    """
    specs, story = view_specs(facts), default_story(facts)

    def context_of(request: Request, show: Show) -> ViewContext:
        return view_context(show, facts.in_language(language(show.language)), str(request.base_url), logos)

    def page(request: Request) -> Response:
        show = _show(request, facts)
        words = facts.words(language(show.language))
        try:
            show = replace(show, views=checked(show.views, specs))
            context = context_of(request, show)
            views = [specs[view].make(context) for view in show.views]
            body = show_html(show, views, context)
        except MessageError as error:
            kept = replace(show, views=usable(show.views, specs))
            bare = Show(story, theme=show.theme, language=show.language)
            ways_out = (
                (words.text("Präsentation einrichten"), f"{ADDRESS}/{SETUP}?{kept.query()}"),
                (words.text("Vorgeschlagene Folge ohne Szenario zeigen"), f"{ADDRESS}?{bare.query()}"),
            )
            reason = plain(words.message(error.message))
            return HTMLResponse(refusal_html(reason, ways_out, show, words), 400, HEADERS)
        return HTMLResponse(body, headers=HEADERS)

    def view(request: Request) -> Response:
        """HTML fragment of one view for the scenario in the query string; status 400 and plain text if that
        is invalid."""
        show, name = _show(request, facts), request.path_params["view"]
        words = facts.words(language(show.language))
        try:
            (name,) = checked((name,), specs)
            context = context_of(request, show)
            body = live_html(specs[name].make(context), context)
        except MessageError as error:
            # After a key press the sentence about the link would mislead: only the reason.
            reason = error.reason if isinstance(error, RefusedError) else error.message
            return PlainTextResponse(plain(words.message(reason)), 400, HEADERS)
        return HTMLResponse(body, headers=HEADERS)

    def setup(show: Show, message: str = "", status: int = 200) -> Response:
        """The set-up page with ``message`` above it. Unknown views are left out and named. If a simulator
        parameter is invalid, starting and downloading are disabled; a link goes on without it."""
        words = facts.words(language(show.language))
        try:
            checked(show.views, specs)
        except StoryError as error:
            message = message or plain(words.message(error.message))
        kept = replace(show, views=usable(show.views, specs))
        link = read_choices(facts, show.simulator_parameters())
        refused = _refused(link, words)
        without = _without(kept, link) if refused else None
        notices = " ".join(text for text in (message, refused) if text)
        return HTMLResponse(setup_html(kept, specs, story, notices, words, without), status, HEADERS)

    async def setup_page(request: Request) -> Response:
        show = _show(request, facts)
        if request.method != "POST":
            return setup(show)
        try:
            opened = story_from_file(await _uploaded(request), specs, show)
            # Checks the simulator parameters in the file, too.
            await run_in_threadpool(context_of, request, opened)
        except MessageError as error:
            return setup(show, plain(language(show.language).message(error.message)), 400)
        return RedirectResponse(f"{SETUP}?{opened.query()}", 303)

    def in_line(make: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Response]]:
        return partial(VIEWS.answer, make=make)

    return [
        Route(PRESENTATION, in_line(page)),
        Route(f"{PRESENTATION}/{VIEW}/{{view}}", in_line(view)),
        Route(SETUP_PAGE, setup_page, methods=["GET", "POST"]),
        Route(f"{PRESENTATION}/{STORY_FILE}", partial(_story, facts)),
        *(
            Route(f"{PRESENTATION}/{FILES}/{weight.lower()}.ttf", partial(_font, path))
            for weight, path in FONT_FILES.items()
        ),
        Mount(f"{PRESENTATION}/{FILES}", Revalidated(directory=ASSETS)),
    ]


def _font(path: str, _: Request) -> Response:
    """A font file: charts are drawn with texts measured in it."""
    return FileResponse(path, media_type="font/ttf", headers={"Cache-Control": "max-age=86400"})


def _story(facts: Facts, request: Request) -> Response:
    """The story as a JSON download; status 400 and plain text if the simulator parameters are invalid, as the
    file could not be opened again."""
    show = _show(request, facts)
    words = facts.words(language(show.language))
    try:
        chosen = choices(facts, show.simulator_parameters())
    except MessageError as error:
        return PlainTextResponse(plain(words.message(error.message)), 400, HEADERS)
    what, _, ending = STORY_FILE.partition(".")
    download_name = file_name(
        what, facts, chosen.scenario.plan.version, words.code, now(), scenario_mark(chosen)
    )
    disposition = {"Content-Disposition": f'attachment; filename="{download_name}.{ending}"'}
    return Response(story_file(show), media_type="application/json", headers=HEADERS | disposition)


def _refused(link: Choices, words: Language) -> str:
    """Why simulator parameters are invalid, and what to do; empty when all are valid."""
    if not link.refused:
        return ""
    return " ".join([*(plain(words.message(r.message)) for r in link.refused), words.text(ADVICE)])


def _without(show: Show, link: Choices) -> Show:
    """The show without its invalid simulator parameters."""
    good = [(name, value) for name, value in show.parameters if name not in link.refused_names]
    return replace(show, parameters=tuple(good))


def _show(request: Request, facts: Facts) -> Show:
    return show_from_pairs(request.query_params.multi_items(), default_story(facts))


async def _uploaded(request: Request) -> bytes:
    """The uploaded file of the form, empty without one. Reads at most ``MOST_BYTES`` + 1 bytes, so that a
    longer file is refused without being loaded."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > 2 * MOST_BYTES:
        return b" " * (MOST_BYTES + 1)
    async with request.form(max_files=1, max_fields=4) as form:
        upload = form.get("datei")
        return await upload.read(MOST_BYTES + 1) if isinstance(upload, UploadFile) else b""
