"""Employment: the plan's table cell by cell as printed, what is computed from it, and how it is drawn."""

from functools import cache

import pandas as pd
import pytest

from kompass.facts import load
from kompass.figures.charts.bars import bar_figure
from kompass.figures.charts.style import contrast
from kompass.figures.csv_file import exhibit_csv
from kompass.figures.employment import changes as employment
from kompass.figures.employment import establishments, workforce
from kompass.figures.employment.charts import change_figure, heat_figure, panels
from kompass.figures.employment.sheet import leads, sheet_exhibit
from kompass.figures.exhibit import Kind
from kompass.language import NBSP, language
from kompass.places.keys import comparison_keys
from kompass.places.plan import plan_of
from tests.colours import DARK, LIGHT
from ui.blocks import table_html
from ui.session import Session

FACTS = load()
DE = language("de")
AC, DN, HS = "05334", "05358", "05370"
ALL = (AC, DN, HS)
SESSION = Session(FACTS, plan_of(FACTS), comparison_keys(FACTS), DE, LIGHT)
THEMES = pytest.mark.parametrize("style", [LIGHT, DARK], ids=lambda s: s.name)

# Typed from the plan, section 5: the text as printed, "*" where bold, None where the plan has nothing.
PRINTED = {
    "Männer": ("+0,3", "+0,2", "+1,3*"),
    "Frauen": ("+0,9*", "+0,7*", "+0,6"),
    "unter 25 Jahre": (None, None, "+0,4"),
    "25 bis unter 55 Jahre": ("+0,2", None, "+0,4"),
    "55 bis unter 65 Jahre": ("+1,5", "+1,3", "+2,0"),
    "65 Jahre und älter": ("+11,5*", "+12,1*", "+12,0*"),
    "Fachkraft": ("+0,5", "+0,4", None),
    "Spezialist": ("+3,0*", "+1,7*", "+8,4*"),
    "Experte": ("+1,2", "+0,1", "+4,5"),
    "Deutsche": (None, None, "+0,1"),
    "Ausländer": ("5,0*", "6,4*", "6,7*"),
    "Ohne beruflichen Abschluss": ("+1,1", "+1,5", "+1,6"),
    "Anerkannter Berufsabschluss": (None, None, "+0,5"),
    "Akademischer Abschluss": ("+3,5*", "+2,5*", "+5,4*"),
    "Vollzeit": ("+0,1", None, None),
    "Teilzeit": ("+1,6*", "+2,2*", "+3,3*"),
}
CELLS = [(name, ags, text) for name, texts in PRINTED.items() for ags, text in zip(ALL, texts, strict=True)]
MISSING = [(name, ags) for name, ags, text in CELLS if text is None]
BOLD = [(name, ags) for name, ags, text in CELLS if text and text.endswith("*")]


@cache
def exhibits(style=LIGHT, districts=ALL):
    made = (
        employment.change_exhibit(FACTS, districts, style, DE),
        employment.heat_exhibit(FACTS, districts, style, DE),
        workforce.rate_exhibit(FACTS, districts, style, DE),
        workforce.employees_exhibit(FACTS, districts, style, DE),
        *(sheet_exhibit(FACTS, ags, DE) for ags in districts),
        establishments.size_exhibit(FACTS, style, DE),
        establishments.training_exhibit(FACTS, style, DE),
        establishments.vacancy_exhibit(FACTS, style, DE),
    )
    return {shown.name: shown for shown in made}


NAMES = pytest.mark.parametrize("name", exhibits())
CHANGE, HEAT = "beschaeftigung-veraenderung", "beschaeftigung-tabelle"


def figures(shown):
    return [f for f in (shown.figure, *shown.beside) if f is not None]


def plain(text):
    return text.replace("<b>", "").replace("</b>", "").replace(NBSP, " ").strip()


# ---------------------------------------------------------------- the table of changes


def test_change_table_has_every_cell_in_the_plans_order():
    table = employment.change_table(FACTS)
    assert list(zip(table["category_label"], table["ags"], strict=True)) == [(n, a) for n, a, _ in CELLS]


