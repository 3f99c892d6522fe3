"""The simulator without a browser: every control, and what it must not do."""

import re

import pytest

from kompass.facts import load
from kompass.language import MINUS
from kompass.places.plan import plan_of
from kompass.places.text import scenario_from_text
from ui.simulator.panels import PANELS

PLAN = plan_of(load())
PLANNED = {"AA": 2269, "AC": 586, "DN": 300, "HS": 353}
TOTALS = ["3.508", "954"]


def places(view, link=None):
    """Places by institution as every part of the page tells them; all must agree, with the address, too, or with
    ``link`` in its place."""
    table = next(t for t in view.rows("Kürzel") if len(t) == 5)
    shown = {row[0]: int(row[3].replace(".", "")) for row in table[:-1]}
    assert table[-1][3].replace(".", "") == str(sum(shown.values()))
    numbers = re.findall(r"<dt>(\w+)</dt><dd><div class=\"bk-value\"[^>]*>([\d.]+)<", view.markup)
    assert {code: int(n.replace(".", "")) for code, n in numbers} == shown
    drawn = re.findall(r"<p><b>(\w+)</b>  [\d.]+ → <b><span[^>]*>([\d.]+)</span></b>", view.markup)
    assert {code: int(n.replace(".", "")) for code, n in drawn} == shown
    by_link = scenario_from_text(PLAN, view.address.get("s", "") if link is None else link)
    assert scenario_from_text(PLAN, view.table["scenario"]).quotas == by_link.quotas
    degrees = re.findall(r'data-value="(\w+)\.degree">([\d.]+)<', view.markup)
    assert {c: int(n.replace(".", "")) for c, n in degrees} == {
        c: q.degree for c, q in by_link.quotas.items()
    }
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
    assert not view.can_undo
    assert view.table["scenario"] == view.table["baseline"]
    assert "Noch nichts verschoben" in view.headline


def test_a_link_opens_its_scenario(visit):
    view = visit("simulator.py", s="2026~AA-HS.100.25")
    assert places(view) == PLANNED | {"AA": 2169, "HS": 453}
    assert view.address["s"] == "2026~AA-HS.100.25"
    assert_totals(view)
    assert f"{MINUS}100" in view.headline
    assert "+100" in view.headline
    rates = {row[0]: row[8] for row in next(t for t in view.rows("Kürzel") if len(t) == 5)}
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
    # The address keeps what was asked for until the reader goes on: other pages tell of it, too.
    assert view.address["s"] == text
    assert places(view, link="") == PLANNED
    assert_totals(view)


def test_a_told_fault_is_gone_after_the_next_move(visit):
    view = visit("simulator.py", s="2025~AA-HS.100")
    assert view.notice
    view.gesture("places", "HS", 363)
    assert view.notice == ""


def test_a_move_against_a_counterpart(visit):
    view = visit("simulator.py", ausgleich="AA")
    view.gesture("places", "HS", 453)
    assert places(view) == PLANNED | {"AA": 2169, "HS": 453}
    assert view.address["s"] == "2026~AA-HS.100.25"
    assert_totals(view)
    assert "40,6 → <b>52,0</b>" in view.markup  # 453 places per 8,705 unemployed, on the map


def test_a_move_spread_over_the_others(visit):
    view = visit("simulator.py")
    view.gesture("places", "HS", 453)
    # 100 places by the others' places in the plan, 2269 : 586 : 300
    assert places(view) == {"AA": 2197, "AC": 567, "DN": 291, "HS": 453}
    assert_totals(view)


@pytest.mark.parametrize("step", [10, -10])
def test_two_steps_of_one_handle(visit, step):
    view = visit("simulator.py", ausgleich="AC")
    view.gesture("places", "DN", 300 + step).gesture("places", "DN", 300 + 2 * step)
    assert places(view) == PLANNED | {"DN": 300 + 2 * step, "AC": 586 - 2 * step}
    assert view.address["s"].count("~") == 1  # one drag, one entry


