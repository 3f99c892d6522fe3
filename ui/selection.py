"""Selection of districts and of institutions, shared by all pages and kept in a query parameter."""

from __future__ import annotations

from kompass.presentation.view import DISTRICTS
from ui import address
from ui.session import Session


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
    return address.pills(label, list(names), names.__getitem__, "institutionen") or tuple(names)
