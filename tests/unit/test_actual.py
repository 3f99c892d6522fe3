"""Planned against actual: courses, proposed transfers, money, what other programs get, the files to take along."""

import datetime as dt
import io
import json
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pptx import Presentation
from starlette.applications import Starlette

from kompass.actual.course import Path, possible_paths, year_of
from kompass.actual.exercise import exercise
from kompass.actual.money import uses_of
from kompass.actual.proposal import propose
from kompass.actual.records import Count, Figures, Measure, Money
from kompass.api.routes import routes
from kompass.briefing.actual.report import Report, report_paper, report_pdf, report_slide
from kompass.briefing.actual.workbook import report_workbook
from kompass.briefing.paper.paper import chart_svg
from kompass.facts import load
from kompass.figures.actual.actions import action_exhibit, money_exhibit
from kompass.figures.actual.courses import year_exhibit
from kompass.figures.charts.style import LIGHT
from kompass.figures.exhibit import Kind
from kompass.figures.picture import Chart
from kompass.language import language
from kompass.needs import ENTRIES, carries
from kompass.places.plan import plan_of
from kompass.places.text import scenario_text
from kompass.plans.registry import REGISTRY
from tests.unit.asking import ask

FACTS = load()
PLAN = plan_of(FACTS)
DE, EN = language("de"), language("en")
STYLE = LIGHT.for_plan(PLAN.codes)
CODES = ("AA", "AC", "DN", "HS")


def figures(by_party, measure=Measure.ENTRIES, **more):
    counts = tuple(
        Count(code, measure, n, value, n)
        for code, values in by_party.items()
        for n, value in enumerate(values, 1)
    )
    return Figures(2026, counts, **more)


# AA stays behind its 2,269 places, DN needs more than its 300, the other two do as planned.
STEADY = {"AA": [150, 160, 155, 145, 150, 158, 152], "DN": [32, 30, 33, 31, 29, 32, 33]}
STEADY |= {"AC": [49, 47, 50, 48, 51, 49, 48], "HS": [29, 31, 28, 30, 29, 30, 29]}
SEVEN = figures(STEADY)


def years(found=SEVEN, path=Path.STRAIGHT):
    return year_of(found, PLAN, path), year_of(found, PLAN, path, Measure.DEGREE)


def test_what_has_entered_and_what_the_plan_wanted_by_then():
    year, _ = years()
    aa = year.of("AA")
    assert (aa.entered, aa.until, aa.quota) == (1070, 7, 2269)
    assert aa.path[6] == pytest.approx(2269 * 7 / 12)
    assert aa.behind == pytest.approx(2269 * 7 / 12 - 1070)
    assert aa.line == ((1, 150), (2, 310), (3, 465), (4, 610), (5, 760), (6, 918), (7, 1070))
    assert (year.total.entered, year.total.quota) == (1070 + 220 + 342 + 206, 3508)


def test_free_and_missing_places_are_the_quota_less_the_range():
    year, _ = years()
    aa, dn, ac = year.of("AA"), year.of("DN"), year.of("AC")
    assert aa.free == (2269 - aa.outlook.high, 2269 - aa.outlook.low)
    assert aa.missing == (0, 0)
    assert dn.missing == (dn.outlook.low - 300, dn.outlook.high - 300)
    assert dn.free == (0, 0)
    assert ac.free[0] == 0
    assert ac.missing[0] == 0


def test_when_a_quota_is_used_up():
    year, _ = years(figures({"AA": [189] * 7, "DN": [60] * 6, "HS": [29] * 7, "AC": [40] * 7}))
    assert year.of("DN").exhausted == (5, 5, 5)  # 5 · 60 = 300
    assert year.of("AC").exhausted is None
    assert year.of("AA").exhausted[0] == 12


def test_the_paths_of_the_plan():
    starts = figures({code: [0, 10, 0, 0, 0, 0, 0, 0, 30, 0, 0, 0] for code in CODES}, Measure.STARTS)
    last = figures({"AA": range(1, 13)}, Measure.LAST_YEAR)
    assert possible_paths(SEVEN) == (Path.STRAIGHT,)
    both = Figures(2026, (*SEVEN.counts, *starts.counts, *last.counts))
    assert possible_paths(both) == (Path.STRAIGHT, Path.STARTS, Path.LAST_YEAR)
    by_starts = year_of(both, PLAN, Path.STARTS).of("HS").path
    assert by_starts == pytest.approx((0, *[353 / 4] * 7, *[353] * 4))
    by_last = year_of(both, PLAN, Path.LAST_YEAR)
    assert by_last.of("AA").path[2] == pytest.approx(2269 * 6 / 78)
    assert by_last.of("HS").path_kind is Path.STRAIGHT  # it has no last year


