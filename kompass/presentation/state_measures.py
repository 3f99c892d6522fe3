"""The figures on the measures of the state, as their page shows them at first: all, on the plan year's first day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from kompass.figures.exhibit import Exhibit
from kompass.figures.state_measures import Choice
from kompass.figures.state_measures_exhibits import (
    status_exhibit,
    timeline_exhibit,
    total_exhibit,
    yearly_exhibit,
)
from kompass.language import N_
from kompass.places.plan import plan_of
from kompass.presentation.pages import Make
from kompass.presentation.view import Room


def _all(room: Room) -> Choice:
    year = int(room.facts.record("plans", plan_version=plan_of(room.facts).version)["plan_year"])
    return Choice(dt.date(year, 1, 1), year)


def _drawn(make: Callable[..., Exhibit | None]) -> Make:
    return lambda room: make(room.facts, _all(room), room.style, room.words)


# Name of the exhibit to what it is called, how it is made, and the columns for the back row.
FIGURES: dict[str, tuple[str, Make, tuple[str, ...]]] = {
    "landesprogramme-laufzeiten": (
        N_("Landesprogramme: Laufzeiten"),
        _drawn(timeline_exhibit),
        ("name", "from", "until", "status_text"),
    ),
    "landesprogramme-stand": (
        N_("Landesprogramme nach Cluster und Ressort"),
        lambda room: status_exhibit(room.facts, _all(room), room.words),
        ("group", "all", "laeuft", "ohne-ende", "zu-ende"),
    ),
    "landesprogramme-jahresbetraege": (
        N_("Landesprogramme: Beträge je Jahr"),
        _drawn(yearly_exhibit),
        ("name", "text"),
    ),
    "landesprogramme-betraege": (
        N_("Landesprogramme: alle Beträge"),
        _drawn(total_exhibit),
        ("name", "text", "period_text"),
    ),
}
