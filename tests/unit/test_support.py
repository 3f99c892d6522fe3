"""What supports a shortage: links typed from the progress report and the plan, walks both ways, gaps by hand."""

import re
from collections import Counter

import pytest

from kompass.facts import load
from kompass.figures.shortages.listed import titles
from kompass.figures.support.cards import stacks
from kompass.figures.support.chain import chain_exhibit, headline
from kompass.figures.support.overview import judged_table, overview_exhibit, overview_table, unlinked_exhibit
from kompass.figures.support.walk import Walk
from kompass.language import language
from kompass.matching.goals import shortages
from kompass.matching.support import Start, Way, chain, general_measures

FACTS = load()
DE, EN = language("de"), language("en")
AC, DN, HS = ALL = "05334", "05358", "05370"
LINKS, WITHOUT = FACTS["measure_links"], FACTS["measures_without_link"]
LISTED = shortages(FACTS)
SOCIAL, CRAFTS, RECOGNITION = "degree_group_retraining_08", "degree_company_retraining_03", "adaptation_17"


def walk(way, key, districts=ALL, words=DE):
    return Walk(FACTS.in_language(words), Start(way, key), districts, 2026, words)


def targets(measure_id):
    own = LINKS[LINKS["measure_id"] == measure_id]
    return {row.kldb or row.goal_id or row.section: row.relation_id for row in own.itertuples()}


# ---------------------------------------------------------------- the links

# Read from both documents: what the measure says, and the words of the plan that answer it.
READ = {
    "I.11": {"831": "conditions"},  # relieves the staff of Kitas; "Erziehung"
    "III.5": {"431": "trains", "degree_group_retraining_09": "trains"},  # "FOS Informatik", "IT-Kenntnisse"
    "III.6": {"831": "trains", SOCIAL: "trains"},  # "Kinderpflege" in the goal's title too
    "III.7": {},  # the Kreis Düren is a partner, no more
    "III.11": {"831": "trains"},  # "Soziale Arbeit"; "Sozialarbeit"
    "III.12": {"813": "plans", "821": "plans", "adaptation_15": "plans", SOCIAL: "plans"},  # "Pflege"
    "III.13": {"121": "plans"},  # "Gartenbau" in both
    "IV.5": {"342": "trains", CRAFTS: "trains"},  # SHK: "Sanitär-, Heizungs- und Klima"
    "IV.6": {"adaptation_05": "recruits", "adaptation_06": "trains"},  # "Triebfahrzeugführende", no shortage
    "IV.11": {"2": "recruits"},  # "Quali-Navi" in section 2
    "V.3": {"831": "trains", SOCIAL: "trains", "2": "access"},  # "Umschulung", "Bildungsgutschein"
    "V.5": {"6.1": "conditions"},  # women's employment
    "VI.1": {},  # "Baugewerbe": an industry, no occupation
    "VI.4": {RECOGNITION: "access"},  # "Anerkennung"
    "VI.8": {"311": "access"},  # engineers; "Bauplanung", level E
}


@pytest.mark.parametrize("measure_id", READ)
def test_a_measure_is_linked_to_what_both_documents_name(measure_id):
    assert targets(measure_id) == READ[measure_id]


def test_every_measure_was_judged_once():
    linked, without = set(LINKS["measure_id"]), set(WITHOUT["measure_id"])
    assert not linked & without
    assert linked | without == set(FACTS["measures"]["measure_id"])
    # The table of contents of the report: 12, 10, 13, 11, 10 and 8 measures.
    judged = Counter(measure_id.split(".")[0] for measure_id in linked | without)
    assert judged == {"I": 12, "II": 10, "III": 13, "IV": 11, "V": 10, "VI": 8}
    # School, film, media, health insurers: no shortage and no goal of the plan.
    assert {"I.1", "I.7", "II.4", "III.9", "IV.4", "IV.7", "IV.8", "VI.6"} <= without


def test_a_link_has_one_end_in_the_plan_and_its_reason():
    ends = (LINKS[["kldb", "goal_id", "section"]] != "").sum(axis=1)
    assert (ends == 1).all()
    assert (LINKS["reason"].map(len) > 20).all()
    assert (WITHOUT["reason"].map(len) > 20).all()
    assert set(LINKS["relation_id"]) == set(FACTS["measure_relations"]["relation_id"])


def test_both_places_of_a_link_are_those_of_its_ends():
    own = FACTS["measures"].set_index("measure_id")["locator"]
    goals = FACTS["training_goals"].set_index("goal_id")["locator"]
    for row in (*LINKS.itertuples(), *WITHOUT.itertuples()):
        assert row.locator == own[row.measure_id]
    for row in LINKS.itertuples():
        if row.goal_id:
            assert row.plan_locator == goals[row.goal_id]
        elif row.kldb:
            assert row.plan_locator == "Abschnitt 7.1"
        elif row.section == "0":
            assert row.plan_locator == "Titelblatt"
        else:
            assert row.plan_locator.startswith(f"Abschnitt {row.section},")
    # Typed from the table of contents.
    pages = {"III.7": "48–49", "III.12": "54", "III.13": "55", "IV.5": "61", "IV.6": "62–63", "V.3": "72"}
    for measure_id, page in pages.items():
        assert own[measure_id] == f"Maßnahme {measure_id}, S. {page}"


