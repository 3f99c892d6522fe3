"""The description of the routes: operations, parameters, and examples that are executed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from starlette.types import ASGIApp, Message

from kompass.places.parameters import PLAN

JSON = "application/json"


@dataclass(frozen=True)
class Parameter:
    """A query or path parameter; ``values`` are all possible ones, if they can be listed. Those of a path are ``needed``."""

    name: str
    text: str
    place: str = "query"
    many: bool = False
    values: tuple[str, ...] = ()
    needed: bool = False


@dataclass(frozen=True)
class Example:
    """An example request: parameter values by name, and a JSON body."""

    name: str
    title: str
    given: Mapping[str, str | list[str]] = field(default_factory=dict)
    body: object = None


@dataclass(frozen=True)
class Operation:
    """A route with its documentation. ``answers`` are JSON schemas by media type, ``refusal`` is that of
    errors, ``further`` are statuses of errors besides those that its parameters and body make possible.

    Long example responses are cut to ``excerpt`` entries per list, or lines of text.
    """

    name: str
    method: str
    path: str
    title: str
    text: str
    answers: Mapping[str, Mapping[str, Any]]
    parameters: tuple[Parameter, ...] = ()
    examples: tuple[Example, ...] = ()
    body: Mapping[str, Any] | None = None
    refusal: Mapping[str, Any] | None = None
    excerpt: int | None = None
    further: tuple[int, ...] = ()

    @property
    def statuses(self) -> tuple[int, ...]:
        """All statuses that it answers with: 400 for a value or body that cannot be, 404 for what a path or the parameter
        ``plan`` names and there is not."""
        queried = [p for p in self.parameters if p.place == "query"]
        wrong = self.body or any(p.values or p.needed for p in queried)
        missing = len(queried) < len(self.parameters) or any(p.name == PLAN for p in queried)
        own = [*([400] if wrong else []), *([404] if missing else []), *self.further]
        return tuple(sorted({200, *own}))

    def target(self, example: Example) -> str:
        """Path and query string of an example."""
        path, query = self.path, {}
        for parameter in self.parameters:
            value = example.given.get(parameter.name)
            if value is None:
                continue
            if parameter.place == "path":
                path = path.replace(f"{{{parameter.name}}}", quote(str(value), safe=""))
            else:
                query[parameter.name] = value
        return path + (f"?{urlencode(query, doseq=True, safe=':', quote_via=quote)}" if query else "")


@dataclass(frozen=True)
class ExampleRun:
    """An executed example: request target, status, media type and body, which may be cut."""

    example: Example
    target: str
    status: int
    media_type: str
    value: object


Documented = tuple[tuple[Operation, tuple[ExampleRun, ...]], ...]


def run_examples(operations: Sequence[Operation], app: ASGIApp) -> Documented:
    """All operations with their executed examples. Must not be called within a running event loop."""

    async def run() -> Documented:
        return tuple([(o, tuple([await _run(o, e, app) for e in o.examples])) for o in operations])

    return asyncio.run(run())


async def _run(operation: Operation, example: Example, app: ASGIApp) -> ExampleRun:
    target = operation.target(example)
    body = b"" if example.body is None else json.dumps(example.body).encode()
    status, media_type, answer = await _ask(app, operation.method, target, body)
    value = json.loads(answer) if media_type == JSON else answer.decode()
    return ExampleRun(example, target, status, media_type, shortened(value, operation.excerpt))


async def _ask(app: ASGIApp, method: str, target: str, body: bytes) -> tuple[int, str, bytes]:
    """Call the ASGI app directly; returns status, media type and body."""
    path, _, query = target.partition("?")
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "root_path": "",
        "query_string": query.encode(),
        "headers": [],
    }
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    answer = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"], headers["content-type"].partition(";")[0], answer


def shortened(value: Any, most: int | None) -> Any:
    """The value cut to ``most`` entries per list, or lines of text; unchanged if None."""
    if most is None:
        return value
    if isinstance(value, str):
        return "".join(value.splitlines(keepends=True)[:most])
    return _cut(value, most)


def _cut(value: Any, most: int) -> Any:
    if isinstance(value, dict):
        return {name: _cut(entry, most) for name, entry in value.items()}
    if isinstance(value, list):
        return [_cut(entry, most) for entry in value[:most]]
    return value
