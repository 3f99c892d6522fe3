"""The simulator without a browser: every control, and what it must not do."""

import pytest

from kompass.facts import load
from kompass.language import MINUS
from kompass.places.plan import plan_of
from kompass.places.text import scenario_from_text

PLAN = plan_of(load())
CHART = "szenario-2026"
MAP = "szenario-2026-karte"
PLANNED = {"AA": 2269, "AC": 586, "DN": 300, "HS": 353}
TOTALS = ["3.508", "954"]


def places(view):
    """Places by institution as every part of the page tells them; all must agree."""
    drawn = view.trace(CHART)
    shown = dict(zip(drawn["y"], drawn["x"], strict=True))
    table = next(t for t in view.rows("Kürzel") if len(t) == 5)
    assert {row[0]: int(row[3].replace(".", "")) for row in table[:-1]} == shown
    assert table[-1][3].replace(".", "") == str(sum(shown.values()))
    for code, count in shown.items():
        assert view.widget("slider", f"slider_{code}").value == count
        assert view.widget("number_input", f"number_{code}").value == count
    by_link = scenario_from_text(PLAN, view.address.get("s", ""))
    assert {code: quota.places for code, quota in by_link.quotas.items()} == shown
    return shown


def assert_totals(view):
    """Both totals are whole, and nothing is open."""
    assert [n for n in view.status if n != "0"] == TOTALS


def test_it_opens_on_the_plan(visit):
    view = visit("simulator.py")
    assert places(view) == PLANNED
    assert_totals(view)
    assert view.address == {}
    assert view.widget("button", "undo").disabled
    assert view.widget("button", "reset").disabled
    assert "Szenario" not in view.headline


def test_a_link_opens_its_scenario(visit):
    view = visit("simulator.py", s="2026~AA-HS.100.25")
    assert places(view) == PLANNED | {"AA": 2169, "HS": 453}
    assert view.address == {"s": "2026~AA-HS.100.25"}
    assert_totals(view)
    assert f"{MINUS}100" in view.headline
    assert "+100" in view.headline
    rates = {row[0]: row[8] for row in view.rows("Kürzel")[-1]}
    assert (rates["AA"], rates["HS"]) == ("548", "154")


BAD = {
    "2025~AA-HS.100": "2025",
    "2026~AA-HS": "AA-HS",
    "2026~AA-XX.10": "XX",
    "2026~DN-HS.301": "300",
    "2026~AA-HS.10.11": "11",
    "<script>alert(1)</script>": "2026",
    "2026~" + "AA-HS.1.0~" * 500: "4.000",
    "2026~AA-HS.٣": "AA-HS",
    "\x00": "2026",
}


@pytest.mark.parametrize(("text", "named"), BAD.items(), ids=range(len(BAD)))
def test_a_link_that_cannot_be_is_told_and_the_plan_is_shown(visit, text, named):
    view = visit("simulator.py", s=text)
    assert view.faults == []
    assert named in view.notice
    assert places(view) == PLANNED
    assert_totals(view)


def test_a_told_fault_is_gone_after_the_next_move(visit):
    view = visit("simulator.py", s="2025~AA-HS.100")
    assert view.notice
    view.press("plus_HS")
    assert view.notice == ""


@pytest.mark.parametrize("kind", ["slider", "number_input"])
def test_a_move_against_a_counterpart(visit, kind):
    view = visit("simulator.py", ausgleich="AA")
    view.set(kind, f"{kind.removesuffix('_input')}_HS", 453)
    assert places(view) == PLANNED | {"AA": 2169, "HS": 453}
    assert view.address["s"] == "2026~AA-HS.100.25"
    assert_totals(view)
    density = " ".join(a for row in view.rows("Kürzel") for r in row for a in r)
    assert "52,0" in density  # 453 places per 8,705 unemployed, in the table of the map


def test_a_move_spread_over_the_others(visit):
    view = visit("simulator.py")
    view.set("number_input", "number_HS", 453)
    # 100 places by the others' places in the plan, 2269 : 586 : 300
    assert places(view) == {"AA": 2197, "AC": 567, "DN": 291, "HS": 453}
    assert_totals(view)


@pytest.mark.parametrize(("button", "step"), [("plus_DN", 10), ("minus_DN", -10)])
def test_a_step_button(visit, button, step):
    view = visit("simulator.py", ausgleich="AC").press(button).press(button)
    assert places(view) == PLANNED | {"DN": 300 + 2 * step, "AC": 586 - 2 * step}
    assert view.address["s"].count("~") == 1  # one drag, one entry


def test_the_counterpart_can_be_chosen(visit):
    view = visit("simulator.py")
    view.set("selectbox", "ausgleich", "DN")
    assert view.address == {"ausgleich": "DN"}
    assert view.widget("slider", "slider_DN").disabled
    assert not view.widget("slider", "slider_HS").disabled
    view.set("slider", "slider_HS", 363)
    assert places(view) == PLANNED | {"DN": 290, "HS": 363}


