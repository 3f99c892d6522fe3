"""The view of unemployment: values typed from the press releases and the plan; what is unknown stays a gap."""

import math

import pytest

from kompass.facts import load
from kompass.figures.exhibit import Kind
from kompass.figures.unemployment.exhibits import (
    district_exhibit,
    month_exhibit,
    share_exhibit,
    total_exhibit,
)
from kompass.figures.unemployment.places_per_unemployed import place_exhibit
from kompass.figures.unemployment.unemployed import (
    base_month,
    district_table,
    month_table,
    place_table,
    year_change,
)
from kompass.language import MINUS, NBSP, language
from kompass.places.plan import plan_of
from tests.colours import DARK, LIGHT
from ui.blocks import table_html
from ui.session import Session

FACTS, DE = load(), language("de")
PLAN = plan_of(FACTS)
AC, DN, HS = "05334", "05358", "05370"
ALL = (AC, DN, HS)
QUOTED = {
    "SGB III": {
        "2024-09": 13785,
        "2024-10": 13661,
        "2025-01": 15096,
        "2025-04": 15562,
        "2025-06": 15012,
        "2025-08": 15549,
        "2025-12": 14739,
    },
    "SGB II": {
        "2024-09": 27617,
        "2024-10": 29197,
        "2025-01": 29831,
        "2025-04": 29774,
        "2025-06": 29424,
        "2025-08": 30286,
        "2025-12": 28585,
    },
}
# The month before a quoted one: the quoted value less "more", or plus "fewer than last month".
DERIVED = {
    "SGB III": {
        "2024-08": 13785 + 532,
        "2024-12": 15096 - 1473,
        "2025-03": 15562 + 114,
        "2025-05": 15012 + 416,
        "2025-07": 15549 + 49,
        "2025-11": 14739 - 232,
    },
    "SGB II": {
        "2024-08": 27617 + 2016,
        "2024-12": 29831 - 795,
        "2025-03": 29774 + 33,
        "2025-05": 29424 + 105,
        "2025-07": 30286 - 519,
        "2025-11": 28585 + 144,
    },
}
GAPS = ["2024-11", "2025-02", "2025-09", "2025-10"]
LAWS = pytest.mark.parametrize("law", ["SGB III", "SGB II"])
THEMES = pytest.mark.parametrize("style", [LIGHT, DARK], ids=lambda s: s.name)


def months(law):
    table = month_table(FACTS)
    return table[table["law"] == law].set_index("month")


def exhibits():
    return (
        month_exhibit(FACTS, LIGHT, DE),
        district_exhibit(FACTS, ALL, LIGHT, DE),
        share_exhibit(FACTS, LIGHT, DE),
        place_exhibit(FACTS, PLAN, LIGHT, DE),
        total_exhibit(FACTS, DE),
    )


@LAWS
def test_quoted_months(law):
    own = months(law)
    assert dict(own.loc[own["status"] == "official", "value"]) == QUOTED[law]


@LAWS
def test_derived_months(law):
    own = months(law)
    assert dict(own.loc[own["status"] == "derived", "value"]) == DERIVED[law]


@LAWS
def test_unknown_months_are_gaps(law):
    own = months(law)
    assert list(own.index[own["status"] == ""]) == GAPS
    assert own.loc[GAPS, "value"].isna().all()
    assert len(own) == 17
    assert (own.index[0], own.index[-1]) == ("2024-08", "2025-12")


@LAWS
def test_a_month_quoted_and_derivable_agrees(law):
    double = months(law).dropna(subset=["quoted", "derived"])
    assert list(double.index) == ["2024-09"]
    assert (double["quoted"] == double["derived"]).all()
    assert any("stimmen beide Werte überein" in note for note in month_exhibit(FACTS, LIGHT, DE).notes)


