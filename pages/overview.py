"""Überblick: who plans how many places for how many people, the map, what stands out and what is short."""

from kompass.figures.overview.need import need_exhibit
from kompass.figures.region.districts import comparison_exhibit
from kompass.figures.region.profile import profiles
from kompass.needs import DIVIDED, carries
from kompass.presentation.views.needed import shown as shown_on_page
from ui import blocks
from ui.navigation import links
from ui.parts.overview import answer, lead, opening_numbers
from ui.parts.profile import profile_links
from ui.parts.undivided import undivided
from ui.session import session

current = session()
t, plan, words = current.language.text, current.plan, current.language
if not carries(current.facts, DIVIDED):
    undivided(current)
else:
    shown = need_exhibit(current.facts, plan, words)
    blocks.heading(
        t("Überblick"),
        shown.title,
        lead(current),
    )
    answer(shown, current)
    opening_numbers(current)
    blocks.html(profile_links(profiles(current.facts), current))
    if shown_on_page("kreise-im-vergleich", "", current.facts):
        blocks.exhibit(comparison_exhibit(current.facts, plan, words), current)
    links(current)
