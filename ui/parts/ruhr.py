"""The page on the Westfälisches Ruhrgebiet: key numbers, filters, sheets and lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import pandas as pd
import streamlit as st

from kompass.figures.exhibit import Made
from kompass.figures.ruhr.concept import (
    MONEY,
    STATED,
    Choice,
    aims_exhibit,
    amount_text,
    carriers,
    citations,
    field_exhibit,
    field_table,
    figure,
    figure_exhibit,
    project_exhibit,
    project_table,
)
from kompass.figures.ruhr.links import link_exhibit
from kompass.figures.ruhr.programmes import (
    amount_lines,
    programme_exhibit,
    programme_table,
    recommendation_exhibit,
    with_money,
)
from ui import address, blocks
from ui.parts.ruhr_sheets import aside, card, grouped, met, met_list, opened, places, sheet
from ui.session import Session

PROJECT, PROGRAMME, THEME = (
    "projekt",
    "programm",
    "schwerpunkt",
)  # query parameters that open a sheet or filter
FIELD, CARRIER, WORDS = "handlungsfeld", "traeger", "projektsuche"
UNSET = {FIELD: "", CARRIER: "", WORDS: ""}

Part = Callable[[Session], None]


def parts() -> Sequence[Part]:
    """The functions that show the parts of the page, in order.

    The part that the query parameters of the first run refer to comes first, for the whole session.
    """
    order = {
        "": overview,
        PROJECT: projects,
        THEME: themes,
        PROGRAMME: programmes,
        "links": links,
        "figures": figures,
    }
    asked = (key for key in (PROJECT, PROGRAMME, THEME) if st.query_params.get(key))
    first = st.session_state.setdefault("ruhr_first", next(asked, ""))
    return [order.pop(first), *order.values()]


def overview(current: Session) -> None:
    """Show four key numbers, the projects by field of action, and the aim of each field."""
    _numbers(current)
    left, right = blocks.beside(5, 7, "fields")
    with left:
        blocks.exhibit(field_exhibit(current.facts, current.style, current.language), current)
    with right:
        _aims(current)


def _numbers(current: Session) -> None:
    t, facts, words = current.language.text, current.facts, current.language
    stated, money = figure(facts, STATED), figure(facts, MONEY)
    blocks.numbers(
        (
            blocks.Number(
                t("Aufgeführte Projekte"),
                words.number(len(facts["projects"])),
                "",
                t("genannt sind {count}", count=amount_text(stated, facts, words)),
                Made.COMPUTED,
                citations(facts["projects"], pd.DataFrame([stated])),
            ),
            blocks.Number(
                t("Fördermittel"),
                amount_text(money, facts, words),
                "",
                t("aus ESF und EFRE, bis {year}", year=money["as_of"]),
                Made.QUOTED,
                citations(pd.DataFrame([money])),
            ),
            blocks.Number(
                t("Empfehlungen"),
                words.number(len(facts["recommendations"])),
                "",
                t("zu {count} Schwerpunktthemen", count=len(facts["focus_themes"])),
                Made.COMPUTED,
                citations(facts["focus_themes"]),
            ),
            blocks.Number(
                t("Programme"),
                words.number(len(facts["programmes"])),
                "",
                t("mit Geldbetrag: {count}", count=with_money(facts)),
                Made.COMPUTED,
                citations(facts["programmes"]),
            ),
        ),
        current,
    )


def projects(current: Session) -> None:
    """Show the sheet of the chosen project, if any, and the list of projects with its filters."""
    t, facts = current.language.text, current.facts
    names = dict(zip(facts["projects"]["project_id"], facts["projects"]["title"], strict=True))
    chosen = opened(PROJECT, t("Projekt öffnen"), names, current)
    if chosen:
        _project_sheet(chosen, current)
    listed = field_table(facts).query("projects > 0")
    fields = {"": t("alle Handlungsfelder"), **dict(zip(listed["field_id"], listed["title"], strict=True))}
    who = {"": t("alle Träger"), **{name: name for name in carriers(facts)}}
    field_box, carrier_box, search_box = st.columns(3)
    with field_box:
        field_id = address.selectbox(t("Handlungsfeld"), list(fields), fields.__getitem__, FIELD)
    with carrier_box:
        carrier = address.selectbox(t("Projektträger"), list(who), who.__getitem__, CARRIER)
    with search_box:
        query = st.text_input(
            t("Suche in den Projekten"),
            key=WORDS,
            bind="query-params",
            placeholder=t("zum Beispiel Pflege, Handwerk"),
        )
    choice = Choice(field_id, carrier, (query or "").strip())
    shown = project_exhibit(facts, choice, current.language)
    if shown.table.empty:
        nothing = t(
            "Kein Projekt passt zu dieser Auswahl. Weniger Filter oder ein kürzeres Wort zeigen mehr."
        )
        blocks.html(f'<p class="bk-notice">{escape(nothing)}</p>')
        st.button(t("Filter und Suche zurücksetzen"), on_click=st.session_state.update, args=(UNSET,))
        return
    rows = [
        (row.field, row.title, f"<div>{escape(row.carrier)}</div>{aside(row.aim)}")
        for row in shown.table.itertuples()
    ]
    heads = (t("Projekt"), t("Projektträger und Ziel"))
    blocks.exhibit(shown, current, picture=grouped(rows, heads, shown.title))


def _project_sheet(project_id: str, current: Session) -> None:
    """Show the sheet of one project."""
    t, facts = current.language.text, current.facts
    row = project_table(facts).set_index("project_id", drop=False).loc[project_id]
    lines = {t("Projektträger"): row["carrier"], t("Ziel"): row["aim"], t("Handlungsfeld"): row["field"]}
    links = met_list(row["field_id"], t("Wo das Handlungsfeld auf die Bildungszielplanung trifft"), current)
    sheet(row["title"], lines, row, ("projects",), links, current)


def _aims(current: Session) -> None:
    """Show the fields of action as cards with their aims."""
    t = current.language.text
    shown = aims_exhibit(current.facts, current.language)
    cards = "".join(
        card(
            row.title,
            f"<p>{escape(row.aim)}</p>"
            + aside(t("{state}; aufgeführte Projekte: {count}", state=row.state, count=row.projects)),
        )
        for row in shown.table.itertuples()
    )
    blocks.exhibit(shown, current, picture=f'<div class="bk-cards">{cards}</div>')


def themes(current: Session) -> None:
    """Show the recommendations of the chosen focus themes as cards, with the related parts of the plan."""
    t, facts = current.language.text, current.facts
    rows = facts["focus_themes"].sort_values("position")
    names = dict(zip(rows["theme_id"], rows["title"], strict=True))
    chosen = address.pills(t("Schwerpunktthema"), list(names), names.__getitem__, THEME, t("Ohne Wahl: alle"))
    shown = recommendation_exhibit(facts, current.language, chosen)
    cards = "".join(
        card(
            own["theme"].iloc[0],
            "<ol>"
            + "".join(f"<li>{escape(text)}</li>" for text in own["recommendation"])
            + "</ol>"
            + "".join(
                aside(t("In der Bildungszielplanung (eigene Zuordnung): {plan}", plan=plan))
                for plan in met(str(theme_id), current)["plan"]
            ),
        )
        for theme_id, own in shown.table.groupby("theme_id", sort=False)
    )
    blocks.exhibit(shown, current, picture=f'<div class="bk-cards">{cards}</div>')


def programmes(current: Session) -> None:
    """Show the sheet of the chosen programme, if any, and the list of all programmes by area."""
    t, facts = current.language.text, current.facts
    table = programme_table(facts, current.language)
    names = dict(zip(table["programme_id"], table["name"], strict=True))
    chosen = opened(PROGRAMME, t("Programm öffnen"), names, current)
    if chosen:
        _programme_sheet(chosen, table, current)
    shown = programme_exhibit(facts, current.language)
    amounts = amount_lines(facts, current.language)
    rows = [
        (
            row.area,
            row.name,
            f"<div>{escape(row.funds)}</div>"
            + aside(t("Für wen: {whom}", whom=row.target_group))
            + "".join(f"<div><b>{escape(line)}</b></div>" for line in amounts.get(row.programme_id, ())),
        )
        for row in shown.table.itertuples(index=False)
    ]
    heads = (t("Programm"), t("Was gefördert wird, für wen, Zahlen"))
    blocks.exhibit(shown, current, picture=grouped(rows, heads, shown.title))


def _programme_sheet(programme_id: str, table: pd.DataFrame, current: Session) -> None:
    """Show the sheet of one programme."""
    t = current.language.text
    row = table.set_index("programme_id", drop=False).loc[programme_id]
    missing = t("nicht ausgewiesen")
    lines = {
        t("Bereich"): row["area"],
        t("Für wen"): row["target_group"] or missing,
        t("Was gefördert wird"): row["funds"],
        t("Geldbetrag"): row["money"] or missing,
        t("Zahlen des Konzepts"): row["amounts"] or missing,
    }
    links = met_list(programme_id, t("Wo es auf die Bildungszielplanung trifft"), current)
    sheet(row["name"], lines, row, ("programmes", "programme_amounts"), links, current)


def links(current: Session) -> None:
    """Show the links between concept and plan, collapsed by theme, field and programme."""
    t = current.language.text
    shown = link_exhibit(current.facts, current.language)
    heads = (t("Im Konzept"), t("In der Bildungszielplanung, und was beide verbindet"))
    folds: list[str] = []
    for kind, own in shown.table.groupby("own_kind", sort=False):
        rows = [
            (
                "",
                row.own,
                f"<div><b>{escape(row.plan)}</b></div><div>{escape(row.reason)}</div>" + places(row, current),
            )
            for row in own.itertuples()
        ]
        count = current.language.plural("{n} Verbindung", "{n} Verbindungen", len(own))
        folds.append(
            f'<details class="bk-fold"{"" if folds else " open"}><summary>{escape(str(kind))} '
            f"<small>{escape(count)}</small></summary>{grouped(rows, heads, str(kind))}</details>"
        )
    blocks.exhibit(shown, current, picture="".join(folds))


def figures(current: Session) -> None:
    """Show the concept's figures and statements on the region."""
    t = current.language.text
    shown = figure_exhibit(current.facts, current.language)
    rows = [
        (
            t("Nur in Worten") if pd.isna(row.value) else t("Als Zahl"),
            row.label,
            f"<div><b>{escape(row.text)}</b></div>"
            + (aside(t("gedruckt: „{printed}“", printed=row.printed)) if row.printed else "")
            + aside(t("{area}, Stand {when}", area=row.area or t("ohne Gebiet"), when=row.when)),
        )
        for row in shown.table.itertuples()
    ]
    heads = (t("Größe"), t("Zahl oder Aussage"))
    blocks.exhibit(shown, current, picture=grouped(rows, heads, shown.title))
