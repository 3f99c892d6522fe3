"""The simulator on a plan of another size: 150 institutions in 400 districts, made up here."""

from types import MappingProxyType

import pandas as pd
import pytest

from kompass.facts import Facts, load
from kompass.figures.simulator.bases import BASES
from kompass.figures.simulator.comparison import comparison_exhibit
from kompass.figures.simulator.employee_split import split_exhibit
from kompass.figures.simulator.fit import fit_exhibit
from kompass.figures.simulator.flows import flow_exhibit
from kompass.figures.simulator.goal_seek import goal_exhibit, goal_picture
from kompass.figures.simulator.key_allocation import allocation_exhibit, allocation_picture
from kompass.figures.simulator.keys import distance_exhibit, distance_picture
from kompass.figures.simulator.legal_scope import legal_scope_exhibit, legal_scope_picture
from kompass.figures.simulator.scenario import headline, outcome_exhibit, outcome_picture
from kompass.figures.simulator.scenario_map import density_table, fixed_classes, map_areas, map_frame
from kompass.figures.simulator.sensitivity import sensitivity_exhibit
from kompass.language import language
from kompass.matching.fit import partners
from kompass.matching.goals import shortages
from kompass.places.goal_search.search import fewest_moves
from kompass.places.goal_search.wishes import minimum_per_1000, most_given
from kompass.places.kept_scenarios import Named
from kompass.places.keys import comparison_keys
from kompass.places.ledger import Scenario
from kompass.places.moves import PROPORTIONAL, set_degree, set_places
from kompass.places.negotiation import Negotiation
from kompass.places.own_keys import key_quotas
from kompass.places.plan import OUTSIDE, plan_of
from kompass.places.text import scenario_from_text, scenario_text
from kompass.places.totals import set_total
from tests.colours import DARK, LIGHT

INSTITUTIONS, DISTRICTS, AGENCIES = 150, 400, 10
CODES = [f"{chr(65 + n // 26)}{chr(65 + n % 26)}" for n in range(INSTITUTIONS)]
CENTRES = CODES[AGENCIES:]  # job centres with two or three districts each; agencies work in all
AGS = [f"{5_001 + n:05}" for n in range(DISTRICTS)]
HOME = {ags: CENTRES[n % len(CENTRES)] for n, ags in enumerate(AGS)}
PLACES = {code: 100 + 7 * n % 90 for n, code in enumerate(CODES)}
PEOPLE = {ags: 1000 + 13 * n % 700 for n, ags in enumerate(AGS)}
DE = language("de")


def indicator(like, region, value, **other):
    return like | {"region_id": region, "value": float(value)} | other


