"""The tables against the documents: each expected value was typed from the plan or the press releases."""

import io

import pandas as pd
import pytest

from kompass.facts import load

AC, DN, HS, REGION, NRW, GERMANY = "05334", "05358", "05370", "AADN", "05", "00"
DISTRICTS = (AC, DN, HS)


def table(name: str) -> pd.DataFrame:
    """A table as text, so that 0 and empty stay two things and 60.0 keeps its digit."""
    return pd.read_csv(io.BytesIO(load().files[name]), dtype=str, keep_default_na=False)


def rows(name: str, /, **key: str) -> list[dict[str, str]]:
    found = table(name)
    for column, value in key.items():
        found = found[found[column] == value]
    return found.to_dict("records")


def row(name: str, /, **key: str) -> dict[str, str]:
    found = rows(name, **key)
    assert len(found) == 1, f"{name} {key}: {len(found)} rows"
    return found[0]


# ---------------------------------------------------------------- figures of the plan


PLAN_FIGURES = [
    # region, indicator, category, as_of, qualifier, value, kind
    (REGION, "population", "", "2024-12-31", "ca.", 1_125_000, "official"),
    (AC, "population", "", "2024-12-31", "", 582_410, "official"),
    (DN, "population", "", "2024-12-31", "", 279_285, "official"),
    (HS, "population", "", "2024-12-31", "", 263_681, "official"),
    (REGION, "municipalities_count", "", "", "", 35, "plan"),
    (DN, "municipalities_count", "", "", "", 15, "plan"),
    (DN, "towns_count", "", "", "", 5, "plan"),
    (HS, "municipalities_count", "", "", "", 10, "plan"),
    (AC, "area_km2", "", "", "ca.", 707, "plan"),
    (DN, "area_km2", "", "", "ca.", 940, "plan"),
    (HS, "area_km2", "", "", "ca.", 628, "plan"),
    (REGION, "establishments", "", "2025-06", "", 25_290, "official"),
    (REGION, "establishments_size_share", "size_1_9", "2025-06", "", 76.4, "official"),
    (REGION, "establishments_size_share", "size_10_49", "2025-06", "", 18.3, "official"),
    (REGION, "establishments_size_share", "size_1_49", "2025-06", "", 94.7, "official"),
    (REGION, "employees", "", "2024-12-31", "knapp", 400_000, "official"),
    (AC, "employees", "", "2024-12-31", "gut", 230_000, "official"),
    (DN, "employees", "", "2024-12-31", "knapp", 91_000, "official"),
    (HS, "employees", "", "2024-12-31", "knapp", 80_000, "official"),
    (REGION, "employees_change", "", "2024-12-31", "", 2_490, "official"),
    (NRW, "employment_rate", "", "", "", 60.3, "official"),
    (AC, "employment_rate", "", "", "", 57.4, "official"),
    (DN, "employment_rate", "", "", "", 60.0, "official"),
    (HS, "employment_rate", "", "", "", 58.3, "official"),
    (REGION, "training_company_rate", "", "2025", "", 21.1, "official"),
    (REGION, "training_company_rate", "", "2015", "", 23.4, "official"),
    (REGION, "vacancies", "", "2025-10", "knapp", 6_800, "official"),
    (REGION, "vacancies_helper_share", "", "2025-10", "", 19, "official"),
    (REGION, "unemployed", "", "2025-10", "ca.", 44_000, "official"),
    (REGION, "unemployed_share_sgb2", "", "2025-10", "gut", 66, "official"),
    (REGION, "unemployed_share_low_qualified", "", "2025-10", "gut", 62, "official"),
    (GERMANY, "unskilled_unemployment_ratio", "", "", "fast", 5, "plan"),
    (AC, "out_commuter_rank", "", "", "", 49, "plan"),
    (AC, "in_commuter_rank", "", "", "", 45, "plan"),
    (NRW, "ranked_regions_commuters", "", "", "", 49, "plan"),
    (GERMANY, "ranked_regions", "", "", "", 400, "document"),
    (GERMANY, "zukunftsatlas_indicators", "", "", "", 31, "document"),
    (GERMANY, "zukunftsatlas_topic_fields", "", "", "", 4, "document"),
    (GERMANY, "zukunftsatlas_interval_years", "", "", "", 3, "document"),
    (GERMANY, "ai_not_used_share", "women", "2024", "", 42, "document"),
    (GERMANY, "ai_not_used_share", "men", "2024", "", 30.7, "document"),
    (GERMANY, "ai_not_used_gap", "", "2024", "mehr als", 10, "document"),
    (GERMANY, "ai_use_increased_share", "women", "2025", "", 24.1, "document"),
    (GERMANY, "ai_use_increased_share", "men", "2025", "", 36.8, "document"),
    (GERMANY, "population_share_older_45", "", "", "", 50, "official"),
    (GERMANY, "population_share_older_66", "", "", "", 20, "official"),
    (GERMANY, "employee_training_min_hours", "", "", "mehr als", 120, "plan"),
    (GERMANY, "qualification_allowance_min_hours", "", "", "mindestens", 120, "plan"),
    (GERMANY, "qualification_allowance_min_staff_share", "", "", "mindestens", 20, "plan"),
    (GERMANY, "collective_application_min_staff", "", "", "mehr als", 5, "plan"),
    (REGION, "plan_updates_per_year", "", "", "mindestens", 1, "plan"),
    (REGION, "planning_institutions_count", "", "2025-11-25", "", 4, "plan"),
    (REGION, "planning_districts_count", "", "2025-11-25", "", 3, "plan"),
    (GERMANY, "employee_market_years", "", "", "über", 10, "plan"),
]


