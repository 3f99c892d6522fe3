"""What a transfer means stands wherever places are moved, with its passages in the plan, in both languages."""

import datetime as dt
from html import unescape
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from docx import Document

from kompass.api.docs.reference import operations
from kompass.api.routes import FIRST_KEYS
from kompass.briefing.decision.decision import decision_paper
from kompass.briefing.paper.markup import paper_html
from kompass.briefing.paper.word import paper_docx
from kompass.facts import load
from kompass.figures.quotas.transfer_meaning import in_short, meaning, meaning_citations
from kompass.language import language
from kompass.places.plan import plan_of
from kompass.presentation.foot import foot
from kompass.presentation.story import Show
from kompass.presentation.view import view_context
from kompass.presentation.views.simulator import simulator_view
from kompass.request.choices import choices
from tests.colours import LIGHT

FACTS = load()

SAID = {
    "de": ("Seit dem 1.1.2025 bewilligen und finanzieren", "ändert danach, wer plant, nicht, wer bezahlt"),
    "en": ("Since 1 January 2025", "changes who plans, not who pays"),
}


@pytest.mark.parametrize("code", ["de", "en"])
def test_it_says_what_the_plan_says_and_what_is_inferred(code):
    words = language(code)
    said = " ".join(meaning(FACTS, words))
    assert all(part in said for part in SAID[code])
    # Two inferences are called so: whose budget, and AA for SGB III.
    assert said.count({"de": "Schluss", "en": "inference"}[code]) == 2
    assert {"de": "Schluss", "en": "inference"}[code] in in_short(FACTS, words)
    # Typed from the plan: section 2 (law), section 6.6 (approval and financing), section 8 (four numbers).
    places = [cited.locator for cited in meaning_citations(FACTS, words)]
    assert [p for place in places for p in ("2", "6.6", "8") if f" {p}" in place.replace(",", " ")] == [
        "2",
        "6.6",
        "8",
    ]


DECIDED = {"s": ["2026~AA-HS.100.25"]}


@pytest.mark.parametrize("code", ["de", "en"])
def test_the_decision_paper_says_it_as_page_and_as_document(code):
    words = language(code)
    made = dt.datetime(2026, 11, 21, 14, 5, tzinfo=ZoneInfo("Europe/Berlin"))
    paper = decision_paper(
        FACTS.in_language(words), choices(FACTS, DECIDED), "http://x/simulator", made, words
    )
    word = Document(BytesIO(paper_docx(paper, LIGHT)))
    for said in (
        paper_html(paper, {"Word": "paper.docx"}, LIGHT),
        "\n".join(paragraph.text for paragraph in word.paragraphs),
    ):
        assert all(part in unescape(said) for part in SAID[code])
        assert "6.6" in said


@pytest.mark.parametrize("code", ["de", "en"])
def test_the_slide_of_the_simulator_says_it(code):
    show = Show(("simulator",), language=code, parameters=(("s", "2026~AA-HS.100.25"),))
    made = view_context(show, FACTS.in_language(language(code)), "http://kompass.example/")
    view = simulator_view(made)
    assert in_short(FACTS, language(code)) in foot(view, made).caution
    assert all(part in view.reading for part in SAID[code])


@pytest.mark.parametrize("code", ["de", "en"])
def test_the_documentation_of_the_scenario_says_it(code):
    words = language(code)
    (own,) = (
        o
        for o in operations(words, FACTS, plan_of(FACTS), ("quotas",), FIRST_KEYS)
        if o.path == "/api/v1/scenario"
    )
    assert all(part in own.text for part in SAID[code])
    assert "Gemeinsame Bildungszielplanung 2026" in own.text
