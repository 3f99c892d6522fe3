"""The Zukunftsatlas view: values typed from the plan's tables and the method of the 2025 edition."""

import pytest

from kompass.facts import load
from kompass.figures.exhibit import Kind
from kompass.figures.zukunftsatlas.exhibits import future_exhibits, headline, profile_exhibit
from kompass.figures.zukunftsatlas.ranks import class_table, method_table, rank_table
from kompass.language import NBSP, language
from tests.colours import DARK, LIGHT

FACTS, DE = load(), language("de")
ATLAS = "Zukunftsatlas (Ausgabe 2025, erschlossen): "
AC, DN, HS = "05334", "05358", "05370"
ALL = (AC, DN, HS)
# overall, demography, labour market, competition & innovation, prosperity & social, strength, dynamics
PRINTED = {
    AC: [118, 67, 94, 74, 343, 158, 53],
    DN: [233, 140, 253, 191, 307, 242, 140],
    HS: [241, 275, 255, 215, 237, 235, 200],
}
THEMES = pytest.mark.parametrize("style", [LIGHT, DARK], ids=lambda s: s.name)


def exhibits(*districts, style=LIGHT):
    return future_exhibits(FACTS, districts or ALL, style, DE)


@pytest.mark.parametrize("ags", ALL)
def test_ranks_as_printed(ags):
    table = rank_table(FACTS, [ags])
    assert list(table["rank"]) == PRINTED[ags]
    assert set(table["of_regions"]) == {400}


@pytest.mark.parametrize(("ags", "share"), [(AC, 70.5), (DN, 41.75), (HS, 39.75)])
def test_share_of_regions_with_a_worse_rank(ags, share):
    assert rank_table(FACTS, [ags]).set_index("rank_id").at["rank", "worse_pct"] == pytest.approx(share)


def test_the_position_is_shown_in_whole_ranks_and_one_decimal_of_a_per_cent():
    shown = exhibits()["position"]
    cells = [[c.cell(row[c.name], DE) for c in shown.columns] for row in shown.table.to_dict("records")]
    assert cells == [  # (400 − rank) / 400
        ["Aachen", "118", "400", "70,5"],
        ["Düren", "233", "400", "41,8"],
        ["Heinsberg", "241", "400", "39,8"],
    ]


def test_unknown_district_is_an_error():
    with pytest.raises(KeyError):
        rank_table(FACTS, ["05999"])


def test_classes_and_who_is_in_them():
    table = class_table(FACTS, ALL)
    assert list(table["class"]) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert list(table["outlook"]) == ["chances"] * 4 + ["balanced"] + ["risks"] * 3
    assert dict(zip(table["class"], table["ags"], strict=True)) == {
        **dict.fromkeys((1, 2, 3, 6, 7, 8), ()),
        4: (AC,),
        5: (DN, HS),
    }


def test_method_of_the_editions():
    table = method_table(FACTS, DE)
    indicators = table[table["label"].str.contains("Indikatoren")]
    assert {("29", "2022"), ("31", "2025"), ("31", "nicht angegeben")} == {
        (text.split(NBSP)[0], edition)
        for text, edition in zip(indicators["text"], indicators["edition"], strict=True)
    }
    shown = exhibits()["method"]
    assert shown.title == (
        "Prognos Zukunftsatlas: Die Ausgabe 2025 zählt 31 Indikatoren, die von 2022 zählte 29"
    )
    assert "29" in shown.title
    words = " ".join(shown.notes)
    assert "kein Rang gemittelt" in words
    assert "Die Tabellen nennen keine Ausgabe" in words
    assert "Gewichte der Dynamik" in words


def test_no_mean_of_ranks_is_offered():
    for shown in exhibits().values():
        assert not {"mean", "average"} & set(shown.table.columns)


def test_kinds():
    assert {name: shown.kind(FACTS) for name, shown in exhibits().items()} == {
        "classes": Kind.DOCUMENT,
        "position": Kind.DERIVED,
        "dynamics": Kind.DOCUMENT,
        "ranks": Kind.DOCUMENT,
        "method": Kind.DOCUMENT,
    }
    assert "(400 − Rang) / 400" in exhibits()["position"].reading