@pytest.mark.parametrize(
    ("region", "indicator", "category", "as_of", "qualifier", "value", "kind"), PLAN_FIGURES
)
def test_figure_of_the_plan(*, region, indicator, category, as_of, qualifier, value, kind):
    found = row(
        "indicators",
        region_id=region,
        indicator_id=indicator,
        category=category,
        as_of=as_of,
        source_id="plan2026",
    )
    assert (float(found["value"]), found["qualifier"], found["kind"]) == (value, qualifier, kind)


def test_no_figure_of_the_plan_is_untested():
    assert len(rows("indicators", source_id="plan2026")) == len(PLAN_FIGURES)


@pytest.mark.parametrize("qualifier", ["knapp", "gut", "ca.", "fast"])
def test_a_vague_word_means_an_approximate_value(qualifier):
    found = rows("indicators", qualifier=qualifier)
    assert found
    assert {r["precision"] for r in found} == {"approximate"}


def test_whole_percentages_without_a_word_are_rounded():
    rounded = {(r["indicator_id"], r["value"]) for r in rows("indicators", precision="rounded")}
    assert {("vacancies_helper_share", "19"), ("ai_not_used_share", "42")} <= rounded


def test_an_empty_date_is_a_date_not_stated():
    for r in rows("indicators"):
        assert (r["as_of"] == "") == (r["period"] == "not_stated"), r


def test_only_comparable_figures_are_on_the_map():
    indicators = pd.concat([table("indicators"), table("district_figures")])
    for indicator in rows("indicator_definitions", on_map="true"):
        with_value = indicators[indicators["indicator_id"] == indicator["indicator_id"]]["region_id"]
        assert set(DISTRICTS) <= set(with_value), indicator["indicator_id"]


# ---------------------------------------------------------------- further official figures


@pytest.mark.parametrize(
    ("region", "indicator", "value"),
    [
        (REGION, "unemployed", 44_674),
        (REGION, "unemployed_change", 2_135),
        (REGION, "unemployed_change_pct", 5.0),
        (AC, "unemployed", 24_645),
        (AC, "unemployed_change_pct", 5.4),
        (DN, "unemployed", 11_324),
        (DN, "unemployed_change_pct", 4.6),
        (HS, "unemployed", 8_705),
        (HS, "unemployed_change_pct", 4.7),
        (REGION, "unemployed_share_sgb2", 66),
        (REGION, "unemployed_share_sgb3", 34),
    ],
)
def test_annual_average_2025(region, indicator, value):
    found = row("indicators", region_id=region, indicator_id=indicator, source_id="ja2025")
    assert float(found["value"]) == value
    assert (found["as_of"], found["period"], found["kind"]) == ("2025", "year_average", "official")


@pytest.mark.parametrize(
    ("source", "month", "sgb3", "sgb3_change", "sgb2", "sgb2_change"),
    [
        ("amr202409", "2024-09", 13_785, -532, 27_617, -2_016),
        ("amr202410", "2024-10", 13_661, -124, 29_197, +1_580),
        ("amr202501", "2025-01", 15_096, +1_473, 29_831, +795),
        ("amr202504", "2025-04", 15_562, -114, 29_774, -33),
        ("amr202506", "2025-06", 15_012, -416, 29_424, -105),
        ("amr202508", "2025-08", 15_549, -49, 30_286, +519),
        ("amr202512", "2025-12", 14_739, +232, 28_585, -144),
    ],
)
def test_monthly_unemployed(*, source, month, sgb3, sgb3_change, sgb2, sgb2_change):
    expected = {
        "unemployed_sgb3": sgb3,
        "unemployed_sgb3_change": sgb3_change,
        "unemployed_sgb2": sgb2,
        "unemployed_sgb2_change": sgb2_change,
    }
    for indicator, value in expected.items():
        found = row("indicators", region_id=REGION, indicator_id=indicator, source_id=source)
        assert (int(found["value"]), found["as_of"]) == (value, month), indicator


@pytest.mark.parametrize(
    ("source", "region", "unemployed", "rate"),
    [("amr202501", REGION, 44_927, 7.4), ("amr202504", DN, 11_384, 7.7)],
)
def test_monthly_total_and_rate(source, region, unemployed, rate):
    key = {"region_id": region, "source_id": source}
    assert int(row("indicators", indicator_id="unemployed", **key)["value"]) == unemployed
    assert float(row("indicators", indicator_id="unemployment_rate", **key)["value"]) == rate


