"""Charts as SVG: lengths follow the values, what is not known is refused, every chart of the product is drawn."""

import re

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kompass.figures.charts.bars import bar_figure
from kompass.rendering.figure import figure_drawing
from kompass.rendering.png import png, texts_of, with_texts
from kompass.rendering.scale import Scale, tick_label, ticks
from kompass.rendering.text import text_width, wrapped
from tests.colours import DARK, LIGHT

SVG = "{http://www.w3.org/2000/svg}"


def drawn(figure, width=800):
    return etree.fromstring(figure_drawing(figure, width).svg("Bild").encode())


def plain_figure(**layout):
    figure = go.Figure()
    given_ = {"height": 200, "margin": {"l": 0, "r": 0, "t": 0, "b": 0}, "template": LIGHT.template, **layout}
    return figure.update_layout(**given_).update_xaxes(visible=False).update_yaxes(visible=False)


def rects(root):
    return [{k: float(r.get(k)) for k in ("x", "y", "width", "height")} for r in root.iter(f"{SVG}rect")]


def words(root):
    return " ".join("".join(element.itertext()) for element in root.iter(f"{SVG}text"))


def test_bars_are_as_long_as_their_values():
    figure = bar_figure(["A", "B"], [10, 30], ["10", "30"], ["#111111", "#222222"], 40, "Plätze", LIGHT)
    first, second = rects(drawn(figure))
    assert (first["x"], first["width"], second["width"]) == (0, 200, 600)  # of 800 pixels for 40
    assert second["y"] > first["y"]


@given(st.lists(st.floats(-1000, 1000), min_size=1, max_size=8))
def test_bars_on_both_sides_of_zero_keep_the_scale(values):
    figure = plain_figure().add_bar(
        x=values, y=list(range(len(values))), orientation="h", marker_color=["#123456"] * len(values)
    )
    figure.update_xaxes(range=[-1000, 1000]).update_yaxes(range=[-1, len(values)])
    for value, rect in zip(values, rects(drawn(figure, 1000)), strict=True):
        assert rect["width"] == pytest.approx(abs(value) / 2, abs=0.06)
        assert rect["x"] == pytest.approx(min(500, 500 + value / 2), abs=0.06)


def test_a_missing_value_has_no_bar():
    figure = plain_figure().add_bar(
        x=[5, None, float("nan")], y=[0, 1, 2], orientation="h", marker_color="#111111"
    )
    figure.update_xaxes(range=[0, 10]).update_yaxes(range=[-1, 3])
    assert len(rects(drawn(figure))) == 1


def test_a_gap_in_a_line_stays_a_gap():
    figure = plain_figure().add_scatter(x=[0, 1, 2, 3], y=[0, None, 2, 3], mode="lines")
    figure.update_xaxes(range=[0, 4]).update_yaxes(range=[0, 4])
    (path,) = [p.get("d") for p in drawn(figure, 400).iter(f"{SVG}path") if p.get("stroke-linejoin")]
    assert path == "M0.0 200.0M200.0 100.0L300.0 50.0"


def test_a_reversed_axis_runs_the_other_way():
    scale = Scale(400, 1, 0, 399, {})
    assert [scale.place(v) for v in (400, 1, 101)] == [0, 399, 299]


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_ticks_lie_within_the_axis_and_are_few(low, span):
    scale = Scale(low, low + span, 0, 500, {})
    found = ticks({}, scale, ",.")
    assert 1 <= len(found) <= 8
    assert all(scale.holds(tick.value) for tick in found)


@pytest.mark.parametrize(
    ("value", "axis", "label"),
    [
        (13000, {"tickformat": ","}, "13.000"),
        (13000, {"tickformat": ",d"}, "13.000"),
        (2026, {"tickformat": "d"}, "2026"),
        (-0.5, {}, "−0,5"),
        (56, {"ticksuffix": "\u00a0%"}, "56\u00a0%"),
        (0.30000000000000004, {}, "0,3"),
    ],
)
def test_labels_are_written_in_german(value, axis, label):
    assert tick_label(value, axis, ",.") == label


