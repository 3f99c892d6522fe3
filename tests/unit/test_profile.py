"""Whom a profile is about: an institution of one district, of some, or of all."""

from kompass.facts import load
from kompass.figures.region.profile import need, profiles, who
from kompass.language import language
from kompass.places.ledger import Scenario
from kompass.places.plan import plan_of
from tests.made_plans import next_year, rewrite

GERMAN = language("de")


def of(facts, key):
    profile = profiles(facts)[key]
    return profile, who(profile, facts, GERMAN), need(facts, Scenario(plan_of(facts)), profile)


def test_an_institution_of_some_districts_is_not_said_to_work_in_all(tmp_path):
    folder = next_year(tmp_path)
    joined = {"Kreis Heinsberg": {"institution": "DN"}}
    rewrite(folder / "districts.csv", lambda row: row | joined.get(row["name"], {}))
    profile, words, found = of(load(plan=folder), "DN")
    assert (profile.of_several, profile.everywhere) == (True, False)
    assert "Arbeitet in: Kreis Düren und Kreis Heinsberg." in words
    assert "in allen Kreisen" not in words
    assert found is None  # nobody reports the unemployed of its legal scope in two of three districts


def test_an_institution_without_districts_of_its_own_works_in_all():
    profile, words, found = of(load(), "AA")
    assert (profile.of_several, profile.everywhere) == (True, True)
    assert "Arbeitet in allen Kreisen zugleich" in words
    assert found is not None


def test_an_institution_of_one_district_works_there():
    profile, words, _ = of(load(), "HS")
    assert (profile.of_several, profile.everywhere) == (False, False)
    assert "Arbeitet in: Kreis Heinsberg, neben der Agentur für Arbeit" in words
