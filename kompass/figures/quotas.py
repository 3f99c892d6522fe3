"""The plan's quotas: who holds how many places, and how many lead to a degree."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from kompass.facts import Facts
from kompass.figures.exhibit import Citation, Column, Exhibit, Kind
from kompass.figures.style import Style
from kompass.language import NBSP, Language
from kompass.places.plan import Plan

FLOW_HEIGHT = 420
ROW = 68  # pixels per institution


def quota_table(facts: Facts, plan: Plan) -> pd.DataFrame:
    """One row per institution in plan order, and one for all (code ``""``).

    Columns: code, name, legal_scope, places, degree, other, share_pct (of all places), degree_rate_pct.
    """
    names = facts["institutions"].set_index("code")
    rows = [
        (code, names.at[code, "name"], names.at[code, "legal_scope"], quota)
        for code, quota in plan.quotas.items()
    ]
    rows.append(("", "", "", plan.total))
    return pd.DataFrame(
        {
            "code": code,
            "name": name,
            "legal_scope": scope,
            "places": quota.places,
            "degree": quota.degree,
            "other": quota.other,
            "share_pct": 100 * quota.places / plan.total.places,
            "degree_rate_pct": 100 * (quota.degree_rate or 0),
        }
        for code, name, scope, quota in rows
    )


def places_figure(table: pd.DataFrame, style: Style, language: Language) -> go.Figure:
    """Places by institution on one scale, the degree-oriented part in full colour, figures at the bar."""
    rows = table[table["code"] != ""]
    t = language.text
    colors = [style.institutions[code] for code in rows["code"]]
    figure = go.Figure()
    figure.add_bar(
        x=rows["places"],
        y=rows["code"],
        orientation="h",
        marker_color=[style.tint(c, 0.35) for c in colors],
        width=0.44,
        text=[
            t("<b>{places}</b>, davon {degree}", places=int(r.places), degree=int(r.degree))
            for r in rows.itertuples()
        ],
        # Inside only where the bar has room beside its degree-oriented part, on a phone too.
        textposition=["inside" if p > 0.6 * rows["places"].max() else "outside" for p in rows["places"]],
        insidetextanchor="end",
        textfont={"size": 18},
        insidetextfont={"color": style.text},
        constraintext="none",
        cliponaxis=False,
        hoverinfo="skip",
    )
    figure.add_bar(
        x=rows["degree"], y=rows["code"], orientation="h", marker_color=colors, width=0.44, hoverinfo="skip"
    )
    for row in rows.itertuples():
        figure.add_annotation(
            x=0,
            y=row.code,
            text=f"<b>{row.code}</b> {row.name}",
            showarrow=False,
            xanchor="left",
            xshift=-3,
            yshift=28,
            font={"size": 17},
        )
    figure.update_layout(
        template=style.template,
        barmode="overlay",
        showlegend=False,
        height=ROW * len(rows),
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
    )
    figure.update_xaxes(visible=False, range=[0, rows["places"].max()])
    figure.update_yaxes(visible=False, range=[len(rows) - 0.7, -0.7])
    return figure


def rate_figure(table: pd.DataFrame, style: Style, language: Language) -> go.Figure:
    """Degree rate by institution as dots on one scale, the rate of the whole plan as a line."""
    rows = table[table["code"] != ""]
    overall = float(table.loc[table["code"] == "", "degree_rate_pct"].iloc[0])
    figure = go.Figure()
    for row in rows.itertuples():
        figure.add_shape(
            type="line",
            x0=overall,
            x1=row.degree_rate_pct,
            y0=row.code,
            y1=row.code,
            line_color=style.line,
            line_width=3,
            layer="below",
        )
    figure.add_scatter(
        x=rows["degree_rate_pct"],
        y=rows["code"],
        mode="markers+text",
        marker={"size": 18, "color": [style.institutions[c] for c in rows["code"]]},
        text=[
            f"<b>{c}</b>  {language.percent(v)}"
            for c, v in zip(rows["code"], rows["degree_rate_pct"], strict=True)
        ],
        textposition=["middle right" if v >= overall else "middle left" for v in rows["degree_rate_pct"]],
        textfont={"size": 17},
        cliponaxis=False,
        hoverinfo="skip",
    )
    figure.add_vline(x=overall, line_color=style.comparison, line_width=2)
    figure.add_annotation(
        x=overall,
        y=1,
        yref="paper",
        yanchor="bottom",
        showarrow=False,
        text=language.text("Plan gesamt {rate}", rate=language.percent(overall)),
        font={"size": 16, "color": style.comparison},
    )
    figure.update_layout(
        template=style.template,
        height=64 * len(rows) + 88,
        showlegend=False,
        margin={"t": 36, "l": 8, "r": 8, "b": 8},
    )
    figure.update_xaxes(
        range=[15, 45],
        ticksuffix=f"{NBSP}%",
        nticks=7,
        title=language.text("Anteil abschlussorientierter Plätze, Prozent"),
    )
    figure.update_yaxes(visible=False, range=[len(rows) - 0.5, -0.5])
    return figure


def flow_figure(table: pd.DataFrame, style: Style, language: Language) -> go.Figure:
    """The flow of places from the total over the institutions to degree-oriented and other."""
    rows = table[table["code"] != ""].reset_index(drop=True)
    total = table[table["code"] == ""].iloc[0]
    count = len(rows)
    degree_node, other_node = count + 1, count + 2
    colors = [style.institutions[c] for c in rows["code"]]
    labels = [
        language.text("{places} Plätze", places=int(total["places"])),
        *(f"{r.code}{NBSP}{language.number(r.places)}" for r in rows.itertuples()),
        language.text("{degree}<br>abschluss-<br>orientiert", degree=int(total["degree"])),
        language.text("{other}<br>andere", other=int(total["other"])),
    ]
    links: list[tuple[int, int, int, str]] = []
    for index, row in enumerate(rows.itertuples(), start=1):
        color = style.tint(colors[index - 1], 0.28)
        links += [
            (0, index, row.places, color),
            (index, degree_node, row.degree, style.tint(colors[index - 1], 0.55)),
            (index, other_node, row.other, color),
        ]
    source, target, value, link_colors = zip(*links, strict=True)
    figure = go.Figure(
        go.Sankey(
            arrangement="fixed",
            node={
                "label": labels,
                "color": [style.comparison, *colors, style.text, style.comparison],
                "thickness": 18,
                "pad": 28,
                "line": {"width": 0},
                "hovertemplate": "%{label}<extra></extra>",
            },
            link={
                "source": source,
                "target": target,
                "value": value,
                "color": link_colors,
                "customdata": [language.number(v) for v in value],
                "hovertemplate": "%{source.label} → %{target.label}: %{customdata}<extra></extra>",
            },
            textfont={"size": 17, "color": style.text, "shadow": "none"},
        )
    )
    figure.update_layout(
        template=style.template, height=FLOW_HEIGHT, margin={"l": 8, "r": 8, "t": 16, "b": 16}
    )
    return figure


def quota_columns(language: Language) -> tuple[Column, ...]:
    """The columns of the quota table as shown."""
    t = language.text
    return (
        Column("code", t("Kürzel")),
        Column("name", t("Institution")),
        Column("legal_scope", t("Rechtskreis")),
        Column("places", t("Plätze"), 0),
        Column("degree", t("davon abschluss­orientiert"), 0),
        Column("other", t("andere"), 0),
        Column("share_pct", t("Anteil an allen, %"), 1),
        Column("degree_rate_pct", t("Abschluss­anteil, %"), 1),
    )


def quota_exhibits(facts: Facts, plan: Plan, style: Style, language: Language) -> dict[str, Exhibit]:
    """The blocks of the quota page: ``places``, ``rate`` and ``flow``; their findings are computed."""
    t = language.text
    table = quota_table(facts, plan)
    own = table[table["code"] != ""]
    shown = table.assign(name=table["name"].where(table["code"] != "", t("Plan gesamt")))
    largest = own.loc[own["places"].idxmax()]
    high, low = own.loc[own["degree_rate_pct"].idxmax()], own.loc[own["degree_rate_pct"].idxmin()]
    leading = own.loc[own["degree"].idxmax()]
    overall = table.iloc[-1]
    citations = quota_citations(facts, plan)
    columns = quota_columns(language)

    def exhibit(name: str, title: str, kind: Kind, figure: go.Figure, reading: str) -> Exhibit:
        return Exhibit(name, title, kind, shown, columns, citations, reading, title + ". " + reading, figure)

    return {
        "places": exhibit(
            f"kontingente-{plan.version}-plaetze",
            t(
                "{name} plant {share} der Plätze",
                name=largest["name"],
                share=language.percent(largest["share_pct"]),
            ),
            Kind.PLAN,
            places_figure(table, style, language),
            t("„Davon“ und die volle Farbe: abschlussorientierte Plätze. Gleicher Maßstab für alle."),
        ),
        "rate": exhibit(
            f"kontingente-{plan.version}-abschlussanteil",
            t(
                "{high} plant den höchsten Anteil abschlussorientierter Plätze, {low} den niedrigsten",
                high=high["code"],
                low=low["code"],
            ),
            Kind.DERIVED,
            rate_figure(table, style, language),
            t(
                "{high}: {high_rate}, {low}: {low_rate}; im ganzen Plan {overall}. "
                "Rechnung: abschlussorientierte Plätze geteilt durch alle Plätze.",
                high=high["code"],
                high_rate=language.percent(high["degree_rate_pct"]),
                low=low["code"],
                low_rate=language.percent(low["degree_rate_pct"]),
                overall=language.percent(overall["degree_rate_pct"]),
            ),
        ),
        "flow": exhibit(
            f"kontingente-{plan.version}-fluss",
            t(
                "{name} plant die meisten abschlussorientierten Plätze: {most} von {degree}",
                name=leading["name"],
                most=int(leading["degree"]),
                degree=int(overall["degree"]),
            ),
            Kind.PLAN,
            flow_figure(table, style, language),
            t(
                "Von links nach rechts: alle Plätze, die vier Institutionen, das Ziel. Breite = Zahl der Plätze."
            ),
        ),
    }


def quota_citations(facts: Facts, plan: Plan) -> tuple[Citation, ...]:
    """Where the quotas stand, with the as-of date of the plan."""
    quotas = facts["quotas"]
    year = facts.record("plans", plan_version=plan.version)
    return tuple(
        Citation(source_id, locator, "")
        for source_id, locator in quotas.loc[
            quotas["plan_year"] == year["plan_year"], ["source_id", "locator"]
        ]
        .drop_duplicates()
        .itertuples(index=False)
    )


def employee_exhibit(facts: Facts, plan: Plan, style: Style, language: Language) -> Exhibit:
    """The block for people in employment, which the plan does not split over the institutions."""
    t = language.text
    year = facts.record("plans", plan_version=plan.version)["plan_year"]
    block = facts.record("quotas", plan_year=year, kind="employee_training")
    places, degree = int(block["places"]), int(block["degree_oriented"])
    table = pd.DataFrame({"places": [places], "degree": [degree], "other": [places - degree]})
    figure = go.Figure()
    for value, color in ((places, style.tint(style.comparison, 0.35)), (degree, style.comparison)):
        figure.add_bar(x=[value], y=[""], orientation="h", marker_color=color, width=0.44, hoverinfo="skip")
    figure.add_annotation(
        x=0,
        y="",
        text=t("<b>{places}</b>, davon {degree} abschlussorientiert", places=places, degree=degree),
        showarrow=False,
        xanchor="left",
        xshift=-3,
        yshift=28,
        font={"size": 17},
    )
    figure.update_layout(
        template=style.template,
        barmode="overlay",
        showlegend=False,
        height=ROW + 12,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
    )
    # The scale of the chart above: as wide as the largest institution.
    figure.update_xaxes(visible=False, range=[0, max(q.places for q in plan.quotas.values())])
    figure.update_yaxes(visible=False, range=[-0.5, 0.8])
    title = t("Daneben {places} Plätze für Beschäftigte, die der Plan nicht aufteilt", places=places)
    return Exhibit(
        f"kontingente-{plan.version}-beschaeftigte",
        title,
        Kind.PLAN,
        table,
        quota_columns(language)[3:6],
        (Citation(block["source_id"], block["locator"]),),
        t(
            "Sie zählen nicht zu den {total} Plätzen oben; {degree} davon sind abschlussorientiert.",
            total=plan.total.places,
            degree=degree,
        ),
        title,
        figure,
    )
