"""The routes of the pages: phone, wall, moderator, and the way of the room's split into the simulator."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from html import escape
from urllib.parse import urlencode

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kompass.facts import Facts
from kompass.facts_files import DEFAULT_PLAN
from kompass.language import Language, Message, MessageError, language
from kompass.places.kept_scenarios import reason_texts
from kompass.places.parameters import PLAN, REASONS, SCENARIO
from kompass.places.plan import Plan, plan_of
from kompass.places.text import scenario_text
from kompass.request.short_link import SIMULATOR
from kompass.rounds import model, secrets
from kompass.rounds.hub import Hub
from kompass.rounds.model import RoundError
from kompass.rounds.pages.lead import lead_html
from kompass.rounds.pages.phone import TOKEN, phone_html
from kompass.rounds.pages.shell import (
    LEAD,
    PAGES,
    SCRIPTS,
    TAKE,
    WALL,
    asked_language,
    asset,
    colours,
    document,
    script,
)
from kompass.rounds.pages.wall import wall_html
from kompass.rounds.result import taken_over
from kompass.rounds.store import Round

_NO_PLAN = Plan("", ())
NO_STORE = {"Cache-Control": "no-store", "Vary": "Accept-Language"}
Page = Callable[[Round, Facts, Language, Request], Response]


def page_routes(hub: Hub) -> list[BaseRoute]:
    """The routes below :data:`~kompass.rounds.pages.shell.PAGES`."""
    store = hub.store

    @lru_cache(maxsize=64)
    def phone_page(code: str, is_open: bool, tongue: str) -> str:
        """The same for all phones but the token."""
        found = store.round(code)
        facts = hub.facts_of(found.plan_id)
        words = facts.words(language(tongue))
        return phone_html(found, facts.in_language(language(tongue)), words, store.days)

    def phone(found: Round, facts: Facts, words: Language, request: Request) -> Response:
        body = phone_page(found.code, found.open, words.code).replace(TOKEN, store.new_token(found.code))
        return HTMLResponse(body, headers=NO_STORE)

    def wall(found: Round, facts: Facts, words: Language, request: Request) -> Response:
        return HTMLResponse(
            wall_html(found, facts, words, str(request.base_url), request.query_params.get("thema", "")),
            headers=NO_STORE,
        )

    def lead(found: Round, facts: Facts, words: Language, request: Request) -> Response:
        return HTMLResponse(lead_html(found, facts, words, str(request.base_url)), headers=NO_STORE)

    def take(found: Round, facts: Facts, words: Language, request: Request) -> Response:
        """To the simulator with the room's split, each transfer with where it comes from as its reason."""
        scenario = taken_over(found, store.answers(found.code), plan_of(facts), words)
        pairs = [] if found.plan_id == DEFAULT_PLAN else [(PLAN, found.plan_id)]
        pairs += [(SCENARIO, scenario_text(scenario))]
        pairs += [(REASONS, text) for text in reason_texts(scenario)]
        pairs += [("lang", words.code)]
        return RedirectResponse(f"{request.base_url}{SIMULATOR}?{urlencode(pairs, safe='~')}", 303)

    def of_round(page: Page) -> Callable[[Request], object]:
        async def answer(request: Request) -> Response:
            tongue = asked_language(request)
            code = secrets.read_code(request.path_params["code"])

            def work() -> Response:
                found = store.round(code)
                facts = hub.facts_of(found.plan_id).in_language(language(tongue))
                return page(found, facts, facts.words(language(tongue)), request)

            try:
                return await hub.read(work)
            except (SQLAlchemyError, OSError):
                return _refusal(Message(model.NO_DATABASE), 503, request)
            except MessageError as error:
                status = error.status if isinstance(error, RoundError) else 404
                return _refusal(error.message, status, request)

        return answer

    async def enter(request: Request) -> Response:
        """Where a code is typed; one that was typed leads to its round."""
        typed = secrets.read_code(request.query_params.get("code", ""))
        if typed.isalpha():
            return RedirectResponse(f"{request.base_url}{PAGES.lstrip('/')}/{typed}", 303)
        return _refusal(None, 200, request)

    return [
        Route(PAGES, enter),
        Route(f"{PAGES}/{{code}}", of_round(phone)),
        Route(f"{PAGES}/{{code}}/{WALL}", of_round(wall)),
        Route(f"{PAGES}/{{code}}/{LEAD}", of_round(lead)),
        Route(f"{PAGES}/{{code}}/{TAKE}", of_round(take)),
    ]


def scripts() -> list[str]:
    """The scripts that these pages have inside them."""
    return [script(name) for name in SCRIPTS]


def _refusal(reason: Message | None, status: int, request: Request) -> Response:
    """A page that says why there is no round here, with a field for its code."""
    words = language(asked_language(request))
    t, action = words.text, f"{request.base_url}{PAGES.lstrip('/')}"
    told = f'<p role="alert">{escape(words.message(reason))}</p>' if reason else ""
    title, label, go = t("Welche Runde?"), t("Code aus fünf Buchstaben"), t("Öffnen")
    body = (
        f'<main><h1>{escape(title)}</h1>{told}<form action="{escape(action)}" method="get">'
        f'<label>{escape(label)}<input name="code" maxlength="5" autocapitalize="characters" '
        f'autocomplete="off" required></label>'
        f'<button class="act">{escape(go)}</button></form></main>'
    )
    return HTMLResponse(
        document(title, body, colours(_NO_PLAN) + asset("page.css"), "", words), status, NO_STORE
    )
