"""The legal pages (imprint, privacy, accessibility, plain language), and the operator's file ``betreiber.toml``.

A text is one Markdown file per language, ``data/text/PAGE.LANGUAGE.md``; where a language has none,
the German one is shown. ``{field}`` in a text is filled from the operator's file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt

from kompass.briefing.slides.design import TemplateError, read_template
from kompass.language import DEFAULT, N_, Language, Message, MessageError
from ui import blocks
from ui.blocks import tag
from ui.session import Session

_ROOT = Path(__file__).parents[2]
OPERATOR_FILE = _ROOT / "betreiber.toml"
_TEXTS = _ROOT / "data" / "text"
# Entries of the operator's file, with their labels in the imprint.
FIELDS: Mapping[str, str] = {
    "name": N_("Name"),
    "strasse": N_("Straße und Hausnummer"),
    "ort": N_("Postleitzahl und Ort"),
    "e_mail": N_("E-Mail"),
    "telefon": N_("Telefon"),
    "verantwortlich": N_("Verantwortlich für den Inhalt"),
    "aufsichtsbehoerde": N_("Aufsichtsbehörde"),
    "datenschutz": N_("Datenschutzbeauftragte Stelle"),
    "protokoll": N_("Protokoll des Servers"),
    "vorlage": N_("Vorlage der Folien"),
}
_IMPRINT = tuple(FIELDS)[:7]  # the other entries are not shown in the imprint


class OperatorError(MessageError):
    """The operator's file is invalid; the message names the file, and the line if there is one."""


def read_operator(path: Path) -> Mapping[str, str]:
    """The entries of the operator's file by the names in :data:`FIELDS`; "" for a missing entry or file.

    Raises :class:`OperatorError` if the file is not readable, not UTF-8 or not TOML, or has an entry that is unknown
    or not a string.
    """
    try:
        content = path.read_text("utf-8")
        entries = tomllib.loads(content)
    except FileNotFoundError:
        return dict.fromkeys(FIELDS, "")
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise OperatorError(
            N_(
                "{file}, Zeile {line}: Das ist kein gültiges TOML. "
                "Jede Zeile hat die Form eintrag = „Text“ mit geraden Anführungszeichen."
            ),
            file=path.name,
            line=line[1] if line else str(len(content.splitlines())),
        ) from error
    except UnicodeDecodeError as error:
        line_number = path.read_bytes()[: error.start].count(b"\n") + 1
        raise OperatorError(
            N_("{file}, Zeile {line}: Die Datei ist nicht als UTF-8 gespeichert."),
            file=path.name,
            line=str(line_number),
        ) from error
    except OSError as error:
        raise OperatorError(N_("{file} kann nicht gelesen werden."), file=path.name) from error
    for name, value in entries.items():
        where = {"file": path.name, "line": str(_line_of(name, content)), "entry": name}
        if name not in FIELDS:
            known = ", ".join(FIELDS)
            raise OperatorError(
                N_("{file}, Zeile {line}: Den Eintrag {entry} gibt es nicht. Es gibt: {known}."),
                **where,
                known=known,
            )
        if not isinstance(value, str):
            raise OperatorError(
                N_("{file}, Zeile {line}: Der Eintrag {entry} muss ein Text in Anführungszeichen sein."),
                **where,
            )
    return {name: str(entries.get(name, "")).strip() for name in FIELDS}


def _line_of(name: str, content: str) -> int:
    """The number of the line with an entry, 1 if it is not found."""
    entry = re.compile(rf"""\s*\[*\s*["']?{re.escape(name)}\b""")
    return next((n for n, line in enumerate(content.splitlines(), 1) if entry.match(line)), 1)


@lru_cache
def operator() -> Mapping[str, str]:
    """The entries of this server's operator file, read once. Raises :class:`OperatorError`."""
    return read_operator(OPERATOR_FILE)


@lru_cache
def slide_template() -> tuple[bytes | None, Message | None]:
    """The PowerPoint template that the operator's file names, read once, and the error if it is unusable.

    The path is relative to the operator's file and names a file or a folder with one. (None, None) if none is named.
    """
    named = operator()["vorlage"]
    if not named:
        return None, None
    try:
        return read_template(OPERATOR_FILE.parent / named), None
    except TemplateError as error:
        return None, error.message


def page(name: str, overline: str, current: Session, css: str = "", **figures: str) -> None:
    """Show a Markdown text of ``data/text`` as a page; its first line is the title.

    ``{field}`` in it is replaced by the operator's entry or by one of ``figures``. With ``css``, the class of its
    ``div``, line breaks of the file are kept.
    """
    words = current.language
    code, content = text(name, words)
    title, _, body = content.partition("\n")
    blocks.heading(overline, title.lstrip("# "), "")
    markup = MarkdownIt("commonmark", {"breaks": bool(css), "html": False}).render(body)
    for field, value in operator().items():
        shown = _linked(field, value) if value else tag("strong", _unfilled(field, words))
        markup = markup.replace(f"{{{field}}}", shown)
    for field, value in figures.items():
        markup = markup.replace(f"{{{field}}}", escape(value))
    blocks.html(f'<div class="bk-text {css}" lang="{code}">{markup}</div>')


def text(name: str, language: Language) -> tuple[str, str]:
    """The language code and the Markdown of a text: in ``language`` if there is such a file, else in German.

    Raises FileNotFoundError if there is neither.
    """
    for code in (language.code, DEFAULT):
        path = _TEXTS / f"{name}.{code}.md"
        if path.is_file():
            return code, path.read_text("utf-8").strip()
    raise FileNotFoundError(path)


def _unfilled(field: str, language: Language) -> str:
    """The text in place of an entry that is not filled in."""
    return language.text("[{field} fehlt noch]", field=language.text(FIELDS[field]))


def imprint(current: Session) -> None:
    """Show the imprint, and which entries the operator still has to fill in."""
    t = current.language.text
    filled = operator()
    missing = [t(FIELDS[name]) for name in _IMPRINT if not filled[name]]
    known = [name for name in _IMPRINT if filled[name]]
    blocks.heading(
        t("Impressum"),
        t("Dieses Impressum ist noch nicht ausgefüllt")
        if not filled["name"]
        else t("{name} betreibt diese Seiten", name=filled["name"]),
        "",
    )
    body = "".join(
        f"<dt>{escape(t(FIELDS[name]))}</dt><dd>{_linked(name, filled[name])}</dd>" for name in known
    )
    notice = t(
        "Der Betreiber dieses Servers muss noch eintragen: {missing}. Die Angaben gehören in die Datei {file}; "
        "eine Vorlage liegt daneben.",
        missing=current.language.listed(missing),
        file=OPERATOR_FILE.name,
    )
    blocks.html(
        (f'<dl class="bk-sheet">{body}</dl>' if known else "")
        + (f'<p role="note" class="bk-todo">{escape(notice)}</p>' if missing else "")
    )


def _linked(name: str, value: str) -> str:
    shown = escape(value, quote=True)
    return f'<a href="mailto:{shown}">{shown}</a>' if name == "e_mail" else shown
