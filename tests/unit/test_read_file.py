"""Files that people put in place: each way to break one is told in one sentence with its name and what to do."""

import errno
import os
from pathlib import Path

import pytest

from kompass import boundaries, language, read_file
from kompass.briefing.slides.design import TemplateError, read_template
from kompass.facts import load
from kompass.facts_checks import FactsError
from kompass.facts_files import DATA_DIR, read_files, read_package
from kompass.read_file import FileError, MissingFileError
from kompass.rendering.logos import LogoError, read_logos
from ui import operator_file, start
from ui.operator_file import FIELDS, OperatorError, read_operator


def _circle(path):
    path.symlink_to(path.name)


# How a file is broken, and what is said of it.
WAYS = {
    "missing": (lambda path: None, "fehlt"),
    "folder": (lambda path: path.mkdir(), "ist ein Ordner"),
    "pipe": (os.mkfifo, "keine gewöhnliche Datei"),
    "circle": (_circle, "Verweis, der im Kreis führt"),
    "dangling link": (lambda path: path.symlink_to("nirgends"), "fehlt"),
    "large": (lambda path: path.write_bytes(b"x" * 2001), "ist größer als"),
}


@pytest.fixture(params=WAYS)
def broken(request, tmp_path, monkeypatch):
    """Break a file, as often as wanted; returns what its message has to say."""
    way, said = WAYS[request.param]

    def done(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            path.unlink()
        way(path)
        return said

    return done


def one_sentence(error, *words):
    text = str(error.value)
    assert "\n" not in text
    assert "Errno" not in text
    for word in words:
        assert word in text
    return text


def test_each_way_is_told_with_the_name(broken, tmp_path):
    said = broken(tmp_path / "blatt.csv")
    with pytest.raises(FileError) as caught:
        read_file.read_file(tmp_path / "blatt.csv", 2000)
    one_sentence(caught, "blatt.csv", said)
    assert isinstance(caught.value, MissingFileError) == (said == "fehlt")


@pytest.mark.parametrize("name", ["x" * 5000, "a\0bname"])
def test_a_name_that_no_file_can_have_is_told(tmp_path, name):
    with pytest.raises(FileError) as caught:
        read_file.read_file(tmp_path / name)
    text = one_sentence(caught)
    assert "name" in text.lower()
    assert len(text) < 400
    assert not read_file.is_folder(tmp_path / name)


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.EACCES, "darf der Server nicht lesen"), (errno.EIO, "kann nicht gelesen werden: ")],
)
def test_what_the_system_refuses_is_told(tmp_path, monkeypatch, number, said):
    """Tests may run as root, who may read everything."""

    def refuse(self, *how):
        raise OSError(number, "refused")

    (tmp_path / "a.toml").touch()
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FileError) as caught:
        read_file.read_file(tmp_path / "a.toml")
    one_sentence(caught, "a.toml", said)


def test_the_line_that_is_not_utf8_is_named(tmp_path):
    (tmp_path / "a.csv").write_bytes("eins\nzwei\nDüren\n".encode("cp1252"))
    with pytest.raises(FileError) as caught:
        read_file.read_text(tmp_path / "a.csv")
    one_sentence(caught, "a.csv, Zeile 3", "UTF-8")


# ---------------------------------------------------------------- each kind of file


def test_the_operators_file(broken, tmp_path, monkeypatch):
    monkeypatch.setattr("kompass.operator_toml.MOST_BYTES", 2000)
    said = broken(tmp_path / "betreiber.toml")
    if said == "fehlt":
        assert read_operator(tmp_path / "betreiber.toml") == dict.fromkeys(FIELDS, "")
        return
    with pytest.raises(OperatorError) as caught:
        read_operator(tmp_path / "betreiber.toml")
    one_sentence(caught, "betreiber.toml", said)


@pytest.mark.parametrize("table", ["quotas", "zones"])
def test_a_table_of_a_plan(broken, tmp_path, table, monkeypatch):
    monkeypatch.setattr(read_file.read_file, "__defaults__", (10**7, ""))
    said = broken(tmp_path / f"{table}.csv")
    if said == "ist größer als":
        (tmp_path / f"{table}.csv").write_bytes(b"x" * 10_000_001)
    for other in (DATA_DIR / "plans" / "sachsen-anhalt-ost-2026").glob("*.csv"):
        if other.stem != table:
            (tmp_path / other.name).write_bytes(other.read_bytes())
    package = read_package()
    if table == "zones" and said == "fehlt" and not (tmp_path / "zones.csv").is_symlink():
        assert read_files(package, plan=tmp_path)["zones"].count(b"\n") == 1  # an empty table
        return
    with pytest.raises(FactsError) as caught:
        read_files(package, plan=tmp_path)
    one_sentence(caught, table, said)


def test_a_logo(broken, tmp_path, monkeypatch):
    monkeypatch.setattr("kompass.rendering.logos.MOST_BYTES", 2000)
    said = broken(tmp_path / "AA.svg")
    if not (tmp_path / "AA.svg").is_symlink() and said == "fehlt":
        assert read_logos(tmp_path, ["AA"]) == {}
        return
    with pytest.raises(LogoError) as caught:
        read_logos(tmp_path, ["AA"])
    one_sentence(caught, "AA.svg", said)


def test_the_template_of_slides(broken, tmp_path):
    said = broken(tmp_path / "haus.pptx")
    if said == "ist ein Ordner":
        said = "liegen 0"  # a folder with one file is allowed
    with pytest.raises(TemplateError) as caught:
        read_template(tmp_path / "haus.pptx")
    one_sentence(caught, "haus.pptx", "beschädigt" if said == "ist größer als" else said)


