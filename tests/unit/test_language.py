"""Words and numbers as a reader sees them, and that no word gets past the catalogues."""

import ast
import datetime as dt
import re
import string
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from babel.messages.extract import extract
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation
from pptx.oxml.ns import qn

from kompass import language as module
from kompass.briefing.decision.decision import decision_paper
from kompass.briefing.export_request import export_request
from kompass.briefing.paper.markup import paper_html
from kompass.briefing.paper.word import paper_docx
from kompass.briefing.slides.deck import story_pptx
from kompass.briefing.workbook.workbook import make_workbook
from kompass.facts import load
from kompass.language import (
    MINUS,
    N_,
    NBSP,
    Language,
    LanguageSpec,
    Message,
    MessageError,
    language,
    round_half_up,
)
from kompass.presentation.page import show_html
from kompass.presentation.views.registry import view_specs

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    [ROOT / "app.py", *(p for d in ("kompass", "ui", "pages") for p in (ROOT / d).rglob("*.py"))]
)
DE = language("de")
LETTER = re.compile(r"[^\W\d_]")


# ---------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("value", "decimals", "sign", "shown"),
    [
        (1_125_376, 0, False, "1.125.376"),
        (3508, 0, False, "3.508"),
        (954, 0, False, "954"),
        (0, 0, False, "0"),
        (0, 0, True, "±0"),
        (0.04, 1, True, "±0,0"),
        (-0.04, 1, False, "0,0"),
        (8.4, 1, True, "+8,4"),
        (-100, 0, True, "−100"),
        (-1234.5, 1, False, "−1.234,5"),
        (60, 1, False, "60,0"),
        (2.5, 0, False, "3"),
        (-2.5, 0, False, "−3"),
        (2.675, 2, False, "2,68"),
        (1.5e28, 1, False, "15.000.000.000.000.000.000.000.000.000,0"),
        (0.125, 2, False, "0,13"),
        (124.65, 1, False, "124,7"),
    ],
)
def test_numbers_are_written_as_in_german_print(value, decimals, sign, shown):
    assert DE.number(value, decimals, sign) == shown


@pytest.mark.parametrize(
    ("value", "more", "shown"),
    [
        (57.4, {}, "57,4 %"),
        (0.9, {"sign": True}, "+0,9 %"),
        (-2.36, {"sign": True}, "−2,4 %"),
        (42, {"decimals": 0}, "42 %"),
    ],
)
def test_percentages_keep_their_sign_and_a_space_that_does_not_break(value, more, shown):
    assert DE.percent(value, **more) == shown.replace(" ", NBSP)


def test_minus_is_the_true_minus():
    assert MINUS == "\u2212"
    assert "-" not in DE.number(-5) + DE.percent(-5) + DE.quantity(-5, "Personen")


@pytest.mark.parametrize(
    ("value", "symbol", "more", "shown"),
    [
        (91_000, "", {"qualifier": "knapp"}, "knapp 91.000"),
        (91_000, "Personen", {"qualifier": "knapp"}, "knapp 91.000 Personen"),
        (707, "km²", {"qualifier": "ca."}, "ca. 707 km²"),
        (60.0, "%", {"decimals": 1}, "60,0 %"),
        (2490, "", {"sign": True}, "+2.490"),
        (25_290, "", {}, "25.290"),
    ],
)
def test_quantities_carry_qualifier_and_unit(value, symbol, more, shown):
    assert DE.quantity(value, symbol, **more) == shown.replace(" ", NBSP)


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_lose_no_digit(value):
    shown = DE.number(value)
    assert int(shown.replace(".", "").replace(MINUS, "-")) == value
    assert re.fullmatch(rf"{MINUS}?\d{{1,3}}(\.\d{{3}})*", shown)


finite = st.floats(-1e9, 1e9, allow_nan=False)


@given(finite, st.integers(0, 4))
def test_a_number_is_its_printed_digits_rounded_half_away_from_zero(value, decimals):
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    english = f"{abs(exact):,.{decimals}f}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert DE.number(value, decimals) == (MINUS if exact < 0 else "") + german


