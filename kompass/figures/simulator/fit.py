"""Shortage fit of moved places: occupation groups short where places arrive, compared with where they left."""

from __future__ import annotations

import pandas as pd

from kompass.facts import Facts
from kompass.figures.charts.bars import bar_figure
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import Column, Exhibit, Made
from kompass.figures.shortages.goals import MATCH_LABELS, goal_citations, rule
from kompass.figures.shortages.listed import as_of, citations, definitions, matrix_table, notes
from kompass.language import Language
from kompass.matching.fit import Where, fit, home_districts
from kompass.matching.goals import Match, class_counts
from kompass.places.plan import OUTSIDE


def side_name(facts: Facts, code: str, language: Language) -> str:
    """Name of one side of a move: its district where it has exactly one, else its code."""
    if code == OUTSIDE:
        return language.text("außen")
    ags = home_districts(facts).get(code)
    return code if ags is None else str(facts.record("districts", ags=ags)["short_name"])


def fit_table(
    facts: Facts, listed: pd.DataFrame, giver: str | None, taker: str | None, language: Language
) -> pd.DataFrame:
    """:func:`kompass.matching.fit.fit` in words; groups short only where places arrive first, best match
    first.

    Further columns: title, field, per district (named by its ags) the levels listed there; goal, the match in
    words; goals, the titles of the plan's goals.
    """
    t = language.text
    rows = fit(listed, giver, taker)
    matrix = matrix_table(facts, listed[listed["district_ags"].isin([giver, taker])])
    titles = facts["training_goals"].set_index("goal_id")["title"]
    table = rows.merge(matrix, on="kldb")
    table["goal"] = [t(MATCH_LABELS[match]) for match in table["match"]]
    table["goals"] = ["; ".join(t(titles[goal]) for goal in goals) for goals in table["goal_ids"]]
    table["title"] = table["title"].map(t)
    table["field"] = table["field"].map(t)
    wheres, matches = list(Where), list(Match)
    ranks = [(wheres.index(r.where), matches.index(r.match), r.kldb) for r in table.itertuples()]
    return table.iloc[sorted(range(len(table)), key=ranks.__getitem__)].reset_index(drop=True)


