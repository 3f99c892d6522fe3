"""Planungsräume: the plan beside those of two other regions, on what compares and what does not."""

from kompass.figures.planning_facts import ENTRIES, entries_exhibit, plan_fact
from kompass.figures.planning_regions import map_exhibit, measure_exhibit, measure_table
from ui import blocks, planning_regions
from ui.session import session

current = session()
t, facts, style, words = current.language.text, current.facts, current.style, current.language
measure = measure_table(facts)
regions = measure[measure["level"] == "region"]
most, least = regions.iloc[0], regions.iloc[-1]
blocks.heading(
    t("Planungsräume"),
    t(
        "FbW, gemessen an der SGB-II-Regel: von {least} ({last}) bis {most} ({first})",
        least=words.number(least["ratio"], 2),
        last=least["name"],
        most=words.number(most["ratio"], 2),
        first=most["name"],
    ),
    t(
        "FbW ist die geförderte berufliche Weiterbildung; 1 hieße: so viele Teilnehmende, wie die SGB-II-Regel des Bundes "
        "erwarten ließe. Nur dieses Maß gilt für alle drei Räume. Die geplanten Mengen lassen sich nicht vergleichen."
    ),
)
planning_regions.opening_numbers(measure, current)
chosen = planning_regions.chosen_region(current)
left, right = blocks.beside(7, 5, "measure")
with left:
    if chosen:
        planning_regions.sheet(chosen, measure, current)
    blocks.exhibit(map_exhibit(facts, style, words, chosen), current)
    planning_regions.quantities(current)
with right:
    blocks.exhibit(measure_exhibit(facts, style, words, chosen), current)
planning_regions.comparison(chosen, current)
other = plan_fact(facts, ENTRIES[0]).region_id
left, right = blocks.beside(5, 7, "entries")
with left:
    blocks.exhibit(entries_exhibit(facts, other, style, words), current)
with right:
    planning_regions.customers(other, current)
planning_regions.items(other, current)
