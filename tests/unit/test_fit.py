"""Shortage fit: occupation groups where places arrive and where they left, typed from section 7.1 of the plan."""

import pytest
from streamlit.testing.v1 import AppTest

from kompass.facts import load
from kompass.figures.exhibit import Kind
from kompass.figures.simulator.fit import fit_exhibit, fit_table, side_name, unjudged
from kompass.language import language
from kompass.matching.fit import Where, fit, home_districts, partners
from kompass.matching.goals import Match, shortages
from kompass.places.ledger import Scenario
from kompass.places.plan import OUTSIDE, Plan, Quota, plan_of
from kompass.places.text import scenario_from_text
from tests.colours import DARK, LIGHT

FACTS = load()
DE = language("de")
PLAN = plan_of(FACTS)
AC, DN, HS = "05334", "05358", "05370"
LISTED = shortages(FACTS)
# Typed from the overviews of section 7.1 for Düren and Heinsberg: codes without their levels.
PRINTED = {
    DN: "251 252 262 311 342 513 531 611 621 732 811 813 814 821 831 913",
    HS: "121 244 252 261 262 292 342 611 621 622 623 723 813 816 817 821 831 832",
}
IN_DN, IN_HS = (set(PRINTED[ags].split()) for ags in (DN, HS))


def codes(table, where):
    return set(table.loc[table["where"] == where, "kldb"])


def side(text):
    scenario = scenario_from_text(PLAN, text)
    found = partners(FACTS, scenario, Scenario(PLAN))
    return found.givers, found.takers


# ---------------------------------------------------------------- who gave, who took


@pytest.mark.parametrize(
    ("text", "givers", "takers"),
    [
        ("2026", (), ()),
        ("2026~DN-HS.30", ("DN",), ("HS",)),
        ("2026~AA-HS.100", ("AA",), ("HS",)),
        ("2026~AA-HS.10~DN-AC.10", ("DN", "AA"), ("AC", "HS")),  # whose district is known comes first
        ("2026~DN-HS.30~HS-DN.30", (), ()),
        ("2026~DN-HS.30~HS-AC.30", ("DN",), ("AC",)),  # HS only passed them on
        ("2026~EXT-HS.20", (OUTSIDE,), ("HS",)),
        ("2026~HS-EXT.20", ("HS",), (OUTSIDE,)),
        ("2026~HS-EXT.20~EXT-DN.20", ("HS",), ("DN",)),
        ("2026~DN-HS.10.10~HS-DN.10.0", (), ()),  # only the mix
    ],
)
def test_net_givers_and_takers(text, givers, takers):
    assert side(text) == (givers, takers)


def test_givers_and_takers_are_those_against_the_baseline():
    baseline = scenario_from_text(PLAN, "2026~DN-HS.30")
    found = partners(FACTS, scenario_from_text(PLAN, "2026~DN-HS.10"), baseline)
    assert (found.givers, found.takers) == (("HS",), ("DN",))


def test_only_the_agency_has_no_district_of_its_own():
    assert home_districts(FACTS) == {"AC": AC, "DN": DN, "HS": HS}
    assert side_name(FACTS, "AA", DE) == "AA"
    assert side_name(FACTS, "HS", DE) == "Heinsberg"
    assert side_name(FACTS, OUTSIDE, DE) == "außen"


def test_an_institution_that_the_tables_do_not_know_can_give_and_take():
    plan = Plan("big", tuple((f"I{i:03}", Quota(100, 10)) for i in range(150)))
    found = partners(FACTS, Scenario(plan).transfer("I007", "I149", 50), Scenario(plan))
    assert (found.givers, found.takers) == (("I007",), ("I149",))


# ---------------------------------------------------------------- shared, only there


def test_from_dueren_to_heinsberg():
    table = fit(LISTED, DN, HS)
    assert codes(table, Where.TAKER) == IN_HS - IN_DN
    assert codes(table, Where.SHARED) == IN_HS & IN_DN
    assert codes(table, Where.GIVER) == IN_DN - IN_HS
    assert len(table) == len(IN_HS | IN_DN)
    assert (len(IN_HS - IN_DN), len(IN_HS & IN_DN), len(IN_DN - IN_HS)) == (10, 8, 8)  # counted by hand


def test_the_way_back_turns_the_sides_round():
    there, back = fit(LISTED, DN, HS), fit(LISTED, HS, DN)
    assert codes(there, Where.TAKER) == codes(back, Where.GIVER)
    assert codes(there, Where.SHARED) == codes(back, Where.SHARED)


def test_a_group_listed_at_different_levels_is_shared_and_judged_where_places_arrive():
    # 621 Verkauf: F in Heinsberg, E in Düren; the plan's goal "Verkauf" (7.3, Teilqualifizierungen) works towards F.
    to_hs, to_dn = (fit(LISTED, *pair).set_index("kldb").loc["621"] for pair in ((DN, HS), (HS, DN)))
    assert (to_hs["where"], to_hs["match"]) == (Where.SHARED, Match.DEGREE)
    assert (to_dn["where"], to_dn["match"]) == (Where.SHARED, Match.LEVEL)


def test_the_goals_of_a_match_are_those_at_its_level():
    row = fit(LISTED, DN, HS).set_index("kldb").loc["244"]
    titles = FACTS["training_goals"].set_index("goal_id")["title"]
    assert [titles[g] for g in row["goal_ids"]] == [
        "Schweißen",
        "Metalltechnik",
    ]


def test_two_institutions_of_one_district_share_everything():
    assert set(fit(LISTED, HS, HS)["where"]) == {Where.SHARED}


