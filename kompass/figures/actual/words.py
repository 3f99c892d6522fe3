"""The year of an institution in words: what has entered, what will come of it, when the plan is used up."""

from __future__ import annotations

from kompass.actual.course import Course, Year
from kompass.actual.sheets import EXERCISE, month_name
from kompass.figures.exhibit import Made
from kompass.language import Language


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
    return language.message(month_name(number)) if number else "–"


def span(low: int, high: int, language: Language) -> str:
    """A range of whole numbers: "90 bis 250", or one number."""
    if low == high:
        return language.number(low)
    return language.text("{low} bis {high}", low=low, high=high)


def until(course: Course, language: Language) -> str:
    """The month up to which a course is counted; of all together both months where institutions differ."""
    last, least = month(course.until, language), course.behind_month
    if not least or least == course.until:
        return last
    return language.text("{first} oder {last}", first=month(least, language), last=last)


def course_sentence(course: Course, language: Language) -> str:
    """What has entered, what the year will bring, and what stays free or is missing, in one sentence."""
    t = language.text
    if not course.until:
        return t("Noch keine Zahlen")
    entered = t(
        "Bis {month} {entered} von {quota}",
        month=until(course, language),
        entered=course.entered,
        quota=course.quota,
    )
    ahead = course.outlook
    if not ahead:
        return t("{entered}; {why}", entered=entered, why=why_not(course, language))
    expected = t("bei gleichem Verlauf {range} im Jahr", range=span(ahead.low, ahead.high, language))
    return t(
        "{entered}; {expected}, {result}",
        entered=entered,
        expected=expected,
        result=result(course, language),
    )


def result(course: Course, language: Language) -> str:
    """What stays free or is missing, as a range; of a course with a forecast."""
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


def why_not(course: Course, language: Language) -> str:
    """Why there is no forecast; "" if there is one."""
    return language.message(course.declined) if course.declined else ""


def when(out: tuple[int, int, int] | None, language: Language) -> str:
    """When a quota is used up."""
    t = language.text
    if out is None:
        return t("dieses Jahr nicht")
    first, last = month(out[0], language), month(out[2], language)
    if out[0] == out[2]:
        return first
    if out[2]:
        return t("{first} bis {last}", first=first, last=last)
    return t("frühestens {first}", first=first)
