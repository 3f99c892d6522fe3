"""Shortages and training goals: the matrix typed from section 7.1, the counts of 7.2 to 7.5, and the links."""

import pandas as pd
import pytest

from kompass.facts import load
from kompass.figures.csv_file import exhibit_csv
from kompass.figures.shortages.coverage import coverage_exhibit, coverage_figure, coverage_table, gap_exhibit
from kompass.figures.shortages.goals import goal_exhibit, goal_table, headline
from kompass.figures.shortages.listed import Choice, Extent, choose, matrix_exhibit, matrix_table
from kompass.language import language
from kompass.matching.goals import Match, best_matches, goals, shortages
from tests.colours import DARK, LIGHT

FACTS = load()
DE = language("de")
AC, DN, HS = ALL = "05334", "05358", "05370"
LISTED = shortages(FACTS)

# Typed from the three overviews of section 7.1, as code and levels.
PRINTED = {
    AC: "121F 223F 242F 244F 252FS 261F 262F 263FS 293F 311E 321F 332F 431F 432SE 434E 611S 621E 622F 623F "
    "722S 723F 732FS 811F 813F 814E 817S 818F 821F 825F 831SE",
    DN: "251S 252FS 262F 311E 342F 513F 531S 611S 621E 732S 811F 813F 814E 821F 831SE 913E",
    HS: "121F 244F 252FS 261F 262F 292F 342F 611S 621F 622F 623F 723F 813F 816E 817S 821F 831SE 832F",
}


def codes(choice):
    return sorted(choose(FACTS, LISTED, choice)["kldb"].unique())


def match(ags, kldb, level):
    row = LISTED[(LISTED["district_ags"] == ags) & (LISTED["kldb"] == kldb) & (LISTED["level"] == level)]
    assert len(row) == 1
    return row["match"].iloc[0]


# ---------------------------------------------------------------- the matrix


@pytest.mark.parametrize("ags", ALL)
def test_the_matrix_is_the_printed_one(ags):
    table = matrix_table(FACTS, LISTED)
    found = {f"{row.kldb}{row[ags].replace(' ', '')}" for _, row in table.iterrows() if row[ags]}
    assert found == set(PRINTED[ags].split())


def test_the_matrix_keeps_the_order_of_fields_and_codes():
    table = matrix_table(FACTS, LISTED)
    assert list(dict.fromkeys(table["field"])) == [
        "Gartenbauberufe",
        "Produktions- und Fertigungsberufe",
        "Bau- und Ausbauberufe",
        "Berufe der Informationstechnik",
        "Verkehrs-, Logistik- und Sicherheitsberufe",
        "Handels- und Verkaufsberufe",
        "Beratende und verwaltende Berufe",
        "Gesundheit und Soziales",
        "Geisteswissenschaftliche Berufe",
    ]
    assert list(table["kldb"]) == sorted(table["kldb"])
    assert len(table) == 38


def test_the_fuller_of_two_titles_is_shown():
    titles = matrix_table(FACTS, LISTED).set_index("kldb")["title"]
    assert titles["342"] == "Sanitär-, Heizungs- und Klimatechnik, Klempnerei"


def test_the_matrix_block():
    shown = matrix_exhibit(FACTS, LISTED, Choice(ALL), DE)
    assert shown.title == (
        "7 von 38 Berufsgruppen mit Engpass sind in Aachen, Düren und Heinsberg zugleich knapp (Mai 2025, laut Plan)"
    )
    assert shown.kind(FACTS) == "derived"
    assert [c.locator for c in shown.citations] == [
        "Abschnitt 7.1, Fachkräftesituation in der Städteregion Aachen",
        "Abschnitt 7.1, Fachkräftesituation im Kreis Düren",
        "Abschnitt 7.1, Fachkräftesituation im Kreis Heinsberg",
    ]
    assert {c.as_of for c in shown.citations} == {"Mai 2025"}
    assert "Fachkräftesituation vor Ort" in shown.reading
    # 7.1: "Die Bundesagentur für Arbeit … erstellt … regelmäßig eine Engpassanalyse": nothing says that it did not.
    assert "erstellt laut Plan die Bundesagentur für Arbeit" in shown.reading
    assert "nicht die" not in shown.reading
    assert "nicht als Engpass genannt" in shown.reading
    terms = dict(shown.definitions)
    assert terms["F – Fachkräfte"].endswith("Niveau duale Ausbildung")
    assert terms["S – Spezialistinnen und Spezialisten"].endswith("Niveau Meister/-in, Techniker/-in")
    assert terms["E – Expertinnen und Experten"].endswith("Akademische Tätigkeiten")
    assert "KldB" in terms


