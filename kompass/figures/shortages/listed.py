"""Occupation groups that the plan lists as short, by district and level, and the filter for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from kompass.facts import Facts
from kompass.figures.exhibit import Citation, Column, Exhibit, Kind, Made
from kompass.figures.limits import MOST_DRAWN
from kompass.language import N_, Language
from kompass.text_match import found


class Extent(StrEnum):
    """In how many districts an occupation group is short."""

    ANY = "alle"
    EVERYWHERE = "ueberall"
    ONE = "einer"


EXTENT_LABELS = {
    Extent.ANY: N_("alle"),
    Extent.EVERYWHERE: N_("in allen Kreisen"),
    Extent.ONE: N_("nur in einem Kreis"),
}


@dataclass(frozen=True)
class Choice:
    """Filter of the shortages: districts by ags, a field, levels, an extent, search words; empty means all."""

    districts: tuple[str, ...]
    field_id: str = ""
    levels: tuple[str, ...] = ()
    extent: Extent = Extent.ANY
    words: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether anything but districts is chosen."""
        return bool(self.field_id or self.levels or self.words.strip() or self.extent is not Extent.ANY)


def choose(facts: Facts, listed: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """The rows of ``listed`` in the chosen districts whose occupation group passes the filter.

    ``listed`` has one row per district, occupation group and level. A group passes a level when it is listed
    at that level in a chosen district; it then keeps all its levels. The extent counts all districts, at the
    chosen levels only. Search words are matched against code, titles (as printed for any district) and field.
    """
    levels = choice.levels or tuple(facts["shortage_levels"]["level"])
    own = listed[listed["level"].isin(levels)]
    spread = own.groupby("kldb")["district_ags"].nunique()
    wanted = {
        Extent.ANY: spread > 0,
        Extent.EVERYWHERE: spread == len(facts["districts"]),
        Extent.ONE: spread == 1,
    }[choice.extent]
    here = own[own["district_ags"].isin(choice.districts)]["kldb"]
    codes = set(spread[wanted].index) & set(here) & _with_words(facts, listed, choice.words)
    rows = listed["kldb"].isin(codes) & listed["district_ags"].isin(choice.districts)
    if choice.field_id:
        rows &= listed["field_id"] == choice.field_id
    return listed[rows]


def _with_words(facts: Facts, listed: pd.DataFrame, words: str) -> set[str]:
    fields = facts["shortage_fields"].set_index("field_id")["title"]
    texts = {
        kldb: " ".join(
            [kldb, *own["title_as_printed"], *own["field_as_printed"], *own["field_id"].map(fields)]
        )
        for kldb, own in listed.groupby("kldb")
    }
    return {str(kldb) for kldb, text in texts.items() if found(words, text)}


def titles(facts: Facts) -> pd.Series:
    """The title of each occupation group, a series indexed by kldb: the longest where the districts' titles
    differ."""
    printed = facts["shortage_occupations"].groupby("kldb")["title_as_printed"]
    return printed.agg(lambda own: max(own, key=len))


def matrix_table(facts: Facts, listed: pd.DataFrame) -> pd.DataFrame:
    """One row per occupation group among the rows ``listed``, in the order of fields and codes.

    Columns: kldb, title, field_id, field, and per district (named by its ags) the levels that are listed
    there, such as "F S" (in the order of ``shortage_levels``), or "" where the plan lists no shortage; and per level
    (named by its letter) the number of districts at it.
    """
    fields = facts["shortage_fields"].set_index("field_id")
    order = list(facts["shortage_levels"]["level"])
    names, districts = titles(facts), list(facts["districts"]["ags"])
    levels: dict[tuple[str, str], dict[str, list[str]]] = {}
    for row in listed[["kldb", "field_id", "district_ags", "level"]].itertuples(index=False):
        levels.setdefault((row.kldb, row.field_id), {}).setdefault(row.district_ags, []).append(row.level)
    rows = [
        {
            "kldb": kldb,
            "title": names[kldb],
            "field_id": field_id,
            "field": fields.at[field_id, "title"],
            **{ags: " ".join(sorted(own.get(ags, ()), key=order.index)) for ags in districts},
            **{level: sum(level in found for found in own.values()) for level in order},
        }
        for (kldb, field_id), own in sorted(levels.items())
    ]
    columns = ["kldb", "title", "field_id", "field", *districts, *order]
    table = pd.DataFrame(rows, columns=columns)
    places = table["field_id"].map(fields["position"])
    return table.iloc[places.argsort(kind="stable")].reset_index(drop=True)


def matrix_columns(facts: Facts, districts: Sequence[str], language: Language) -> tuple[Column, ...]:
    """The columns of the matrix as shown, with those of the chosen districts; of many districts with their number at
    each level."""
    t, names = language.text, facts["districts"].set_index("ags")["short_name"]
    group = (
        Column("kldb", t("KldB")),
        Column("title", t("Berufsgruppe")),
        Column("field", t("Berufsfeld")),
    )
    if many(districts):
        return (
            *group,
            *(
                Column(level, t("Kreise mit Niveau {level}", level=level), 0)
                for level in facts["shortage_levels"]["level"]
            ),
        )
    return (
        *group,
        *(Column(ags, t("{district}, Niveau", district=names[ags])) for ags in districts),
    )


def many(districts: Sequence[str]) -> bool:
    """Whether there are too many districts for a column each: then the matrix counts them."""
    return len(districts) > MOST_DRAWN


def counted_reading(language: Language) -> str:
    """How to read a matrix that counts districts, and where each of them is."""
    return language.text(
        "Gezählt sind die Kreise; welche es sind, steht in der Tabelle und der CSV-Datei der Berufsgruppen mit passendem "
        "Bildungsziel, und hier, wenn höchstens {most} Kreise gewählt sind.",
        most=MOST_DRAWN,
    )


def definitions(facts: Facts, language: Language) -> tuple[tuple[str, str], ...]:
    """Definitions of KldB, the levels and the source of the matrix."""
    t = language.text
    return (
        (
            t("KldB"),
            t(
                "Klassifikation der Berufe 2010. Sie ordnet jedem Beruf eine Nummer zu; "
                "drei Stellen bezeichnen eine Berufsgruppe."
            ),
        ),
        *(
            (f"{row.level} – {t(row.label)}", t("Anforderungsniveau: {level}", level=t(row.training_level)))
            for row in facts["shortage_levels"].itertuples()
        ),
        (
            t("Fachkräftesituation vor Ort"),
            t(
                "So heißt die Analysehilfe, die der Plan als Quelle seiner Listen nennt (dort „Analysenhilfe“ gedruckt). "
                "Laut Plan erstellt die Bundesagentur für Arbeit regelmäßig eine Engpassanalyse; wie aus ihr die "
                "Listen wurden, sagt er nicht."
            ),
        ),
    )


def citations(listed: pd.DataFrame, language: Language) -> tuple[Citation, ...]:
    """Citations of the rows of the matrix, one place per district."""
    places = listed[["source_id", "locator", "as_of", "kind"]].drop_duplicates()
    return tuple(
        Citation(r.source_id, r.locator, language.as_of(r.as_of, "month"), Kind(r.kind))
        for r in places.itertuples()
    )


def notes(facts: Facts, listed: pd.DataFrame) -> tuple[str, ...]:
    """Source notes on the rows shown, their fields and their levels.

    A note on one occupation group alone begins with its code.
    """
    groups: dict[str, set[str]] = {}
    for row in facts["shortage_occupations"].to_dict("records"):
        for note in facts.notes("shortage_occupations", row):
            groups.setdefault(note, set()).add(row["kldb"])
    own = [
        note if len(groups[note]) > 1 or note.startswith(row["kldb"]) else f"{row['kldb']}: {note}"
        for row in listed.to_dict("records")
        for note in facts.notes("shortage_occupations", row)
    ]
    about = [
        *(("shortage_fields", "field_id", field_id) for field_id in listed["field_id"].unique()),
        *(("shortage_levels", "level", level) for level in listed["level"].unique()),
    ]
    return (
        *dict.fromkeys(own),
        *(note for table, column, value in about for note in facts.notes(table, {column: value})),
    )


def where(facts: Facts, districts: Sequence[str], language: Language) -> str:
    """A phrase with the names of the districts: " in Düren", " in Aachen, Düren und Heinsberg"."""
    names = facts["districts"].set_index("ags")["short_name"]
    return language.text(" in {districts}", districts=language.listed([names[ags] for ags in districts]))


def as_of(listed: pd.DataFrame, language: Language) -> str:
    """The as-of date of the list of shortages in words: "Mai 2025"."""
    return language.listed([language.as_of(date, "month") for date in dict.fromkeys(listed["as_of"])])


def everywhere(facts: Facts, listed: pd.DataFrame) -> int:
    """Number of occupation groups that the plan lists for every district, at any level."""
    return int((listed.groupby("kldb")["district_ags"].nunique() == len(facts["districts"])).sum())


def matrix_exhibit(facts: Facts, listed: pd.DataFrame, choice: Choice, language: Language) -> Exhibit:
    """The block of the matrix for a choice; at least one row of ``listed`` must match it."""
    t = language.text
    rows = choose(facts, listed, choice)
    table = matrix_table(facts, rows)
    shared = everywhere(facts, listed[listed["kldb"].isin(table["kldb"])])
    everything = len(table) == listed["kldb"].nunique()
    return Exhibit(
        "engpaesse-matrix",
        t(
            N_(
                "{shared} von {count} Berufsgruppen mit Engpass sind{where} zugleich knapp ({as_of}, laut Plan)"
            )
            if everything
            else N_(
                "Auswahl: {shown} von {count} Berufsgruppen mit Engpass, {shared} davon{where} zugleich knapp "
                "({as_of}, laut Plan)"
            ),
            shown=len(table),
            shared=shared,
            count=listed["kldb"].nunique(),
            where=where(facts, list(facts["districts"]["ags"]), language),
            as_of=as_of(listed, language),
        ),
        Made.COMPUTED,
        table,
        matrix_columns(facts, choice.districts, language),
        citations(rows, language),
        t(
            "Ein leeres Feld heißt: dort nicht als Engpass genannt. Als Quelle nennt der Plan die Analysehilfe "
            "„Fachkräftesituation vor Ort“; die Engpassanalyse erstellt laut Plan die Bundesagentur für Arbeit. "
            "„Zugleich“ heißt in jedem der Kreise genannt, auch auf verschiedenen Niveaus."
        )
        + (f" {counted_reading(language)}" if many(choice.districts) else ""),
        definitions=definitions(facts, language),
        notes=notes(facts, rows),
    )