@pytest.mark.parametrize(
    ("job_centre", "annex_1", "annex_2", "annex_3"),
    [
        ("JC-AC", "0.8599", "0.8720", "0.9651"),
        ("JC-DN", "0.3817", "0.3872", "0.2422"),
        ("JC-HS", "0.2696", "0.2828", "0.3598"),
        ("JC-DESSAU-ROSSLAU", "0.1460", "0.1341", "0.0738"),
        ("JC-ANHALT-BITTERFELD", "0.2116", "0.2176", "0.1104"),
        ("JC-WITTENBERG", "0.1340", "0.1403", "0.0271"),
        ("JC-DORTMUND", "1.9717", "1.6446", "1.7791"),
        ("JC-HAMM", "0.3445", "0.3296", "0.4635"),
        ("JC-UNNA", "0.6045", "0.6000", "0.7839"),
    ],
)
def test_federal_shares_of_the_job_centres(job_centre, annex_1, annex_2, annex_3):
    expected = {
        "sgb2_share_problem_pressure": (annex_1, "Anlage 1"),
        "sgb2_share_structure": (annex_2, "Anlage 2"),
        "fbw_participants_share": (annex_3, "Anlage 3"),
    }
    for indicator, (value, annex) in expected.items():
        found = row("indicators", region_id=job_centre, indicator_id=indicator, source_id="einglmv2026")
        assert (found["value"], found["as_of"], found["period"]) == (value, "2026", "plan_year")
        assert found["locator"].startswith(annex)


@pytest.mark.parametrize(
    ("indicator", "source", "as_of", "value"),
    [
        ("fbw_refund_budget", "einglmv2026", "2026", 72_000_000),
        ("fbw_refund_budget", "einglmv2026", "2025", 311_000_000),
        ("ranked_regions", "za2025", "2025", 400),
        ("zukunftsatlas_indicators", "za2025", "2025", 31),
        ("zukunftsatlas_indicators", "za2025", "2022", 29),
    ],
)
def test_federal_figures(indicator, source, as_of, value):
    found = row("indicators", region_id=GERMANY, indicator_id=indicator, source_id=source, as_of=as_of)
    assert int(found["value"]) == value


def test_the_reprinted_report_says_so():
    assert "zweiter Hand" in row("sources", source_id="amr202504")["note"]


# ---------------------------------------------------------------- places


@pytest.mark.parametrize(
    ("institution", "kind", "places", "degree"),
    [
        ("AA", "fbw", 2_269, 573),
        ("AC", "fbw", 586, 172),
        ("DN", "fbw", 300, 80),
        ("HS", "fbw", 353, 129),
        ("", "employee_training", 700, 250),
    ],
)
def test_quota(institution, kind, places, degree):
    found = row("quotas", plan_year="2026", institution=institution, kind=kind)
    assert (int(found["places"]), int(found["degree_oriented"])) == (places, degree)


def test_there_are_no_other_quotas():
    assert len(rows("quotas")) == 5


@pytest.mark.parametrize(("kind", "places", "degree"), [("fbw", 3_508, 954), ("employee_training", 700, 250)])
def test_quota_total(kind, places, degree):
    found = row("quota_totals", plan_year="2026", kind=kind)
    assert (int(found["places"]), int(found["degree_oriented"])) == (places, degree)


def test_institutions_in_the_order_of_the_plan():
    found = [(r["position"], r["code"], r["name"], r["legal_scope"]) for r in rows("institutions")]
    assert found == [
        ("1", "AA", "Agentur für Arbeit Aachen-Düren", "SGB III"),
        ("2", "AC", "Jobcenter StädteRegion Aachen", "SGB II"),
        ("3", "DN", "job-com Kreis Düren", "SGB II"),
        ("4", "HS", "Jobcenter Kreis Heinsberg", "SGB II"),
    ]


def test_the_agency_works_in_all_districts_the_job_centres_in_one():
    found = {(r["institution"], r["district_ags"]) for r in rows("institution_districts")}
    assert found == {("AA", AC), ("AA", DN), ("AA", HS), ("AC", AC), ("DN", DN), ("HS", HS)}


# ---------------------------------------------------------------- employment changes

# As printed: value without plus; "!" = bold.
CHANGES = {
    AC: {
        "men": "0.3", "women": "0.9!",
        "25_54": "0.2", "55_64": "1.5", "65_plus": "11.5!",
        "skilled": "0.5", "specialist": "3.0!", "expert": "1.2",
        "foreign": "5.0!",
        "none": "1.1", "academic": "3.5!",
        "full_time": "0.1", "part_time": "1.6!",
    },
    DN: {
        "men": "0.2", "women": "0.7!",
        "55_64": "1.3", "65_plus": "12.1!",
        "skilled": "0.4", "specialist": "1.7!", "expert": "0.1",
        "foreign": "6.4!",
        "none": "1.5", "academic": "2.5!",
        "part_time": "2.2!",
    },
    HS: {
        "men": "1.3!", "women": "0.6",
        "under_25": "0.4", "25_54": "0.4", "55_64": "2.0", "65_plus": "12.0!",
        "specialist": "8.4!", "expert": "4.5",
        "german": "0.1", "foreign": "6.7!",
        "none": "1.6", "vocational": "0.5", "academic": "5.4!",
        "part_time": "3.3!",
    },
}  # fmt: skip

TRAITS = {
    "sex": ["men", "women"],
    "age": ["under_25", "25_54", "55_64", "65_plus"],
    "requirement_level": ["skilled", "specialist", "expert"],
    "nationality": ["german", "foreign"],
    "qualification": ["none", "vocational", "academic"],
    "working_time": ["full_time", "part_time"],
}


