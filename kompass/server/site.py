"""Routes that browsers and search engines ask a site for: robots.txt, sitemap.xml and the web manifest."""

from __future__ import annotations

from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from kompass.language import DEFAULT, LANGUAGES, language
from kompass.pages import ALL_PAGES

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
            for page in ALL_PAGES
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

    return [
        Route("/robots.txt", robots),
        Route("/sitemap.xml", sitemap),
        Route(MANIFEST, manifest),
        Route(ICON, lambda request: FileResponse(icon, media_type="image/svg+xml")),
    ]
