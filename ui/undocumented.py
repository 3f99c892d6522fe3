"""How an undocumented thing of Streamlit is described; ``ui/streamlit_internals.py`` lists them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of thing it is, and how the test finds it in the installed packages."""

    SELECTOR = "selector"  # a CSS selector; its test ids and attributes stand in Streamlit's JavaScript
    SIZE = "size"  # a CSS value of Streamlit's theme; `found_as` stands in its JavaScript
    MARKUP = "markup"  # HTML that stands in Streamlit's index.html
    STORAGE = "storage"  # a key of the browser's local storage; `found_as` stands in its JavaScript
    PATHS = "paths"  # beginnings of paths that Streamlit's server answers
    WORD = "word"  # an English text of Streamlit's JavaScript; {} is the control's own part
    COMPONENT = "component"  # the name of a custom component, which Streamlit reads out as its title
    MODULE = "module"  # a Python name outside of `streamlit` and `streamlit.typing`
    BEHAVIOUR = "behaviour"  # what nothing but a running page can show


@dataclass(frozen=True)
class Internal:
    """One undocumented thing. ``text`` is the selector, value, markup, word, name or behaviour itself."""

    name: str
    kind: Kind
    text: str
    reason: str  # what we need it for
    found_as: str = ""  # how Streamlit's files write it, where they do not write `text`
    tried_in: str = ""  # for a behaviour: the browser tests that go through it
