"""The one selection of districts and of institutions: kept across pages and in the address."""

from __future__ import annotations

from ui import address
from ui.session import Session


def districts(current: Session) -> tuple[str, ...]:
    """Control to choose districts; the chosen ones by ags in their order, all of them when none is chosen."""
    rows = current.facts["districts"].sort_values("position")
    names = dict(zip(rows["ags"], rows["short_name"], strict=True))
    return address.pills(current.language.text("Kreise"), list(names), names.__getitem__, "kreise") or tuple(
        names
    )


def institutions(current: Session) -> tuple[str, ...]:
    """Control to choose institutions; the chosen ones by code in plan order, all when none is chosen."""
    rows = current.facts["institutions"].sort_values("position")
    names = {row.code: f"{row.code} {row.short_name}" for row in rows.itertuples()}
    label = current.language.text("Institutionen")
    return address.pills(label, list(names), names.__getitem__, "institutionen") or tuple(names)
