"""The view on employment as a visitor meets it: by default, with a choice, and with an address that is wrong."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]


def page(**parameters):
    """The view after a cold start with these address parameters."""
    app = AppTest.from_file(str(ROOT / "pages" / "_shell.py"), default_timeout=60).run()
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.switch_page("employment.py").run()


def text(app):
    """All markup of the page, with what is to be clicked to unfold more."""
    assert not app.exception
    shown = [block.body for block in app.get("html")] + [fold.label for fold in app.expander]
    return "\n".join(shown).replace("\u00a0", " ")


def charts(app):
    return len(app.get("plotly_chart"))


def test_default_shows_all_three_districts():
    app = page()
    shown = text(app)
    title = shown[shown.index("<h1>") : shown.index("</h1>")]
    assert title.endswith(
        "Am weitesten auseinander liegen die Kreise bei „Spezialist“: Heinsberg +8,4 %, Düren +1,7 %"
    )
    assert "Kreis Heinsberg: Männer +1,3 %, Frauen +0,6 % – der größte Abstand der Geschlechter" in shown
    for sheet in (
        "Städteregion Aachen hat in 1 von 10",
        "Kreis Düren hat in 1 von 10",
        "Kreis Heinsberg hat in 8 von 10",
    ):
        assert sheet in shown
    assert charts(app) == 9  # three panels, heat table, rate, employees, sizes, training, vacancies


@pytest.mark.parametrize("how", ["click", "address"])
def test_a_choice_of_one_district(how):
    if how == "click":
        app = page()
        app.button_group(key="kreise").set_value(["05370"]).run()
    else:
        app = page(kreise="05370")
    shown = text(app)
    assert "Kreis Heinsberg: am stärksten wächst „65 Jahre und älter“, +12,0 %" in shown
    assert "Kreis Düren hat in 1 von 10" not in shown
    assert "Kreis Heinsberg: Beschäftigungsquote 58,3 %; NRW: 60,3 %" in shown


def test_an_unknown_district_in_the_address_shows_all():
    shown = text(page(kreise="99999"))
    assert "Kreis Düren hat in 1 von 10" in shown
    assert "Kreis Heinsberg hat in 8 von 10" in shown


def test_the_same_values_in_other_forms_are_behind_one_click():
    app = page()
    folds = [
        fold.label.replace("\u00a0", " ")
        for fold in app.expander
        if fold.label.startswith("Beschäftigte zum")
    ]
    assert len(folds) == 4  # the table in colours, and a sheet per district
    assert any(
        label.endswith("Männer +1,3 %, Frauen +0,6 % – der größte Abstand der Geschlechter")
        for label in folds
    )
    assert any("Kreis Heinsberg hat in 8 von 10" in label for label in folds)