@pytest.mark.parametrize(("district", "category"), [(d, c) for d, cs in CHANGES.items() for c in cs])
def test_employment_change(district, category):
    printed = CHANGES[district][category]
    found = row("employment_changes", district_ags=district, category=category)
    assert float(found["change_pct"]) == float(printed.rstrip("!"))
    assert found["highlighted"] == ("true" if printed.endswith("!") else "false")
    assert found["sign_given"] == ("false" if category == "foreign" else "true")
    assert category in TRAITS[found["trait"]]
    assert (found["as_of"], found["kind"]) == ("2024-12-31", "official")


def test_employment_changes_count():
    assert [len(rows("employment_changes", district_ags=d)) for d in DISTRICTS] == [13, 11, 14]


def test_the_grid_of_traits_is_complete():
    found = [(r["trait"], r["category"]) for r in rows("employment_categories")]
    assert found == [(trait, category) for trait, categories in TRAITS.items() for category in categories]


@pytest.mark.parametrize(
    ("district", "category"),
    [
        (AC, "under_25"),
        (AC, "german"),
        (AC, "vocational"),
        (DN, "under_25"),
        (DN, "25_54"),
        (DN, "german"),
        (DN, "vocational"),
        (DN, "full_time"),
        (HS, "skilled"),
        (HS, "full_time"),
    ],
)
def test_what_is_not_reported_has_no_row(district, category):
    assert rows("employment_categories", category=category)
    assert rows("employment_changes", district_ags=district, category=category) == []


# ---------------------------------------------------------------- Zukunftsatlas


@pytest.mark.parametrize(
    ("district", "printed"),
    [
        # class, rank, demography, labour market, competition & innovation, prosperity, strength, dynamics
        (AC, [4, 118, 67, 94, 74, 343, 158, 53]),
        (DN, [5, 233, 140, 253, 191, 307, 242, 140]),
        (HS, [5, 241, 275, 255, 215, 237, 235, 200]),
    ],
)
def test_zukunftsatlas(district, printed):
    found = row("zukunftsatlas", district_ags=district)
    columns = [
        "class",
        "rank",
        "rank_demography",
        "rank_labour_market",
        "rank_competition_innovation",
        "rank_prosperity_social",
        "rank_strength",
        "rank_dynamics",
    ]
    assert [int(found[c]) for c in columns] == printed
    assert (found["edition"], found["of_regions"], found["kind"]) == ("2025", "400", "document")


def test_zukunftsatlas_classes():
    found = [(int(r["class"]), r["outlook"]) for r in rows("zukunftsatlas_classes")]
    chances, risks = [(n, "chances") for n in (1, 2, 3, 4)], [(n, "risks") for n in (6, 7, 8)]
    assert found == [*chances, (5, "balanced"), *risks]


# ---------------------------------------------------------------- shortages


@pytest.mark.parametrize(
    ("district", "printed"),
    [
        (
            AC,
            "121F 223F 242F 244F 252F/S 261F 262F 263F/S 293F 311E 321F 332F 431F 432S/E 434E "
            "611S 621E 622F 623F 722S 723F 732F/S 811F 813F 814E 817S 818F 821F 825F 831S/E",
        ),
        (DN, "251S 252F/S 262F 311E 342F 513F 531S 611S 621E 732S 811F 813F 814E 821F 831S/E 913E"),
        (
            HS,
            "121F 244F 252F/S 261F 262F 292F 342F 611S 621F 622F 623F 723F 813F 816E 817S 821F 831S/E 832F",
        ),
    ],
)
def test_shortage_occupations(district, printed):
    found: dict[str, list[str]] = {}
    for r in rows("shortage_occupations", district_ags=district):
        found.setdefault(r["kldb"], []).append(r["level"])
    assert " ".join(code + "/".join(levels) for code, levels in found.items()) == printed


@pytest.mark.parametrize(
    ("district", "code", "title", "heading"),
    [
        (AC, "121", "Gartenbau", "Gartenbauberufe"),
        (AC, "223", "Holzbe- und -verarbeitung", "Produktions- und Fertigungsberufe"),
        (AC, "293", "Speisenzubereitung", "Produktions- und Fertigungsberufe"),
        (AC, "332", "Malerei, Stuckateure, Bauwerksabdichtung, Bautenschutz", "Bau- und Ausbauberufe"),
        (AC, "432", "IT-Systemanalyse, -Anwenderberatung, -Vertrieb", "Berufe der Informationstechnik"),
        (AC, "434", "Softwareentwicklung u. -programmierung", "Berufe der Informationstechnik"),
        (AC, "732", "Verwaltung", "Beratende und verwaltende Berufe"),
        (AC, "825", "Medizin-, Orthopädie- und Rehatechnik", "Gesundheit und Soziales"),
        (DN, "342", "Sanitär-, Heizungs- und Klima", "Bau- und Ausbauberufe"),
        (
            DN,
            "513",
            "Lagerwirtschaft, Post, Zustellung, Güterumschlag",
            "Verkehrs-, Logistik- und Sicherheitsberufe",
        ),
        (DN, "732", "Verwaltung", "Beratende Berufe"),
        (DN, "913", "Gesellschaftswissenschaft", "Geisteswissenschaftliche Berufe"),
        (HS, "292", "Lebensmittel- und Genussmittelherstellung", "Produktions- und Fertigungsberufe"),
        (HS, "342", "Sanitär-, Heizungs- und Klimatechnik, Klempnerei", "Bau- und Ausbauberufe"),
        (
            HS,
            "622",
            "Verkauf Bekleidung, Elektro, Kraftfahrzeuge und Hartwaren",
            "Handels- und Verkaufsberufe",
        ),
        (HS, "723", "Steuerberatung", "Beratende Berufe"),
        (HS, "816", "Psychologie, nichtärztliche Psychotherapie", "Gesundheit und Soziales"),
        (HS, "832", "Hauswirtschaft und Verbraucherberatung", "Gesundheit und Soziales"),
    ],
)
def test_shortage_titles_as_printed(district, code, title, heading):
    levels = rows("shortage_occupations", district_ags=district, kldb=code)
    assert levels
    for found in levels:
        assert (found["title_as_printed"], found["field_as_printed"]) == (title, heading)
        assert found["as_of"] == "2025-05"


