"""Every text has its translation, and every translation keeps what its text fills in."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from kompass.facts import load
from kompass.language import CATALOGUES, DEFAULT, LANGUAGES, LOCALE_DIR, language
from kompass.plans.registry import REGISTRY

OTHERS = [code for code in LANGUAGES if code != DEFAULT]


def forms(text) -> list[str]:
    """Singular and plural of a text with a number; any other text alone."""
    return [text] if isinstance(text, str) else list(text)


def messages(path: Path) -> dict[str, str]:
    """Every form of every text and its translation; "" where it is missing."""
    with path.open("rb") as file:
        found = [(forms(m.id), forms(m.string or "")) for m in read_po(file) if m.id]
    return {text: own[n] if n < len(own) else "" for texts, own in found for n, text in enumerate(texts)}


def fields(text):
    """What a text fills in and how it marks: placeholders and tags."""
    return sorted(re.findall(r"\{\w*\}|</?\w+>", text))


def test_the_template_of_the_tables_is_up_to_date():
    texts = {text for plan in REGISTRY.ids for text in REGISTRY.facts(plan).texts()}
    assert set(messages(LOCALE_DIR / "facts.pot")) == texts, "run `make messages`"


@pytest.mark.parametrize("name", CATALOGUES)
@pytest.mark.parametrize("code", OTHERS)
def test_every_text_is_translated(code, name):
    wanted = messages(LOCALE_DIR / name.replace(".po", ".pot"))
    found = messages(LOCALE_DIR / code / "LC_MESSAGES" / name)
    assert [text for text in wanted if not found.get(text)] == []
    assert sorted(set(found) - set(wanted)) == []


@pytest.mark.parametrize("name", CATALOGUES)
@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_keeps_its_fields_and_marks(code, name):
    found = messages(LOCALE_DIR / code / "LC_MESSAGES" / name)
    assert {text: own for text, own in found.items() if fields(text) != fields(own)} == {}


def test_the_same_text_reads_the_same_in_both_catalogues():
    for code in OTHERS:
        code_texts, table_texts = (messages(LOCALE_DIR / code / "LC_MESSAGES" / name) for name in CATALOGUES)
        shared = code_texts.keys() & table_texts.keys()
        assert {t for t in shared if code_texts[t] != table_texts[t]} == set()


def test_facts_in_another_language_change_words_and_no_number():
    german, english = load(), load().in_language(language("en"))
    assert list(english) == list(german)
    for table in german:
        numbers = german[table].select_dtypes("number")
        assert english[table][numbers.columns].equals(numbers)
    assert german["comparison_keys"]["label"][0] == "Einwohner"
    assert english["comparison_keys"]["label"][0] == language("en").text("Einwohner")
    assert english["institutions"].equals(german["institutions"])  # names stay


@pytest.mark.parametrize(
    ("code", "number", "percent", "date"),
    [("de", "1.125.376", "57,4\u00a0%", "31.12.2024"), ("en", "1,125,376", "57.4%", "31 December 2024")],
)
def test_numbers_and_dates_are_written_as_the_language_does(code, number, percent, date):
    words = language(code)
    assert words.number(1125376) == number
    assert words.percent(57.4) == percent
    assert words.as_of("2024-12-31", "day") == date
    assert words.separators == {"de": ",.", "en": ".,"}[code]
