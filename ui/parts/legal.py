"""The legal pages (imprint, privacy, accessibility, plain language), and the operator's file ``betreiber.toml``.

A text is one Markdown file per language, ``data/text/PAGE.LANGUAGE.md``; where a language has none,
the German one is shown. ``{field}`` in a text is filled from the operator's file.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from markdown_it import MarkdownIt

from kompass.language import DEFAULT, Language
from ui import blocks
from ui.blocks import tag
from ui.operator_file import FIELDS, OF_IMPRINT, OPERATOR_FILE, operator
from ui.session import Session

_TEXTS = Path(__file__).parents[2] / "data" / "text"


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
    missing = [t(FIELDS[name]) for name in OF_IMPRINT if not filled[name]]
    known = [name for name in OF_IMPRINT if filled[name]]
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
