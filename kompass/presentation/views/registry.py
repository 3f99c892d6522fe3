"""The views that can be shown. Every sentence and number comes from the exhibits and tables of the pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from kompass.facts import Facts
from kompass.figures.employment.changes import (
    change_citations,
    change_table,
    largest_rise,
    printed,
    rise_sentence,
)
from kompass.figures.exhibit import Citation, Made, all_districts, computed_heading
from kompass.figures.outlook.forecasts import forecast_exhibits
from kompass.figures.picture import Figure, Numbers, Tracks
from kompass.figures.quotas.places import employee_block, places_exhibit, quota_citations, rate_exhibit
from kompass.figures.region.measures import Measure, measures
from kompass.figures.unemployment.places_per_unemployed import place_exhibit
from kompass.figures.zukunftsatlas.exhibits import headline as future_headline
from kompass.figures.zukunftsatlas.ranks import latest_row, rank_table
from kompass.language import N_, Message
from kompass.presentation.subjects import subject_of, subject_text
from kompass.presentation.view import Maker, View, ViewContext, view_of
from kompass.presentation.views.figures import map_id, registered, table_id
from kompass.presentation.views.region_map import density_view, measure_view, region_view
from kompass.presentation.views.registered import Registered
from kompass.presentation.views.shortages import goals_view, shortages_view
from kompass.presentation.views.simulator import simulator_view
from kompass.presentation.views.tables import figure_view


def plan_view(context: ViewContext) -> View:
    """What the plan is: four numbers."""
    t, plan, words = context.words.text, context.plan, context.words
    year = context.facts.record("plans", plan_version=plan.version)["plan_year"]
    block = employee_block(context.facts, plan)
    title = t(
        "{count} Institutionen in {districts} planen für {year} gemeinsam {places} Plätze für berufliche Weiterbildung",
        count=len(plan.codes),
        districts=all_districts(context.facts, words),
        places=plan.total.places,
        year=str(year),
    )
    share = computed_heading(
        t("{share} aller Plätze", share=words.percent(100 * (plan.total.degree_rate or 0))), words
    )
    shown = (
        Figure(t("Plätze {version}", version=plan.version), words.number(plan.total.places)),
        Figure(t("davon abschlussorientiert"), words.number(plan.total.degree), share),
        Figure(t("Institutionen"), words.number(len(plan.codes)), words.listed(plan.codes)),
        Figure(t("daneben für Beschäftigte"), words.number(block["places"]), t("nicht aufgeteilt")),
    )
    used = (*quota_citations(context.facts, plan), Citation(block["source_id"], block["locator"]))
    return View(title, Made.QUOTED, Numbers(shown), used, notes=tuple(context.facts.notes("quotas", block)))


def employment_view(context: ViewContext) -> View:
    """The group that grows most anywhere, in every district."""
    words, facts = context.words, context.facts
    table = change_table(facts)
    rise = largest_rise(table)
    own = table[(table["trait"] == rise["trait"]) & (table["category"] == rise["category"])]
    values = [None if pd.isna(value) else float(value) for value in own["change_pct"]]
    shown = [
        Figure(
            row.name,
            words.text("nicht ausgewiesen") if value is None else printed(row._asdict(), words),
            words.text("zum Vorjahr"),
            context.style.of(row.institution),
            value,
        )
        for row, value in zip(own.itertuples(index=False), values, strict=True)
    ]
    title = rise_sentence(facts, words)
    picture = Tracks(shown, title, (words.text("zum Vorjahr"),))
    return View(title, Made.QUOTED, picture, change_citations(own, words))


def future_view(context: ViewContext) -> View:
    """Who stands where among all regions; further right is better."""
    t, facts = context.words.text, context.facts
    districts = list(facts["districts"].sort_values("position")["ags"])
    table = rank_table(facts, districts)
    own = table[table["group"] == "overall"]
    last = int(own["of_regions"].iloc[0])
    shown = [
        Figure(
            row.name,
            context.words.number(row.rank),
            t("Gesamtrang"),
            context.style.of(row.institution),
            amount=row.rank,
        )
        for row in own.itertuples()
    ]
    title = future_headline(facts, districts, context.words)
    rows = [latest_row(facts, ags) for ags in districts]
    used = [Citation(row["source_id"], row["locator"]) for row in rows]
    ends = (t("Rang {rank}", rank=last), t("Rang 1, der beste"))
    return View(title, Made.QUOTED, Tracks(shown, title, (t("Gesamtrang"),), (last, 1), ends), used)


def quota_view(context: ViewContext) -> View:
    """Who plans how many places, and how many of them are qualification-oriented."""
    t, words = context.words.text, context.words
    shown = places_exhibit(context.facts, context.plan, context.plan.codes, context.style, words)
    names = context.facts["institutions"].set_index("code")["short_name"]
    rows = [
        Figure(
            f"{code} {names[code]}",
            words.number(quota.places),
            t("davon {degree} abschlussorientiert", degree=quota.degree),
            context.style.of(code),
            quota.degree,
            quota.places,
        )
        for code, quota in context.plan.quotas.items()
    ]
    return view_of(shown, Tracks(rows, shown.alt, (t("davon abschlussorientiert"), t("Plätze"))))


def rate_view(context: ViewContext) -> View:
    """Which part of its places each institution plans with a degree."""
    t, words = context.words.text, context.words
    shown = rate_exhibit(context.facts, context.plan, context.plan.codes, context.style, words)
    rows = [
        Figure(
            t("Plan gesamt") if row.code == "" else row.code,
            words.percent(row.degree_rate_pct),
            "" if row.code == "" else row.name,
            context.style.of(row.code),
            row.degree_rate_pct,
        )
        for row in shown.table.itertuples()
    ]
    return view_of(shown, Tracks(rows, shown.alt, (t("Anteil abschlussorientiert"),)))


def law_view(context: ViewContext) -> View:
    """Planned places per 1,000 unemployed of each legal scope."""
    t, words = context.words.text, context.words
    shown = place_exhibit(context.facts, context.plan, context.style, words)
    rows = [
        Figure(
            row.law,
            words.number(row.per_1000, 1),
            t("{codes}: {places} Plätze", codes=row.codes, places=row.places),
            context.style.comparison,
            row.per_1000,
        )
        for row in shown.table.itertuples()
    ]
    return view_of(shown, Tracks(rows, shown.alt, (t("Plätze je 1.000 Arbeitslose"),)))


def outlook_view(context: ViewContext) -> View:
    """What both institutes expect where they are furthest apart."""
    t = context.words.text
    shown = forecast_exhibits(context.facts, context.style, context.words)["people"]
    both = shown.table[shown.table["difference"].notna()]
    row = both.loc[both["difference"].abs().idxmax()]
    figures = [
        Figure(
            institute,
            row[institute],
            t("{measure} {year}", measure=row["name"], year=row["as_of"]),
            context.style.comparison,
        )
        for institute in ("IAB", "ifo")
    ]
    return view_of(shown, Numbers(figures))


_MAKERS = {
    "plan": Maker(Message(N_("Was der Plan ist")), "", plan_view),
    "region": Maker(Message(N_("Die Region")), "", region_view),
    "beschaeftigung": Maker(Message(N_("Beschäftigung")), "beschaeftigung", employment_view),
    "zukunftsatlas": Maker(Message(N_("Zukunftsatlas")), "zukunftsatlas", future_view),
    "engpaesse": Maker(Message(N_("Engpässe")), "engpaesse", shortages_view),
    "ziele": Maker(Message(N_("Bildungsziele")), "engpaesse", goals_view),
    "kontingente": Maker(Message(N_("Kontingente")), "kontingente", quota_view),
    "je1000": Maker(Message(N_("Plätze des Jobcenters je 1.000")), "simulator", density_view),
    "simulator": Maker(Message(N_("Simulator")), "simulator", simulator_view),
    "ausblick": Maker(Message(N_("Ausblick")), "ausblick", outlook_view),
}
DEFAULT_STORY = tuple(_MAKERS)
_FURTHER = {
    "abschluss": Maker(Message(N_("Anteil abschlussorientiert")), "kontingente", rate_view),
    "rechtskreis": Maker(
        Message(N_("Plätze je 1.000 Arbeitslose nach Rechtskreis")), "arbeitslosigkeit", law_view
    ),
}


def makers(facts: Facts) -> dict[str, Maker]:
    """Every view that can be shown, by the id that stands in the address: the default story, further ones,
    each measure of the map page, and each other figure of a page as its table."""

    def of_map(measure: Measure) -> Maker:
        name = Message(N_("Karte: {measure}"), {"measure": measure.label})
        return Maker(name, "karte", lambda context: measure_view(measure, context))

    def of_table(figure: Registered) -> Maker:
        return Maker(figure.name, figure.page, lambda context: figure_view(figure, context))

    maps = {map_id(name): of_map(measure) for name, measure in measures(facts).items()}
    tables = {table_id(name): of_table(figure) for name, figure in registered(facts).items()}
    every = {**_MAKERS, **_FURTHER, **maps, **tables}
    return {name: replace(maker, make=_with_subject(name, maker)) for name, maker in every.items()}


def _with_subject(name: str, maker: Maker) -> Callable[[ViewContext], View]:
    """How the view is made, with what it is about."""
    subject = subject_of(name, maker.page)

    def make(context: ViewContext) -> View:
        about = subject_text(subject, context.chosen.scenario, context.words)
        return replace(maker.make(context), subject=about, counted=subject.counted)

    return make
