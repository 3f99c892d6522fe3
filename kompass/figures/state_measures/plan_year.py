"""The answer of the page on the state's measures: those whose term reaches into the plan year."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from kompass.facts import Facts
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import Exhibit
from kompass.figures.kept import kept
from kompass.figures.state_measures.exhibits import timeline_exhibit
from kompass.figures.state_measures.measures import Choice, Reach, reach_counts
from kompass.language import Language


@kept
def plan_year_exhibit(facts: Facts, year: int, style: Style, language: Language) -> Exhibit:
    """The terms of the measures that reach into the year, on its first day; the reading counts the others."""
    t = language.text
    shown = timeline_exhibit(facts, Choice(dt.date(year, 1, 1), year, reach=Reach.INTO), style, language)
    counts = reach_counts(facts["measures"], year)
    title = t(
        "Laut Bericht vom {as_of} reichen {into} von {all} Maßnahmen der Fachkräfteoffensive NRW in das Planjahr {year}",
        as_of=language.as_of(facts["measures"]["as_of"].iloc[0], ""),
        into=counts[Reach.INTO],
        all=sum(counts.values()),
        year=str(year),
    )
    others = t(
        "Die übrigen: bis davor {ended}, nur vorläufig {provisional}, Ende ohne Datum {undated}, kein Ende genannt {open}.",
        ended=counts[Reach.ENDED],
        provisional=counts[Reach.PROVISIONAL],
        undated=counts[Reach.UNDATED],
        open=counts[Reach.NOT_STATED],
    )
    return replace(
        shown,
        name="landesprogramme-planjahr",
        title=title,
        alt=t(
            "{title}. Ein Balken je Maßnahme vom Beginn bis zum Ende; alle Laufzeiten stehen in der Tabelle.",
            title=title,
        ),
        reading=f"{others} {shown.reading}",
    )
