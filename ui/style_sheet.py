"""The style sheet of all pages: a file that the first HTML names, so that a page has its shape before it has content."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kompass.kept_address import kept_address
from kompass.table import module
from ui.streamlit_internals import filled_css

ROUTE = "/gestalt.css"


@cache
def style_sheet() -> str:
    """``style.css``, and the style of the negotiating table."""
    return filled_css(Path(__file__).with_name("style.css").read_text("utf-8")) + module.style()


@cache
def link() -> str:
    """The element that names the style sheet, for the end of the body: Streamlit's own styles are in the head, and of
    two rules of the same weight the later one holds. Its address changes with the sheet."""
    return f'<link rel="stylesheet" href="{kept_address(ROUTE, style_sheet())}">'
