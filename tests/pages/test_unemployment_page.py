"""The page Arbeitslosigkeit as a session runs it."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]
DN = "05358"


def page(**query):
    """The view on the way from the overview, with these address parameters."""
    app = AppTest.from_file(str(ROOT / "pages" / "_shell.py"), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    app.switch_page("unemployment.py")
    app.run()
    assert not app.exception
    return app


def markup(at):
    return " ".join(block.body for block in at.get("html")).replace("\u00a0", " ")


def test_opening_numbers_and_blocks():
    words = markup(page())
    for number in ("44.674", "14.739", "28.585", "ca. 44.000", "+2.135"):
        assert number in words
    assert "Agentur zum SGB III, Jobcenter zum SGB II gezählt: 153,9 und 43,3 Plätze 2026" in words
    assert "von 3 Kreisen stärkster Anstieg in Aachen" in words


def test_gaps_are_said():
    assert markup(page()).count("nicht ausgewiesen") >= 8


def test_a_selection_of_one_district():
    words = markup(page(kreise=DN))
    assert "Arbeitslose zum Vorjahr (Jahresdurchschnitt 2025): Düren +4,6 %" in words
    assert "von 3 Kreisen" not in words


@pytest.mark.parametrize("bad", ["99999", "", "<script>"])
def test_a_bad_parameter_means_all(bad):
    words = markup(page(kreise=bad))
    assert "von 3 Kreisen stärkster Anstieg in Aachen" in words
    assert "<script>" not in words
