"""The ways from a page into the presentation, with all that the page's address holds."""

from __future__ import annotations

import streamlit as st

from kompass.facts import Facts
from kompass.presentation.page import ADDRESS, SETUP
from kompass.presentation.story import DARK_THEME, LIGHT_THEME, PRESENTATION_PARAMETERS, Show
from kompass.presentation.views.figures import view_ids
from kompass.presentation.views.registry import DEFAULT_STORY, view_specs
from ui.session import Session


def show_address(page: str, current: Session) -> str:
    """The address of the presentation from a page, named by its path: its look, its language, its scenario."""
    return f"{ADDRESS}?{_show(DEFAULT_STORY, page, current).query()}"


def adding_address(exhibit: str, current: Session) -> str:
    """The address of the set-up page with a figure added to the story; empty for a figure that cannot join.

    The story is the suggested one: whoever has put one together adds further figures on the set-up page,
    which lists them all by page.
    """
    found = _joining(current.facts.version, current.facts).get(exhibit)
    if found is None:
        return ""
    view, page = found
    story = DEFAULT_STORY if view in DEFAULT_STORY else (*DEFAULT_STORY, view)
    return f"{ADDRESS}/{SETUP}?{_show(story, page, current).query()}"


def page_of(exhibit: str, current: Session) -> str | None:
    """The path of the page of a figure; None for one that cannot join a presentation."""
    found = _joining(current.facts.version, current.facts).get(exhibit)
    return None if found is None else found[1]


@st.cache_resource(show_spinner=False)
def _joining(version: str, _facts: Facts) -> dict[str, tuple[str, str]]:
    """Name of the exhibit to id of its view and path of its page."""
    known = view_specs(_facts)
    return {name: (view, known[view].page) for name, view in view_ids(_facts).items()}


def _show(views: tuple[str, ...], page: str, current: Session) -> Show:
    theme = DARK_THEME if current.style.name == "dark" else LIGHT_THEME
    parameters = tuple(
        (name, value)
        for name in st.query_params
        for value in st.query_params.get_all(name)
        if name not in PRESENTATION_PARAMETERS
    )
    return Show(views, back=page, theme=theme, language=current.language.code, parameters=parameters)
