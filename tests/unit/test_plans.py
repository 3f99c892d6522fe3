"""Plans by id: those of a folder, drafts, their routes and addresses, and what one changes against another."""

from xml.etree import ElementTree

import pytest
from starlette.applications import Starlette

from kompass.api import routes as api
from kompass.facts import load
from kompass.facts_checks import FactsError
from kompass.figures.plans.changes import headline, list_changes, place_changes_exhibit
from kompass.images import routes as images
from kompass.language import language
from kompass.places.ledger import Scenario, ScenarioError
from kompass.places.plan import plan_of
from kompass.places.text import scenario_from_text, scenario_text
from kompass.plans.registry import Registry, UnknownPlanError, is_draft
from kompass.plans.routes import for_each_plan
from kompass.presentation import routes as presentation
from kompass.server.feed import feed_route
from tests.made_plans import NEXT, next_year, rewrite
from tests.unit.test_api import ask

SHIPPED = ("aachen-dueren-2026", "sachsen-anhalt-ost-2026")
DE, EN = language("de"), language("en")


@pytest.fixture(scope="module")
def plans(tmp_path_factory):
    """A server with the plan of 2026 and that of 2027."""
    folder = tmp_path_factory.mktemp("plaene")
    next_year(folder)
    made = Registry()
    assert made.add_folders(folder) == []
    return made


@pytest.fixture(scope="module")
def both(plans):
    return plans.facts(), plans.facts(NEXT)


def test_a_folder_is_a_plan_by_its_name(plans):
    assert plans.ids == (*SHIPPED, NEXT)
    assert plans.facts() is load()
    quotas = plan_of(plans.facts(NEXT)).quotas
    assert {code: (quota.places, quota.degree) for code, quota in quotas.items()} == {
        "AA": (2169, 548),
        "AC": (586, 172),
        "DN": (300, 80),
        "HS": (453, 154),
    }


def test_a_plan_that_is_wrong_is_left_out_and_told(tmp_path):
    folder = next_year(tmp_path)
    rewrite(
        folder / "quotas.csv", lambda row: row | ({"places": "454"} if row["institution"] == "HS" else {})
    )
    made = Registry()
    (told,) = made.add_folders(tmp_path)
    assert made.ids == SHIPPED
    said = DE.message(told)
    assert said.startswith(f"Plan im Ordner {NEXT}: ")
    assert "3509" in said
    assert "3508" in said


@pytest.mark.parametrize("name", ["Aachen 2027", "entwurf-2027", "äöü"])
def test_a_folder_needs_a_name_that_an_address_can_have(tmp_path, name):
    next_year(tmp_path).rename(tmp_path / name)
    (told,) = Registry().add_folders(tmp_path)
    assert name in DE.message(told)


def test_a_table_that_a_plan_does_not_have_is_empty(tmp_path):
    folder = next_year(tmp_path)
    for table in ("projects", "project_fields", "focus_themes", "recommendations", "theme_links"):
        (folder / f"{table}.csv").unlink()
    rewrite(folder / "source_notes.csv", lambda row: row if row["table"] in ("plans", "quotas") else None)
    facts = load(plan=folder)
    assert facts["projects"].empty
    assert list(facts["projects"].columns) == list(load()["projects"].columns)
    (folder / "quotas.csv").unlink()
    with pytest.raises(FactsError, match=r"quotas\.csv"):
        load(plan=folder.rename(tmp_path / "ohne"))


def test_an_unknown_plan_is_refused_with_those_there_are(plans):
    with pytest.raises(UnknownPlanError) as caught:
        plans.facts("mond-2027")
    assert "mond-2027" in str(caught.value)
    assert NEXT in str(caught.value)


def test_a_draft_is_kept_by_an_id_that_cannot_be_guessed(plans):
    plan_id = plans.keep_draft(plans.facts(NEXT))
    assert is_draft(plans.facts(plan_id))
    assert plans.own_id(plans.facts(plan_id)) == NEXT
    assert plan_id not in plans.ids
    assert len(plan_id) >= 20
    assert plan_of(plans.facts(plan_id)).quotas["HS"].places == 453


def test_the_draft_used_longest_ago_goes_first(plans):
    facts, made = plans.facts(NEXT), Registry(most_drafts=2)
    first, second = made.keep_draft(facts), made.keep_draft(facts)
    made.facts(first)
    made.keep_draft(facts)
    made.facts(first)
    with pytest.raises(UnknownPlanError):
        made.facts(second)


def test_a_plan_is_put_in_place_whole_and_replaces_none(plans, tmp_path):
    files, made = plans.facts(NEXT).files, Registry()
    made.install(tmp_path, "aachen-dueren-2027b", files)
    assert made.ids == (*SHIPPED, "aachen-dueren-2027b")
    assert [path.name for path in tmp_path.iterdir()] == ["aachen-dueren-2027b"]
    assert plan_of(made.facts("aachen-dueren-2027b")).quotas["HS"].places == 453
    for plan_id in ("aachen-dueren-2027b", "../neben", "entwurf-1", "aachen-dueren-2026"):
        with pytest.raises(FactsError, match=r"aachen-dueren-202[67]|musterland-2030"):
            made.install(tmp_path, plan_id, files)
    assert [path.name for path in tmp_path.iterdir()] == ["aachen-dueren-2027b"]


