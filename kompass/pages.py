"""The register of pages: one record per page, from which navigation, search, presentation and tests are made.

A new page is a record here, its script in ``pages/`` and the translations of its texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kompass import needs
from kompass.facts import Facts
from kompass.language import N_


class Counted(StrEnum):
    """Whose places a view of the presentation counts."""

    NONE = "none"  # no places: official figures and what documents say
    PLAN = "plan"  # those of the plan, whatever is set in the simulator
    SCENARIO = "scenario"  # those of the scenario in the simulator


@dataclass(frozen=True)
class Subject:
    """What a view of the presentation is about (message id), and whose places it counts."""

    text: str
    counted: Counted = Counted.NONE
    of_area: bool = False  # see of_area; places are always of it


def of_area(text: str) -> Subject:
    """A subject without places that is about the plan's whole region, which is named first."""
    return Subject(text, of_area=True)


@dataclass(frozen=True)
class Page:
    """A page. ``title``, ``answers``, ``section`` and the text of ``figures`` are message ids."""

    script: str  # file name in the folder pages/
    url_path: str  # its address below the root; "" is the start page
    title: str  # the same in navigation, heading, search, presentation and files
    answers: str  # the question it answers; {plan} is filled with the plan's version
    section: str = ""  # pages of a section share one menu of the navigation bar
    figures: Subject | None = None  # what its figures are about; None: none can join the presentation
    needs: tuple[needs.Need, ...] = ()  # without these facts of a plan the page is not offered

    @property
    def stem(self) -> str:
        """The script without its ending, as the tables ``table_views`` and ``methods`` name it."""
        return self.script.removesuffix(".py")


