"""One request straight into an ASGI application: what the tests of all routes ask with."""

import asyncio
from itertools import pairwise


async def request(
    app, path, *, method="GET", query=b"", headers=(), body=b"", pieces=1, scheme="http", root_path=""
):
    """Status, headers by lower-case name, and body of the answer; ``body`` may be sent in several pieces."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": method,
        "scheme": scheme,
        "server": ("testserver", 80),
        "client": ("testclient", 1),
        "root_path": root_path,
        "path": root_path + path,
        "raw_path": path.encode(),
        "query_string": query,
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers],
    }
    cuts = [len(body) * n // pieces for n in range(pieces + 1)]
    parts = [body[a:b] for a, b in pairwise(cuts)]
    sent = []

    async def receive():
        return {"type": "http.request", "body": parts.pop(0), "more_body": bool(parts)}

    async def send(message):
        sent.append(message)

    await app(scope, receive, send)
    start, *bodies = sent
    assert start["type"] == "http.response.start"
    assert [b.get("more_body", False) for b in bodies] == [True] * (len(bodies) - 1) + [False]
    found = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    assert len(found) == len(start["headers"])  # none sent twice
    return start["status"], found, b"".join(b.get("body", b"") for b in bodies)


def ask(app, path, **how):
    """The same for a test that does nothing else meanwhile."""
    return asyncio.run(request(app, path, **how))
