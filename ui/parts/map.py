"""The map page: areas with their colours, the folium map, its legend, and the sheet of a chosen area."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from html import escape

import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from kompass.facts import STATE
from kompass.figures.charts.maps import Area, Classes, Frame, area_layer, base_map, boundaries
from kompass.figures.exhibit import KIND_LABELS, Citation, Kind, cite, notes_on
from kompass.figures.region.measures import Measure, measure_heading, measures, region_table
from kompass.figures.simulator.scenario_map import measure_classes
from kompass.language import N_, Language
from ui.blocks import badge, html, tag
from ui.parts.profile import profile_links
from ui.session import Session
from ui.sourcing import sources

MAP_HEIGHT = 640  # pixels
MAP_KEY = "map"
LEVELS = {"kreise": N_("Kreise"), "gemeinden": N_("Gemeinden")}


def areas(
    table: pd.DataFrame, measure: Measure, selected: Collection[str], current: Session
) -> tuple[Mapping[str, Area], Mapping[str, Area], Classes]:
    """Districts and municipalities by AGS with the colours of one measure, and its classes.

    Municipalities take the class of their district, because the sources report districts only. Districts
    that are not selected stay blank; the classes are those of all three, so that colours do not jump.
    """
    own = table[table["measure_id"] == measure.measure_id].set_index("ags")
    found = measure_classes(current.facts, current.plan, measure.measure_id, list(own["value"]))
    ramp = ramp_of(measure, current)
    names = current.facts["districts"].set_index("ags")
    districts = {
        ags: Area(
            str(ags),
            ramp[found.index(row["value"])] if ags in selected else current.style.background,
            f"{names.at[ags, 'short_name']}\n{row['text'] if ags in selected else ''}",
            _tooltip(names.at[ags, "name"], measure, row, current.language),
        )
        for ags, row in own.iterrows()
    }
    towns = {
        row.ags: Area(
            row.ags,
            districts[row.district_ags].fill,
            row.name,
            _tooltip(
                f"{row.name} ({names.at[row.district_ags, 'name']})",
                measure,
                own.loc[row.district_ags],
                current.language,
            ),
        )
        for row in current.facts["municipalities"].itertuples()
    }
    return districts, towns, found


def ramp_of(measure: Measure, current: Session) -> tuple[str, ...]:
    """The colours from light to dark; reversed for ranks, where 1 is the best."""
    ramp = current.style.ramp
    return tuple(reversed(ramp)) if measure.measure_id.endswith("_rank") else ramp


def _tooltip(name: str, measure: Measure, row: Mapping[str, object], language: Language) -> str:
    kind = language.text(KIND_LABELS[Kind(str(row["kind"]))])
    as_of = _as_of(str(row["as_of"]), language)
    lines = (
        name,
        f"{measure_heading(measure, language)}: {row['text']}",
        " · ".join(p for p in (kind, as_of) if p),
    )
    return "<br>".join(f"<b>{escape(line)}</b>" if i == 0 else escape(line) for i, line in enumerate(lines))


def _as_of(as_of: str, language: Language) -> str:
    return language.text("Stand {date}", date=as_of) if as_of else ""


def legend(table: pd.DataFrame, measure: Measure, found: Classes, current: Session) -> None:
    """Show the legend: classes with their limits and number of districts, and the frame of the agency."""
    t, words = current.language.text, current.language
    values = list(table.loc[table["measure_id"] == measure.measure_id, "value"])
    ramp = ramp_of(measure, current)
    items = [
        f'<li><span class="bk-swatch" style="background:{ramp[i]}"></span>'
        + escape(
            t(
                "{low} bis {high}: {count}",
                low=words.number(found.limits[i], found.decimals),
                high=words.number(found.limits[i + 1], found.decimals),
                count=count,
            )
        )
        + "</li>"
        for i, count in enumerate(found.counts(values))
    ]
    around, unit = current.style.together(_everywhere(current)), t("Zahl der Kreise je Klasse")
    items.append(
        f'<li><span class="bk-swatch" style="background:none;border:4px solid {around}"></span>'
        + escape(t("Rahmen: Agentur für Arbeit, in allen drei Kreisen"))
        + "</li>"
    )
    html(
        f"<p><b>{escape(measure_heading(measure, words))}</b> – {escape(unit)}</p>"
        f'<ul class="bk-legend">{"".join(items)}</ul>'
    )


def _everywhere(current: Session) -> tuple[str, ...]:
    """The codes of the institutions that work in all districts."""
    local = set(current.facts["districts"]["institution"])
    return tuple(code for code in current.plan.codes if code not in local)


def draw(
    districts: Mapping[str, Area], towns: Mapping[str, Area], municipal: bool, chosen: str, current: Session
) -> None:
    """Show the folium map; a click writes the AGS of the area to ``st.session_state["gebiet"]``.

    ``municipal``: municipalities are drawn, else districts; ``chosen`` is the AGS of the highlighted area.
    """
    t = current.language.text
    codes = _everywhere(current)
    places = sum(current.plan.quotas[code].places for code in codes)
    frame = Frame(t("Agentur für Arbeit: {places} Plätze", places=places), codes)
    st_folium(
        base_map(current.style, frame),  # a new one each time: st_folium changes the map that it is given
        key=f"{MAP_KEY}-{current.style.name}",
        height=MAP_HEIGHT,
        use_container_width=True,
        returned_objects=["last_active_drawing"],
        feature_group_to_add=area_layer(
            towns if municipal else districts, municipal, chosen, current.style, districts
        ),
        on_change=lambda: _choose_clicked(f"{MAP_KEY}-{current.style.name}"),
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
    parts.append(f'<dl class="bk-sheet">{lines}</dl>')
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
    except KeyError:
        return []
    everyone = facts.fact(STATE, "ranked_regions_commuters")
    labels = facts["indicator_definitions"].set_index("indicator_id")
    rows = "".join(
        f"<dt>{escape(labels.at[r.indicator_id, 'label'])}</dt><dd><b>"
        + escape(t("{rank} von {count}", rank=words.number(r.value), count=words.number(everyone.value)))
        + f"</b> {badge(Kind(r.kind), words)} {escape(labels.at[r.indicator_id, 'definition'])}</dd>"
        for r in ranks
    )
    notes = "".join(f"<p>{escape(note)}</p>" for note in notes_on(facts, *ranks))
    cited = tuple(dict.fromkeys(cite(fact, words) for fact in (*ranks, everyone)))
    heading = tag("h3", t("Pendeln: Rang unter den Kreisen in NRW"))
    return [heading, f'<dl class="bk-sheet">{rows}</dl>{notes}', sources(cited, current)]


def _municipalities(district: str, current: Session) -> str:
    """The HTML of the list of a district's municipalities, with the source notes on them."""
    t, towns = current.language.text, current.facts["municipalities"]
    own = towns[towns["district_ags"] == district].sort_values("name")
    notes = [note for row in own.to_dict("records") for note in current.facts.notes("municipalities", row)]
    heading = tag("h3", t("Städte und Gemeinden ({count})", count=len(own)))
    told = "".join(f"<p>{escape(note)}</p>" for note in dict.fromkeys(notes))
    return f"{heading}<p>{escape(', '.join(own['name']))}</p>{told}"


