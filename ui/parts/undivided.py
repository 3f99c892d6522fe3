"""The first page of a plan that divides nothing among institutions."""

from __future__ import annotations

from html import escape

from kompass.boundaries import keys_of
from kompass.figures.charts.district_drawing import LETTERS, drawing, drawing_html
from kompass.figures.charts.maps import Area, Frame
from kompass.figures.quotas.quantities import quantity_exhibit
from kompass.needs import BOUNDARIES, QUANTITIES, carries
from kompass.rendering.text import text_width
from ui.blocks import answer, exhibit, heading, html, tag
from ui.navigation import links
from ui.parts.tour import tour
from ui.session import Session

TINT = 0.4  # strength of the colour of an institution in its district


def undivided(current: Session) -> None:
    """The first page of a plan that divides nothing among institutions: its quantities, who makes it, where it goes on."""
    t, facts, words = current.language.text, current.facts, current.language
    if carries(facts, QUANTITIES):
        shown = quantity_exhibit(facts, current.style, words)
        answer(shown, t("Überblick"), current)
        exhibit(shown, current, level=0)
    else:
        plan = facts.record("plans", plan_version=current.plan.version)
        heading(t("Überblick"), plan["title"], t("Die Tabellen dieses Plans nennen keine Mengen."))
    names = facts["institutions"].sort_values("position")
    makers = "".join(
        f'<li><span class="bk-code" style="background:{current.style.of(row.code)}"></span>'
        f"{escape(row.name)} ({escape(row.code)})</li>"
        for row in names.itertuples()
    )
    makers_heading, area_heading = t("Wer plant"), t("Für welche Kreise")
    who = f'{tag("h2", makers_heading)}<ul class="bk-plainlist">{makers}</ul>'
    drawn = f"{tag('h2', area_heading)}{_plain_map(current)}" if carries(facts, BOUNDARIES) else ""
    parts = "".join(f"<section>{part}</section>" for part in (who, drawn) if part)
    html(f'<div class="bk-answer bk-halves">{parts}</div>{tour(current)}')
    links(current)


def _plain_map(current: Session) -> str:
    """The districts in the tints of their institutions; those wide enough with their names."""
    facts, style = current.facts, current.style
    rooms = drawing(keys_of(facts["districts"]["ags"])).rooms
    areas = {
        row.ags: Area(
            row.ags,
            style.tint(style.of(row.institution), TINT),
            escape(row.short_name) if text_width(row.short_name, LETTERS) < rooms[row.ags] else "",
        )
        for row in facts["districts"].sort_values("position").itertuples()
    }
    local = set(facts["districts"]["institution"])
    everywhere = tuple(code for code in facts.institution_codes if code not in local)
    alt = current.language.listed(list(facts["districts"].sort_values("position")["name"]))
    return drawing_html(areas, Frame(facts.area_name, everywhere), alt, style)