@pytest.mark.parametrize("districts", [ALL, (DN, HS), (HS,)])
def test_every_block_cites_known_sources(districts):
    known = set(FACTS["sources"]["source_id"])
    blocks = [*exhibits(*districts).values(), *(profile_exhibit(FACTS, a, LIGHT, DE) for a in districts)]
    for shown in blocks:
        assert shown.title
        assert shown.citations
        assert {c.source_id for c in shown.citations} <= known
        assert all(c.locator for c in shown.citations)
        assert {c.name for c in shown.columns} <= set(shown.table.columns)
        assert shown.figure is None or shown.alt


def test_findings_are_computed():
    shown = exhibits()
    assert headline(FACTS, ALL, DE) == (
        ATLAS + "Von 400 Regionen steht Aachen auf Rang 118, Düren auf Rang 233 und Heinsberg auf Rang 241"
    )
    assert shown["position"].title == ATLAS + f"Aachen steht besser als 70,5{NBSP}% der Regionen"
    assert shown["ranks"].title == ATLAS + "Am weitesten auseinander bei Demografie: Rang 67 bis 275"
    assert shown["dynamics"].title.endswith("Aachen, Düren und Heinsberg")
    assert exhibits(DN)["ranks"].title == ATLAS + "Alle Ränge: Düren"
    assert profile_exhibit(FACTS, HS, LIGHT, DE).title == (
        ATLAS + "Heinsberg: von vier Themenfeldern am besten "
        "Wettbewerb & Innovation (Rang 215), am schwächsten Demografie (Rang 275)"
    )


def backwards(axis, last=400):
    """Whether a rank axis shows all ranks, the best one right or up."""
    low, high = axis.range
    return low >= last and high < 1


@THEMES
def test_dynamics_figure(style):
    figure = exhibits(style=style)["dynamics"].figure
    assert [(t.x[0], t.y[0]) for t in figure.data] == [(158, 53), (242, 140), (235, 200)]
    assert [t.marker.color for t in figure.data] == [style.institutions[c] for c in ("AC", "DN", "HS")]
    assert backwards(figure.layout.xaxis)
    assert backwards(figure.layout.yaxis)
    assert figure.layout.xaxis.title.text == "Stärke, Rang (rechts: besser)"
    assert figure.layout.yaxis.title.text == "Dynamik, Rang (oben: besser)"


@pytest.mark.parametrize(("ags", "code"), [(AC, "AC"), (DN, "DN"), (HS, "HS")])
def test_profile_figure(ags, code):
    figure = profile_exhibit(FACTS, ags, LIGHT, DE).figure
    (dots,) = figure.data
    assert list(dots.x) == PRINTED[ags][1:]
    assert dots.marker.color == LIGHT.institutions[code]
    assert backwards(figure.layout.xaxis)
    assert figure.layout.xaxis.title.text == "Rang (rechts: besser)"
    assert f"Gesamt {PRINTED[ags][0]}" in [a.text for a in figure.layout.annotations]


def test_class_figure():
    figure = exhibits()["classes"].figure
    pins = {t.text[0].strip(): t.x[0] for t in figure.data}
    assert pins == {"<b>Aachen</b>": 4, "<b>Düren</b>": 5, "<b>Heinsberg</b>": 5}
    assert tuple(figure.layout.xaxis.range) == (8.5, 0.5)
    assert figure.layout.xaxis.title.text == "Klasse (rechts: besser)"


def test_position_figure():
    figure = exhibits()["position"].figure
    pins = {a.text: a.x for a in figure.layout.annotations}
    assert pins == {
        "<b>Aachen</b> Rang 118": 118,
        "<b>Düren</b> Rang 233": 233,
        "<b>Heinsberg</b> Rang 241": 241,
        "Median <b>200,5</b>": 200.5,
    }
    layout = figure.layout
    assert layout.xaxis.range[0] > 400
    assert layout.xaxis.range[1] < 1  # the best rank is to the right
    assert "rechts: besser" in layout.xaxis.title.text
