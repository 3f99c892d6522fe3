"""The plan's training goals, and the listed shortages each of them serves."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from kompass.facts import Facts
from kompass.figures.exhibit import Citation, Column, Exhibit, Made
from kompass.figures.shortages.listed import Choice, as_of, choose, definitions, titles, where
from kompass.language import N_, Language
from kompass.matching.goals import GoalClass, Match, best_matches, class_counts, goals
from kompass.text_match import found

# Labels of the classes in all counts of shortages.
CLASS_LABELS = {
    GoalClass.FITS: N_("Ziel passt"),
    GoalClass.OTHER_LEVEL: N_("passt auf anderem Niveau"),
    GoalClass.NO_GOAL: N_("kein Ziel"),
}
# Labels where the first class is divided by the kind of the goal.
MATCH_LABELS = {
    Match.DEGREE: N_("Ziel passt, abschlussorientiert"),
    Match.COURSE: N_("Ziel passt, nicht abschlussorientiert"),
    Match.LEVEL: CLASS_LABELS[GoalClass.OTHER_LEVEL],
    Match.NONE: CLASS_LABELS[GoalClass.NO_GOAL],
}


def rule(language: Language) -> str:
    """The rule by which goals and shortages were linked, for every block that uses the links."""
    return language.text(
        "Eigene Zuordnung nach den Titeln; der Plan selbst ordnet nicht zu. Ein Ziel passt, wenn "
        "Berufsgruppe und Niveau übereinstimmen; „kein Ziel“: keines verknüpft "
        "(Verknüpfungsregel: Quellen, Methoden)."
    )


def headline(facts: Facts, listed: pd.DataFrame, language: Language) -> str:
    """The title of the page: number of occupation groups with a goal at their level in the plan."""
    best = best_matches(listed)
    return language.text(
        "Von {count} Berufsgruppen mit Engpass{where} ({as_of}): bei {fits} passt ein Bildungsziel des Plans, bei "
        "{other_level} eines auf anderem Niveau, bei {no_goal} keines",
        count=len(best),
        where=where(facts, list(facts["districts"]["ags"]), language),
        as_of=as_of(listed, language),
        **class_counts(best),
    )


def goal_table(facts: Facts, listed: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """The plan's goals for a choice of shortages.

    All goals, unless the choice has more than districts: then those that serve a chosen occupation group, and
    those with the search words in their title; the latter with all the shortages they serve. Columns as in
    :func:`kompass.matching.goals.goals`.
    """
    table = goals(facts, choose(facts, listed, choice))
    if not choice.narrowed:
        return table
    fits = (table["serves"].map(len) + table["misses"].map(len)) > 0
    if choice.words.strip():
        named = table["title"].map(lambda title: found(choice.words, title))
        whole = goals(facts, choose(facts, listed, replace(choice, words="")))
        table = table.where(~named, whole)
        fits |= named
    return table[fits].reset_index(drop=True)


def goal_exhibit(facts: Facts, listed: pd.DataFrame, choice: Choice, language: Language) -> Exhibit:
    """The block of the goals; its table has one row per link with its reason, and one per goal without a
    link."""
    t = language.text
    table = goal_table(facts, listed, choice)
    serving = int((table["serves"].map(len) > 0).sum())
    missing = int(((table["serves"].map(len) == 0) & (table["misses"].map(len) > 0)).sum())
    groups = facts["training_goal_groups"]
    shown_groups = groups[groups["group_id"].isin(table["group_id"])]
    notes = [
        note for row in shown_groups.to_dict("records") for note in facts.notes("training_goal_groups", row)
    ]
    notes += [
        f"„{row['title']}“: {note}"
        for row in table.to_dict("records")
        for note in facts.notes("training_goals", row)
    ]
    return Exhibit(
        "bildungsziele",
        _title(facts, listed, choice, (len(table), serving, missing), language),
        Made.ASSIGNED,
        _link_table(facts, table, language),
        (
            Column("section", t("Abschnitt")),
            Column("goal", t("Bildungsziel")),
            Column("kldb", t("KldB")),
            Column("group", t("Berufsgruppe")),
            Column("level", t("Niveau des Ziels")),
            Column("match", t("Zuordnung")),
            Column("reason", t("Begründung")),
        ),
        goal_citations(shown_groups),
        t(
            "{rule} „Passt auf anderem Niveau“: Die Berufsgruppe ist genannt, aber nicht auf dem Niveau des Ziels. "
            "„Offen“ heißt: Die Liste des Plans endet mit „etc.“, ist also nicht abschließend.",
            rule=rule(language),
        ),
        definitions=definitions(facts, language),
        notes=tuple(dict.fromkeys(notes)),
    )


def goal_citations(groups: pd.DataFrame) -> tuple[Citation, ...]:
    """Citations of lists of goals, from rows of ``training_goal_groups``."""
    places = groups[["source_id", "locator"]].drop_duplicates()
    return tuple(Citation(source, place) for source, place in places.itertuples(index=False))


def _title(
    facts: Facts, listed: pd.DataFrame, choice: Choice, counts: tuple[int, int, int], language: Language
) -> str:
    """The title: number of goals, of goals that fit, fit at another level, and fit no shortage, from the
    three ``counts``."""
    count, serving, missing = counts
    said = {
        "serving": serving,
        "missing": missing,
        "none": count - serving - missing,
        "where": where(facts, choice.districts, language),
        "as_of": as_of(listed, language),
    }
    if not choice.narrowed:
        return language.text(
            "{serving} von {count} Bildungszielen des Plans passen zu einem Engpass{where}, "
            "{missing} auf anderem Niveau, {none} zu keinem ({as_of})",
            count=count,
            **said,
        )
    return language.plural(
        "Auswahl, {n} Bildungsziel des Plans; passend zu einem Engpass{where}: {serving}, "
        "auf anderem Niveau: {missing}, zu keinem: {none} ({as_of})",
        "Auswahl, {n} Bildungsziele des Plans; passend zu einem Engpass{where}: {serving}, "
        "auf anderem Niveau: {missing}, zu keinem: {none} ({as_of})",
        count,
        **said,
    )


def _link_table(facts: Facts, table: pd.DataFrame, language: Language) -> pd.DataFrame:
    t, names = language.text, titles(facts)
    links = facts["goal_links"]
    columns = ["goal_id", "section", "goal", "kldb", "group", "level", "match", "reason"]
    rows = []
    for goal in table.itertuples():
        own = {"goal_id": goal.goal_id, "section": goal.section, "goal": goal.title}
        base = dict.fromkeys(columns, "") | own
        codes = (*goal.serves, *goal.misses)
        for link in links[(links["goal_id"] == goal.goal_id) & links["kldb"].isin(codes)].itertuples():
            fits = t(CLASS_LABELS[GoalClass.FITS if link.kldb in goal.serves else GoalClass.OTHER_LEVEL])
            rows.append(
                {
                    **base,
                    "kldb": link.kldb,
                    "group": names[link.kldb],
                    "level": link.level or t("offen oder unter F"),
                    "match": fits,
                    "reason": t(link.reason),
                }
            )
        if not codes:
            rows.append({**base, "match": t("kein genannter Engpass")})
    return pd.DataFrame(rows, columns=columns)
