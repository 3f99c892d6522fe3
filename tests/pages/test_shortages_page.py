"""The page of shortages and goals, run by Streamlit without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

PAGES = Path(__file__).parents[2] / "pages"


def page(**parameters):
    """The page with these address parameters."""
    # Streamlit knows a page by its address only once the navigation has run.
    app = AppTest.from_file(str(PAGES / "_shell.py"), default_timeout=60).run()
    for name, value in parameters.items():
        app.query_params[name] = value
    app.switch_page("shortages.py").run()
    assert not app.exception
    return app


def words(app):
    """All markup of the page, with what is to be clicked to unfold more."""
    return "\n".join([*(e.proto.body for e in app.get("html")), *(fold.label for fold in app.expander)])


def test_all_of_it_at_first():
    text = words(page())
    assert "7 von 38 Berufsgruppen mit Engpass sind in Aachen, Düren und Heinsberg zugleich knapp" in text
    assert "passt ein Bildungsziel des Plans" in text
    assert "nicht die Engpassbewertung" not in text
    assert "leer: nicht als Engpass genannt" in text
    assert "(Mai 2025): Aachen 13 von 30, Düren 7 von 16 und Heinsberg 10 von 18" in text
    matrix = text[text.index("bk-halves") : text.index("</table></div>")]
    said = [matrix.count(f">{words}</td>") for words in ("passt", "anderes Niveau", "kein Ziel")]
    assert said == [16, 7, 15]  # as the title of the page counts them
    assert "Nachholen von Schulabschlüssen" in text
    assert 'class="bk-missing' not in text  # hatched would say "not reported"


def test_districts_and_search_from_the_address():
    text = words(page(kreise="05358", suche="pflege"))
    assert (
        "Auswahl: 2 von 38 Berufsgruppen mit Engpass, 2 davon in Aachen, Düren und Heinsberg zugleich knapp"
        in text
    )
    assert "Pflege(fach)assistenz" in text
    assert "für die ein Bildungsziel des Plans passt (Mai 2025): Düren 7 von 16" in text


def test_only_here():
    text = words(page(kreise="05358", umfang="einer"))
    assert (
        "Auswahl: 4 von 38 Berufsgruppen mit Engpass, 0 davon in Aachen, Düren und Heinsberg zugleich knapp"
        in text
    )


@pytest.mark.parametrize(
    "parameters", [{"feld": "quatsch"}, {"niveau": "Z"}, {"umfang": "x"}, {"kreise": "99999"}]
)
def test_a_bad_parameter_is_ignored(parameters):
    assert "7 von 38 Berufsgruppen mit Engpass sind in Aachen, Düren und Heinsberg zugleich knapp" in words(
        page(**parameters)
    )


def test_nothing_found_offers_a_way_back():
    app = page(suche="astronaut", umfang="ueberall")
    text = words(app)
    assert "Keine Berufsgruppe mit „astronaut“ passt zu dieser Auswahl" in text
    assert "Kein Bildungsziel des Plans passt zu dieser Auswahl" in text
    reset = next(button for button in app.button if "zurücksetzen" in button.label)
    reset.click().run()
    assert not app.exception
    assert "7 von 38 Berufsgruppen mit Engpass sind in Aachen, Düren und Heinsberg zugleich knapp" in words(
        app
    )


def test_what_is_typed_cannot_be_markup():
    text = words(page(suche="<b>x</b>"))
    assert "<b>x</b>" not in text
    assert "&lt;b&gt;x&lt;/b&gt;" in text


def test_a_goal_found_by_its_title_keeps_the_shortages_it_works_towards():
    """No occupation group is called so, but the goal works towards several (table goal_links)."""
    text = words(page(suche="Betreuungskraft"))
    assert "Keine Berufsgruppe mit „Betreuungskraft“ passt" in text
    goals = text[text.index("bk-goals") :]
    goals = goals[: goals.index("</table>")]
    assert "Pflege(fach)assistenz" in goals
    assert "821 Altenpflege" in goals
    assert "keiner" not in goals
