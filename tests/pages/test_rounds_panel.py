"""A round is opened, closed and taken over on the page of the simulator."""

import re
from uuid import uuid4

import pytest

from kompass.places.plan import plan_of
from kompass.places.text import scenario_from_text
from kompass.plans.registry import REGISTRY
from kompass.rounds.store import Store

PLAN = plan_of(REGISTRY.facts())


@pytest.fixture
def store(monkeypatch):
    found = Store()
    monkeypatch.setattr("ui.operator_file.rounds", lambda: found)
    return found


def unfolded(view):
    """The panel is worked out when a reader unfolds it."""
    view.app.session_state["round"] = True
    view.app.run()
    return view


def opened(view):
    found = re.search(r"Runde ([A-Z]{5}) ist offen.*?<code>(.*?)</code>", view.markup, re.DOTALL)
    return found.groups()


def test_a_round_is_opened_with_the_limits_of_the_table_closed_and_taken_over(visit, store):
    view = unfolded(visit("simulator.py", s="2026~AA-HS.100.25", gesperrt="AC", grenzen="DN.280.320"))
    assert "Runde im Saal" in [fold.label for fold in view.app.expander]
    view.app.text_input(key="round_title").set_value("Wer gibt?")
    (button,) = (b for b in view.app.button if b.label == "Runde eröffnen")
    button.click().run()
    code, key = opened(view)
    question = store.round(code).question
    assert (question.title, question.start) == ("Wer gibt?", "2026~AA-HS.100.25")
    assert (question.guards, question.locked, question.signed) == ("DN.280.320", ("AC",), True)
    assert f"r/{code}/leitung?lang=de#{key}" in view.markup
    for _ in range(5):
        store.answer(code, str(uuid4()), scenario_from_text(PLAN, "2026~AA-HS.60.15"))
    view.press("round_close")
    assert not store.round(code).open
    assert f"Runde {code} ist geschlossen" in view.words
    view.press("round_take")
    assert view.address["s"] == "2026~AA-HS.60.15"
    assert view.address["weil"] == f"1:Runde {code}, 5 Antworten"
    assert view.faults == []


def test_a_round_that_cannot_be_opened_says_why(visit, store, tmp_path):
    (tmp_path / "file").write_text("no folder", "utf-8")
    store.address = f"sqlite:///{tmp_path / 'file' / 'x.sqlite'}"
    view = unfolded(visit("simulator.py"))
    (button,) = (b for b in view.app.button if b.label == "Runde eröffnen")
    button.click().run()
    assert "Runden gehen gerade nicht" in view.notice
    assert view.faults == []