@pytest.mark.parametrize(("name", "ags", "text"), [c for c in CELLS if c[2]], ids=str)
def test_change_table_says_what_the_plan_prints(name, ags, text):
    table = employment.change_table(FACTS)
    row = table[(table["category_label"] == name) & (table["ags"] == ags)].iloc[0]
    digits = text.rstrip("*")
    assert employment.printed(row, DE) == f"{digits}{NBSP}%"
    assert bool(row["highlighted"]) is text.endswith("*")


def test_ten_cells_are_not_reported():
    assert len(MISSING) == 10


@pytest.mark.parametrize(("name", "ags"), MISSING)
def test_not_reported_is_never_zero(name, ags):
    table = employment.change_table(FACTS)
    row = table[(table["category_label"] == name) & (table["ags"] == ags)].iloc[0]
    assert pd.isna(row["change_pct"])
    assert not row["highlighted"]
    assert not row["sign_given"]


def test_change_table_of_chosen_districts_only():
    table = employment.change_table(FACTS, [HS])
    assert set(table["ags"]) == {HS}
    assert len(table) == 16


# ---------------------------------------------------------------- what is computed


def test_largest_rise():
    row = employment.largest_rise(employment.change_table(FACTS))
    assert (row["category_label"], row["ags"], row["change_pct"]) == ("65 Jahre und älter", DN, 12.1)
    assert employment.rise_sentence(FACTS, DE) == (
        f"Beschäftigte zum Vorjahr (31.12.2024): Die Gruppe „65 Jahre und älter“ wächst am stärksten, +12,1{NBSP}% in Düren"
    )


def test_widest_gap_between_districts():
    gap = employment.widest_gap(employment.change_table(FACTS))
    assert (gap.high["category_label"], gap.high["ags"], gap.low["ags"], gap.points) == (
        "Spezialist",
        HS,
        DN,
        6.7,
    )


def test_one_district_has_no_gap_and_says_its_own_finding():
    assert employment.widest_gap(employment.change_table(FACTS, [HS])) is None
    shown = employment.change_exhibit(FACTS, [HS], LIGHT, DE)
    assert shown.title == (
        "Beschäftigte zum Vorjahr (31.12.2024): "
        f"Kreis Heinsberg: am stärksten wächst „65 Jahre und älter“, +12,0{NBSP}%"
    )


def test_where_women_and_men_differ_most():
    gap = employment.widest_between_sexes(employment.change_table(FACTS))
    assert (gap.high["ags"], gap.high["category_label"], gap.points) == (HS, "Männer", 0.7)
    assert exhibits()[HEAT].title.startswith(
        "Beschäftigte zum Vorjahr (31.12.2024): Kreis Heinsberg: Männer +1,3"
    )
    gap = employment.widest_between_sexes(employment.change_table(FACTS, [AC, DN]))
    assert (gap.high["ags"], gap.high["category_label"], gap.points) == (AC, "Frauen", 0.6)


def test_a_table_without_the_sexes_has_no_such_finding():
    table = employment.change_table(FACTS)
    assert employment.widest_between_sexes(table[table["trait"] != "sex"]) is None


def test_leads_count_only_groups_that_every_district_has():
    count, groups = leads(employment.change_table(FACTS))
    assert groups == 10
    assert dict(count) == {AC: 1, DN: 1, HS: 8}  # women; 65 and older; the rest


# ---------------------------------------------------------------- the dot plot


def marks(shown):
    """Label, value and outline of every mark, by category and district."""
    found = {}
    short = {"Aachen": AC, "Düren": DN, "Heinsberg": HS}
    for figure in figures(shown):
        names = [n.replace("<br>", " ") for n in figure.layout.yaxis.ticktext]
        middles = figure.layout.yaxis.tickvals
        for trace in (t for t in figure.data if t.type == "scatter"):
            for x, y, text, width in zip(trace.x, trace.y, trace.text, trace.marker.line.width, strict=True):
                nearest = min(range(len(names)), key=lambda n, at=y: abs(middles[n] - at))
                found[names[nearest], short[trace.name]] = (x, text, width)
    return found


