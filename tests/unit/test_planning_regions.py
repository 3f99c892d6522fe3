"""The planning regions against their documents and the EinglMV 2026; every expected value was typed from these."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompass.facts import load
from kompass.figures.charts.style import contrast
from kompass.figures.planning_regions.comparison import (
    SIGNS,
    comparison_exhibit,
    comparison_table,
    finding,
    quantity_exhibit,
    quantity_table,
)
from kompass.figures.planning_regions.participation import (
    map_exhibit,
    map_table,
    measure_exhibit,
    measure_table,
    region_names,
)
from kompass.figures.planning_regions.plan_facts import (
    customer_exhibit,
    entries_exhibit,
    fact_table,
    item_exhibit,
    plan_fact,
)
from kompass.language import language
from kompass.places.keys import job_centre_share
from kompass.places.plan import plan_of
from tests.colours import DARK, LIGHT

FACTS = load()
DE, EN = language("de"), language("en")
PLAN = plan_of(FACTS)
AADN, RUHR, EAST = "aachen-dueren", "westfaelisches-ruhrgebiet", "sachsen-anhalt-ost"

# EinglMV 2026, annexes 1, 2 and 3: per cent of all job centres.
SHARES = {
    AADN: {
        "Jobcenter StädteRegion Aachen": (0.8599, 0.8720, 0.9651),
        "job-com Kreis Düren": (0.3817, 0.3872, 0.2422),
        "Jobcenter Kreis Heinsberg": (0.2696, 0.2828, 0.3598),
    },
    RUHR: {
        "Jobcenter Dortmund": (1.9717, 1.6446, 1.7791),
        "Jobcenter Hamm": (0.3445, 0.3296, 0.4635),
        "Jobcenter Unna": (0.6045, 0.6000, 0.7839),
    },
    EAST: {
        "Jobcenter Dessau-Roßlau": (0.1460, 0.1341, 0.0738),
        "Jobcenter Anhalt-Bitterfeld": (0.2116, 0.2176, 0.1104),
        "Jobcenter Wittenberg": (0.1340, 0.1403, 0.0271),
    },
}
# Worked by hand from these: FbW share / mean of both rule shares.
BY_HAND = {
    "Jobcenter Hamm": 1.38,  # 0.4635 / 0.33705
    "Jobcenter Kreis Heinsberg": 1.30,  # 0.3598 / 0.2762
    "Jobcenter Unna": 1.30,  # 0.7839 / 0.60225
    "Jobcenter StädteRegion Aachen": 1.11,  # 0.9651 / 0.86595
    "Jobcenter Dortmund": 0.98,  # 1.7791 / 1.80815
    "job-com Kreis Düren": 0.63,  # 0.2422 / 0.38445
    "Jobcenter Dessau-Roßlau": 0.53,  # 0.0738 / 0.14005
    "Jobcenter Anhalt-Bitterfeld": 0.51,  # 0.1104 / 0.2146
    "Jobcenter Wittenberg": 0.20,  # 0.0271 / 0.13715
}
REGIONS_BY_HAND = {
    "Westfälisches Ruhrgebiet": 1.10,  # 3.0265 / 2.74745
    "Aachen-Düren": 1.03,  # 1.5671 / 1.5266
    "Sachsen-Anhalt Ost": 0.43,  # 0.2113 / 0.4918
}


def plain(text):
    return text.replace("\u00a0", " ")


# ---------------------------------------------------------------- the common measure


def test_the_measure_of_each_job_centre_largest_first():
    table = measure_table(FACTS).query("level == 'job_centre'")
    assert list(table["name"]) == list(BY_HAND)
    assert [round(ratio, 2) for ratio in table["ratio"]] == list(BY_HAND.values())


def test_the_measure_of_each_region_largest_first():
    table = measure_table(FACTS).query("level == 'region'")
    assert {
        name: round(ratio, 2) for name, ratio in zip(table["name"], table["ratio"], strict=True)
    } == REGIONS_BY_HAND
    assert list(table["name"]) == list(REGIONS_BY_HAND)


@pytest.mark.parametrize("region", SHARES)
def test_a_regions_shares_are_the_sums_of_its_job_centres(region):
    table = measure_table(FACTS)
    own = table[table["region_id"] == region].set_index("name")
    for name, (first, second, third) in SHARES[region].items():
        assert own.at[name, "rule"] == pytest.approx((first + second) / 2)
        assert own.at[name, "participants"] == pytest.approx(third)
    whole = own[own["level"] == "region"].iloc[0]
    assert whole["participants"] == pytest.approx(sum(third for _, _, third in SHARES[region].values()))
    assert whole["rule"] == pytest.approx(sum((a + b) / 2 for a, b, _ in SHARES[region].values()))


@pytest.mark.slow
@given(
    st.sets(
        st.sampled_from([row.job_centre for row in FACTS["planning_region_districts"].itertuples()]),
        min_size=1,
    )
)
def test_shares_of_job_centres_add_up(centres):
    for key in ("sgb2_rule", "fbw_participants"):
        whole, _ = job_centre_share(FACTS, key, tuple(centres))
        parts = [job_centre_share(FACTS, key, (centre,))[0] for centre in centres]
        for end in ("value", "low", "high"):
            assert getattr(whole, end) == sum(getattr(part, end) for part in parts)


def test_a_job_centre_without_shares_is_an_error():
    with pytest.raises(KeyError):
        job_centre_share(FACTS, "sgb2_rule", ("JC-NIRGENDS",))


def test_the_finding_of_the_measure_is_computed_and_says_what_it_is_not():
    shown = measure_exhibit(FACTS, LIGHT, DE)
    assert shown.title == (
        "Eigenes Maß, FbW-Teilnehmende gegen die SGB-II-Regel 2026: "
        "Westfälisches Ruhrgebiet 1,10, Aachen-Düren 1,03, Sachsen-Anhalt Ost 0,43"
    )
    assert shown.kind(FACTS) == "derived"
    assert "4 von 9 Jobcentern" in shown.reading
    assert any("nicht Plätze" in note for note in shown.notes)
    assert [c.locator.split(" ")[1] for c in shown.citations] == ["1", "2", "3"]  # each annex once


def test_the_measure_is_drawn_on_one_axis_with_a_line_at_one():
    figure = measure_exhibit(FACTS, LIGHT, DE).figure
    (drawn,) = figure.data
    marks = list(zip(drawn.x, drawn.y, strict=True))
    assert len(marks) == 12
    assert [y for _, y in marks] == sorted(y for _, y in marks)
    regions, centres = [x for x, _ in marks[:3]], [x for x, _ in marks[3:]]
    assert regions == sorted(regions, reverse=True)
    assert centres == sorted(centres, reverse=True)
    low, high = figure.layout.xaxis.range
    assert low <= 0
    assert high > 1.3752
    assert any(shape.x0 == shape.x1 == 1 for shape in figure.layout.shapes)


# ---------------------------------------------------------------- the regions and their map


def test_regions_with_state_and_validity():
    table = map_table(FACTS).set_index("region_id")
    assert list(table["state"]) == ["Nordrhein-Westfalen", "Nordrhein-Westfalen", "Sachsen-Anhalt"]
    assert table.at[RUHR, "districts"] == "Dortmund, Hamm, Kreis Unna"
    assert "2020" in table.at[RUHR, "validity"]
    assert list(table["source_id"]) == ["plan2026", "wr2016", "sto2026"]


@pytest.mark.parametrize("style", [LIGHT, DARK], ids=lambda s: s.name)
@pytest.mark.parametrize("chosen", ["", EAST])
def test_the_map_has_a_panel_per_state_with_labels_and_attribution(style, chosen):
    shown = map_exhibit(FACTS, style, DE, chosen)
    panels = [shown.figure, *shown.beside]
    assert len(panels) == 2
    for panel, names in zip(
        panels, (["Aachen-Düren", "Westfälisches Ruhrgebiet"], ["Sachsen-Anhalt Ost"]), strict=True
    ):
        texts = " ".join(a.text for a in panel.layout.annotations)
        assert all(name in texts for name in names)
        assert "© GeoBasis-DE / BKG 2017 (Daten verändert)" in texts
        spans = [axis.range[1] - axis.range[0] for axis in (panel.layout.xaxis, panel.layout.yaxis)]
        assert spans == pytest.approx([270, 260])  # kilometres: the same scale
        assert {trace.type for trace in panel.data} == {"scatter"}  # nothing fetched from a foreign host
    hatched = [t for panel in panels for t in panel.data if t.fillpattern.shape]
    assert len(hatched) == 9
    assert [t.line.width for t in hatched].count(4) == (3 if chosen else 0)


def test_the_map_says_where_the_regions_are():
    shown = map_exhibit(FACTS, LIGHT, DE)
    assert shown.title == (
        "3 Planungsräume mit Plänen aus verschiedenen Jahren (2026 und ESF-Programmphase bis 2020), 9 Kreise: "
        "2 in Nordrhein-Westfalen und 1 in Sachsen-Anhalt"
    )
    assert "Landkreis Wittenberg" in shown.alt


@pytest.mark.parametrize("style", [LIGHT, DARK], ids=lambda s: s.name)
def test_regions_look_unlike_institutions_and_unlike_each_other(style):
    looks = [style.region(region) for region in SHARES]
    assert not {look.color for look in looks} & {*style.institutions.values(), style.comparison}
    for trait in ("color", "hatch", "symbol", "sign"):
        assert len({getattr(look, trait) for look in looks}) == 3
    assert all(contrast(look.color, style.background) >= 4.5 for look in looks)
    assert style.region("anderswo").color == style.comparison


# ---------------------------------------------------------------- the strategy of Sachsen-Anhalt Ost

# id: printed value, unit, qualifier, legal scope, as-of; "Qualifizierungsstrategie", sections 2, 3 and 6.
FIGURES = {
    "entries": (821, "entries", "", "SGB III", "2026"),
    "entries_employees": (247, "entries", "", "SGB III", "2026"),
    "elb_decrease": (5, "percent", "mehr als", "SGB II", ""),
    "unskilled_share": (50, "percent", "ca.", "SGB II", ""),
    "helper_share": (65, "percent", "", "SGB II", ""),
    "helper_decrease": (6.9, "percent", "", "SGB II", ""),
    "skilled_unemployed": (2314, "persons", "", "SGB II", ""),
    "skilled_decrease": (8.6, "percent", "", "SGB II", ""),
    "migration_sgb2": (25, "percent", "", "SGB II", "2025-07"),
    "long_term_sgb3": (10, "percent", "rund", "SGB III", ""),
    "migration_sgb3": (10.8, "percent", "", "SGB III", "2025-09"),
    "skilled_vacancies": (2, "thirds", "ca.", "", ""),
    "helper_customers": (2, "thirds", "ca.", "", ""),
    "labour_supply": (8.3, "percent", "", "", "2040"),
    "potential_2026": (4.7, "", "", "SGB III", "2026"),
    "provider_towns": (2, "municipalities", "", "", ""),
}
NEEDS = [
    "Lager und Logistik sowie Verkehr und Transport",
    "Unternehmensorganisation und -strategie",
    "Sozial- und Gesundheitswesen",
    "Schutz/ Sicherheit",
    "Energietechnik, Metallbau und Schweißtechnik",
    "Informatik sowie IT-Sicherheit",
    "Chemie- und Pharmaindustrie",
    "Maschinen- und Anlagenbedienung",
    "Hauswirtschaft, Reinigung und Pflege",
    "Einzelhandel",
    "Grundkompetenzen",
]


def test_every_figure_as_printed():
    rows = FACTS["regional_plan_facts"]
    rows = rows[rows["value"].notna()].set_index("fact_id")
    columns = ["value", "unit_id", "qualifier", "legal_scope", "as_of"]
    assert {i: tuple(rows.loc[i, columns]) for i in rows.index} == FIGURES


def test_a_figure_has_a_precision_and_a_statement_has_none():
    rows = FACTS["regional_plan_facts"]
    assert ((rows["precision"] != "") == rows["value"].notna()).all()
    assert (rows.loc[rows["qualifier"].isin(["ca.", "rund"]), "precision"] == "approximate").all()
    assert (rows["source_id"] == "sto2026").all()


@pytest.mark.parametrize(
    ("aspect", "count", "some"),
    [
        ("field_of_need", 11, NEEDS),
        (
            "form",
            12,
            ["Online-Maßnahmen", "Betriebliche Einzelumschulung", "Teilqualifizierung", "Praktikum"],
        ),
        ("industry", 10, ["Verarbeitendes Gewerbe", "Pharmaka"]),
        ("planner", 4, ["Jobcenter Dessau-Roßlau", "Jobcenter Wittenberg", "Jobcenter Anhalt-Bitterfeld"]),
        (
            "partner",
            10,
            ["Kammern", "Lernende Region Anhalt-Bitterfeld", "Weiterbildungsinitiative Dessau-Roßlau"],
        ),
        ("driver", 4, ["Demografie", "Digitalisierung", "Dekarbonisierung", "Zollpolitik der USA"]),
    ],
)
def test_named_items(aspect, count, some):
    rows = FACTS["regional_plan_facts"].query("aspect == @aspect")
    assert len(rows) == count
    assert [label for label in rows["label"] if label in some] == some


def test_figures_read_as_printed():
    table = fact_table(FACTS, EAST, DE).drop_duplicates("label").set_index("label")["text"]
    assert (
        plain(table["Rückgang der erwerbsfähigen Leistungsbeziehenden (eLb) zum Vorjahr"]) == "mehr als 5 %"
    )
    assert plain(table["Arbeitslose Fachkräfte"]) == "2.314 Personen"
    assert plain(table["Stellenangebote, die sich an Fachkräfte richten"]) == "ca. 2 Drittel"
    assert plain(table["Zunahme des Kundenpotenzials 2026"]) == "4,7"  # the source prints no unit


def test_the_entries_are_those_of_sgb_3_only():
    shown = entries_exhibit(FACTS, EAST, LIGHT, DE)
    # 247 / 821 = 30.09 per cent
    assert (
        plain(shown.title)
        == "Sachsen-Anhalt Ost 2026: 247 von 821 im SGB III geplanten Eintritten sind für Beschäftigte (30,1 %)"
    )
    assert "allein im SGB III" in shown.reading
    assert any("Für das SGB II nennt die Strategie keine Menge" in note for note in shown.notes)
    assert plan_fact(FACTS, "entries").legal_scope == "SGB III"
    rows = FACTS["regional_plan_facts"].query("aspect == 'planned_entries'")
    assert set(rows["legal_scope"]) == {"SGB III"}


def test_customers_and_items_have_computed_titles():
    customers = customer_exhibit(FACTS, EAST, DE)
    for number in ("65 %", "25 %", "10,8 %"):
        assert number in plain(customers.title)
    assert any("+4,7" in note for note in customers.notes)
    assert any("Halle/Leipzig" in note for note in customers.notes)
    assert not any("2040" in citation.as_of for citation in customers.citations)
    items = item_exhibit(FACTS, EAST, DE)
    assert (
        items.title
        == "Sachsen-Anhalt Ost nennt für das Jahr 2026: 11 Bedarfsfelder und 12 Formen der Qualifizierung"
    )
    assert any("Oktober 2022" in note for note in items.notes)


# ---------------------------------------------------------------- point by point


def test_each_point_has_one_cell_per_region_in_their_order():
    table = comparison_table(FACTS, DE)
    assert tuple(table["point"].unique()) == (
        "quantities", "employee_training", "degree", "target_groups", "fields_of_need",
        "forms", "partners", "horizon", "legal_scope",
    )  # fmt: skip
    for _, own in table.groupby("point"):
        assert list(own["region_id"]) == [AADN, RUHR, EAST]
        assert list(own["source_id"]) == ["plan2026", "wr2016", "sto2026"]
    assert (table[["reason", "locator"]] != "").all(axis=None)


def test_the_quantities_do_not_compare_and_say_why():
    own = comparison_table(FACTS, DE).query("point == 'quantities'").set_index("region_id")
    assert list(own["comparability"]) == ["not_comparable"] * 3
    assert all(word == "≠ nicht vergleichbar" for word in own["comparability_word"])
    assert "3.508" in own.at[AADN, "statement"]
    assert "nur im SGB III" in own.at[EAST, "statement"]
    assert "nennt dazu keinen Rechtskreis" in own.at[AADN, "reason"]
    assert (own.at[RUHR, "statement"], own.at[RUHR, "stated"]) == ("nicht ausgewiesen", False)


def test_the_numbers_in_words_are_those_of_the_tables():
    own = comparison_table(FACTS, DE).set_index(["point", "region_id"])["statement"]
    for number in (PLAN.total.places, PLAN.quotas["AA"].places):
        assert DE.number(number) in own["quantities", AADN]
    assert DE.number(PLAN.total.degree) in own["degree", AADN]
    for fact_id in ("entries", "entries_employees"):
        assert DE.number(plan_fact(FACTS, fact_id).value) in own["employee_training", EAST]


def test_the_other_plan_for_2026_compares_in_horizon_and_the_concept_of_2016_does_not():
    own = comparison_table(FACTS, DE).query("point == 'horizon'").set_index("region_id")["comparability"]
    assert own.to_dict() == {AADN: "comparable", RUHR: "not_comparable", EAST: "comparable"}


@pytest.mark.parametrize(
    ("chosen", "title"),
    [
        (
            [],
            "Aachen-Düren und Sachsen-Anhalt Ost lassen sich in 4 von 9 Punkten vergleichen, alle Räume in keinem",
        ),
        (["quantities"], "Nicht ohne Vorbehalt vergleichbar: Mengen"),
        (
            ["horizon"],
            "Aachen-Düren und Sachsen-Anhalt Ost lassen sich in 1 von 1 Punkten vergleichen, alle Räume in keinem",
        ),
    ],
)
def test_the_finding_of_the_comparison_is_computed(chosen, title):
    table = comparison_table(FACTS, DE)
    rows = table[table["point"].isin(chosen)] if chosen else table
    assert finding(rows, region_names(FACTS), DE) == title
    assert comparison_exhibit(FACTS, DE).title == (
        "Pläne der Planungsräume (2026 und ESF-Programmphase bis 2020): Aachen-Düren und Sachsen-Anhalt Ost lassen sich in "
        "4 von 9 Punkten vergleichen, alle Räume in keinem"
    )


def test_comparability_is_said_by_sign_and_word():
    assert len(set(SIGNS.values())) == len(SIGNS) == 3
    words = set(comparison_table(FACTS, EN)["comparability_word"])
    assert words == {"= comparable", "≈ partly comparable", "≠ not comparable"}


def test_quantities_stand_under_each_other_without_a_ratio():
    table = quantity_table(FACTS, PLAN, DE)
    found = [
        (row.region_id, row.law, None if pd.isna(row.value) else int(row.value)) for row in table.itertuples()
    ]
    assert found == [
        (AADN, "SGB II und SGB III", 3508),
        (AADN, "SGB II", 1239),  # 586 + 300 + 353
        (AADN, "SGB III", 2269),
        (AADN, "", 700),
        (RUHR, "", None),
        (EAST, "SGB III", 821),
        (EAST, "SGB III", 247),
        (EAST, "SGB II", None),
    ]
    shown = quantity_exhibit(FACTS, PLAN, DE)
    assert shown.title == (
        "2026: 821 Eintritte in Sachsen-Anhalt Ost und 3.508 Förderungen in Aachen-Düren zählen Verschiedenes"
    )
    assert "kein Verhältnis" in shown.reading
