"""Flows, scenarios side by side, and the places for people in employment: against numbers worked by hand."""

from fractions import Fraction
from types import MappingProxyType

import pytest

from kompass.facts import Facts, load
from kompass.figures.exhibit import Kind
from kompass.figures.simulator.comparison import comparison_exhibit
from kompass.figures.simulator.employee_split import split_exhibit, split_table
from kompass.figures.simulator.flows import flow_exhibit
from kompass.language import MINUS, NBSP, language
from kompass.places.kept_scenarios import Named
from kompass.places.keys import comparison_keys
from kompass.places.ledger import Scenario
from kompass.places.outcome import redistributed, transferred
from kompass.places.own_keys import own_key
from kompass.places.plan import OUTSIDE, plan_of
from kompass.places.text import scenario_from_text
from tests.colours import DARK, LIGHT

FACTS = load()
PLAN = plan_of(FACTS)
THE_PLAN = Scenario(PLAN)
KEYS = {key.key_id: key for key in comparison_keys(FACTS)}
DE = language("de")
THEMES = pytest.mark.parametrize("style", [LIGHT, DARK], ids=lambda style: style.name)
# AA gives HS 100 and gets 30 back, so 70 net; DN gets 20 from the outside.
TEXT = "2026~AA-HS.100.25~HS-AA.30.11~EXT-DN.20.5"


def scenario(text):
    return scenario_from_text(PLAN, text)


def flows(text, baseline=THE_PLAN, style=LIGHT):
    return flow_exhibit(FACTS, scenario(text), baseline, "Plan 2026", style, DE)


def rows(shown, *columns):
    return [tuple(row) for row in shown.table[list(columns)].itertuples(index=False)]


# ---------------------------------------------------------------- who gave to whom


def test_what_goes_back_and_forth_between_two_is_netted():
    shown = flows(TEXT)
    assert rows(shown, "giver", "taker", "places") == [("AA", "HS", 70), (OUTSIDE, "DN", 20)]
    assert rows(shown, "giver_name", "taker_name")[1] == ("außen", "DN job-com Düren")
    assert shown.title == (
        "Szenario zum Plan 2026, umgebucht gegenüber Plan 2026, Gegenläufiges verrechnet: 90 Plätze, "
        "davon 20 von oder nach außen"
    )
    assert shown.kind(FACTS) == Kind.SCENARIO


def test_redistribution_alone_says_nothing_of_the_outside():
    assert flows("2026~AC-DN.20.6").title == (
        "Szenario zum Plan 2026, Umbuchungen zusammen (brutto): 20 Plätze"
    )


def test_gross_is_every_transfer_and_net_is_what_is_left_against_the_plan():
    # 100 + 150 + 20 + 60 = 330. AA −100, AC −90, DN +130, HS +120: ½ · (440 − 60) = 190.
    text = "2026~AA-HS.100.25~AC-DN.150.30~DN-HS.20.5~EXT-AC.60.10"
    assert flows(text).title == (
        "Szenario zum Plan 2026, Umbuchungen zusammen (brutto): 330 Plätze, davon 60 von oder nach außen"
    )
    cells = dict(rows(compared(text), "label", "s0"))
    assert cells["Umbuchungen zusammen (brutto), vom Plan aus"] == "330"
    assert cells["Plätze, die gegen den Vergleich die Institution wechseln (netto)"] == "190"
    assert (transferred(scenario(text)), redistributed(scenario(text), THE_PLAN)) == (330, 190)


@pytest.mark.parametrize("text", ["2026", "2026~AA-HS.20.20~HS-AA.20.0"], ids=["the plan", "an exchange"])
def test_where_no_place_moved_there_is_no_picture(text):
    shown = flows(text)
    assert shown.table.empty
    assert shown.figure is None
    assert shown.title == "Gegenüber Plan 2026 ist kein Platz umgebucht"


def test_flows_are_counted_from_the_baseline():
    # From 100 AA → HS to 70 net: 30 went back. The 20 from the outside came on top.
    shown = flows(TEXT, scenario("2026~AA-HS.100.25"))
    assert rows(shown, "giver", "taker", "places") == [("HS", "AA", 30), (OUTSIDE, "DN", 20)]