# ---------------------------------------------------------------- walks


def test_every_walk_leads_back():
    for kldb in LISTED["kldb"].unique():
        there = chain(FACTS, Start(Way.SHORTAGE, kldb))
        for measure_id in there.measures["measure_id"]:
            assert kldb in set(chain(FACTS, Start(Way.MEASURE, measure_id)).shortages["kldb"])
        for goal_id in there.goals["goal_id"]:
            assert kldb in set(chain(FACTS, Start(Way.GOAL, goal_id)).shortages["kldb"])
    for goal_id in LINKS["goal_id"].unique():
        for measure_id in chain(FACTS, Start(Way.GOAL, goal_id or SOCIAL)).measures["measure_id"]:
            assert (goal_id or SOCIAL) in set(chain(FACTS, Start(Way.MEASURE, measure_id)).goals["goal_id"])


def test_care_in_heinsberg():
    own = walk(Way.SHORTAGE, "821", (HS,))
    assert headline(own) == (
        "Altenpflege (821), Engpass in Heinsberg: 1 passendes Bildungsziel, 1 Maßnahme des Landes, davon 1 im Planjahr 2026"
    )
    shortage, plan, state = stacks(own)
    assert shortage.cards[0].levels == ((HS, "F"),)
    # The assistant lies below the skilled worker; the helper on a ward is named by the place alone.
    assert {card.key: card.relation for card in plan.cards} == {
        "adaptation_15": "Niveau offen oder unter der Fachkraft, Engpass F",
        SOCIAL: "passt auf Niveau F",
    }
    (alliance,) = state.cards
    assert len(alliance.facts) == 4  # each is told once
    assert dict(alliance.facts) == {
        "Beginn": "Oktober 2023",
        "Ende laut Bericht": "Dezember 2026",
        "Planjahr 2026": "reicht in das Planjahr 2026",
        "Mittel": "",  # the report names none
    }
    assert state.general == ("VI.2", "VI.3")


def test_heat_pumps_have_dates_and_funds():
    (card,) = stacks(walk(Way.SHORTAGE, "342", (DN,)))[2].cards
    assert card.key == "IV.5"
    assert dict(card.facts)["Mittel"] == ("200.000\u00a0Euro je Jahr; max.\u00a01.500\u00a0Euro je Förderung")
    assert (dict(card.facts)["Beginn"], dict(card.facts)["Ende laut Bericht"]) == ("2022", "2027")


def test_a_goal_at_another_level_does_not_fit():
    # 7.1: Verkauf (621) is short at F in Heinsberg, at E in Düren; the partial qualification works towards F.
    fits = {ags: [c.relation for c in stacks(walk(Way.SHORTAGE, "621", (ags,)))[1].cards] for ags in (HS, DN)}
    assert fits == {HS: ["passt auf Niveau F"], DN: ["passt auf anderem Niveau: Ziel F, Engpass E"]}
    assert headline(walk(Way.SHORTAGE, "621", (DN,))).endswith(
        "1 Bildungsziel auf anderem Niveau, keine Maßnahme des Landes verknüpft"
    )


@pytest.mark.parametrize(
    ("way", "key", "districts", "said"),
    [
        (
            Way.SHORTAGE,
            "321",
            (DN,),
            "Hochbau (321), in Düren nicht als Engpass genannt: kein Bildungsziel verknüpft, "
            "keine Maßnahme des Landes verknüpft",
        ),
        # 13 by hand; I.8, I.11, III.6, III.11 and IV.9 reach 2026; I.9, I.10, II.10, IV.2 and V.3 do not tell.
        (
            Way.SHORTAGE,
            "831",
            ALL,
            "Erziehung, Sozialarbeit (831), Engpass in Aachen, Düren und Heinsberg: 3 Bildungsziele auf anderem Niveau, "
            "13 Maßnahmen des Landes, davon 5 im Planjahr 2026, 5 offen",
        ),
        (Way.MEASURE, "III.12", ALL, "2 Engpassberufe und 2 Bildungsziele"),
        (Way.MEASURE, "V.3", ALL, "1 Engpassberuf, 1 Bildungsziel und 1 andere Stelle des Plans"),
        (Way.MEASURE, "I.1", ALL, "I.1 Seiteneinstieg Grundschule mit OBAS: nichts im Plan ist zugeordnet"),
        (
            Way.GOAL,
            "adaptation_06",
            ALL,
            "kein Engpassberuf verknüpft, 1 Maßnahme des Landes, davon 1 im Planjahr 2026",
        ),
    ],
)
def test_the_finding_of_a_walk(way, key, districts, said):
    assert headline(walk(way, key, districts)).endswith(said)


