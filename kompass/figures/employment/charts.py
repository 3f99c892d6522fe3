"""Charts of the employment changes; their table is made in changes.py."""

from __future__ import annotations

import itertools
import math
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from kompass.figures.charts.style import Style
from kompass.language import NBSP, Language

LANE = 19  # pixels per district within a category
HEAD = 1.7  # lanes for the name of a trait
GAP = 0.9  # lanes between two categories
LEAST = 2.4  # lanes of a category, whose name may take two lines
BOTTOM = 60  # pixels below the lanes: scale and its title
NAMES = 148  # pixels left of zero: the names of the categories
HEAT_NAMES = 124  # the same in the heat table, whose cells need the room on a phone
NAME_LETTERS = 16  # letters of a category's name in one line
HEAT_ROW = 40  # pixels
WIDE_NAMES = 208  # as HEAT_NAMES in a wide, low room: names in one line
HEAT_LIMITS = (0.5, 1.0, 2.0, 5.0)  # per cent; uneven, as most changes are small and a few are large
STUB = 0.04  # of the scale, hatched where nothing is reported: shorter than any bar that says something
SYMBOLS = ("circle", "diamond", "square")  # by position of the district: never colour alone


@dataclass(frozen=True)
class Rows:
    """Vertical positions of traits and categories, from top to bottom in units of the y axis."""

    heads: Mapping[str, float]  # centre of a trait's name, by its label
    tops: Mapping[tuple[str, str], float]  # top of a category, by trait and category
    end: float


def rows_of(table: pd.DataFrame, head: float, row: float) -> Rows:
    """Place the categories in their order below the names of their traits, each ``row`` high."""
    heads: dict[str, float] = {}
    tops: dict[tuple[str, str], float] = {}
    at = 0.0
    for category in table.drop_duplicates(["trait", "category"]).itertuples():
        if category.trait_label not in heads:
            heads[category.trait_label] = at + head / 2
            at += head
        tops[category.trait, category.category] = at
        at += row
    return Rows(heads, tops, at)


def change_text(change: float, sign_given: bool, strong: bool, language: Language) -> str:
    """A change as the plan prints it: with a sign, and in bold, only where the plan does so."""
    text = language.percent(change, sign=sign_given)
    return f"<b>{text}</b>" if strong else text


def panels(table: pd.DataFrame, count: int) -> list[pd.DataFrame]:
    """Split the table between traits into ``count`` parts, so that the longest is as short as possible."""
    sizes = table.groupby("trait", sort=False)["category"].nunique()
    cuts = min(
        itertools.combinations(range(1, len(sizes)), count - 1),
        key=lambda cut: max(sizes.iloc[a:b].sum() for a, b in itertools.pairwise((0, *cut, len(sizes)))),
    )
    part = {trait: sum(n >= cut for cut in cuts) for n, trait in enumerate(sizes.index)}
    return [own for _, own in table.groupby(table["trait"].map(part), sort=False)]


def change_figure(
    table: pd.DataFrame, reach: tuple[float, float], style: Style, language: Language
) -> go.Figure:
    """Draw the change by category as dots on one scale, zero marked, one lane per district.

    ``table`` from :func:`kompass.figures.employment.changes.change_table`; ``reach``: lowest and highest
    value of the scale, the same for every panel. The name of a district is in the first category of each
    trait.
    """
    lanes = list(dict.fromkeys(table["ags"]))
    row = max(len(lanes) + GAP, LEAST)
    rows = rows_of(table, HEAD, row)
    start = (row - GAP - len(lanes)) / 2  # above the first lane, where there are few
    low, high = reach
    stub = STUB * (high - low)
    figure = go.Figure()
    first = set(table.drop_duplicates("trait")[["trait", "category"]].itertuples(index=False, name=None))
    known_symbols = int(table["position"].max()) <= len(SYMBOLS)
    for number, ags in enumerate(lanes):
        district_rows = table[table["ags"] == ags]
        y = pd.Series(
            [rows.tops[k] + start + number + 0.5 for k in _keys(district_rows)], index=district_rows.index
        )
        named = pd.Series([k in first for k in _keys(district_rows)], index=district_rows.index)
        name = district_rows["short_name"].iloc[0]
        color = style.of(district_rows["institution"].iloc[0])
        known = district_rows["change_pct"].notna()
        figure.add_bar(
            x=[stub] * int((~known).sum()),
            base=0,
            y=y[~known],
            orientation="h",
            width=0.62,
            name="not_reported",
            marker=_hatched(style, style.comparison),
            hoverinfo="skip",
        )
        for at, with_name in zip(y[~known], named[~known], strict=True):
            missing = language.text("nicht ausgewiesen")
            _note(figure, stub, at, f"{name}: {missing}" if with_name else missing, style)
        reported = district_rows[known]
        right = reported["change_pct"] < low + 0.6 * (high - low)
        figure.add_scatter(
            x=reported["change_pct"],
            y=y[known],
            mode="markers+text",
            name=name,
            marker={
                "size": 12,
                "symbol": SYMBOLS[
                    (int(district_rows["position"].iloc[0]) - 1 if known_symbols else number) % len(SYMBOLS)
                ],
                "color": color,
                "line": {"color": style.text, "width": [2.5 if h else 0 for h in reported["highlighted"]]},
            },
            # Spaces on both sides keep the text off the mark, whichever side it stands on.
            text=[
                f"{NBSP}{f'{name} ' if with_name else ''}"
                f"{change_text(r.change_pct, r.sign_given, r.highlighted, language)}{NBSP}"
                for r, with_name in zip(reported.itertuples(), named[known], strict=True)
            ],
            textposition=["middle right" if r else "middle left" for r in right],
            textfont={"size": 15, "color": style.text},
            cliponaxis=False,
            hoverinfo="skip",
        )
    _label_rows(figure, table, rows, (row - GAP) / 2, NAMES, style)
    figure.update_layout(
        template=style.template,
        height=round(rows.end * LANE) + BOTTOM,
        margin={"l": NAMES, "r": 8, "t": 0, "b": BOTTOM},
        showlegend=False,
        barmode="overlay",
    )
    ticks = range(5 * math.ceil(low / 5), math.floor(high) + 1, 5)
    figure.update_xaxes(
        range=[low, high],
        tickvals=list(ticks),
        ticktext=[language.percent(v, 0, sign=v != 0) for v in ticks],
        title=language.text("Zum Vorjahr, Prozent"),
        automargin=False,
        showgrid=True,  # bars would hide it
        zeroline=True,
        zerolinecolor=style.text,
    )
    figure.update_yaxes(range=[rows.end, 0])
    return figure


