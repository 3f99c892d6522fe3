"""Selection of districts and of institutions, shared by all pages and kept in a query parameter."""

from __future__ import annotations

import streamlit as st

from kompass.presentation import view
from ui import address
from ui.session import Session
from ui.streamlit_internals import DeltaGenerator

DISTRICTS = view.DISTRICTS  # keys of the controls, parameters of the address
INSTITUTIONS = "institutionen"


def districts(current: Session) -> tuple[str, ...]:
    """Show pills for the districts; returns the AGS codes of the chosen ones in order, all if none is chosen."""
    rows = current.facts["districts"].sort_values("position")
    names = dict(zip(rows["ags"], rows["short_name"], strict=True))
    return address.pills(current.language.text("Kreise"), list(names), names.__getitem__, DISTRICTS) or tuple(
        names
    )


def institutions(current: Session) -> tuple[str, ...]:
    """Show pills for the institutions; returns the codes of the chosen ones in plan order, all if none is."""
    rows = current.facts["institutions"].sort_values("position")
    names = {row.code: f"{row.code} {row.short_name}" for row in rows.itertuples()}
    label = current.language.text("Institutionen")
    return address.pills(label, list(names), names.__getitem__, INSTITUTIONS) or tuple(names)


def districts_alone(current: Session) -> tuple[str, ...]:
    """The control of the districts where it is the page's only one, with a button to take the choice back."""
    with _row():
        chosen = districts(current)
        reset(current, DISTRICTS)
    return chosen


def institutions_alone(current: Session) -> tuple[str, ...]:
    """The control of the institutions where it is the page's only one, with a button to take the choice back."""
    with _row():
        chosen = institutions(current)
        reset(current, INSTITUTIONS)
    return chosen


def reset(current: Session, *keys: str) -> None:
    """The button that takes back the choices of a page, see :func:`ui.address.reset`."""
    address.reset(current.language.text("Auswahl zurücksetzen"), *keys)


def _row() -> DeltaGenerator:
    return st.container(horizontal=True, vertical_alignment="bottom", gap="medium")
