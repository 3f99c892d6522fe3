"""Plans that hold few facts: what they are offered works and says nothing that is not there, all else is not offered."""

import io
import json
import re
import zipfile

import pytest
from starlette.applications import Starlette

from kompass.api import routes as api
from kompass.briefing import routes as papers
from kompass.briefing.files import FILES
from kompass.images import routes as images
from kompass.images.page_head import page_head
from kompass.pages import ALL_PAGES, offered_pages
from kompass.places.keys import comparison_keys
from kompass.plans.registry import Registry
from kompass.plans.routes import for_each_plan
from kompass.presentation import routes as presentation
from kompass.presentation.views.registry import default_story, view_specs
from tests.made_plans import (
    MINIMAL,
    ONE,
    SIXTEEN,
    WITHOUT_DEGREE,
    minimal,
    one_party,
    sixteen,
    without_degree,
)
from tests.unit import asking
from tests.unit.test_api import ask
from tests.wording import NOT_A_NUMBER

ALWAYS = [
    "",
    "kontingente",
    "steckbrief",
    "plan-und-ist",
    "simulator",
    "vergleich",
    "mitnehmen",
    "plaene",
    "quellen",
]
LEGAL = ["barrierefreiheit", "datenschutz", "impressum"]
# Of any plan with job centres in districts: the formulas that count people by age.
SHARED_KEYS = ["working_age_population", "population_25_54", "foreign_population"]
# By plan: paths of its pages besides those of every plan, the suggested views, its keys, and the finding of the
# scenario 10 places from the first to the last institution.
PLANS = {
    MINIMAL: (
        ["karte", "demografie"],
        ["titel", "plan", "kontingente", "simulator"],
        [*SHARED_KEYS, "equal"],
        ["AA", "HS"],
    ),
    ONE: (["demografie"], ["titel", "plan", "kontingente", "simulator"], ["equal"], ["AA", "EXT"]),
    SIXTEEN: ([], ["titel", "plan", "kontingente", "simulator"], ["equal"], ["PP", "PA"]),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The plans, and an application with all routes."""
    folder = tmp_path_factory.mktemp("plaene")
    for make in (minimal, one_party, sixteen, without_degree):
        make(folder)
    plans = Registry()
    assert plans.add_folders(folder) == []
    made = (api.routes, papers.routes, presentation.routes, images.routes)
    return plans, Starlette(routes=[route for one in made for route in for_each_plan(one, plans)])


def said(path, body):
    """The text of an answer; of an Office file that of all its parts."""
    if path.endswith((".docx", ".xlsx", ".pptx")):
        parts = zipfile.ZipFile(io.BytesIO(body))
        body = b" ".join(parts.read(name) for name in parts.namelist() if name.endswith(".xml"))
    markup = re.sub(r"<(style|script).*?</\1>", " ", body.decode(), flags=re.DOTALL)
    return re.sub(r"<[^>]*>", " ", markup)


def assert_answers(app, plan, path, **query):
    answer = ask(app, path, plan=plan, **query)
    assert answer.status == 200, (path, answer.body[:200])
    if not path.endswith((".pdf", ".zip", ".png")):
        assert NOT_A_NUMBER.findall(said(path, answer.body)) == [], path
    return answer


def assert_all_files(app, plan):
    for file in FILES:
        assert_answers(app, plan, f"/{file.address}")
    assert_answers(app, plan, "/beschlussvorlage.pdf")
    assert_answers(app, plan, "/beschlussvorlage", lang="en")


@pytest.mark.parametrize("plan", PLANS)
def test_a_plan_of_the_needed_tables_alone(server, plan):
    plans, app = server
    facts = plans.facts(plan)
    further, story, keys, (giver, taker) = PLANS[plan]
    assert {page.url_path for page in offered_pages(facts)} == {*ALWAYS, *further, *LEGAL}
    assert list(default_story(facts)) == story
    assert [key.key_id for key in comparison_keys(facts)] == keys
    # every view at once, and each as it joins the set-up page
    views = list(view_specs(facts))
    assert_answers(app, plan, "/praesentation", ansichten=",".join(views))
    assert_answers(app, plan, "/praesentation/einrichten", lang="en")
    figures = assert_answers(app, plan, "/bild/").json["figures"]
    assert {figure["page"] for figure in figures} <= {f"/{path}" for path in (*ALWAYS, *further)}
    assert_answers(app, plan, f"/bild/{figures[1]['figure']}.json")
    assert ask(app, "/bild/arbeitslose-monate.svg", plan=plan).status == 404
    assert ask(app, "/bild/engpaesse-matrix.svg", plan=plan).status == 404
    refused = ask(app, "/praesentation", plan=plan, ansichten="engpaesse")
    assert refused.status == 400
    assert "engpaesse" in refused.body.decode()
    # the scenario: places per institution, no rates, the keys
    found = assert_answers(app, plan, "/api/v1/scenario", s=f"{plan}~{giver}-{taker}.10").json
    before = assert_answers(app, plan, "/api/v1/scenario").json["institutions"]
    assert found["institutions"][giver]["places"] == before[giver]["places"] - 10
    assert found["legal_scopes"] == {}
    # People by age are of all districts of Germany: places per 1,000 of them are there wherever job centres have districts.
    bases = {base for district in found["districts"].values() for base in district["per_1000"]}
    assert bases == set(SHARED_KEYS) & set(keys)
    assert {**found["distance_to_key"], **found["distance_to_further_key"]}.keys() == set(keys)
    for words in ("Engpass", "Zukunftsatlas", "Plätze", "Kreis"):
        hits = assert_answers(app, plan, "/api/v1/search", q=words).json["hits"]
        assert {hit["page"] for hit in hits} <= {*ALWAYS, *further, *LEGAL}
    assert_answers(app, plan, "/api/v1")
    for district in list(facts["districts"]["ags"])[:1]:
        assert_answers(app, plan, "/mitnehmen/steckbrief.pdf", von=district)
    if plan != SIXTEEN:  # the files of a plan of sixteen are made in test_plan_quantities.py
        assert_all_files(app, plan)
    for page in ALL_PAGES:
        head = page_head(page.url_path, (("plan", plan),), facts, "http://server/")
        assert NOT_A_NUMBER.findall(head.noscript) == []
        assert ("./engpaesse" in head.noscript, "./kontingente" in head.noscript) == (False, True)


def test_what_the_equal_key_says_of_places(server):
    _, app = server
    # half the differences from the mean: (586 + 300 + 353) / 3 = 413, so 586 - 413
    found = ask(app, "/api/v1/scenario", plan=MINIMAL).json
    assert found["distance_to_further_key"] == {
        "working_age_population": 69.480211,
        "population_25_54": 71.999062,
        "foreign_population": 143.099665,
        "equal": 173.0,
    }
    # 10, 20, … 160: mean 85, those above it are 5 + 15 + … + 75 = 320 too many
    assert ask(app, "/api/v1/scenario", plan=SIXTEEN).json["distance_to_further_key"] == {"equal": 320.0}
    assert ask(app, "/api/v1/scenario", plan=ONE).json["distance_to_further_key"] == {"equal": 0.0}
    goal = json.dumps({"distance": [{"key": "equal", "places": 300}]}).encode()
    status, _, body = asking.ask(
        app, "/api/v1/goal", method="POST", query=f"plan={SIXTEEN}".encode(), body=goal
    )
    assert (status, json.loads(body)["moved"]) == (200, 20)


def test_a_plan_without_a_degree_oriented_part(server):
    plans, app = server
    facts, whole = plans.facts(WITHOUT_DEGREE), plans.facts()
    assert offered_pages(facts) == ALL_PAGES
    gone = set(view_specs(whole)) - set(view_specs(facts))
    assert gone == {"abschluss", "tabelle-kontingente-2026-fluss"}
    counting = [view for view, spec in view_specs(facts).items() if spec.page in ALWAYS]
    assert_answers(app, WITHOUT_DEGREE, "/praesentation", ansichten=",".join(counting))
    found = assert_answers(app, WITHOUT_DEGREE, "/api/v1/scenario", s=f"{WITHOUT_DEGREE}~AA-HS.10").json
    assert (found["degree_total"], found["institutions"]["HS"]["degree"]) == (0, 0)
    assert found["institutions"]["HS"]["places"] == 363
    assert_all_files(app, WITHOUT_DEGREE)