def test_the_counterpart_can_be_chosen(visit):
    view = visit("simulator.py")
    view.set("selectbox", "ausgleich", "DN")
    assert view.address == {"ausgleich": "DN"}
    assert view.table["counterpart"] == "DN"
    view.gesture("places", "HS", 363)
    assert places(view) == PLANNED | {"DN": 290, "HS": 363}


def fills(view):
    """The colour of each district on the map, by ags."""
    found = re.findall(r"background:(#\w+);mask-image:url\(zeichnung/[^)]*/(\d+)\.svg", view.markup)
    return {ags: color for color, ags in found}


def test_the_map_follows(visit):
    view = visit("simulator.py", ausgleich="AA")
    before = fills(view)
    view.gesture("places", "HS", 600)
    after = fills(view)
    assert {ags for ags in before if before[ags] != after[ags]} == {"05370"}  # Heinsberg


def test_the_map_counts_against_another_quantity(visit):
    view = visit("simulator.py", ausgleich="AA", masszahl="population")
    view.gesture("places", "HS", 453)
    assert "1,34 → <b>1,72</b>" in view.markup  # 353 and 453 per 263,681 inhabitants
    view.set("selectbox", "aufteilung", "population")
    # AA's 2,169 places by 263,681 of 1,125,376 inhabitants are 508.2; with 453 they are 3.65 per 1,000
    assert "<b>3,65</b>" in view.markup
    assert "eigene Rechnung" in view.words
    assert view.address["aufteilung"] == "population"


def test_locked_institutions_keep_their_places(visit):
    view = visit("simulator.py")
    view.set("button_group", "gesperrt", ["AA", "DN"])
    assert set(view.address["gesperrt"]) == {"AA", "DN"}
    assert view.table["limits"]["locked"] == ["AA", "DN"]
    view.gesture("places", "HS", 400)
    assert places(view) == PLANNED | {"AC": 539, "HS": 400}
    view.set("button_group", "gesperrt", [])
    assert view.table["limits"]["locked"] == []


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
    view.gesture("places", code, wanted)
    assert view.faults == []
    assert named in view.notice
    assert places(view) == PLANNED
    assert "s" not in view.address
    assert_totals(view)
    assert not view.can_undo


def test_a_blocked_move_keeps_what_was_moved_before(visit):
    view = visit("simulator.py", ausgleich="DN")
    view.gesture("places", "HS", 400)
    before = places(view)
    view.gesture("places", "HS", 900)
    assert view.notice
    assert places(view) == before
    view.gesture("places", "HS", 410)
    assert view.notice == ""
    assert places(view) == PLANNED | {"DN": 243, "HS": 410}


def test_undo_walks_back_and_reset_empties(visit):
    view = visit("simulator.py", ausgleich="AA")
    view.gesture("places", "HS", 400).gesture("places", "DN", 320).gesture("places", "HS", 380)
    assert places(view) == {"AA": 2222, "AC": 586, "DN": 320, "HS": 380}
    view.gesture("undo")
    assert places(view)["HS"] == 400
    view.gesture("undo")
    assert places(view) == PLANNED | {"AA": 2222, "HS": 400}
    view.gesture("redo")
    assert places(view) == {"AA": 2202, "AC": 586, "DN": 320, "HS": 400}
    view.gesture("undo").gesture("reset")
    assert places(view) == PLANNED
    assert "s" not in view.address
    view.gesture("undo")  # the way back is kept
    assert places(view) == PLANNED | {"AA": 2222, "HS": 400}
    view.gesture("undo")
    assert places(view) == PLANNED
    assert not view.can_undo


def test_a_step_that_is_not_known_is_told_to_be_one_transfer(visit):
    """One gesture made three transfers; after a restart, or from a link, they are three."""
    view = visit("simulator.py", s="2026~AA-HS.80.20~AC-HS.15.4~DN-HS.5.1")
    view.gesture("undo")
    assert view.address["s"] == "2026~AA-HS.80.20~AC-HS.15.4"
    assert "Zurückgenommen ist die letzte Umbuchung" in view.notice
    view.gesture("redo").gesture("undo")
    assert "Zurückgenommen" not in view.notice