@pytest.mark.parametrize(
    "words",
    ["Version 0.8 / 2025", "DKZ", "621 Verkauf", "732 Verwaltung", "342: ", "keine Quellenzeile", "816: "],
)
def test_oddities_stand_beside_the_matrix(words):
    assert any(words in note for note in matrix_exhibit(FACTS, LISTED, Choice(ALL), DE).notes)


def test_only_oddities_of_what_is_shown():
    notes = matrix_exhibit(FACTS, LISTED, Choice((DN,), words="Pflege"), DE).notes
    assert not any(word in note for note in notes for word in ("Quellenzeile", "621", "732", "Experteninnen"))


# ---------------------------------------------------------------- choosing


def test_short_in_all_three():
    everywhere = ["252", "262", "611", "621", "813", "821", "831"]
    assert codes(Choice(ALL, extent=Extent.EVERYWHERE)) == everywhere
    assert codes(Choice(ALL, levels=("E",), extent=Extent.EVERYWHERE)) == ["831"]


def test_only_here():
    assert codes(Choice((DN,), extent=Extent.ONE)) == ["251", "513", "531", "913"]
    assert codes(Choice((HS,), extent=Extent.ONE)) == ["292", "816", "832"]


def test_a_level_chooses_groups_but_hides_no_level():
    rows = choose(FACTS, LISTED, Choice((AC,), levels=("S",)))
    assert sorted(rows["kldb"].unique()) == ["252", "263", "432", "611", "722", "732", "817", "831"]
    assert set(rows.loc[rows["kldb"] == "252", "level"]) == {"F", "S"}


def test_a_field():
    assert codes(Choice(ALL, field_id="it")) == ["431", "432", "434"]
    assert codes(Choice((DN, HS), field_id="it")) == []


@pytest.mark.parametrize("words", ["Kältetechnik", "xyz", "999"])
def test_a_search_without_hit_is_empty(words):
    assert codes(Choice(ALL, words=words)) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("813", ["813"]),
        ("PFLEGE", ["813", "821"]),
        ("Sanitär", ["342"]),
        ("sanitaer", ["342"]),
        ("SANITÄR klempnerei", ["342"]),
        ("arzt", ["811"]),
        ("  ", sorted(LISTED["kldb"].unique())),
    ],
)
def test_search_by_word_or_code(words, expected):
    found = codes(Choice(ALL, words=words))
    # "arzt" also stands in "nicht ärztliche" once umlauts are bare letters.
    assert set(expected) <= set(found)
    assert words == "arzt" or found == expected


def test_a_narrowed_choice_says_so():
    shown = matrix_exhibit(FACTS, LISTED, Choice((DN,), words="pflege"), DE)
    assert shown.title == (
        "Auswahl: 2 von 38 Berufsgruppen mit Engpass, 2 davon in Aachen, Düren und Heinsberg zugleich knapp "
        "(Mai 2025, laut Plan)"
    )
    assert [c.name for c in shown.columns] == ["kldb", "title", "field", DN]


@pytest.mark.parametrize(
    ("narrower", "narrowed"),
    [
        ({}, False),
        ({"words": "  "}, False),
        ({"field_id": "health_social"}, True),
        ({"levels": ("F",)}, True),
        ({"words": "pflege"}, True),
        ({"extent": Extent.EVERYWHERE}, True),
    ],
)
def test_anything_but_the_districts_narrows_a_choice(narrower, narrowed):
    assert Choice((DN,), **narrower).narrowed is narrowed


# ---------------------------------------------------------------- the links


def test_every_link_has_both_ends_and_a_reason():
    links = FACTS["goal_links"]
    assert set(links["goal_id"]) <= set(FACTS["training_goals"]["goal_id"])
    assert set(links["kldb"]) <= set(FACTS["shortage_occupations"]["kldb"])
    assert (links["reason"].str.len() > 20).all()
    assert set(links["kind"]) == {"assigned"}
    assert not links.duplicated(["goal_id", "kldb"]).any()


def test_no_goal_of_the_plan_works_towards_an_academic_occupation():
    assert "E" not in set(FACTS["goal_links"]["level"])


