"""The courses of the institutions over the year, as an exhibit."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kompass.actual.course import PATHS, Course, Path, Year
from kompass.actual.forecast import LEAST_MONTHS
from kompass.actual.records import Measure
from kompass.facts import Facts
from kompass.figures.actual.chart import course_figure
from kompass.figures.actual.words import course_sentence, made_of, marked, span, until, when, why_not
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import Column, Exhibit
from kompass.figures.limits import MOST_PANELS
from kompass.figures.quotas.places import quota_citations
from kompass.language import Language
from kompass.places.plan import Plan

_HEADROOM = 1.12  # above the highest line of all panels


def course_table(facts: Facts, year: Year, language: Language) -> pd.DataFrame:
    """One row per institution in plan order and one for all (code "")."""
    names = facts["institutions"].set_index("code")["short_name"]
    rows = []
    for course in (*year.courses, *((year.total,) if len(year.courses) > 1 else ())):
        ahead = course.outlook
        behind = course.behind
        out = course.exhausted
        rows.append(
            {
                "code": course.code,
                "name": names[course.code] if course.code else language.text("Zusammen"),
                "quota": course.quota,
                "until": until(course, language),
                "entered": course.entered if course.until else None,
                "path": None if behind is None else course.entered + behind,
                "ahead_of_path": None if behind is None else -behind,
                "low": ahead.low if ahead else None,
                "expected": ahead.expected if ahead else None,
                "high": ahead.high if ahead else None,
                "free": _limits(course, course.free, language),
                "missing": _limits(course, course.missing, language),
                "exhausted": when(out, language) if ahead else why_not(course, language),
                "issued": _sum(year, course.code, Measure.ISSUED),
                "redeemed": _sum(year, course.code, Measure.REDEEMED),
            }
        )
    return pd.DataFrame(rows)


def _limits(course: Course, limits: tuple[int, int], language: Language) -> str:
    """A range of places; a dash for none, "" without a forecast."""
    if not course.outlook:
        return ""
    return span(*limits, language) if limits[1] else "–"


def _sum(year: Year, code: str, measure: Measure) -> int | None:
    codes = [code] if code else [course.code for course in year.courses]
    series = [year.figures.series(one, measure) for one in codes]
    return sum(c.value for counts in series for c in counts) if all(series) else None


def method(year: Year, language: Language) -> str:
    """How the forecast is made, in a few sentences, with its source."""
    return language.text(
        "Vorausschau: Gamma-Poisson-Modell der Monatszahlen (Gelman u. a., Bayesian Data Analysis, 3. Auflage, Abschnitt "
        "2.6), negativ-binomial verteilt, die Streuung aus den Monaten geschätzt (McCullagh und Nelder, Generalized Linear "
        "Models, Abschnitt 6.2). Die Spanne trifft in 80 von 100 Jahren, wenn der Verlauf gleich bleibt; unter {least} "
        "Monaten gibt es keine. Jahreszeiten zählen nur, wo alle Monate des Vorjahres angegeben sind.",
        least=LEAST_MONTHS,
    )


def year_exhibit(
    facts: Facts, plan: Plan, year: Year, chosen: Sequence[str], path: Path, style: Style, language: Language
) -> Exhibit:
    """The courses of the chosen institutions as panels, in entries or degree-oriented ones."""
    t = language.text
    degree = year.measure is Measure.DEGREE
    table = course_table(facts, year, language)
    shown = [course for course in year.courses if course.code in chosen][:MOST_PANELS]
    short = facts["institutions"].set_index("code")["short_name"]
    reach = _reach(shown)
    panels = [
        course_figure(c, t("{code} {name}", code=c.code, name=short[c.code]), reach, style, language)
        for c in shown
    ]
    subject = t("Abschlussorientiert") if degree else t("Plan {version} und Ist", version=plan.version)
    title = marked(
        t("{subject}: {finding}", subject=subject, finding=_headline(year, language)), year, language
    )
    vouchers = (
        (Column("issued", t("Gutscheine ausgegeben"), 0), Column("redeemed", t("Gutscheine eingelöst"), 0))
        if year.figures.has(Measure.ISSUED) and not degree
        else ()
    )
    notes = [
        t("Eintritte: Zahlen der Institutionen, hier eingegeben und nicht geprüft."),
        method(year, language),
    ]
    if year.figures.exercise:
        notes[0] = t("Eintritte: zum Üben erfunden, aus den Plätzen des Plans.")
    if degree:
        notes.append(
            t(
                "Abschlussorientierte Kurse beginnen oft erst im Herbst und dauern Jahre: Ein Rückstand im Sommer sagt hier "
                "weniger als bei den übrigen Plätzen."
            )
        )
    if len(shown) < len(year.courses):
        notes.append(
            t("Gezeichnet sind {shown} von {count} Institutionen.", shown=len(shown), count=len(year.courses))
        )
    plan_row = facts.record("plans", plan_version=plan.version)
    notes.append(
        t(
            "Verglichen mit der Fassung {version} des Plans, Stand {date}.",
            version=plan.version,
            date=language.as_of(plan_row["as_of"], "day"),
        )
    )
    ways = {course.path_kind for course in shown if course.until} or {path}
    reading = t(
        "Dick: eingetreten. Gepunktet: der Plan, {path}. Gestrichelt und Fläche: Vorausschau mit Spanne von 80 %. "
        "Alle Felder reichen bis zum selben Vielfachen ihres Plans.",
        path=language.listed([t(PATHS[way]) for way in Path if way in ways]),
    )
    return Exhibit(
        "plan-und-ist-abschluss" if degree else "plan-und-ist",
        title,
        made_of(year),
        table,
        (
            Column("code", t("Kürzel")),
            Column("name", t("Institution")),
            Column("quota", t("Plätze laut Plan"), 0),
            Column("until", t("Zahlen bis")),
            Column("entered", t("Eingetreten"), 0),
            Column("path", t("Plan bis dahin"), 0),
            Column("ahead_of_path", t("Abstand zum Plan"), 0, sign=True),
            Column("low", t("Im Jahr mindestens"), 0),
            Column("expected", t("erwartet"), 0),
            Column("high", t("höchstens"), 0),
            Column("free", t("bleiben frei"), right=True),
            Column("missing", t("fehlen"), right=True),
            Column("exhausted", t("Plan ausgeschöpft")),
            *vouchers,
        ),
        quota_citations(facts, plan),
        "",
        title,
        panels[0] if panels else None,
        beside=tuple(panels[1:]),
        notes=tuple(notes),
        picture_reading=reading,
    )


def _headline(year: Year, language: Language) -> str:
    course = year.total if len(year.courses) > 1 else year.courses[0]
    if course.until and not course.outlook and any(c.outlook for c in year.courses):
        known = [c for c in year.courses if c.outlook]
        return language.text(
            "{code}: {finding}", code=known[0].code, finding=course_sentence(known[0], language)
        )
    return course_sentence(course, language)


def _reach(courses: Sequence[Course]) -> float:
    """The end of the scale as a multiple of the quota, with room above the highest line."""
    tops = [1.0]
    for course in courses:
        quota = max(course.quota, 1)
        tops.append(course.entered / quota)
        if course.outlook:
            tops.append(course.outlook.high / quota)
    return _HEADROOM * max(tops)
