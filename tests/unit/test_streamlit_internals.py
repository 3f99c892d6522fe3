"""What we use of Streamlit without its promise stands in one module, and is there in the installed version."""

import re
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
import streamlit

from kompass.language import language
from ui import reader
from ui.streamlit_internals import INTERNALS, TRIED_ON, Kind, filled_css, script

ROOT = Path(__file__).parents[2]
MODULE = "ui/streamlit_internals.py"
FRONTEND = Path(streamlit.__file__).parent / "static"
SOURCES = sorted(
    path
    for folder in ("app.py", "kompass", "ui", "pages")
    for path in ([ROOT / folder] if folder.endswith(".py") else (ROOT / folder).rglob("*"))
    if path.suffix in (".py", ".js", ".css", ".html") and path != ROOT / MODULE
)
# What no other file may have, and what stands there instead.
REFUSED = {
    r"data-testid": "a selector of Streamlit's elements",
    r"data-focus-visible": "an attribute of Streamlit's elements",
    r"\bst[A-Z][A-Za-z]+\b": "an id, class or test id of Streamlit",
    r"(?:from|import) streamlit\.(?!typing\b)": "a module of Streamlit that is not public",
    r"\bst\.(?:_\w|delta_generator)": "a private name of Streamlit",
    r'<html lang="en"': "markup of Streamlit's index.html",
}


def of(*kinds):
    entries = [entry for entry in INTERNALS if entry.kind in kinds]
    return pytest.mark.parametrize("entry", entries, ids=[entry.name for entry in entries])


@cache
def frontend():
    """All JavaScript of the installed Streamlit."""
    return "\n".join(path.read_text("utf-8") for path in sorted(FRONTEND.rglob("*.js")))


def gone(entry, what):
    return (
        f"Streamlit {streamlit.__version__} no longer has {what}. It is entry {entry.name!r} of {MODULE}, needed "
        f"for: {entry.reason}. Find its successor in the browser's inspector and change the entry, or drop it."
    )


def test_the_installed_streamlit_is_the_one_that_was_tried():
    by_hand = "\n".join(f"  - {e.text} ({e.tried_in})" for e in INTERNALS if e.kind is Kind.BEHAVIOUR)
    assert streamlit.__version__ == TRIED_ON, (
        f"Streamlit {streamlit.__version__} is installed; {MODULE} was tried on {TRIED_ON}. Try it again:\n"
        f"1. The other tests of this file say which selectors and words are gone.\n"
        f"2. .venv/bin/pytest tests/browser shows whether these still hold:\n{by_hand}\n"
        f"3. Look at a page in both themes, at 1920, 1200 and 400 pixels: search and language in the navigation bar, "
        f"the simulator's totals while scrolling, its columns, a primary button.\n"
        f"4. Set TRIED_ON in {MODULE} to {streamlit.__version__}."
    )


def test_names_are_unique():
    names = [entry.name for entry in INTERNALS]
    assert sorted(set(names)) == sorted(names)
    assert [entry.name for entry in INTERNALS if not entry.reason] == []


@of(Kind.SELECTOR)
def test_a_selector_still_has_its_elements(entry):
    ids = re.findall(r'data-testid="(\w+)"|#(\w+)|\[(data-focus-visible)=', entry.text)
    marks = [entry.found_as] if entry.found_as else [part for found in ids for part in found if part]
    assert marks, f"{entry.name}: nothing in {entry.text} can be looked up; give it found_as"
    for mark in marks:
        quoted = mark if entry.found_as else rf"[`\"']{re.escape(mark)}[`\"']"
        found = mark in frontend() if entry.found_as else re.search(quoted, frontend())
        assert found, gone(entry, mark)


@of(Kind.SIZE)
def test_a_size_is_still_that_of_the_theme(entry):
    assert entry.text in entry.found_as
    assert entry.found_as in frontend(), gone(entry, entry.found_as)


@of(Kind.MARKUP)
def test_markup_still_stands_once_in_the_page(entry):
    assert (FRONTEND / "index.html").read_text("utf-8").count(entry.text) == 1, gone(entry, entry.text)


@of(Kind.STORAGE)
def test_a_key_of_the_storage_is_still_written(entry):
    assert entry.found_as in frontend(), gone(entry, entry.found_as)
    assert (ROOT / entry.tried_in).is_file()


