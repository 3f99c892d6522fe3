"""The HTTP routes of files: the decision paper as HTML, DOCX and PDF, and every file of :data:`FILES`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from kompass.briefing.decision.decision import decision_paper
from kompass.briefing.export_request import OF_ONE_FILE, export_request
from kompass.briefing.files import FILES, FileSpec, Part
from kompass.briefing.paper.markup import file_refusal_html, paper_html, refusal_html
from kompass.briefing.paper.paper import Paper
from kompass.briefing.paper.pdf import PDF, paper_pdf
from kompass.briefing.paper.word import paper_docx
from kompass.facts import Facts
from kompass.figures.charts.style import LIGHT, Style
from kompass.language import MessageError, language
from kompass.needs import DIVIDED, Need, lacking
from kompass.places.parameters import plain
from kompass.presentation.setup_page import FOLDER
from kompass.request.choices import choices
from kompass.request.file_name import now
from kompass.server.in_line import Line

PAPER = "/beschlussvorlage"
DOWNLOADS = {"Word": f"{PAPER}.docx", "PDF": f"{PAPER}.pdf"}  # paths by the name of the format
WORD_FILE, PDF_FILE = DOWNLOADS.values()
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# The paper as a file to keep: media type and function by the ending of its address.
PAPER_FILES: Mapping[str, tuple[str, Callable[[Paper, Style], bytes]]] = {
    "docx": (WORD, paper_docx),
    "pdf": (PDF, paper_pdf),
}
HEADERS = {"Cache-Control": "no-store"}  # the paper states when it was made
# Whatever plan they are of: papers are not held up by what takes longer.
PAPERS, LARGE_FILES = Line("papers", most=60), Line("large files", most=30)


def routes(
    facts: Facts, template: bytes | None = None, logos: Mapping[str, bytes] | None = None
) -> list[Route]:
    """All routes, answering from ``facts``; ``template`` is the operator's PPTX file, ``logos`` are the operator's as
    PNG by code of the institution.

    One file of a line is made at a time, so that running Streamlit sessions stay responsive.
    """

    async def paper(request: Request) -> Response:
        if lacking((DIVIDED,), facts):
            return _without(DIVIDED, request)
        return await PAPERS.answer(request, lambda asked: _answer(asked, facts, logos))

    def file_route(file: FileSpec) -> Callable[[Request], Awaitable[Response]]:
        async def handle(request: Request) -> Response:
            for need in lacking(file.needs, facts):
                return _without(need, request)
            line = LARGE_FILES if file.large else PAPERS
            return await line.answer(request, lambda asked: _file(asked, file, facts, template, logos))

        return handle

    return [
        *(Route(path, paper) for path in (PAPER, WORD_FILE, PDF_FILE)),
        *(Route(f"/{file.address}", file_route(file)) for file in FILES),
    ]


def _without(need: Need, request: Request) -> Response:
    """Status 404 for a file whose facts the plan does not hold, with the reason."""
    words = language(request.query_params.get("lang", ""))
    reason = words.text(
        "Diese Datei gibt es zu diesem Plan nicht. In seinen Tabellen fehlen: {what}.",
        what=words.text(need.what),
    )
    return PlainTextResponse(reason, 404, HEADERS)


def _answer(request: Request, facts: Facts, logos: Mapping[str, bytes] | None) -> Response:
    """The decision paper in the form that the path ends in; status 400 with the reason if a query parameter is
    invalid."""
    parameters = request.query_params
    words = facts.words(language(parameters.get("lang", "")))
    facts = facts.in_language(words)
    query = urlencode(parameters.multi_items())
    try:
        chosen = choices(facts, {name: parameters.getlist(name) for name in parameters})
    except MessageError as error:
        reason = plain(words.message(error.message))
        if _for_reader(request):
            back = "simulator" + (f"?{query}" if query else "")
            return HTMLResponse(refusal_html(reason, back, words), 400, HEADERS)
        return PlainTextResponse(reason, 400, HEADERS)
    # With the host of the request, so that a phone in the same network can open it.
    link = f"{request.base_url}simulator" + (f"?{query}" if query else "")
    paper = decision_paper(facts, chosen, link, now(), words, logos)
    style = LIGHT.for_plan(chosen.scenario.plan.codes)
    _, _, ending = request.url.path.rpartition(".")
    if ending in PAPER_FILES:
        media_type, make = PAPER_FILES[ending]
        name = {"Content-Disposition": f'attachment; filename="{paper.file_name}.{ending}"'}
        return Response(make(paper, style), media_type=media_type, headers=HEADERS | name)
    files = {form: f"{path.lstrip('/')}" + (f"?{query}" if query else "") for form, path in DOWNLOADS.items()}
    return HTMLResponse(paper_html(paper, files, style), headers=HEADERS)


def _for_reader(request: Request) -> bool:
    """Whether the client accepts HTML. The script of the download page does not, and gets plain text."""
    return "text/html" in request.headers.get("accept", "")


def _file(
    request: Request, file: FileSpec, facts: Facts, template: bytes | None, logos: Mapping[str, bytes] | None
) -> Response:
    """A file as a download; status 400 with the reason, as HTML for a browser and plain text for the script,
    if a query parameter is invalid."""
    pairs = request.query_params.multi_items()
    words = language(request.query_params.get("lang", ""))
    try:
        export = export_request(pairs, facts, str(request.base_url), now(), template, logos)
        body = file.make(export)
    except MessageError as error:
        reason = plain(words.message(error.message))
        if _for_reader(request):
            # Invalid parameters are kept: the download page lists all of them and offers to go on without.
            kept = urlencode([pair for pair in pairs if pair[0] not in OF_ONE_FILE])
            way_out = f"../{FOLDER}" + (f"?{kept}" if kept else "")
            return HTMLResponse(file_refusal_html(reason, way_out, words), 400, HEADERS)
        return PlainTextResponse(reason, 400, HEADERS)
    district = export.one_district if Part.DISTRICT in file.holds else ""
    what = f"{file.file_id}-{export.one_profile.key}" if Part.PROFILE in file.holds else file.file_id
    name = f"{export.file_name(what, district)}.{file.ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type=file.media_type, headers=HEADERS | headers)
