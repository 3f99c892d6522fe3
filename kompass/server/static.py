"""Routes for static files: Leaflet, the SVG outlines of the districts, and the module of the negotiating table."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from xstatic.pkg import leaflet

from kompass.boundaries import keys_of, known_districts
from kompass.figures.charts.district_drawing import DRAWING_ROUTE, MASKED, outline_file
from kompass.figures.charts.folium_map import LEAFLET_ROUTE
from kompass.table import module

KEPT = {
    "Cache-Control": "public, max-age=31536000, immutable"
}  # for what changes its address with its content


class Revalidated(StaticFiles):
    """Files that keep their address when they change: a browser asks each time whether its own is still the newest."""

    def file_response(self, *given: Any, **named: Any) -> Response:
        """The answer of Starlette, with our header."""
        response = super().file_response(*given, **named)
        response.headers["Cache-Control"] = "no-cache"
        return response


def kept_file(path: str, body: str, media_type: str) -> Route:
    """A route for a text that browsers keep, since its address changes with it."""

    async def answer(request: Request) -> Response:
        return Response(body, media_type=media_type, headers=KEPT)

    return Route(path, answer)


def routes() -> list[BaseRoute]:
    """A mount for the files of the package XStatic-leaflet, and routes for the SVG outlines made from ``geo/`` and for
    the module of the negotiating table.

    An unknown outline is answered with 404.
    """

    async def outline(request: Request) -> Response:
        districts = request.path_params["districts"].split("-")
        known = len(districts) <= MASKED and set(districts) <= known_districts()
        body = outline_file(keys_of(districts), request.path_params["name"]) if known else None
        if body is None:
            return Response(status_code=404)
        return Response(body, media_type="image/svg+xml", headers={"Cache-Control": "max-age=86400"})

    return [
        kept_file(module.ROUTE, module.module(), "text/javascript"),
        Mount(LEAFLET_ROUTE, Revalidated(directory=leaflet.BASE_DIR)),
        Route(f"{DRAWING_ROUTE}/{{districts}}/{{name}}.svg", outline),
    ]
