"""Colours: the same ones everywhere, and readable."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompass.figures.charts.style import FONT_SIZE, contrast, style
from tests.colours import CODES, DARK, LIGHT

ROOT = Path(__file__).parents[2]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
# Typed from DESIGN.md, "The look".
INSTITUTIONS = {
    "light": {"AA": "#22303C", "AC": "#0067A5", "DN": "#C2540A", "HS": "#00795B"},
    "dark": {"AA": "#C9D3DC", "AC": "#5AB4F0", "DN": "#F2985A", "HS": "#3CC9A0"},
}
COMPARISON = {"light": "#66707A", "dark": "#9AA5AF"}
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda s: s.name)
colors = st.integers(0, 0xFFFFFF).map("#{:06X}".format)


@THEMES
@pytest.mark.parametrize(
    ("option", "field"),
    [
        ("backgroundColor", "background"),
        ("secondaryBackgroundColor", "panel"),
        ("textColor", "text"),
        ("borderColor", "line"),
    ],
)
def test_streamlits_theme_has_our_colours(theme, option, field):
    assert CONFIG["theme"][theme.name][option] == getattr(theme, field)


@THEMES
def test_links_and_controls_of_streamlits_theme_are_readable(theme):
    own = CONFIG["theme"][theme.name]
    assert contrast(own["linkColor"], theme.background) >= 7
    assert contrast(own["primaryColor"], theme.background) >= 4.5


def test_body_text_has_the_size_of_the_figures():
    assert CONFIG["theme"]["baseFontSize"] == FONT_SIZE >= 16


@THEMES
def test_institutions_have_the_colours_of_the_design(theme):
    assert dict(theme.institutions) == INSTITUTIONS[theme.name]
    assert theme.comparison == COMPARISON[theme.name]


@THEMES
def test_who_has_no_colour_of_his_own_is_painted_like_a_comparison(theme):
    assert theme.of("AC") == INSTITUTIONS[theme.name]["AC"]
    assert theme.of("XY") == theme.comparison
    assert theme.together(("AA",)) == INSTITUTIONS[theme.name]["AA"]
    assert theme.together(("AC", "DN")) == theme.together(()) == theme.text


@THEMES
@pytest.mark.parametrize(("field", "least"), [("text", 7), ("muted", 4.5), ("comparison", 4.5)])
@pytest.mark.parametrize("ground", ["background", "panel"])
def test_text_is_readable(theme, field, least, ground):
    assert contrast(getattr(theme, field), getattr(theme, ground)) >= least


@THEMES
@pytest.mark.parametrize("code", ["AA", "AC", "DN", "HS"])
def test_institutions_stand_out_from_the_background(theme, code):
    assert contrast(theme.institutions[code], theme.background) >= 4.5


@THEMES
def test_the_ramp_runs_one_way_in_steps_that_can_be_told_apart(theme):
    """From the background on, each class stands out more than the one before."""
    against = [contrast(fill, theme.background) for fill in theme.ramp]
    assert against == sorted(against)
    for lower, upper in pairwise(theme.ramp):
        assert contrast(lower, upper) >= 1.3


@THEMES
@pytest.mark.parametrize("step", range(5))
def test_a_label_is_readable_on_every_class(theme, step):
    fill = theme.ramp[step]
    assert contrast(theme.on(fill), fill) >= 4.5


@THEMES
def test_a_label_on_a_neutral_fill_takes_the_colour_that_reads_better(theme):
    assert theme.on(theme.background) == theme.text
    assert theme.on(theme.text) == theme.background


@THEMES
def test_the_template_paints_figures_in_the_theme(theme):
    layout = theme.template.layout
    assert (layout.paper_bgcolor, layout.plot_bgcolor) == (theme.background, theme.background)
    assert (layout.font.color, layout.font.size) == (theme.text, FONT_SIZE)
    assert list(layout.colorway) == list(theme.institutions.values())
    for font in (layout.xaxis.tickfont, layout.xaxis.title.font, layout.hoverlabel.font, layout.legend.font):
        assert font.size >= 14


@THEMES
@given(colors, st.floats(0, 1))
def test_a_tint_lies_between_background_and_colour(theme, color, share):
    tinted = theme.tint(color, share)
    for i in (1, 3, 5):
        low, high = sorted(int(c[i : i + 2], 16) for c in (color, theme.background))
        assert low <= int(tinted[i : i + 2], 16) <= high
    assert theme.tint(color, 0) == theme.background
    assert theme.tint(color, 1) == color


@given(colors, colors)
def test_contrast_is_symmetric_and_within_its_bounds(first, second):
    assert contrast(first, second) == contrast(second, first)
    assert 1 <= contrast(first, second) <= 21.0001
    assert contrast(first, first) == 1


# Checked against the published examples of WCAG 2.1.
@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [("#000000", "#FFFFFF", 21), ("#767676", "#FFFFFF", 4.54), ("#777777", "#FFFFFF", 4.48)],
)
def test_contrast_is_that_of_the_guideline(first, second, ratio):
    assert contrast(first, second) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize(
    ("name", "chosen"), [("light", LIGHT), ("dark", DARK), (None, LIGHT), ("neon", LIGHT)]
)
def test_a_theme_name_gives_its_style(name, chosen):
    assert style(name).for_plan(CODES) == chosen
