"""The catalogue: every source, figure, oddity and method is there, and every table is on some page."""

import re
from pathlib import Path

import pytest

from kompass.facts import load
from kompass.figures.exhibit import Kind
from kompass.figures.labels import WORDS
from kompass.figures.row_labels import RowWords
from kompass.figures.sources.catalogue import catalogue, origin_table
from kompass.language import language
from kompass.places.keys import comparison_keys
from kompass.places.plan import plan_of
from kompass.text_match import found, hits

ROOT = Path(__file__).parents[2]
FACTS = load()
DE = language("de")
FOUND = catalogue(FACTS, DE)
WORDING = RowWords(FACTS, DE)
SCRIPTS = {path.stem for path in (ROOT / "pages").glob("[!_]*.py")}
BY_SCHEMA = list(FACTS["table_views"].query("view == 'sources'")["table"])


def plain(text):
    return text.replace("\u00a0", " ")


# ---------------------------------------------------------------- every table has its page


def test_every_table_is_shown_or_has_a_reason_not_to_be():
    listed = FACTS["table_views"]
    assert set(listed["table"]) == set(FACTS)
    assert ((listed["view"] != "") != (listed["reason"] != "")).all()
    assert not listed.duplicated().any()
    assert set(listed["view"]) - {""} <= SCRIPTS


@pytest.mark.parametrize("table", BY_SCHEMA)
def test_the_page_of_sources_has_the_rows_of_the_table(table):
    """It goes through all tables by the schema; tests/pages/test_table_views.py opens the other pages."""
    assert len(WORDING.rows(table)[0])


def test_methods_stand_on_pages_that_exist():
    for scripts in FACTS["methods"]["used_on"]:
        assert set(scripts.split()) <= SCRIPTS


# ---------------------------------------------------------------- sources and figures


def test_every_source_with_all_it_needs():
    assert len(FOUND.sources) == 18
    for column in ("title", "short_title", "publisher", "published", "licence", "note", "sha256"):
        assert (FOUND.sources[column] != "").all(), column
    assert (FOUND.sources["rows"] > 0).all()  # no source that nothing comes from


def test_every_indicator_has_source_definition_unit_and_place():
    table = FOUND.indicators
    assert len(table) == len(FACTS["indicators"])
    assert set(table["indicator_id"]) == set(FACTS["indicator_definitions"]["indicator_id"])
    for column in (
        "label",
        "definition",
        "unit",
        "region",
        "as_of",
        "text",
        "precision",
        "kind",
        "source",
        "locator",
    ):
        assert (table[column] != "").all(), column


@pytest.mark.parametrize(
    ("indicator", "region", "text", "precision"),
    [
        ("employees", "Kreis Düren", "knapp 91.000 Personen", "ungefähr"),
        ("employment_rate", "Nordrhein-Westfalen", "60,3 %", "genau"),
        ("area_km2", "Kreis Heinsberg", "ca. 628 km²", "ungefähr"),
        ("unskilled_unemployment_ratio", "Deutschland", "fast 5 mal", "ungefähr"),
        ("employees_change", "Agenturbezirk Aachen-Düren", "+2.490 Personen", "genau"),
    ],
)
def test_values_as_printed(indicator, region, text, precision):
    table = FOUND.indicators
    row = table[(table["indicator_id"] == indicator) & (table["region"] == region)].iloc[0]
    assert (plain(row["text"]), row["precision"]) == (text, precision)


def test_forty_two_per_cent_gets_no_false_digit():
    table = FOUND.indicators.query("indicator_id == 'ai_not_used_share'").set_index("category")["text"]
    assert {k: plain(v) for k, v in table.items()} == {"Frauen": "42 %", "Männer": "30,7 %"}


def test_every_note_says_what_it_touches_without_codes():
    assert len(FOUND.notes) == len(FACTS["source_notes"])
    assert (FOUND.notes["touches"] != "").all()
    assert not FOUND.notes["touches"].str.contains(r"[a-z]_[a-z]|=|\d{4}-\d\d|\b05\d{3}").any()


@pytest.mark.parametrize(
    ("note", "touches"),
    [
        ("14 auf: Niederzier", "Niederzier"),
        ("kein Vorzeichen", "Merkmal: Nationalität; Ausprägung: Ausländer"),
        ("Heinsberg mit F", "621 Verkauf (ohne Produktspezialisierung)"),
        ("nennt die ifo-Prognose ähnlich", "Größe: Erwerbstätige; Zeitraum: 2026"),
    ],
)
def test_note(note, touches):
    row = FOUND.notes[FOUND.notes["note"].str.contains(note, regex=False)].iloc[0]
    assert plain(row["touches"]) == touches


