"""Plan und Ist in each of its states: empty, practising, with a file, with the operator's figures, on other plans."""

import datetime as dt
import re
from itertools import pairwise

import pytest

from kompass.actual.exercise import exercise
from kompass.actual.records import Counting
from kompass.actual.template import template
from kompass.facts import load
from kompass.language import language
from kompass.places.plan import plan_of
from kompass.plans.registry import REGISTRY
from tests.made_plans import EUROS, ONE, SIXTEEN, WITHOUT_DEGREE, euros, one_party, sixteen, without_degree
from tests.wording import NOT_A_NUMBER, WRONG_NUMBER
from ui import operator_file
from ui.actual import state

PAGE = "actual.py"
FACTS = load()
PLAN = plan_of(FACTS)
DE = language("de")


@pytest.fixture(autouse=True)
def august(monkeypatch):
    """The day of all these tests."""
    monkeypatch.setattr(state, "now", lambda: dt.datetime(2026, 8, 4, 9, 0))


@pytest.fixture
def operators(tmp_path, monkeypatch):
    """The operator's folder of figures."""
    entries = dict(operator_file.operator())
    monkeypatch.setattr(operator_file, "operator", lambda: entries | {"ist": str(tmp_path)})
    return tmp_path


def levels(view):
    return [int(n) for n in re.findall(r"<h([1-6])[ >]", view.markup)]


def assert_sound(view):
    assert view.faults == []
    assert NOT_A_NUMBER.findall(view.words) == []
    assert WRONG_NUMBER.findall(view.words) == []
    found = levels(view)
    assert found.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(found))


def test_without_figures_the_page_explains_itself(visit):
    view = visit(PAGE)
    assert_sound(view)
    assert view.headline == "Wird der Plan 2026 ausgeschöpft?"
    assert view.app.get("plotly_chart") == []
    assert [b.key for b in view.app.button if b.key.startswith("actual")] == ["actual_exercise"]


@pytest.mark.parametrize("lang", ["de", "en"])
def test_practising_shows_all_and_marks_all(visit, lang):
    mark = {"de": "Übung: ", "en": "Exercise: "}[lang]
    view = visit(PAGE, lang=lang).press("actual_exercise")
    assert_sound(view)
    assert view.headline.startswith(mark)
    assert len(view.app.get("plotly_chart")) == 8  # four institutions, in entries and degree-oriented ones
    assert set(re.findall(r'bk-badge-(\w+)"', view.markup)) == {"exercise"}
    kept = [b.label for b in view.app.download_button]
    assert {"Eine Seite (PDF)", "Folie (PPTX)"} <= set(kept) or lang == "en"
    findings = [f for f in re.findall(r"<h2>(.*?)<span", view.markup) if f]
    assert findings
    assert all(f.startswith(mark) for f in findings)


def test_no_figure_is_in_the_address(visit):
    view = visit(PAGE).press("actual_exercise")
    assert view.address == {}


def test_the_proposal_opens_in_the_simulator_and_can_be_undone(visit):
    view = visit(PAGE).press("actual_exercise")
    view.press("actual_adopt").go("simulator.py")
    assert view.faults == []
    assert "2026~AA-DN.20.5" in view.address["s"]
    assert "Übung: Plan und Ist, Stand Juli" in str(view.address["weil"])
    view.gesture("undo")
    assert "s" not in view.address


def test_figures_stay_while_another_page_is_read(visit):
    view = visit(PAGE).press("actual_exercise").go("quotas.py").go(PAGE)
    assert view.headline.startswith("Übung: ")


def test_discarding_brings_the_empty_page_back(visit):
    view = visit(PAGE).press("actual_exercise").press("actual_discard")
    assert view.headline == "Wird der Plan 2026 ausgeschöpft?"


def brought(text, monkeypatch, counting=None):
    """The page after a file has come, which a test without a browser cannot choose."""
    monkeypatch.setattr(state, "_first", lambda current: filled(current, text, counting))


def filled(current, text, counting):
    reading = state.read_file(
        "ist.csv", text.encode(), current.facts, current.plan, state.now().date(), counting
    )
    return state._with(reading.figures, 1, current, reading, ("id", "ist.csv", text.encode()))


HEAD = "Institution;Monat;Eintritte\n"


def test_a_file_that_may_be_read_in_two_ways_is_asked(visit, monkeypatch):
    brought(HEAD + "AA;1;100\nAA;2;200\n", monkeypatch)
    view = visit(PAGE)
    assert_sound(view)
    assert view.headline == "Zählen die Eintritte je Monat oder seit Januar?"
    assert view.app.get("plotly_chart") == []


def test_what_is_wrong_is_told_and_what_is_right_is_shown(visit, monkeypatch):
    lines = "".join(f"AA;{n};{v}\n" for n, v in enumerate((180, 170, 190, 160), 1))
    brought(HEAD + lines + "XX;1;5\nAC;1;viele\n", monkeypatch, Counting.MONTHLY)
    view = visit(PAGE)
    assert_sound(view)
    assert "Bis April 700 von 2.269" in view.headline
    assert (
        "Datei ist.csv, Zelle A6 („Institution“): Die Institution „XX“ hat keinen Teil am Plan" in view.words
    )
    assert "Datei ist.csv, Zelle C7 („Eintritte“): Dort steht „viele“" in view.words
    assert len(view.app.get("plotly_chart")) == 4


def test_all_readers_see_the_operators_figures(visit, operators):
    year = exercise(PLAN, 2026)
    (operators / "aachen-dueren-2026.xlsx").write_bytes(template(PLAN, 2026, DE, year))
    view = visit(PAGE)
    assert_sound(view)
    assert view.headline.startswith("Übung: ")
    assert "der Betreiber dieser Seite für alle bereitstellt" in view.words


def test_an_operators_folder_that_is_none_is_told(visit, operators, monkeypatch):
    entries = dict(operator_file.operator())
    monkeypatch.setattr(operator_file, "operator", lambda: entries | {"ist": "gibt-es-nicht"})
    view = visit(PAGE)
    assert view.faults == []
    assert "„gibt-es-nicht“ ist kein Ordner" in view.words


@pytest.mark.parametrize(
    ("plan", "make", "panels"),
    [(ONE, one_party, 2), (SIXTEEN, sixteen, 12), (WITHOUT_DEGREE, without_degree, 4)],
)
def test_other_plans_practise_too(visit, tmp_path, monkeypatch, plan, make, panels):
    monkeypatch.setattr(REGISTRY, "_folders", dict(REGISTRY._folders))
    make(tmp_path)
    assert REGISTRY.add_folders(tmp_path) == []
    view = visit(PAGE, plan=plan).press("actual_exercise")
    assert_sound(view)
    assert view.headline.startswith("Übung: ")
    assert len(view.app.get("plotly_chart")) == panels


def test_a_plan_in_euros_says_what_it_lacks(visit, tmp_path, monkeypatch):
    monkeypatch.setattr(REGISTRY, "_folders", dict(REGISTRY._folders))
    euros(tmp_path)
    REGISTRY.add_folders(tmp_path)
    view = visit(PAGE, plan=EUROS)
    assert view.faults == []
    assert "auf Institutionen aufgeteilte Plätze oder Eintritte" in view.words.replace("Euro", "Plätze")
