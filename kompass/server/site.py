"""Routes of the whole site: robots.txt, sitemap.xml, the web manifest, and short links."""

from __future__ import annotations

from html import escape
from pathlib import Path
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kompass.facts import load
from kompass.language import DEFAULT, LANGUAGES, language
from kompass.pages import offered_pages
from kompass.places.parameters import plain
from kompass.request.short_link import SHORT, SIMULATOR, ShortLinkError, unpacked

MANIFEST, ICON = "/bildungszielkompass.webmanifest", "/icon.svg"


def routes(icon: Path) -> list[BaseRoute]:
    """The routes; ``icon`` is an SVG file."""

    def robots(request: Request) -> Response:
        return PlainTextResponse(f"User-agent: *\nAllow: /\nSitemap: {request.base_url}sitemap.xml\n")

    def sitemap(request: Request) -> Response:
        base = str(request.base_url)
        others = [f"?lang={code}" for code in LANGUAGES if code != DEFAULT]
        urls = "".join(
            f"<url><loc>{escape(base + page.url_path + query)}</loc></url>"
            for page in offered_pages(load())
            for query in ("", *others)
        )
        body = f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
        return Response(body, media_type="application/xml")

    def manifest(request: Request) -> Response:
        name = language(DEFAULT).text("Bildungszielkompass")
        icons = [{"src": f".{ICON}", "sizes": "any", "type": "image/svg+xml"}]
        described = {
            "name": name,
            "short_name": name,
            "start_url": "./",
            "display": "browser",
            "icons": icons,
        }
        return JSONResponse(described, media_type="application/manifest+json")

    def short(request: Request) -> Response:
        """To the simulator with the parameters of a short link; 400 with the reason for one that cannot be read."""
        try:
            pairs = unpacked(request.path_params["packed"])
        except ShortLinkError as error:
            return PlainTextResponse(plain(language(DEFAULT).message(error.message)), 400)
        return RedirectResponse(f"{request.base_url}{SIMULATOR}?{urlencode(pairs, safe='~')}", 303)

    return [
        Route(f"{SHORT}/{{packed}}", short),
        Route("/robots.txt", robots),
        Route("/sitemap.xml", sitemap),
        Route(MANIFEST, manifest),
        Route(ICON, lambda request: FileResponse(icon, media_type="image/svg+xml")),
    ]
