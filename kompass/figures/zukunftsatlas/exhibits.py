"""Exhibits of the Prognos Zukunftsatlas: class and ranks of the districts; their tables are in ranks.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from kompass.facts import Facts
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import Citation, Column, Exhibit, Kind, Made, about, define
from kompass.figures.kept import kept
from kompass.figures.limits import MOST_DRAWN, drawn_rows
from kompass.figures.zukunftsatlas.charts import (
    class_figure,
    dynamics_figure,
    position_figure,
    profile_figure,
)
from kompass.figures.zukunftsatlas.ranks import (
    METHOD_INDICATORS,
    class_table,
    compared,
    dynamics_reading,
    far_from_equal,
    latest_row,
    method_table,
    rank_table,
)
from kompass.language import N_, Language

TERMS = (
    (
        N_("Zukunftsatlas"),
        N_("Rangfolge aller Kreise und kreisfreien Städte der Prognos AG, alle drei Jahre"),
    ),
    (N_("Rang"), N_("Platz unter allen Regionen; 1 ist der beste")),
    (N_("Klasse"), N_("Eine von acht Gruppen; in 1 bis 4 überwiegen die Chancen, in 6 bis 8 die Risiken")),
)


def edition(row: Mapping[str, Any], language: Language) -> str:
    """The edition of a row of ``zukunftsatlas`` in words; inferred, as the plan names none."""
    return language.text("Ausgabe {year}, erschlossen", year=str(row["edition"]))


def of_atlas(facts: Facts, ags: str, finding: str, language: Language) -> str:
    """A title that can be quoted alone: name and edition of the ranks, then the finding."""
    return about(language.text("Zukunftsatlas"), finding, language, edition(latest_row(facts, ags), language))


def method_notes(facts: Facts, districts: Sequence[str], language: Language) -> tuple[str, ...]:
    """How to read the ranks: two warnings of ours, then the source notes."""
    t = language.text
    rows = [("zukunftsatlas", latest_row(facts, ags)) for ags in districts]
    rows += [("indicators", {"indicator_id": indicator_id}) for indicator_id in METHOD_INDICATORS]
    return (
        t(
            "Ränge haben keine gleichen Abstände: Zehn Plätze können viel oder wenig bedeuten. "
            "Darum wird hier kein Rang gemittelt."
        ),
        t("Ein anderer Rang als in einer früheren Ausgabe heißt nicht, dass sich der Kreis verändert hat."),
        *dict.fromkeys(note for table, row in rows for note in facts.notes(table, row)),
    )


def _citations(facts: Facts, districts: Sequence[str], language: Language) -> tuple[Citation, ...]:
    rows = (latest_row(facts, ags) for ags in districts)
    return tuple(Citation(r["source_id"], r["locator"], edition(r, language), Kind(r["kind"])) for r in rows)


def _class_citations(facts: Facts) -> tuple[Citation, ...]:
    """Citations of the meaning of the classes."""
    places = facts["zukunftsatlas_classes"][["source_id", "locator"]].drop_duplicates()
    return tuple(Citation(source, place) for source, place in places.itertuples(index=False))


@kept
def future_exhibits(
    facts: Facts, districts: Sequence[str], style: Style, language: Language
) -> dict[str, Exhibit]:
    """The blocks of the selected districts by name: classes, position, dynamics, ranks, method."""
    t = language.text
    citations = _citations(facts, districts, language)
    ranks = rank_table(facts, districts)
    overall = ranks[ranks["group"] == "overall"]
    pins = drawn_rows(overall, "ags", "rank")
    terms = tuple((t(term), t(meaning)) for term, meaning in TERMS)

    def exhibit(
        name: str,
        title: str,
        made: Made,
        table: pd.DataFrame,
        columns: Sequence[Column],
        reading: str,
        figure: go.Figure | None = None,
        sources: Sequence[Citation] = citations,
    ) -> Exhibit:
        title = of_atlas(facts, districts[0], title, language)
        alt = f"{title}. {reading}" if reading else title
        return Exhibit(
            f"zukunftsatlas-{name}", title, made, table, columns, sources, reading, alt, figure, terms
        )

    return {
        "classes": exhibit(
            "klassen",
            *_class_words(facts, districts, language),
            _class_columns(language),
            t("Bis zu welchem Rang eine Klasse reicht, nennt der Plan nicht."),
            class_figure(class_table(facts, pins.keys), facts["districts"], style, language),
            (*citations, *_class_citations(facts)),
        ).with_picture_reading(pins.said(language)),
        "position": exhibit(
            "position",
            _position_title(ranks, language),
            Made.COMPUTED,
            overall,
            (
                Column("name", t("Kreis")),
                Column("rank", t("Gesamtrang"), 0),
                Column("of_regions", t("Regionen"), 0),
                Column("worse_pct", t("Regionen mit schlechterem Rang, %"), 1),
            ),
            t(
                "Rechnung: ({count} − Rang) / {count}, der Anteil aller Regionen mit schlechterem Rang.",
                count=int(ranks["of_regions"].iloc[0]),
            ),
            position_figure(pins.of(overall, "ags"), style, language),
        ).with_picture_reading(
            pins.and_said(
                t("Ein Strich je Rang, lange Linie: Median. Jede Fläche ist ein Zehntel aller Regionen."),
                language,
            )
        ),
        "dynamics": exhibit(
            "dynamik",
            _dynamics_title(ranks, language),
            Made.QUOTED,
            *compared(ranks[ranks["group"] == "aspect"], language),
            "",
            dynamics_figure(ranks, far_from_equal(ranks).keys, style, language),
        ).with_picture_reading(dynamics_reading(ranks, language)),
        "ranks": exhibit(
            "raenge",
            _spread_title(ranks, language),
            Made.QUOTED,
            *compared(ranks, language),
            t("Rang 1 ist der beste von {count}.", count=int(ranks["of_regions"].iloc[0])),
        ),
        "method": _method_exhibit(facts, districts, language),
    }


@kept
def profile_exhibit(facts: Facts, ags: str, style: Style, language: Language) -> Exhibit:
    """The profile of one district: its partial ranks on the common scale from the last rank to 1."""
    t = language.text
    ranks = rank_table(facts, [ags])
    fields = ranks[ranks["group"] == "field"]
    best, worst = fields.loc[fields["rank"].idxmin()], fields.loc[fields["rank"].idxmax()]
    finding = t(
        "{name}: von vier Themenfeldern am besten {best} (Rang {best_rank}), am schwächsten {worst} (Rang {worst_rank})",
        name=best["name"],
        best=t(best["label"]),
        best_rank=int(best["rank"]),
        worst=t(worst["label"]),
        worst_rank=int(worst["rank"]),
    )
    title = of_atlas(facts, ags, finding, language)
    return Exhibit(
        f"zukunftsatlas-profil-{ags}",
        title,
        Made.QUOTED,
        ranks.assign(label=[t(label) for label in ranks["label"]]),
        (Column("label", t("Rang nach")), Column("rank", t("Rang"), 0)),
        _citations(facts, [ags], language),
        "",
        title,
        profile_figure(ranks, style, language),
        picture_reading=t("Senkrechte Linie: Gesamtrang. Je weiter rechts, desto besser."),
    )


def headline(facts: Facts, districts: Sequence[str], language: Language) -> str:
    """The title of the page: class and rank of the districts."""
    ranks = rank_table(facts, districts)
    overall = ranks[ranks["group"] == "overall"].sort_values("rank")
    places = [
        language.text("{name} auf Rang {rank}", name=r.name, rank=int(r.rank)) for r in overall.itertuples()
    ]
    return language.text(
        "Zukunftsatlas ({edition}): Von {count} Regionen steht {places}",
        edition=edition(latest_row(facts, districts[0]), language),
        count=int(overall["of_regions"].iloc[0]),
        places=language.listed(places),
    )


def _class_words(
    facts: Facts, districts: Sequence[str], language: Language
) -> tuple[str, Made, pd.DataFrame]:
    """Title, :class:`Made` and table of the block about the classes."""
    names = facts["districts"].set_index("ags")["short_name"]
    table = class_table(facts, districts)
    table["names"] = [language.listed([names[a] for a in own]) for own in table["ags"]]
    phrases = [
        f"{row.names} – {language.text(row.label)}" for row in table[table["names"] != ""].itertuples()
    ]
    if len(districts) > MOST_DRAWN:
        counts = table.assign(count=table["ags"].map(len)).groupby("outlook")["count"].sum()
        phrases = [
            language.text(
                "In {chances} von {count} Kreisen überwiegen die Chancen, in {risks} die Risiken",
                chances=int(counts["chances"]),
                risks=int(counts["risks"]),
                count=len(districts),
            )
        ]
    shown = table.assign(label=[language.text(label) for label in table["label"]])
    return "; ".join(phrases), Made.QUOTED, shown


def _class_columns(language: Language) -> tuple[Column, ...]:
    return (
        Column("label", language.text("Klasse und Bedeutung")),
        Column("names", language.text("Gewählte Kreise")),
    )


def _position_title(ranks: pd.DataFrame, language: Language) -> str:
    best = ranks[ranks["group"] == "overall"].sort_values("rank").iloc[0]
    return language.text(
        "{name} steht besser als {share} der Regionen",
        name=best["name"],
        share=language.percent(best["worse_pct"]),
    )


def _dynamics_title(ranks: pd.DataFrame, language: Language) -> str:
    """The districts with a better rank for change than for level."""
    by_aspect = ranks.pivot(index="name", columns="rank_id", values="rank")
    ahead = by_aspect["rank_dynamics"] < by_aspect["rank_strength"]
    names = [name for name in dict.fromkeys(ranks["name"]) if ahead[name]]
    if not names:
        return language.text("Kein gewählter Kreis ist bei der Dynamik besser platziert als bei der Stärke")
    return language.text(
        "Bei der Dynamik besser platziert als bei der Stärke: {names}", names=language.listed(names)
    )


def _spread_title(ranks: pd.DataFrame, language: Language) -> str:
    """The rank in which the selected districts differ most; with one district, that these are all its ranks."""
    if ranks["ags"].nunique() == 1:
        return language.text("Alle Ränge: {name}", name=ranks["name"].iloc[0])
    limits = ranks[ranks["group"] == "field"].groupby("label")["rank"].agg(["min", "max"])
    widest = (limits["max"] - limits["min"]).idxmax()
    return language.text(
        "Am weitesten auseinander bei {field}: Rang {low} bis {high}",
        field=language.text(widest),
        low=int(limits.at[widest, "min"]),
        high=int(limits.at[widest, "max"]),
    )


def _method_exhibit(facts: Facts, districts: Sequence[str], language: Language) -> Exhibit:
    """Components of the ranks; the title is the change between the editions."""
    t = language.text
    table = method_table(facts, language)
    counts = facts["indicators"].query("indicator_id == 'zukunftsatlas_indicators' and as_of != ''")
    counts = counts.sort_values("as_of")
    old, new = counts.iloc[0], counts.iloc[-1]
    return Exhibit(
        "zukunftsatlas-methode",
        t(
            "Prognos Zukunftsatlas: Die Ausgabe {new_year} zählt {new} Indikatoren, die von {old_year} zählte {old}",
            new_year=str(new["as_of"]),
            new=int(new["value"]),
            old_year=str(old["as_of"]),
            old=int(old["value"]),
        ),
        Made.QUOTED,
        table,
        (
            Column("label", t("Angabe")),
            Column("text", t("Wert"), right=True),
            Column("edition", t("Ausgabe")),
            Column("source", t("Quelle")),
        ),
        tuple(dict.fromkeys(table["citation"])),
        definitions=define(facts, language, *METHOD_INDICATORS),
        notes=method_notes(facts, districts, language),
    )
