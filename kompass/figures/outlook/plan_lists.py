"""Lists of the plan that no other view shows, by section, and the plan's statements on the regions."""

from __future__ import annotations

import pandas as pd

from kompass.facts import Facts
from kompass.figures.exhibit import Citation, Column, Exhibit, Made
from kompass.figures.kept import kept
from kompass.figures.labels import word
from kompass.language import Language
from kompass.text_match import hits

REGIONAL = "5"  # the section of the regional features


def list_table(facts: Facts, language: Language, query: str = "") -> pd.DataFrame:
    """One row per entry, in the order of the plan; only entries that match ``query``, in item or headings.

    Columns: section (chapter number as text), chapter (its title), list (title), item, source_id, locator,
    note (what the source notes tell of the list or the entry).
    """
    rows = pd.concat([_lists(facts), _features(facts, language)], ignore_index=True)
    chapters = facts["plan_sections"].set_index("section")["title"]
    rows["chapter"] = rows["section"].map(chapters)
    rows["order"] = rows["section"].astype(int)
    rows = rows.sort_values("order", kind="stable")
    columns = ["section", "chapter", "list", "item", "source_id", "locator", "note"]
    searched = rows[["section", "chapter", "list", "item", "note"]]
    return rows.loc[hits(searched, query).index, columns].reset_index(drop=True)


def _lists(facts: Facts) -> pd.DataFrame:
    lists = facts["plan_lists"]
    lists["list_note"] = [" ".join(facts.notes("plan_lists", row)) for row in lists.to_dict("records")]
    items = facts["plan_list_items"].merge(lists, on="list_id").sort_values(["list_id", "position"])
    # Lists in the order of the table, which is that of the plan.
    items["rank"] = items["list_id"].map({name: i for i, name in enumerate(lists["list_id"])})
    items = items.sort_values(["rank", "position"])
    items["note"] = [
        " ".join([*facts.notes("plan_list_items", row), row["list_note"]]).strip()
        for row in items.to_dict("records")
    ]
    return items.assign(list=items["title"], section=items["section"].str.partition(".")[0])[
        ["section", "list", "item", "source_id", "locator", "note"]
    ]


def _features(facts: Facts, language: Language) -> pd.DataFrame:
    """The regional features as lists: one per area and aspect, areas from the whole to the parts."""
    regions = facts["regions"].set_index("region_id")["name"]
    zones = facts["zones"].set_index("zone_id")["name"]
    rows = facts["regional_features"]
    areas = rows["region_id"].map(regions) + rows["zone_id"].map(lambda z: f", {zones[z]}" if z else "")
    titles = [f"{area}: {word(aspect, language)}" for area, aspect in zip(areas, rows["aspect"], strict=True)]
    first = {title: i for i, title in reversed(list(enumerate(titles)))}
    rows = rows.assign(
        section=REGIONAL,
        list=titles,
        item=rows["feature"],
        note=[" ".join(facts.notes("regional_features", row)) for row in rows.to_dict("records")],
        rank=[first[title] for title in titles],
    ).sort_values(["rank", "position"])
    return rows[["section", "list", "item", "source_id", "locator", "note"]]


@kept
def list_exhibit(facts: Facts, language: Language, query: str = "") -> Exhibit:
    """The block of the lists, optionally filtered by ``query``. Its table is that of :func:`list_table`."""
    t = language.text
    table = list_table(facts, language, query)
    lists = table[["section", "list"]].drop_duplicates()
    words = {
        "entries": language.plural("{n} Eintrag", "{n} Einträge", len(table)),
        "lists": language.plural("{n} Liste", "{n} Listen", len(lists)),
        "year": str(facts["plans"]["plan_year"].max()),
    }
    title = (
        t("„{query}“: {entries} in {lists} des Plans {year}", query=query, **words)
        if query
        else t("Was der Plan {year} sonst aufzählt: {entries} in {lists}", **words)
    )
    cited = table[["source_id", "locator"]].drop_duplicates().itertuples(index=False)
    return Exhibit(
        "listen-des-plans",
        title,
        Made.COMPUTED,
        table,
        (
            Column("section", t("Abschnitt")),
            Column("list", t("Liste")),
            Column("item", t("Eintrag")),
            Column("note", t("Hinweis")),
        ),
        tuple(Citation(source_id, locator) for source_id, locator in cited),
        t("Eigene Worte, kein Text des Plans. Reihenfolge wie im Plan."),
        title,
    )
