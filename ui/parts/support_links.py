"""HTML links to the page on what supports a shortage."""

from __future__ import annotations

from html import escape

from kompass.matching.support import Way
from ui import address
from ui.session import Session

PATH = "stuetzen"
FROM = "von"  # query parameter: the kind of starting point of a walk
OWN = (FROM, *(way.value for way in Way))  # query parameters of that page only


def walk(way: Way, key: str, text: str, about: str = "") -> str:
    """The HTML of a link to the walk that begins with ``key``; ``about`` is added to its accessible name."""
    return named(address.link(PATH, {way.value: key}, OWN), text, about)


def named(there: str, text: str, about: str = "") -> str:
    """The HTML of a link; its accessible name is ``text`` and ``about``."""
    name = f' aria-label="{escape(f"{text} {about}")}"' if about else ""
    return f'<a href="{escape(there)}"{name}>{escape(text)}</a>'


def shortage(kldb: str, title: str, current: Session) -> str:
    """The HTML of the name of an occupation group: a link to what supports it."""
    asks = current.language.text("{kldb}: Was stützt {group}?", kldb=kldb, group=title)
    there = escape(address.link(PATH, {Way.SHORTAGE.value: kldb}, OWN))
    return f'<a href="{there}" title="{escape(asks)}">{escape(title)}</a>'
