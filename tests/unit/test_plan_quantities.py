"""Plans that count otherwise: entries, euros, parts of a whole, no numbers; expected values are those of the documents."""

import csv
import io

import pytest
from starlette.applications import Starlette

from kompass.api import routes as api
from kompass.boundaries import boundaries, keys_of
from kompass.briefing import routes as papers
from kompass.briefing.files import FILES
from kompass.facts import PLACES
from kompass.facts_checks import quantity_faults
from kompass.figures.quotas.quantities import quantity_exhibit, quantity_table
from kompass.images import routes as images
from kompass.language import language
from kompass.needs import carries
from kompass.pages import offered_pages
from kompass.plans.checking import check
from kompass.plans.registry import Registry
from kompass.plans.routes import for_each_plan
from kompass.presentation import routes as presentation
from kompass.presentation.views.registry import default_story, view_specs
from tests.colours import LIGHT
from tests.made_plans import EUROS, GERMANY, NO_NUMBERS, euros, germany, no_numbers
from tests.unit.test_api import ask
from tests.unit.test_plan_without import said
from tests.wording import NOT_A_NUMBER

EAST = "sachsen-anhalt-ost-2026"
DE, EN = language("de"), language("en")


@pytest.fixture(scope="module")
def plans(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plaene")
    for make in (euros, no_numbers, germany):
        make(folder)
    made = Registry()
    assert made.add_folders(folder) == []
    return made


@pytest.fixture(scope="module")
def server(plans):
    routes = (api.routes, papers.routes, presentation.routes, images.routes)
    return Starlette(routes=[route for one in routes for route in for_each_plan(one, plans)])


@pytest.fixture(scope="module")
def east(plans):
    return plans.facts(EAST)


# ---------------------------------------------------------------- Sachsen-Anhalt Ost


def test_the_entries_and_the_part_of_them_for_employees(east):
    """Section 6, last paragraph: of the 821 planned entries in SGB III, 247 are for the training of employees."""
    shown = quantity_exhibit(east, LIGHT, DE)
    assert shown.title == "Geplante Eintritte 2026 (SGB III): 821, davon 247 Qualifizierung von Beschäftigten"
    table = quantity_table(east, DE)
    assert table["value"].to_list() == [821, 247]
    assert table["whole"].to_list()[1] == 821
    assert table["relation"].to_list() == ["für sich", "Teil von „Geplante Eintritte“"]
    assert {c.locator for c in shown.citations} == {"Abschnitt 6, letzter Absatz"}
    assert any("nicht daneben" in note for note in shown.notes)
    english = quantity_exhibit(east.in_language(EN), LIGHT, EN)
    assert english.title == "Planned entries 2026 (SGB III): 821, of which 247 training of employees"


def test_it_is_offered_what_it_has_facts_for(east, server):
    paths = [page.url_path for page in offered_pages(east)]
    assert {"", "kontingente", "ausblick", "plaene", "quellen", "mitnehmen"} <= set(paths)
    assert not {"simulator", "vergleich", "steckbrief", "engpaesse", "arbeitslosigkeit"} & set(paths)
    assert default_story(east)[:2] == ("titel", "mengen")
    body = ask(server, "/praesentation", plan=EAST, ansichten=",".join(view_specs(east))).body.decode()
    assert "821" in body
    assert "Platz" not in body
    refused = ask(server, "/api/v1/scenario", plan=EAST)
    assert (refused.status, refused.json["error"]) == (
        404,
        "Dieser Plan teilt keine Eintritte auf Institutionen auf: Szenarien gibt es zu ihm nicht.",
    )
    assert ask(server, "/beschlussvorlage", plan=EAST).status == 404


def test_its_groups_and_lists_are_those_of_the_strategy(east):
    assert len(east["target_groups"]) == 5
    fields = east["plan_list_items"].query("list_id == 'field_of_need'")["item"]
    assert len(fields) == 11  # section 6, Qualifizierungsziele
    assert list(fields)[-1] == "Grundkompetenzen"
    assert sorted(east["districts"]["ags"]) == ["15001", "15082", "15091"]
    assert len(boundaries(keys_of(east["districts"]["ags"])).districts) == 3


@pytest.mark.parametrize("plan", [EAST, NO_NUMBERS, EUROS, GERMANY])
def test_every_file_that_is_offered_is_made(plans, server, plan):
    for file in FILES:
        answer = ask(server, f"/{file.address}", plan=plan)
        offered = carries(plans.facts(plan), *file.needs)
        assert answer.status == (200 if offered else 404), file.file_id
        if not offered:
            assert "auf Institutionen aufgeteilte Plätze" in answer.body.decode()
        elif not file.address.endswith((".pdf", ".zip")):
            assert NOT_A_NUMBER.findall(said(f"/{file.address}", answer.body)) == []


# ---------------------------------------------------------------- other units


def test_a_plan_in_euros_speaks_of_euros(plans, server):
    facts = plans.facts(EUROS)
    assert facts.unit_id == "euro"
    assert plans.facts().unit_id == PLACES
    words, english = facts.words(DE), facts.words(EN)
    assert words.plural("{n} Platz", "{n} Plätze", 2000) == "2.000 Euro"
    assert words.text("{name} plant {places} von {total} Plätzen", name="Platz AG", places=1, total=2) == (
        "Platz AG plant 1 von 2 Euro"  # names stay as they are
    )
    assert english.plural("{n} Platz", "{n} Plätze", 1) == "1 euro"
    assert plans.facts().words(DE) is DE
    found = ask(server, "/api/v1/scenario", plan=EUROS, s=f"{EUROS}~AA-HS.100000").json
    assert found["total"] == 3_508_000
    assert found["institutions"]["HS"]["places"] == 453_000
    shown = ask(server, "/praesentation", plan=EUROS, ansichten="plan,kontingente").body.decode()
    assert "3.508.000" in shown
    assert "Plätze" not in shown


def test_a_plan_without_numbers_has_none_invented(plans, server):
    facts = plans.facts(NO_NUMBERS)
    assert default_story(facts) == ("titel",)
    assert "kontingente" not in [page.url_path for page in offered_pages(facts)]
    assert ask(server, "/api/v1/search", plan=NO_NUMBERS, q="Plätze").status == 200


def test_sixteen_parties_over_all_districts(plans, server):
    facts = plans.facts(GERMANY)
    assert len(facts["districts"]) == 400
    found = ask(server, "/api/v1/scenario", plan=GERMANY, s=f"{GERMANY}~PA-PP.50").json
    assert found["total"] == 4000
    assert found["redistributed"] == 50
    assert len(found["institutions"]) == 16


# ---------------------------------------------------------------- rules


def quantity(name, **other):
    return {
        "quantity_id": name,
        "value": "10",
        "unit_id": "entries",
        "relation": "total",
        "of_quantity": "",
    } | other


def part(name, whole, **other):
    return quantity(name, relation="part_of", of_quantity=whole) | other


@pytest.mark.parametrize(
    ("rows", "column", "words"),
    [
        ([quantity("a"), part("b", "a", value="11")], "value", "mehr als 10 im Ganzen „a“"),
        ([quantity("a", relation="part_of")], "of_quantity", "entweder beides oder keines"),
        ([quantity("a"), quantity("b", of_quantity="a")], "of_quantity", "entweder beides oder keines"),
        ([part("a", "a")], "of_quantity", "nicht sein eigenes Ganzes"),
        ([part("a", "b"), part("b", "a")], "of_quantity", "nicht sein eigenes Ganzes"),
    ],
)
def test_parts_that_cannot_be(rows, column, words):
    faults = list(quantity_faults(rows))
    assert any(found == column and words in str(reason) for _, found, reason in faults), faults


@pytest.mark.parametrize(
    "rows",
    [
        [quantity("a"), part("b", "a", value="10")],
        [quantity("a"), part("b", "a", value="")],  # not stated
        [quantity("a"), part("b", "a", value="5000", unit_id="euro")],  # other units are not compared
        [quantity("a"), part("b", "a"), part("c", "b", value="9")],
    ],
)
def test_parts_that_can_be(rows):
    assert list(quantity_faults(rows)) == []


def test_the_cell_of_a_part_that_is_too_large_is_named(east):
    rows = list(csv.DictReader(io.StringIO(east.files["quantities"].decode())))
    rows[1]["value"] = "822"
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    (problem,) = check(east.package, {**east.files, "quantities": out.getvalue().encode()})
    assert (
        str(problem.message)
        == "Dort steht 822, mehr als 821 im Ganzen „entries“. Ein Teil ist höchstens so groß."
    )
    assert problem.cell == "I3"
