"""The map page: areas with discs or shades, the folium map, its legend, and the sheet of a chosen area."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from kompass.boundaries import keys_of
from kompass.figures.charts.folium_map import area_layer, base_map
from kompass.figures.charts.map_legend import legend_list
from kompass.figures.charts.maps import Area, Frame
from kompass.figures.exhibit import KIND_LABELS, Citation, Kind, Made, cite, kind_of, notes_on
from kompass.figures.limits import MOST_LABELLED
from kompass.figures.region.measures import Measure, measure_heading, measures, region_table
from kompass.figures.region.municipalities import (
    TOWN_MEASURES,
    TownMeasure,
    basis,
    has_towns,
    town_citation,
    town_classes,
    town_table,
)
from kompass.figures.simulator.measure_map import map_reading, measure_areas, measure_classes, measure_ramp
from kompass.language import N_, Language
from ui.blocks import badge, html, tag
from ui.parts.profile import profile_links
from ui.session import Session
from ui.sourcing import folded, sources
from ui.sourcing import notes as noted

MAP_HEIGHT = 460  # pixels: within the first screen of a laptop
MAP_KEY = "map"
# What the map shows; the first is the default.
LEVELS = {"kreise": N_("Kreise"), "gemeinden": N_("Städte und Gemeinden")}
# The outlines on the map of municipalities; the first is the default.
LINES = {"kreise": N_("Kreise"), "dienststellen": N_("Dienststellen der Agentur")}
FIRST_MEASURE = "places_per_1000"


def map_measures(current: Session) -> dict[str, Measure]:
    """The measures by id: first the one that says most for the plan, which is the default."""
    known = measures(current.facts)
    return {name: known[name] for name in (FIRST_MEASURE,) if name in known} | known


def district_areas(table: pd.DataFrame, measure: Measure, current: Session) -> Mapping[str, Area]:
    """The districts by AGS with discs or shades of a measure, name, number and tooltip."""
    rows = table[table["measure_id"] == measure.measure_id].set_index("ags")
    names = current.facts["districts"].set_index("ags")["name"]
    made = measure_areas(table, measure, current.facts, current.plan, current.style)
    return {
        ags: replace(area, tooltip=_value_tooltip(names[ags], measure, rows.loc[ags], current.language))
        for ags, area in made.items()
    }


def _value_tooltip(name: str, measure: Measure, row: Mapping[str, object], language: Language) -> str:
    kind = language.text(KIND_LABELS[Kind(str(row["kind"]))])
    as_of = _as_of(str(row["as_of"]), language)
    value = f"{measure_heading(measure, language)}: {row['text']}"
    return _tooltip(name, value, " · ".join(p for p in (kind, as_of) if p))


def _tooltip(name: str, *lines: str) -> str:
    return "<br>".join([f"<b>{escape(name)}</b>", *(escape(line) for line in lines)])


def _as_of(as_of: str, language: Language) -> str:
    return language.text("Stand {date}", date=as_of) if as_of else ""


def levels(current: Session) -> list[str]:
    """The levels for which a plan has numbers and boundaries: districts, and municipalities where all have both."""
    return list(LEVELS) if has_towns(current.facts) else list(LEVELS)[:1]


def legend(table: pd.DataFrame, measure: Measure, current: Session) -> str:
    """The HTML of how to read the map: discs, or the classes that have a district, and the frame of the agency."""
    words = current.language
    values = list(table.loc[table["measure_id"] == measure.measure_id, "value"])
    items = ""
    if not measure.count:
        found = measure_classes(current.facts, current.plan, measure.measure_id, values)
        items = legend_list(found, values, measure_ramp(measure, current.style), words)
    definition = words.message(measure.definition).rstrip(".") + "."
    if len(values) > MOST_LABELLED:
        named = words.text("Benannt ist der gewählte Kreis; die anderen nennt der Zeiger und die Tabelle.")
        definition = f"{definition} {named}"
    return (
        f'<ul class="bk-legend">{items}{_frame_item(current)}</ul>'
        f"<p>{escape(map_reading(measure, words))} {escape(definition)}</p>"
    )


def town_legend(measure: TownMeasure, outlined: bool, current: Session) -> str:
    """The HTML of how to read the map of municipalities; ``outlined``: the offices of the agency are."""
    t, words, table = current.language.text, current.language, town_table(current.facts)
    items = ""
    if not measure.count:
        values = [round(float(value), measure.decimals) for value in table[measure.measure_id]]
        items = legend_list(town_classes(table, measure), values, current.style.ramp, words)
    reading = [
        t("Die Fläche jeder Scheibe entspricht ihrer Zahl.")
        if measure.count
        else t("Je stärker die Farbe absticht, desto mehr.")
    ]
    if outlined:
        reading.append(
            t(
                "Gestrichelt: {count} Dienststellen der Agentur für Arbeit; die Quelle nennt Nummern, keine Namen.",
                count=table["office"].nunique(),
            )
        )
    return f'<ul class="bk-legend">{items}{_frame_item(current)}</ul><p>{escape(" ".join(reading))}</p>'


def _frame_item(current: Session) -> str:
    around = current.style.together(_everywhere(current))
    return (
        f'<li><span class="bk-swatch" style="background:none;border:1px solid {around}"></span>'
        + escape(current.language.text("Rahmen: Agentur für Arbeit, in allen Kreisen"))
        + "</li>"
    )


def _everywhere(current: Session) -> tuple[str, ...]:
    """The codes of the institutions that work in all districts."""
    local = set(current.facts["districts"]["institution"])
    return tuple(code for code in current.plan.codes if code not in local)


def offices(current: Session) -> Mapping[str, str]:
    """The agency's office of each municipality, by AGS."""
    table = town_table(current.facts)
    return dict(zip(table["ags"], table["office"], strict=True))


