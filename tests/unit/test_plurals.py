"""Nouns agree with the numbers before them: one place, two places, in every language."""

import re

import pytest
from babel.messages.pofile import read_po

from kompass.facts import load
from kompass.figures.exhibit import unit_symbol
from kompass.figures.simulator.scenario import headline, transfer_line
from kompass.language import CATALOGUES, LANGUAGES, LOCALE_DIR, MINUS, Message, language
from kompass.places.ledger import Scenario, ScenarioError, Transfer
from kompass.places.plan import plan_of
from kompass.presentation.story import show_from_pairs
from kompass.presentation.view import view_context
from kompass.presentation.views.figures import figure_specs
from tests.wording import WRONG_NUMBER

FACTS = load()
PLAN = plan_of(FACTS)
DE, EN = language("de"), language("en")


def counted():
    """Every counted text of the code: its id and the number of its forms."""
    with (LOCALE_DIR / "kompass.pot").open("rb") as file:
        return [message.id for message in read_po(file) if isinstance(message.id, tuple)]


def filled(ids, n, words):
    fields = dict.fromkeys(re.findall(r"\{(\w+)\}", "".join(ids)), n)
    return words.plural(*ids, n, **fields)


@pytest.mark.parametrize("ids", counted(), ids=lambda ids: ids[0])
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_counted_text_agrees_with_one_and_with_two(code, ids):
    words = language(code)
    one, two = filled(ids, 1, words), filled(ids, 2, words)
    assert not WRONG_NUMBER.search(one), one
    assert one.replace("1", "#") != two.replace("2", "#")


def test_there_are_counted_texts():
    assert len(counted()) > 40


@pytest.mark.parametrize("name", CATALOGUES)
@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "de"])
def test_every_counted_text_has_all_its_forms(code, name):
    with (LOCALE_DIR / code / "LC_MESSAGES" / name).open("rb") as file:
        found = read_po(file, locale=code)
    short = [
        m.id
        for m in found
        if isinstance(m.id, tuple) and len([s for s in m.string if s]) != found.num_plurals
    ]
    assert short == []


@pytest.mark.parametrize(
    ("n", "german", "english"),
    [
        (0, "0 Einträge", "0 entries"),
        (1, "1 Eintrag", "1 entry"),
        (2, "2 Einträge", "2 entries"),
        (1001, "1.001 Einträge", "1,001 entries"),
    ],
)
def test_ngettext(n, german, english):
    assert DE.plural("{n} Eintrag", "{n} Einträge", n) == german
    assert EN.plural("{n} Eintrag", "{n} Einträge", n) == english


def test_a_number_with_decimals_and_a_negative_one():
    assert DE.plural("{n} Platz", "{n} Plätze", 1.5, n="1,5") == "1,5 Plätze"
    assert DE.plural("{n} Platz", "{n} Plätze", -1, n=f"{MINUS}1") == f"{MINUS}1 Platz"


def test_a_message_that_counts_is_worded_where_it_is_shown():
    message = Message.with_count(
        "{code} hat höchstens {places} Platz",
        "{code} hat höchstens {places} Plätze",
        "places",
        code="HS",
        places=1,
    )
    assert str(message) == "HS hat höchstens 1 Platz"
    assert EN.message(message) == "HS has at most 1 place"


def test_an_error_that_counts():
    plan = PLAN.quotas["DN"].places
    with pytest.raises(ScenarioError, match="DN kann höchstens 1 Platz abgeben, nicht 2") as error:
        Scenario(PLAN).transfer("DN", "AC", plan - 1).transfer("DN", "HS", 2)
    assert EN.message(error.value.message) == "DN can give up at most 1 place, not 2."


def test_one_place_moved():
    scenario = Scenario(PLAN).transfer("DN", "HS", 1)
    assert (
        headline(scenario, Scenario(PLAN), "Plan 2026", DE)
        == f"Gegenüber Plan 2026: DN {MINUS}1, HS +1 Platz"
    )
    assert (
        transfer_line(Transfer("DN", "HS", 1, 0, ""), EN)
        == "DN → HS: 1 place, of which 0 qualification-oriented"
    )


def test_units_behind_one():
    assert unit_symbol(FACTS, "places", 1) == "Platz"
    assert unit_symbol(FACTS, "places", 2) == "Plätze"
    assert unit_symbol(FACTS.in_language(EN), "persons", 1) == "person"


def test_the_rule_knows_a_wrong_number():
    for wrong in ("1 Plätze", "1 Einträge", "1 places", "„x“: 1 Einträge", "1 passende Bildungsziele"):
        assert WRONG_NUMBER.search(wrong), wrong
    for right in ("21 Plätze", "0,1 Prozentpunkte", "1.001 Plätze", "1 von 38 Berufsgruppen", "1 Platz"):
        assert not WRONG_NUMBER.search(right), right


# ---------------------------------------------------------------- texts that no number can make wrong


def test_no_text_leaves_the_number_to_the_reader():
    """Neither "Platz/Plätze" nor "Eintrag(e)"."""
    with (LOCALE_DIR / "kompass.pot").open("rb") as file:
        ids = [m.id for m in read_po(file) if m.id]
    texts = [text for id_ in ids for text in ((id_,) if isinstance(id_, str) else id_)]
    slash = re.compile(r"\b([A-ZÄÖÜ][a-zäöüß]{2})[a-zäöüß]*/\1|\w\((?:e|n|s|en|r|es)\)")
    assert [text for text in texts if slash.search(text)] == []


# ---------------------------------------------------------------- every figure, with a single place moved

ADDRESS = (
    ("s", "2026~AA-HS.1.0~EXT-DN.1.1"),
    ("v", "Einer mehr|2026~AA-HS.1.0"),
    ("annahme", "qa-60~qs-40~ka-12000~ks-4000~HS.qs-50~sp-10"),
)


@pytest.mark.slow
@pytest.mark.parametrize("name", figure_specs(FACTS))
@pytest.mark.parametrize("code", LANGUAGES)
def test_no_figure_writes_a_wrong_number(name, code):
    facts = FACTS.in_language(language(code))
    where = view_context(show_from_pairs([*ADDRESS, ("lang", code)], ()), facts, "http://kompass.example/")
    shown = figure_specs(facts)[name].make(where)
    cells = {str(cell) for cell in shown.table[[c.name for c in shown.columns]].to_numpy().ravel()}
    said = [shown.title, shown.reading, shown.alt, *shown.notes, *cells]
    assert [text for text in said if WRONG_NUMBER.search(text)] == []
