"""The data package, reopened: it validates, and says how to read, cite and use it."""

import json
from io import BytesIO
from zipfile import ZipFile

import frictionless
import pytest

from kompass.api.routes import scenario_document
from kompass.briefing.data_zip import make_data_zip
from kompass.language import LANGUAGES
from tests.office.exporting import FACTS, MADE, export

ASKED = "2026~AA-HS.100.25~EXT-DN.20.5"


@pytest.fixture(scope="module", params=LANGUAGES)
def made(request):
    one = export(ASKED, code=request.param)
    return one, make_data_zip(one)


def files(content):
    with ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_validates(made, tmp_path):
    with ZipFile(BytesIO(made[1])) as archive:
        archive.extractall(tmp_path)
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "note"])
    assert report.stats["tasks"] == len(list(FACTS))


def test_everything_is_in_it_and_nothing_leads_out(made):
    found = files(made[1])
    tables = {resource["path"] for resource in FACTS.package["resources"]}
    layers = {f"geo/{name}.geojson" for name in ("districts", "municipalities", "neighbours")}
    assert set(found) == {"README.md", "datapackage.json", "scenario.json"} | tables | layers
    assert not any(name.startswith("/") or ".." in name for name in found)
    assert all(len(json.loads(found[layer])["features"]) for layer in layers)


def test_the_scenario_is_what_the_server_answers(made):
    asked, content = made
    scenario = json.loads(files(content)["scenario.json"])
    stamp = {name: scenario.pop(name) for name in ("data", "made", "link")}
    assert stamp == {"data": FACTS.version, "made": MADE.isoformat(), "link": asked.provenance.link}
    assert scenario == scenario_document(FACTS, asked.chosen.scenario, asked.chosen.keys)
    # The plan's 353 and the 100 that moved; of all 3,508 and the 20 from outside.
    assert (scenario["institutions"]["HS"]["places"], scenario["total"]) == (453, 3528)


def test_the_readme_says_licence_citation_and_what_is_where(made):
    asked, content = made
    text = files(content)["README.md"].decode()
    said = asked.provenance
    for part in (said.basis, said.data, said.made, said.scenario, said.link, said.attribution):
        assert part in text
    assert all(licence["title"] in text for licence in asked.facts.package["licenses"])
    assert all(resource["path"] in text for resource in FACTS.package["resources"])
    assert asked.words.text("Ein leeres Feld heißt: nicht ausgewiesen. Es ist nie eine Null.") in text


def test_the_same_order_gives_the_same_bytes_and_they_are_few(made):
    asked, content = made
    assert make_data_zip(asked) == content
    assert len(content) < 5_000_000