def test_both_headings_of_the_advisory_field_are_one_field():
    found = {r["field_as_printed"] for r in rows("shortage_occupations", field_id="advisory_admin")}
    assert found == {"Beratende und verwaltende Berufe", "Beratende Berufe"}


def test_shortage_fields_in_order():
    assert [r["title"] for r in rows("shortage_fields")] == [
        "Gartenbauberufe",
        "Produktions- und Fertigungsberufe",
        "Bau- und Ausbauberufe",
        "Berufe der Informationstechnik",
        "Verkehrs-, Logistik- und Sicherheitsberufe",
        "Handels- und Verkaufsberufe",
        "Beratende und verwaltende Berufe",
        "Gesundheit und Soziales",
        "Geisteswissenschaftliche Berufe",
    ]


# ---------------------------------------------------------------- training goals

GOALS = {
    # section, list ends with "etc.", titles
    "Klassische Bildungsziele (Anpassungsfortbildungen)": ("7.2", False, [
        "Grundlagenschulungen Fertigungstechnik, Elektro, Metall und Schweißen",
        "CNC – Drehen, Fräsen",
        "Schweißen",
        "Kraftfahrzeugführung/ Führerscheine",
        "Kundenbetreuerin, bzw. Kundenbetreuer im Nahverkehr",
        "Triebfahrzeugführerin, bzw. Triebfahrzeugführer",
        "Staplerscheine",
        "Schutz und Sicherheit (inkl. §34a GewO), Luftsicherheit",
        "Modulare Qualifizierungen im kaufmännischen Bereich "
        "(inklusive EDV, IT, MS-Office, Buchhaltung etc.)",
        "Qualitätsmanagement",
        "Personalwesen, SAP",
        "CAD",
        "Förderungen im Bereich digitale Arbeitswelt, digitale Basiskompetenzen, "
        "Fit für die Arbeitswelt 4.0 etc.",
        "Pädagogische Begleitung in Schule und KiTa",
        "Pflege(fach)assistenz, Kombikurs Gesundheit, Betreuungskraft, Alltagsbegleitung",
        "Stationshelferin bzw. Stationshelfer mit Einsatz in Kliniken und Pflegeheimen",
        "Anerkennungsqualifizierung für ausländische Fachkräfte "
        "(reglementierte und nicht reglementierte Berufe)",
    ]),
    "Gruppenumschulungen bei Weiterbildungsträgern": ("7.3", True, [
        "Maschinen-Anlagenführerin bzw. Maschinen-Anlagenführer",
        "Industriemechanikerin bzw. Industriemechaniker",
        "Elektronikerin bzw. Elektroniker EEG + BT",
        "Fachinformatikerin bzw. Fachinformatiker",
        "Lager und Logistik",
        "Schutz und Sicherheit",
        "Kauffrau bzw. Kaufmann E-commerce",
        "Soziale Berufe (Pflege und Erziehung, Kinderpflege, Sozialassistent)",
        "IT, IT-Security",
    ]),
    "Betriebliche Einzelumschulungen": ("7.3", True, [
        "medizinische Fachangestellte bzw. medizinischer Fachangestellter",
        "Steuerfachangestellte bzw. Steuerfachangestellter",
        "Handwerksberufe (z.B. Malerin/ Lackiererin bzw. Maler/ Lackierer, Anlagenmechanikerin bzw. "
        "Anlagenmechaniker SHK, Tischlerin, bzw. Tischler, Fliesenlegerin bzw. Fliesenleger)",
        "Gastronomie",
    ]),
    "Teilqualifizierungen": ("7.3", True, [
        "Kraftfahrerin bzw. Kraftfahrer/ Busfahrerin bzw. Busfahrer",
        "Lager und Logistik inklusive Staplerschein",
        "Metalltechnik",
        "Kauffrau bzw. Kaufmann E-commerce",
        "Verkauf",
        "Schutz- und Sicherheit (Ersthelfende, Brandschutzhelfende und Waffensachkunde)",
    ]),
    "Vorbereitungskurse zur Externenprüfung": ("7.3", True, [
        "Kaufmännischer Bereich",
        "Büromanagement",
        "Erzieherin bzw. Erzieher",
    ]),
    "Zukunftsorientierte Qualifizierungen": ("7.4", False, [
        "Energieberatung",
        "Erneuerbare Energien",
        "Solarenergie",
        "Elektromobilität",
        "Nachhaltigkeitsmanagement",
        "IT-Sicherheit",
        "Künstliche Intelligenz (KI)",
        "Agiles Projektmanagement inklusive Scrum/ Designthinking",
        "Physische Gesundheit und Resilienz",
        "Klinische Forschung",
    ]),
    "Nachholen von Schulabschlüssen": ("7.5", False, [
        "Erster allgemeinbildender Schulabschluss (ESA) / Hauptschulabschluss",
    ]),
}  # fmt: skip