def test_whoever_needs_more_gets_what_it_lacks_at_least():
    year, degree = years()
    found = propose(PLAN, year, degree)
    (entry,) = found.scenario.ledger
    assert (entry.giver, entry.taker, entry.places) == ("AA", "DN", year.of("DN").missing[0])
    assert found.short == 0
    assert found.scenario.total == PLAN.total


def test_the_reason_of_a_transfer_names_no_figure():
    year, degree = years()
    (reason,) = propose(PLAN, year, degree).reasons
    assert DE.message(reason) == (
        "Plan und Ist, Stand Juli: AA wird seine Plätze voraussichtlich nicht alle brauchen, DN mehr als im Plan."
    )


def test_a_giver_keeps_its_degree_oriented_places_that_it_will_use():
    all_of_them = figures({"AA": [80] * 7}, Measure.DEGREE)
    found = Figures(2026, (*SEVEN.counts, *all_of_them.counts))
    (entry,) = propose(PLAN, *years(found)).scenario.ledger
    assert entry.degree == 0
    none = figures({"AA": [0] * 7}, Measure.DEGREE)
    found = Figures(2026, (*SEVEN.counts, *none.counts))
    (entry,) = propose(PLAN, *years(found)).scenario.ledger
    assert entry.degree == round(entry.places * 573 / 2269)


def test_where_too_little_is_free_it_is_divided_by_largest_remainder():
    short = figures({"AA": [240] * 7, "DN": [60] * 7, "HS": [70] * 7, "AC": [44] * 7})
    year, degree = years(short)
    found = propose(PLAN, year, degree)
    free = year.of("AC").free[0]
    assert 0 < free < 100
    assert found.moved == free
    wanted = sum(c.missing[0] for c in year.courses)
    assert found.short == wanted - free
    got = {entry.taker: entry.places for entry in found.scenario.ledger}
    for code, places in got.items():
        assert abs(places - free * year.of(code).missing[0] / wanted) < 1


def test_nobody_moves_without_figures_or_need():
    for found in (Figures(2026), figures({"AA": [189, 189]}), figures({"AA": [100] * 7})):
        year, degree = years(found)
        assert propose(PLAN, year, degree).moved == 0


@settings(max_examples=20)
@given(
    st.fixed_dictionaries({code: st.lists(st.integers(0, 300), min_size=3, max_size=11) for code in CODES})
)
def test_a_proposal_keeps_all_totals_and_leaves_every_giver_what_it_needs(by_party):
    year, degree = years(figures(by_party))
    found = propose(PLAN, year, degree)
    assert found.refused is None
    assert found.scenario.total == PLAN.total
    for entry in found.scenario.ledger:
        giver, taker = year.of(entry.giver), year.of(entry.taker)
        assert found.scenario.quotas[entry.giver].places >= giver.outlook.high
        assert found.scenario.quotas[entry.taker].places <= taker.outlook.low


@given(st.fixed_dictionaries({code: st.lists(st.integers(0, 300), max_size=12) for code in CODES}))
def test_sums_are_those_of_the_institutions(by_party):
    year, _ = years(figures(by_party))
    assert year.total.entered == sum(map(sum, by_party.values()))
    for course in (*year.courses, year.total):
        line = [total for _, total in course.line]
        assert line == sorted(line)
        assert line[-1:] in ([], [course.entered])
        assert list(course.path) == sorted(course.path)
        assert course.path[-1] == pytest.approx(course.quota)


def test_the_published_rates_of_use():
    """3.070 of 4.070 thousand million euros spent are 75 per cent, 3.992 of 5.005 are 79.8."""
    money = (Money("AA", 4.070e9, None, 3.070e9), Money("AC", 5.005e9, 4.5e9, 3.992e9))
    first, second = uses_of(year_of(Figures(2026, SEVEN.counts, money), PLAN))
    assert f"{first.spent_pct:.0f}" == "75"
    assert f"{second.spent_pct:.1f}" == "79.8"
    assert first.committed_pct is None
    assert first.per_entry == pytest.approx(3.070e9 / 1070)


def test_money_of_all_is_summed_only_if_all_state_it():
    money = tuple(Money(code, 100.0, 80.0, 50.0) for code in CODES)
    *_, total = uses_of(year_of(Figures(2026, SEVEN.counts, money), PLAN))
    assert (total.code, total.allotted, total.spent_pct) == ("", 400.0, 50.0)
    assert uses_of(year_of(SEVEN, PLAN)) == ()


def test_the_title_of_money_is_the_rate_of_all():
    money = tuple(Money(code, 100.0, 80.0, 50.0) for code in CODES)
    year = year_of(Figures(2026, SEVEN.counts, money), PLAN)
    shown = money_exhibit(FACTS, PLAN, year, uses_of(year), DE)
    assert shown.title == "Ausgegeben vom Zugeteilten: zusammen 50,0\u00a0%"


