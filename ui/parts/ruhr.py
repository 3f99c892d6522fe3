"""Markup of the page on the Westfälisches Ruhrgebiet: links to the plan, cards, lists under headings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from html import escape

import pandas as pd

from kompass.figures.ruhr.concept import aims_exhibit, field_exhibit, figure_exhibit, project_exhibit
from kompass.figures.ruhr.programmes import amount_lines, programme_exhibit, recommendation_exhibit
from ui import blocks
from ui.appendix import Part
from ui.session import Session


def parts(current: Session) -> Sequence[Part]:
    """The appendix: fields of action, projects, recommendations, programmes, figures."""
    t, facts, words = current.language.text, current.facts, current.language
    shown = field_exhibit(facts, current.style, words)
    return (
        Part(t("Handlungsfelder mit Projekten"), shown),
        Part(t("Ziele der Handlungsfelder"), aims_exhibit(facts, words), partial(_aims, current=current)),
        Part(t("Projekte"), project_exhibit(facts, words), partial(_projects, current=current)),
        Part(t("Empfehlungen"), recommendation_exhibit(facts, words), _themes),
        Part(t("Programme"), programme_exhibit(facts, words), partial(_programmes, current=current)),
        Part(t("Angaben zur Region"), figure_exhibit(facts, words), partial(_figures, current=current)),
    )


def links(table: pd.DataFrame, current: Session) -> str:
    """A row per place in the plan, in its order: what of the concept meets it, and what both have in common."""
    t = current.language.text
    heads = (t("Im Plan"), t("Im Konzept"), t("Was beide verbindet"))
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    rows = "".join(
        _links(str(plan), own)
        for plan, own in sorted(table.groupby("plan"), key=lambda item: _section(str(item[0])))
    )
    caption = t("Konzept und Plan")
    return (
        f'<table class="bk-pairs bk-links"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _section(plan: str) -> list[int]:
    """The number of a section as numbers: "6.2 Ältere Menschen" is 6, 2."""
    return [int(part) for part in plan.partition(" ")[0].split(".")]


def _links(plan: str, rows: pd.DataFrame) -> str:
    """The rows of one place in the plan."""
    span = f' rowspan="{len(rows)}"' if len(rows) > 1 else ""
    lead = f'<th scope="rowgroup"{span}>{escape(plan)}</th>'
    return "".join(
        f"<tr>{'' if number else lead}<td>{escape(row.own)} <small>({escape(row.own_kind)})</small></td>"
        f"<td>{escape(row.reason)}</td></tr>"
        for number, row in enumerate(rows.itertuples())
    )


def _aims(table: pd.DataFrame, current: Session) -> str:
    """The fields of action as cards: what each is for."""
    t = current.language.text
    return _cards(
        _card(
            row.title,
            f"<p>{escape(row.aim)}</p>"
            + _aside(t("{state}; aufgeführte Projekte: {count}", state=row.state, count=row.projects)),
        )
        for row in table.itertuples()
    )


def _projects(table: pd.DataFrame, current: Session) -> str:
    """The projects under their fields of action."""
    t = current.language.text
    rows = [
        (row.field, row.title, f"<div>{escape(row.carrier)}</div>{_aside(row.aim)}")
        for row in table.itertuples()
    ]
    return _grouped(rows, (t("Projekt"), t("Projektträger und Ziel")), t("Projekte"))


def _themes(table: pd.DataFrame) -> str:
    """The recommendations as cards by focus theme, numbered as the concept numbers them."""
    return _cards(
        _card(
            str(theme),
            "<ol>"
            + "".join(
                f'<li value="{row.position}">{escape(row.recommendation)}</li>' for row in own.itertuples()
            )
            + "</ol>",
        )
        for theme, own in table.groupby("theme", sort=False)
    )


def _programmes(table: pd.DataFrame, current: Session) -> str:
    """The programmes under what they are meant for, with their amounts."""
    t = current.language.text
    amounts = amount_lines(current.facts, current.language)
    rows = [
        (
            row.area,
            row.name,
            f"<div>{escape(row.funds)}</div>"
            + _aside(t("Für wen: {whom}", whom=row.target_group))
            + "".join(f"<div><b>{escape(line)}</b></div>" for line in amounts.get(row.programme_id, ())),
        )
        for row in table.itertuples(index=False)
    ]
    return _grouped(rows, (t("Programm"), t("Was gefördert wird, für wen, Zahlen")), t("Programme"))


def _figures(table: pd.DataFrame, current: Session) -> str:
    """What the concept says of the region, in figures or in words."""
    t = current.language.text
    rows = [
        (
            t("Nur in Worten") if pd.isna(row.value) else t("Als Zahl"),
            row.label,
            f"<div><b>{escape(row.text)}</b></div>"
            + (_aside(t("gedruckt: „{printed}“", printed=row.printed)) if row.printed else "")
            + _aside(t("{area}, Stand {when}", area=row.area or t("ohne Gebiet"), when=row.when)),
        )
        for row in table.itertuples()
    ]
    return _grouped(rows, (t("Größe"), t("Zahl oder Aussage")), t("Angaben zur Region"))


def _cards(cards: Iterable[str]) -> str:
    return f'<div class="bk-cards">{"".join(cards)}</div>'


def _card(title: str, body: str) -> str:
    """A card: a heading, escaped, and markup below it."""
    return f'<section class="bk-card"><h3>{escape(title)}</h3>{body}</section>'


def _aside(text: str) -> str:
    """A line of muted text, escaped."""
    return blocks.tag("div", text, "bk-aside")


def _grouped(rows: Sequence[tuple[str, str, str]], heads: tuple[str, str], caption: str) -> str:
    """The markup of a table of two columns: group, name, and markup of what belongs to it, groups with headings."""
    body, last = [], ""
    for group, name, markup in rows:
        if group != last:
            heading = f'<th colspan="2" scope="colgroup">{escape(group)}</th>'
            body.append(f'<tr class="bk-field">{heading}</tr>')
            last = group
        body.append(f'<tr><th scope="row">{escape(name)}</th><td>{markup}</td></tr>')
    cells = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    return (
        f'<table class="bk-matrix bk-goals"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{cells}</tr></thead><tbody>{''.join(body)}</tbody></table>"
    )
