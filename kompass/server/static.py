"""Files that pages fetch from this server once: Leaflet, and the outlines of the drawn districts."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from xstatic.pkg import leaflet

from kompass.figures.charts.district_drawing import DRAWING_ROUTE, outline_files
from kompass.figures.charts.maps import LEAFLET_ROUTE


def routes() -> list[BaseRoute]:
    """Leaflet as its package brings it; the outlines as made from ``geo/``."""
    files = outline_files()

    async def outline(request: Request) -> Response:
        body = files.get(request.path_params["name"])
        if body is None:
            return Response(status_code=404)
        return Response(body, media_type="image/svg+xml", headers={"Cache-Control": "max-age=86400"})

    return [
        Mount(LEAFLET_ROUTE, StaticFiles(directory=leaflet.BASE_DIR)),
        Route(f"{DRAWING_ROUTE}/{{name}}", outline),
    ]