def test_the_map_and_the_chart_follow(visit):
    view = visit("simulator.py", ausgleich="AA")
    before = [view.trace(MAP, n)["fillcolor"] for n in (1, 2, 3)]
    view.set("slider", "slider_HS", 600)
    after = [view.trace(MAP, n)["fillcolor"] for n in (1, 2, 3)]
    assert before[:2] == after[:2]
    assert before[2] != after[2]  # Heinsberg
    assert view.trace(CHART)["x"][3] == 600
    assert view.trace(CHART, 1)["x"] == list(PLANNED.values())  # the plan stays as a mark


def test_locked_institutions_keep_their_places(visit):
    view = visit("simulator.py")
    view.set("button_group", "gesperrt", ["AA", "DN"])
    assert set(view.address["gesperrt"]) == {"AA", "DN"}
    assert view.widget("slider", "slider_AA").disabled
    assert view.widget("number_input", "number_DN").disabled
    assert view.widget("button", "plus_AA").disabled
    view.set("slider", "slider_HS", 400)
    assert places(view) == PLANNED | {"AC": 539, "HS": 400}
    view.set("button_group", "gesperrt", [])
    assert not view.widget("slider", "slider_AA").disabled


@pytest.mark.parametrize(
    ("query", "code", "wanted", "named"),
    [
        ({"ausgleich": "DN"}, "HS", 700, "300"),  # DN has 300 places only
        ({"ausgleich": "DN", "gesperrt": "DN"}, "HS", 363, "DN"),
        ({"gesperrt": ["AA", "AC", "DN"]}, "HS", 363, "HS"),
    ],
    ids=["more than the counterpart has", "locked counterpart", "all others locked"],
)
def test_a_blocked_move_is_told_and_changes_nothing(visit, query, code, wanted, named):
    view = visit("simulator.py", **query)
    view.set("number_input", f"number_{code}", wanted)
    assert view.faults == []
    assert named in view.notice
    assert places(view) == PLANNED
    assert "s" not in view.address
    assert_totals(view)
    assert view.widget("button", "undo").disabled


def test_a_blocked_move_keeps_what_was_moved_before(visit):
    view = visit("simulator.py", ausgleich="DN")
    view.set("number_input", "number_HS", 400)
    before = places(view)
    view.set("number_input", "number_HS", 900)
    assert view.notice
    assert places(view) == before
    view.set("number_input", "number_HS", 410)
    assert view.notice == ""
    assert places(view) == PLANNED | {"DN": 243, "HS": 410}


def test_undo_walks_back_and_reset_empties(visit):
    view = visit("simulator.py", ausgleich="AA")
    view.set("slider", "slider_HS", 400).set("slider", "slider_DN", 320).set("slider", "slider_HS", 380)
    assert places(view) == {"AA": 2222, "AC": 586, "DN": 320, "HS": 380}
    view.press("undo")
    assert places(view)["HS"] == 400
    view.press("undo")
    assert places(view) == PLANNED | {"AA": 2222, "HS": 400}
    view.press("reset")
    assert places(view) == PLANNED
    assert "s" not in view.address
    view.press("undo")  # the way back is kept
    assert places(view) == PLANNED | {"AA": 2222, "HS": 400}
    view.press("undo")
    assert places(view) == PLANNED
    assert view.widget("button", "undo").disabled


def test_a_linked_scenario_can_be_undone(visit):
    view = visit("simulator.py", s="2026~AA-HS.100.25~AC-DN.10.3")
    view.press("undo")
    assert view.address == {"s": "2026~AA-HS.100.25"}
    view.press("undo")
    assert places(view) == PLANNED


def test_the_way_of_moving_does_not_matter(visit):
    direct = visit("simulator.py", ausgleich="AA").set("slider", "slider_HS", 400)
    wandered = visit("simulator.py", ausgleich="AA")
    for stop in (700, 0, 353, 120, 400):
        wandered.set("slider", "slider_HS", stop)
    assert wandered.address == direct.address
    assert places(wandered) == places(direct)


def test_the_plan_reached_by_hand_is_the_plan(visit):
    view = visit("simulator.py", ausgleich="AA")
    view.set("slider", "slider_HS", 400).set("slider", "slider_HS", 353)
    assert places(view) == PLANNED
    assert "s" not in view.address


def test_places_from_outside_are_told(visit):
    view = visit("simulator.py", s="2026~EXT-DN.20.5")
    assert places(view) == PLANNED | {"DN": 320}
    assert [n for n in view.status if n != "0"] == ["3.528", "959", "+20"]


def test_a_scenario_beyond_the_usual_reach_can_be_shown(visit):
    view = visit("simulator.py", s="2026~AA-HS.2000.505")
    assert view.faults == []
    assert places(view)["HS"] == 2353
    assert_totals(view)


def test_the_scenario_outlives_a_change_of_page(visit):
    view = visit("simulator.py", ausgleich="AA").set("slider", "slider_HS", 453)
    view.go("quotas.py").go("map.py").go("simulator.py")
    assert places(view) == PLANNED | {"AA": 2169, "HS": 453}
    assert view.widget("selectbox", "ausgleich").value == "AA"
    assert view.address["s"] == "2026~AA-HS.100.25"