@given(finite, st.integers(0, 3))
def test_the_sign_is_symmetric(value, decimals):
    assert round_half_up(-value, decimals) == -round_half_up(value, decimals)
    shown, mirrored = DE.number(value, decimals, sign=True), DE.number(-value, decimals, sign=True)
    assert shown[1:] == mirrored[1:]
    assert {shown[0], mirrored[0]} in ({"+", MINUS}, {"±"})


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("as_of", "period", "shown"),
    [
        ("2024-12-31", "day", "31.12.2024"),
        ("2025-06-05", "day", "05.06.2025"),
        ("2025-10", "month", "Oktober 2025"),
        ("2025-03", "month", "März 2025"),
        ("2025", "year_average", "Jahresdurchschnitt 2025"),
        ("2026", "plan_year", "2026"),
        ("2025", "year", "2025"),
        ("", "not_stated", "nicht angegeben"),
        ("2025", "not_stated", "nicht angegeben"),
        ("", "day", "nicht angegeben"),
    ],
)
def test_when_a_figure_holds(as_of, period, shown):
    assert DE.as_of(as_of, period) == shown


# ---------------------------------------------------------------- messages and catalogues


def test_fields_are_filled_and_numbers_formatted():
    assert DE.text("{code} hat {n} Plätze", code="AA", n=2269) == "AA hat 2.269 Plätze"
    assert DE.text("Rate {r}", r=DE.percent(57.4)) == f"Rate 57,4{NBSP}%"


def test_a_text_without_fields_keeps_its_braces():
    assert DE.text("{nichts}") == "{nichts}"


def test_a_message_is_worded_where_it_is_shown():
    inner = Message("{code} ist gesperrt.", {"code": "DN"})
    outer = Message("Nicht möglich: {reason}", {"reason": inner})
    assert str(outer) == DE.message(outer) == "Nicht möglich: DN ist gesperrt."


def test_an_error_carries_its_message():
    error = MessageError("Höchstens {n} Plätze.", n=1000)
    assert str(error) == "Höchstens 1.000 Plätze."
    assert error.message == Message("Höchstens {n} Plätze.", {"n": 1000})
    assert isinstance(error, ValueError)


def test_marking_a_text_leaves_it_as_it_is():
    assert N_("Überblick") == "Überblick"


@pytest.fixture
def english(tmp_path, monkeypatch):
    """A second language with a catalogue of two entries, one of them not yet translated."""
    catalogue = tmp_path / "en" / "LC_MESSAGES" / "kompass.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "{count} Plätze"\nmsgstr "{count} places"\n\n'
        'msgid "Karte"\nmsgstr ""\n\n'
        'msgid "nicht angegeben"\nmsgstr "not stated"\n',
        "utf-8",
    )
    catalogue.with_name("facts.po").write_text("", "utf-8")
    monkeypatch.setattr(module, "LOCALE_DIR", tmp_path)
    language.cache_clear()
    yield language("en")
    language.cache_clear()


@pytest.fixture
def french(tmp_path, monkeypatch):
    """A third language: its record, and catalogues of one word."""
    catalogue = tmp_path / "fr" / "LC_MESSAGES" / "kompass.po"
    catalogue.parent.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    catalogue.write_text(f'{head}msgid "Szenario"\nmsgstr "Scénario"\n', "utf-8")
    catalogue.with_name("facts.po").write_text("", "utf-8")
    (tmp_path / "en").symlink_to(module.LOCALE_DIR / "en")
    monkeypatch.setattr(module, "LOCALE_DIR", tmp_path)
    record = LanguageSpec("Français", "fr-FR", "d MMMM y", "\u202f%")
    monkeypatch.setitem(module.LANGUAGES, "fr", record)
    language.cache_clear()
    yield language("fr")
    language.cache_clear()


