"""The page Zukunftsatlas as a session runs it."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]
AC, DN, HS = "05334", "05358", "05370"


def page(**query):
    """The view on the way from the overview, with these address parameters."""
    app = AppTest.from_file(str(ROOT / "pages" / "_shell.py"), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    app.switch_page("zukunftsatlas.py")
    app.run()
    assert not app.exception
    return app


def markup(at):
    return " ".join(block.body for block in at.get("html"))


def test_all_districts_by_default():
    words = markup(page())
    assert "Aachen auf Rang 118, Düren auf Rang 233 und Heinsberg auf Rang 241" in words
    assert "(400 − Rang) / 400" in words
    assert "kein Rang gemittelt" in words


def test_a_selection_narrows_every_block():
    words = markup(page(kreise=[DN, HS]))
    assert "Düren auf Rang 233 und Heinsberg auf Rang 241" in words
    assert "Rang 118" not in words
    one = markup(page(kreise=HS))
    assert "Alle Ränge: Heinsberg" in one


@pytest.mark.parametrize("bad", ["99999", "", "<script>"])
def test_a_bad_parameter_means_all(bad):
    words = markup(page(kreise=bad))
    assert "Aachen auf Rang 118" in words
    assert "<script>" not in words
