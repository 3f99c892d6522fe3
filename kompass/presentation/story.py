"""A story: which views are shown in which order. Read from and written to the query string and a JSON file."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlencode

from kompass.language import DEFAULT, N_, MessageError
from kompass.request.body import parsed

SEPARATOR = ","
PRODUCT = "bildungszielkompass-praesentation"  # value of "produkt" in a story file
MOST_BYTES = 100_000
LIGHT_THEME, DARK_THEME = THEMES = ("hell", "dunkel")
# Query parameters of the presentation; all others belong to the simulator.
VIEWS, NUMBER, THEME, BACK, LANGUAGE = PRESENTATION_PARAMETERS = (
    "ansichten",
    "n",
    "thema",
    "zurueck",
    "lang",
)
ROUND = "runde"  # another one: the code of a round in the hall, whose wall is the last view
_ROUND = re.compile(r"[A-Za-z]{5}")
_PAGE = re.compile(r"[a-z0-9-]{0,40}")

Parameters = tuple[tuple[str, str], ...]


class StoryError(MessageError):
    """A story that cannot be read; the message says what is wrong with it."""


@dataclass(frozen=True)
class Show:
    """The parsed query string of the presentation: views, current view, theme, and the simulator's
    parameters."""

    views: tuple[str, ...]
    number: int = 1  # current view, counted from 1
    theme: str = LIGHT_THEME
    back: str = ""  # path of the page to return to; empty for the first page
    language: str = DEFAULT
    parameters: Parameters = ()  # of the simulator, in the order of the query string

    @property
    def round(self) -> str:
        """The code of the round whose wall is shown after all views; "" for none."""
        found = dict(self.parameters).get(ROUND, "")
        return found.upper() if _ROUND.fullmatch(found) else ""

    def query(self, **changes: Any) -> str:
        """The query string of this show, without the question mark; ``changes`` replace fields."""
        show = replace(self, **changes)
        values = {
            VIEWS: SEPARATOR.join(show.views),
            NUMBER: str(show.number) if show.number > 1 else "",
            THEME: show.theme if show.theme != LIGHT_THEME else "",
            BACK: show.back,
            LANGUAGE: show.language if show.language != DEFAULT else "",
        }
        pairs = [(name, value) for name, value in values.items() if value or name == VIEWS]
        return urlencode([*pairs, *show.parameters], safe=SEPARATOR + "~")

    def simulator_parameters(self) -> dict[str, list[str]]:
        """The simulator's query parameters: list of values by name."""
        parameters: dict[str, list[str]] = {}
        for name, value in self.parameters:
            parameters.setdefault(name, []).append(value)
        return parameters

    def simulator_query(self) -> str:
        """The query string for pages outside the presentation: the simulator's parameters and the language."""
        lang = [(LANGUAGE, self.language)] if self.language != DEFAULT else []
        return urlencode([*self.parameters, *lang], safe="~")


def show_from_pairs(pairs: Iterable[tuple[str, str]], default: Sequence[str]) -> Show:
    """The show of query parameters (pairs of name and value). Invalid number, theme, page or language fall
    back to defaults. The views are not checked, see :func:`checked`; ``default`` are used if the parameter is
    missing."""
    pairs = tuple(pairs)
    values = {name: value for name, value in pairs if name in PRESENTATION_PARAMETERS}
    number = values.get(NUMBER, "")
    back = values.get(BACK, "")
    views, theme = values.get(VIEWS), values.get(THEME, "")
    return Show(
        tuple(default) if views is None else tuple(part for part in views.split(SEPARATOR) if part),
        max(int(number), 1) if number.isascii() and number.isdecimal() and len(number) < 4 else 1,
        theme if theme in THEMES else LIGHT_THEME,
        # Only a path of this server: no open redirect.
        back if _PAGE.fullmatch(back) else "",
        values.get(LANGUAGE, DEFAULT)[:8],
        tuple((name, value) for name, value in pairs if name not in PRESENTATION_PARAMETERS),
    )


def checked(views: Sequence[str], known: Collection[str]) -> tuple[str, ...]:
    """The views, unchanged. Raises :class:`StoryError` if there are none, one is not in ``known``, or one is
    there twice."""
    if not views:
        raise StoryError(N_("Die Präsentation hat noch keine Ansicht. Bitte mindestens eine hinzufügen."))
    for position, view in enumerate(views):
        if view not in known:
            near = get_close_matches(view[:60], known, n=3, cutoff=0.5)
            if near:
                raise StoryError(
                    N_("Die Ansicht „{view}“ gibt es nicht. Ähnlich heißen: {near}."),
                    view=view[:40],
                    near=", ".join(near),
                )
            raise StoryError(
                N_("Die Ansicht „{view}“ gibt es nicht. Alle stehen unter „Präsentation einrichten“."),
                view=view[:40],
            )
        if view in views[:position]:
            raise StoryError(N_("Die Ansicht „{view}“ kommt zweimal vor; jede geht nur einmal."), view=view)
    return tuple(views)


def usable(views: Sequence[str], known: Collection[str]) -> tuple[str, ...]:
    """The views that are in ``known``, without duplicates."""
    return tuple(dict.fromkeys(view for view in views if view in known))


def swapped(views: Sequence[str], position: int) -> tuple[str, ...]:
    """The views with those at ``position`` and ``position`` + 1 exchanged."""
    changed = list(views)
    changed[position : position + 2] = reversed(changed[position : position + 2])
    return tuple(changed)


def story_file(show: Show) -> bytes:
    """The story as JSON in UTF-8: views, theme, and the simulator's parameters."""
    document = {
        "produkt": PRODUCT,
        VIEWS: show.views,
        THEME: show.theme,
        "parameter": show.parameters,
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def story_from_file(body: bytes, known: Collection[str], now: Show) -> Show:
    """The show ``now`` with views, theme and parameters replaced by those of a JSON file from
    :func:`story_file`.

    Raises :class:`StoryError` saying what is wrong with the file.
    """
    if not body:
        raise StoryError(N_("Es ist keine Datei gewählt. Bitte erst eine Datei wählen, dann laden."))
    if len(body) > MOST_BYTES:
        raise StoryError(N_("Die Datei ist zu groß für eine Präsentation."))
    try:
        document = parsed(body)
    except MessageError as error:
        raise StoryError(N_("Die Datei ist nicht lesbar: {reason}"), reason=error.message) from error
    if not isinstance(document, dict) or document.get("produkt") != PRODUCT:
        raise StoryError(N_("Die Datei ist keine Präsentation des Bildungszielkompasses."))
    views, parameters = document.get(VIEWS), document.get("parameter", [])
    if not isinstance(views, list) or not all(isinstance(view, str) for view in views):
        raise StoryError(N_("In der Datei fehlt die Liste „ansichten“."))
    if not isinstance(parameters, list) or not all(_pair(pair) for pair in parameters):
        raise StoryError(N_("In der Datei ist „parameter“ keine Liste von Paaren aus Name und Wert."))
    return replace(
        now,
        views=checked(views, known),
        theme=str(document[THEME]) if document.get(THEME) in THEMES else now.theme,
        parameters=tuple((name, value) for name, value in parameters if name not in PRESENTATION_PARAMETERS),
    )


def _pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(part, str) for part in value)
