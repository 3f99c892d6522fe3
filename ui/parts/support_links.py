"""The ways to the page on what supports a shortage, from itself and from other pages."""

from __future__ import annotations

from html import escape

from kompass.matching.support import Way
from ui import address
from ui.session import Session

PATH = "stuetzen"
FROM = "von"  # the side that a walk begins with, in the address
OWN = (FROM, *(way.value for way in Way))  # choices of that page that say nothing on others


def walk(way: Way, key: str, text: str, about: str = "") -> str:
    """The markup of a link to the walk that begins with this; ``about`` tells links of the same text apart to
    whoever hears them."""
    return named(address.link(PATH, {way.value: key}, OWN), text, about)


def named(there: str, text: str, about: str = "") -> str:
    """The markup of a link whose name goes on where its text ends."""
    name = f' aria-label="{escape(f"{text} {about}")}"' if about else ""
    return f'<a href="{escape(there)}"{name}>{escape(text)}</a>'


def shortage(kldb: str, title: str, current: Session) -> str:
    """The markup of the name of an occupation group: a link to what supports it."""
    asks = current.language.text("{kldb}: Was stützt {group}?", kldb=kldb, group=title)
    there = escape(address.link(PATH, {Way.SHORTAGE.value: kldb}, OWN))
    return f'<a href="{there}" title="{escape(asks)}">{escape(title)}</a>'
