"""Überblick: who plans how many places for how many people, the map, what stands out and what is short."""

from kompass.figures.overview.need import need_exhibit
from kompass.figures.region.districts import comparison_exhibit
from kompass.figures.region.profile import profiles
from kompass.figures.unemployment.unemployed import base_month
from ui import blocks
from ui.navigation import links
from ui.parts.overview import answer, opening_numbers
from ui.parts.profile import profile_links
from ui.session import session

current = session()
t, plan, words = current.language.text, current.plan, current.language
shown = need_exhibit(current.facts, plan, words)
blocks.heading(
    t("Überblick"),
    shown.title,
    t(
        "{degree} davon abschlussorientiert. Agenturbezirk Aachen-Düren, Arbeitslose im {month}.",
        degree=plan.total.degree,
        month=words.as_of(base_month(current.facts), "month"),
    ),
)
answer(shown, current)
opening_numbers(current)
blocks.html(profile_links(profiles(current.facts), current))
blocks.exhibit(comparison_exhibit(current.facts, plan, words), current)
links(current)
