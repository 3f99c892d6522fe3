"""Facts of the documents that once stood on no page, on the page whose question they answer; values typed from there."""

import pytest

TRANSFER = {
    "de": ("bewilligen und finanzieren die Agenturen für Arbeit", "wer plant, nicht, wer bezahlt"),
    "en": ("the employment agencies approve and finance", "who plans, not who pays"),
}


@pytest.mark.parametrize("code", ["de", "en"])
@pytest.mark.parametrize("script", ["quotas.py", "simulator.py"])
def test_what_a_transfer_means_stands_where_places_are_moved(visit, script, code):
    shown = visit(script, lang=code)
    assert all(part in shown.words for part in TRANSFER[code])
    assert "Abschnitt 6.6" in shown.words or "Section 6.6" in shown.words


def test_the_conditions_and_the_money_stand_beside_the_700(visit):
    words = visit("quotas.py").words.replace("\u00a0", " ")
    # Section 9: more than 120 hours (§ 82), at least 120 hours and 20 per cent (§ 82a), from more than 5 people.
    for said in ("mehr als 120 Stunden", "mindestens 120 Stunden", "mindestens 20 Prozent", "mehr als 5"):
        assert said in words
    # EinglMV 2026, § 1: 72 million, and 311 million in 2025.
    assert "72.000.000 € im Jahr 2026, 311.000.000 € im Jahr 2025" in words


def test_the_reason_of_the_state_stands_beside_its_measures(visit):
    words = visit("state_measures.py").words.replace("\u00a0", " ")
    assert (
        "Laut Fortschrittsbericht fehlten 2023 in Nordrhein-Westfalen rund 80.000 qualifizierte Arbeitskräfte"
        in words
    )
    assert "rund 80 %" in words
    assert "16 Regionalagenturen" in words


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ("I.7", ("mind. 3 Jahre", "mind. 0,5")),
        ("V.3", ("dreijährige Umschulungen", "https://www.berufsbildung.nrw.de")),
        ("V.9", ("Alle zwei Monate",)),
        ("II.9", ("16 Regionalagenturen", "http://www.mags.nrw/ausbildungswege-nrw")),
    ],
)
def test_the_sheet_of_a_measure_tells_it(visit, measure, said):
    shown = visit("state_measures.py", massnahme=measure)
    words = shown.words.replace("\u00a0", " ")
    assert all(part in words for part in said)
    for address in (part for part in said if part.startswith("http")):
        assert f'href="{address}"' in shown.markup


def test_other_plans_say_why_people_are_hard_to_win(visit):
    words = visit("planning_regions.py").words
    for said in (
        "wird zunehmend schwieriger",
        "Wegfall des Vermittlungsvorrangs",
        "von Personalabbau betroffen",
    ):
        assert said in words


def test_the_concept_tells_results_sectors_and_offers_for_refugees(visit):
    words = visit("ruhr.py").words
    for said in ("gute Beiträge zum Nachwuchs", "Montanindustrie", "Neustart", "Integration Points"):
        assert said in words


def test_the_pandemic_year_tells_sectors_and_the_january_package(visit):
    words = visit("year_2020.py").words
    for said in ("Veranstaltungswesen", "Arbeitnehmerüberlassung", "vereinbart im Januar 2021"):
        assert said in words


def test_the_map_tells_commuting_and_municipalities(visit):
    words = visit("map.py", gebiet="05334").words
    assert "49 von 49" in words
    assert "45 von 49" in words
    assert "Städte und Gemeinden (10)" in words
    dueren = visit("map.py", gebiet="05358").words
    assert "Städte und Gemeinden (15)" in dueren
    assert "Niederzier fehlt" in dueren
    assert "von 49" not in dueren
