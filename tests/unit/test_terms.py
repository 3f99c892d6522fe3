"""One word per thing: no shown text uses a word that the vocabulary (data/terms.csv) refuses."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from kompass.facts import load
from kompass.figures.sources.catalogue import term_table
from kompass.language import CATALOGUES, LOCALE_DIR, language
from kompass.pages import ALL_PAGES

ROOT = Path(__file__).parents[2]
FACTS = load()
TERMS = FACTS["terms"].to_dict("records")
# Written by others, shown as they are printed; everything else in the tables is in our own words.
PRINTED = re.compile(r"(_as_printed|^title|^name|^carrier|^partner|^url|^file_name|^licence)$")
IDENTIFIERS = re.compile(r"\{\w*\}|\b\w+_\w+\b|/api/\S+|\bkey\.\w+|<[^>]+>|“\w+”|`[^`]*`")


def variants(term, column):
    return [word for word in term[column].split("|") if word]


def whole(variant):
    """A word or several, in the singular or plural: "Landesprogramm" is found in "Landesprogrammen", but not
    "mit Abschluss" in "mit abschlussorientierten Plätzen"."""
    return re.compile(rf"(?<!\w){re.escape(variant)}(?:e|en|n|s|es)?(?!\w)", re.IGNORECASE)


def german_faults(text):
    return [v for term in TERMS for v in variants(term, "not_german") if whole(v).search(text)]


def english_faults(german, english):
    """What stands in a translation for a term that its German text uses. The vocabulary's own words are no
    faults: "academic degree" may stay where "degree" may not."""
    rest = IDENTIFIERS.sub(" ", english)
    for own in sorted((term["english"] for term in TERMS), key=len, reverse=True):
        rest = re.sub(re.escape(own), " ", rest, flags=re.IGNORECASE)
    found = []
    for term in TERMS:
        stems = variants(term, "recognised_by")
        if not stems or any(stem.lower() in german.lower() for stem in stems):
            found += [v for v in variants(term, "not_english") if whole(v).search(rest)]
    return found


def pairs():
    """Every text of the catalogues with its translation, all forms of a counted one."""
    for name in CATALOGUES:
        with (LOCALE_DIR / "en" / "LC_MESSAGES" / name).open("rb") as file:
            for message in read_po(file):
                if message.id:
                    ids = (message.id,) if isinstance(message.id, str) else message.id
                    own = (message.string,) if isinstance(message.string, str) else message.string
                    yield from zip(ids, own, strict=True)


def cells():
    """The texts of the tables that are not printed titles, by table and column."""
    for table in FACTS:
        if table == "terms":
            continue
        frame = FACTS[table]
        for column in frame.select_dtypes(exclude=["number", "bool"]):
            if not PRINTED.search(column) or table in ("institutions", "planning_regions", "methods"):
                yield from ((f"{table}.{column}", str(text)) for text in frame[column].unique())


def long_texts(code):
    return {path: path.read_text("utf-8") for path in (ROOT / "data" / "text").glob(f"*.{code}.md")}


def test_no_german_text_uses_a_refused_word():
    assert {german: faults for german, _ in pairs() if (faults := german_faults(german))} == {}


def test_no_translation_uses_a_refused_word():
    assert {e: faults for g, e in pairs() if (faults := english_faults(g, e))} == {}


def test_no_cell_of_a_table_uses_a_refused_word():
    assert [(where, text) for where, text in cells() if german_faults(text)] == []


def test_no_description_of_a_table_uses_a_refused_word():
    for resource in FACTS.package["resources"]:
        said = [resource["title"], resource["description"]]
        said += [field.get("description", "") for field in resource["schema"]["fields"]]
        assert [text for text in said if german_faults(text)] == [], resource["name"]


def test_no_long_text_uses_a_refused_word():
    for path, german in long_texts("de").items():
        assert german_faults(german.replace("·", "")) == [], path
        english = Path(str(path).replace(".de.md", ".en.md"))
        if english.is_file():
            # Word by word, as translated texts: the whole of a page uses every term.
            assert english_faults(german.replace("·", ""), english.read_text("utf-8")) == [], english


def test_neither_the_readme_nor_a_script_uses_a_refused_word():
    scripts = [*(ROOT / "ui").glob("*.js"), *(ROOT / "kompass").rglob("*.js")]
    assert len(scripts) >= 5
    for path in (ROOT / "README.md", *scripts):
        assert german_faults(path.read_text("utf-8")) == [], path


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("573 mit Abschluss", "mit Abschluss"),
        ("954 von 3.508 Plätzen führen zu einem Abschluss", "führen zu einem Abschluss"),
        ("28 von 64 Landesprogrammen reichen in das Planjahr", "Landesprogramm"),
        ("Plätze, die wandern müssten", "wandern"),
        ("Ein Platz ist eine geförderte Teilnahme", "geförderte Teilnahme"),
        ("Agentur für Arbeit Aachen–Düren", "Aachen–Düren"),
    ],
)
def test_a_refused_german_word_is_found(text, fault):
    assert fault in german_faults(text)


@pytest.mark.parametrize(
    ("german", "english", "fault"),
    [
        ("{n} Plätze sind abschlussorientiert", "{n} places lead to a degree", "degree"),
        ("davon abschlussorientiert", "of which degree-oriented", "degree"),
        ("Eigener Schlüssel", "Own key", "key"),
        ("nicht ausgewiesen", "not reported", "not reported"),
        ("Maßnahmen des Landes", "State programmes", "state programme"),
    ],
)
def test_a_refused_english_word_is_found(german, english, fault):
    assert fault in english_faults(german, english)


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Zugewanderte mit Akademischem Abschluss", "Immigrants with an academic degree"),
        ("Tasten: 1 gibt", "Keys: 1 gives"),
        ("Name eines Schlüssels wie in „distance_to_key“", "Name of a formula as in “distance_to_key”"),
        ("{degree} abschlussorientiert", "{degree} qualification-oriented"),
    ],
)
def test_what_is_no_fault(german, english):
    assert german_faults(german) == []
    assert english_faults(german, english) == []


def test_the_vocabulary_is_shown_in_both_languages():
    german = term_table(FACTS, language("de"))
    english = term_table(FACTS.in_language(language("en")), language("en"))
    assert list(german["term"][:4]) == ["abschlussorientiert", "Platz", "Förderung", "Verteilungsschlüssel"]
    assert list(english["term"][:4]) == [
        "qualification-oriented",
        "place",
        "funded place",
        "allocation formula",
    ]
    assert german["other"][0] == "qualification-oriented"
    assert english["avoided"][0] == ("degree",)
    # Section 7.3 names partial qualifications among what is qualification-oriented.
    assert "Teilqualifikationen" in german["meaning"][0]
    assert (german["source_id"][0], german["locator"][0]) == ("plan2026", "Abschnitt 7.3")
    assert "partial qualifications" in english["meaning"][0].lower()


def test_no_page_has_two_names():
    assert len({page.title for page in ALL_PAGES}) == len(ALL_PAGES)
