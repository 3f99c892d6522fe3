"""The figures on the Westfälisches Ruhrgebiet that can join a presentation: name of the exhibit to what
:class:`kompass.presentation.exhibits.Registered` holds."""

from __future__ import annotations

from kompass.figures import ruhr, ruhr_links, ruhr_programmes
from kompass.language import N_, Message
from kompass.presentation.pages import Make, of_facts

PAGE = "ruhrgebiet"
FIGURES: dict[str, tuple[Message, str, Make, tuple[str, ...], str]] = {
    "ruhr-felder": (
        Message(N_("Ruhrgebiet: Projekte nach Feld")),
        PAGE,
        of_facts(ruhr.field_exhibit),
        (),
        "projects",
    ),
    "ruhr-projekte": (
        Message(N_("Ruhrgebiet: Projekte")),
        PAGE,
        lambda r: ruhr.project_exhibit(r.facts, ruhr.Choice(), r.words),
        ("title", "carrier", "aim"),
        "",
    ),
    "ruhr-handlungsfelder": (
        Message(N_("Ruhrgebiet: Handlungsfelder")),
        PAGE,
        lambda r: ruhr.aims_exhibit(r.facts, r.words),
        ("title", "aim", "state"),
        "",
    ),
    "ruhr-empfehlungen": (
        Message(N_("Ruhrgebiet: Empfehlungen")),
        PAGE,
        lambda r: ruhr_programmes.recommendation_exhibit(r.facts, r.words),
        ("theme", "recommendation"),
        "",
    ),
    "ruhr-programme": (
        Message(N_("Ruhrgebiet: Programme")),
        PAGE,
        lambda r: ruhr_programmes.programme_exhibit(r.facts, r.words),
        ("name", "target_group", "amounts"),
        "",
    ),
    "ruhr-bezuege": (
        Message(N_("Ruhrgebiet und Plan")),
        PAGE,
        lambda r: ruhr_links.link_exhibit(r.facts, r.words),
        ("own", "plan", "reason"),
        "",
    ),
    "ruhr-angaben": (
        Message(N_("Ruhrgebiet: Angaben zur Region")),
        PAGE,
        lambda r: ruhr.figure_exhibit(r.facts, r.words),
        ("label", "text", "when"),
        "",
    ),
}