@pytest.mark.parametrize("group", GOALS)
def test_training_goals(group):
    section, list_open, titles = GOALS[group]
    found = row("training_goal_groups", title=group)
    assert (found["section"], found["list_open"]) == (section, "true" if list_open else "false")
    assert [r["title"] for r in rows("training_goals", group_id=found["group_id"])] == titles


def test_there_are_fifty_goals_in_seven_groups_and_etc_is_none():
    assert [r["title"] for r in rows("training_goal_groups")] == list(GOALS)
    assert len(rows("training_goals")) == 50
    assert not rows("training_goals", title="etc.")


# ---------------------------------------------------------------- forecasts


@pytest.mark.parametrize(
    ("institute", "published", "region", "measure", "as_of", "value"),
    [
        ("IAB", "2025-09-24", GERMANY, "gdp_change", "2024", -0.5),
        ("IAB", "2025-09-24", GERMANY, "gdp_change", "2025-Q1", 0.3),
        ("IAB", "2025-09-24", GERMANY, "gdp_change", "2025-Q2", -0.3),
        ("IAB", "2025-09-24", GERMANY, "gdp_change", "2025", 0.2),
        ("IAB", "2025-09-24", GERMANY, "gdp_change", "2026", 1.1),
        ("IAB", "2025-09-24", GERMANY, "employed_change", "2025", 10_000),
        ("IAB", "2025-09-24", GERMANY, "employed_change", "2026", -20_000),
        ("IAB", "2025-09-24", GERMANY, "labour_supply_change", "2025", 60_000),
        ("IAB", "2025-09-24", GERMANY, "labour_supply_change", "2026", -40_000),
        ("IAB", "2025-09-24", GERMANY, "unemployed_change", "2025", 160_000),
        ("IAB", "2025-10-10", "04", "unemployment_rate", "2026", 11.7),
        ("IAB", "2025-10-10", "09", "unemployment_rate", "2026", 4.0),
        ("ifo", "2025-09-04", GERMANY, "gdp_change", "2025", 0.2),
        ("ifo", "2025-09-04", GERMANY, "gdp_change", "2026", 1.3),
        ("ifo", "2025-09-04", GERMANY, "gdp_change", "2027", 1.6),
        ("ifo", "2025-09-04", GERMANY, "employed_change", "2025", 19_000),
        ("ifo", "2025-09-04", GERMANY, "employed_change", "2026", 96_000),
        ("ifo", "2025-09-04", GERMANY, "employed_change", "2027", 225_000),
        ("ifo", "2025-09-04", GERMANY, "unemployed_change", "2025", 155_000),
        ("ifo", "2025-09-04", GERMANY, "unemployment_rate", "2025", 6.3),
        ("ifo", "2025-09-04", GERMANY, "unemployment_rate", "2026", 6.1),
        ("ifo", "2025-09-04", GERMANY, "unemployment_rate", "2027", 5.4),
    ],
)
def test_forecast(*, institute, published, region, measure, as_of, value):
    key = {"institute": institute, "published": published, "region_id": region}
    assert float(row("forecasts", measure=measure, as_of=as_of, **key)["value"]) == value


@pytest.mark.parametrize(
    ("region", "measure", "as_of", "word"),
    [
        (GERMANY, "unemployed_change", "2026", "fast keine Änderung"),
        (GERMANY, "gdp_change", "2025-H1", "Stagnation"),
        ("02", "employment_outlook", "2026", "höchster Zuwachs"),
        ("12", "employment_outlook", "2026", "höchster Zuwachs"),
        ("06", "unemployment_outlook", "2026", "größter Rückgang"),
        (NRW, "unemployment_outlook", "2026", "größter Rückgang"),
        (GERMANY, "unemployment_outlook", "2026", "kaum"),
    ],
)
def test_forecast_without_a_figure(region, measure, as_of, word):
    found = row("forecasts", region_id=region, measure=measure, as_of=as_of)
    assert found["value"] == ""
    assert word in found["statement"]


def test_a_forecast_has_either_a_figure_or_words():
    for r in rows("forecasts"):
        assert (r["value"] == "") == (r["statement"] != "") == (r["precision"] == ""), r["forecast_id"]


@pytest.mark.parametrize(("as_of", "qualifier"), [("2025", "rund"), ("2026", "etwa")])
def test_forecast_qualifiers(as_of, qualifier):
    found = row("forecasts", measure="labour_supply_change", as_of=as_of)
    assert (found["qualifier"], found["precision"]) == (qualifier, "approximate")


# ---------------------------------------------------------------- municipalities


