"""The figures on the year 2020 that can join a presentation: name of the exhibit to what
:class:`kompass.presentation.exhibits.Registered` holds."""

from __future__ import annotations

from kompass.figures import programme_charts, programme_pairs, programme_year
from kompass.language import N_, Message
from kompass.presentation.pages import Make, of_facts

PAGE = "jahr-2020"
FIGURES: dict[str, tuple[Message, str, Make, tuple[str, ...], str]] = {
    "jahr-2020-paare": (
        Message(N_("2020 neben der Region heute")),
        PAGE,
        lambda r: programme_pairs.pair_exhibit(r.facts, r.words),
        ("label", "text", "today_text", "today_region", "verdict"),
        "",
    ),
    "jahr-2020-veraenderung": (
        Message(N_("2020 gegen das Vorjahr")),
        PAGE,
        lambda r: programme_charts.change_exhibit(r.facts, r.style, r.words),
        ("label", "text", "reference", "when"),
        "",
    ),
    "jahr-2020-kurzarbeit": (
        Message(N_("Kurzarbeit 2020")),
        PAGE,
        of_facts(programme_charts.short_time_exhibit),
        ("label", "text", "when"),
        "",
    ),
    "jahr-2020-ausbildung": (
        Message(N_("Ausbildungsjahr 2019/2020")),
        PAGE,
        of_facts(programme_charts.training_exhibit),
        ("label", "text", "when"),
        "",
    ),
    "jahr-2020-relation": (
        Message(N_("Ausbildungsstellen je Bewerbung 2020")),
        PAGE,
        of_facts(programme_charts.relation_exhibit),
        ("label", "text", "when"),
        "",
    ),
    "jahr-2020-zahlen": (
        Message(N_("Alle Zahlen zum Jahr 2020")),
        PAGE,
        lambda r: programme_year.figure_exhibit(r.facts, r.words),
        ("label", "text", "reference", "when", "topic"),
        "",
    ),
    "jahr-2020-instrumente": (
        Message(N_("Instrumente des Jahres 2020")),
        PAGE,
        lambda r: programme_year.instrument_exhibit(r.facts, r.words, programme_year.Choice(amount="with")),
        ("name", "amount", "purpose", "target_group"),
        "",
    ),
}
