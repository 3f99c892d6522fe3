"""Views on shortage occupations and the training goals for them."""

from __future__ import annotations

from kompass.figures.exhibit import Made
from kompass.figures.picture import Figure, Tracks
from kompass.figures.shortages.goals import MATCH_LABELS, goal_citations, headline
from kompass.figures.shortages.listed import Choice, citations, everywhere, matrix_exhibit
from kompass.matching.goals import SERVED, Match, best_matches, shortages
from kompass.presentation.view import View, ViewContext, view_of


def shortages_view(context: ViewContext) -> View:
    """View: number of shortage occupation groups in each district, and in all of them."""
    t, facts, words = context.words.text, context.facts, context.words
    listed = shortages(facts)
    districts = facts["districts"].sort_values("position")
    exhibit = matrix_exhibit(facts, listed, Choice(tuple(districts["ags"])), words)
    counts = listed.groupby("district_ags")["kldb"].nunique()
    every = everywhere(facts, listed)
    rows = [(d.name, int(counts[d.ags]), context.style.of(d.institution)) for d in districts.itertuples()]
    rows.append((t("in allen Kreisen"), every, context.style.comparison))
    figures = [
        Figure(name, words.number(count), t("Berufsgruppen mit Engpass"), color, count)
        for name, count, color in rows
    ]
    picture = Tracks(figures, exhibit.title, (t("Berufsgruppen mit Engpass"),))
    return view_of(exhibit, picture)


def goals_view(context: ViewContext) -> View:
    """View: shortage occupation groups by how well a training goal of the plan matches them."""
    t, facts, words = context.words.text, context.facts, context.words
    listed = shortages(facts)
    best = best_matches(listed)
    counts = {match: int((best == match).sum()) for match in Match}
    title = headline(facts, listed, words)
    figures = [
        Figure(
            t(MATCH_LABELS[match]),
            words.number(count),
            "",
            context.style.text if match in SERVED else context.style.comparison,
            count,
        )
        for match, count in counts.items()
    ]
    cited = (*citations(listed, words), *goal_citations(facts["training_goal_groups"]))
    picture = Tracks(figures, title, (t("Berufsgruppen mit Engpass"),))
    return View(title, Made.ASSIGNED, picture, cited)