def fit_exhibit(
    facts: Facts, listed: pd.DataFrame, giver: str, taker: str, style: Style, language: Language
) -> Exhibit | None:
    """The block for a giver and a taker (codes, or the outside); None when neither has a district of its own."""
    t, homes = language.text, home_districts(facts)
    from_ags, to_ags = homes.get(giver), homes.get(taker)
    sides = {
        "giver": side_name(facts, giver, language),
        "taker": side_name(facts, taker, language),
    }
    table = fit_table(facts, listed, from_ags, to_ags, language)
    if table.empty:
        return None
    day = as_of(listed, language)
    judged = from_ags is not None and to_ags is not None
    counts = {where: int((table["where"] == where).sum()) for where in Where}
    classes = {where: class_counts(table.loc[table["where"] == where, "match"]) for where in Where}
    first = Where.TAKER if judged else Where.OPEN
    if not judged:
        here, there = ("taker", "giver") if to_ags else ("giver", "taker")
        title = language.plural(
            "In {here} ist {n} Berufsgruppe knapp ({as_of}): bei {fits} passt ein Ziel des Plans, bei "
            "{other_level} auf anderem Niveau, bei {no_goal} keines; mit {there} ist nicht zu vergleichen",
            "In {here} sind {n} Berufsgruppen knapp ({as_of}): bei {fits} passt ein Ziel des Plans, bei "
            "{other_level} auf anderem Niveau, bei {no_goal} keines; mit {there} ist nicht zu vergleichen",
            counts[first],
            **classes[first],
            as_of=day,
            here=sides[here],
            there=sides[there],
        )
    elif counts[first]:
        title = language.plural(
            "In {taker} ist {n} Berufsgruppe knapp, die es in {giver} nicht ist ({as_of}): bei {fits} passt ein "
            "Ziel des Plans, bei {other_level} auf anderem Niveau, bei {no_goal} keines",
            "In {taker} sind {n} Berufsgruppen knapp, die es in {giver} nicht sind ({as_of}): bei {fits} passt ein "
            "Ziel des Plans, bei {other_level} auf anderem Niveau, bei {no_goal} keines",
            counts[first],
            **classes[first],
            as_of=day,
            **sides,
        )
    else:
        title = t(
            "Alle Berufsgruppen, die in {taker} knapp sind, sind es auch in {giver} ({as_of})",
            as_of=day,
            **sides,
        )
    where_words = {
        Where.TAKER: t("nur\u00a0{district}", district=sides["taker"]),
        Where.SHARED: t("beide"),
        Where.GIVER: t("nur\u00a0{district}", district=sides["giver"]),
        Where.OPEN: sides["taker"] if to_ags else sides["giver"],
    }
    names = facts["districts"].set_index("ags")
    districts = [ags for ags in dict.fromkeys((to_ags, from_ags)) if ags]
    colors = {ags: style.of(names.at[ags, "institution"]) for ags in districts}
    bars = [where for where in Where if (where is Where.OPEN) != judged]
    bar_colors = {
        Where.TAKER: colors.get(to_ags or "", style.comparison),
        Where.SHARED: style.comparison,
        Where.GIVER: colors.get(from_ags or "", style.comparison),
        Where.OPEN: colors[districts[0]],
    }
    figure = bar_figure(
        [
            t(
                "{where}: Ziel passt {fits}, auf anderem Niveau {other_level}, kein Ziel {no_goal}",
                where=where_words[w],
                **classes[w],
            )
            for w in bars
        ],
        [counts[w] for w in bars],
        [language.number(counts[w]) for w in bars],
        [bar_colors[w] for w in bars],
        # The scale of all districts, independent of the selected pair.
        1.1 * int(listed.groupby("district_ags")["kldb"].nunique().max()),
        t("Berufsgruppen mit Engpass"),
        style,
    )
    listed_here = listed[listed["district_ags"].isin(districts)]
    return Exhibit(
        "engpaesse-passung",
        title,
        Made.ASSIGNED,
        table.assign(where=table["where"].map(where_words)),
        (
            Column("kldb", t("KldB")),
            Column("title", t("Berufsgruppe")),
            Column("field", t("Berufsfeld")),
            *(Column(a, t("{district}, Niveau", district=names.at[a, "short_name"])) for a in districts),
            Column("where", t("Knapp in")),
            Column("goal", t("Passendes Ziel")),
            Column("goals", t("Bildungsziele des Plans")),
        ),
        (*citations(listed_here, language), *goal_citations(facts["training_goal_groups"])),
        t(
            "{rule} „Beide“ heißt in beiden genannt, auch auf verschiedenen Niveaus. Gezählt sind Berufsgruppen, "
            "keine Plätze: Welcher Platz welchem Engpass dient, sagt keine Quelle. Zu {open} Berufsgruppen gibt es "
            "kein verknüpftes Ziel; ob Plätze ihnen dienen könnten, ist nicht zu beurteilen. {unjudged}",
            rule=rule(language),
            open=int((table["match"] == Match.NONE).sum()),
            unjudged="" if judged else unjudged(facts, giver, taker, language),
        ).rstrip(),
        title,
        figure,
        definitions(facts, language),
        notes=notes(facts, listed_here),
    )


def unjudged(facts: Facts, giver: str, taker: str, language: Language) -> str:
    """A sentence: why the two sides cannot be compared."""
    t, homes = language.text, home_districts(facts)
    reasons = []
    for code in (giver, taker):
        if code == OUTSIDE:
            reasons.append(t("Was von außen kommt oder dorthin geht, gehört zu keinem Kreis."))
        elif code not in homes:
            reasons.append(
                t(
                    "{code} arbeitet in mehreren Kreisen; welchem die Plätze dienten oder dienen würden, "
                    "sagt der Plan nicht.",
                    code=code,
                )
            )
    return " ".join(reasons)