@pytest.mark.parametrize("districts", [ALL, (DN,), (AC, HS)], ids=str)
def test_dot_plot_has_one_mark_per_reported_value_with_its_printed_text(districts):
    shown = employment.change_exhibit(FACTS, districts, LIGHT, DE)
    expected = {(n, a): text for n, a, text in CELLS if text and a in districts}
    found = marks(shown)
    assert set(found) == set(expected)
    for key, (x, text, width) in found.items():
        digits = expected[key].rstrip("*")
        assert plain(text).endswith(f"{digits} %")
        assert not plain(text).endswith(f"+{digits} %")  # no sign that the plan does not print
        assert f"{x:.1f}".replace(".", ",") == digits.lstrip("+")
        assert ("<b>" in text, width > 0) == ((True, True) if key in BOLD else (False, False))


def test_dot_plot_hatches_a_stub_and_says_not_reported():
    shown = exhibits()[CHANGE]
    lanes = [
        lane for f in figures(shown) for t in f.data if t.type == "bar" for lane in zip(t.x, t.y, strict=True)
    ]
    words = [a.text for f in figures(shown) for a in f.layout.annotations if "nicht ausgewiesen" in a.text]
    assert len(lanes) == len(words) == 10
    low, high = shown.figure.layout.xaxis.range
    (length,) = {length for length, _ in lanes}  # one for all: no length that reads as a value
    assert length < 0.05 * (high - low)  # nor the longest marks of the chart
    assert all(t.marker.pattern.shape == "/" for f in figures(shown) for t in f.data if t.type == "bar")


def test_dot_plot_has_one_scale_with_zero_and_unit_whatever_is_chosen():
    scales = set()
    for districts in (ALL, (AC,), (HS, DN)):
        for figure in figures(employment.change_exhibit(FACTS, districts, LIGHT, DE)):
            axis = figure.layout.xaxis
            scales.add(tuple(axis.range))
            assert axis.zeroline
            assert "Prozent" in axis.title.text
            assert axis.range[0] <= 0
            assert axis.range[1] > 12.1
            assert axis.tickvals[0] == 0
    assert len(scales) == 1


def test_dot_plot_draws_falls_left_of_zero():
    table = employment.change_table(FACTS)
    table.loc[0, "change_pct"] = -2.0
    figure = change_figure(table, (-3.0, 13.0), LIGHT, DE)
    assert min(x for t in figure.data if t.type == "scatter" for x in t.x) == -2.0
    assert 0 in figure.layout.xaxis.tickvals


def test_panels_keep_the_plans_order_and_cut_between_traits():
    parts = panels(employment.change_table(FACTS), 3)
    assert [list(p["trait"].drop_duplicates()) for p in parts] == [
        ["sex", "age"],
        ["requirement_level", "nationality"],
        ["qualification", "working_time"],
    ]
    assert len(pd.concat(parts)) == 48


def test_each_trait_names_its_districts_once():
    shown = exhibits()[CHANGE]
    texts = [text for f in figures(shown) for t in f.data if t.type == "scatter" for text in t.text]
    texts += [a.text for f in figures(shown) for a in f.layout.annotations]
    for name in ("Aachen", "Düren", "Heinsberg"):
        assert sum(name in text for text in texts) == 6


def test_districts_differ_by_symbol_and_by_the_colour_of_their_institution():
    traces = [t for t in exhibits()[CHANGE].figure.data if t.type == "scatter"]
    assert [t.marker.color for t in traces] == [LIGHT.institutions[c] for c in ("AC", "DN", "HS")]
    assert len({t.marker.symbol for t in traces}) == 3
    (alone,) = [
        t for t in employment.change_exhibit(FACTS, [HS], LIGHT, DE).figure.data if t.type == "scatter"
    ]
    assert alone.marker.symbol == traces[2].marker.symbol  # the same whoever else is shown


# ---------------------------------------------------------------- the heat table