# ---------------------------------------------------------------- figures


def test_the_sentence_of_the_year():
    year, _ = years()
    shown = year_exhibit(FACTS, PLAN, year, CODES, Path.STRAIGHT, STYLE, DE)
    ahead, free = year.total.outlook, year.total.free
    assert shown.title == (
        f"Plan 2026 und Ist: Bis Juli 1.838 von 3.508; bei gleichem Verlauf {DE.number(ahead.low)} bis "
        f"{DE.number(ahead.high)} im Jahr, {free[0]} bis {free[1]} Plätze blieben frei"
    )
    assert shown.kind(FACTS) is Kind.ASSUMPTION
    assert len((shown.figure, *shown.beside)) == 4


def test_institutions_that_have_counted_less_far_are_told():
    year, _ = years(figures(STEADY | {"HS": STEADY["HS"][:5]}))
    shown = year_exhibit(FACTS, PLAN, year, CODES, Path.STRAIGHT, STYLE, DE)
    assert "Bis Mai oder Juli 1.779 von 3.508" in shown.title


def test_with_two_months_the_sentence_says_why_there_is_no_forecast():
    shown = year_exhibit(FACTS, PLAN, year_of(figures({"AA": [1, 2]}), PLAN), CODES, Path.STRAIGHT, STYLE, DE)
    assert "Bis Februar 3 von 3.508; keine Vorausschau für AA, AC, DN, HS" in shown.title
    assert list(shown.table["exhausted"])[:2] == ["unter 3 Monaten keine Vorausschau", "keine Zahlen"]


@pytest.mark.parametrize("words", [DE, EN], ids=["de", "en"])
def test_exercise_figures_never_stand_without_their_mark(words):
    mark = {"de": "Übung", "en": "Exercise"}[words.code]
    made = Figures(2026, exercise(PLAN, 2026).counts, (Money("AA", 10.0, 5.0, 4.0),), exercise=True)
    year, degree = years(made)
    facts = FACTS.in_language(words)
    for shown in (
        year_exhibit(facts, PLAN, year, CODES, Path.STRAIGHT, STYLE, words),
        year_exhibit(facts, PLAN, degree, CODES, Path.STRAIGHT, STYLE, words),
        action_exhibit(facts, PLAN, year, propose(PLAN, year, degree), words),
        money_exhibit(facts, PLAN, year, uses_of(year), words),
    ):
        assert shown.title.startswith(f"{mark}: ")
        assert shown.kind(FACTS) is Kind.EXERCISE
    for reason in propose(PLAN, year, degree).reasons:
        assert words.message(reason).startswith(f"{mark}: ")


def test_the_panels_are_drawn_on_the_server_too():
    year, _ = years()
    shown = year_exhibit(FACTS, PLAN, year, CODES, Path.STRAIGHT, STYLE, DE)
    drawn = chart_svg(Chart(shown.figure, shown.alt, shown.beside))
    assert drawn.count("translate(") == 4
    assert "1.070 von 2.269 bis Juli" in drawn


def test_exercise_figures_are_made_of_any_plan_and_always_the_same():
    assert exercise(PLAN, 2026) == exercise(PLAN, 2026)
    year, degree = years(exercise(PLAN, 2026))
    assert year.of("AA").free[0] > 0
    assert propose(PLAN, year, degree).moved > 0
    assert all(course.until == 7 for course in year.courses)


# ---------------------------------------------------------------- files


