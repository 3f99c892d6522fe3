"""Participation in FbW of the planning regions, the measure that all share, compared with the federal
allocation rule for SGB II funds; and a map of the regions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from kompass.facts import Fact, Facts
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import Citation, Column, Exhibit, Made, cite, define, notes_on
from kompass.figures.kept import kept
from kompass.figures.planning_regions.charts import map_figures, measure_figure
from kompass.language import Language
from kompass.places.keys import job_centre_share
from kompass.precision import derived, written

PARTICIPANTS, RULE = "fbw_participants", "sgb2_rule"  # keys of the table comparison_keys


def region_names(facts: Facts) -> Mapping[str, str]:
    """Names of the planning regions by id, in their order."""
    rows = facts["planning_regions"].sort_values("position")
    return dict(zip(rows["region_id"], rows["name"], strict=True))


def measure_table(facts: Facts) -> pd.DataFrame:
    """The planning regions, largest ratio first, then their job centres, largest ratio first.

    Columns: level (region, job_centre), region_id, name; participants (share of the participants in FbW) and
    rule (mean of annexes 1 and 2), both in per cent of all job centres; ratio (participants / rule); these
    three with their limits in columns that end in ``_bounds``; facts. The shares of a region are the sums of
    those of its job centres.
    """
    districts = facts["planning_region_districts"]
    centres = facts["regions"].set_index("region_id")["name"]
    rows = [
        _measured(
            facts,
            "region",
            region_id,
            name,
            list(districts.loc[districts["region_id"] == region_id, "job_centre"]),
        )
        for region_id, name in region_names(facts).items()
    ]
    rows += [
        _measured(facts, "job_centre", row.region_id, centres[row.job_centre], [row.job_centre])
        for row in districts.itertuples()
    ]
    order = {"region": 0, "job_centre": 1}
    return (
        pd.DataFrame(rows)
        .sort_values("ratio", ascending=False, kind="stable")
        .sort_values("level", key=lambda level: level.map(order), kind="stable")
        .reset_index(drop=True)
    )


def _measured(
    facts: Facts, level: str, region_id: str, name: str, job_centres: Sequence[str]
) -> dict[str, object]:
    participants, counted = job_centre_share(facts, PARTICIPANTS, tuple(job_centres))
    rule, weighed = job_centre_share(facts, RULE, tuple(job_centres))
    ratio = derived(lambda part, whole: part / whole, participants, rule)
    return {
        "level": level,
        "region_id": region_id,
        "name": name,
        "participants": float(participants.value),
        "rule": float(rule.value),
        "ratio": float(ratio.value),
        "participants_bounds": participants,
        "rule_bounds": rule,
        "ratio_bounds": ratio,
        "facts": (*counted, *weighed),
    }


@kept
def measure_exhibit(facts: Facts, style: Style, language: Language, chosen: str = "") -> Exhibit:
    """The common measure of regions and job centres on one axis; the region ``chosen`` is highlighted."""
    t, words = language.text, language
    table = measure_table(facts)
    regions = table[table["level"] == "region"]
    title = t(
        "Eigenes Maß, FbW-Teilnehmende gegen die SGB-II-Regel {year}: {regions}",
        year=table["facts"].iloc[0][0].as_of[:4],
        regions=", ".join(
            f"{row.name} {written(row.ratio_bounds, words, 2)}" for row in regions.itertuples()
        ),
    )
    above = int((table.loc[table["level"] == "job_centre", "ratio"] > 1).sum())
    reading = t(
        "Ein eigenes Maß dieses Werkzeugs, keines der drei Dokumente. "
        "1 heißt: Der Anteil an den Teilnehmenden in FbW ist so groß wie der Anteil an den Eingliederungsmitteln nach "
        "der SGB-II-Regel des Bundes (Mittel aus Anlage 1 und Anlage 2 der EinglMV 2026, nach unserer "
        "Lesart je zur Hälfte). Darüber liegen "
        "{above} von {count} Jobcentern.",
        above=above,
        count=int((table["level"] == "job_centre").sum()),
    )
    used = [fact for found in table["facts"] for fact in found]
    names = facts["planning_regions"].set_index("region_id")["name"]
    shown = table.assign(
        region=table["region_id"].map(names),
        participants_text=[written(share, words, 4) for share in table["participants_bounds"]],
        rule_text=[written(share, words, 4) for share in table["rule_bounds"]],
        ratio_text=[written(ratio, words, 2) for ratio in table["ratio_bounds"]],
    )
    return Exhibit(
        "planungsraeume-fbw",
        title,
        Made.COMPUTED,
        shown,
        (
            Column("name", t("Planungsraum, Jobcenter")),
            Column("region", t("Planungsraum")),
            Column("participants_text", t("Teilnehmende in FbW, % aller Jobcenter"), right=True),
            Column("rule_text", t("SGB-II-Regel, % aller Jobcenter"), right=True),
            Column("ratio_text", t("Verhältnis"), right=True),
        ),
        measure_citations(used, words),
        reading,
        f"{title}. {reading}",
        measure_figure(table, chosen, style, words),
        define(facts, words, *dict.fromkeys(fact.indicator_id for fact in used)),
        notes=(
            t(
                "Es sagt nicht, wie gut jemand fördert: Gezählt sind Teilnehmende, die ein Jobcenter betreut, nicht Plätze, "
                "Abschlüsse oder Kosten; wer FbW im SGB III macht, fehlt."
            ),
            t(
                "Die Regel verteilt Eingliederungsmittel, keine Weiterbildung. Weniger als 1 kann auch heißen, dass ein "
                "Jobcenter sein Geld für anderes braucht."
            ),
            *notes_on(facts, *used),
        ),
    )


def measure_citations(used: Sequence[Fact], language: Language) -> tuple[Citation, ...]:
    """Citations of the shares, each annex once, without the numbers of single job centres in it."""
    annexes: dict[str, Citation] = {}
    for fact in sorted(used, key=lambda fact: len(fact.locator)):
        annexes.setdefault(fact.indicator_id, cite(fact, language))
    return tuple(sorted(annexes.values(), key=lambda citation: citation.locator))


def map_table(facts: Facts) -> pd.DataFrame:
    """One row per region in their order. Columns: region_id, name, state_ags, state, districts (names, listed by
    comma), document, validity, source (short title), source_id, locator."""
    titles = facts["sources"].set_index("source_id")["short_title"]
    districts = facts["planning_region_districts"].sort_values("position")
    listed = districts.groupby("region_id")["name"].agg(", ".join)
    rows = facts["planning_regions"].sort_values("position").reset_index(drop=True)
    return rows.assign(districts=rows["region_id"].map(listed), source=rows["source_id"].map(titles)).drop(
        columns="position"
    )


@kept
def map_exhibit(facts: Facts, style: Style, language: Language, chosen: str = "") -> Exhibit:
    """Map of the regions: one panel per state, all at the same scale."""
    t = language.text
    table = map_table(facts)
    states = table.groupby("state", sort=False).size()
    counted = [t("{count} in {state}", count=n, state=state) for state, n in states.items()]
    title = t(
        "{regions} Planungsräume mit Plänen aus verschiedenen Jahren ({years}), {districts} Kreise: {states}",
        years=language.listed(list(dict.fromkeys(table["validity"]))),
        regions=len(table),
        districts=len(facts["planning_region_districts"]),
        states=language.listed(counted),
    )
    picture_reading = t(
        "Beide Karten im selben Maßstab. Die Farben unterscheiden nur die Räume; sie bedeuten keine Menge und keine "
        "Institution."
    )
    first, *others = map_figures(table, facts["planning_region_districts"], chosen, style, language)
    listed = "; ".join(f"{row.name}: {row.districts}" for row in table.itertuples())
    return Exhibit(
        "planungsraeume-karte",
        title,
        Made.COMPUTED,
        table,
        (
            Column("name", t("Planungsraum")),
            Column("state", t("Land")),
            Column("districts", t("Kreise, kreisfreie Städte")),
            Column("document", t("Dokument")),
            Column("validity", t("Geltung")),
            Column("source", t("Quelle")),
        ),
        (
            Citation("vg250", t("Kreise")),
            *(Citation(row.source_id, row.locator) for row in table.itertuples()),
        ),
        "",
        f"{title}. {listed}.",
        first,
        beside=others,
        picture_reading=picture_reading,
    )
