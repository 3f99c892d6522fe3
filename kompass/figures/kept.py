"""Figures, and what they are made of, are worked out once for the same facts and arguments: theme, language, choice."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from kompass.facts import Facts

MOST = 240  # figures of one plan; what was asked for longest ago goes first
_Arguments = ParamSpec("_Arguments")
_Made = TypeVar("_Made")
# By facts, which nothing here keeps alive: a draft of a plan that is put away takes its figures with it.
_KEPT: WeakKeyDictionary[Facts, OrderedDict[Hashable, object]] = WeakKeyDictionary()
_LOCK = Lock()


def kept(
    make: Callable[Concatenate[Facts, _Arguments], _Made],
) -> Callable[Concatenate[Facts, _Arguments], _Made]:
    """Keep what a function makes of facts and hashable arguments; a list counts as the tuple of its members.

    What is returned is shared: nobody may change it.
    """

    @wraps(make)
    def made(facts: Facts, /, *args: _Arguments.args, **named: _Arguments.kwargs) -> _Made:
        asked = (make, *map(_hashable, args), *((name, _hashable(value)) for name, value in named.items()))
        with _LOCK:
            own = _KEPT.setdefault(facts, OrderedDict())
            if asked in own:
                own.move_to_end(asked)
                return own[asked]  # type: ignore[return-value]
        found = make(facts, *args, **named)
        with _LOCK:
            own[asked] = found
            while len(own) > MOST:
                own.popitem(last=False)
        return found

    return made


def _hashable(value: object) -> Hashable:
    return tuple(value) if isinstance(value, list) else value