@pytest.mark.parametrize(
    ("district", "printed"),
    [
        (
            AC,
            "Aachen, Alsdorf, Baesweiler, Eschweiler, Herzogenrath, Monschau, Stolberg, Würselen, "
            "Simmerath, Roetgen",
        ),
        (
            DN,
            "Aldenhoven, Düren, Heimbach, Hürtgenwald, Inden, Jülich, Kreuzau, Langerwehe, Linnich, "
            "Merzenich, Niedeggen, Nörvenich, Titz, Vettweiß",
        ),
        (
            HS,
            "Erkelenz, Geilenkirchen, Heinsberg, Hückelhoven, Übach-Palenberg, Wassenberg, Wegberg, "
            "Gangelt, Selfkant, Waldfeucht",
        ),
    ],
)
def test_municipalities_as_printed(district, printed):
    found = rows("municipalities", district_ags=district, listed_in_plan="true")
    assert sorted(r["name_in_plan"] for r in found) == sorted(printed.split(", "))


def test_niederzier_is_the_only_one_the_plan_leaves_out():
    assert len(rows("municipalities")) == 35
    missing = row("municipalities", listed_in_plan="false")
    assert (missing["name"], missing["district_ags"], missing["name_in_plan"]) == ("Niederzier", DN, "")


@pytest.mark.parametrize(
    ("zone", "names"),
    [
        ("nordkreis", {"Alsdorf", "Baesweiler", "Herzogenrath", "Würselen"}),
        ("suedkreis", {"Monschau", "Roetgen", "Simmerath"}),
        ("eschweiler_stolberg", {"Eschweiler", "Stolberg (Rhld.)"}),
        ("stadt_aachen", {"Aachen"}),
    ],
)
def test_zones(zone, names):
    assert {r["name"] for r in rows("municipalities", zone_id=zone)} == names


def test_only_the_staedteregion_has_zones():
    assert {r["zone_id"] for d in (DN, HS) for r in rows("municipalities", district_ags=d)} == {""}


# ---------------------------------------------------------------- groups, features, lists


def test_target_groups():
    assert [(r["section"], r["title"]) for r in rows("target_groups")] == [
        ("6", "Bedürfnisse verschiedener Personengruppen"),
        ("6.1", "Frauen mit Familienverantwortung"),
        ("6.2", "Ältere Menschen"),
        ("6.3", "Menschen mit Migrationshintergrund insbesondere geflüchtete Menschen"),
        ("6.4", "Schwerbehinderte Menschen"),
        ("6.5", "Menschen ohne Berufsabschluss"),
        ("6.6", "Gemeldete Menschen im Rechtskreis SGBII"),
    ]
    assert {r["group_id"] for r in rows("target_group_facts")} == {
        r["group_id"] for r in rows("target_groups")
    }


@pytest.mark.parametrize(
    ("region", "zone", "words"),
    [
        (REGION, "", ["Belgien", "Niederlande", "Düsseldorf", "Mönchengladbach", "Köln", "Ruhrgebiet"]),
        (AC, "nordkreis", ["Glas", "Nahrungsmittel", "technologieorientiert", "mittelständisch"]),
        (AC, "suedkreis", ["Naturpark Hohes Venn-Eifel", "Nationalpark Eifel", "Rurtalsperre"]),
        (AC, "eschweiler_stolberg", ["Glas", "Kunststoff", "Metall", "chemisch", "pharmazeutisch"]),
        (AC, "stadt_aachen", ["Oberzentrum", "Nadel", "Tuch", "RWTH", "Fachhochschule"]),
        (DN, "", ["Papier", "Maschinenbau", "Braunkohle", "Wasserstoff", "Forschungszentrum Jülich"]),
        (HS, "", ["Textil", "Bergbau", "Militär", "Mittelstand", "Handwerk", "Branchenvielfalt"]),
    ],
)
def test_regional_features(region, zone, words):
    found = [r["feature"] for r in rows("regional_features", region_id=region, zone_id=zone)]
    assert [word for word in words if not any(word in feature for feature in found)] == []


@pytest.mark.parametrize(
    ("list_id", "length"),
    [
        ("megatrends", 3),
        ("change_drivers", 3),
        ("funding_conditions_81", 3),
        ("information_portals", 3),
        ("quali_navi_area", 4),
        ("regional_risks", 3),
        ("sgb2_aims", 5),
        ("planning_inputs", 5),
        ("employer_service_topics", 5),
        ("conditions_82a", 6),
        ("funding_phases", 3),
        ("selection_criteria", 5),
        ("placement_activities", 4),
        ("provider_duties", 3),
    ],
)
def test_list_is_complete(list_id, length):
    assert rows("plan_lists", list_id=list_id)
    assert len(rows("plan_list_items", list_id=list_id)) == length


def test_dates_of_legal_changes():
    items = " ".join(r["item"] for r in rows("plan_list_items", list_id="legal_changes"))
    assert "01.01.2025" in items
    assert "29.12.2023" in items


# ---------------------------------------------------------------- oddities of the sources


def noted(name: str, found: dict[str, str]) -> str:
    """All notes whose key picks this row."""
    return " ".join(
        note["note"]
        for note in rows("source_notes", table=name)
        if all(found[c] == v for c, _, v in (part.partition("=") for part in note["key"].split(";")))
    )


