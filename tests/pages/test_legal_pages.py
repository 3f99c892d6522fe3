"""The pages at the foot: filled from the operator's file, or saying what is missing there."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from kompass.language import LANGUAGES, language
from kompass.pages import FOOT_PAGES
from ui import operator_file
from ui.operator_file import FIELDS, OperatorError, read_operator
from ui.parts import legal

ROOT = Path(__file__).parents[2]
FILLED = {name: f"Angabe <{name}>" for name in FIELDS} | {
    "e_mail": "kontakt@example.org",
    "runden_tage": "7",
    "oeffentliche_adresse": "",
}
TEXTS = ("barrierefreiheit", "datenschutz", "leichte-sprache")


@pytest.fixture
def operator(monkeypatch):
    """Have the server run by somebody."""

    def run_by(**entries):
        filled = dict.fromkeys(FIELDS, "") | entries
        for module in (legal, operator_file):
            monkeypatch.setattr(module, "operator", lambda: filled)

    return run_by


@pytest.mark.parametrize("page", FOOT_PAGES, ids=lambda page: page.script)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_page_of_the_foot_shows_itself(visit, page, theme):
    view = visit(page.script, theme)
    assert view.faults == []
    assert len(view.headline) > 10
    assert "GeoBasis-DE / BKG" in view.words
    levels = [int(n) for n in re.findall(r"<h([1-6])[ >]", view.markup)]
    assert levels == sorted(levels)  # one h1, then h2


@pytest.mark.parametrize("script", ["overview.py", "simulator.py", "imprint.py"])
def test_every_page_leads_to_those_of_the_foot(visit, script):
    found = [link.proto.page for link in visit(script).app.get("page_link")]
    assert found[-4:] == ["barrierefreiheit", "leichte-sprache", "datenschutz", "impressum"]


# ---------------------------------------------------------------- the imprint


def test_an_imprint_that_nobody_filled_in_says_so_and_what_to_do(visit, operator):
    operator()
    view = visit("imprint.py")
    assert "noch nicht ausgefüllt" in view.headline
    assert "betreiber.toml" in view.words
    for label in ("Name", "Straße und Hausnummer", "E-Mail", "Telefon", "Aufsichtsbehörde"):
        assert label in view.words
    assert "<dl" not in view.markup.split("</h1>")[1]


def test_a_filled_imprint_shows_every_entry_and_no_notice(visit, operator):
    operator(**FILLED)
    view = visit("imprint.py")
    assert view.headline == "Angabe <name> betreibt diese Seiten"
    for name in ("strasse", "ort", "telefon", "verantwortlich", "aufsichtsbehoerde"):
        assert f"Angabe <{name}>" in view.words
        assert f"<{name}>" not in view.markup  # escaped
    assert 'href="mailto:kontakt@example.org"' in view.markup
    assert "muss noch eintragen" not in view.words


def test_a_server_that_nobody_answers_for_says_so_at_the_foot_of_every_page(visit, operator):
    words = "Nicht für den öffentlichen Betrieb eingerichtet"
    operator()
    assert words in visit("quotas.py").markup
    assert "Not set up for public use" in visit("quotas.py", lang="en").markup
    operator(**FILLED | {"telefon": ""})
    assert words in visit("quotas.py").markup
    operator(**FILLED)
    assert words not in visit("quotas.py").markup


def test_a_half_filled_imprint_shows_what_it_has_and_names_the_rest(visit, operator):
    operator(name="Muster", telefon="0")
    view = visit("imprint.py")
    notice = view.words.split("muss noch eintragen:")[1]
    assert "Straße" in notice
    assert "Telefon" not in notice


@pytest.mark.parametrize(("script", "field"), [("accessibility.py", "e_mail"), ("privacy.py", "protokoll")])
def test_what_the_operator_filled_in_stands_in_the_texts(visit, operator, script, field):
    operator(**FILLED)
    view = visit(script)
    assert FILLED[field] in view.words
    assert "fehlt noch" not in view.words
    operator(name="Muster")
    assert "fehlt noch" in visit(script).words


# ---------------------------------------------------------------- the operator's file


def written(tmp_path, content):
    path = tmp_path / "betreiber.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_no_file_is_no_fault(tmp_path):
    assert read_operator(tmp_path / "betreiber.toml") == dict.fromkeys(FIELDS, "")


def test_a_file_may_leave_entries_out(tmp_path):
    found = read_operator(written(tmp_path, 'name = " Jobcenter Ä "\n'))
    assert found["name"] == "Jobcenter Ä"
    assert found["ort"] == ""


@pytest.mark.parametrize(
    ("content", "line", "word"),
    [
        ('name = "A"\nort = Aachen\n', 2, "kein gültiges TOML"),
        ('name = "A"\n\nemail = "a@b"\n', 3, "Den Eintrag email gibt es nicht. Gemeint ist wohl e_mail."),
        ('namee = "A"\n', 1, "Gemeint ist wohl name."),
        ('name = "A"\nwetter = "A"\n', 2, "Es gibt: name, strasse"),
        ('name = "A"\nort = "A\\u202eB"\n', 2, "unsichtbares Zeichen (U+202E)"),
        ('name = "A"\nlogos = "A\\u0000B"\n', 2, "unsichtbares Zeichen (U+0000)"),
        ("name = " + "[" * 5000, 1, "kein gültiges TOML"),
        ('datenbank = "postgresql+psycopg://localhost:99999/x"\n', 1, "datenbank"),
        ('name = "A"\ntelefon = 241\n', 2, "telefon"),
        ('# x\n[name]\nx = "A"\n', 2, "name"),
        ('name = "A"\nname = "B"\n', 2, "schon weiter oben"),
        ('name = "A"\nort = "offen', 2, "kein gültiges TOML"),
        ('name = "A"\nort = "Düren"\n'.encode("latin-1"), 2, "UTF-8"),
        ('name = "A"\ndatenbank = "mysql://a@b/c"\n', 2, "datenbank"),
        ('runden_tage = "eine Woche"\n', 1, "runden_tage"),
        ('\nrunden_tage = "0"\n', 2, "runden_tage"),
        (
            'rechnernamen = "kompass https://kompass.example"\n',
            1,
            "„https://kompass.example“ bei rechnernamen",
        ),
        ('name = "A"\nrahmen_auf = "*"\n', 2, "„*“ bei rahmen_auf"),
        ('api_fuer = "https://www.example.de/"\n', 1, "„https://www.example.de/“ bei api_fuer"),
        ('kennzahlen = "ja 10.0.0.300"\n', 1, "„10.0.0.300“ bei kennzahlen"),
    ],
)
def test_a_broken_file_is_named_with_the_line(tmp_path, content, line, word):
    with pytest.raises(OperatorError) as caught:
        read_operator(written(tmp_path, content))
    assert str(caught.value).startswith(f"betreiber.toml, Zeile {line}: ")
    assert word in str(caught.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "betreiber.toml").mkdir()
    with pytest.raises(OperatorError, match=r"betreiber\.toml ist ein Ordner"):
        read_operator(tmp_path / "betreiber.toml")


def test_a_file_saved_by_notepad_begins_with_a_mark(tmp_path):
    path = tmp_path / "betreiber.toml"
    path.write_text('name = "Amt"\n', "utf-8-sig")
    assert read_operator(path)["name"] == "Amt"


def test_a_pipe_in_its_place_is_told_and_not_waited_for(tmp_path):
    path = tmp_path / "betreiber.toml"
    os.mkfifo(path)
    with pytest.raises(OperatorError, match=r"betreiber\.toml ist keine gewöhnliche Datei"):
        read_operator(path)


def test_the_template_has_every_entry_and_none_filled_in():
    template = ROOT / "betreiber.toml.example"
    assert tomllib.loads(template.read_text("utf-8")) == dict.fromkeys(FIELDS, "")
    assert read_operator(template) == dict.fromkeys(FIELDS, "")


def test_the_server_does_not_start_on_a_broken_file_and_says_why(tmp_path):
    shutil.copy(ROOT / "app.py", tmp_path)
    for name in (".streamlit", "kompass", "ui", "pages", "data", "geo"):
        shutil.copytree(ROOT / name, tmp_path / name)
    written(tmp_path, 'name = "A"\n\nort = Aachen\n')
    ended = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--browser.serverAddress=localhost"],
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if name != "BETREIBER_TOML"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    (said,) = ended.stderr.splitlines()
    assert said.startswith("Bildungszielkompass startet nicht. betreiber.toml, Zeile 3: ")
    assert "Traceback" not in ended.stdout


@pytest.mark.parametrize(("entry", "days"), [("3", 3), ("", 7)])
def test_the_days_of_a_round_are_those_of_the_operator_and_told(visit, monkeypatch, entry, days):
    entries = dict.fromkeys(FIELDS, "") | {"runden_tage": entry}
    monkeypatch.setattr("ui.operator_file.operator", lambda: entries)
    assert f"so viele Tage nach dem Öffnen: {days}." in " ".join(visit("privacy.py").words.split())


# ---------------------------------------------------------------- the texts


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", TEXTS)
def test_every_field_of_a_text_can_be_filled(name, code):
    _, text = legal.text(name, language(code))
    assert text.startswith("# ")
    figures = {"tage"} if name == "datenschutz" else set()
    if name == "leichte-sprache":
        figures = {"jahr", "plaetze", "abschluss", "beschaeftigte", "beschaeftigte_abschluss"}
        figures |= {"AA", "AC", "DN", "HS"}
    assert set(re.findall(r"\{(\w+)\}", text)) <= set(FIELDS) | figures


@pytest.mark.parametrize("name", ["barrierefreiheit", "datenschutz"])
def test_a_text_says_the_same_in_every_language(name):
    """As far as a machine can tell: as many headings and points, the same names and the same fields."""
    for pattern in (r"^#+ ", r"^- ", r"`\w[\w-]*`", r"\{\w+\}"):
        own, *others = (
            re.findall(pattern, legal.text(name, language(code))[1], re.MULTILINE) for code in LANGUAGES
        )
        assert all(other == own for other in others)


@pytest.mark.parametrize("name", TEXTS)
def test_every_long_text_is_there_in_every_language(name):
    for code in LANGUAGES:
        assert (ROOT / "data" / "text" / f"{name}.{code}.md").is_file()


def test_easy_words_are_english_for_readers_of_english(visit):
    words = visit("plain.py", lang="en").words
    assert "The plan has 3,508 places." in words
    assert "Diese Seiten" not in words


def test_leichte_sprache_has_the_figures_of_the_plan(visit):
    words = visit("plain.py").words
    for sentence in (
        "Der Plan ist für das Jahr 2026.",
        "Im Plan stehen 3.508 Plätze.",
        "Bei 954 von diesen Plätzen ist das Ziel ein Berufs·abschluss.",
        "Im Plan stehen auch 700 Plätze für Menschen mit Arbeit.",
        "Bei 250 von diesen Plätzen ist das Ziel ein Berufs·abschluss.",
        "Sie plant 2.269 Plätze.",
        "Es plant 586 Plätze.",
        "Sie plant 300 Plätze.",
        "Es plant 353 Plätze.",
    ):
        assert sentence in words


def test_leichte_sprache_promises_nothing(visit):
    words = " ".join(visit("plain.py").words.split())
    assert "Für jeden Menschen" not in words
    assert "immer gleich viele" not in words  # places from outside change the sum
    assert "Der Plan ist kein Versprechen." in words
    assert "Oder es kommen Plätze von außen dazu. Dann sind es zusammen mehr Plätze." in words


def test_leichte_sprache_is_short_sentences_one_to_a_line():
    lines = (ROOT / "data" / "text" / "leichte-sprache.de.md").read_text("utf-8").splitlines()
    for line in lines:
        assert len(line.split()) <= 12, line
        assert len(re.findall(r"[.?!:](?=\s|$)", line)) <= 1, line
        assert ";" not in line