def test_what_comes_from_a_source():
    za = origin_table(FACTS, "za2025").set_index("table")["rows"]
    assert dict(za) == {"indicators": 3, "zukunftsatlas_classes": 8}
    assert origin_table(FACTS, "plan2026").set_index("table").at["quotas", "locators"] == "Abschnitt 8, S. 18"
    total = sum(origin_table(FACTS, i)["rows"].sum() for i in FACTS["sources"]["source_id"])
    tables = [FACTS[n] for n in FACTS if n not in ("sources", "source_notes")]
    # Terms of our own have no source.
    assert total == sum((t["source_id"] != "").sum() for t in tables if "source_id" in t)


def test_an_unknown_source_is_an_error():
    with pytest.raises(KeyError):
        origin_table(FACTS, "quatsch")


def test_the_kinds_in_their_order():
    assert list(FOUND.kinds["kind"]) == list(Kind)
    assert list(FOUND.kinds["label"]) == [
        "amtlich",
        "Plan",
        "Dokument",
        "eigene Rechnung",
        "eigene Zuordnung",
        "Szenario",
        "Annahme",
        "Übung",
    ]


# ---------------------------------------------------------------- methods hold what the code does


def test_the_formula_of_the_distance_is_that_of_the_code():
    assert "½ · Σ" in FACTS["methods"].set_index("method_id").at["distance_in_places", "formula"]
    plan = plan_of(FACTS)
    key = comparison_keys(FACTS)[0]
    places = {c: plan.quotas[c].places for c in key.weights}
    total, whole = sum(places.values()), sum(key.weights.values())
    by_hand = sum(abs(p - key.weights[c] / whole * total) for c, p in places.items()) / 2
    assert key.distance(plan.quotas) == pytest.approx(by_hand)
    assert by_hand == pytest.approx(62.7, abs=0.05)  # DESIGN.md, check values


def test_every_method_is_complete():
    methods = FACTS["methods"]
    assert (methods[["title", "formula", "explanation", "used_on"]] != "").all(axis=None)
    assert methods["title"].is_unique
    assert {"degree_rate", "population_density", "places_per_1000", "shortage_count", "gap_to_state"} <= set(
        methods["method_id"]
    )
    assert {"distance_in_places", "largest_remainder", "degree_rule"} <= set(methods["method_id"])


# ---------------------------------------------------------------- words and search


def test_every_code_of_a_closed_list_has_a_word():
    words_already = re.compile(
        r"[A-ZÄÖÜ].*|ifo|knapp|gut|ca\.|rund|etwa|fast|mehr als|mindestens|höchstens|über"
    )
    for resource in FACTS.package["resources"]:
        for field in resource["schema"]["fields"]:
            for code in field.get("constraints", {}).get("enum", ()):
                assert code in WORDS or words_already.fullmatch(str(code)), (resource["name"], code)


@pytest.mark.parametrize("table", list(FACTS))
def test_rows_of_every_table_in_words(table):
    shown, columns = WORDING.rows(table)
    assert len(shown) == len(FACTS[table])
    assert [c.name for c in columns] == list(FACTS[table])
    assert not any(c.heading == c.name for c in columns if "_" in c.name)


def test_a_missing_cell_stays_empty():
    shown, _ = WORDING.rows("forecasts")
    assert (shown["value"] == "").sum() == FACTS["forecasts"]["value"].isna().sum() == 9


@pytest.mark.parametrize("query", ["Düren", "düren", "DUEREN", "duren", "kreis düren", "Düren  Kreis"])
def test_search_is_tolerant(query):
    assert found(query, "Kreis Düren")


@pytest.mark.parametrize(("query", "text"), [("Aachen", "Kreis Düren"), ("Kreis Aachen", "Kreis Düren")])
def test_search_needs_every_word(query, text):
    assert not found(query, text)


def test_search_finds_numbers_as_shown():
    assert set(hits(FOUND.indicators, "91.000")["indicator_id"]) == {"employees"}
    assert set(hits(FOUND.indicators, "beschaeftigungsquote")["label"]) == {"Beschäftigungsquote"}


def test_an_empty_search_finds_all_and_a_strange_one_nothing():
    assert len(hits(FOUND.notes, " ")) == len(FOUND.notes)
    assert hits(FOUND.notes, "Xylophon").empty