def test_change_over_the_year():
    month, changes = year_change(month_table(FACTS))
    assert month == "2025-12"
    assert changes["SGB III"] == pytest.approx(100 * (14739 - 13623) / 13623)
    assert changes["SGB II"] == pytest.approx(100 * (28585 - 29036) / 29036)
    assert month_exhibit(FACTS, LIGHT, DE).title == (
        "Arbeitslose im Agenturbezirk Aachen-Düren, "
        f"Dezember 2025 gegen das Vorjahr: SGB III +8,2{NBSP}%, SGB II {MINUS}1,6{NBSP}%"
    )


def test_change_needs_a_year():
    table = month_table(FACTS)
    with pytest.raises(KeyError):
        year_change(table[table["month"] < "2025-08"])


@THEMES
def test_month_figure(style):
    figure = month_exhibit(FACTS, style, DE).figure
    lines = [t for t in figure.data if t.type == "scatter"]
    hatches = [t for t in figure.data if t.type == "bar"]
    assert len(lines) == len(hatches) == 2
    for law, line, hatch in zip(("SGB III", "SGB II"), lines, hatches, strict=True):
        own = months(law).reset_index()
        assert not line.connectgaps
        assert [math.isnan(y) for y in line.y] == list(own["status"] == "")
        hollow = [c == style.background for c in line.marker.color]
        assert hollow == list(own["status"] == "derived")
        assert [own.at[x, "month"] for x in hatch.x] == GAPS
        assert hatch.marker.pattern.shape == "/"
    first, second = figure.layout.yaxis, figure.layout.yaxis2
    assert first.range[1] - first.range[0] == second.range[1] - second.range[0]  # one scale
    assert first.title.text == second.title.text == "Personen"
    assert figure.layout.xaxis2.title.text == "Monat"
    texts = " ".join(a.text for a in figure.layout.annotations)
    assert texts.count("nicht ausgewiesen") == 6  # September and October 2025 are one gap, in each panel
    assert "eigene Rechnung" in texts


def test_gaps_in_the_month_table_are_said_and_never_zero():
    shown = month_exhibit(FACTS, LIGHT, DE)
    markup = table_html(shown.table, shown.columns, shown.title, Session(FACTS, PLAN, (), DE, LIGHT))
    assert markup.count("nicht ausgewiesen") == 2 * len(GAPS)
    assert not (shown.table[["SGB III", "SGB II"]] == 0).any().any()
    assert any("ca. 44.000" in note.replace(NBSP, " ") and "Oktober 2025" in note for note in shown.notes)


def test_annual_average_by_district():
    table = district_table(FACTS, ALL)
    assert [
        (r.name, r.unemployed, r.change_pct)
        for r in table.rename(columns={"name": "name"}).itertuples(index=False)
    ] == [
        ("Aachen", 24_645, 5.4),
        ("Düren", 11_324, 4.6),
        ("Heinsberg", 8_705, 4.7),
        ("Agenturbezirk Aachen-Düren", 44_674, 5.0),
    ]
    assert 24_645 + 11_324 + 8_705 == 44_674


def test_district_finding_names_how_many_were_compared():
    assert district_exhibit(FACTS, ALL, LIGHT, DE).title == (
        f"Arbeitslose zum Vorjahr (Jahresdurchschnitt 2025): von 3 Kreisen stärkster Anstieg in Aachen, +5,4{NBSP}%"
    )
    assert "von 2 Kreisen" in district_exhibit(FACTS, (DN, HS), LIGHT, DE).title
    assert district_exhibit(FACTS, (DN,), LIGHT, DE).title == (
        f"Arbeitslose zum Vorjahr (Jahresdurchschnitt 2025): Düren +4,6{NBSP}%"
    )


def test_district_figure():
    figure = district_exhibit(FACTS, ALL, LIGHT, DE).figure
    (bars,) = figure.data
    assert list(bars.x) == [24_645, 11_324, 8_705, 44_674]
    assert list(bars.marker.color) == [*(LIGHT.institutions[c] for c in ("AC", "DN", "HS")), LIGHT.comparison]
    assert figure.layout.xaxis.range[0] == 0
    assert "Personen" in figure.layout.xaxis.title.text