@pytest.mark.parametrize(
    ("goal", "kldb", "level"),
    [
        ("Schweißen", "244", "F"),
        ("Steuerfachangestellte", "723", "F"),
        ("medizinische Fachangestellte", "811", "F"),
        ("Malerin", "332", "F"),
        ("Anlagenmechaniker", "342", "F"),
        ("Fachinformatiker", "431", "F"),
        ("Pflege(fach)assistenz", "821", ""),
        ("Erzieherin", "831", ""),
        ("Staplerscheine", "513", "F"),
    ],
)
def test_links_that_the_titles_suggest(goal, kldb, level):
    links = FACTS["goal_links"].merge(FACTS["training_goals"], on="goal_id")
    own = links[links["title"].str.contains(goal, regex=False)]
    assert (kldb, level) in set(zip(own["kldb"], own["level"], strict=True))


def test_the_level_decides():
    # "Verkauf" at the level of vocational training: fits Heinsberg (F), not Aachen and Düren (E).
    assert match(HS, "621", "F") == Match.DEGREE
    assert match(AC, "621", "E") == match(DN, "621", "E") == Match.LEVEL
    assert match(AC, "431", "F") == Match.DEGREE
    assert match(AC, "434", "E") == Match.LEVEL
    assert match(DN, "531", "S") == Match.LEVEL
    assert match(HS, "831", "S") == Match.LEVEL  # the plan names no level for its goals
    assert match(HS, "831", "E") == Match.LEVEL


def test_a_course_is_not_a_degree():
    assert match(AC, "263", "F") == Match.LEVEL  # basics in electrics only, below the skilled worker
    assert match(DN, "252", "F") == Match.COURSE  # Elektromobilität only
    assert match(AC, "244", "F") == Match.DEGREE  # Schweißen, but also the partial qualification


@pytest.mark.parametrize("kldb", ["121", "261", "311", "611", "732", "814", "913"])
def test_shortages_without_any_goal(kldb):
    assert set(LISTED.loc[LISTED["kldb"] == kldb, "match"]) == {Match.NONE}


def test_the_best_match_of_a_group():
    best = best_matches(LISTED)
    assert best["831"] == Match.LEVEL
    assert best["252"] == Match.COURSE
    assert best["434"] == Match.LEVEL
    assert best["121"] == Match.NONE


def test_goals_in_the_order_of_the_plan():
    table = goals(FACTS, LISTED)
    assert list(dict.fromkeys(table["section"])) == ["7.2", "7.3", "7.4", "7.5"]
    assert table.groupby("section").size().to_dict() == {"7.2": 17, "7.3": 22, "7.4": 10, "7.5": 1}
    assert table["title"].iloc[-1].startswith("Erster allgemeinbildender Schulabschluss")


def test_goals_that_serve_no_listed_shortage():
    table = goals(FACTS, LISTED).set_index("title")
    for title in ("Qualitätsmanagement", "CAD", "Gastronomie", "Klinische Forschung"):
        assert table.at[title, "serves"] == table.at[title, "misses"] == ()
    assert table.at["Schutz und Sicherheit", "misses"] == ("531",)


def test_what_a_goal_serves_depends_on_the_districts():
    in_dueren = goals(FACTS, LISTED[LISTED["district_ags"] == DN]).set_index("title")
    assert in_dueren.at["Verkauf", "serves"] == ()
    assert in_dueren.at["Verkauf", "misses"] == ("621",)
    assert in_dueren.at["Schweißen", "serves"] == ()


# ---------------------------------------------------------------- findings and blocks


def test_findings_are_counted():
    found = list(best_matches(LISTED))
    served = found.count(Match.DEGREE) + found.count(Match.COURSE)
    other, none = found.count(Match.LEVEL), found.count(Match.NONE)
    assert served + other + none == 38
    assert headline(FACTS, LISTED, DE) == (
        f"Von 38 Berufsgruppen mit Engpass in Aachen, Düren und Heinsberg (Mai 2025): bei {served} passt ein "
        f"Bildungsziel des Plans, bei {other} eines auf anderem Niveau, bei {none} keines"
    )
    shown = goal_exhibit(FACTS, LISTED, Choice(ALL), DE)
    table = goals(FACTS, LISTED)
    own = int((table["serves"] != ()).sum())
    none = int(((table["serves"] == ()) & (table["misses"] == ())).sum())
    assert shown.title == (
        f"{own} von 50 Bildungszielen des Plans passen zu einem Engpass in Aachen, Düren und Heinsberg, "
        f"{50 - own - none} auf anderem Niveau, {none} zu keinem (Mai 2025)"
    )


def test_goals_follow_the_choice():
    table = goal_table(FACTS, LISTED, Choice(ALL, words="schweiss"))
    assert list(table["title"]) == [
        "Grundlagenschulungen Fertigungstechnik, Elektro, Metall und Schweißen",
        "Schweißen",
        "Metalltechnik",
    ]
    by_title = goal_table(FACTS, LISTED, Choice(ALL, words="klinische"))
    assert list(by_title["title"]) == ["Klinische Forschung"]
    assert goal_table(FACTS, LISTED, Choice(ALL, words="astronaut")).empty