@pytest.mark.parametrize(
    ("name", "key", "word"),
    [
        ("municipalities", {"name": "Niederzier"}, "14"),
        ("municipalities", {"name": "Nideggen"}, "Niedeggen"),
        ("indicators", {"indicator_id": "training_company_rate", "as_of": "2025"}, "Ende 2025"),
        *(
            ("employment_changes", {"district_ags": d, "category": "foreign"}, "Vorzeichen")
            for d in DISTRICTS
        ),
        ("indicators", {"indicator_id": "out_commuter_rank"}, "49"),
        ("indicators", {"indicator_id": "in_commuter_rank"}, "49"),
        ("indicators", {"indicator_id": "employees", "region_id": REGION}, "401.000"),
        ("indicators", {"indicator_id": "employment_rate", "region_id": AC}, "Ohne Stand"),
        ("zukunftsatlas", {"district_ags": HS}, "keine Ausgabe"),
        ("shortage_occupations", {"district_ags": HS, "kldb": "621"}, "Arbeitsmarktbefragung"),
        ("shortage_occupations", {"district_ags": DN, "kldb": "621"}, "in Heinsberg mit F"),
        ("shortage_occupations", {"district_ags": DN, "kldb": "342"}, "kürzer"),
        ("indicators", {"indicator_id": "unemployed", "region_id": DN, "as_of": "2025-04"}, "zweiter Hand"),
        ("quotas", {"institution": "AC"}, "6.6"),
    ],
)
def test_oddity_is_told_beside_the_row(name, key, word):
    assert word in noted(name, row(name, **key))


def test_each_note_touches_a_row():
    for note in rows("source_notes"):
        key = dict(part.split("=") for part in note["key"].split(";"))
        assert rows(note["table"], **key), note["note_id"]


# ---------------------------------------------------------------- words that must not be lost


# Typed from the documents: a qualifier that a row once lost, or a name it once changed.
KEPT = [
    (
        "programme_indicators",
        {"figure_id": "cheque_maximum"},
        "qualifier",
        "höchstens",
    ),  # "bis zu einem Maximal"
    ("programme_indicators", {"figure_id": "unemployed_change_pct"}, "printed", "22,9 Prozent … höher"),
    ("measure_figures", {"measure_id": "V.6", "position": "2"}, "qualifier", "im Schnitt"),
    ("measure_figures", {"measure_id": "I.7", "position": "1"}, "qualifier", "mind."),
    ("regional_plan_facts", {"fact_id": "elb_decrease"}, "precision", "approximate"),  # "mehr als 5%"
    ("forecasts", {"forecast_id": "iab_02"}, "adjusted", "preis-, saison- und kalenderbereinigt"),
    ("forecasts", {"forecast_id": "iab_03"}, "adjusted", "preis-, saison- und kalenderbereinigt"),
    ("forecasts", {"forecast_id": "ifo_02"}, "adjusted", "preisbereinigt"),
    ("indicators", {"indicator_id": "skilled_labour_gap"}, "qualifier", "rund"),  # "rund 80.000"
    ("indicators", {"indicator_id": "investment_risk_share"}, "qualifier", "rund"),  # "rund 80 Prozent"
]


@pytest.mark.parametrize(("name", "key", "column", "word"), KEPT)
def test_a_word_of_the_source_is_kept(name, key, column, word):
    assert row(name, **key)[column] == word


def test_the_reasons_of_the_state_as_printed():
    # 002, introduction (p. 9) and partners (p. 15).
    values = {"skilled_labour_gap": "80000", "investment_risk_share": "80", "regional_agencies": "16"}
    for indicator, value in values.items():
        assert row("indicators", indicator_id=indicator)["value"] == value


def test_conditions_and_phases_are_no_results():
    """What a measure consists of is context: forums, working groups, carriers, sittings."""
    for measure_id, positions in {
        "III.12": "1",
        "IV.6": "5 7 8 9",
        "IV.8": "1 2",
        "V.9": "1 2",
        "V.10": "1 2",
        "I.7": "1 2 3",
        "V.3": "3",
    }.items():
        for position in positions.split():
            assert row("measure_figures", measure_id=measure_id, position=position)["role"] == "context"


@pytest.mark.parametrize("name", ["projects", "project_fields", "region_figures"])
def test_a_migration_background_is_not_called_immigration(name):
    """004 writes "Migrationshintergrund" there; "Zugewanderte" only of the training voucher (chapter 6)."""
    for r in rows(name):
        assert "ugewander" not in " ".join(r.values()), r


def test_a_note_stands_at_the_row_it_is_of():
    # "Frauen … erkennbar seltener gefördert" has no figure; the use of AI (also a hurdle) has.
    (note,) = rows("source_notes", note_id="women_no_figure")
    assert note["key"] == "group_id=women;position=8"
    fact = row("target_group_facts", group_id="women", position="8")["fact"]
    assert "seltener gefördert" in fact


def test_what_is_no_need_is_not_filed_as_one():
    assert row("target_group_facts", group_id="older", position="5")["aspect"] == "background"
    assert row("target_group_facts", group_id="migrants", position="5")["aspect"] == "condition"


def test_the_web_addresses_of_the_report():
    # Typed from the fields "Internetpräsenz" of three measures.
    assert row("measure_websites", measure_id="IV.1")["url"] == "https://meisterpraemie.nrw/"
    assert row("measure_websites", measure_id="I.8")["url"] == "https://www.wtfuture.de/"
    assert [r["url"] for r in rows("measure_websites", measure_id="II.4")][
        -1
    ] == "http://www.berufswahlapp.de"