def report(found=SEVEN, code="de"):
    made_at = dt.datetime(2026, 8, 3, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    return Report(found, FACTS, PLAN, Path.STRAIGHT, code, "http://kompass.example/", made_at)


MONEY = tuple(Money(code, 4_070_000.0, 3_500_000.0, 3_070_000.0) for code in CODES)


def test_the_workbook_computes_what_it_shows():
    book = load_workbook(io.BytesIO(report_workbook(report(Figures(2026, SEVEN.counts, MONEY)))))
    assert book.sheetnames == ["Ergebnis", "Eintritte je Monat", "Umbuchungen", "Geld"]
    results, months = book["Ergebnis"], book["Eintritte je Monat"]
    assert results["D5"].value == "=SUM('Eintritte je Monat'!B5:B16)"
    assert [months.cell(row, 2).value for row in range(5, 12)] == STEADY["AA"]
    assert results["K5"].value == "=MAX(0,B5-J5)"
    assert book["Geld"]["F5"].value == "=100*E5/B5"
    stored = load_workbook(
        io.BytesIO(report_workbook(report(Figures(2026, SEVEN.counts, MONEY)))), data_only=True
    )
    assert stored["Ergebnis"]["D5"].value == 1070
    assert stored["Geld"]["F5"].value == pytest.approx(75.43, abs=0.01)
    assert stored["Umbuchungen"]["C8"].value == propose(PLAN, *years()).scenario.quotas["AA"].places


@pytest.mark.parametrize("code", ["de", "en"])
def test_the_page_to_print_and_the_slide(code):
    made = report(exercise(PLAN, 2026), code)
    mark = {"de": "Übung: ", "en": "Exercise: "}[code]
    assert report_pdf(made).startswith(b"%PDF")
    paper = report_paper(made)
    assert paper.title.startswith(mark)
    (slide,) = Presentation(io.BytesIO(report_slide(made))).slides
    assert slide.shapes.title.text.startswith(mark)
    assert {"de": "uebung", "en": "exercise"}[code] in made.file_name
    assert any(mark in block.finding for block in paper.blocks)


# ---------------------------------------------------------------- other programs

APP = Starlette(routes=routes(FACTS))
RECORDS = [
    {"institution": code, "month": n, "entries": value}
    for code, values in STEADY.items()
    for n, value in enumerate(values, 1)
]
AUGUST = "2026-08-04"


def post(document, query=b""):
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    status, headers, answer = ask(APP, "/api/v1/actual", method="POST", body=body, query=query)
    assert headers["cache-control"] == "no-store"
    return status, json.loads(answer)


def test_other_programs_get_what_the_page_shows():
    money = [{"institution": "AA", "allotted": 4070, "spent": 3070}]
    status, told = post({"records": RECORDS, "money": money, "counting": "monthly", "today": AUGUST})
    year, degree = years()
    assert status == 200
    assert told["institutions"]["AA"]["forecast"]["low"] == year.of("AA").outlook.low
    assert told["total"]["forecast"]["high"] == year.total.outlook.high
    assert told["institutions"]["DN"]["missing"]["least"] == year.of("DN").missing[0]
    assert told["proposal"]["scenario"] == scenario_text(propose(PLAN, year, degree).scenario)
    assert told["money"]["AA"]["spent_pct"] == 75.43
    assert told["degree"]["total"]["entered"] == 0


def test_numbers_since_january_from_other_programs():
    since = [
        {"institution": code, "month": n, "entries": sum(values[:n])}
        for code, values in STEADY.items()
        for n in range(1, 8)
    ]
    _, told = post({"records": since, "today": AUGUST})
    assert told["counting"] == "cumulative"
    assert told["total"]["entered"] == 1838


@pytest.mark.parametrize(
    ("changed", "cell"),
    [
        ({"institution": "XX"}, "records[0].institution"),
        ({"month": 13}, "records[0].month"),
        ({"month": "Oktober"}, "records[0].entries"),
        ({"entries": -1}, "records[0].entries"),
        ({"entries": "viele"}, "records[0].entries"),
        ({"entries": 1.5}, "records[0].entries"),
        ({"entries": True}, "records[0].entries"),
        ({"degree": 900}, "records[0].degree"),
        ({"month": 2}, "records[1].month"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_with_its_field(changed, cell):
    status, told = post({"records": [RECORDS[0] | changed, *RECORDS[1:]], "today": AUGUST})
    assert status == 400
    assert told["error"].startswith(f"{cell}: ")
    assert told["problems"][0]["cell"] == cell


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (b"{", "kein lesbares JSON"),
        ([], "Feld Anfrage"),
        ({}, "records"),
        ({"records": 5}, "Feld records"),
        ({"records": [5]}, "Feld records[0]"),
        ({"records": [{"party": "AA"}]}, "nur institution, month"),
        ({"records": RECORDS, "counting": "daily"}, "Feld counting"),
        ({"records": RECORDS, "path": "up"}, "Feld path"),
        ({"records": RECORDS, "today": "yesterday"}, "Feld today"),
        ({"records": RECORDS[:2], "today": AUGUST}, "Feld counting"),
        ({"records": [{"institution": [], "month": 1}]}, "records[0].institution"),
    ],
)
def test_a_document_of_another_form_is_refused(document, said):
    status, told = post(document)
    assert status == 400
    assert said in told["error"]


def test_what_other_programs_call_exercise_is_marked():
    _, told = post({"records": RECORDS, "exercise": True, "today": AUGUST, "counting": "monthly"}, b"lang=en")
    assert told["exercise"] is True
    assert told["proposal"]["transfers"][0]["reason"].startswith("Exercise: ")


def test_a_plan_that_divides_nothing_has_no_plan_and_actual():
    other = next(facts for plan in REGISTRY.ids if not carries(facts := REGISTRY.facts(plan), ENTRIES))
    status, _, answer = ask(Starlette(routes=routes(other)), "/api/v1/actual", method="POST", body=b"{}")
    assert status == 404
    assert "Plan und Ist" in json.loads(answer)["error"]
