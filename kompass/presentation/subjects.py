"""The subject of each view: what it is about, which region, whose places it counts. Printed above the title,
so that a single slide can be passed on."""

from __future__ import annotations

from kompass.language import N_, Language
from kompass.pages import ALL_PAGES, Counted, Subject, of_area
from kompass.places.ledger import Scenario

# Subjects that differ from those of the page (kompass/pages.py), by the id of the view or, for tables and maps, by
# a prefix of it. The longest match wins.
_BY_VIEW = {
    "titel": Subject(N_("Aufteilung der Plätze"), Counted.SCENARIO),
    "plan": Subject(N_("Plätze zur Förderung der beruflichen Weiterbildung (FbW)"), Counted.PLAN),
    "region": of_area(N_("Menschen und Arbeitslose")),
    "beschaeftigung": of_area(N_("Beschäftigte nach Gruppen, Veränderung zum Vorjahr")),
    "zukunftsatlas": Subject(N_("Prognos Zukunftsatlas für Deutschland, wie vom Plan zitiert")),
    "engpaesse": of_area(N_("Fachkräfteengpässe laut Plan")),
    "ziele": of_area(N_("Fachkräfteengpässe und Bildungsziele laut Plan")),
    "kontingente": Subject(N_("Plätze nach Institution"), Counted.PLAN),
    "je1000": Subject(N_("Plätze im Verhältnis zu den Menschen im Kreis"), Counted.SCENARIO),
    "simulator": Subject(N_("Aufteilung der Plätze"), Counted.SCENARIO),
    "ausblick": Subject(N_("Deutschland: Prognosen von IAB und ifo, wie vom Plan zitiert")),
    "abschluss": Subject(N_("abschlussorientierte Plätze nach Institution"), Counted.PLAN),
    "rechtskreis": Subject(N_("Plätze nach Rechtskreis"), Counted.PLAN),
    "karte-places": Subject(N_("Plätze der Jobcenter nach Kreis"), Counted.PLAN),
    "karte-zukunftsatlas": Subject(N_("Prognos Zukunftsatlas für Deutschland, wie vom Plan zitiert")),
    "tabelle-betriebe": of_area(N_("Betriebe")),
    "tabelle-ausbildungsbetriebsquote": of_area(N_("Betriebe")),
    "tabelle-gemeldete-stellen": of_area(N_("gemeldete Stellen")),
    "tabelle-ki-nutzung": Subject(N_("Deutschland: Nutzung von KI bei der Arbeit, wie vom Plan zitiert")),
    "tabelle-prognosen-gdp": Subject(N_("Deutschland: Prognosen von IAB und ifo, wie vom Plan zitiert")),
    "tabelle-prognosen": Subject(
        N_("Deutschland und Bundesländer: Prognosen von IAB und ifo, wie vom Plan zitiert")
    ),
    "tabelle-planungsraum-": Subject(N_("Sachsen-Anhalt Ost: Qualifizierungsstrategie 2026")),
    "tabelle-kontingente": Subject(N_("Plätze nach Institution"), Counted.PLAN),
    "tabelle-annahmen": Subject(N_("Folgen eigener Annahmen"), Counted.SCENARIO),
    "tabelle-engpaesse-passung": Subject(N_("Engpässe, wo Plätze ankommen und gehen"), Counted.SCENARIO),
}
_BY_PAGE = {page.url_path: page.figures for page in ALL_PAGES if page.figures}


def subject_of(view: str, page: str) -> Subject:
    """The subject of the view with id ``view`` on the page with path ``page``. Raises KeyError if there is
    none."""
    fitting = [name for name in _BY_VIEW if view == name or (name not in _WHOLE and view.startswith(name))]
    return _BY_VIEW[max(fitting, key=len)] if fitting else _BY_PAGE[page]


_WHOLE = {name for name in _BY_VIEW if not name.startswith(("tabelle-", "karte-"))}


def subject_text(subject: Subject, scenario: Scenario, area: str, words: Language) -> str:
    """The subject as text, preceded by plan or scenario where it counts places; ``area`` is the region of the plan."""
    t, about = words.text, words.text(subject.text)
    plan = scenario.plan.version
    if subject.counted == Counted.NONE:
        return t("{area}: {subject}", area=area, subject=about) if subject.of_area else about
    if subject.counted == Counted.SCENARIO and scenario.ledger:
        return t("Szenario zum Plan {plan}, {area}: {subject}", plan=plan, area=area, subject=about)
    return t("Plan {plan}, {area}: {subject}", plan=plan, area=area, subject=about)
