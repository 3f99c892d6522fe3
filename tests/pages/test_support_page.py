"""The page on what supports a shortage, run by Streamlit without a browser."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

CARE = "Altenpflege (821), Engpass in Heinsberg: 1 passendes Bildungsziel, 1 Maßnahme des Landes, davon 1 im Planjahr 2026"
START = CARE.replace("in Heinsberg", "in Aachen, Düren und Heinsberg")
HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{0.__class__}", "\x00", "A" * 5000]


def ways(view, path):
    """The choices of every link on the page that leads to a path."""
    links = [urlsplit(unescape(link)) for link in re.findall(r'<a href="([^"]*)"', view.markup)]
    return [
        {name: values[0] for name, values in parse_qs(link.query).items()}
        for link in links
        if link.path == path
    ]


def test_from_care_in_heinsberg_to_plan_and_state_and_back(visit):
    view = visit("support.py", kreise="05370", engpass="821")
    assert view.headline == CARE
    for word in ("Pflege(fach)assistenz", "Zukunftsbündnis Pflege", "Oktober 2023", "Dezember 2026"):
        assert word in view.words
    assert "nicht ausgewiesen" in view.words  # the alliance's funds
    assert {"kreise": "05370", "suche": "821"} in ways(view, "engpaesse")
    assert {"kreise": "05370", "massnahme": "III.12"} in ways(view, "landesprogramme")
    assert {"kreise": "05370", "massnahme": "III.12"} in ways(view, "stuetzen")
    view = visit("support.py", kreise="05370", massnahme="III.12")
    assert view.headline.startswith("III.12 Zukunftsbündnis")
    assert view.headline.endswith("2 Engpassberufe und 2 Bildungsziele")
    assert {"kreise": "05370", "engpass": "821"} in ways(view, "stuetzen")


def test_without_a_choice_it_begins_with_care(visit):
    view = visit("support.py")
    assert view.headline == START
    assert view.address == {}
    assert (
        "13 von 38 Berufsgruppen mit Engpass in Aachen, Düren und Heinsberg (Mai 2025): weder" in view.words
    )
    assert (
        "sind 18 mit einem Engpass des Plans verknüpft, 15 nur mit anderem im Plan, 31 mit nichts"
        in view.words
    )


def test_the_side_to_begin_with_can_be_changed(visit):
    view = visit("support.py", massnahme="IV.5")
    assert view.address == {"von": "massnahme", "massnahme": "IV.5"}
    assert view.headline.startswith("IV.5 Bildungsprämie Wärmepumpen")
    view.set("button_group", "von", "ziel")
    view.set("selectbox", "ziel", "adaptation_06")
    assert view.faults == []
    assert view.headline.startswith("„Triebfahrzeugführerin")
    assert view.address == {"von": "ziel", "ziel": "adaptation_06"}
    view.set("button_group", "von", "engpass")
    assert view.headline == START
    assert view.address == {}


def test_every_way_on_keeps_scenario_and_language(visit):
    view = visit("support.py", lang="en", s="2026~AA-HS.100.25", massnahme="V.3")
    for path in ("stuetzen", "engpaesse", "landesprogramme"):
        found = ways(view, path)
        assert found
        assert all(choices["lang"] == "en" for choices in found)
        assert all(choices["s"] == "2026~AA-HS.100.25" for choices in found)
        assert all(len({"engpass", "ziel", "massnahme"} & set(choices)) <= 1 for choices in found)
    assert all("von" not in choices for choices in ways(view, "landesprogramme"))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_address_breaks_the_page(visit, text):
    view = visit(
        "support.py", **dict.fromkeys(("engpass", "ziel", "massnahme", "von", "feld", "kreise"), text)
    )
    assert view.faults == []
    assert view.headline == START
    assert "<script>alert" not in view.markup
    assert "<img" not in view.markup


def test_a_shortage_of_other_districts_says_so(visit):
    view = visit("support.py", kreise="05358", engpass="321")
    assert view.headline.startswith("Hochbau (321), in Düren nicht als Engpass genannt")
    assert "Kein Bildungsziel des Plans ist zugeordnet." in view.words


def test_a_field_without_shortages_in_the_districts(visit):
    view = visit("support.py", kreise="05358", feld="it")
    assert view.faults == []
    assert "Kein Engpass dieses Berufsfelds in den gewählten Kreisen" in view.words


def test_a_measure_without_a_link_shows_the_gap_and_the_reason(visit):
    view = visit("support.py", massnahme="I.1")
    assert "Kein Engpass des Plans ist zugeordnet." in view.words
    assert "Der Plan nennt sie weder als Engpass noch als Bildungsziel." in view.words


def test_the_shortages_lead_here(visit):
    view = visit("shortages.py", kreise="05370", suche="821")
    assert {"kreise": "05370", "suche": "821", "engpass": "821"} in ways(view, "stuetzen")
