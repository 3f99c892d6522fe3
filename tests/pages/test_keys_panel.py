"""The panel of the keys as a reader without a browser meets it: his own key, his mix, their address."""

import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest


def panel():
    """The panel on its own, with HS having given 30 places to AC."""
    import streamlit as st

    from kompass.places.ledger import NO_LIMITS, Scenario
    from kompass.places.text import scenario_from_text
    from ui.session import session
    from ui.simulator import keys, legal_scope, sensitivity
    from ui.simulator.context import PanelContext

    current = session()
    moved = scenario_from_text(current.plan, "2026~HS-AC.30")
    context = PanelContext(current, moved, Scenario(current.plan), "Plan 2026", "*", NO_LIMITS)
    shown = {"keys": keys, "legal_scope": legal_scope, "sensitivity": sensitivity}
    shown[st.session_state.get("panel", "keys")].show(context)


def opened(panel_name="keys", **query):
    app = AppTest.from_function(panel, default_timeout=30)
    app.session_state["panel"] = panel_name
    app.query_params.update(query)
    app.run()
    if panel_name == "keys":
        # What is folded is worked out when a reader unfolds it.
        app.session_state["own_keys"] = app.session_state["inequality"] = True
        app.run()
    assert not app.exception
    return app


def words(app):
    return unescape(re.sub(r"<[^>]*>", " ", "\n".join(block.value for block in app.html)))


def titles(app):
    return [unescape(t) for block in app.html for t in re.findall(r"<h2>(.*?) <span", block.value)]


def notices(app):
    return [unescape(n) for block in app.html for n in re.findall(r'class="bk-notice">(.*?)<', block.value)]


def typed(app, **fields):
    for name, text in fields.items():
        app.text_input(key=f"own_key_{name}").set_value(text)
    app.button(key="own_key_apply").click().run()
    assert not app.exception
    return app


def parameter(app, name):
    """One parameter of the address; AppTest lists the values of each."""
    return "".join(app.query_params.get(name, []))


def test_the_nearest_key_is_named():
    app = opened()
    assert titles(app)[0] == (
        "Plätze der Jobcenter im Szenario: am nächsten am Schlüssel Einwohner, 32,7 Plätze wären umzubuchen "
        "(Plan 2026: 62,7)"
    )
    assert "Wofür die Größe gemacht ist" in words(app)
    assert "Loosemore–Hanby" in words(app)
    assert not app.query_params.get("eigen")


def test_another_key_can_be_looked_at():
    app = opened()
    app.selectbox(key="schluessel").set_value("equal").run()
    assert titles(app)[1].startswith("Plätze nach dem Schlüssel „Gleich viele“")


def test_a_key_is_typed_and_stands_in_the_address():
    app = typed(
        opened(), name="Meldungen", source="Zählung 2026", number_AC="1.058,5", number_DN="28", number_HS="26"
    )
    assert not notices(app)
    assert parameter(app, "eigen") == "Meldungen~Z%C3%A4hlung%202026~AC-1058.5~DN-28~HS-26"
    assert "Meldungen (Annahme)" in words(app)
    assert "Quelle: Zählung 2026" in words(app)
    again = opened(eigen=parameter(app, "eigen"), schluessel="own")
    assert again.text_input(key="own_key_number_AC").value == "1.058,5"
    assert titles(again)[1].startswith("Plätze nach dem Schlüssel „Meldungen (Annahme)“")


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"number_AC": "1", "number_DN": "2"}, "Namen"),
        ({"name": "x", "number_AC": "1", "number_DN": "2"}, "Quelle"),
        ({"name": "x", "source": "y", "number_AC": "58.2", "number_DN": "2"}, "58.2"),
        ({"name": "x", "source": "y", "number_AC": "viele", "number_DN": "2"}, "viele"),
        ({"name": "x", "source": "y", "number_AC": "-1", "number_DN": "2"}, "AC"),
        ({"name": "x", "source": "y", "number_AC": "1"}, "zwei"),
    ],
)
def test_what_is_wrong_is_told_and_the_fields_keep_what_was_typed(fields, named):
    app = typed(opened(), **fields)
    (notice,) = notices(app)
    assert named in notice
    assert app.text_input(key="own_key_number_AC").value == fields["number_AC"]
    assert not app.query_params.get("eigen")


def test_a_key_can_be_taken_away_while_it_is_looked_at():
    app = opened(eigen="x~y~AC-1~DN-2", schluessel="own")
    app.button(key="own_key_off").click().run()
    assert not app.exception
    assert not app.query_params.get("eigen")
    assert titles(app)[1].startswith("Plätze nach dem Schlüssel „Einwohner“")
    assert app.text_input(key="own_key_number_AC").value == ""


def test_a_mix_follows_its_sliders_and_stands_in_the_address():
    app = opened(mix="population.3")
    assert "3 × Einwohner" in words(app)
    (slider,) = (s for s in app.slider if s.key.startswith("mix_unemployed@"))
    slider.set_value(1).run()
    assert parameter(app, "mix") == "population.3~unemployed.1"
    assert "3 × Einwohner, 1 × Arbeitslose" in words(app)
    app.button(key="mix_off").click().run()
    assert not app.query_params.get("mix")
    assert "Eigene Mischung" not in words(app)
    assert all(s.value == 0 for s in app.slider)


def test_a_bad_address_is_told_until_something_takes_its_place():
    app = opened(eigen="x~y~XX-1~AC-2", mix="quatsch.99")
    assert len(notices(app)) == 2
    assert "XX" in " ".join(notices(app))
    assert "quatsch" in " ".join(notices(app))
    # It stays in the address until something takes its place: a reload tells it again.
    assert parameter(app, "mix") == "quatsch.99"
    typed(app, name="x", source="y", number_AC="1", number_DN="2")
    assert parameter(app, "eigen") == "x~y~AC-1~DN-2"


def test_the_other_panels_show_their_tables():
    assert "SGB II" in titles(opened("legal_scope"))[0]
    app = opened("sensitivity", eigen="x~y~AC-1~DN-2")
    assert ": Ein Platz mehr für" in titles(app)[0]
    assert "Abstand zu „x (Annahme)“" in words(app)
