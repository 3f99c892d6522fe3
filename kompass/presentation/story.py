"""A story: which views are shown in which order. It lives in the address and as a file."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from kompass.language import DEFAULT, N_, MessageError
from kompass.places.parameters import half_character

SEPARATOR = ","
PRODUCT = "bildungszielkompass-praesentation"  # how a file says what it is
MOST_BYTES = 100_000
LIGHT_THEME, DARK_THEME = THEMES = ("hell", "dunkel")
# The parameters of the address that are the presentation's own; all others are the simulator's.
VIEWS, NUMBER, THEME, BACK, LANGUAGE = OWN = ("ansichten", "n", "thema", "zurueck", "lang")
_PAGE = re.compile(r"[a-z0-9-]{0,40}")

Parameters = tuple[tuple[str, str], ...]


class StoryError(MessageError):
    """A story that cannot be read; says what is wrong with it."""


@dataclass(frozen=True)
class Show:
    """All that an address says: the story, where it stands, how it looks, and what the simulator holds."""

    views: tuple[str, ...]
    number: int = 1  # the view that is shown, counted from one
    theme: str = LIGHT_THEME
    back: str = ""  # the page to return to, by its path; empty for the first page
    language: str = DEFAULT
    parameters: Parameters = ()  # those of the simulator, in order

    def query(self, **changes: Any) -> str:
        """The address of this show with some of it changed, without the question mark."""
        show = replace(self, **changes)
        own = {
            VIEWS: SEPARATOR.join(show.views),
            NUMBER: str(show.number) if show.number > 1 else "",
            THEME: show.theme if show.theme != LIGHT_THEME else "",
            BACK: show.back,
            LANGUAGE: show.language if show.language != DEFAULT else "",
        }
        pairs = [(name, value) for name, value in own.items() if value or name == VIEWS]
        return urlencode([*pairs, *show.parameters], safe=SEPARATOR + "~")

    def asked(self) -> dict[str, list[str]]:
        """The simulator's parameters, each with its values in order."""
        found: dict[str, list[str]] = {}
        for name, value in self.parameters:
            found.setdefault(name, []).append(value)
        return found

    def simulator_query(self) -> str:
        """What other pages understand of it: the simulator's parameters and the language."""
        own = [(LANGUAGE, self.language)] if self.language != DEFAULT else []
        return urlencode([*self.parameters, *own], safe="~")


def show_from_pairs(pairs: Iterable[tuple[str, str]], default: Sequence[str]) -> Show:
    """What an address says. Whatever of our own parameters cannot be is as if it were not there; the views
    are taken as they are, see :func:`checked`."""
    pairs = tuple(pairs)
    own = {name: value for name, value in pairs if name in OWN}
    number = own.get(NUMBER, "")
    back = own.get(BACK, "")
    text, theme = own.get(VIEWS), own.get(THEME, "")
    return Show(
        tuple(default) if text is None else tuple(part for part in text.split(SEPARATOR) if part),
        max(int(number), 1) if number.isascii() and number.isdecimal() and len(number) < 4 else 1,
        theme if theme in THEMES else LIGHT_THEME,
        # Only a page of ours: the way back leads nowhere else.
        back if _PAGE.fullmatch(back) else "",
        own.get(LANGUAGE, DEFAULT)[:8],
        tuple((name, value) for name, value in pairs if name not in OWN),
    )


def checked(views: Sequence[str], known: Collection[str]) -> tuple[str, ...]:
    """The views as given. Raises :class:`StoryError` for none, for one that is not known or there twice."""
    if not views:
        raise StoryError(N_("Die Präsentation hat noch keine Ansicht. Bitte mindestens eine hinzufügen."))
    for position, view in enumerate(views):
        if view not in known:
            raise StoryError(
                N_("Die Ansicht „{view}“ gibt es nicht. Möglich sind: {known}."),
                view=view[:40],
                known=", ".join(known),
            )
        if view in views[:position]:
            raise StoryError(N_("Die Ansicht „{view}“ kommt zweimal vor; jede geht nur einmal."), view=view)
    return tuple(views)


def usable(views: Sequence[str], known: Collection[str]) -> tuple[str, ...]:
    """What of the views can be shown: those that are known, each once."""
    return tuple(dict.fromkeys(view for view in views if view in known))


def swapped(views: Sequence[str], position: int) -> tuple[str, ...]:
    """The views with the one at ``position`` and the next one exchanged."""
    changed = list(views)
    changed[position : position + 2] = reversed(changed[position : position + 2])
    return tuple(changed)


def story_file(show: Show) -> bytes:
    """The story with its look and the simulator's parameters as a JSON file."""
    document = {
        "produkt": PRODUCT,
        VIEWS: show.views,
        THEME: show.theme,
        "parameter": show.parameters,
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def story_from_file(body: bytes, known: Collection[str], now: Show) -> Show:
    """The show ``now`` with what a file of :func:`story_file` holds.

    Raises :class:`StoryError` saying what is wrong with the file.
    """
    if not body:
        raise StoryError(N_("Es ist keine Datei gewählt. Bitte erst eine Datei wählen, dann laden."))
    if len(body) > MOST_BYTES:
        raise StoryError(N_("Die Datei ist zu groß für eine Präsentation."))
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise StoryError(N_("Die Datei ist nicht lesbar: Sie enthält kein JSON.")) from error
    half = half_character(document)
    if half:
        raise StoryError(
            N_("Die Datei enthält ein halbes Zeichen ({code}), das kein Text ist. Bitte die Stelle löschen."),
            code=half,
        )
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
        parameters=tuple((name, value) for name, value in parameters if name not in OWN),
    )


def _pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(part, str) for part in value)