def test_a_linked_scenario_can_be_undone(visit):
    view = visit("simulator.py", s="2026~AA-HS.100.25~AC-DN.10.3")
    view.gesture("undo")
    assert view.address["s"] == "2026~AA-HS.100.25"
    view.gesture("undo")
    assert places(view) == PLANNED


def test_the_way_of_moving_does_not_matter(visit):
    direct = visit("simulator.py", ausgleich="AA").gesture("places", "HS", 400)
    wandered = visit("simulator.py", ausgleich="AA")
    for stop in (700, 0, 353, 120, 400):
        wandered.gesture("places", "HS", stop)
    assert wandered.address == direct.address
    assert places(wandered) == places(direct)


def test_the_plan_reached_by_hand_is_the_plan(visit):
    view = visit("simulator.py", ausgleich="AA")
    view.gesture("places", "HS", 400).gesture("places", "HS", 353)
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
    view = visit("simulator.py", ausgleich="AA").gesture("places", "HS", 453)
    view.go("quotas.py").go("map.py").go("simulator.py")
    assert places(view) == PLANNED | {"AA": 2169, "HS": 453}
    assert view.widget("selectbox", "ausgleich").value == "AA"
    assert view.address["s"] == "2026~AA-HS.100.25"


# ---------------------------------------------------------------- degree-oriented places


def test_degree_oriented_places_are_exchanged(visit):
    view = visit("simulator.py", ausgleich="AA").gesture("degree", "HS", 149)
    assert places(view) == PLANNED
    assert view.address["s"] == "2026~AA-HS.20.20~HS-AA.20.0"
    assert_totals(view)
    assert "Gleich viele Plätze wie Plan 2026" in view.headline
    assert "AA ⇄ HS: 20 abschlussorientierte gegen 20 andere Plätze getauscht" in view.words


# ---------------------------------------------------------------- what blocks, and what can be done instead


def test_floors_ceilings_and_tolerance_hold(visit):
    view = visit("simulator.py", modus="grenzen", ausgleich="DN")
    view.set("number_input", "floor_DN", 280).set("number_input", "tolerance", 10)
    assert view.address["grenzen"] == "t10~DN.280."
    view.set("button_group", "modus", "regler")
    assert view.table["limits"]["floors"] == {"AA": 2043, "AC": 528, "DN": 280, "HS": 318}
    assert view.table["limits"]["ceilings"]["HS"] == 388  # 353 and a tenth of it
    view.gesture("places", "HS", 400)
    assert "DN soll mindestens 280 Plätze behalten" in view.notice or "HS soll höchstens 388" in view.notice


def test_a_floor_above_its_ceiling_is_told_and_does_not_hold(visit):
    view = visit("simulator.py", modus="grenzen").set("number_input", "ceiling_DN", 200)
    view.set("number_input", "floor_DN", 280)
    assert "DN kann nicht mindestens 280 und höchstens 200 Plätze haben" in view.notice
    assert view.address["grenzen"] == "DN..200"


# ---------------------------------------------------------------- what a browser hands over


def handed(base, scenario, *steps, tab="there"):
    return {"tab": tab, "base": base, "steps": list(steps), "scenario": scenario}


HS_453, HS_453_TEXT = ["places", "HS", 453, "AA"], "2026~AA-HS.100.25"


def test_a_browser_that_reckons_otherwise_is_told_and_logged_and_the_server_holds(visit, caplog):
    view = visit("simulator.py", ausgleich="AA")
    view.hand_over(handed("2026", "2026~AA-HS.100.26", [1, *HS_453]))
    assert "Es gilt, was der Server rechnet" in view.notice
    assert places(view) == PLANNED | {"AA": 2169, "HS": 453}
    assert view.address["s"] == HS_453_TEXT
    assert f"than the server: {HS_453_TEXT}" in caplog.text
    assert "2026~AA-HS.100.26" not in caplog.text  # what a browser sends may be anything
    view.gesture("undo")
    assert view.notice == ""