def test_shares():
    shown = share_exhibit(FACTS, LIGHT, DE)
    found = {(r.label, r.as_of): r.text.replace(NBSP, " ") for r in shown.table.itertuples()}
    assert found == {
        ("Anteil der Arbeitslosen im SGB II", "Jahresdurchschnitt 2025"): "66 %",
        ("Anteil der Arbeitslosen im SGB II", "Oktober 2025"): "gut 66 %",
        ("Anteil der Arbeitslosen im SGB III", "Jahresdurchschnitt 2025"): "34 %",
        ("Anteil der Geringqualifizierten", "Oktober 2025"): "gut 62 %",
    }
    assert any("Ohne eigenen Stand" in note for note in shown.notes)
    assert tuple(shown.figure.layout.xaxis.range) == (0, 100)
    assert "%" in shown.figure.layout.xaxis.title.text


def test_places_per_1000_unemployed():
    assert base_month(FACTS) == "2025-12"
    table = place_table(FACTS, PLAN).set_index("law")
    assert dict(table["places"]) == {"SGB III": 2269, "SGB II": 586 + 300 + 353}
    assert dict(table["unemployed"]) == {"SGB III": 14739, "SGB II": 28585}
    assert table.at["SGB III", "per_1000"] == pytest.approx(1000 * 2269 / 14739)
    assert table.at["SGB II", "per_1000"] == pytest.approx(1000 * 1239 / 28585)


def test_place_block_says_its_formula_and_its_limits():
    shown = place_exhibit(FACTS, PLAN, LIGHT, DE)
    assert shown.kind(FACTS) is Kind.DERIVED
    assert "153,9" in shown.title
    assert "43,3" in shown.title
    assert "Rechnung: Plätze 2026" in shown.reading
    assert "Dezember 2025" in shown.reading
    words = " ".join(shown.notes)
    assert "Bestand eines Monats" in words
    assert "seit 2025 auch für Leistungsberechtigte des SGB II" in words
    # 2,269 / (44,674 × 34 %), of 33.5 to 34.5 %, and 1,239 / (44,674 × 66 %)
    assert "rund 149 (147 bis 152) und 42" in words.replace(NBSP, " ")
    assert tuple(shown.figure.data[0].x) == pytest.approx((153.9, 43.3), abs=0.06)


def test_totals_and_rates():
    found = {
        (r.region, r.as_of, r.label): r.text.replace(NBSP, " ")
        for r in total_exhibit(FACTS, DE).table.itertuples()
    }
    agency = "Agenturbezirk Aachen-Düren"
    assert found[agency, "Januar 2025", "Arbeitslose"] == "44.927"
    assert found[agency, "Januar 2025", "Arbeitslosenquote"] == "7,4 %"
    assert found[agency, "Oktober 2025", "Arbeitslose"] == "ca. 44.000"
    assert found["Kreis Düren", "April 2025", "Arbeitslose"] == "11.384"
    assert found["Kreis Düren", "April 2025", "Arbeitslosenquote"] == "7,7 %"
    assert 15_096 + 29_831 == 44_927  # both legal scopes make the total that is quoted


def test_every_block_cites_known_sources():
    known = set(FACTS["sources"]["source_id"])
    for shown in exhibits():
        assert shown.title
        assert shown.citations
        assert {c.source_id for c in shown.citations} <= known
        assert {c.name for c in shown.columns} <= set(shown.table.columns)
        assert shown.definitions
    every = {c.source_id for c in month_exhibit(FACTS, LIGHT, DE).citations}
    assert every == {
        f"amr{m}" for m in ("202409", "202410", "202501", "202504", "202506", "202508", "202512")
    }
