"""The description of a page's figure that can be added to a presentation."""

from __future__ import annotations

from dataclasses import dataclass

from kompass.language import Message
from kompass.presentation.views.drawn import Draw
from kompass.presentation.views.first_state import Make


@dataclass(frozen=True)
class FigureSpec:
    """A figure of a page: label in the list of views, path of the page, and the function that builds the
    exhibit.

    ``make`` returns None when there is nothing to show, such as the effects without any assumption.
    """

    name: Message
    page: str
    make: Make
    columns: tuple[str, ...]  # of the table to show, where there is no picture; empty: the first ones
    bars: str  # column to draw as bars
    drawn: Draw | None  # the picture; None: bars, the page's chart, or the table


def figure(
    page: str,
    label: str,
    make: Make,
    *columns: str,
    bars: str = "",
    drawn: Draw | None = None,
    **params: str,
) -> FigureSpec:
    """A figure of the page with path ``page``; ``columns`` are shown as a table, ``params`` fill the label."""
    return FigureSpec(Message(label, params), page, make, columns, bars, drawn)
