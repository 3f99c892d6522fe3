"""URLs of the presentation, with the query parameters of the current page."""

from __future__ import annotations

from kompass.facts import Facts
from kompass.presentation.page import ADDRESS, SETUP
from kompass.presentation.story import DARK_THEME, LIGHT_THEME, PRESENTATION_PARAMETERS, Show
from kompass.presentation.views.figures import view_ids
from kompass.presentation.views.registry import default_story, view_specs
from ui import address
from ui.address import NO_CHOICES, Choices
from ui.session import Session


def show_address(page: str, current: Session) -> str:
    """The URL of the presentation, which leads back to the URL path ``page``: with theme, language and scenario."""
    return f"{ADDRESS}?{_show(default_story(current.facts), page, current).query()}"


def adding_address(exhibit: str, current: Session, instead: Choices = NO_CHOICES) -> str:
    """The URL of the presentation's set-up page with an exhibit added; "" if it cannot be presented.

    The exhibit is appended to the default story; a story of one's own is edited on the set-up page. ``instead`` has
    query parameters that differ from the page's.
    """
    found = _joining(current.facts).get(exhibit)
    if found is None:
        return ""
    view, page = found
    story = default_story(current.facts)
    story = story if view in story else (*story, view)
    return f"{ADDRESS}/{SETUP}?{_show(story, page, current, instead).query()}"


def full_screen_address(exhibit: str, current: Session, instead: Choices = NO_CHOICES) -> str:
    """The URL of a presentation of one exhibit alone, see :func:`adding_address`; "" if it cannot be presented."""
    found = _joining(current.facts).get(exhibit)
    return "" if found is None else f"{ADDRESS}?{_show((found[0],), found[1], current, instead).query()}"


def page_of(exhibit: str, current: Session) -> str | None:
    """The URL path of the page of an exhibit, by its name; None if it cannot be presented."""
    found = _joining(current.facts).get(exhibit)
    return None if found is None else found[1]


def _joining(facts: Facts) -> dict[str, tuple[str, str]]:
    """Exhibits that can be presented: name to id of the view and URL path of the page."""
    known = view_specs(facts)
    return {name: (view, known[view].page) for name, view in view_ids(facts).items() if view in known}


def _show(views: tuple[str, ...], page: str, current: Session, instead: Choices = NO_CHOICES) -> Show:
    """A presentation of these views with theme, language and query parameters of the current page."""
    theme = DARK_THEME if current.style.name == "dark" else LIGHT_THEME
    parameters = tuple(pair for pair in address.pairs(instead) if pair[0] not in PRESENTATION_PARAMETERS)
    return Show(views, back=page, theme=theme, language=current.language.code, parameters=parameters)