@pytest.mark.parametrize(
    ("giver", "taker", "expected"), [(None, HS, IN_HS), (DN, None, IN_DN), (None, None, set())]
)
def test_a_side_without_a_district_of_its_own_leaves_it_open(giver, taker, expected):
    table = fit(LISTED, giver, taker)
    assert set(table["kldb"]) == expected
    assert set(table["where"]) <= {Where.OPEN}


def test_no_column_counts_places():
    assert list(fit(LISTED, DN, HS)) == ["kldb", "where", "match", "goal_ids"]


# ---------------------------------------------------------------- the block


def block(giver, taker, style=LIGHT):
    return fit_exhibit(FACTS, LISTED, giver, taker, style, DE)


def test_the_title_is_the_finding():
    shown = block("DN", "HS")
    # Of the ten, the plan has goals at the level for 244 (Metall, Schweißen), 622 and 623 (Verkauf), 723 (Steuer).
    assert (
        shown.title
        == "In Heinsberg sind 10 Berufsgruppen knapp, die es in Düren nicht sind (Mai 2025): bei 4 passt ein Ziel "
        "des Plans, bei 0 auf anderem Niveau, bei 6 keines"
    )
    assert shown.kind(FACTS) is Kind.ASSIGNED
    served = shown.table["goal"].str.startswith("Ziel passt")
    only_there = shown.table["where"] == "nur\u00a0Heinsberg"
    assert set(shown.table.loc[served & only_there, "kldb"]) == {"244", "622", "623", "723"}


def test_what_the_comparison_does_not_allow_is_said():
    shown = block("AA", "HS")
    assert (
        shown.title
        == "In Heinsberg sind 18 Berufsgruppen knapp (Mai 2025): bei 10 passt ein Ziel des Plans, "
        "bei 1 auf anderem Niveau, bei 7 keines; mit AA ist nicht zu vergleichen"
    )
    assert "AA arbeitet in mehreren Kreisen" in shown.reading
    assert "mit außen ist nicht zu vergleichen" in block("DN", OUTSIDE).title
    assert block("AA", OUTSIDE) is None
    assert "gehört zu keinem Kreis" in unjudged(FACTS, "AA", OUTSIDE, DE)


def test_a_group_that_no_goal_links_to_cannot_be_judged():
    table = fit_table(FACTS, LISTED, DN, HS, DE).set_index("kldb")
    assert table.at["121", "goal"] == "kein Ziel"
    assert table.at["121", "goals"] == ""
    # HS and DN together, section 7.1 against the goals of 7.2 to 7.5: eleven groups that no goal names.
    assert "Zu 11 Berufsgruppen gibt es kein verknüpftes Ziel" in block("DN", "HS").reading


def test_the_table_begins_with_what_is_short_only_where_places_arrive():
    where = fit_table(FACTS, LISTED, DN, HS, DE)["where"].tolist()
    assert where == [Where.TAKER] * 10 + [Where.SHARED] * 8 + [Where.GIVER] * 8


def test_levels_stand_under_their_district():
    row = block("DN", "HS").table.set_index("kldb").loc["252"]
    assert (row[HS], row[DN]) == ("F S", "F S")
    assert [c.heading for c in block("DN", "HS").columns][3:5] == ["Heinsberg, Niveau", "Düren, Niveau"]


@pytest.mark.parametrize("style", [LIGHT, DARK])
@pytest.mark.parametrize("pair", [("DN", "HS"), ("HS", "AC"), ("AA", "HS")])
def test_the_scale_is_that_of_all_districts(style, pair):
    assert block(*pair, style).figure.layout.xaxis.range == block("AC", "DN", style).figure.layout.xaxis.range


# ---------------------------------------------------------------- the panel


def panel():
    import streamlit as st

    from kompass.places.ledger import Limits, Scenario
    from kompass.places.text import scenario_from_text
    from ui.session import session
    from ui.simulator import fit
    from ui.simulator.context import PanelContext

    current = session()
    scenario = scenario_from_text(current.plan, st.session_state.get("scenario", "2026"))
    fit.show(PanelContext(current, scenario, Scenario(current.plan), "Plan 2026", "AA", Limits()))


def opened(scenario):
    app = AppTest.from_function(panel, default_timeout=30)
    app.session_state["scenario"] = scenario
    return app.run()


def words(app):
    assert not app.exception
    return " ".join(block.value for block in app.html)


def test_with_nothing_moved_it_says_what_would_be_shown():
    said = words(opened("2026"))
    assert "Gegenüber Plan 2026 hat keine Institution mehr oder weniger Plätze." in said
    assert "<h2" not in said


def test_one_pair_needs_no_control():
    app = opened("2026~DN-HS.30")
    assert "In Heinsberg sind 10 Berufsgruppen knapp" in words(app)
    assert len(app.selectbox) == 0


def test_of_several_pairs_one_is_chosen():
    app = opened("2026~DN-HS.30~AA-AC.20")
    assert [box.options for box in app.selectbox] == [
        ["DN job-com Kreis Düren", "AA Agentur für Arbeit Aachen-Düren"],
        ["AC Jobcenter StädteRegion Aachen", "HS Jobcenter Kreis Heinsberg"],
    ]
    app.selectbox[1].set_value("HS").run()
    assert "In Heinsberg sind 10 Berufsgruppen knapp" in words(app)


def test_a_chosen_side_that_a_later_move_takes_away_gives_way():
    app = opened("2026~DN-HS.30~AA-AC.20")
    app.selectbox[0].set_value("AA").run()
    app.session_state["scenario"] = "2026~HS-AC.5~DN-AC.5"
    app.run()
    assert "In Aachen sind" in words(app)


def test_two_sides_without_a_district_are_not_judged():
    assert "AA und außen: nicht zu beurteilen" in words(opened("2026~AA-EXT.20"))
