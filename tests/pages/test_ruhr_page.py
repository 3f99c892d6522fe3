"""The page on the Westfälisches Ruhrgebiet, run as a session runs it."""

import re

import pytest

from kompass.facts import load

FACTS = load()
CONCEPT = "Westfälisches Ruhrgebiet, Konzept von 2016: "


@pytest.fixture
def page(visit):
    def opened(**query):
        view = visit("ruhr.py", **query)
        assert view.faults == []
        return view

    return opened


def headings(view):
    return [re.sub(r"<span.*", "", found).strip() for found in re.findall(r"<h2>(.*?)</h2>", view.markup)]


def sheets(view):
    return [block.value.replace("\u00a0", " ") for block in view.app.html if '"bk-sheet"' in block.value]


def test_default(page):
    view = page()
    assert view.headline.startswith(CONCEPT + "17 geförderte Projekte genannt, 16 aufgeführt")
    shown = view.words.replace("\u00a0", " ")
    assert "von 2016" in shown
    assert "Es galt bis 2020 und ist ausgelaufen" in shown
    for number in ("ca. 3,2 Mio. €", "max. 4.500 €", "20 bis 30 %", "knapp 50 %", "nicht ausgewiesen"):
        assert number in shown
    assert view.markup.count('class="bk-number"') == 4
    assert view.trace("ruhr-felder")["x"] == [11, 3, 2]
    assert headings(view)[0] == CONCEPT + "16 Projekte in 3 Handlungsfeldern, 11 davon in einem"
    assert view.notice == ""


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("projects", "title"),
        ("projects", "carrier"),
        ("projects", "aim"),
        ("project_fields", "aim"),
        ("focus_themes", "title"),
        ("recommendations", "recommendation"),
        ("programme_areas", "title"),
        ("programmes", "name"),
        ("programmes", "target_group"),
        ("programmes", "funds"),
        ("programme_amounts", "label"),
        ("region_figures", "label"),
        ("region_figures", "statement"),
        ("theme_links", "reason"),
    ],
)
def test_every_row_is_on_the_page(default, table, column):
    for value in FACTS[table][column]:
        assert value in default


@pytest.fixture(scope="module")
def default(visit):
    return visit("ruhr.py").words


def test_a_project_can_be_linked_to(page):
    view = page(projekt="healthy_leaders")
    assert headings(view)[0].startswith("Führungskräfte gesund erhalten!")  # before all else
    (sheet,) = sheets(view)
    for text in (
        "Soziale Innovation GmbH",
        "Fachkräfteentwicklung in Betrieben",
        "Überlastung",
        "Abschnitt 6.2",
    ):
        assert text in sheet
    view.set("selectbox", "projekt", "")
    assert view.address == {}
    assert sheets(view) == []


def test_every_project_and_programme_has_a_sheet(page):
    view = page()
    for name, table, key, title in (
        ("projekt", "projects", "project_id", "title"),
        ("programm", "programmes", "programme_id", "name"),
    ):
        for row in FACTS[table].to_dict("records")[::3]:
            view.set("selectbox", name, row[key])
            assert view.faults == []
            assert view.address[name] == row[key]
            assert row[title] in headings(view)


def test_a_programme_can_be_linked_to(page):
    view = page(programm="joint_training")
    assert headings(view)[0] == "Verbundausbildung"
    (sheet,) = sheets(view)
    assert "max. 4.500 €" in sheet
    assert "mindestens 2 Betriebe" in sheet
    (sheet,) = sheets(page(programm="skilled_labour"))
    assert sheet.count("<dd>nicht ausgewiesen</dd>") == 3  # for whom, money, figures


def test_a_theme_can_be_linked_to(page):
    view = page(schwerpunkt="refugees")
    assert (
        headings(view)[0] == CONCEPT + "5 Empfehlungen zu: Flüchtlinge / Integrationsmöglichkeiten in Arbeit"
    )
    assert "planmäßiger Zugang zu Deutschunterricht" in view.words
    assert "Familien im SGB II systematisch" not in view.words
    view.set("button_group", "schwerpunkt", [])
    assert "Familien im SGB II systematisch" in view.words
    assert view.address == {}


def test_filters(page):
    view = page(handlungsfeld="young_talent", traeger="Kreishandwerkerschaft Hellweg-Lippe")
    assert CONCEPT + "3 von 16 Projekten passen" in headings(view)
    assert "Meister statt Master" in view.words
    assert "Toolbox zum Lückenschluss" not in view.words


def test_nothing_found_says_so_and_leads_back(page):
    view = page(projektsuche="Xylophon")
    assert view.notice.startswith("Kein Projekt passt zu dieser Auswahl")
    (button,) = (b for b in view.app.button if b.label == "Filter und Suche zurücksetzen")
    button.click().run()
    assert view.notice == ""
    assert CONCEPT + "16 Projekte von 13 Trägern" in headings(view)


@pytest.mark.parametrize("key", ["projekt", "programm"])
def test_an_unknown_id_is_told(page, key):
    view = page(**{key: "<b>quatsch</b>"})
    assert "„<b>quatsch</b>“ gibt es im Konzept nicht" in view.notice
    assert "<b>quatsch</b>" not in view.markup
    assert sheets(view) == []


def test_an_unknown_theme_is_ignored(page):
    assert CONCEPT + "26 Empfehlungen zu 4 Schwerpunktthemen" in headings(page(schwerpunkt="quatsch"))


def test_in_english(page):
    view = page(lang="en")
    assert view.headline.startswith(
        "Westfälisches Ruhrgebiet, concept of 2016: 17 funded projects stated, 16 listed"
    )
    assert "It applied until 2020 and has expired" in view.words
    assert "about €3.2 million" in view.words
    assert "Meister statt Master" in view.words  # printed titles stay
