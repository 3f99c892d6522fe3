"""The ASGI application: Streamlit with our routes and middleware. Start it with ``make run``."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from kompass import facts
from kompass.api import routes as api
from kompass.briefing import routes as papers
from kompass.facts_checks import FactsError
from kompass.presentation import routes as presentation
from kompass.server import static
from kompass.server.compression import CompressedOnce
from kompass.server.headers import KnownPages, PageLanguage, SecurityHeaders
from ui.failure import missing_page, say_sorry
from ui.navigation import page_paths
from ui.parts import legal
from ui.streamlit_internals import HTML_TAG

try:
    loaded = facts.load()
    legal.operator()
    template, problem = legal.slide_template()
except (FactsError, legal.OperatorError) as error:
    sys.exit(f"Bildungszielkompass startet nicht. {error}")

if problem:
    print(f"{problem} Folien bekommen die eigene Gestaltung.", file=sys.stderr)

app = st.App(
    Path(__file__).parent / "pages" / "_shell.py",
    routes=[
        *api.routes(loaded),
        *static.routes(),
        *papers.routes(loaded, template),
        *presentation.routes(loaded),
    ],
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(
            KnownPages, paths={*page_paths(), papers.PAPER, *presentation.PAGES}, answer=missing_page()
        ),
        Middleware(PageLanguage, tag=HTML_TAG),
        Middleware(CompressedOnce),
    ],
    on_script_error=say_sorry,
)