def made_up():
    """The facts of the real plan, with institutions, districts and their figures replaced."""
    real = load()
    tables = {name: real[name] for name in real}
    scopes = ["SGB III" if code not in CENTRES else "SGB II" for code in CODES]
    tables["institutions"] = pd.DataFrame(
        {
            "code": CODES,
            "position": range(1, INSTITUTIONS + 1),
            "name": [f"Institution {code}" for code in CODES],
            "short_name": CODES,
            "legal_scope": scopes,
            "region_id": [f"JC-{code}" for code in CODES],
        }
    )
    tables["districts"] = pd.DataFrame(
        {
            "ags": AGS,
            "name": [f"Kreis {ags}" for ags in AGS],
            "short_name": AGS,
            "institution": HOME.values(),
            "position": range(1, DISTRICTS + 1),
        }
    )
    tables["institution_districts"] = pd.DataFrame(
        [(code, ags) for code in CODES[:AGENCIES] for ags in AGS] + [(c, a) for a, c in HOME.items()],
        columns=["institution", "district_ags"],
    )
    quotas = tables["quotas"]
    like = quotas[quotas["kind"] == "fbw"].iloc[0].to_dict()
    own = [like | {"institution": c, "places": n, "degree_oriented": n // 3} for c, n in PLACES.items()]
    tables["quotas"] = pd.concat(
        [quotas[quotas["kind"] != "fbw"], pd.DataFrame(own).astype({"places": "Int64"})], ignore_index=True
    )
    facts = []
    for row in tables["indicators"].to_dict("records"):
        if row["region_id"] in ("05", "AADN"):
            facts.append(row)
        elif row["category"] == "" and row["region_id"] == "05334":
            facts += [indicator(row, ags, min(PEOPLE[ags], row["value"])) for ags in AGS]
        elif row["category"] == "" and row["region_id"] == "JC-AC":
            facts += [indicator(row, f"JC-{code}", 1 + n) for n, code in enumerate(CENTRES)]
    tables["indicators"] = pd.DataFrame(facts)
    return Facts(real.package, MappingProxyType(tables))


FACTS = made_up()
PLAN = plan_of(FACTS)
KEYS = comparison_keys(FACTS)
START = Scenario(PLAN)
TOTAL, DEGREE = sum(PLACES.values()), sum(n // 3 for n in PLACES.values())
GIVER, TAKER = CENTRES[0], CENTRES[1]
MOVED = (
    START.transfer(GIVER, TAKER, 20).transfer(CODES[0], CODES[-1], 30, 5).transfer(OUTSIDE, CODES[5], 9, 3)
)


def total_of(shown):
    """The row for all of an exhibit's table."""
    return shown.table.iloc[-1]


def test_the_made_up_plan_has_the_size_that_is_asked_for():
    assert len(PLAN.codes) == INSTITUTIONS
    assert len(FACTS["districts"]) == DISTRICTS
    assert (PLAN.total.places, PLAN.total.degree) == (TOTAL, DEGREE)
    assert {key.key_id for key in KEYS} >= {"population", "employees", "unemployed", "sgb2_rule", "equal"}


def test_an_institution_with_several_districts_weighs_what_they_weigh_together():
    population = next(key for key in KEYS if key.key_id == "population")
    own = [PEOPLE[ags] for ags, code in HOME.items() if code == GIVER]
    assert len(own) == 3
    assert population.weights[GIVER] == sum(own)


def test_moves_spread_over_all_keep_both_totals():
    table = Negotiation(START)
    for number, code in enumerate(CODES[::30]):
        table = table.move(code, PLACES[code] + 40 + number, PROPORTIONAL)
    table = table.move(CODES[7], 90, PROPORTIONAL, setter=set_degree)
    assert (table.current.total.places, table.current.total.degree) == (TOTAL, DEGREE)
    assert table.undo().redo().current == table.current
    assert all(0 <= quota.degree <= quota.places for quota in table.current.quotas.values())


@pytest.mark.parametrize("key", [None, *KEYS], ids=lambda key: key.key_id if key else "plan")
def test_another_total_is_reached_exactly(key):
    assert set_total(START, TOTAL - 1234, key=key).total.places == TOTAL - 1234


def test_a_link_brings_a_scenario_back():
    assert scenario_from_text(PLAN, scenario_text(MOVED)) == MOVED


@pytest.mark.parametrize("style", [LIGHT, DARK], ids=lambda style: style.name)
def test_before_and_after(style):
    shown = outcome_exhibit(FACTS, MOVED, START, "Plan", DE)
    assert total_of(shown)["places"] == TOTAL + 9
    assert shown.table["change"].iloc[:-1].sum() == 9
    assert f"{GIVER} −20" in headline(MOVED, START, "Plan", DE)
    drawn = outcome_picture(shown.table, "Plan", shown.alt, style, DE)
    assert drawn.count('class="bk-dot"') == 20  # the ten largest changes up and down
    assert style.comparison in drawn  # who has no colour of its own


def test_who_gave_to_whom():
    everyone = set_places(START, CODES[0], TOTAL // 2, PROPORTIONAL)
    shown = flow_exhibit(FACTS, everyone, START, "Plan", LIGHT, DE)
    assert shown.table["places"].sum() == TOTAL // 2 - PLACES[CODES[0]]
    assert len(shown.table) == INSTITUTIONS - 1


def test_the_comparison_has_a_row_for_everything():
    kept = [Named.of(f"S{n}", MOVED if n % 2 else START) for n in range(6)]
    shown = comparison_exhibit(FACTS, kept, START, "Plan", KEYS, DE)
    # both numbers of each institution, five totals (gross and net among them), a density per district, a distance per key
    assert len(shown.table) == 2 * INSTITUTIONS + 5 + DISTRICTS + len(KEYS)
    assert list(shown.table.columns) == ["label", "s0", "s1", "s2", "s3", "s4", "s5"]


@pytest.mark.parametrize("base", BASES, ids=lambda base: base.indicator_id)
@pytest.mark.parametrize("split", [None, KEYS[0]], ids=["whole", "split"])
def test_the_map_counts_each_place_once(base, split):
    table = density_table(FACTS, MOVED, START, base, split)
    assert len(table) == DISTRICTS
    once = table.drop_duplicates("code")
    agencies = sum(MOVED.quotas[code].places for code in CODES[:AGENCIES])
    everyone = MOVED.total.places
    assert once["places"].sum() == pytest.approx(everyone if split else everyone - agencies)
    limits = fixed_classes(FACTS, PLAN, base, split)
    assert len(map_areas(table, limits, LIGHT, DE)) == DISTRICTS
    frame = map_frame(MOVED, table, DE)
    assert frame.codes == tuple(CODES[:AGENCIES])
    assert LIGHT.together(frame.codes) == LIGHT.text


def test_the_distance_to_every_key():
    shown = distance_exhibit(MOVED, START, "Plan", KEYS, DE)
    assert len(shown.table) == len(KEYS)
    assert distance_picture(shown, "Plan", LIGHT, DE)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.key_id)
def test_a_key_gives_out_whole_places_and_no_more(key):
    held = sum(MOVED.quotas[code].places for code in CENTRES)
    assert sum(key_quotas(MOVED, key).values()) == held
    shown = allocation_exhibit(FACTS, MOVED, key, DE)
    assert total_of(shown)["by_key"] == total_of(shown)["places"] == held
    assert LIGHT.comparison in allocation_picture(shown, LIGHT, DE)


def test_by_legal_scope():
    shown = legal_scope_exhibit(FACTS, MOVED, START, "Plan", DE)
    assert shown.table["places"].sum() == TOTAL + 9
    assert legal_scope_picture(shown, "Plan", LIGHT, DE)


def test_one_more_place_for_each():
    shown = sensitivity_exhibit(FACTS, MOVED, KEYS, DE)
    assert list(shown.table.columns) == ["figure", *CODES]


def test_the_places_for_people_in_employment():
    for key in (None, *KEYS):
        assert tuple(total_of(split_exhibit(FACTS, PLAN, key, DE))[["places", "degree"]]) == (700, 250)


def test_the_shortages_of_districts_that_are_not_in_the_plan_are_not_judged():
    found = partners(FACTS, MOVED, START)
    assert (set(found.givers), set(found.takers)) == (
        {GIVER, CODES[0], OUTSIDE},
        {TAKER, CODES[-1], CODES[5]},
    )
    assert fit_exhibit(FACTS, shortages(FACTS), GIVER, TAKER, LIGHT, DE) is None


@pytest.mark.slow
def test_a_goal_is_found():
    population = next(key for key in KEYS if key.key_id == "population")
    code = min(CENTRES, key=lambda own: PLACES[own] / population.weights[own])
    wishes = (minimum_per_1000(code, population, 40), most_given(5, START))
    answer = fewest_moves(START, wishes)
    assert answer.scenario.total == START.total
    assert 1000 * answer.scenario.quotas[code].places / population.weights[code] >= 40
    assert max(entry.places for entry in answer.transfers) <= 5
    shown = goal_exhibit(FACTS, START, answer, wishes, population, (), DE)
    assert total_of(shown)["places"] == TOTAL
    assert goal_picture(shown, LIGHT, DE)
