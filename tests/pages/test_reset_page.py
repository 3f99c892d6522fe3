"""On each page with filters one button takes back what is chosen, from the page and from its address."""

import pytest

CHOSEN = {
    "quotas.py": {"institutionen": ["HS"]},
    "employment.py": {"kreise": ["05358"]},
    "unemployment.py": {"kreise": ["05358"]},
    "zukunftsatlas.py": {"kreise": ["05370"]},
    "shortages.py": {"kreise": ["05358"], "niveau": ["E"], "umfang": "einer", "suche": "pflege"},
    "support.py": {"kreise": ["05358"], "engpass": "821", "feld": "health_social"},
    "outlook.py": {"gruppe": "women", "liste": "Mittelstand"},
    "sources.py": {"suche": "Pflege", "quelle": "plan2026"},
}


def button(view):
    (found,) = (b for b in view.app.button if b.label == "Auswahl zurücksetzen")
    return found


@pytest.mark.parametrize("script", CHOSEN)
def test_nothing_chosen_is_nothing_to_take_back(visit, script):
    assert button(visit(script)).disabled


@pytest.mark.parametrize("script", CHOSEN)
def test_all_choices_are_taken_back(visit, script):
    view = visit(script, **CHOSEN[script])
    assert not button(view).disabled
    button(view).click().run()
    assert view.faults == []
    assert button(view).disabled
    assert not CHOSEN[script].keys() & view.address.keys()
    assert view.headline == visit(script).headline