def test_heat_table_reads_as_the_plan():
    figure = exhibits()[HEAT].figure
    reported, missing = figure.data
    assert [plain(text) for text in reported.text] == [f"{t.rstrip('*')} %" for _, _, t in CELLS if t]
    assert [("<b>" in text) for text in reported.text] == [t.endswith("*") for _, _, t in CELLS if t]
    assert len(missing.y) == 10
    assert missing.marker.pattern.shape == "/"
    assert sum("nicht" in a.text for a in figure.layout.annotations) == 10
    assert [plain(t) for t in figure.layout.xaxis.ticktext] == ["Aachen", "Düren", "Heinsberg"]


@THEMES
def test_heat_cells_are_legible(style):
    reported = heat_figure(employment.change_table(FACTS), style, DE).data[0]
    for fill, text in zip(reported.marker.color, reported.insidetextfont.color, strict=True):
        assert contrast(fill, text) >= 4.5


def test_heat_colours_rise_with_the_change():
    table = employment.change_table(FACTS)
    fills = heat_figure(table, LIGHT, DE).data[0].marker.color
    steps = [LIGHT.ramp.index(fill) for fill in fills]
    values = list(table["change_pct"].dropna())
    assert [step for _, step in sorted(zip(values, steps, strict=True))] == sorted(steps)
    assert set(steps) == {0, 1, 2, 3, 4}
    assert "0,5; 1; 2; 5 Prozent" in exhibits()[HEAT].picture_reading


def test_twins_and_downloads_keep_the_gaps():
    for name in (CHANGE, HEAT):
        shown = exhibits()[name]
        assert table_html(shown.table, shown.columns, "", SESSION).count("nicht ausgewiesen") == 10
        text = exhibit_csv(shown, FACTS, DE).decode("utf-8-sig")
        assert text.count(";nicht ausgewiesen") == 10
        assert ";12,1;" in text
        assert ";nan" not in text.lower()


# ---------------------------------------------------------------- level, establishments, vacancies


def test_employees_keep_their_words():
    shown = exhibits()["beschaeftigte"]
    assert list(shown.table["employees_text"]) == [
        f"gut{NBSP}230.000",
        f"knapp{NBSP}91.000",
        f"knapp{NBSP}80.000",
        f"knapp{NBSP}400.000",
    ]
    assert shown.title == (
        f"Aachen, Düren und Heinsberg zählen knapp{NBSP}400.000 Beschäftigte (31.12.2024), +2.490 zum Vorjahr"
    )
    assert any("401.000" in note for note in shown.notes)
    (bars,) = shown.figure.data
    assert list(bars.x) == [230_000, 91_000, 80_000]
    assert shown.figure.layout.xaxis.range[0] == 0


def test_employment_rate_against_the_state():
    shown = exhibits()["beschaeftigungsquote"]
    (dots,) = shown.figure.data
    assert list(dots.x) == [57.4, 60.0, 58.3]
    assert shown.title == (
        f"Städteregion Aachen hat mit 57,4{NBSP}% die niedrigste Beschäftigungsquote; NRW: 60,3{NBSP}% "
        "(laut Plan, Stand nicht angegeben)"
    )
    assert any("60,3" in a.text for a in shown.figure.layout.annotations)
    low, high = shown.figure.layout.xaxis.range
    assert low < 57.4  # and so further right is better
    assert high > 60.3
    assert "Prozent" in shown.figure.layout.xaxis.title.text
    alone = workforce.rate_exhibit(FACTS, [DN], LIGHT, DE)
    assert alone.title == (
        f"Kreis Düren: Beschäftigungsquote 60,0{NBSP}%; NRW: 60,3{NBSP}% (laut Plan, Stand nicht angegeben)"
    )


def test_establishments_by_size_and_the_derived_rest():
    shown = exhibits()["betriebe-nach-groesse"]
    assert list(shown.table["share_pct"]) == [76.4, 18.3, 5.3]
    assert list(shown.table["kind"]) == ["amtlich", "amtlich", "eigene Rechnung"]
    assert shown.title == (
        f"94,7{NBSP}% der 25.290 Betriebe in Aachen, Düren und Heinsberg haben weniger als 50 Beschäftigte (Juni 2025)"
    )
    names = [a.text for a in shown.figure.layout.annotations]
    assert names[-1] == "übrige Betriebe (eigene Rechnung)"
    assert "100 %" in shown.reading