@THEMES
def test_bands_are_as_wide_as_what_moved_and_have_the_colour_of_the_giver(style):
    (trace,) = flows(TEXT, style=style).figure.data
    assert list(trace.node.label) == ["AA gibt 70", "außen gibt 20", "HS nimmt 70", "DN nimmt 20"]
    assert list(trace.node.color) == [
        style.institutions["AA"],
        style.comparison,
        style.institutions["HS"],
        style.institutions["DN"],
    ]
    assert (list(trace.link.source), list(trace.link.target)) == ([0, 1], [2, 3])
    assert list(trace.link.value) == [70, 20]
    assert trace.link.color[0] == style.tint(style.institutions["AA"], 0.4)


def test_one_giver_of_many_stands_once():
    # AA gives 9 to AC and 5 to the outside, to which DN gives 7: three bands, two givers, two takers.
    (trace,) = flows("2026~AA-EXT.5.1~AA-AC.9.2~DN-EXT.7.2").figure.data
    assert list(trace.node.label) == [
        "AA gibt 14",
        "DN gibt 7",
        "AC nimmt 9",
        "außen nimmt 12",
    ]
    assert list(zip(trace.link.source, trace.link.target, trace.link.value, strict=True)) == [
        (0, 2, 9),
        (1, 3, 7),
        (0, 3, 5),
    ]


# ---------------------------------------------------------------- scenarios side by side


def compared(*texts, baseline=THE_PLAN):
    kept = [Named.of(f"S{n}", scenario(text)) for n, text in enumerate(texts)]
    return comparison_exhibit(FACTS, kept, baseline, "Plan 2026", list(KEYS.values()), DE)


def test_every_parameter_of_two_scenarios():
    shown = compared(TEXT, "2026")
    cells = {label: (first, second) for label, first, second in rows(shown, "label", "s0", "s1")}
    assert cells["AA: Plätze (Unterschied)"] == (f"2.199 ({MINUS}70)", "2.269 (±0)")
    assert cells["DN: Plätze (Unterschied)"] == ("320 (+20)", "300 (±0)")
    # HS: 129 + 25 − 11 = 143 of 423, 33.806 per cent
    assert cells["HS: davon abschlussorientiert (Anteil)"][0] == f"143 (33,8{NBSP}%)"
    assert cells["Alle: Plätze"] == ("3.528", "3.508")
    assert cells["Alle: davon abschlussorientiert"] == ("959", "954")
    # ½ · (70 + 70 + 20 − 20)
    assert cells["Plätze, die gegen den Vergleich die Institution wechseln (netto)"] == ("70", "0")
    assert cells["Umbuchungen zusammen (brutto), vom Plan aus"] == ("150", "0")  # 100 + 30 + 20
    assert cells["Von außen, gegenüber dem Plan"] == ("+20", "±0")
    # 423 and 353 of 8,705 unemployed
    assert cells["Heinsberg: Plätze des Jobcenters je 1.000 Arbeitslose"] == ("48,6", "40,6")
    # DESIGN.md, check values
    assert cells["Abstand zum Schlüssel Einwohner, Plätze"][1] == "62,7"
    assert cells["Abstand zum Schlüssel Teilnehmende in FbW, Plätze"][1] == "177,0"
    # four institutions twice, five totals, three districts
    assert len(shown.table) == 2 * 4 + 5 + 3 + len(KEYS)


def test_the_title_names_what_moves_the_fewest_places():
    shown = compared("2026~AA-HS.50.12", "2026~AC-DN.20.6", "2026~AA-DN.20.5")
    assert shown.title == ("Am wenigsten um verteilt „S1“ und „S2“: 20 Plätze gegenüber Plan 2026 (netto)")
    assert [column.heading for column in shown.columns] == ["Größe", "S0", "S1", "S2"]