@of(Kind.PATHS)
def test_a_path_is_still_one_of_streamlits(entry):
    from streamlit.web.server.starlette import starlette_routes as there

    known = {
        *(f"/{path}" for path in (there.ROUTE_HEALTH, there.ROUTE_HOST_CONFIG)),
        *(f"/{path}/" for path in (there.BASE_ROUTE_UPLOAD_FILE, there.BASE_ROUTE_MEDIA)),
        *(f"/{path}/" for path in (there.BASE_ROUTE_COMPONENT, there.BASE_ROUTE_STATIC)),
    }
    assert sorted(known) == sorted(entry.text.split())


@of(Kind.WORD)
def test_a_word_is_still_said(entry):
    """As a text of its own: between quotes, or beside the ``${…}`` of a template."""
    quote = r"[`\"']"
    before, filled, after = entry.text.partition("{}")
    pattern = (rf"{quote}" if before else r"\}") + re.escape(before)
    if filled:
        pattern = pattern + r"\$\{" if before else pattern + re.escape(after) + quote
    else:
        pattern += quote
    found = entry.found_as in frontend() if entry.found_as else re.search(pattern, frontend())
    assert found, gone(entry, f"the text {entry.text!r}")


@of(Kind.COMPONENT)
def test_a_component_still_has_its_name(entry):
    module = import_module(entry.text.split(".")[0])
    assert module._component_func.name == entry.text


@of(Kind.MODULE)
def test_a_name_can_still_be_imported(entry):
    module, _, name = entry.text.rpartition(".")
    assert hasattr(import_module(module), name), gone(entry, entry.text)


@of(Kind.BEHAVIOUR)
def test_a_behaviour_is_tried_somewhere(entry):
    assert (ROOT / entry.tried_in).is_file(), f"{entry.name}: {entry.tried_in} is no test file"


def test_no_other_file_depends_on_what_streamlit_does_not_promise():
    wrong = [
        f"{path.relative_to(ROOT)}:{number} has {what}: {line.strip()[:100]}"
        for path in SOURCES
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        for pattern, what in REFUSED.items()
        if re.search(pattern, line)
    ]
    assert wrong == [], f"Give it an entry in {MODULE} and use that:\n" + "\n".join(wrong)


@pytest.mark.parametrize("pattern", REFUSED)
def test_what_is_refused_would_be_found(pattern):
    examples = (
        '[data-testid="stToolbar"] { padding: 0 }',
        "[data-focus-visible] { outline: 0 }",
        "from streamlit.runtime import get_instance",
        "st._main.write(1)",
        """b'<html lang="en">'""",
    )
    assert any(re.search(pattern, example) for example in examples)


def test_the_sources_are_looked_through():
    names = {path.relative_to(ROOT).as_posix() for path in SOURCES}
    assert {"app.py", "ui/style.css", "ui/reader.js", "ui/frame.js", "kompass/server/headers.py"} <= names


def test_every_selector_and_size_is_used():
    """In the style sheet as ``${name}``, in a script as a name of ``selectors``."""
    css = (ROOT / "ui/style.css").read_text("utf-8")
    scripts = "".join(path.read_text("utf-8") for path in (ROOT / "ui").glob("*.js"))
    unused = [
        entry.name
        for entry in INTERNALS
        if entry.kind in (Kind.SELECTOR, Kind.SIZE)
        and f"${{{entry.name}}}" not in css
        and not re.search(rf"\b{entry.name}\b", scripts)
    ]
    assert unused == []


def test_the_style_sheet_is_filled():
    filled = filled_css((ROOT / "ui/style.css").read_text("utf-8"))
    assert "${" not in filled
    assert '[data-testid="stToolbar"] { padding-right:' in filled
    with pytest.raises(KeyError):
        filled_css("${unknown} {}")


@pytest.mark.parametrize("code", ["de", "en"])
def test_the_script_gets_selectors_and_words(code):
    handed = reader.script(language(code)).splitlines()[0]
    assert handed.startswith("window.bkStreamlit = {")
    assert "<" not in handed
    assert '"main": "#stMain"' in handed
    assert '"themeEntry": "stActiveTheme-{path}-v2"' in handed
    assert ('"Expand sidebar": "Menü öffnen"' in handed) == (code == "de")


def test_a_missing_translation_is_refused():
    with pytest.raises(KeyError):
        script({})
