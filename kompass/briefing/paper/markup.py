"""A paper as an HTML document for screen and print, without scripts and external resources."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from kompass.briefing.paper.paper import Block, DistrictMap, Link, Logo, Paper, Table, Vote, chart_svg
from kompass.figures.charts.district_drawing import drawing_svg
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import KIND_LABELS, Kind
from kompass.figures.picture import Chart
from kompass.language import Language, language
from kompass.request.qr import qr_code, qr_side, qr_svg

_CSS = Path(__file__).with_name("paper.css").read_text("utf-8")


def paper_html(paper: Paper, files: Mapping[str, str], style: Style) -> str:
    """The HTML document; ``files`` are the URLs of the same paper as a file, by the name of the format."""
    words = language(paper.language)
    t = words.text
    links = (
        _anchor(paper.link.address, t("Zurück zum Simulator")),
        *(_anchor(address, t("Als {format}-Datei laden", format=name)) for name, address in files.items()),
        _tag("span", t("Drucken: Strg + P")),
    )
    facts = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in paper.facts)
    vote = _vote(paper.vote, style) if paper.vote else ""
    body = (
        f"<nav>{''.join(links)}</nav><main>"
        f"{_logos(paper.logos)}{_tag('p', paper.product, 'overline')}"
        f"{_tag('h1', paper.title)}{_tag('p', paper.finding, 'finding')}"
        f"<dl>{facts}</dl>{''.join(_tag('p', notice, 'notice') for notice in paper.notices)}"
        f"{''.join(_block(block, words, style) for block in paper.blocks)}"
        f"{vote}{_link(paper.link)}"
        f'<footer class="small">{escape(paper.footer)}</footer></main>'
    )
    return _document(paper.language, paper.title, _CSS + _page_css(paper), body)


def refusal_html(reason: str, back: str, words: Language) -> str:
    """The HTML page for status 400 of the decision paper: the reason, and a link to the simulator at
    ``back``."""
    t = words.text
    return _refusal(
        t("Aus dieser Adresse wird keine Beschlussvorlage"),
        reason,
        _anchor(back, t("Zum Simulator")),
        words,
    )


def file_refusal_html(reason: str, back: str, words: Language) -> str:
    """The HTML page for status 400 of a file: the reason, and a link to the download page at ``back``."""
    t = words.text
    return _refusal(t("Aus dieser Adresse wird keine Datei"), reason, _anchor(back, t("Dateien")), words)


def _refusal(title: str, reason: str, way_out: str, words: Language) -> str:
    body = f"<main>{_tag('h1', title)}{_tag('p', reason)}<p>{way_out}</p></main>"
    return _document(words.code, title, _CSS, body)


def _document(code: str, title: str, css: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="{code}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="robots" content="noindex"><title>{escape(title)}</title><style>{css}</style></head>'
        f"<body>{body}</body></html>"
    )


def _page_css(paper: Paper) -> str:
    """CSS for printing: footer and page numbers."""
    before, of = (_quoted(word) for word in paper.page)
    return (
        f"@page{{@bottom-left{{content:{_quoted(paper.footer)};font:8pt Arial,sans-serif}}"
        f'@bottom-right{{content:{before} " " counter(page) " " {of} " " counter(pages);font:8pt Arial,sans-serif}}}}'
    )


def _quoted(text: str) -> str:
    """A CSS string literal; characters that could end it are escaped."""
    safe = "".join(c if c.isalnum() or c in " .,:·–-" else f"\\{ord(c):x} " for c in text)
    return f'"{safe}"'


def _tag(name: str, text: str, css: str = "") -> str:
    attribute = f' class="{css}"' if css else ""
    return f"<{name}{attribute}>{escape(text)}</{name}>"


def _anchor(address: str, text: str) -> str:
    return f'<a href="{escape(address)}">{escape(text)}</a>'


def _logos(logos: Sequence[Logo]) -> str:
    images = "".join(
        f'<img alt="{escape(logo.alt)}" src="data:image/png;base64,{b64encode(logo.image).decode()}">'
        for logo in logos
    )
    return f'<p class="logos">{images}</p>' if images else ""


def _block(block: Block, words: Language, style: Style) -> str:
    kind = _kind(block.kind, words) if block.kind else ""
    parts = []
    if block.heading:
        # Without a finding the kind badge is beside the heading.
        parts.append(f"<h2>{escape(block.heading)} {'' if block.finding else kind}</h2>")
    if block.finding:
        parts.append(f"<h3>{escape(block.finding)} {kind}</h3>")
    parts += [_tag("p", text) for text in block.texts]
    if block.picture:
        parts.append(_picture(block.picture, style))
    parts += [_table(table, style) for table in block.tables]
    parts += [_tag("p", text, "small") for text in (*block.reading, block.source) if text]
    css = "" if block.heading else ' class="part"'
    return f"<section{css}>{''.join(parts)}</section>"


def _kind(kind: Kind, words: Language) -> str:
    return f'<span class="kind kind-{kind}">{escape(words.text(KIND_LABELS[kind]))}</span>'


def _picture(drawn: DistrictMap | Chart, style: Style) -> str:
    if isinstance(drawn, Chart):
        return f'<figure class="chart">{chart_svg(drawn)}</figure>'
    items = "".join(
        f'<li><i style="background:{color}"></i>{escape(text)}</li>' for color, text in drawn.classes
    )
    svg = drawing_svg(drawn.areas, drawn.frame, drawn.alt, style)
    return (
        f'<figure>{svg}<ul class="legend">{items}</ul>'
        f"<figcaption>{_tag('small', drawn.attribution, 'small')}</figcaption></figure>"
    )


def _table(table: Table, style: Style) -> str:
    head = "".join(
        f'<th scope="col"{_number(right)}>{escape(text)}</th>'
        for text, right in zip(table.headings, table.right, strict=True)
    )
    body = []
    for number, row in enumerate(table.rows):
        code = table.codes[number] if table.codes else ""
        mark = f'<span class="mark" style="background:{style.of(code)}"></span>' if code else ""
        first, *others = row
        cells = f'<th scope="row"{_number(table.right[0])}>{mark}{escape(first)}</th>' + "".join(
            f"<td{_number(right)}>{escape(text)}</td>"
            for text, right in zip(others, table.right[1:], strict=True)
        )
        total = ' class="total"' if table.total and number == len(table.rows) - 1 else ""
        body.append(f"<tr{total}>{cells}</tr>")
    css = "" if table.caption_shown else "quiet"
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(table.caption)}"><table>'
        f"{_tag('caption', table.caption, css)}<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _number(right: bool) -> str:
    return ' class="number"' if right else ""


def _vote(vote: Vote, style: Style) -> str:
    options = "".join(_tag("li", option) for option in vote.options)
    return (
        f'<section class="vote">{_tag("h2", vote.heading)}<ul class="options">{options}</ul>'
        f'<p class="line">{escape(vote.place_and_date)}:</p>{_table(vote.signatures, style)}</section>'
    )


def _link(link: Link) -> str:
    code = qr_code(link.address)
    drawn = (
        f'<figure class="code" style="width:{qr_side(code):.1f}mm">{qr_svg(code, link.alt)}</figure>'
        if code
        else _tag("p", link.too_long)
    )
    lines = "".join(_tag("p", line, "small") for line in link.lines)
    return (
        f'<section class="way-back">{_tag("h2", link.heading)}'
        f"<p>{_anchor(link.address, link.label)}</p>{drawn}{lines}</section>"
    )