def test_training_companies_now_and_ten_years_ago():
    shown = exhibits()["ausbildungsbetriebsquote"]
    assert list(zip(shown.table["label"], shown.table["share_pct"], strict=True)) == [
        ("2015", 23.4),
        ("2025", 21.1),
    ]
    assert shown.title == (
        f"21,1{NBSP}% der Betriebe in Aachen, Düren und Heinsberg bilden aus (2025); vor 10 Jahren waren es 23,4{NBSP}%"
    )
    assert any("Ende 2025" in note and "25.11.2025" in note for note in shown.notes)


def test_vacancies_and_helpers():
    shown = exhibits()["gemeldete-stellen"]
    assert shown.title == (
        f"Von knapp{NBSP}6.800 gemeldeten Stellen in Aachen, Düren und Heinsberg sind 19{NBSP}% „Helferstellen“ "
        "(Oktober 2025)"
    )
    assert list(shown.table["share_pct"]) == [19, 81]
    assert list(shown.table["kind"]) == ["amtlich", "eigene Rechnung"]


@pytest.mark.parametrize(
    ("ags", "employees", "rate", "gap", "sexes", "missing"),
    [
        (AC, "gut 230.000", "57,4 %", "−2,9", "+0,6", 3),
        (DN, "knapp 91.000", "60,0 %", "−0,3", "+0,5", 5),
        (HS, "knapp 80.000", "58,3 %", "−2,0", "−0,7", 2),
    ],
)
def test_sheet(ags, employees, rate, gap, sexes, missing):
    shown = sheet_exhibit(FACTS, ags, DE)
    values = {
        k.replace("\u00ad", ""): v.replace(NBSP, " ") for k, v in shown.table[["measure", "value"]].values
    }
    assert values["Beschäftigte"] == employees
    assert values["Beschäftigungsquote"] == rate
    assert values["Quote weniger NRW-Quote"] == f"{gap} Prozentpunkte"
    assert values["Frauen weniger Männer"] == f"{sexes} Prozentpunkte"
    assert len(values["Nicht ausgewiesen"].split(", ")) == missing
    assert shown.kind(FACTS) is Kind.DERIVED
    assert "Rechnung" in shown.reading


# ---------------------------------------------------------------- what every block owes its reader


@NAMES
def test_every_exhibit_is_cited_defined_and_told(name):
    shown = exhibits()[name]
    known = set(FACTS["sources"]["source_id"])
    assert shown.citations
    assert all(c.source_id in known and c.locator and c.as_of for c in shown.citations)
    assert shown.definitions
    assert shown.title
    assert shown.page_reading
    assert shown.figure is None or shown.alt.startswith(shown.title)


@NAMES
@THEMES
def test_every_figure_is_large_enough_and_painted_in_its_theme(name, style):
    for figure in figures(exhibits(style)[name]):
        assert figure.layout.template.layout.paper_bgcolor == style.background
        assert figure.layout.height
        sizes = [a.font.size for a in figure.layout.annotations]
        sizes += [t.textfont.size for t in figure.data if t.textfont.size]
        assert min(sizes) >= 14
        assert figure.layout.xaxis.title.text or name == HEAT


def test_every_source_note_on_the_changes_stands_beside_them():
    notes = FACTS["source_notes"]
    own = set(notes.loc[notes["table"] == "employment_changes", "note"])
    assert set(exhibits()[CHANGE].notes) == own


def test_bars_start_at_zero_and_write_inside_only_where_there_is_no_room():
    figure = bar_figure(["a", "b"], [90, 10], ["90", "10"], ["#000000", "#000000"], 100, "Prozent", LIGHT)
    assert list(figure.data[0].textposition) == ["inside", "outside"]
    assert tuple(figure.layout.xaxis.range) == (0, 100)
    assert figure.layout.xaxis.title.text == "Prozent"