# ---------------------------------------------------------------- scenarios and routes


def test_a_scenario_names_its_plan(both):
    now, then = (plan_of(facts) for facts in both)
    assert (
        scenario_text(Scenario(now).transfer("AA", "HS", 10)) == "2026~AA-HS.10.3"
    )  # as in all links before
    text = scenario_text(Scenario(then).transfer("AA", "HS", 10))
    assert text == "aachen-dueren-2027~AA-HS.10.3"
    assert scenario_from_text(then, text).quotas["HS"].places == 463
    with pytest.raises(ScenarioError, match=r"aachen-dueren-2027.*2026"):
        scenario_from_text(now, text)


def test_routes_answer_for_the_plan_that_is_asked_for(plans):
    app = Starlette(routes=for_each_plan(api.routes, plans))
    assert ask(app, "/api/v1/scenario").json["institutions"]["HS"]["places"] == 353
    found = ask(app, "/api/v1/scenario", plan=NEXT, s=f"{NEXT}~AA-HS.10").json
    assert found["institutions"]["HS"]["places"] == 463
    assert found["plan"] == "2027"
    assert ask(app, "/api/v1/facts/quotas.csv", plan=NEXT).body == plans.facts(NEXT).files["quotas"]
    goal = ask(app, "/api/v1/goal", method="POST", plan=NEXT)
    assert goal.status in (400, 415)  # asked without a body: the route itself answers
    refused = ask(app, "/api/v1/scenario", plan="mond", lang="en")
    assert refused.status == 404
    assert "mond" in refused.json["error"]
    assert ask(app, "/api/v1/scenario", method="DELETE", plan=NEXT).status == 405
    assert ask(app, "/api/v1/nichts", plan=NEXT).status == 404


def test_pictures_and_views_are_those_of_the_plan(plans):
    app = Starlette(routes=[*for_each_plan(images.routes, plans), *for_each_plan(presentation.routes, plans)])
    assert "2.169" in ask(app, "/bild/kontingente-2027-plaetze.svg", plan=NEXT).body.decode()
    assert ask(app, "/bild/kontingente-2027-plaetze.svg").status == 404  # the plan of the product is of 2026
    shown = ask(app, "/praesentation", plan=NEXT).body.decode()
    assert "2.169" in shown
    assert f"plan={NEXT}" in shown  # links go on with it


def test_the_feed_tells_what_a_plan_changes(plans):
    answer = ask(Starlette(routes=[feed_route(plans)]), "/plaene.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    space = {"a": "http://www.w3.org/2005/Atom"}
    entries = ElementTree.fromstring(answer.body).findall("a:entry", space)
    said = {e.find("a:link", space).get("href"): e.findtext("a:summary", namespaces=space) for e in entries}
    assert said["http://testserver/plaene"] == "Plan 2026: 3.508 Plätze"
    assert said[f"http://testserver/plaene?plan={NEXT}"].startswith(
        "Plan 2027 gegenüber Plan 2026: AA −100, HS +100 Plätze"
    )
    assert said["http://testserver/plaene?plan=sachsen-anhalt-ost-2026"] == (
        "Geplante Eintritte 2026 (SGB III): 821, davon 247 Qualifizierung von Beschäftigten"
    )
    days = [e.findtext("a:updated", namespaces=space) for e in entries]
    assert sorted(days) == ["2025-01-01T00:00:00Z", "2025-11-25T00:00:00Z", "2025-11-25T00:00:00Z"]


# ---------------------------------------------------------------- one plan against another


def test_places_against_the_plan_before(both):
    shown = place_changes_exhibit(*both, DE)
    assert shown.title == "Plan 2027 gegenüber Plan 2026: AA −100, HS +100 Plätze, zusammen gleich viele"
    rows = shown.table.set_index("code")[
        ["before", "places", "change", "degree_before", "degree", "degree_change"]
    ]
    assert rows.loc["AA"].to_list() == [2269, 2169, -100, 573, 548, -25]
    assert rows.loc["AC"].to_list() == [586, 586, 0, 172, 172, 0]
    assert rows.loc["HS"].to_list() == [353, 453, 100, 129, 154, 25]
    assert rows.loc[""].to_list() == [3508, 3508, 0, 954, 954, 0]


def test_a_plan_does_not_differ_from_itself(both):
    assert (
        headline(both[0], both[0], EN)
        == "Plan 2026 against Plan 2026: every institution with the same number of places"
    )
    assert list_changes(both[0], both[0], DE).empty


def test_a_dropped_goal_is_named(both):
    assert list_changes(*both, DE).to_dict("records") == [
        {
            "what": "Bildungsziel",
            "change": "entfallen",
            "before": "Klassische Bildungsziele (Anpassungsfortbildungen): CNC – Drehen, Fräsen",
            "after": "",
        }
    ]
    assert list(list_changes(*reversed(both), DE)["change"]) == ["neu"]
