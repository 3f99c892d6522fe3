"""Flows of places between institutions since the baseline."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from kompass.facts import Facts
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import Column, Exhibit, Made
from kompass.figures.quotas.places import quota_citations
from kompass.figures.simulator.scenario import partner_name
from kompass.language import Language
from kompass.places.ledger import Scenario
from kompass.places.outcome import net_flows, transferred
from kompass.places.plan import OUTSIDE

ROW = 84  # pixels per institution
LEAST_HEIGHT = 300


def flow_table(facts: Facts, scenario: Scenario, baseline: Scenario, language: Language) -> pd.DataFrame:
    """One row per pair that moved, largest first.

    Columns: giver, taker (codes), giver_name, taker_name, places.
    """
    rows = [
        {
            "giver": giver,
            "taker": taker,
            "giver_name": partner_name(giver, facts, language),
            "taker_name": partner_name(taker, facts, language),
            "places": places,
        }
        for (giver, taker), places in net_flows(scenario, baseline).items()
    ]
    table = pd.DataFrame(rows, columns=["giver", "taker", "giver_name", "taker_name", "places"])
    return table.sort_values("places", ascending=False, kind="stable").reset_index(drop=True)


def flow_figure(table: pd.DataFrame, style: Style, language: Language) -> go.Figure:
    """Draw a Sankey diagram: givers left, takers right, bands as wide as the places that moved."""
    givers, takers = list(dict.fromkeys(table["giver"])), list(dict.fromkeys(table["taker"]))
    given, taken = table.groupby("giver")["places"].sum(), table.groupby("taker")["places"].sum()
    t = language.text
    labels = [t("{code} gibt {n}", code=_short(c, language), n=int(given[c])) for c in givers]
    labels += [t("{code} nimmt {n}", code=_short(c, language), n=int(taken[c])) for c in takers]
    colors = [style.of(c) for c in (*givers, *takers)]
    figure = go.Figure(
        go.Sankey(
            arrangement="fixed",
            node={
                "label": labels,
                "color": colors,
                "pad": 28,
                "thickness": 26,
                "line": {"width": 0},
                "hoverinfo": "skip",
            },
            link={
                "source": [givers.index(c) for c in table["giver"]],
                "target": [len(givers) + takers.index(c) for c in table["taker"]],
                "value": table["places"],
                "color": [style.tint(style.of(c), 0.4) for c in table["giver"]],
                "hoverinfo": "skip",
            },
            textfont={"size": 18, "color": style.text, "shadow": "none"},
        )
    )
    height = max(LEAST_HEIGHT, ROW * max(len(givers), len(takers)))
    figure.update_layout(template=style.template, height=height, margin={"l": 8, "r": 8, "t": 16, "b": 16})
    return figure


def _short(code: str, language: Language) -> str:
    return language.text("außen") if code == OUTSIDE else code


def flow_exhibit(
    facts: Facts, scenario: Scenario, baseline: Scenario, baseline_name: str, style: Style, language: Language
) -> Exhibit:
    """The flows since the baseline; the title counts redistribution and the outside separately."""
    t = language.text
    table = flow_table(facts, scenario, baseline, language)
    inside = table[(table["giver"] != OUTSIDE) & (table["taker"] != OUTSIDE)]["places"].sum()
    outside = table["places"].sum() - inside
    if table.empty:
        title = t("Gegenüber {baseline} ist kein Platz umgebucht", baseline=baseline_name)
    else:
        title = _title(int(inside), int(outside), scenario, baseline_name, language)
    reading = t(
        "Gegenläufige Umbuchungen zwischen denselben zwei sind verrechnet; ein Tausch abschlussorientierter "
        "gegen andere Plätze bewegt keinen Platz. Vergleich: {baseline}.",
        baseline=baseline_name,
    )
    columns = (
        Column("giver_name", t("gibt")),
        Column("taker_name", t("nimmt")),
        Column("places", t("Plätze"), 0),
    )
    return Exhibit(
        f"szenario-{scenario.plan.version}-fluss",
        title,
        Made.MOVED,
        table,
        columns,
        quota_citations(facts, scenario.plan),
        reading,
        title,
        None if table.empty else flow_figure(table, style, language),
    )


def _title(inside: int, outside: int, scenario: Scenario, baseline_name: str, language: Language) -> str:
    """The places that moved between institutions and those from or to the outside.

    Called "all transfers" (gross) only where no places went to and fro.
    """
    together = inside + outside
    places = language.plural("{n} Platz", "{n} Plätze", together)
    if outside:
        places = language.text(
            "{places}, davon {outside} von oder nach außen", places=places, outside=outside
        )
    if together == transferred(scenario):
        return language.text(
            "Szenario zum Plan {version}, Umbuchungen zusammen (brutto): {places}",
            version=scenario.plan.version,
            places=places,
        )
    return language.text(
        "Szenario zum Plan {version}, umgebucht gegenüber {baseline}, Gegenläufiges verrechnet: {places}",
        version=scenario.plan.version,
        baseline=baseline_name,
        places=places,
    )
