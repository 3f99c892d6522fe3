"""The ASGI application: Streamlit with our routes and middleware. Start it with ``make run``."""

from __future__ import annotations

import gc
import sys
from importlib.metadata import version
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from kompass.api import routes as api
from kompass.briefing import routes as papers
from kompass.briefing.round import round_routes as slide_routes
from kompass.images import routes as images
from kompass.images.page_head import page_head
from kompass.language import MessageError
from kompass.places.parameters import PLAN
from kompass.plans.registry import REGISTRY, UnknownPlanError
from kompass.plans.routes import for_each_plan
from kompass.presentation import routes as presentation
from kompass.rounds.hub import Hub
from kompass.rounds.pages.routes import page_routes
from kompass.rounds.pages.routes import scripts as round_scripts
from kompass.rounds.routes import api_routes
from kompass.server import site, static
from kompass.server.below_path import BelowPath
from kompass.server.compression import CompressedOnce
from kompass.server.cross_origin import OpenInterface
from kompass.server.feed import feed_route
from kompass.server.first_html import FirstHtml, FirstHtmlMiddleware, Markup, Pairs
from kompass.server.headers import KnownPages, SecurityHeaders, ShortAddresses
from kompass.server.hosts import KnownHosts
from kompass.server.log import keep_texts_of_errors_out
from kompass.server.metrics import Counted, metrics_route
from kompass.server.public_address import PublicAddress
from ui import connection, operator_file, style_sheet
from ui.failure import missing_page, say_sorry, too_long, unknown_host
from ui.navigation import base_path, page_paths
from ui.start import start
from ui.streamlit_internals import AGENT_LINK, HTML_TAG, HTML_TITLE, NOSCRIPT, SERVED_FOLDERS, served_files
from ui.websocket.run_times import RunTimes
from ui.websocket.whole_page import WholePageFirst

# Answers of a hall wait for the interpreter's lock while pages are made: they ask for it after 1 ms, not 5.
sys.setswitchinterval(0.001)
keep_texts_of_errors_out()

try:
    started = start()
except MessageError as error:
    sys.exit(f"Bildungszielkompass startet nicht. {error}")

for message in started.told:
    print(message, file=sys.stderr)

loaded, template, logos = started.facts, started.template, started.logos
operator = operator_file.operator()
BELOW = base_path()


def page_of_plan(path: str, pairs: Pairs, base: str) -> FirstHtml:
    """The first HTML of a page, about the plan that the address names; a plan that does not exist is told by the page."""
    if BELOW and not operator["oeffentliche_adresse"] and not base.endswith(f"/{BELOW}/"):
        base = f"{base}{BELOW}/"
    try:
        return page_head(path, pairs, REGISTRY.facts(dict(pairs).get(PLAN, "")), base)
    except UnknownPlanError:
        return page_head(path, tuple(pair for pair in pairs if pair[0] != PLAN), loaded, base)


hub = Hub(operator_file.rounds(), REGISTRY.facts)
round_routes = api_routes(hub)
routes = [
    feed_route(REGISTRY),
    *for_each_plan(lambda chosen: api.routes(chosen, round_routes), REGISTRY),
    *page_routes(hub),
    *slide_routes(hub, template, logos),
    *static.routes(),
    static.kept_file(style_sheet.ROUTE, style_sheet.style_sheet(), "text/css"),
    static.kept_file(connection.ROUTE, connection.script(), "text/javascript"),
    *site.routes(Path(__file__).parent / "ui" / "assets" / "icon.svg"),
    *for_each_plan(lambda chosen: papers.routes(chosen, template, logos), REGISTRY),
    *for_each_plan(lambda chosen: presentation.routes(chosen, logos), REGISTRY),
    *for_each_plan(images.routes, REGISTRY),
]
if operator[
    "kennzahlen"
]:  # before the routes of the interface, the last of which refuses all other addresses
    routes.insert(0, metrics_route(operator["kennzahlen"].split(), loaded.version, version("streamlit")))

app = st.App(
    Path(__file__).parent / "pages" / "_shell.py",
    routes=routes,
    middleware=[
        Middleware(
            SecurityHeaders,
            pages=page_paths(),
            scripts=round_scripts(),
            framed=images.EMBEDDED,
            hosts=operator["einbetten_auf"],
            framing=operator["rahmen_auf"],
            base=BELOW,
        ),
        Middleware(Counted, routes=routes, pages=page_paths(), folders=SERVED_FOLDERS, base=BELOW),
        Middleware(
            KnownHosts,
            names=operator["rechnernamen"].split(),
            public=operator["oeffentliche_adresse"],
            answer=unknown_host(),
        ),
        Middleware(ShortAddresses, answer=too_long()),
        Middleware(BelowPath, base=BELOW, routes=routes),
        Middleware(PublicAddress, address=operator["oeffentliche_adresse"]),
        Middleware(
            KnownPages,
            paths={*page_paths(), papers.PAPER, *presentation.PAGES},
            answer=missing_page(),
            routes=routes,
            folders=SERVED_FOLDERS,
            files=served_files(),
            base=BELOW,
        ),
        Middleware(
            FirstHtmlMiddleware,
            markup=Markup(HTML_TAG, HTML_TITLE, (NOSCRIPT, "</noscript>"), AGENT_LINK),
            describe=page_of_plan,
            last=lambda code: style_sheet.link() + connection.markup(code),
        ),
        Middleware(OpenInterface, origins=operator["api_fuer"].split(), base=BELOW),
        Middleware(CompressedOnce),
        Middleware(WholePageFirst),
        Middleware(RunTimes),
    ],
    on_script_error=say_sorry,
)

# What is loaded stands until the end: Python need not look through it again each time that it looks for what is not needed.
gc.collect()
gc.freeze()