def test_a_measure_without_a_link_says_why():
    shortage, plan, state = stacks(walk(Way.MEASURE, "IV.8"))
    assert (shortage.cards, plan.cards) == ((), ())
    assert state.cards[0].relation == "nicht zugeordnet"
    assert "weder als Engpass noch als Bildungsziel" in state.cards[0].reason


def test_a_start_makes_a_block_in_both_languages():
    starts = [
        *(Start(Way.SHORTAGE, kldb) for kldb in titles(FACTS).index),
        *(Start(Way.GOAL, goal_id) for goal_id in FACTS["training_goals"]["goal_id"]),
        *(Start(Way.MEASURE, measure_id) for measure_id in FACTS["measures"]["measure_id"]),
    ]
    for number, start in enumerate(starts[::3]):  # a third of them tells as much, and is quick
        shown = chain_exhibit(walk(start.way, start.key, ALL, (DE, EN)[number % 2]))
        assert len(shown.table) >= 1
        assert "{" not in shown.title + " ".join(shown.table.astype(str).to_numpy().ravel())
        assert shown.citations
        assert shown.kind(FACTS) == "assigned"


def test_an_oddity_stands_at_the_walk_it_touches():
    assert any("Gesundheitsfachberufe" in note for note in chain_exhibit(walk(Way.SHORTAGE, "813")).notes)
    assert chain_exhibit(walk(Way.SHORTAGE, "342")).notes == ()


# ---------------------------------------------------------------- the overview

# By hand: the codes of section 7.1 that neither list of links names.
GAPS = "261 292 293 321 611 732 814 816 817 818 825 832 913"
CLASSES = {
    "kein Ziel, keine Maßnahme verknüpft: 13": GAPS,
    "passt auf anderem Niveau, keine Maßnahme verknüpft: 6": "251 263 432 434 531 722",
    "Ziel passt, keine Maßnahme verknüpft: 12": "223 242 244 252 262 332 513 621 622 623 723 811",
    "kein Ziel, Maßnahme verknüpft: 2": "121 311",
    "passt auf anderem Niveau, Maßnahme verknüpft: 1": "831",
    "Ziel passt, Maßnahme verknüpft: 4": "342 431 813 821",
}
DUEREN = {
    "kein Ziel, keine Maßnahme verknüpft: 4": "611 732 814 913",
    "passt auf anderem Niveau, keine Maßnahme verknüpft: 3": "251 531 621",
    "Ziel passt, keine Maßnahme verknüpft: 4": "252 262 513 811",
    "kein Ziel, Maßnahme verknüpft: 1": "311",
    "passt auf anderem Niveau, Maßnahme verknüpft: 1": "831",
    "Ziel passt, Maßnahme verknüpft: 3": "342 813 821",
}


@pytest.mark.parametrize(("districts", "expected"), [(ALL, CLASSES), ((DN,), DUEREN)])
def test_the_gaps_come_first(districts, expected):
    table = overview_table(FACTS, LISTED, districts, "", DE)
    found = {name: " ".join(sorted(rows["kldb"])) for name, rows in table.groupby("group", sort=False)}
    assert list(found.items()) == list(expected.items())


def test_the_overview_counts_and_can_be_narrowed():
    shown = overview_exhibit(FACTS, LISTED, ALL, "", DE)
    assert shown.title == (
        "13 von 38 Berufsgruppen mit Engpass in Aachen, Düren und Heinsberg (Mai 2025): weder ein Bildungsziel des "
        "Plans noch eine Maßnahme des Landes verknüpft"
    )
    assert shown.table.set_index("kldb")["measures"][["831", "821", "261"]].to_list() == [13, 1, 0]
    it = overview_exhibit(FACTS, LISTED, ALL, "it", DE)
    assert it.title.startswith("0 von 3 Berufsgruppen")
    assert list(it.table["kldb"]) == ["432", "434", "431"]


def test_what_was_judged_is_told():
    table = judged_table(FACTS).set_index("cluster")
    assert table.at["VI", "shortages"] == ("VI.5", "VI.8")
    assert table.at["V", "without"] == ("V.1", "V.4")
    assert table[["shortages", "others", "without"]].map(len).sum().to_list() == [18, 15, 31]
    shown = unlinked_exhibit(FACTS, DE)
    assert shown.title == (
        "Von 64 Maßnahmen der Fachkräfteoffensive NRW (25.06.2024) sind 18 mit einem Engpass des Plans verknüpft, "
        "15 nur mit anderem im Plan, 31 mit nichts"
    )
    assert len(shown.table) == 31


def test_general_measures_name_no_occupation():
    for measure_id in general_measures(FACTS):
        assert set(targets(measure_id)) == {"7.1"}


def test_reasons_are_our_own_words():
    """No reason quotes more than a few words: quotation marks hold names and terms only."""
    for reason in (*LINKS["reason"], *WITHOUT["reason"]):
        assert all(len(quoted.split()) <= 4 for quoted in re.findall("„(.*?)“", reason))
