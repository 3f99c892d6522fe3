"""Planungsräume: the plan beside those of two other regions, on what compares and what does not."""

from kompass.figures.planning_regions.comparison import comparable_points, comparison_exhibit
from kompass.figures.planning_regions.participation import map_exhibit, measure_exhibit, measure_table
from kompass.figures.planning_regions.plan_facts import ENTRIES, entries_exhibit, plan_fact
from ui import blocks
from ui.parts import planning_regions
from ui.session import session

current = session()
t, facts, style, words = current.language.text, current.facts, current.style, current.language
blocks.heading(t("Planungsräume"), comparison_exhibit(facts, words).title, comparable_points(facts, words))
chosen = planning_regions.chosen_region(current)
left, right = blocks.beside(7, 5, "regions")
with left:
    if chosen:
        planning_regions.sheet(chosen, measure_table(facts), current)
    blocks.exhibit(map_exhibit(facts, style, words, chosen), current)
with right:
    planning_regions.quantities(current)
planning_regions.comparison(chosen, current)
other = plan_fact(facts, ENTRIES[0]).region_id
left, right = blocks.beside(5, 7, "entries")
with left:
    blocks.exhibit(entries_exhibit(facts, other, style, words), current)
with right:
    planning_regions.customers(other, current)
planning_regions.items(other, current)
blocks.exhibit(measure_exhibit(facts, style, words, chosen), current)
