"""Exhibits of the year: the courses of the institutions, what will be free or missing, the money."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kompass.actual.course import PATHS, Course, Path, Year
from kompass.actual.forecast import LEAST_MONTHS
from kompass.actual.money import Use
from kompass.actual.proposal import Proposal
from kompass.actual.records import Measure
from kompass.actual.sheets import EXERCISE, NAMES
from kompass.facts import Facts
from kompass.figures.actual.chart import course_figure
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import Column, Exhibit, Made
from kompass.figures.quotas.places import quota_citations
from kompass.language import Language
from kompass.places.plan import Plan

MOST_DRAWN = 6  # panels of one picture
_HEADROOM = 1.12  # above the highest line of all panels


def made_of(year: Year) -> Made:
    """How figures of this year are made: typed or brought by the user, or invented for practice."""
    return Made.INVENTED if year.figures.exercise else Made.ASSUMED


def marked(title: str, year: Year, language: Language) -> str:
    """A title that says of figures for practice that they are."""
    if not year.figures.exercise:
        return title
    return language.text("{exercise}: {text}", exercise=language.text(EXERCISE), text=title)


def month(number: int, language: Language) -> str:
    """The name of a month; a dash for none."""
    return language.text(NAMES[number - 1]) if number else "–"


def span(low: int, high: int, language: Language) -> str:
    """A range of whole numbers: "90 bis 250", or one number."""
    if low == high:
        return language.number(low)
    return language.text("{low} bis {high}", low=low, high=high)


def course_sentence(course: Course, language: Language) -> str:
    """What has entered, what the year will bring, and what stays free or is missing, in one sentence."""
    t = language.text
    if not course.until:
        return t("Noch keine Zahlen")
    entered = t(
        "Bis {month} {entered} von {quota}",
        month=month(course.until, language),
        entered=course.entered,
        quota=course.quota,
    )
    ahead = course.outlook
    if not ahead:
        why = language.message(course.declined) if course.declined else ""
        return t("{entered}; {why}", entered=entered, why=why)
    expected = t("bei gleichem Verlauf {range} im Jahr", range=span(ahead.low, ahead.high, language))
    return t(
        "{entered}; {expected}, {result}",
        entered=entered,
        expected=expected,
        result=_result(course, language),
    )


def _result(course: Course, language: Language) -> str:
    t = language.text
    if course.free[0]:
        return language.plural(
            "{range} Platz bliebe frei",
            "{range} Plätze blieben frei",
            course.free[1],
            range=span(*course.free, language),
        )
    if course.missing[0]:
        return language.plural(
            "{range} Platz fehlte",
            "{range} Plätze fehlten",
            course.missing[1],
            range=span(*course.missing, language),
        )
    if course.free[1] and course.missing[1]:
        return t(
            "bis {free} Plätze blieben frei oder bis {missing} fehlten",
            free=course.free[1],
            missing=course.missing[1],
        )
    if course.free[1]:
        return language.plural(
            "höchstens {n} Platz bliebe frei", "höchstens {n} Plätze blieben frei", course.free[1]
        )
    if course.missing[1]:
        return language.plural(
            "höchstens {n} Platz fehlte", "höchstens {n} Plätze fehlten", course.missing[1]
        )
    return t("der Plan ginge genau auf")


def course_table(facts: Facts, year: Year, language: Language) -> pd.DataFrame:
    """One row per institution in plan order and one for all (code "")."""
    names = facts["institutions"].set_index("code")["name"]
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
                "until": month(course.until, language),
                "entered": course.entered if course.until else None,
                "path": None if behind is None else course.entered + behind,
                "ahead_of_path": None if behind is None else -behind,
                "low": ahead.low if ahead else None,
                "expected": ahead.expected if ahead else None,
                "high": ahead.high if ahead else None,
                "result": _result(course, language) if ahead else _declined(course, language),
                "exhausted": _when(out, language),
                "issued": _sum(year, course.code, Measure.ISSUED),
                "redeemed": _sum(year, course.code, Measure.REDEEMED),
            }
        )
    return pd.DataFrame(rows)


def _declined(course: Course, language: Language) -> str:
    return language.message(course.declined) if course.declined else ""


def _when(out: tuple[int, int, int] | None, language: Language) -> str:
    """When a quota is used up."""
    t = language.text
    if out is None:
        return t("nicht in diesem Jahr")
    first, expected, last = (month(n, language) for n in out)
    if out[0] == out[2]:
        return first
    if out[2]:
        return t("{first} bis {last}", first=first, last=last)
    return (
        t("frühestens {first}", first=first)
        if not out[1]
        else t("ab {first}, erwartet {month}", first=first, month=expected)
    )


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
    shown = [course for course in year.courses if course.code in chosen][:MOST_DRAWN]
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
    notes = [method(year, language)]
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
            Column("result", t("Bei gleichem Verlauf")),
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


def action_exhibit(facts: Facts, plan: Plan, year: Year, proposal: Proposal, language: Language) -> Exhibit:
    """The proposed transfers, each with its reason."""
    t = language.text
    rows = [
        {
            "number": str(number),
            "giver": transfer.giver,
            "taker": transfer.taker,
            "places": transfer.places,
            "degree": transfer.degree,
            "reason": _why(year, transfer.giver, transfer.taker, language),
        }
        for number, transfer in enumerate(proposal.scenario.ledger, start=1)
    ]
    title = marked(_action_title(year, proposal, language), year, language)
    reading = t(
        "Wer mehr braucht, bekommt so viel, wie ihm mindestens fehlt; wer gibt, behält, was er höchstens braucht, auch "
        "abschlussorientiert. Gesucht sind die wenigsten Plätze, die dafür umgebucht werden."
    )
    columns = (
        Column("number", t("Nr.")),
        Column("giver", t("gibt")),
        Column("taker", t("bekommt")),
        Column("places", t("Plätze"), 0),
        Column("degree", t("davon abschlussorientiert"), 0),
        Column("reason", t("Warum")),
    )
    table = pd.DataFrame(rows, columns=[column.name for column in columns])
    return Exhibit(
        "plan-und-ist-vorschlag",
        title,
        made_of(year),
        table,
        columns,
        quota_citations(facts, plan),
        reading if rows else "",
        title,
    )


def _why(year: Year, giver: str, taker: str, language: Language) -> str:
    t = language.text
    one, other = year.of(giver), year.of(taker)
    return t(
        "{giver}: {free}; {taker}: {missing}, {when}",
        giver=giver,
        free=_result(one, language),
        taker=taker,
        missing=_result(other, language),
        when=t("Plan ausgeschöpft: {when}", when=_when(other.exhausted, language)),
    )


def _action_title(year: Year, proposal: Proposal, language: Language) -> str:
    t = language.text
    free = [course for course in year.courses if course.free[0]]
    missing = [course for course in year.courses if course.missing[0]]
    if proposal.moved:
        moves = [
            t("{giver} gibt {taker} {places}", giver=e.giver, taker=e.taker, places=e.places)
            for e in proposal.scenario.ledger
        ]
        left = sum(c.free[0] for c in free) - proposal.moved
        return language.plural(
            "Was tun? {moves}; danach blieben noch mindestens {n} Platz frei",
            "Was tun? {moves}; danach blieben noch mindestens {n} Plätze frei",
            left,
            moves=language.listed(moves),
        )
    if proposal.refused:
        return language.message(proposal.refused)
    if missing:
        return t(
            "{codes} brauchen mehr Plätze, und niemand hat sicher welche frei",
            codes=_codes(missing, language),
        )
    if free:
        return language.plural(
            "Mindestens {n} Platz bliebe frei, und niemandem fehlen welche: {codes}",
            "Mindestens {n} Plätze blieben frei, und niemandem fehlen welche: {codes}",
            sum(c.free[0] for c in free),
            codes=_codes(free, language),
        )
    if any(course.outlook for course in year.courses):
        return t("Nichts umzubuchen: Keine Spanne liegt ganz über oder ganz unter dem Plan")
    return t("Ein Vorschlag zum Umbuchen braucht Zahlen aus mindestens {least} Monaten", least=LEAST_MONTHS)


def _codes(courses: Sequence[Course], language: Language) -> str:
    return language.listed([course.code for course in courses])


def money_exhibit(facts: Facts, plan: Plan, year: Year, uses: Sequence[Use], language: Language) -> Exhibit:
    """Budget, committed and spent euros with rates of use, and euros per entry."""
    t = language.text
    names = facts["institutions"].set_index("code")["name"]
    table = pd.DataFrame(
        {
            "code": use.code,
            "name": names[use.code] if use.code else t("Zusammen"),
            "allotted": use.allotted,
            "committed": use.committed,
            "committed_pct": use.committed_pct,
            "spent": use.spent,
            "spent_pct": use.spent_pct,
            "per_entry": use.per_entry,
        }
        for use in uses
    )
    rates = [
        t("{code} {rate}", code=use.code or t("zusammen"), rate=language.percent(use.spent_pct))
        for use in uses
        if use.spent_pct is not None
    ]
    finding = (
        t("Ausgegeben vom Zugeteilten: {rates}", rates=language.listed(rates[-3:]))
        if rates
        else t("Geld: zugeteilt, gebunden, ausgegeben")
    )
    title = marked(finding, year, language)
    return Exhibit(
        "plan-und-ist-geld",
        title,
        made_of(year),
        table,
        (
            Column("code", t("Kürzel")),
            Column("name", t("Institution")),
            Column("allotted", t("zugeteilt, Euro"), 0),
            Column("committed", t("gebunden, Euro"), 0),
            Column("committed_pct", t("gebunden, %"), 1),
            Column("spent", t("ausgegeben, Euro"), 0),
            Column("spent_pct", t("ausgegeben, %"), 1),
            Column("per_entry", t("Euro je Eintritt"), 0),
        ),
        quota_citations(facts, plan),
        t(
            "Ausgegebene Euro geteilt durch Eintritte: Was ein Eintritt am Ende kostet, steht erst nach dem Kurs fest."
        ),
        title,
    )
