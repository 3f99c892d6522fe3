"""The one selection of districts and of institutions: kept across pages and in the address."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from ui.session import Session


def districts(current: Session) -> tuple[str, ...]:
    """Control to choose districts; the chosen ones by ags in their order, all of them when none is chosen."""
    rows = current.facts["districts"].sort_values("position")
    names = dict(zip(rows["ags"], rows["short_name"], strict=True))
    return _choose(current.language.text("Kreise"), names, "kreise")


def institutions(current: Session) -> tuple[str, ...]:
    """Control to choose institutions; the chosen ones by code in plan order, all when none is chosen."""
    rows = current.facts["institutions"].sort_values("position")
    names = {row.code: f"{row.code} {row.short_name}" for row in rows.itertuples()}
    return _choose(current.language.text("Institutionen"), names, "institutionen")


def _choose(label: str, names: Mapping[str, str], key: str) -> tuple[str, ...]:
    """Pills of several choices, bound to the address parameter ``key``."""
    chosen = st.pills(
        label,
        list(names),
        selection_mode="multi",
        format_func=names.__getitem__,
        key=key,
        bind="query-params",
        persist_state="session",
    )
    return tuple(option for option in names if option in chosen) or tuple(names)