def test_steps_that_come_twice_are_made_once(visit):
    view = visit("simulator.py", ausgleich="AA")
    view.hand_over(handed("2026", HS_453_TEXT, [1, *HS_453]))
    view.hand_over(handed("2026", "2026", [1, *HS_453], [2, "undo"]))
    assert places(view) == PLANNED
    view.hand_over(handed("2026", "2026", [2, "undo"]))
    assert view.notice == ""
    assert not view.can_undo
    assert view.table["ack"] == {"tab": "there", "number": 2}


def test_a_tab_that_comes_back_is_heard_only_where_it_began(visit):
    view = visit("simulator.py", ausgleich="AA", s="2026~AA-DN.10.3")
    view.hand_over(handed("2026", HS_453_TEXT, [7, *HS_453]))  # on another scenario
    assert view.address["s"] == "2026~AA-DN.10.3"
    text = "2026~AA-DN.10.3~AA-HS.100.25"
    view.hand_over(handed("2026~AA-DN.10.3", text, [8, *HS_453], tab="another"))
    assert view.address["s"] == text
    assert view.notice == ""


@pytest.mark.parametrize(
    "sent",
    [
        "2026~AA-HS.1",
        {"tab": "x"},
        handed("2026", HS_453_TEXT, ["1", *HS_453]),
        handed("2026", HS_453_TEXT, [1, "places", "HS", -1, "AA"]),
        handed("2026", HS_453_TEXT, [1, "places", "HS", 10**9, "AA"]),
        handed("2026", HS_453_TEXT, [1, "places", "HS", 4.5, "AA"]),
        handed("2026", HS_453_TEXT, [1, "drop", "HS", 4, "AA"]),
        handed("x" * 5000, HS_453_TEXT, [1, *HS_453]),
        handed("2026", HS_453_TEXT, *([n, "undo"] for n in range(3000))),
        handed("2026", "2026", [1, "places", "XX", 4, "AA"]),
        handed("2026", "2026", [1, "places", "HS", 4, "EXT"]),
        handed("2026", "2026", [1, "degree", "HS", 4, "XX"]),
    ],
)
def test_what_is_no_gesture_changes_nothing_and_is_told(visit, sent):
    view = visit("simulator.py").hand_over(sent)
    assert view.faults == []
    assert view.notice
    assert places(view) == PLANNED
    view.gesture("places", "HS", 363)
    assert view.notice == ""
    assert places(view)["HS"] == 363


# ---------------------------------------------------------------- from one to another


def test_a_transfer_with_its_reason(visit):
    view = visit("simulator.py", modus="umbuchen")
    view.widget("selectbox", "giver").set_value("HS")
    view.widget("selectbox", "taker").set_value("AC")
    view.widget("number_input", "transfer_places").set_value(30)
    view.widget("number_input", "transfer_degree").set_value(12)
    view.widget("text_input", "transfer_reason").set_value("weil Aachen mehr Pflege braucht")
    next(b for b in view.app.button if b.label == "Umbuchen").click().run()
    assert view.faults == []
    assert view.address["s"] == "2026~HS-AC.30.12"
    assert view.address["weil"] == "1:weil Aachen mehr Pflege braucht"
    view.set("button_group", "modus", "regler")
    assert places(view) == PLANNED | {"AC": 616, "HS": 323}


def test_a_transfer_that_cannot_be_is_told(visit):
    view = visit("simulator.py", modus="umbuchen")
    view.widget("selectbox", "giver").set_value("DN")
    view.widget("number_input", "transfer_places").set_value(301)
    next(b for b in view.app.button if b.label == "Umbuchen").click().run()
    assert "DN kann höchstens 300 Plätze abgeben, nicht 301" in view.notice
    assert "s" not in view.address