def draw(
    areas: Mapping[str, Area],
    municipal: bool,
    chosen: str,
    current: Session,
    outlined: Mapping[str, str] | None = None,
) -> None:
    """Show the folium map; a click writes the AGS of the area to ``st.session_state["gebiet"]``.

    ``areas`` by AGS: districts, or with ``municipal`` municipalities; ``chosen`` is the AGS of the highlighted one;
    ``outlined`` the group of each municipality, which has a bold outline.
    """
    t = current.language.text
    codes = _everywhere(current)
    places = sum(current.plan.quotas[code].places for code in codes)
    frame = Frame(t("Agentur für Arbeit: {places} Plätze", places=places), codes)
    key = f"{MAP_KEY}-{current.style.name}"
    st_folium(
        base_map(
            keys_of(areas), current.style, frame
        ),  # a new one each time: st_folium changes the map that it is given
        key=key,
        height=MAP_HEIGHT,
        use_container_width=True,
        returned_objects=["last_active_drawing"],
        feature_group_to_add=area_layer(areas, municipal, chosen, current.style, outlined),
        on_change=lambda: _choose_clicked(key),
    )


def _choose_clicked(key: str) -> None:
    """Callback of the map: choose the clicked area in the select box."""
    clicked = (st.session_state.get(key) or {}).get("last_active_drawing") or {}
    ags = clicked.get("properties", {}).get("ags")
    if ags:
        st.session_state["gebiet"] = ags


def area_names(current: Session) -> dict[str, str]:
    """The names of all areas by AGS: the districts, then the municipalities."""
    districts = current.facts["districts"].sort_values("position")
    towns = current.facts["municipalities"].sort_values("name")
    return dict(zip(districts["ags"], districts["name"], strict=True)) | {
        row.ags: f"{row.name} ({row.kind})" for row in towns.itertuples()
    }


def sheet(chosen: str, table: pd.DataFrame, current: Session) -> None:
    """Show the sheet of an area: all measures of its district with badge and as-of date, and what the tables have on it."""
    t, facts = current.language.text, current.facts
    district = chosen[:5]
    row = facts.record("districts", ags=district)
    parts = [f"<h2>{escape(area_names(current)[chosen])}</h2>"]
    if chosen != district:
        parts.append(_municipality(chosen, current))
        parts.append(tag("h3", t("{district} im Ganzen", district=row["name"])))
    institution = facts.record("institutions", code=row["institution"])
    parts.append(
        f'<p><span class="bk-code" style="background:{current.style.of(row["institution"])}"></span>'
        f"{escape(institution['name'])} ({escape(institution['code'])})</p>"
        + profile_links((district, institution["code"]), current)
    )
    known = measures(facts)
    own = table[table["ags"] == district]
    lines = "".join(
        f"<dt>{escape(measure_heading(known[r.measure_id], current.language))}</dt>"
        f"<dd><b>{escape(r.text)}</b> {badge(r.kind, current.language)} {escape(_as_of(r.as_of, current.language))}</dd>"
        for r in own.itertuples()
    )
    citations: list[Citation] = list(dict.fromkeys(c for cell in own["citations"] for c in cell))
    parts.append(f'<dl class="bk-sheet bk-stack">{lines}</dl>')
    parts.append(sources(citations, current))
    parts += _commuting(district, current)
    if chosen == district:
        parts.append(_municipalities(district, current))
    html("".join(parts))


