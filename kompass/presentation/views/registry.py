"""The list of all views. Their texts and numbers come from the exhibits and tables of the pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from types import MappingProxyType

import pandas as pd

from kompass.facts import Facts
from kompass.figures.employment.changes import (
    change_citations,
    change_table,
    largest_rise,
    printed,
    rise_sentence,
)
from kompass.figures.exhibit import Citation, Made, all_districts, area, computed_heading
from kompass.figures.outlook.forecasts import forecast_exhibits
from kompass.figures.picture import Figure, Numbers, Tracks
from kompass.figures.quotas.places import employee_block, places_exhibit, quota_citations, rate_exhibit
from kompass.figures.quotas.quantities import quantity_exhibit
from kompass.figures.region.measures import Measure, measures
from kompass.figures.unemployment.places_per_unemployed import place_exhibit
from kompass.figures.zukunftsatlas.exhibits import headline as future_headline
from kompass.figures.zukunftsatlas.ranks import latest_row, rank_table
from kompass.language import N_, Message
from kompass.needs import EMPLOYEES, carries
from kompass.presentation.subjects import subject_of, subject_text
from kompass.presentation.view import View, ViewContext, ViewSpec, limited, view_of
from kompass.presentation.views.figures import figure_specs, map_id, table_id
from kompass.presentation.views.needed import shown
from kompass.presentation.views.region_map import density_view, measure_view, region_view
from kompass.presentation.views.registered import FigureSpec
from kompass.presentation.views.shortages import goals_view, shortages_view
from kompass.presentation.views.simulator import simulator_view
from kompass.presentation.views.tables import figure_view
from kompass.presentation.views.title import title_view


def plan_view(context: ViewContext) -> View:
    """View: the plan in four numbers."""
    t, plan, words = context.words.text, context.plan, context.words
    year = context.facts.record("plans", plan_version=plan.version)["plan_year"]
    block = employee_block(context.facts, plan) if carries(context.facts, EMPLOYEES) else None
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
    figures = [
        Figure(t("Plätze {version}", version=plan.version), words.number(plan.total.places)),
        Figure(t("davon abschlussorientiert"), words.number(plan.total.degree), share),
        Figure(t("Institutionen"), words.number(len(plan.codes)), words.listed(plan.codes)),
    ]
    cited = quota_citations(context.facts, plan)
    notes: list[str] = []
    if block:
        figures.append(
            Figure(t("daneben für Beschäftigte"), words.number(block["places"]), t("nicht aufgeteilt"))
        )
        cited = (*cited, Citation(block["source_id"], block["locator"]))
        notes = context.facts.notes("quotas", block)
    return View(title, Made.QUOTED, Numbers(figures), cited, notes=tuple(notes))


def employment_view(context: ViewContext) -> View:
    """View: the group with the largest rise in any district, in all districts."""
    words, facts = context.words, context.facts
    table = change_table(facts)
    rise = largest_rise(table)
    category_rows = table[(table["trait"] == rise["trait"]) & (table["category"] == rise["category"])]
    values = [None if pd.isna(value) else float(value) for value in category_rows["change_pct"]]
    figures = [
        Figure(
            row.name,
            words.text("nicht ausgewiesen") if value is None else printed(row._asdict(), words),
            words.text("zum Vorjahr"),
            context.style.of(row.institution),
            value,
        )
        for row, value in zip(category_rows.itertuples(index=False), values, strict=True)
    ]
    title = rise_sentence(facts, words)
    picture = Tracks(figures, title, (words.text("zum Vorjahr"),))
    return View(title, Made.QUOTED, picture, change_citations(category_rows, words))


def future_view(context: ViewContext) -> View:
    """View: overall Zukunftsatlas ranks of the districts on a scale; the best rank is on the right."""
    t, facts = context.words.text, context.facts
    districts = list(facts["districts"].sort_values("position")["ags"])
    table = rank_table(facts, districts)
    overall_ranks = table[table["group"] == "overall"]
    last = int(overall_ranks["of_regions"].iloc[0])
    figures = [
        Figure(
            row.name,
            context.words.number(row.rank),
            t("Gesamtrang"),
            context.style.of(row.institution),
            amount=row.rank,
        )
        for row in overall_ranks.itertuples()
    ]
    title = future_headline(facts, districts, context.words)
    latest = [latest_row(facts, ags) for ags in districts]
    cited = [Citation(row["source_id"], row["locator"]) for row in latest]
    ends = (t("Rang {rank}", rank=last), t("Rang 1, der beste"))
    return View(title, Made.QUOTED, Tracks(figures, title, (t("Gesamtrang"),), (last, 1), ends), cited)


def quota_view(context: ViewContext) -> View:
    """View: places by institution, and how many are qualification-oriented."""
    t, words = context.words.text, context.words
    exhibit = places_exhibit(context.facts, context.plan, context.plan.codes, context.style, words)
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
    return view_of(exhibit, Tracks(rows, exhibit.alt, (t("davon abschlussorientiert"), t("Plätze"))))


def rate_view(context: ViewContext) -> View:
    """View: share of qualification-oriented places by institution, in percent."""
    t, words = context.words.text, context.words
    exhibit = rate_exhibit(context.facts, context.plan, context.plan.codes, context.style, words)
    rows = [
        Figure(
            t("Plan gesamt") if row.code == "" else row.code,
            words.percent(row.degree_rate_pct),
            "" if row.code == "" else row.name,
            context.style.of(row.code),
            row.degree_rate_pct,
        )
        for row in exhibit.table.itertuples()
    ]
    return view_of(exhibit, Tracks(rows, exhibit.alt, (t("Anteil abschlussorientiert"),)))


def quantities_view(context: ViewContext) -> View:
    """View: the quantities that are no quotas, in numbers; with a part, what it is part of."""
    exhibit = quantity_exhibit(context.facts, context.style, context.words)
    rows = [row for row in exhibit.table.itertuples() if row.number][:MOST_NUMBERS]
    if not rows:
        return view_of(
            exhibit, Numbers([Figure(exhibit.table["label"].iloc[0], exhibit.table["text"].iloc[0])])
        )
    return view_of(exhibit, Numbers([Figure(row.label, row.number, row.relation) for row in rows]))


def law_view(context: ViewContext) -> View:
    """View: places of the plan per 1,000 unemployed, by legal scope."""
    t, words = context.words.text, context.words
    exhibit = place_exhibit(context.facts, context.plan, context.style, words)
    rows = [
        Figure(
            row.law,
            words.number(row.per_1000, 1),
            t("{codes}: {places} Plätze", codes=row.codes, places=row.places),
            context.style.comparison,
            row.per_1000,
        )
        for row in exhibit.table.itertuples()
    ]
    return view_of(exhibit, Tracks(rows, exhibit.alt, (t("Plätze je 1.000 Arbeitslose"),)))


def outlook_view(context: ViewContext) -> View:
    """View: the forecasts of IAB and ifo for the measure on which they differ most."""
    t = context.words.text
    exhibit = forecast_exhibits(context.facts, context.style, context.words)["people"]
    both = exhibit.table[exhibit.table["difference"].notna()]
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
    return view_of(exhibit, Numbers(figures))


MOST_NUMBERS = 4  # in one view
TITLE = "titel"  # id of the view that a presentation begins with
_DEFAULT_VIEWS = {
    TITLE: ViewSpec(Message(N_("Titel")), "", title_view),
    "plan": ViewSpec(Message(N_("Was der Plan ist")), "", plan_view),
    "region": ViewSpec(Message(N_("Die Region")), "", region_view),
    "beschaeftigung": ViewSpec(Message(N_("Beschäftigung")), "beschaeftigung", employment_view),
    "zukunftsatlas": ViewSpec(Message(N_("Zukunftsatlas")), "zukunftsatlas", future_view),
    "engpaesse": ViewSpec(Message(N_("Engpässe")), "engpaesse", shortages_view),
    "ziele": ViewSpec(Message(N_("Bildungsziele")), "engpaesse", goals_view),
    "mengen": ViewSpec(Message(N_("Mengen")), "kontingente", quantities_view),
    "kontingente": ViewSpec(Message(N_("Kontingente")), "kontingente", quota_view),
    "je1000": ViewSpec(Message(N_("Plätze des Jobcenters je 1.000")), "simulator", density_view),
    "simulator": ViewSpec(Message(N_("Simulator")), "simulator", simulator_view),
    "ausblick": ViewSpec(Message(N_("Ausblick")), "ausblick", outlook_view),
}
_FURTHER_VIEWS = {
    "abschluss": ViewSpec(Message(N_("Anteil abschlussorientiert")), "kontingente", rate_view),
    "rechtskreis": ViewSpec(
        Message(N_("Plätze je 1.000 Arbeitslose nach Rechtskreis")), "arbeitslosigkeit", law_view
    ),
}


@lru_cache(maxsize=64)
def view_specs(facts: Facts) -> Mapping[str, ViewSpec]:
    """All views by id whose facts the plan holds, read-only: the default story, further ones, a map per
    measure, and a table per other figure of a page."""

    def map_spec(measure: Measure) -> ViewSpec:
        name = Message(N_("Karte: {measure}"), {"measure": measure.label})
        return ViewSpec(name, "karte", lambda context: measure_view(measure, context))

    def table_spec(figure: FigureSpec) -> ViewSpec:
        return ViewSpec(figure.name, figure.page, lambda context: figure_view(figure, context))

    maps = {map_id(name): map_spec(measure) for name, measure in measures(facts).items()}
    tables = {table_id(name): table_spec(figure) for name, figure in figure_specs(facts).items()}
    specs = {**_DEFAULT_VIEWS, **_FURTHER_VIEWS, **maps, **tables}
    return MappingProxyType(
        {
            name: replace(spec, make=_make_with_subject(name, spec))
            for name, spec in specs.items()
            if shown(name, spec.page, facts)
        }
    )


@cache
def default_story(facts: Facts) -> tuple[str, ...]:
    """The ids of the suggested views whose facts a plan holds, in their order."""
    return tuple(name for name, spec in _DEFAULT_VIEWS.items() if shown(name, spec.page, facts))


def _make_with_subject(name: str, spec: ViewSpec) -> Callable[[ViewContext], View]:
    """The view's ``make``, with subject and counted places filled in."""
    subject = subject_of(name, spec.page)

    def make(context: ViewContext) -> View:
        about = subject_text(
            subject, context.chosen.scenario, area(context.facts, context.words), context.words
        )
        return replace(limited(spec.make(context), context.words), subject=about, counted=subject.counted)

    return make