def test_a_flow_keeps_its_sum():
    node = {
        "label": ["3.508", "AA", "andere", "Ziel"],
        "pad": 20,
        "thickness": 10,
        "color": ["#111", "#222", "#333", "#444"],
    }
    link = {
        "source": [0, 0, 1, 2],
        "target": [1, 2, 3, 3],
        "value": [2269, 1239, 2269, 1239],
        "color": ["#555"] * 4,
    }
    figure = plain_figure(height=400).add_sankey(node=node, link=link)
    root = drawn(figure)
    heights = [r["height"] for r in rects(root)]
    assert heights[0] == pytest.approx(heights[3])
    assert heights[1] + heights[2] == pytest.approx(heights[0], abs=0.2)
    assert heights[1] / heights[2] == pytest.approx(2269 / 1239, abs=0.01)
    assert "3.508" in words(root)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda f: f.add_pie(values=[1]), "trace 'pie'"),
        (lambda f: f.add_scatter(x=[0], y=[0], marker_symbol="star"), "marker star|star"),
        (lambda f: f.update_xaxes(tickformat=".2f", visible=True).add_scatter(x=[0], y=[0]), "tickformat"),
        (lambda f: f.add_annotation(x=0, y=0, text="x"), "arrow"),
        (lambda f: f.add_shape(type="circle", x0=0, x1=1, y0=0, y1=1), "shape 'circle'"),
        (
            lambda f: f.add_bar(x=[1], y=[0], orientation="h").add_bar(x=[2], y=[0], orientation="h"),
            "side by side",
        ),
    ],
)
def test_what_is_not_known_is_refused(change, said):
    figure = plain_figure().update_xaxes(range=[0, 1]).update_yaxes(range=[0, 1])
    with pytest.raises(ValueError, match=said):
        figure_drawing(change(figure), 400)


def test_an_axis_without_a_range_is_not_guessed():
    with pytest.raises(ValueError, match="no range"):
        figure_drawing(plain_figure().add_scatter(x=[0, 1], y=[0, 1]), 400)


def test_texts_are_no_markup():
    figure = plain_figure().update_xaxes(range=[0, 1]).update_yaxes(range=[0, 1])
    figure.add_annotation(x=0, y=0, text='<b>A & B</b> <script>x</script> "q"', showarrow=False)
    root = drawn(figure)
    assert words(root) == 'A & B x "q"'
    assert not list(root.iter(f"{SVG}script"))


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=60),
    st.integers(40, 400),
)
def test_wrapped_lines_lose_no_letter_and_fit(text, width):
    lines = wrapped(text, width, 16)
    assert "".join(lines) == text.replace(" ", "")
    assert all(text_width(line, 16) <= width or len(line) == 1 for line in lines)


def test_a_png_carries_its_texts_and_stays_a_png():
    image = png(
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#F00"/></svg>',
        2,
    )
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(image[16:20]), int.from_bytes(image[20:24])) == (80, 40)
    texts = {"Title": "Plätze & Ziele", "Source": "https://kompass.example/?s=2026~AA-HS.1"}
    assert texts_of(with_texts(image, texts)) == texts
    assert texts_of(image) == {}
    assert texts_of(b"GIF89a") == {}


def test_the_theme_is_kept():
    figure = bar_figure(["A"], [1], ["1"], [DARK.of("AC")], 2, "Plätze", DARK)
    svg = figure_drawing(figure, 400).svg("")
    assert DARK.of("AC") in svg
    assert DARK.text in svg
    assert LIGHT.text not in svg


def test_no_number_is_lost_on_the_way():
    svg = figure_drawing(bar_figure(["A"], [1], ["1"], ["#111111"], 2, "", LIGHT), 400).svg("")
    assert not re.search(r"\b(nan|inf|None)\b", svg)