def test_every_link_shows_its_reason():
    table = goal_exhibit(FACTS, LISTED, Choice(ALL), DE).table
    assert set(FACTS["goal_links"]["reason"]) == set(table["reason"]) - {""}
    assert set(table["goal"]) == set(FACTS["training_goals"]["title"])
    assert set(table.loc[table["kldb"] == "", "match"]) == {"kein genannter Engpass"}


def test_the_goals_keep_the_oddities_of_their_lists():
    shown = goal_exhibit(FACTS, LISTED, Choice(ALL), DE)
    assert any("nicht abschließend" in note for note in shown.notes)
    assert any(note.startswith("„Kauffrau bzw. Kaufmann E-commerce“") for note in shown.notes)
    assert "Eigene Zuordnung" in shown.reading


def test_coverage_counts_every_printed_occupation_group_once():
    table = coverage_table(FACTS, LISTED, ALL)
    # Codes in the overviews.
    assert table.groupby("ags")["shortages"].sum().to_dict() == {AC: 30, DN: 16, HS: 18}
    assert list(table["match"].unique()) == list(Match)
    assert list(table["ags"].unique()) == list(ALL)


@pytest.mark.parametrize("style", [LIGHT, DARK], ids=lambda s: s.name)
def test_the_coverage_chart(style):
    table = coverage_table(FACTS, LISTED, ALL)
    figure = coverage_figure(table, 16, style, DE)
    assert [trace.name for trace in figure.data] == ["Städteregion Aachen", "Kreis Düren", "Kreis Heinsberg"]
    for trace, code in zip(figure.data, ("AC", "DN", "HS"), strict=True):
        assert trace.marker.line.color == style.institutions[code]
        assert trace.marker.color[0] == style.institutions[code]
        assert len(trace.x) == 4
    assert figure.layout.xaxis.title.text == "Anzahl der Berufsgruppen"
    assert figure.layout.xaxis.range == (0, 16)
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]  # from the top down
    assert list(figure.layout.yaxis.ticktext[:4]) == [
        "Ziel passt,<br>abschlussorientiert",
        "Ziel passt, nicht<br>abschlussorientiert",
        "passt auf anderem<br>Niveau",
        "kein Ziel",
    ]


def test_the_scale_stays_when_districts_are_chosen():
    one, all_three = (coverage_exhibit(FACTS, LISTED, d, LIGHT, DE).figure for d in ((HS,), ALL))
    assert one.layout.xaxis.range == all_three.layout.xaxis.range
    assert max(max(trace.x) for trace in all_three.data) < all_three.layout.xaxis.range[1]


def test_coverage_of_chosen_districts():
    shown = coverage_exhibit(FACTS, LISTED, (DN, HS), LIGHT, DE)
    assert shown.title == (
        "Berufsgruppen mit Engpass, für die ein Bildungsziel des Plans passt (Mai 2025): "
        "Düren 7 von 16 und Heinsberg 10 von 18"
    )
    assert len(shown.table) == 38
    assert {c.locator for c in shown.citations} >= {"Abschnitt 7.2", "Abschnitt 7.3", "Abschnitt 7.4"}


def test_gaps_leave_out_what_has_a_goal():
    table = gap_exhibit(FACTS, LISTED, ALL, DE).table.set_index("kldb")
    assert "813" not in table.index
    assert table.at["252", AC] == "S"
    assert table.at["621", HS] == ""
    assert table.at["621", AC] == "E"
    assert table.at["621", "remark"] == "Ziel passt: Ziel auf F"
    assert table.at["121", "remark"] == "kein Ziel"


def test_the_download_says_what_it_is():
    shown = gap_exhibit(FACTS, LISTED, (HS,), DE)
    text = exhibit_csv(shown, FACTS, DE).decode("utf-8-sig")
    assert "KldB;Berufsgruppe;Berufsfeld;Heinsberg, Niveau (AGS 05370);Bildungsziel" in text
    assert "eigene Zuordnung" in text
    assert "Fachkräftesituation im Kreis Heinsberg" in text


def test_an_empty_choice_makes_an_empty_matrix():
    table = matrix_table(FACTS, LISTED.iloc[:0])
    assert isinstance(table, pd.DataFrame)
    assert table.empty
    assert list(table.columns) == ["kldb", "title", "field_id", "field", *ALL, "F", "S", "E"]