def heat_figure(table: pd.DataFrame, style: Style, language: Language, wide: bool = False) -> go.Figure:
    """Draw a heat table, categories by districts, each cell with its value, in five steps of colour.

    ``table`` from :func:`kompass.figures.employment.changes.change_table`. ``wide``: for a wide, low room, each row
    in one line; what is not reported is hatched, without words.
    """
    left = WIDE_NAMES if wide else HEAT_NAMES
    columns = list(dict.fromkeys(table["ags"]))
    rows = rows_of(table, 0.9, 1)
    figure = go.Figure()
    known = table["change_pct"].notna()
    fills = [style.ramp[sum(v >= limit for limit in HEAT_LIMITS)] for v in table.loc[known, "change_pct"]]
    cells = (
        (
            "reported",
            table[known],
            {"color": fills},
            [
                change_text(r.change_pct, r.sign_given, r.highlighted, language)
                for r in table[known].itertuples()
            ],
            [style.on(fill) for fill in fills],
        ),
        (
            "not_reported",
            table[~known],
            _hatched(style, style.line),  # pale: words stand upon it
            [""] * int((~known).sum()),
            style.text,
        ),
    )
    for name, cell_rows, marker, texts, color in cells:
        figure.add_bar(
            x=[0.96] * len(cell_rows),
            base=[columns.index(ags) + 0.02 for ags in cell_rows["ags"]],
            y=[rows.tops[k] + 0.5 for k in _keys(cell_rows)],
            orientation="h",
            width=0.92,
            name=name,
            marker=marker,
            text=texts,
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            insidetextfont={"size": 17, "color": color},
            hoverinfo="skip",
        )
    missing = language.text("nicht<br>ausgewiesen")
    for key, ags in () if wide else zip(_keys(table[~known]), table.loc[~known, "ags"], strict=True):
        figure.add_annotation(
            x=columns.index(ags) + 0.5,
            y=rows.tops[key] + 0.5,
            text=missing,
            showarrow=False,
            font={"size": 14, "color": style.text},
        )
    _label_rows(figure, table, rows, 0.5, left, style, 99 if wide else NAME_LETTERS)
    figure.update_layout(
        template=style.template,
        height=round(rows.end * HEAT_ROW) + 34,
        margin={"l": left, "r": 0, "t": 34, "b": 0},
        showlegend=False,
        barmode="overlay",
    )
    figure.update_xaxes(
        range=[0, len(columns)],
        side="top",
        tickvals=[n + 0.5 for n in range(len(columns))],
        ticktext=[f"<b>{name}</b>" for name in dict.fromkeys(table["short_name"])],
        showgrid=False,
        zeroline=False,
        automargin=False,
    )
    figure.update_yaxes(range=[rows.end, 0])
    return figure


def _keys(table: pd.DataFrame) -> Iterable[tuple[str, str]]:
    return zip(table["trait"], table["category"], strict=True)


def _hatched(style: Style, color: str) -> dict[str, object]:
    """The look of a bar that stands for a value that is not reported; its length has no meaning."""
    pattern = {"shape": "/", "size": 7, "solidity": 0.2, "fgcolor": color, "bgcolor": style.background}
    return {"color": style.background, "pattern": pattern, "line": {"width": 0}}


def _note(figure: go.Figure, x: float, y: float, text: str, style: Style) -> None:
    """Write behind a hatched bar that ends at ``x`` that nothing is reported."""
    figure.add_annotation(
        x=x,
        xshift=4,
        y=y,
        text=text,
        showarrow=False,
        xanchor="left",
        font={"size": 14, "color": style.muted},
    )


def _label_rows(
    figure: go.Figure,
    table: pd.DataFrame,
    rows: Rows,
    middle: float,
    width: int,
    style: Style,
    letters: int = NAME_LETTERS,
) -> None:
    """Add the names of the traits above their rows and of the categories left of them."""
    names: Sequence[str] = [
        "<br>".join(textwrap.wrap(label, letters))
        for label in table.drop_duplicates(["trait", "category"])["category_label"]
    ]
    figure.update_yaxes(
        tickvals=[top + middle for top in rows.tops.values()],
        ticktext=names,
        tickfont={"size": 15},
        ticks="outside",
        ticklen=8,
        tickcolor=style.background,  # only to keep the names off the zero line
        showgrid=False,
        zeroline=False,
        automargin=False,
    )
    for label, y in rows.heads.items():
        figure.add_annotation(
            xref="paper",
            x=0,
            xshift=-width,
            y=y,
            text=f"<b>{label}</b>",
            showarrow=False,
            xanchor="left",
            bgcolor=style.background,
            borderpad=0,
            font={"size": 17},
        )
