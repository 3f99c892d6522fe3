"""Everything that we use of Streamlit although it does not promise it: selectors, words, markup, behaviour.

No other module, script or style sheet of ours names these things; ``tests/unit/test_streamlit_internals.py``
refuses them elsewhere, looks each one up in the files of the installed Streamlit, and fails when Streamlit is
upgraded until somebody has tried again what is listed here. Then :data:`TRIED_ON` gets the new version.

``ui/style.css`` takes the texts as ``${name}`` (:func:`filled_css`), ``ui/reader.js`` as ``window.bkStreamlit.selectors``
(:func:`script`). CSS classes ``st-key-…`` are documented (``key`` of containers and widgets), free to use anywhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from string import Template

import streamlit
from streamlit.delta_generator import DeltaGenerator
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from ui.undocumented import Internal, Kind

__all__ = [
    "AGENT_LINK",
    "APP",
    "HTML_TAG",
    "HTML_TITLE",
    "INTERNALS",
    "NOSCRIPT",
    "SERVED_FOLDERS",
    "TRIED_ON",
    "BackMsg",
    "DeltaGenerator",
    "ForwardMsg",
    "Internal",
    "Kind",
    "filled_css",
    "script",
    "served_files",
]

TRIED_ON = "1.67.0"  # the version of Streamlit on which all of this was tried in a browser


def _selector(name: str, text: str, reason: str) -> Internal:
    return Internal(name, Kind.SELECTOR, text, reason)


def _word(name: str, text: str, reason: str, found_as: str = "") -> Internal:
    return Internal(name, Kind.WORD, text, reason, found_as)


INTERNALS = (
    _selector(
        "toolbar",
        '[data-testid="stToolbar"]',
        "keeps room for search and language at the right of the navigation bar (style.css)",
    ),
    _selector(
        "wrapper",
        '[data-testid="stLayoutWrapper"]',
        "the element around a keyed container, which is fixed or sticky in its place (style.css)",
    ),
    _selector(
        "row", '[data-testid="stHorizontalBlock"]', "columns (style.css); the nearest control (reader.js)"
    ),
    _selector("column", '[data-testid="stColumn"]', "st.columns has no breakpoints (style.css)"),
    Internal(
        "primary_button",
        Kind.SELECTOR,
        '[data-testid^="stBaseButton-primary"]',
        "readable text on a primary button in the dark theme, streamlit/streamlit#12801 (style.css)",
        found_as="stBaseButton-${",
    ),
    _selector("skeleton", '[data-testid="stSkeleton"]', "placeholders that are not printed (style.css)"),
    _selector(
        "element",
        '[data-testid="stElementContainer"]',
        "the box around a chart, which keeps its height on paper; that of the choice of the plan (style.css)",
    ),
    _selector("block", '[data-testid="stVerticalBlock"]', "where the choice of the plan stands (style.css)"),
    _selector(
        "download_label",
        '[data-testid="stDownloadButton"] [data-testid="stMarkdownContainer"]',
        "a long name on a button is read whole (style.css)",
    ),
    _selector(
        "widgets",
        '[data-testid="stWidgetLabel"], [data-testid="stSelectbox"], [data-testid="stButtonGroup"]',
        "controls, which are not printed (style.css)",
    ),
    _selector("chart", '[data-testid="stPlotlyChart"]', "charts that are printed as SVG instead (style.css)"),
    _selector("main", "#stMain", "where the focus goes when its control is gone (reader.js)"),
    _selector(
        "focused",
        '[data-focus-visible="true"]',
        "one focus outline for all controls, also those that mark the focus on another element (style.css)",
    ),
    _selector(
        "unfinished",
        '[data-testid="stApp"]:not([data-test-script-state="notRunning"])',
        "a page that is still being made for the first time shows itself when it is whole (style.css)",
    ),
    _selector("app", '[data-testid="stApp"]', "has the state of the connection (connection.js)"),
    _selector("any_dialog", '[data-testid="stDialog"]', "on a lost connection we have own words (style.css)"),
    _selector("skip_link", '[data-testid="stSkipToContent"]', "a text to translate (reader.js)"),
    _selector(
        "uploader_button",
        '[data-testid="stFileUploaderDropzone"] button p',
        "a text to translate (reader.js)",
    ),
    _selector(
        "uploader_limit",
        '[data-testid="stFileUploaderDropzoneInstructions"] span',
        "a text to translate (reader.js)",
    ),
    _selector(
        "menu_label",
        'header [data-testid="stMarkdownContainer"] p',
        "a text to translate: the menu of the pages that do not fit into the navigation bar (reader.js)",
    ),
    Internal(
        "header_height",
        Kind.SIZE,
        "3.75rem",
        "the simulator's totals stick below the navigation bar (style.css)",
        found_as="headerHeight:`3.75rem`",
    ),
    Internal(
        "header_layer",
        Kind.SIZE,
        "999990",
        "search and language lie above the navigation bar (z-index, style.css)",
        found_as="header:999990",
    ),
    Internal(
        "html_tag",
        Kind.MARKUP,
        '<html lang="en"',
        "replaced by the page's language in every response (kompass.server.first_html)",
    ),
    Internal(
        "html_title",
        Kind.MARKUP,
        "<title>Streamlit</title>",
        "replaced by title and link preview of the page (kompass.server.first_html)",
    ),
    Internal(
        "noscript",
        Kind.MARKUP,
        "<noscript>",
        "its content is replaced by finding and table of the page (kompass.server.first_html)",
    ),
    Internal(
        "connection_state",
        Kind.BEHAVIOUR,
        'The app\'s element has data-test-connection-state="CONNECTED" while the server is reached, and another value else.',
        "the words on a lost connection (ui/connection.js)",
        tried_in="tests/browser/test_connection.py",
    ),
    Internal(
        "served_folders",
        Kind.PATHS,
        "/_stcore/health /_stcore/host-config /_stcore/upload_file/ /media/ /component/ /static/",
        "what a browser asks Streamlit for; all else is closed (kompass.server.headers.KnownPages)",
    ),
    Internal(
        "agent_link",
        Kind.MARKUP,
        '<link rel="service-desc" href="./_stcore/agent/openapi.json" />',
        "left out: it advertises an interface for programs that is off (kompass.server.first_html)",
    ),
    _selector("dialog_close", '[data-testid="stDialog"] button[aria-label]', "covers the table (reader.js)"),
    _selector("nav_menu", '[data-testid="stTopNavSection"]', "marked for its page (reader.js)"),
    _selector(
        "chosen",
        '[data-testid="stButtonGroup"] button[data-selected]',
        "the chosen option of a toggle is its strongest (style.css)",
    ),
    Internal(
        "theme_entry",
        Kind.STORAGE,
        "stActiveTheme-{path}-v2",
        'the switch between light and dark: holds "Light", "Dark" or "System" as JSON, per path of a page (frame.js)',
        found_as="stActiveTheme-${window.location.pathname}",
        tried_in="tests/browser/test_theme_switch.py",
    ),
    _word("skip_link_text", "Skip to main content", "text of the skip link"),
    _word("logo_link", "Navigate to home page", "name of the logo's link"),
    _word("navigation", "App pages", "name of the navigation"),
    _word("open_menu", "Expand sidebar", "name of the menu button on a phone"),
    _word("close_menu", "Collapse sidebar", "name of the menu button on a phone"),
    _word("help", "Help for {}", "name of a help button"),
    _word("more_pages", "{} more", "text of the menu of the pages that do not fit"),
    _word("increment", "Increment", "name of the + of a number field"),
    _word("decrement", "Decrement", "name of the − of a number field"),
    _word("open_list", "Open", "name of the arrow of a select box"),
    _word("no_choice", "Choose an option", "placeholder of a select box"),
    _word("file_input", "file upload", "name of the file input"),
    _word("upload", "Upload", "text of the upload button"),
    _word("upload_limit", "{}MB per file", "text beside the upload button", found_as=" per file`"),
    Internal(
        "map_frame", Kind.COMPONENT, "streamlit_folium.st_folium", "title of the map, for screen readers"
    ),
    Internal(
        "container_class", Kind.MODULE, "streamlit.delta_generator.DeltaGenerator", "type, for annotations"
    ),
    Internal(
        "from_browser",
        Kind.MODULE,
        "streamlit.proto.BackMsg_pb2.BackMsg",
        "ui/websocket/whole_page.py reads what it asks",
    ),
    Internal(
        "to_browser",
        Kind.MODULE,
        "streamlit.proto.ForwardMsg_pb2.ForwardMsg",
        "ui/websocket/run_times.py reads when a run has ended",
    ),
    Internal(
        "new_key_new_widget",
        Kind.BEHAVIOUR,
        "A widget whose key changes is a new one: the browser drops its old value and mounts it with its default.",
        "the key generations of ui/synced_widgets.py",
        tried_in="tests/browser/test_simulator_page.py",
    ),
    Internal(
        "late_message",
        Kind.BEHAVIOUR,
        "A rerun carries the values of all widgets and the query parameters as the browser had them when it sent it.",
        "query parameters are read once per session (ui/address.py, ui/simulator/link.py)",
        tried_in="tests/browser/test_simulator_page.py",
    ),
    Internal(
        "selectbox_keeps_words",
        Kind.BEHAVIOUR,
        "A select box shows the label of its option until its value is set in the session state.",
        "the value is set again when the language changes (ui/address.py)",
        tried_in="tests/browser/test_language_switch.py",
    ),
    Internal(
        "html_stays",
        Kind.BEHAVIOUR,
        "An st.html whose body is unchanged keeps its elements; a changed one runs its scripts again.",
        "the search field keeps its text and focus (ui/search.py); the footer sets the language (ui/frame.js)",
        tried_in="tests/browser/test_search.py",
    ),
)

_TEXTS = {entry.name: entry.text for entry in INTERNALS}
HTML_TAG, HTML_TITLE, NOSCRIPT, AGENT_LINK = (
    _TEXTS[name] for name in ("html_tag", "html_title", "noscript", "agent_link")
)
SERVED_FOLDERS = tuple(_TEXTS["served_folders"].split())
APP = _TEXTS["app"]


def served_files() -> frozenset[str]:
    """The names of files that Streamlit answers at its root, such as its icon; its page is not one of them."""
    found = Path(streamlit.__file__).with_name("static").iterdir()
    return frozenset(path.name for path in found if path.is_file() and path.suffix != ".html")


def filled_css(css: str) -> str:
    """A style sheet with each ``${name}`` replaced by the selector or size of that name.

    Raises KeyError for a name that :data:`INTERNALS` does not have.
    """
    found = {entry.name: entry.text for entry in INTERNALS if entry.kind in (Kind.SELECTOR, Kind.SIZE)}
    return Template(css).substitute(found)


def script(translations: Mapping[str, str]) -> str:
    """JavaScript that sets ``window.bkStreamlit``: ``selectors`` by name, ``themeEntry``, the key of the
    stored theme, and ``words``, Streamlit's English texts with their translations.

    ``translations`` has a text in the page's language for each word and component by its name in
    :data:`INTERNALS`; raises KeyError when one is missing.
    """
    handed = {
        "selectors": {entry.name: entry.text for entry in INTERNALS if entry.kind is Kind.SELECTOR},
        "themeEntry": next(entry.text for entry in INTERNALS if entry.name == "theme_entry"),
        "words": {
            entry.text: translations[entry.name]
            for entry in INTERNALS
            if entry.kind in (Kind.WORD, Kind.COMPONENT)
        },
    }
    # "<" is escaped so that no text can end the script element.
    return f"window.bkStreamlit = {json.dumps(handed, ensure_ascii=False)};\n".replace("<", "\\u003c")