PROFILES = "steckbrief"  # path of the page of one institution or district
ACTUAL = "plan-und-ist"  # path of the page of planned against actual
PLANS_PAGE = "plaene"  # path of the page of further plans
_NOW = N_("Wo stehen wir?")
_PLANNED = N_("Was ist geplant?")
_WHAT_IF = N_("Was wäre, wenn?")
_BACKGROUND = N_("Hintergrund und Dateien")
# In the order of the navigation bar: the first page, the three questions, what stands behind the answers.
PAGES = (
    Page(
        "overview.py",
        "",
        N_("Überblick"),
        N_("Wer plant wie viel, für wie viele Menschen?"),
        figures=Subject(N_("die Kreise im Vergleich"), Counted.PLAN),
    ),
    Page(
        "map.py",
        "karte",
        N_("Karte"),
        N_("Wie unterscheiden sich die Kreise?"),
        _NOW,
        of_area(N_("die Kreise im Vergleich")),
        needs=(needs.BOUNDARIES, needs.DISTRICT_FIGURES),
    ),
    Page(
        "demography.py",
        "demografie",
        N_("Demografie"),
        N_("Wer wird 65, und wie viele rücken nach?"),
        _NOW,
        of_area(N_("Bevölkerung nach Alter")),
        needs=(needs.PEOPLE_BY_AGE,),
    ),
    Page(
        "unemployment.py",
        "arbeitslosigkeit",
        N_("Arbeitslosigkeit"),
        N_("Wie viele sind arbeitslos?"),
        _NOW,
        of_area(N_("Arbeitslose")),
        needs=(
            needs.LAWS,
            needs.UNEMPLOYED,
            needs.UNEMPLOYED_YEAR,
            needs.UNEMPLOYED_MONTHS,
            needs.UNEMPLOYED_SHARES,
            needs.UNEMPLOYMENT_RATE,
        ),
    ),
    Page(
        "employment.py",
        "beschaeftigung",
        N_("Beschäftigung"),
        N_("Wo wächst die Beschäftigung?"),
        _NOW,
        of_area(N_("Beschäftigte")),
        needs=(needs.EMPLOYMENT,),
    ),
    Page(
        "zukunftsatlas.py",
        "zukunftsatlas",
        N_("Zukunftsatlas"),
        N_("Wie stehen die Kreise da?"),
        _NOW,
        Subject(N_("Prognos Zukunftsatlas für Deutschland, wie vom Plan zitiert")),
        needs=(needs.RANKS, needs.EDITIONS),
    ),
    Page(
        "quotas.py",
        "kontingente",
        N_("Kontingente"),
        N_("Wer plant wie viele Plätze für {plan}?"),
        _PLANNED,
        Subject(N_("Plätze nach Institution"), Counted.PLAN),
        needs=(needs.ANY_QUANTITY,),
    ),
    Page(
        "profile.py",
        PROFILES,
        N_("Steckbrief"),
        N_("Was steht im Plan für mein Haus oder meinen Kreis?"),
        _PLANNED,
        Subject(N_("Plätze nach Institution"), Counted.SCENARIO),
        needs=(needs.DIVIDED,),
    ),
    Page(
        "actual.py",
        ACTUAL,
        N_("Plan und Ist"),
        N_("Wird der Plan {plan} ausgeschöpft, und was ist zu tun?"),
        _PLANNED,
        needs=(needs.ENTRIES,),
    ),
    Page(
        "shortages.py",
        "engpaesse",
        N_("Engpässe und Ziele"),
        N_("Welche Berufe fehlen?"),
        _PLANNED,
        of_area(N_("Fachkräfteengpässe und Bildungsziele laut Plan")),
        needs=(needs.SHORTAGES, needs.GOALS),
    ),
    Page(
        "support.py",
        "stuetzen",
        N_("Was stützt was?"),
        N_("Was tun Plan und Land gegen einen Engpass?"),
        _PLANNED,
        of_area(N_("Engpässe, Bildungsziele und Maßnahmen des Landes")),
        needs=(needs.SHORTAGES, needs.GOALS, needs.MEASURES, needs.MEASURE_LINKS),
    ),
    Page(
        "outlook.py",
        "ausblick",
        N_("Zielgruppen und Ausblick"),
        N_("Für wen, und wie geht es weiter?"),
        _PLANNED,
        of_area(N_("Zielgruppen und Listen des Plans")),
        needs=(needs.GROUPS, needs.LISTS),
    ),
    Page(
        "simulator.py",
        "simulator",
        N_("Simulator"),
        N_("Was wäre bei anderer Aufteilung?"),
        _WHAT_IF,
        Subject(N_("Aufteilung der Plätze"), Counted.SCENARIO),
        needs=(needs.DIVIDED,),
    ),
    Page(
        "comparison.py",
        "vergleich",
        N_("Vergleich"),
        N_("Welches Szenario tut was?"),
        _WHAT_IF,
        Subject(N_("Szenarien nebeneinander"), Counted.SCENARIO),
        needs=(needs.DIVIDED,),
    ),
    Page(
        "files.py",
        "mitnehmen",
        N_("Dateien"),
        N_("Was lässt sich laden und drucken?"),
        _BACKGROUND,
    ),
    Page(
        "plans.py",
        PLANS_PAGE,
        N_("Pläne"),
        N_("Wie kommt der nächste Plan hinein, und was ändert er?"),
        _BACKGROUND,
    ),
    Page(
        "sources.py",
        "quellen",
        N_("Quellen und Methode"),
        N_("Woher stammt welche Zahl?"),
        _BACKGROUND,
    ),
    Page(
        "state_measures.py",
        "landesprogramme",
        N_("Maßnahmen des Landes"),
        N_("Was tut das Land, und wie lange laut Bericht?"),
        _BACKGROUND,
        Subject(N_("Nordrhein-Westfalen: Maßnahmen der Fachkräfteoffensive, Bericht von 2024")),
        needs=(needs.MEASURES, needs.STATE_REASONS, needs.COUNTRY_REASONS),
    ),
    Page(
        "planning_regions.py",
        "planungsraeume",
        N_("Planungsräume"),
        N_("Wie planen andere Räume?"),
        _BACKGROUND,
        Subject(N_("Aachen-Düren, Westfälisches Ruhrgebiet und Sachsen-Anhalt Ost")),
        needs=(needs.OTHER_REGIONS, needs.REGION_COMPARISON, needs.JOB_CENTRE_SHARES),
    ),
    Page(
        "ruhr.py",
        "ruhrgebiet",
        N_("Westfälisches Ruhrgebiet"),
        N_("Was hatte sich eine andere Region vorgenommen?"),
        _BACKGROUND,
        Subject(N_("Westfälisches Ruhrgebiet: Umsetzungskonzept bis 2020")),
        needs=(needs.CONCEPT, needs.CONCEPT_LINKS),
    ),
    Page(
        "year_2020.py",
        "jahr-2020",
        N_("2020 als Vergleich"),
        N_("Was nannte das Land im Pandemiejahr?"),
        _BACKGROUND,
        Subject(N_("Nordrhein-Westfalen 2020: Landesarbeitsmarktprogramm")),
        needs=(
            needs.YEAR_2020,
            needs.UNEMPLOYED,
            needs.UNEMPLOYED_CHANGE,
            needs.DISTRICTS_UNEMPLOYED,
            needs.DISTRICTS_UNEMPLOYED_CHANGE,
            needs.EMPLOYMENT,
        ),
    ),
)
# Last in the bar, and at the foot of every page.
FOOT_PAGES = (
    Page(
        "accessibility.py",
        "barrierefreiheit",
        N_("Erklärung zur Barrierefreiheit"),
        N_("Was ist für alle zugänglich, was nicht?"),
        _BACKGROUND,
    ),
    Page(
        "plain.py",
        "leichte-sprache",
        N_("Leichte Sprache"),
        N_("Was ist das hier, in Leichter Sprache?"),
        _BACKGROUND,
        needs=(needs.PLAIN_LANGUAGE, needs.EMPLOYEES),
    ),
    Page("privacy.py", "datenschutz", N_("Datenschutz"), N_("Was wird gespeichert?"), _BACKGROUND),
    Page("imprint.py", "impressum", N_("Impressum"), N_("Wer betreibt diese Seiten?"), _BACKGROUND),
)
ALL_PAGES = (*PAGES, *FOOT_PAGES)
# The pages whose figures can join the presentation, path to title.
FIGURE_PAGES = {page.url_path: page.title for page in ALL_PAGES if page.figures}
# Those of them whose figures change with the scenario in the simulator, by path.
OF_SCENARIO = tuple(p.url_path for p in ALL_PAGES if p.figures and p.figures.counted == Counted.SCENARIO)


def offered(page: Page, facts: Facts) -> bool:
    """Whether a plan holds the facts that a page needs."""
    return needs.carries(facts, *page.needs)


def offered_pages(facts: Facts) -> tuple[Page, ...]:
    """All pages whose facts a plan holds, in the order of the navigation."""
    return tuple(page for page in ALL_PAGES if offered(page, facts))


def offered_path(path: str, facts: Facts) -> bool:
    """Whether there is a page at this path whose facts a plan holds."""
    return any(page.url_path == path for page in offered_pages(facts))
