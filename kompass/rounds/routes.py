"""The routes under ``/api/v1/rounds``: open, answer, close, watch, and the receipt."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from kompass.facts import Facts
from kompass.language import N_, Language, MessageError, language
from kompass.needs import DIVIDED, carries
from kompass.places.keys import comparison_keys
from kompass.places.ledger import Scenario
from kompass.places.parameters import PLAN, plain
from kompass.places.plan import plan_of
from kompass.places.text import scenario_from_text, scenario_text
from kompass.plans.registry import UnknownPlanError
from kompass.request.body import parsed, read_body, refusal
from kompass.rounds import model, secrets
from kompass.rounds.hub import MOST_LISTENERS, Hub
from kompass.rounds.model import RoundError, conserved, read_answer, read_minutes, read_question
from kompass.rounds.result import receipt, receipt_csv
from kompass.rounds.store import MOST_SLIPS, Round
from kompass.rounds.tries import Tries

BASE = "/api/v1/rounds"
_LOG = logging.getLogger(__name__)
LONGEST_REASON = 200  # characters
UNDIVIDED = N_("Dieser Plan teilt keine Plätze auf Institutionen auf: Zu ihm gibt es keine Runde.")
NO_OBJECT = N_("Die Anfrage muss ein JSON-Objekt sein.")
NO_REASON = N_("Wer das Ergebnis ersetzt, schreibt dazu, warum: „reason“, höchstens {longest} Zeichen.")
NO_COUNT = N_("„count“ muss eine ganze Zahl von 0 bis {most} sein.")
TOO_MANY_LISTENERS = N_("Es hören schon zu viele zu. Bitte gleich noch einmal.")
Handler = Callable[[Request, Language], Awaitable[Response]]


class UndividedError(RoundError):
    """The plan divides no places."""

    status = 404


class RoundsApi:
    """The answers of the routes, from the rounds of a hub."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.store = hub.store
        self.of_token, self.of_all = Tries(30, 2.0), Tries(120, 1.0)

    def facts_of(self, plan_id: str) -> Facts:
        """The facts of a plan that divides places."""
        facts = self.hub.facts_of(plan_id)
        if not carries(facts, DIVIDED):
            raise UndividedError(UNDIVIDED)
        return facts

    def known(self, code: str) -> tuple[Round, Facts]:
        """A round, and the facts of its plan."""
        found = self.store.round(code)
        return found, self.facts_of(found.plan_id)

    async def open(self, request: Request, words: Language) -> Response:
        """Open a round."""
        given = await _object(request)
        plan_id = str(given.get(PLAN) or request.query_params.get(PLAN, ""))

        def work() -> dict[str, str]:
            facts = self.facts_of(plan_id)
            question = read_question(given, plan_of(facts), comparison_keys(facts))
            wait = self.of_all.wait("open")
            if wait:
                raise model.TooManyError(model.TOO_MANY_TRIES, seconds=wait)
            code, key = self.store.open_round(facts.plan_id, question, read_minutes(given))
            return {"code": code, "key": key}

        return JSONResponse(await self.hub.write(work))

    async def state(self, request: Request, words: Language) -> Response:
        """What a round says to everyone."""
        body = await self.hub.document(_code(request))
        return Response(body, media_type="application/json", headers={"Cache-Control": "no-cache"})

    async def token(self, request: Request, words: Language) -> Response:
        """A token for one answer."""
        code = _code(request)
        await self.hub.read(lambda: self.known(code))
        return JSONResponse({"token": await self.hub.read(lambda: self.store.new_token(code))})

    async def answer(self, request: Request, words: Language) -> Response:
        """Keep an answer."""
        given, code = await _object(request), _code(request)
        own = secrets.read_token(given.get("token"))
        if own is None:
            raise RoundError(model.NO_TOKEN)
        wait = self.of_token.wait(f"{code}:{own}")
        if wait:
            raise model.TooManyError(model.TOO_MANY_TRIES, seconds=wait)

        def work() -> dict[str, Any]:
            found, facts = self.known(code)
            if not found.open:
                raise model.ClosedError(model.CLOSED, code=code)
            if found.question.signed and not self.store.is_own_token(own, code):
                raise model.WrongKeyError(model.FOREIGN_TOKEN)
            scenario = read_answer(_text(given, "s"), found.question, plan_of(facts))
            version = self.store.answer(code, own, scenario)
            return {"saved": True, "s": scenario_text(scenario), "version": version}

        return JSONResponse(await self.hub.write(work))

    async def close(self, request: Request, words: Language) -> Response:
        """Close a round."""
        given, code = await _object(request), _code(request)
        await self.hub.write(lambda: self.store.close(code, _text(given, "key")))
        return JSONResponse({"state": "closed"})

    async def slips(self, request: Request, words: Language) -> Response:
        """Paper slips with the same split."""
        given, code = await _object(request), _code(request)
        count = given.get("count")
        if not isinstance(count, int) or isinstance(count, bool) or not 0 <= count <= MOST_SLIPS:
            raise RoundError(NO_COUNT, most=MOST_SLIPS)

        def work() -> dict[str, Any]:
            self.store.check_key(code, _text(given, "key"))
            found, facts = self.known(code)
            scenario = read_answer(_text(given, "s"), found.question, plan_of(facts))
            self.store.put_slips(code, _text(given, "key"), scenario, count)
            return {"s": scenario_text(scenario), "count": count}

        return JSONResponse(await self.hub.write(work))

    async def override(self, request: Request, words: Language) -> Response:
        """Another split in place of the room's; an empty one takes it back."""
        given, code = await _object(request), _code(request)

        def work() -> dict[str, Any]:
            self.store.check_key(code, _text(given, "key"))
            found, facts = self.known(code)
            plan = plan_of(facts)
            reason = plain(_text(given, "reason"))
            scenario: Scenario | None = None
            if _text(given, "s"):
                start = scenario_from_text(plan, found.question.start)
                scenario = conserved(scenario_from_text(plan, _text(given, "s")), start)
                if not reason or len(reason) > LONGEST_REASON:
                    raise RoundError(NO_REASON, longest=LONGEST_REASON)
            self.store.override(code, _text(given, "key"), scenario, reason)
            return {"s": scenario_text(scenario) if scenario else "", "reason": reason if scenario else ""}

        return JSONResponse(await self.hub.write(work))

    async def events(self, request: Request, words: Language) -> Response:
        """Tell each new state."""
        code = _code(request)
        await self.hub.document(code)  # 404 for a round that there is not
        if self.hub.listeners >= MOST_LISTENERS:
            raise model.TooManyError(TOO_MANY_LISTENERS)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(self.hub.events(code), media_type="text/event-stream", headers=headers)

    async def receipt_json(self, request: Request, words: Language) -> Response:
        """The receipt as JSON."""
        code = _code(request)

        def work() -> str:
            found, facts = self.known(code)
            told = receipt(found, self.store.answers(code), facts, facts.words(words))
            return json.dumps(told, ensure_ascii=False, indent=1)

        return _file(await self.hub.read(work), "application/json", f"runde-{code}.json")

    async def receipt_table(self, request: Request, words: Language) -> Response:
        """The answers as CSV."""
        code = _code(request)

        def work() -> str:
            found, facts = self.known(code)
            return receipt_csv(found, self.store.answers(code), facts)

        return _file(await self.hub.read(work), "text/csv; charset=utf-8", f"runde-{code}.csv")


