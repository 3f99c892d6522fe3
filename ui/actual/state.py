"""The figures of this session: from a file, typed, for practice, or those of the operator. They are never in the address."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from kompass.actual.exercise import exercise
from kompass.actual.reading import Reading, plan_year, read_file, read_typed
from kompass.actual.records import Counting, Figures, Measure
from kompass.actual.sheets import EUROS
from kompass.request.file_name import now
from ui import operator_file
from ui.session import Session

_HELD = "actual"  # in the session state: what is held, by plan
Texts = dict[Measure, dict[tuple[str, int], str]]


@dataclass
class Held:
    """What the session holds for one plan: the figures as they came, and the texts of the grid, which may differ."""

    base: Figures
    number: int = 0  # of the set of figures, for the keys of widgets
    texts: Texts = field(default_factory=dict)
    money: dict[str, dict[str, str]] = field(default_factory=dict)
    told: Reading | None = None  # what the file said
    file: tuple[str, str, bytes] | None = None  # id, name and content of the file
    common: bool = False  # whether the figures are the operator's


def held(current: Session) -> Held:
    """What this session holds for the plan that is shown: at first the operator's figures, if there are any."""
    kept: dict[str, Held] = st.session_state.setdefault(_HELD, {})
    plan_id = current.facts.plan_id
    if plan_id not in kept:
        kept[plan_id] = _first(current)
    return kept[plan_id]


def _first(current: Session) -> Held:
    empty = Held(Figures(plan_year(current.facts, current.plan)))
    found = operator_file.actual_file(current.facts.plan_id)
    if found is None:
        return empty
    reading = read_file(*found, current.facts, current.plan, now().date())
    return _with(reading.figures, 0, current, told=reading, common=True)


def _with(
    figures: Figures,
    number: int,
    current: Session,
    told: Reading | None = None,
    file: tuple[str, str, bytes] | None = None,
    common: bool = False,
) -> Held:
    texts: Texts = {}
    for count in figures.counts:
        texts.setdefault(count.measure, {})[count.party, count.month] = str(count.value)
    money = {
        one.party: {name: _euros(getattr(one, name), current) for name in EUROS} for one in figures.money
    }
    return Held(figures, number, texts, money, told, file, common)


def _euros(value: float | None, current: Session) -> str:
    """An amount as somebody would type it."""
    if value is None:
        return ""
    whole = value == int(value)
    return str(int(value)) if whole else f"{value:.2f}".replace(".", current.language.separators[0])


def _keep(new: Held, current: Session) -> None:
    st.session_state[_HELD][current.facts.plan_id] = new


def practise(current: Session) -> None:
    """Take the figures for practice."""
    figures = exercise(current.plan, plan_year(current.facts, current.plan))
    _keep(_with(figures, held(current).number + 1, current), current)


def discard(current: Session) -> None:
    """Forget all figures; those of the operator come back."""
    number = held(current).number + 1
    new = _first(current)
    new.number = number
    _keep(new, current)


def bring(file: tuple[str, str, bytes], current: Session, counting: Counting | None = None) -> None:
    """Take the figures of a file; ``counting`` is the reader's answer to how they are counted."""
    _, name, content = file
    reading = read_file(name, content, current.facts, current.plan, now().date(), counting)
    _keep(_with(reading.figures, held(current).number + 1, current, reading, file), current)


def reading(current: Session) -> Reading:
    """The figures of the grid as they stand, with what is wrong in it."""
    own = held(current)
    today = now().date()
    return read_typed(own.texts, own.money, current.facts, current.plan, today, current.language, own.base)