def _municipality(ags: str, current: Session) -> str:
    """The HTML of the facts on one municipality, with the source notes on it."""
    t, facts = current.language.text, current.facts
    row = facts.record("municipalities", ags=ags)
    shapes = boundaries().municipalities.set_index("ags")
    area = current.language.number(float(shapes.at[ags, "area_km2"]), 1)
    lines = [
        (t("Art"), row["kind"]),
        (t("Kreis"), facts.record("districts", ags=row["district_ags"])["name"]),
        (t("Fläche, km²"), t("{area} (aus den Grenzen gerechnet)", area=area)),
    ]
    if row["zone_id"]:
        lines.append((t("Wirtschaftsraum im Plan"), facts.record("zones", zone_id=row["zone_id"])["name"]))
    listed = t("ja, als „{name}“", name=row["name_in_plan"]) if row["listed_in_plan"] else t("nein")
    lines.append((t("Im Plan genannt"), listed))
    body = "".join(f"<dt>{escape(a)}</dt><dd>{escape(b)}</dd>" for a, b in lines)
    notes = "".join(f"<p>{escape(note)}</p>" for note in facts.notes("municipalities", row))
    return f'<dl class="bk-sheet">{body}</dl>{notes}'


def map_table(current: Session) -> pd.DataFrame:
    """The measures of the districts, for map, legend and sheet."""
    return region_table(current.facts, current.plan, current.language)
