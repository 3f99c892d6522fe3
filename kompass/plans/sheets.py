"""The sheets of the template: which table stands on which sheet, and under which headings its columns are found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

from kompass.facts_files import of_plan
from kompass.language import LANGUAGES, N_, language

# Names of the sheets, in the order of the template. Other tables of a plan come from the plan that is changed.
SHEETS: Mapping[str, str] = {
    "plans": N_("Plan"),
    "institutions": N_("Institutionen"),
    "districts": N_("Kreise"),
    "quotas": N_("Kontingente"),
    "quota_totals": N_("Summen der Kontingente"),
    "quantities": N_("Weitere Mengen"),
    "shortage_fields": N_("Berufsfelder"),
    "shortage_occupations": N_("Engpassberufe"),
    "training_goal_groups": N_("Gruppen der Bildungsziele"),
    "training_goals": N_("Bildungsziele"),
    "target_groups": N_("Personengruppen"),
    "target_group_facts": N_("Aussagen zu Personengruppen"),
    "indicators": N_("Kennzahlen"),
    "sources": N_("Quellen"),
    "source_notes": N_("Anmerkungen"),
    "regions": N_("Regionen"),
}
GUIDE = N_("Anleitung")
LISTS = "_Listen"  # hidden: what cells may be chosen from
SUM_FORMULA = "=SUMIFS("  # as the template writes the totals of quotas
ID_PATTERN = "[a-z0-9][a-z0-9-]{1,59}"
PLAN_ID, START, DISTRICTS = "plan_id", "start", "_districts"

# Columns that only the template has; they become rows of other tables or name the plan.
EXTRA: Mapping[str, tuple[Mapping[str, Any], ...]] = {
    "plans": (
        {
            "name": PLAN_ID,
            "type": "string",
            "title": N_("Kennung des Plans"),
            "description": N_(
                "Kurz und dauerhaft, nur kleine Buchstaben, Ziffern und Bindestriche, etwa musterland-2030."
            ),
            "constraints": {"pattern": ID_PATTERN},
        },
        {
            "name": START,
            "type": "string",
            "title": N_("Vorlage"),
            "description": N_(
                "Kennung des Plans, aus dem diese Vorlage entstand; was hier kein Blatt hat, kommt von dort."
            ),
            "constraints": {},
        },
    ),
    "institutions": (
        {
            "name": DISTRICTS,
            "type": "string",
            "title": N_("Kreise der Institution"),
            "description": N_(
                "Kreisschlüssel, in denen die Institution arbeitet, durch Komma getrennt, etwa 01001, 01002."
            ),
            "constraints": {},
        },
    ),
}


# Needed fields that may be left empty: they follow from the rows. By table; "*" is any table.
DERIVED: Mapping[str, tuple[str, ...]] = {
    "*": ("position",),
    "institutions": ("region_id", "short_name"),
    "districts": ("short_name",),
    "sources": ("short_title",),
    "training_goals": ("goal_id",),
    "source_notes": ("note_id",),
}


def derived(table: str) -> tuple[str, ...]:
    """The fields of a table that need not be filled in."""
    return (*DERIVED["*"], *DERIVED.get(table, ()))


@dataclass(frozen=True)
class Sheet:
    """One table as the template shows it: its fields are those of the schema with those of :data:`EXTRA`."""

    table: str
    title: str
    fields: tuple[Mapping[str, Any], ...]
    schema: Mapping[str, Any]

    def field(self, name: str) -> Mapping[str, Any]:
        """One field by its technical name. Raises KeyError."""
        for one in self.fields:
            if one["name"] == name:
                return one
        raise KeyError(name)

    @property
    def names(self) -> tuple[str, ...]:
        """The technical names of the fields of the schema."""
        return tuple(one["name"] for one in self.schema["fields"])

    @property
    def titles(self) -> dict[str, str]:
        """The German title of each field, by its technical name."""
        return {f["name"]: f["title"] for f in self.fields}

    def named(self, heading: str) -> str:
        """The field with this heading, technical or in any language; "" if there is none."""
        wanted = folded(heading)
        for one in self.fields:
            names = {one["name"], *(language(code).text(one["title"]) for code in LANGUAGES)}
            if wanted and wanted in {folded(name) for name in names}:
                return str(one["name"])
        return ""

    def is_english(self, headings: Iterable[str]) -> bool:
        """Whether some headings are English and none is German, so that a comma may group thousands."""
        wanted = {folded(heading) for heading in headings}
        german = {folded(f["title"]) for f in self.fields}
        english = {folded(language("en").text(f["title"])) for f in self.fields}
        return bool(wanted & (english - german)) and not wanted & (german - english)

    def like(self, heading: str) -> str:
        """The German title of the field whose heading is most like this one; "" if none is."""
        titles = {folded(f["title"]): f["title"] for f in self.fields} | {
            f["name"]: f["title"] for f in self.fields
        }
        close = get_close_matches(folded(heading), titles, n=1, cutoff=0.7)
        return str(titles[close[0]]) if close else ""


def folded(name: str) -> str:
    """A name without case, spaces, line breaks and marks, to compare headings by."""
    return re.sub(r"[\W_]+", "", name.lower().replace("ß", "ss"))


def sheets(package: Mapping[str, Any]) -> dict[str, Sheet]:
    """All tables of a plan by name, those of the template first and in its order."""
    found = {}
    for resource in package["resources"]:
        if of_plan(resource):
            name = resource["name"]
            own, extra = tuple(resource["schema"]["fields"]), EXTRA.get(name, ())
            fields = (*extra, *own) if name == "plans" else (*own, *extra)  # a plan begins with its id
            found[name] = Sheet(name, SHEETS.get(name, resource["title"]), fields, resource["schema"])
    return {
        name: found[name]
        for name in (*(s for s in SHEETS if s in found), *(n for n in found if n not in SHEETS))
    }


def table_named(name: str, known: Mapping[str, Sheet]) -> str:
    """The table that a sheet or file of this name holds: technical, or its title in any language; "" if none."""
    wanted = folded(name)
    for table, names in _names(tuple((s.table, s.title) for s in known.values())):
        if wanted and wanted in names:
            return table
    return ""


@cache
def _names(tables: tuple[tuple[str, str], ...]) -> list[tuple[str, set[str]]]:
    return [
        (table, {folded(table), *(folded(language(code).text(title)) for code in LANGUAGES)})
        for table, title in tables
    ]


def is_guide(name: str) -> bool:
    """Whether a sheet only explains or lists: it holds no table."""
    return name.startswith("_") or folded(name) in {folded(language(code).text(GUIDE)) for code in LANGUAGES}
