"""Our routes below a path: by the server's setting, and behind a proxy that takes the path away."""

import asyncio

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

from kompass.server.below_path import BelowPath
from tests.unit.asking import request


def test_only_what_one_of_ours_answers_is_moved():
    async def ours(asked):
        return PlainTextResponse(f"{asked.scope['root_path']} {asked.base_url}")

    async def theirs(asked):
        return PlainTextResponse("Streamlit")

    routes = [Route("/praesentation", ours)]
    app = Starlette(routes=[*routes, Mount("/", app=Starlette(routes=[Route("/{path:path}", theirs)]))])
    moved = BelowPath(app, "intern", routes)

    def answer(path):
        return asyncio.run(request(moved, path, headers=[("host", "kompass.example")]))[2].decode()

    assert answer("/intern/praesentation") == "/intern http://kompass.example/intern/"
    assert (
        answer("/praesentation") == " http://kompass.example/"
    )  # as behind a proxy that takes the path away
    assert answer("/intern/kontingente") == answer("/interna/praesentation") == "Streamlit"
