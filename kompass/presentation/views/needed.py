"""What each view and figure needs of a plan's facts, beyond what its page needs."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cache

from kompass import needs
from kompass.facts import Facts
from kompass.needs import Need, carries
from kompass.pages import ALL_PAGES

_DENSITY = (needs.JOB_CENTRES, needs.DISTRICTS_UNEMPLOYED)
# By the id of a view or the name of an exhibit; * stands for a version, a code or a district.
NEEDED: Mapping[str, tuple[Need, ...]] = {
    "plan": (needs.DIVIDED,),
    "kontingente": (needs.DIVIDED,),
    "ausblick": (needs.FORECASTS, needs.OF_COUNTRY),
    "prognosen*": (needs.FORECASTS, needs.OF_COUNTRY),
    "ki-nutzung": (needs.OF_COUNTRY,),
    "mengen": (needs.QUANTITIES,),
    "kontingente-*-plaetze": (needs.DIVIDED,),
    "region": (
        needs.BOUNDARIES,
        needs.POPULATION,
        needs.UNEMPLOYED,
        needs.DISTRICTS_POPULATION,
        needs.DISTRICTS_UNEMPLOYED,
    ),
    "karte-gemeinden-*": (needs.TOWNS,),
    "je1000": (needs.BOUNDARIES, *_DENSITY),
    "abschluss": (needs.DEGREE,),
    "rechtskreis": (needs.LAWS, needs.UNEMPLOYED, needs.UNEMPLOYED_SHARES),
    "kreise-im-vergleich": (needs.EMPLOYMENT_RATE, needs.STATE_RATE),
    "beschaeftigungsquote": (needs.EMPLOYMENT_RATE, needs.STATE_RATE),
    "beschaeftigte": (needs.EMPLOYED, needs.DISTRICTS_EMPLOYEES),
    "beschaeftigung-[0-9]*": (needs.EMPLOYMENT_RATE, needs.STATE_RATE, needs.DISTRICTS_EMPLOYEES),
    "betriebe-nach-groesse": (needs.ESTABLISHMENTS,),
    "ausbildungsbetriebsquote": (needs.TRAINING_COMPANIES,),
    "gemeldete-stellen": (needs.VACANCIES,),
    "arbeitslose-kreise": (needs.DISTRICTS_UNEMPLOYED, needs.DISTRICTS_UNEMPLOYED_CHANGE),
    "kontingente-*-fluss": (needs.DEGREE,),
    "kontingente-*-abschlussanteil": (needs.DEGREE,),
    "kontingente-*-beschaeftigte*": (needs.EMPLOYEES,),
    "szenario-*-karte": (needs.BOUNDARIES, *_DENSITY),
    "szenario-*-rechtskreis": (needs.LAWS,),
    "engpaesse-passung": (needs.SHORTAGES, needs.GOALS),
}


@cache
def needs_of(name: str, page: str) -> tuple[Need, ...]:
    """The needs of a view (by id) or figure (by name) of the page at a path, those of the page included."""
    of_page = next(own.needs for own in ALL_PAGES if own.url_path == page)
    own = [found for pattern, found in NEEDED.items() if fnmatchcase(name.removeprefix("tabelle-"), pattern)]
    return (*of_page, *(need for found in own for need in found))


def shown(name: str, page: str, facts: Facts) -> bool:
    """Whether a plan holds the facts of a view or figure."""
    return carries(facts, *needs_of(name, page))