def _commuting(district: str, current: Session) -> list[str]:
    """The HTML of a district's commuting ranks in the plan; an empty list if the plan has none."""
    t, facts, words = current.language.text, current.facts, current.language
    try:
        ranks = [facts.fact(district, name) for name in ("out_commuter_rank", "in_commuter_rank")]
        everyone = facts.fact(facts.state, "ranked_regions_commuters")
    except KeyError:
        return []
    labels = facts["indicator_definitions"].set_index("indicator_id")
    rows = "".join(
        f"<dt>{escape(labels.at[r.indicator_id, 'label'])}</dt><dd><b>"
        + escape(t("{rank} von {count}", rank=words.number(r.value), count=words.number(everyone.value)))
        + f"</b> {badge(Kind(r.kind), words)} {escape(labels.at[r.indicator_id, 'definition'])}</dd>"
        for r in ranks
    )
    cited = tuple(dict.fromkeys(cite(fact, words) for fact in (*ranks, everyone)))
    told = sources(cited, current) + noted(notes_on(facts, *ranks), current)
    heading = t("Pendeln: Rang unter den Kreisen des Landes")
    return [folded(heading, f'<dl class="bk-sheet bk-stack">{rows}</dl>{told}')]


def _municipalities(district: str, current: Session) -> str:
    """The HTML of the list of a district's municipalities, with the source notes on them."""
    t, towns = current.language.text, current.facts["municipalities"]
    own = towns[towns["district_ags"] == district].sort_values("name")
    told = [note for row in own.to_dict("records") for note in current.facts.notes("municipalities", row)]
    heading = tag("h3", t("Städte und Gemeinden ({count})", count=len(own)))
    names = tag("p", ", ".join(own["name"]))
    return f"{heading}{names}{noted(dict.fromkeys(told), current)}"


def _municipality(ags: str, current: Session) -> str:
    """The HTML of the facts on one municipality: its own numbers first, then what the plan says, with source notes."""
    t, facts, words = current.language.text, current.facts, current.language
    row = facts.record("municipalities", ags=ags)
    parts = []
    if has_towns(facts):
        own = town_table(facts).set_index("ags").loc[ags]
        source = town_citation(facts, words)
        numbers = [
            (t(m.label), m.written(own[m.measure_id], words), kind_of(m.made, [source], facts))
            for m in TOWN_MEASURES.values()
        ]
        official = kind_of(Made.QUOTED, [source], facts)
        numbers.append((t("Fläche, km²"), words.number(float(own["area_km2"]), 2), official))
        numbers.append((t("Dienststelle der Agentur, Nummer"), str(own["office"]), official))
        lines = "".join(
            f"<dt>{escape(label)}</dt><dd><b>{escape(value)}</b> {badge(kind, words)}</dd>"
            for label, value, kind in numbers
        )
        told = sources([source], current) + noted([basis(facts, words)], current)
        parts.append(f'<dl class="bk-sheet bk-stack">{lines}</dl>{told}')
    said = [(t("Art"), row["kind"]), (t("Kreis"), facts.record("districts", ags=row["district_ags"])["name"])]
    if row["zone_id"]:
        said.append((t("Wirtschaftsraum im Plan"), facts.record("zones", zone_id=row["zone_id"])["name"]))
    listed = t("ja, als „{name}“", name=row["name_in_plan"]) if row["listed_in_plan"] else t("nein")
    said.append((t("Im Plan genannt"), listed))
    body = "".join(f"<dt>{escape(a)}</dt><dd>{escape(b)}</dd>" for a, b in said)
    parts.append(
        f'<dl class="bk-sheet bk-stack">{body}</dl>{noted(facts.notes("municipalities", row), current)}'
    )
    return "".join(parts)


def map_table(current: Session) -> pd.DataFrame:
    """The measures of the districts, for map, legend and sheet."""
    return region_table(current.facts, current.plan, current.language)
