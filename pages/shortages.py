"""Engpässe und Ziele: which occupations are short where, and what the plan trains for."""

from kompass.figures.shortages.coverage import coverage_exhibit, gap_exhibit
from kompass.figures.shortages.goals import goal_exhibit, goal_table, headline
from kompass.figures.shortages.listed import choose, matrix_exhibit
from kompass.matching.goals import CLASS_OF, best_matches, shortages
from ui import blocks
from ui.parts import shortages as view
from ui.session import session

current = session()
t, facts, language = current.language.text, current.facts, current.language
listed = shortages(facts)
blocks.heading(
    t("Engpässe und Ziele"),
    headline(facts, listed, language),
    t(
        "Engpässe: wie im Plan, der die Analysehilfe „Fachkräftesituation vor Ort“ als Quelle nennt. "
        "Zuordnung der Ziele: eigene."
    ),
)
choice = view.controls(current)
own = listed[listed["district_ags"].isin(choice.districts)]
fits = {kldb: CLASS_OF[match] for kldb, match in best_matches(own).items()}
if choose(facts, listed, choice).empty:
    view.nothing_found(choice, current)
else:
    shown = matrix_exhibit(facts, listed, choice, language)
    nowhere = t("nicht als Engpass genannt")
    blocks.exhibit(shown, current, picture=view.matrix(shown, choice, nowhere, current, fits))
goals = goal_table(facts, listed, choice)
if goals.empty:
    view.no_goal(current)
else:
    shown = goal_exhibit(facts, listed, choice, language)
    blocks.folded(shown, current, view.goal_list(goals, current), opened=choice.narrowed)
blocks.folded(coverage_exhibit(facts, listed, choice.districts, current.style, language), current)
gaps = gap_exhibit(facts, listed, choice.districts, language)
blocks.folded(gaps, current, view.matrix(gaps, choice, t("nicht genannt, oder ein Ziel passt"), current))
