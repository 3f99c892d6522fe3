"""The slide of a round: the room's split, who answered how, and the number of its receipt."""

import json
from io import BytesIO
from uuid import UUID

import pytest
from pptx import Presentation
from starlette.applications import Starlette

from kompass.briefing.round import round_routes
from kompass.facts import load
from kompass.places.keys import comparison_keys
from kompass.places.plan import plan_of
from kompass.plans.registry import REGISTRY
from kompass.rounds.hub import Hub
from kompass.rounds.model import read_question
from kompass.rounds.routes import api_routes
from kompass.rounds.store import Store
from tests.unit import asking

# By places of Heinsberg 353, 373, 373, 393, 453: the middle answer moves 20 from the agency.
ANSWERS = ("2026", "2026~AA-HS.20.5", "2026~AA-HS.20.5", "2026~AA-HS.40.10", "2026~AA-HS.100.25")


@pytest.fixture
def app():
    hub = Hub(Store(), REGISTRY.facts)
    app = Starlette(routes=[*api_routes(hub), *round_routes(hub)])
    plan = plan_of(load())
    app.state.code, app.state.key = hub.store.open_round(
        plan.plan_id, read_question({}, plan, comparison_keys(load()))
    )
    return app


def answered(app, texts):
    for number, s in enumerate(texts, start=1):
        body = json.dumps({"token": str(UUID(int=number)), "s": s}).encode()
        path = f"/api/v1/rounds/{app.state.code}/answers"
        assert (
            asking.ask(app, path, method="POST", body=body, headers=[("host", "kompass.example")])[0] == 200
        )


def slide(app, language="de"):
    headers = [("host", "kompass.example"), ("accept-language", language)]
    return asking.ask(app, f"/r/{app.state.code}/folie.pptx", headers=headers)


def words_on(body):
    (shown,) = Presentation(BytesIO(body)).slides
    texts = [shape.text_frame.text for shape in shown.shapes if shape.has_text_frame]
    charts = [shape.chart for shape in shown.shapes if shape.has_chart]
    return "\n".join(texts), charts


def test_the_slide_says_the_split_of_the_room_and_where_it_is_from(app):
    answered(app, ANSWERS)
    status, headers, body = slide(app)
    assert status == 200
    assert headers["content-disposition"] == f'attachment; filename="runde-{app.state.code}.pptx"'
    said, (chart,) = words_on(body)
    assert f"Runde {app.state.code}, 5 Antworten: Aufteilung des Saals" in said
    assert "Prüfzahl des Belegs: " in said
    values = dict(zip(chart.plots[0].categories, chart.plots[0].series[0].values, strict=True))
    assert sorted(values.values()) == [300, 373, 586, 2249]
    assert any("Antworten 353 bis 453" in name for name in (said, *map(str, values)))
    english, _ = words_on(slide(app, "en")[2])
    assert f"Round {app.state.code}, 5 answers: the room’s split" in english


def test_fewer_than_five_answers_make_no_slide(app):
    answered(app, ANSWERS[:4])
    status, _, body = slide(app)
    assert status >= 400
    assert "Ab 5 Antworten" in body.decode()


def test_a_round_that_does_not_exist_has_none(app):
    app.state.code = "ZZZZZ"
    assert slide(app)[0] == 404


def test_a_split_that_the_moderator_has_set_is_told_with_its_reason(app):
    answered(app, ANSWERS)
    body = json.dumps({"key": app.state.key, "s": "2026~AA-DN.10.2", "reason": "Träger sagt ab"}).encode()
    path = f"/api/v1/rounds/{app.state.code}/override"
    assert asking.ask(app, path, method="POST", body=body, headers=[("host", "kompass.example")])[0] == 200
    said, (chart,) = words_on(slide(app)[2])
    assert "Von der Moderation gesetzt: Träger sagt ab" in said
    assert sorted(chart.plots[0].series[0].values) == [310, 353, 586, 2259]


def test_the_slide_of_a_choice_shows_what_was_chosen_most():
    hub = Hub(Store(), REGISTRY.facts)
    plan, keys = plan_of(load()), comparison_keys(load())
    options = [{"name": "wie im Plan", "s": "2026"}, {"name": "mehr für HS", "s": "2026~AA-HS.100.25"}]
    choice = Starlette(routes=[*api_routes(hub), *round_routes(hub)])
    choice.state.code, _ = hub.store.open_round(
        plan.plan_id, read_question({"kind": "choice", "options": options}, plan, keys)
    )
    answered(choice, ("2026~AA-HS.100.25",) * 3 + ("2026",) * 2)
    said, (chart,) = words_on(slide(choice)[2])
    assert "Bei 3 von 5 Antworten (60" in said
    assert sorted(chart.plots[0].series[0].values) == [300, 453, 586, 2169]