@pytest.mark.parametrize(
    "content", [b"", b"{}", b'{"type": "FeatureCollection", "features": []}', bytes(range(256))]
)
def test_boundaries_that_are_none(tmp_path, monkeypatch, content):
    monkeypatch.setattr(boundaries, "GEO_DIR", tmp_path)
    monkeypatch.setattr(boundaries, "_layer", boundaries._layer.__wrapped__)
    (tmp_path / "districts.geojson").write_bytes(content)
    with pytest.raises(FileError) as caught:
        boundaries.check_layers()
    one_sentence(caught, "districts.geojson", "beschädigt")


def test_boundaries_that_cannot_be_read(broken, tmp_path, monkeypatch):
    monkeypatch.setattr(boundaries, "GEO_DIR", tmp_path)
    monkeypatch.setattr(boundaries, "_layer", boundaries._layer.__wrapped__)
    said = broken(tmp_path / "districts.geojson")
    with pytest.raises(FileError) as caught:
        boundaries.check_layers()
    one_sentence(caught, "districts.geojson", "beschädigt" if said == "ist größer als" else said)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", bytes(range(256))])
def test_translations_that_are_none(tmp_path, monkeypatch, content):
    monkeypatch.setattr(start, "LOCALE_DIR", tmp_path)
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    for name in language.CATALOGUES:
        (folder / name).write_bytes(content)
    with pytest.raises(FileError) as caught:
        start.check_catalogues()
    one_sentence(caught, "kompass.po")


# ---------------------------------------------------------------- what the server goes on without


@pytest.fixture
def entries(tmp_path, monkeypatch):
    """A server with these entries of the operator."""

    def run_by(**given):
        filled = dict.fromkeys(FIELDS, "") | given
        monkeypatch.setattr(operator_file, "OPERATOR_FILE", tmp_path / "betreiber.toml")
        monkeypatch.setattr(operator_file, "operator", lambda: filled)
        for kept in (operator_file.slide_template, operator_file.logos):
            monkeypatch.setattr(operator_file, kept.__wrapped__.__name__, kept.__wrapped__)

    return run_by


@pytest.mark.parametrize(
    ("name", "found"), [("browser.gatherUsageStats", True), ("server.maxUploadSize", "viel")]
)
def test_settings_that_streamlit_has_not_read_end_the_start(monkeypatch, name, found):
    """It goes on with its own where the file is broken, and tells its makers of each visit."""
    given = {**start.SETTINGS, name: found}
    monkeypatch.setattr(start.st, "get_option", given.__getitem__)
    with pytest.raises(FileError) as caught:
        start.start()
    one_sentence(caught, ".streamlit/config.toml", name, str(found).lower())


def test_a_good_server_tells_nothing(entries):
    entries()
    assert start.start().told == ()
    assert start.start().facts is load()


@pytest.mark.parametrize(
    ("entry", "value", "said"),
    [
        ("daten", "a.txt", "Eintrag daten"),
        ("daten", "a.txt/unter", "Eintrag daten"),
        ("daten", "x" * 5000, "Eintrag daten"),
        ("ist", "nirgends", "Eintrag ist"),
        ("ist", "x" * 5000, "Eintrag ist"),
        ("logos", "a.txt", "logos: Den Ordner a.txt"),
        ("logos", "x" * 5000, "nennen nur die Namen"),
        ("vorlage", "nirgends.pptx", "Vorlage: nirgends.pptx fehlt"),
        ("vorlage", "a.txt", "Vorlage: a.txt ist beschädigt"),
        ("vorlage", "x" * 5000, "Folien bekommen die eigene Gestaltung"),
    ],
)
def test_what_it_goes_on_without_is_told(entries, tmp_path, entry, value, said):
    (tmp_path / "a.txt").write_text("x", "utf-8")
    entries(**{entry: value})
    (told,) = map(str, start.start().told)
    assert said in told
    assert len(told) < 600


@pytest.mark.parametrize("entry", ["plaene", "logos", "vorlage", "ist"])
def test_a_folder_that_may_not_be_read_is_told(entries, tmp_path, monkeypatch, entry):
    def refuse(self):
        raise PermissionError(errno.EACCES, "refused")

    (tmp_path / "zu").mkdir()
    entries(**{entry: "zu"})
    monkeypatch.setattr(Path, "iterdir", refuse)
    said = "Den Ordner zu darf der Server nicht lesen"
    if entry == "plaene":
        with pytest.raises(FileError) as caught:
            start.start()
        one_sentence(caught, said)
    else:
        (told,) = map(str, start.start().told)
        assert said in told


@pytest.mark.parametrize("value", ["nirgends", "a.txt", "x" * 5000])
def test_a_folder_of_plans_that_is_none_ends_the_start(entries, tmp_path, value):
    (tmp_path / "a.txt").write_text("x", "utf-8")
    entries(plaene=value)
    with pytest.raises(OperatorError) as caught:
        start.start()
    assert len(one_sentence(caught, "Eintrag plaene", "kein Ordner")) < 400


def test_folders_that_are_no_plans_are_told_and_hidden_ones_passed_over(entries, tmp_path):
    for name in ("plaene/leer-2030", "plaene/.neu-x", "plaene/Groß 2030"):
        (tmp_path / name).mkdir(parents=True)
    entries(plaene="plaene")
    told = [str(message) for message in start.start().told]
    assert len(told) == 2
    assert "Groß 2030" in told[0]
    assert "leer-2030" in told[1]
    assert "fehlt" in told[1]
