"""The region's establishments by size, training companies, and reported vacancies."""

from __future__ import annotations

import pandas as pd

from kompass.facts import Fact, Facts
from kompass.figures.charts.bars import bar_figure
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import (
    KIND_LABELS,
    Column,
    Exhibit,
    Kind,
    Made,
    all_districts,
    cite,
    define,
    fact_text,
    notes_on,
)
from kompass.figures.kept import kept
from kompass.language import Language

SIZES = ("size_1_9", "size_10_49")
SMALL = "size_1_49"  # both sizes together, as the plan states it


def size_table(facts: Facts, language: Language) -> pd.DataFrame:
    """Share of establishments by size: the two classes that the plan names, and the rest.

    Columns: label, share_pct (of all establishments), kind. The rest is derived: 100 less the share of both
    classes together, as stated by the plan.
    """
    labels = facts["indicator_categories"].set_index("category")["label"]
    small = facts.fact(facts.area, "establishments_size_share", SMALL)
    rows = [
        (labels[s], facts.fact(facts.area, "establishments_size_share", s).value, Kind.OFFICIAL)
        for s in SIZES
    ]
    rows.append((language.text("übrige Betriebe"), round(100 - small.value, 1), Kind.DERIVED))
    return pd.DataFrame(rows, columns=["label", "share_pct", "kind"])


@kept
def size_exhibit(facts: Facts, style: Style, language: Language) -> Exhibit:
    """Establishments by size; the title is the share of the small ones."""
    t = language.text
    table = size_table(facts, language)
    total = facts.fact(facts.area, "establishments")
    small = facts.fact(facts.area, "establishments_size_share", SMALL)
    size_facts = [facts.fact(facts.area, "establishments_size_share", s) for s in SIZES]
    title = t(
        "{share} der {total} Betriebe in {districts} haben weniger als 50 Beschäftigte ({as_of})",
        districts=all_districts(facts, language),
        as_of=language.as_of(total.as_of, total.period),
        share=fact_text(small, facts, language),
        total=fact_text(total, facts, language),
    )
    reading = t(
        "Übrige Betriebe: eigene Rechnung, 100 % weniger {share}. Gezählt sind sozialversicherungspflichtig "
        "Beschäftigte.",
        share=fact_text(small, facts, language),
    )
    return _share_exhibit(
        "betriebe-nach-groesse",
        title,
        table,
        t("Anteil an allen Betrieben, Prozent"),
        (*size_facts, small, total),
        reading,
        ("establishments", "establishments_size_share"),
        facts,
        style,
        language,
    )


def training_table(facts: Facts, language: Language) -> pd.DataFrame:
    """The rates of :func:`training_facts` as a table.

    Columns: label (the year), share_pct (of all establishments), kind.
    """
    return pd.DataFrame(
        [(language.as_of(f.as_of, f.period), f.value, Kind(f.kind)) for f in training_facts(facts)],
        columns=["label", "share_pct", "kind"],
    )


def training_facts(facts: Facts) -> list[Fact]:
    """The training-company rates of the region at each date reported, the earliest first."""
    rows = facts["indicators"].query("region_id == @facts.area and indicator_id == 'training_company_rate'")
    return [facts.fact(facts.area, "training_company_rate", as_of=as_of) for as_of in sorted(rows["as_of"])]


@kept
def training_exhibit(facts: Facts, style: Style, language: Language) -> Exhibit:
    """The training-company rate at the latest and the earliest date."""
    t = language.text
    rates = training_facts(facts)
    then, now = rates[0], rates[-1]
    title = t(
        "{now} der Betriebe in {districts} bilden aus ({as_of}); vor {years} Jahren waren es {then}",
        districts=all_districts(facts, language),
        as_of=language.as_of(now.as_of, now.period),
        now=fact_text(now, facts, language),
        years=int(now.as_of) - int(then.as_of),
        then=fact_text(then, facts, language),
    )
    return _share_exhibit(
        "ausbildungsbetriebsquote",
        title,
        training_table(facts, language),
        t("Anteil an allen Betrieben, Prozent"),
        rates,
        t("Ausbildungsbetriebsquote der Region."),
        ("training_company_rate",),
        facts,
        style,
        language,
    ).with_picture_reading(t("Gleiche Skala wie bei den Betrieben nach Größe."))


def vacancy_table(facts: Facts, language: Language) -> pd.DataFrame:
    """Vacancies by requirement: the share that the plan calls "Helferstellen", and the rest.

    Columns: label, share_pct (of the vacancies reported), kind. The rest is derived: 100 less that share.
    """
    helpers = facts.fact(facts.area, "vacancies_helper_share")
    return pd.DataFrame(
        [
            (language.text("„Helferstellen“"), helpers.value, Kind.OFFICIAL),
            (language.text("übrige Stellen"), 100 - helpers.value, Kind.DERIVED),
        ],
        columns=["label", "share_pct", "kind"],
    )


@kept
def vacancy_exhibit(facts: Facts, style: Style, language: Language) -> Exhibit:
    """Reported vacancies and the share of helper jobs."""
    t = language.text
    total = facts.fact(facts.area, "vacancies")
    helpers = facts.fact(facts.area, "vacancies_helper_share")
    share = fact_text(helpers, facts, language)
    return _share_exhibit(
        "gemeldete-stellen",
        t(
            "Von {total} gemeldeten Stellen in {districts} sind {share} „Helferstellen“ ({as_of})",
            districts=all_districts(facts, language),
            as_of=language.as_of(total.as_of, total.period),
            total=fact_text(total, facts, language),
            share=share,
        ),
        vacancy_table(facts, language),
        t("Anteil an den gemeldeten Stellen, Prozent"),
        (total, helpers),
        t("Übrige Stellen: eigene Rechnung, 100 % weniger {share}.", share=share),
        ("vacancies", "vacancies_helper_share"),
        facts,
        style,
        language,
        decimals=0,
    )


def _share_exhibit(
    name: str,
    title: str,
    table: pd.DataFrame,
    unit: str,
    cited: list[Fact] | tuple[Fact, ...],
    reading: str,
    indicator_ids: tuple[str, ...],
    facts: Facts,
    style: Style,
    language: Language,
    decimals: int = 1,
) -> Exhibit:
    """Shares of a whole as bars on a scale to 100 per cent; a derived share is paler and labelled so."""
    t = language.text
    derived = [kind == Kind.DERIVED for kind in table["kind"]]
    made = Made.COMPUTED if any(derived) else Made.QUOTED
    labels = [t(KIND_LABELS[kind]) for kind in table["kind"]]
    names = [
        f"{label} ({kind})" if own else label
        for label, kind, own in zip(table["label"], labels, derived, strict=True)
    ]
    return Exhibit(
        name,
        title,
        made,
        table.assign(kind=labels),
        (
            Column("label", t("Gruppe")),
            Column("share_pct", t("Anteil, %"), decimals),
            Column("kind", t("Art")),
        ),
        tuple(dict.fromkeys(cite(fact, language) for fact in cited)),
        reading,
        f"{title}. {reading}",
        bar_figure(
            names,
            list(table["share_pct"]),
            [language.percent(v, decimals) for v in table["share_pct"]],
            [style.tint(style.comparison, 0.45) if own else style.comparison for own in derived],
            100,
            unit,
            style,
        ),
        define(facts, language, *indicator_ids),
        notes=notes_on(facts, *cited),
    )