def api_routes(hub: Hub) -> list[Route]:
    """The routes, answering from the rounds of a hub."""
    api = RoundsApi(hub)

    def route(path: str, handler: Handler, method: str = "GET") -> Route:
        return Route(BASE + path, _told(handler), methods=[method])

    return [
        route("", api.open, "POST"),
        route("/{code}/tokens", api.token, "POST"),
        route("/{code}/answers", api.answer, "POST"),
        route("/{code}/close", api.close, "POST"),
        route("/{code}/slips", api.slips, "POST"),
        route("/{code}/override", api.override, "POST"),
        route("/{code}/events", api.events),
        route("/{code}/receipt.json", api.receipt_json),
        route("/{code}/receipt.csv", api.receipt_table),
        route("/{code}", api.state),
    ]


def _told(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """A handler whose refusals are answered with their status and the reason in the reader's language."""

    async def answer(request: Request) -> Response:
        words = language(request.query_params.get("lang", ""))
        try:
            return await handler(request, words)
        except (SQLAlchemyError, OSError) as error:
            _LOG.error("The database of the rounds does not answer: %s", _kind(error))
            return JSONResponse({"error": words.text(model.NO_DATABASE)}, 503)
        except MessageError as error:
            status = error.status if isinstance(error, RoundError) else 400
            status = 404 if isinstance(error, UnknownPlanError) else status
            return refusal({"error": words.message(error.message)}, status)

    return answer


def _kind(error: Exception) -> str:
    """Of which kind an error of the database is, such as SQLITE_FULL, without its text, which may repeat an answer."""
    origin = getattr(error, "orig", None) or error
    return str(
        getattr(origin, "sqlite_errorname", "") or getattr(origin, "strerror", "") or type(origin).__name__
    )


async def _object(request: Request) -> Mapping[str, Any]:
    """The JSON object of a request; an empty body is an empty one."""
    body = await read_body(request)
    given = parsed(body) if body.strip() else {}
    if not isinstance(given, dict):
        raise RoundError(NO_OBJECT)
    return given


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name, "")
    if not isinstance(value, str):
        raise RoundError(N_("„{name}“ muss ein Text sein."), name=name)
    return value


def _code(request: Request) -> str:
    return secrets.read_code(request.path_params["code"])


def _file(body: str, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(body.encode(), media_type=kind, headers=headers)
