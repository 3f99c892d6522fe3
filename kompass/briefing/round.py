"""The result of a round as a file: one slide with the room's split, its answers, and the receipt's number."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kompass.briefing.export_request import ExportRequest, export_request
from kompass.briefing.routes import PAPERS
from kompass.briefing.slides.deck import PPTX, slide_pptx
from kompass.figures.exhibit import Made, moved
from kompass.figures.picture import Figure, Tracks
from kompass.figures.quotas.places import quota_citations
from kompass.language import MessageError, language
from kompass.places.ledger import Scenario
from kompass.places.plan import plan_of
from kompass.places.text import scenario_text
from kompass.presentation.story import LANGUAGE
from kompass.presentation.view import View
from kompass.request.file_name import now
from kompass.rounds.hub import Hub
from kompass.rounds.model import NO_DATABASE, RoundError
from kompass.rounds.pages.shell import PAGES, SLIDE, asked_language
from kompass.rounds.result import AGREE, OVERRIDE, RECEIPT, counted, document, method, taken_over
from kompass.rounds.secrets import read_code
from kompass.rounds.store import Answer, Round

NO_STORE = {"Cache-Control": "no-store"}


def round_slide(export: ExportRequest, found: Round, scenario: Scenario, answers: list[Answer]) -> bytes:
    """The bytes of a PPTX file: per institution the places of the room's split, beside them the plan's and the least
    and most that were answered."""
    t, words, facts = export.words.text, export.words, export.facts
    told = document(found, answers, facts)
    names = facts["institutions"].set_index("code")["name"]
    rows = [
        Figure(
            t("{code} {name}", code=code, name=names[code]),
            words.number(quota.places),
            t(
                "Plan {plan}, {change}; Antworten {least} bis {most}",
                plan=words.number(quota.places - change),
                change=words.number(change, sign=True),
                least=words.number(told["institutions"][code]["min"]),
                most=words.number(told["institutions"][code]["max"]),
            ),
            export.style.of(code),
            quota.places,
        )
        for code, quota in scenario.quotas.items()
        for change in [quota.places - scenario.plan.quotas[code].places]
    ]
    split = told["split"]
    agreed = t(
        AGREE,
        n=split["agreeing"],
        all=told["answers"],
        share=words.percent(100 * split["agreement"], 0),
        within=split["within"],
    )
    view = View(
        agreed,
        moved(scenario, Made.COMPUTED),
        Tracks(rows, agreed, (t("Plätze"),)),
        quota_citations(facts, scenario.plan),
        reading=method(found, words),
        caution=t(OVERRIDE, reason=found.override_reason) if found.override else "",
        note=t(RECEIPT, receipt=told["receipt"]),
        subject=t("{round}: Aufteilung des Saals", round=counted(found, answers, words)),
    )
    return slide_pptx(export, view)


def round_routes(
    hub: Hub, template: bytes | None = None, logos: Mapping[str, bytes] | None = None
) -> list[Route]:
    """The route of the slide; refused with a sentence where there is no such round, or too few have answered."""

    async def slide(request: Request) -> Response:
        words = language(asked_language(request))
        code = read_code(request.path_params["code"])
        try:
            found, answers = await hub.read(lambda: (hub.store.round(code), hub.store.answers(code)))
            facts = hub.facts_of(found.plan_id)
            scenario = taken_over(found, answers, plan_of(facts), words)
        except (SQLAlchemyError, OSError):
            return PlainTextResponse(words.text(NO_DATABASE), 503, NO_STORE)
        except MessageError as error:
            status = error.status if isinstance(error, RoundError) else 404
            return PlainTextResponse(words.message(error.message), status, NO_STORE)

        def made(_: Request) -> Response:
            pairs = [(LANGUAGE, words.code), ("s", scenario_text(scenario))]
            export = export_request(pairs, facts, str(request.base_url), now(), template, logos)
            name = {"Content-Disposition": f'attachment; filename="runde-{code}.pptx"'}
            return Response(
                round_slide(export, found, scenario, answers), media_type=PPTX, headers=NO_STORE | name
            )

        return await PAPERS.answer(request, made)

    return [Route(f"{PAGES}/{{code}}/{SLIDE}", slide)]
