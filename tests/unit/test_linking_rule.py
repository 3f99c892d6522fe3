"""The one rule for links, as it stands in the methods, held by every row that it decides."""

import pytest

from kompass.facts import load
from kompass.figures.shortages.coverage import gap_exhibit
from kompass.figures.shortages.goals import goal_exhibit
from kompass.figures.shortages.listed import Choice, titles
from kompass.figures.support.chain import chain_exhibit
from kompass.figures.support.overview import overview_exhibit
from kompass.figures.support.walk import Walk
from kompass.language import language
from kompass.matching.goals import Match, best_matches, shortages
from kompass.matching.support import Start, Way

FACTS = load()
DE = language("de")
ALL = ("05334", "05358", "05370")
GOALS = FACTS["training_goals"].merge(
    FACTS["training_goal_groups"][["group_id", "kind"]], on="group_id", suffixes=("", "_group")
)
LINKS = FACTS["goal_links"].merge(GOALS[["goal_id", "title", "kind"]], on="goal_id", suffixes=("_link", ""))
MEASURES = FACTS["measure_links"]
PRINTED = titles(FACTS)

# The stem under which a word of a goal's title stands in the title of the occupation group (7.1).
STEMS = {
    "Schwei": "schwei",
    "informatik": "informatik",
    "energie": "energie",
    "Maler": "maler",
    "Erzieh": "erzieh",
    "Brandschutz": "brand",
    "Maschinen": "maschinen",
}
# Below the skilled worker by their own words: basics, assistance, help, support.
BELOW = ("Grundlagen", "assistenz", "helfer", "Begleitung")


def test_the_rule_is_written_down():
    rule = FACTS.record("methods", method_id="linking_rule")
    assert {"shortages", "support", "ruhr"} <= set(rule["used_on"].split())
    for said in ("Verkauf", "Gastronomie", "Baugewerbe", "Handwerksberufe", "Aufstieg", "nicht gemeint"):
        assert said in rule["explanation"]


def test_each_goal_is_linked_by_a_word_of_its_title():
    for row in LINKS.itertuples():
        assert row.named.casefold() in row.title.casefold(), row


def test_a_link_by_word_has_the_word_in_both_titles():
    for row in LINKS[LINKS["basis"] == "word"].itertuples():
        stem = STEMS.get(row.named, row.named).casefold()
        assert stem in PRINTED[row.kldb].casefold(), row


@pytest.mark.parametrize("word", ["Verkauf", "Pflege", "Metall", "Lager"])
def test_a_wider_word_links_every_group_that_has_it_in_its_title(word):
    groups = {kldb for kldb, title in PRINTED.items() if word.casefold() in title.casefold()}
    for goal_id, own in LINKS[LINKS["named"] == word].groupby("goal_id"):
        assert set(own["kldb"]) == groups, goal_id


def test_an_industry_links_only_the_occupations_it_names():
    # "Gastronomie" names none; of the crafts those that stand as examples: Tischler, Maler, Anlagenmechaniker SHK.
    assert LINKS[LINKS["title"] == "Gastronomie"].empty
    crafts = LINKS[LINKS["title"].str.startswith("Handwerksberufe")]
    assert dict(zip(crafts["kldb"], crafts["named"], strict=True)) == {
        "223": "Tischler",
        "332": "Maler",
        "342": "SHK",
    }
    # "Baugewerbe" (VI.1) names no occupation.
    assert "VI.1" not in set(MEASURES["measure_id"])


def test_adaptation_and_additional_knowledge_reach_f_at_most():
    assert set(LINKS.loc[LINKS["kind"].isin(["adaptation", "future"]), "level"]) <= {"F", ""}
    assert set(LINKS["level"]) <= {"F", ""}  # the plan names no level; nothing is read as S or E


def test_what_lies_below_the_skilled_worker_fits_no_level():
    below = LINKS[LINKS["title"].str.contains("|".join(BELOW))]
    assert len(below) >= 6
    assert set(below["level"]) == {""}
    best = best_matches(shortages(FACTS))
    # 831 Erziehung: three goals, none with a level that the plan tells; 263: only basics.
    assert best["831"] == Match.LEVEL
    assert best["263"] == Match.LEVEL


def test_no_reason_rests_on_what_a_title_does_not_rule_out():
    for reason in (*LINKS["reason"], *MEASURES["reason"], *FACTS["theme_links"]["reason"]):
        assert "schließt" not in reason


def test_each_measure_is_linked_by_its_own_words():
    measures = FACTS["measures"].set_index("measure_id")["title"]
    assert (MEASURES["named"] != "").all()
    # By subject only to other passages of the plan, by word or occupation to groups and goals.
    for row in MEASURES.itertuples():
        assert (row.basis == "subject") == (row.section != ""), row
    # Where the title itself has the word, it can be checked here; the others stand in the report's text.
    in_title = [r for r in MEASURES.itertuples() if r.named.casefold() in measures[r.measure_id].casefold()]
    assert len(in_title) >= 15


@pytest.mark.parametrize(
    ("measure_id", "end"),
    [
        ("III.7", "0"),  # a partner
        ("V.4", "6.1"),  # the same form of teaching
        ("IV.1", "degree_company_retraining_03"),  # promotion
        ("VI.1", "321"),  # an industry
        ("VI.8", "adaptation_17"),  # recognition without training: "davon Nachqualifizierungen 0"
    ],
)
def test_what_the_rule_rules_out_is_not_linked(measure_id, end):
    ends = MEASURES["kldb"] + MEASURES["goal_id"] + MEASURES["section"]
    assert not ((MEASURES["measure_id"] == measure_id) & (ends == end)).any()


def test_measures_on_crafts_are_treated_alike():
    linked = set(MEASURES.loc[MEASURES["goal_id"] == "degree_company_retraining_03", "measure_id"])
    assert linked == {"II.1", "III.3", "III.4", "IV.5"}  # learning a craft or training in it
    assert {"IV.1", "V.1"} <= set(FACTS["measures_without_link"]["measure_id"])


def test_a_collective_word_is_told_where_it_may_mean_more():
    """III.12 names health professions without listing them: 817 may be one of them."""
    listed = shortages(FACTS)
    walk = Walk(FACTS, Start(Way.SHORTAGE, "817"), ALL, 2026, DE)
    for notes in (
        chain_exhibit(walk).notes,
        overview_exhibit(FACTS, listed, ALL, "", DE).notes,
        overview_exhibit(FACTS, listed, ALL, "health_social", DE).notes,
    ):
        assert any("Gesundheitsfachberufe" in note for note in notes)
    assert not overview_exhibit(FACTS, listed, ALL, "it", DE).notes


def test_an_open_level_is_said():
    listed = shortages(FACTS)
    gaps = gap_exhibit(FACTS, listed, ALL, DE).table.set_index("kldb")["remark"]
    assert gaps["831"].endswith("Ziel, dessen Niveau offen ist oder unter der Fachkraft liegt")
    assert gaps["531"].endswith("Ziel auf F")
    assert "Ziel auf" not in gaps["292"]
    shown = goal_exhibit(FACTS, listed, Choice(ALL), DE).table
    assert set(shown.loc[shown["kldb"] == "831", "level"]) == {"offen oder unter F"}
    relations = chain_exhibit(Walk(FACTS, Start(Way.SHORTAGE, "831"), ALL, 2026, DE)).table["relation"]
    assert "Niveau offen oder unter der Fachkraft, Engpass S und E" in set(relations)
