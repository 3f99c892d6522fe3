"""The kinds of entries that the search finds, and the page that shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from kompass.facts import Facts
from kompass.figures.region.profile import PROFILE
from kompass.language import N_, Language
from kompass.pages import PROFILES
from kompass.search import rows
from kompass.search.numbers import plan_numbers


@dataclass(frozen=True)
class EntryKind:
    """A kind of entry.

    ``rows`` is a table of the facts, or a function that returns one. All ``titles`` (columns) are searched,
    the first is shown. ``parameters`` are the query parameters of the page ``path``, with columns of the row
    in braces.
    """

    name: str
    label: str
    rows: str | Callable[[Facts, Language], pd.DataFrame]
    titles: tuple[str, ...]
    path: str
    parameters: tuple[tuple[str, str], ...] = ()
    code: str = ""
    is_number: bool = False  # whether the title is a number with what it counts


# In the order of results with equal grades. To make another table searchable, add a row here.
KINDS = (
    EntryKind(
        "district", N_("Kreis"), "districts", ("name", "short_name"), "karte", (("gebiet", "{ags}"),), "ags"
    ),
    EntryKind(
        "municipality",
        N_("Gemeinde"),
        "municipalities",
        ("name", "name_in_plan"),
        "karte",
        (("ebene", "gemeinden"), ("gebiet", "{ags}")),
        "ags",
    ),
    EntryKind(
        "institution",
        N_("Institution"),
        "institutions",
        ("name", "short_name"),
        "kontingente",
        (("institutionen", "{code}"),),
        "code",
    ),
    EntryKind(
        "profile", N_("Steckbrief"), rows.profile_rows, ("title", "also"), PROFILES, ((PROFILE, "{key}"),)
    ),
    EntryKind(
        "number",
        N_("Zahl des Plans"),
        plan_numbers,
        ("title", "also"),
        "kontingente",
        (("institutionen", "{code}"),),
        is_number=True,
    ),
    EntryKind(
        "shortage",
        N_("Berufsgruppe mit Engpass"),
        rows.shortage_rows,
        ("title", "others"),
        "engpaesse",
        (("suche", "{kldb}"),),
        "kldb",
    ),
    EntryKind(
        "shortage_field",
        N_("Berufsfeld"),
        "shortage_fields",
        ("title",),
        "engpaesse",
        (("feld", "{field_id}"),),
    ),
    EntryKind("goal", N_("Bildungsziel"), "training_goals", ("title",), "engpaesse", (("suche", "{title}"),)),
    EntryKind(
        "goal_list",
        N_("Liste von Bildungszielen"),
        "training_goal_groups",
        ("title",),
        "engpaesse",
        (),
        "section",
    ),
    EntryKind(
        "measure",
        N_("Maßnahme des Landes"),
        "measures",
        ("title",),
        "landesprogramme",
        (("massnahme", "{measure_id}"),),
        "measure_id",
    ),
    EntryKind(
        "indicator", N_("Kennzahl"), "indicator_definitions", ("label",), "quellen", (("suche", "{label}"),)
    ),
    EntryKind(
        "map",
        N_("Größe der Karte"),
        rows.map_measure_rows,
        ("label",),
        "karte",
        (("groesse", "{measure_id}"),),
    ),
    EntryKind(
        "among_all",
        N_("Vergleich aller Kreise"),
        rows.standing_measure_rows,
        ("title", "also"),
        "demografie",
        (("groesse", "{measure_id}"),),
    ),
    EntryKind(
        "standing",
        N_("Wert und Rang eines Kreises"),
        rows.standing_value_rows,
        ("title",),
        "demografie",
        (("groesse", "{measure_id}"),),
        is_number=True,
    ),
    EntryKind(
        "key",
        N_("Verteilungsschlüssel"),
        "comparison_keys",
        ("label",),
        "simulator",
        (("frage", "schluessel"), ("schluessel", "{key_id}")),
    ),
    EntryKind(
        "group",
        N_("Personengruppe"),
        "target_groups",
        ("title",),
        "ausblick",
        (("gruppe", "{group_id}"),),
        "section",
    ),
    EntryKind("list", N_("Liste des Plans"), "plan_lists", ("title",), "ausblick", (("liste", "{title}"),)),
    EntryKind(
        "programme",
        N_("Förderprogramm"),
        "programmes",
        ("name",),
        "ruhrgebiet",
        (("anhang", "{name}"),),
    ),
    EntryKind(
        "instrument",
        N_("Instrument des Programms 2020"),
        "programme_instruments",
        ("name",),
        "jahr-2020",
        (("anhang", "{name}"),),
    ),
    EntryKind(
        "project",
        N_("Projekt"),
        "projects",
        ("title", "carrier"),
        "ruhrgebiet",
        (("anhang", "{title}"),),
    ),
    EntryKind(
        "theme",
        N_("Schwerpunktthema"),
        "focus_themes",
        ("title",),
        "ruhrgebiet",
        (("anhang", "{title}"),),
    ),
    EntryKind(
        "planning_region",
        N_("Planungsraum"),
        "planning_regions",
        ("name", "document"),
        "planungsraeume",
        (("raum", "{region_id}"),),
    ),
    EntryKind(
        "plan_fact",
        N_("Angabe eines anderen Plans"),
        "regional_plan_facts",
        ("label", "statement"),
        "planungsraeume",
        (("anhang", "{label}"),),
    ),
    EntryKind(
        "region_figure",
        N_("Angabe zum Westfälischen Ruhrgebiet"),
        "region_figures",
        ("label", "statement"),
        "ruhrgebiet",
        (("anhang", "{label}"),),
    ),
    EntryKind(
        "planning_district",
        N_("Kreis eines Planungsraums"),
        rows.other_region_district_rows,
        ("name",),
        "planungsraeume",
        (("raum", "{region_id}"),),
        "ags",
    ),
    EntryKind(
        "topic",
        N_("Thema des Programms 2020"),
        "programme_topics",
        ("label",),
        "jahr-2020",
        (("anhang", "{label}"),),
    ),
    EntryKind(
        "programme_indicator",
        N_("Zahl des Jahres 2020"),
        "programme_indicators",
        ("label", "statement"),
        "jahr-2020",
        (("anhang", "{label}"),),
    ),
    EntryKind(
        "ministry",
        N_("Ressort des Landes"),
        "ministries",
        ("name",),
        "landesprogramme",
        (("ressort", "{abbreviation}"),),
        "abbreviation",
    ),
    EntryKind("term", N_("Begriff"), rows.term_rows, ("term", "other"), "quellen", (("suche", "{term}"),)),
    EntryKind(
        "value",
        N_("Wert einer Kennzahl"),
        rows.value_rows,
        ("title",),
        "quellen",
        (("suche", "{label}"),),
        is_number=True,
    ),
    EntryKind("method", N_("Rechenweg"), "methods", ("title",), "quellen", (("suche", "{title}"),)),
    EntryKind(
        "source",
        N_("Quelle"),
        "sources",
        ("short_title", "title", "publisher"),
        "quellen",
        (("quelle", "{source_id}"),),
    ),
    EntryKind("zone", N_("Wirtschaftsraum"), "zones", ("name",), "ausblick", (("liste", "{name}"),)),
    EntryKind(
        "item", N_("Eintrag einer Liste"), "plan_list_items", ("item",), "ausblick", (("liste", "{item}"),)
    ),
    EntryKind(
        "feature",
        N_("Regionale Besonderheit"),
        "regional_features",
        ("feature",),
        "ausblick",
        (("liste", "{feature}"),),
    ),
)
PAGE = N_("Seite")  # label of the kind "page", which comes first
