"""The routes of papers and files: the decision paper to read and print and as a Word file, and what can be taken along."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from kompass.briefing.decision.decision import decision_paper
from kompass.briefing.export_request import DISTRICT, export_request
from kompass.briefing.files import FILES, FileSpec, Part
from kompass.briefing.paper.markup import decision_html, file_refusal_html, refusal_html
from kompass.briefing.paper.paper import Paper
from kompass.briefing.paper.word import decision_docx
from kompass.facts import Facts
from kompass.figures.charts.style import LIGHT
from kompass.language import MessageError, language
from kompass.places.parameters import plain
from kompass.presentation.setup_page import FOLDER
from kompass.request.choices import choices
from kompass.request.file_name import now

PAPER = "/beschlussvorlage"
WORD_FILE = f"{PAPER}.docx"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HEADERS = {"Cache-Control": "no-store"}  # the paper tells when it was made


def routes(facts: Facts, template: bytes | None = None) -> list[Route]:
    """All routes, answering from one set of facts; ``template`` is what slides are laid out by.

    They are plain functions, which the server runs beside its loop, and one paper or file is made at a time:
    the sliders of others never wait.
    """
    one_at_a_time = Lock()

    def page(request: Request) -> Response:
        with one_at_a_time:
            return _answer(request, facts, as_word=False)

    def word_file(request: Request) -> Response:
        with one_at_a_time:
            return _answer(request, facts, as_word=True)

    def maker(file: FileSpec) -> Callable[[Request], Response]:
        def made(request: Request) -> Response:
            with one_at_a_time:
                return _file(request, file, facts, template)

        return made

    return [
        Route(PAPER, page),
        Route(WORD_FILE, word_file),
        *(Route(f"/{file.address}", maker(file)) for file in FILES),
    ]


def _answer(request: Request, facts: Facts, as_word: bool) -> Response:
    """The paper, or in words why there is none."""
    asked = request.query_params
    words = language(asked.get("lang", ""))
    facts = facts.in_language(words)
    query = urlencode(asked.multi_items())
    try:
        chosen = choices(facts, {name: asked.getlist(name) for name in asked})
    except MessageError as error:
        reason = plain(words.message(error.message))
        if _for_reader(request):
            back = "simulator" + (f"?{query}" if query else "")
            return HTMLResponse(refusal_html(reason, back, words), 400, HEADERS)
        return PlainTextResponse(reason, 400, HEADERS)
    # The host that the reader used: a phone in the same room reaches it, too.
    link = f"{request.base_url}simulator" + (f"?{query}" if query else "")
    paper = decision_paper(facts, chosen, link, now(), words)
    if as_word:
        return _word_response(paper)
    document = f"{WORD_FILE.lstrip('/')}" + (f"?{query}" if query else "")
    return HTMLResponse(decision_html(paper, document, LIGHT), headers=HEADERS)


def _for_reader(request: Request) -> bool:
    """Whether the answer is shown as a page; our script asks for bare text."""
    return "text/html" in request.headers.get("accept", "")


def _word_response(paper: Paper) -> Response:
    name = {"Content-Disposition": f'attachment; filename="{paper.file_name}.docx"'}
    return Response(decision_docx(paper, LIGHT), media_type=WORD, headers=HEADERS | name)


def _file(request: Request, file: FileSpec, facts: Facts, template: bytes | None) -> Response:
    """The file, or in words why there is none: as a page for a reader, as bare text for our script."""
    pairs = request.query_params.multi_items()
    words = language(request.query_params.get("lang", ""))
    try:
        export = export_request(pairs, facts, str(request.base_url), now(), template)
        body = file.make(export)
    except MessageError as error:
        reason = plain(words.message(error.message))
        if _for_reader(request):
            # With what cannot be used: the page tells all of it, and lets the reader go on without.
            kept = urlencode([pair for pair in pairs if pair[0] != DISTRICT])
            way_out = f"../{FOLDER}" + (f"?{kept}" if kept else "")
            return HTMLResponse(file_refusal_html(reason, way_out, words), 400, HEADERS)
        return PlainTextResponse(reason, 400, HEADERS)
    own = export.one_district if Part.DISTRICT in file.holds else ""
    name = f"{export.file_name(file.file_id, own)}.{file.ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type=file.media_type, headers=HEADERS | headers)