# ---------------------------------------------------------------- more or fewer in all


@pytest.mark.parametrize(("button", "total"), [("total_-10", "3.157"), ("total_5", "3.683")])
def test_the_total_changes_with_the_outside(visit, button, total):
    view = visit("simulator.py", modus="gesamt").press(button)
    assert view.status[0] == total
    assert view.status[1] == "0"
    view.press("total_0")
    assert view.status[0] == "3.508"


# ---------------------------------------------------------------- where it starts


def test_a_key_as_start_is_the_baseline(visit):
    view = visit("simulator.py", modus="start")
    view.set("selectbox", "start_choice", "key.population").press("start_here")
    assert view.address["basis"] == "key.population"
    assert "Das ist Schlüssel Einwohner" in view.headline
    view.set("button_group", "modus", "regler")
    assert places(view) == PLANNED | {"AC": 641, "DN": 308, "HS": 290}
    view.set("selectbox", "ausgleich", "AA").gesture("places", "HS", 300)
    assert "Gegenüber Schlüssel Einwohner" in view.headline
    view.gesture("reset")
    assert places(view) == PLANNED | {"AC": 641, "DN": 308, "HS": 290}


# ---------------------------------------------------------------- the ledger


def test_a_step_of_the_ledger_can_be_given_a_reason_and_taken_out(visit):
    view = visit("simulator.py", s="2026~AA-HS.100.25~AC-DN.10.3")
    view.set("text_input", "reason-0-AA-HS-100-25", "weil Heinsberg wächst")
    assert view.address["weil"] == "1:weil Heinsberg wächst"
    view.press("delete-1-AC-DN-10-3")
    assert view.address["s"] == "2026~AA-HS.100.25"
    view.press("delete-0-AA-HS-100-25")
    assert places(view) == PLANNED
    assert "weil" not in view.address


def test_a_step_that_is_still_needed_stays(visit):
    view = visit("simulator.py", s="2026~AA-HS.100.25~HS-AC.400.120").press("delete-0-AA-HS-100-25")
    assert "wird noch gebraucht" in view.notice
    assert view.address["s"] == "2026~AA-HS.100.25~HS-AC.400.120"


# ---------------------------------------------------------------- links of another time


def test_a_link_made_on_other_data_says_what_changed(visit):
    stated = "2026~AA.2269.573~AC.586.172~DN.310.80~HS.353.129"
    view = visit("simulator.py", s="2026~AA-HS.100.25", stand=stated)
    assert "von einem anderen Datenstand" in view.notice
    assert "DN hatte 310/80" in view.notice
    assert places(view)["HS"] == 453


@pytest.mark.parametrize(
    ("parameter", "text", "named"),
    [
        ("weil", "9:x", "Begründungen"),
        ("v", "A|2026~DN-HS.301", "Szenarien in der Adresse"),
        ("grenzen", "DN.300.200", "Grenzen in der Adresse"),
    ],
)
def test_what_is_bad_in_an_address_is_told_and_the_rest_holds(visit, parameter, text, named):
    view = visit("simulator.py", s="2026~AA-HS.100.25", **{parameter: text})
    assert named in view.notice
    assert places(view)["HS"] == 453
    assert view.faults == []


def test_a_baseline_that_leads_nowhere_is_the_plan(visit):
    view = visit("simulator.py", s="2026~AA-HS.100.25", basis="v.gibt es nicht")
    assert "Gegenüber Plan 2026" in view.headline
    assert "Den Vergleich „v.gibt es nicht“ gibt es nicht" in view.notice
    view.press("link_settle")
    assert "basis" not in view.address


def test_every_question_can_be_asked(visit):
    view = visit("simulator.py", s="2026~AA-HS.100.25~AC-DN.20.6")
    for question in PANELS:
        view.set("button_group", "frage", question)
        assert view.faults == []
        assert view.widget("button_group", "frage").value == question
