"""Target groups of the plan's section 6: its statements on each, and the use of AI by sex."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from kompass.facts import COUNTRY, Facts
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import Citation, Column, Exhibit, Made, cite, define, fact_text, notes_on
from kompass.figures.kept import kept
from kompass.figures.labels import word
from kompass.language import N_, Language
from kompass.precision import derived, of_fact, written

ASPECTS = ("background", "need", "condition", "barrier", "measure", "responsibility", "aim", "figure")
AI_MEASURES = {
    "ai_not_used_share": N_("Keine KI bei der Arbeit genutzt"),
    "ai_use_increased_share": N_("Mehr KI in den letzten fünf Jahren"),
}
AI_HEIGHT = 300


def group_table(facts: Facts, language: Language, aspects: Sequence[str] = ()) -> pd.DataFrame:
    """One row per statement, groups in the order of the plan, aspects in that of :data:`ASPECTS`.

    Columns: group_id, section, group (title), aspect (code), aspect_word, fact, source_id, locator, note
    (what the source notes tell of the statement). ``aspects`` limits the rows; none means all.
    """
    groups = facts["target_groups"].rename(columns={"title": "group", "position": "group_position"})
    rows = facts["target_group_facts"].merge(
        groups[["group_id", "section", "group", "group_position"]], on="group_id"
    )
    rows["aspect_position"] = rows["aspect"].map(ASPECTS.index)
    rows = rows.sort_values(["group_position", "aspect_position", "position"])
    rows["aspect_word"] = [word(aspect, language) for aspect in rows["aspect"]]
    rows["note"] = [" ".join(facts.notes("target_group_facts", row)) for row in rows.to_dict("records")]
    chosen = rows["aspect"].isin(aspects or ASPECTS)
    columns = [
        "group_id",
        "section",
        "group",
        "aspect",
        "aspect_word",
        "fact",
        "source_id",
        "locator",
        "note",
    ]
    return rows.loc[chosen, columns].reset_index(drop=True)


@kept
def group_exhibit(facts: Facts, language: Language, aspects: Sequence[str] = ()) -> Exhibit:
    """The block of the groups. Its table is that of :func:`group_table`; the page draws it as cards."""
    t = language.text
    table = group_table(facts, language, aspects)
    measures = table.loc[table["aspect"] == "measure"].groupby("group", sort=False).size()
    title = (
        t(
            "Plan {year}: {count} Personengruppen, die meisten Maßnahmen für: {group}",
            year=str(facts["plans"]["plan_year"].max()),
            count=table.loc[table["group_id"] != "general", "group_id"].nunique(),
            group=measures.idxmax(),
        )
        if len(measures)
        else language.plural(
            "Plan {year}: {n} Aussage zu {aspects}",
            "Plan {year}: {n} Aussagen zu {aspects}",
            len(table),
            year=str(facts["plans"]["plan_year"].max()),
            aspects=", ".join(table["aspect_word"].unique()),
        )
    )
    columns = (
        Column("section", t("Abschnitt")),
        Column("group", t("Gruppe")),
        Column("aspect_word", t("Gesichtspunkt")),
        Column("fact", t("Aussage")),
        Column("note", t("Hinweis")),
    )
    cited = table[["source_id", "locator"]].drop_duplicates().itertuples(index=False)
    notes = [
        note
        for row in facts["target_groups"].to_dict("records")
        for note in facts.notes("target_groups", row)
    ]
    return Exhibit(
        "zielgruppen",
        title,
        Made.COMPUTED,
        table,
        columns,
        tuple(Citation(source_id, locator) for source_id, locator in cited),
        t("Eigene Worte, kein Text des Plans. Die Gruppen überschneiden sich."),
        title,
        notes=tuple(notes),
    )


def headline(facts: Facts, language: Language) -> str:
    """The finding of the page on target groups and outlook: whom to reach, and how far the forecasts part."""
    year = str(facts["plans"]["plan_year"].max())
    rows = facts["forecasts"].query(
        "measure == 'employed_change' and as_of == @year and region_id == @COUNTRY"
    )
    expected = rows.set_index("institute")["value"]
    return language.text(
        N_(
            "Plan {year}: Ohne Berufsabschluss ist die Arbeitslosenquote {ratio} mal so hoch; {less} erwartet für "
            "{year} weniger Erwerbstätige, {more} mehr"
        )
        if expected.min() < 0 < expected.max()
        else N_("Plan {year}: Ohne Berufsabschluss ist die Arbeitslosenquote {ratio} mal so hoch"),
        year=year,
        ratio=fact_text(facts.fact(COUNTRY, "unskilled_unemployment_ratio"), facts, language),
        less=expected.idxmin(),
        more=expected.idxmax(),
    )


def ai_table(facts: Facts, language: Language) -> pd.DataFrame:
    """One row per question of the survey. Columns: measure, label, as_of, women, men (per cent), women_text,
    men_text (as printed), gap (women minus men, percentage points), gap_text (rounded where a value is)."""
    rows = []
    for measure, label in AI_MEASURES.items():
        women, men = (facts.fact(COUNTRY, measure, sex) for sex in ("women", "men"))
        gap = derived(lambda w, m: w - m, of_fact(women, facts), of_fact(men, facts))
        rows.append(
            {
                "measure": measure,
                "label": language.text(label),
                "as_of": language.as_of(women.as_of, women.period),
                "women": women.value,
                "men": men.value,
                "women_text": fact_text(women, facts, language),
                "men_text": fact_text(men, facts, language),
                "gap": float(gap.value),
                "gap_text": written(gap, language, 1, sign=True),
            }
        )
    return pd.DataFrame(rows)


def ai_figure(table: pd.DataFrame, style: Style, language: Language) -> go.Figure:
    """Women and men as two marks on one line per question, names and values at the marks."""
    t = language.text
    figure = go.Figure()
    for y, row in enumerate(table.itertuples()):
        figure.add_shape(
            type="line",
            x0=row.women,
            x1=row.men,
            y0=y,
            y1=y,
            line_color=style.line,
            line_width=6,
            layer="below",
        )
        figure.add_annotation(
            x=0,
            xref="paper",
            xanchor="left",
            y=y,
            yshift=44,
            showarrow=False,
            bgcolor=style.background,
            font={"size": 17},
            text=f"<b>{row.label}</b>, {row.as_of}",
        )
    for sex, name, symbol, fill in (
        ("women", t("Frauen"), "circle", style.text),
        ("men", t("Männer"), "diamond-open", style.text),
    ):
        other = "men" if sex == "women" else "women"
        figure.add_scatter(
            x=table[sex],
            y=list(range(len(table))),
            name=name,
            mode="markers+text",
            marker={"size": 16, "symbol": symbol, "color": fill, "line": {"width": 3, "color": fill}},
            text=[f"{name}<br>{value}" for value in table[f"{sex}_text"]],
            textposition=[
                "middle right" if own > rest else "middle left"
                for own, rest in zip(table[sex], table[other], strict=True)
            ],
            textfont={"size": 16},
            cliponaxis=False,
            hoverinfo="skip",
        )
    figure.update_layout(
        template=style.template,
        showlegend=False,
        height=AI_HEIGHT,
        margin={"l": 16, "r": 16, "t": 24, "b": 8},
    )
    figure.update_xaxes(
        range=[0, 55],
        dtick=10,
        ticksuffix=language.percent_sign,
        title={"text": t("Anteil der befragten Beschäftigten, Prozent"), "standoff": 12},
    )
    figure.update_yaxes(visible=False, range=[len(table) - 0.55, -0.7])
    return figure


@kept
def ai_exhibit(facts: Facts, style: Style, language: Language) -> Exhibit:
    """The block on the use of AI by women and men."""
    t = language.text
    table = ai_table(facts, language)
    unused, more = table.iloc[0], table.iloc[1]
    title = t(
        "Befragte Beschäftigte (IAB-Befragung DiWaBe 2025): {women} der Frauen nutzten {year} keine KI bei der Arbeit, "
        "von den Männern {men}",
        women=unused["women_text"],
        men=unused["men_text"],
        year=unused["as_of"],
    )
    plan_gap = facts.fact(COUNTRY, "ai_not_used_gap")
    used = [facts.fact(COUNTRY, m, sex) for m in AI_MEASURES for sex in ("women", "men")]
    reading = t(
        "Abstand {unused} und {more} Prozentpunkte (eigene Rechnung: Frauen minus Männer); "
        "den ersten nennt der Plan „{plan}“ Prozentpunkte.",
        unused=unused["gap_text"],
        more=more["gap_text"],
        plan=fact_text(plan_gap, facts, language),
    )
    columns = (
        Column("label", t("Befragte (DiWaBe)")),
        Column("as_of", t("Jahr")),
        Column("women_text", t("Frauen"), right=True),
        Column("men_text", t("Männer"), right=True),
        Column("gap_text", t("Abstand, Prozent­punkte (eigene Rechnung)"), right=True),
    )
    return Exhibit(
        "ki-nutzung",
        title,
        Made.QUOTED,
        table,
        columns,
        tuple(dict.fromkeys(cite(fact, language) for fact in [*used, plan_gap])),
        reading,
        f"{title}. {reading}",
        ai_figure(table, style, language),
        define(facts, language, *AI_MEASURES, "ai_not_used_gap"),
        notes=notes_on(facts, *used),
    )
