"""Source lines and source notes: one line below a figure, with all that is longer folded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import quote

from kompass.figures.exhibit import Citation, source_parts
from ui.session import Session

LINE = 140  # characters of a source that still read as one line


def sources(citations: Sequence[Citation], current: Session) -> str:
    """The markup of a source line: the first source, the others folded; each leads, in a tab of its own, to what is
    known of it. Of a first source with many places only the first place stands outside the fold.
    Empty without sources, as of a key that counts nothing."""
    t = current.language.text
    parts = source_parts(citations, current.facts, current.language)
    if not parts:
        return ""
    first, *others = (_part(*part) for part in parts)
    source_id, title, place = parts[0]
    if len(title) + len(place) > LINE:
        first, others = _part(source_id, title, citations[0].locator), [_part(*part) for part in parts]
    line = f"<span>{escape(t('Quelle: {sources}')).replace('{sources}', first)}</span>"
    if not others:
        return f'<div class="bk-source">{line}</div>'
    more = len(parts) - 1
    label = (
        current.language.plural("{n} weitere Quelle", "{n} weitere Quellen", more)
        if more
        else t("alle Fundstellen")
    )
    return f'<div class="bk-source">{line}{folded(label, " · ".join(others))}</div>'


def named_sources(citations: Sequence[Citation], current: Session) -> str:
    """The markup of a source line with the titles of all sources; the places in them and their dates are folded."""
    parts = source_parts(citations, current.facts, current.language)
    titles = " · ".join(title for _, title, _ in parts)
    label = current.language.text("Quelle: {sources}", sources=titles)
    return folded(label, " · ".join(_part(*part) for part in parts), "bk-sources")


def _part(source_id: str, title: str, place: str) -> str:
    """The markup of one source: its title as a link, and the places in it."""
    link = f'<a href="quellen?quelle={quote(source_id)}" target="_blank">{escape(title)}</a>'
    return f"{link}, {escape(place)}" if place else link


def notes(items: Iterable[str], current: Session, label: str = "") -> str:
    """The markup of source notes behind one sign with their number; "" without any. ``label`` replaces its words."""
    told = list(items)
    if not told:
        return ""
    said = label or current.language.plural("{n} Hinweis", "{n} Hinweise", len(told))
    rows = "".join(f"<li>{escape(item)}</li>" for item in told)
    return folded(said, f'<ul class="bk-list bk-notes">{rows}</ul>', "bk-more bk-noted")


def folded(label: str, body: str, css: str = "bk-more") -> str:
    """The markup of something folded behind a quiet line; ``body`` is markup."""
    return f'<details class="{css}"><summary>{escape(label)}</summary><div>{body}</div></details>'