def languages_in(archive, attribute):
    """The values of an attribute in all XML parts of an Office file."""
    with ZipFile(BytesIO(archive)) as parts:
        texts = [parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml")]
    return {tag for text in texts for tag in re.findall(rf'{attribute}="(\w+-\w+)"', text)}


@pytest.mark.slow
def test_a_language_is_added_by_its_record_and_catalogues(french):
    made_at = dt.datetime(2026, 11, 26, 18, 30, tzinfo=dt.UTC)
    pairs = [("s", "2026~AA-HS.100.25"), ("lang", "fr")]
    export = export_request(pairs, load(), "http://kompass.example/", made_at)
    assert export.words is french

    paper = decision_paper(export.facts, export.chosen, export.context.link, made_at, french)
    document = paper_docx(paper, export.style)
    assert languages_in(document, "w:val") >= {"fr-FR"}
    assert "en-GB" not in languages_in(document, "w:val")
    assert Document(BytesIO(document)).core_properties.language == "fr-FR"
    assert '<html lang="fr"' in paper_html(paper, {"Word": "paper.docx"}, export.style)

    slides = Presentation(BytesIO(story_pptx(export))).slides
    tags = {run.get("lang") for slide in slides for run in slide._element.iter(qn("a:rPr"))}
    assert tags == {"fr-FR"}

    with ZipFile(BytesIO(make_workbook(export))) as workbook:
        assert "Scénario" in workbook.read("xl/sharedStrings.xml").decode()

    views = [view_specs(export.facts)[name].make(export.context) for name in export.show.views]
    assert "Français" in show_html(export.show, views, replace(export.context, words=language("de")))
    assert french.as_of("2025-10-31", "day") == "31 octobre 2025"
    assert french.percent(57.4) == "57,4\u202f%"
    assert french.inline("Plätze") == "plätze"


def test_a_catalogue_translates_text_numbers_and_dates(english):
    assert english.code == "en"
    assert english.text("{count} Plätze", count=3508) == "3,508 places"
    assert english.number(-1234.5, 1) == f"{MINUS}1,234.5"
    assert english.as_of("2025-10", "month") == "October 2025"
    assert english.as_of("", "not_stated") == "not stated"
    assert english.message(Message("{count} Plätze", {"count": 954})) == "954 places"


@pytest.mark.parametrize("msgid", ["Karte", "Simulator"], ids=["untranslated", "not in the catalogue"])
def test_what_is_not_translated_falls_back_to_german(english, msgid):
    assert english.text(msgid) == msgid


def test_german_is_untouched_by_the_other_catalogue(english):
    assert language("de").text("{count} Plätze", count=3508) == "3.508 Plätze"


@pytest.mark.parametrize("code", ["", "xx", "en-GB", "../de"])
def test_an_unknown_language_is_german(code):
    assert language(code) == Language("de")


# ---------------------------------------------------------------- the sources


TREES = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8")) for path in SOURCES}


def calls(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def name_of(call):
    """``t``, ``text``, ``st.button``: the last part, with ``st.`` where it is Streamlit's."""
    if isinstance(call.func, ast.Attribute):
        owner = call.func.value
        return ("st." if isinstance(owner, ast.Name) and owner.id == "st" else "") + call.func.attr
    return getattr(call.func, "id", "")


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def translations(tree):
    """Calls whose first argument is a message id: t(…), language.text(…), N_(…)."""
    return [c for c in calls(tree) if name_of(c) in ("t", "text", "N_") and c.args]


@pytest.mark.parametrize("path", TREES)
def test_every_text_can_be_extracted_for_translation(path):
    with (ROOT / path).open("rb") as file:
        found = {
            entry[1] for entry in extract("python", file, keywords={"t": None, "text": None, "N_": None})
        }
    extracted = {text for entry in found for text in ([entry] if isinstance(entry, str) else entry)}
    missing = [
        c.args[0].value
        for c in translations(TREES[path])
        if is_text(c.args[0]) and c.args[0].value not in extracted
    ]
    assert missing == []


@pytest.mark.parametrize("path", TREES)
def test_no_message_id_is_put_together_at_run_time(path):
    for call in translations(TREES[path]):
        made = [n for n in ast.walk(call.args[0]) if isinstance(n, ast.JoinedStr | ast.BinOp)]
        formatted = [n for n in calls(call.args[0]) if name_of(n) in ("format", "join")]
        assert not made + formatted, f"{path}:{call.lineno}"


@pytest.mark.parametrize("path", TREES)
def test_every_field_of_a_text_is_filled_where_it_is_used(path):
    # A text whose field takes markup is escaped first and filled by str.replace.
    replaced = {id(n) for c in calls(TREES[path]) if name_of(c) == "replace" for n in ast.walk(c.func)}
    for call in calls(TREES[path]):
        if id(call) in replaced:
            continue
        marked = call.args[0] if call.args else None
        if isinstance(marked, ast.Call) and name_of(marked) == "N_":
            marked = marked.args[0]
        elif name_of(call) not in ("t", "text"):
            continue
        given_fields = {k.arg for k in call.keywords}
        if marked is None or not is_text(marked) or None in given_fields:
            continue
        if isinstance(call.args[-1], ast.Dict):  # Message(N_("…"), {…})
            given_fields = {k.value for k in call.args[-1].keys}
        needed = {field for _, field, _, _ in string.Formatter().parse(marked.value) if field}
        assert needed == given_fields, f"{path}:{call.lineno}"


# Parameters of Streamlit's calls that a reader sees.
FIRST_IS_NO_TEXT = ("st.Page", "st.App", "st.get_option", "st.logo", "st.switch_page")
SHOWN = ("label", "body", "help", "placeholder", "title", "page_title", "alt", "text", "caption")


@pytest.mark.parametrize("path", TREES)
def test_no_words_get_past_the_catalogues_into_streamlit(path):
    for call in calls(TREES[path]):
        if not name_of(call).startswith("st."):
            continue
        first = [] if name_of(call) in FIRST_IS_NO_TEXT else call.args[:1]
        seen = [*first, *(k.value for k in call.keywords if k.arg in SHOWN)]
        words = [n.value for n in seen if is_text(n) and LETTER.search(n.value)]
        assert not words, f"{path}:{call.lineno}"


def markup(node):
    """The fixed part of a literal or f-string without its tags and style sheets."""
    if isinstance(node, ast.JoinedStr):
        fixed = "".join(str(v.value) if isinstance(v, ast.Constant) else "\0" for v in node.values)
    else:
        fixed = str(node.value)
    return re.sub(r"<style>.*?</style>|<[^<>]*>|&\w+;", " ", fixed, flags=re.DOTALL)


# Streamlit's own markup stands in one module, as it writes it.
OF_STREAMLIT = "ui/streamlit_internals.py"


@pytest.mark.parametrize("path", [p for p in TREES if p.startswith(("ui/", "pages/")) and p != OF_STREAMLIT])
def test_no_words_get_past_the_catalogues_into_markup(path):
    inner = {id(v) for n in ast.walk(TREES[path]) if isinstance(n, ast.JoinedStr) for v in n.values}
    for node in ast.walk(TREES[path]):
        if id(node) in inner or not (isinstance(node, ast.JoinedStr) or is_text(node)):
            continue
        parts = [p.value for p in getattr(node, "values", [node]) if isinstance(p, ast.Constant)]
        if any(re.search(r"<\w+[ >]|</\w+>", str(p)) for p in parts):
            assert not LETTER.search(markup(node)), f"{path}:{node.lineno}: {markup(node)!r}"


def test_no_cache_shows_a_function_name_while_it_is_filled():
    """Streamlit would show "Running _prepared(...)", in English on every page."""
    decorators = [d for tree in TREES.values() for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)
                  for d in n.decorator_list if "st.cache_" in ast.unparse(d)]  # fmt: skip
    assert decorators
    assert [ast.unparse(d) for d in decorators if "show_spinner=False" not in ast.unparse(d)] == []