@pytest.mark.parametrize(
    ("kept", "title"),
    [
        (("2026",), "Verteilt wie Plan 2026: „S0“"),
        (("2026", "2026~AA-HS.5.1~HS-AA.5.1"), "Verteilt wie Plan 2026: „S0“ und „S1“"),
        (
            ("2026", "2026~AA-HS.50.12"),
            "„S1“: 50 Plätze wechseln gegenüber Plan 2026 die Institution (netto)",
        ),
        (
            ("2026~AA-HS.20.5", "2026~AC-DN.20.6"),
            "„S0“ und „S1“: 20 Plätze wechseln gegenüber Plan 2026 die Institution (netto)",
        ),
    ],
)
def test_what_is_compared_with_itself_is_not_ranked(kept, title):
    assert compared(*kept).title == title
    assert "am wenigsten" not in title.lower()


def test_without_places_there_is_no_share():
    # DN gives all its 300 places, 80 of them degree-oriented.
    cells = dict(rows(compared("2026~DN-AA.300.80"), "label", "s0"))
    assert cells["DN: Plätze (Unterschied)"] == f"0 ({MINUS}300)"
    assert cells["DN: davon abschlussorientiert (Anteil)"] == ""


# ---------------------------------------------------------------- the places for people in employment


def test_they_are_divided_like_the_plan_by_largest_remainder():
    # 700 by 2269 : 586 : 300 : 353 of 3508: 452.77, 116.93, 59.86, 70.44 → 452, 116, 59, 70 and the three
    # left to AC (.93), DN (.86), AA (.77). 250: 161.70, 41.76, 21.38, 25.16 → 161, 41, 21, 25 and the two
    # left to AC (.76), AA (.70).
    shown = split_exhibit(FACTS, PLAN, None, DE)
    assert rows(shown, "code", "places", "degree") == [
        ("AA", 453, 162),
        ("AC", 117, 42),
        ("DN", 60, 21),
        ("HS", 70, 25),
        ("", 700, 250),
    ]
    assert shown.kind(FACTS) == Kind.ASSUMPTION
    assert shown.title == (
        "Plan 2026, Plätze für Beschäftigte: nach dem Schlüssel „Plätze im Plan“ entfielen 453 von 700 auf AA"
    )


def test_a_key_of_the_job_centres_leaves_the_agency_out():
    # 700 by 582,410 : 279,285 : 263,681 of 1,125,376: 362.27, 173.72, 164.01. 250: 129.38, 62.04, 58.58.
    shown = split_exhibit(FACTS, PLAN, KEYS["population"], DE)
    assert rows(shown, "code", "places", "degree") == [
        ("AC", 362, 129),
        ("DN", 174, 62),
        ("HS", 164, 59),
        ("", 700, 250),
    ]
    assert {citation.source_id for citation in shown.citations} == {"plan2026"}


def test_the_quotas_are_cited_only_where_they_divide():
    quotas = FACTS["quotas"]
    quotas.loc[quotas["institution"] != "", "locator"] = "S. 17"  # in the plan all are on page 18
    tables = {name: FACTS[name] for name in FACTS} | {"quotas": quotas}
    facts = Facts(FACTS.package, MappingProxyType(tables))
    places = {
        key and key.key_id: [c.locator for c in split_exhibit(facts, PLAN, key, DE).citations]
        for key in (None, KEYS["population"])
    }
    assert places == {
        None: ["Abschnitt 8, S. 18", "S. 17"],
        "population": ["Abschnitt 8, S. 18", "Abschnitt 5, Regionale Besonderheiten"],
    }


def test_a_tie_goes_to_the_earlier_in_the_plan():
    # 700 by four equal weights is 175 each; 250 is 62.5 each, and the two left go to AA and AC.
    table = split_table(FACTS, PLAN, dict.fromkeys(PLAN.codes, Fraction(1)))
    assert list(table["places"]) == [175, 175, 175, 175, 700]
    assert list(table["degree"]) == [63, 63, 62, 62, 250]


def test_a_key_of_ones_own_is_named_as_an_assumption():
    own = own_key(PLAN, "Meldungen", "Eigene Zählung", {"AA": 1, "HS": 3})
    shown = split_exhibit(FACTS, PLAN, own, DE)
    assert rows(shown, "code", "places") == [("AA", 175), ("HS", 525), ("", 700)]
    assert "Meldungen (Annahme)" in shown.title
