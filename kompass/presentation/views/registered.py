"""What a figure of a page is to the presentation: how it is called, where it stands, how it is made."""

from __future__ import annotations

from dataclasses import dataclass

from kompass.language import Message
from kompass.presentation.views.first_state import Make


@dataclass(frozen=True)
class Registered:
    """A figure of a page: what it is called in the list of all views, the page's path, and how it is made.

    ``make`` gives None where there is nothing to show yet, such as the effect of assumptions not yet typed.
    """

    name: Message
    page: str
    make: Make
    columns: tuple[str, ...]  # of its table, those for the back row; none: the first ones
    bars: str  # the column of plain amounts that bars show; none: empty


def figure(page: str, label: str, make: Make, *columns: str, bars: str = "", **params: str) -> Registered:
    """A figure of the page at a path; ``params`` fill the label."""
    return Registered(Message(label, params), page, make, columns, bars)
