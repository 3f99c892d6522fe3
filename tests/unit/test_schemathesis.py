"""Requests made of the OpenAPI document, right and wrong ones: no error of the server, and answers as documented."""

import hypothesis
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS
from starlette.applications import Starlette

from kompass.api import routes as api
from kompass.facts import load
from kompass.facts_files import DEFAULT_PLAN
from kompass.places.ledger import Scenario
from kompass.places.plan import plan_of
from kompass.plans.registry import REGISTRY
from kompass.plans.routes import for_each_plan
from kompass.rounds.hub import Hub
from kompass.rounds.model import FEWEST, read_question
from kompass.rounds.routes import api_routes
from kompass.rounds.store import Store

STORE = Store()
ROUNDS = api_routes(Hub(STORE, REGISTRY.facts))
APP = Starlette(routes=for_each_plan(lambda facts: api.routes(facts, ROUNDS), REGISTRY))
SCHEMA = schemathesis.openapi.from_asgi("/api/v1/openapi.json", APP)
OPERATIONS = {found.label: found for found in (each.ok() for each in SCHEMA.get_all_operations())}
HELD = [
    CHECKS.get_one(name)
    for name in (
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
    )
]
# Made of the document, and of what it forbids; the same ones each time.
SEED, EXAMPLES = 20261130, 20


def test_all_routes_are_there():
    assert len(OPERATIONS) == 19
    assert {"POST /api/v1/goal", "POST /api/v1/actual", "POST /api/v1/rounds"} <= set(OPERATIONS)


@pytest.fixture(scope="module")
def opened():
    """Code and key of a round that there is, with enough answers to be told."""
    plan = plan_of(load())
    code, key = STORE.open_round(DEFAULT_PLAN, read_question({}, plan, []))
    STORE.put_slips(code, key, Scenario(plan), FEWEST)
    return code, key


@pytest.mark.slow
@pytest.mark.parametrize("mode", GenerationMode, ids=lambda mode: mode.value)
@pytest.mark.parametrize(
    "label", [label for label in OPERATIONS if not label.endswith("/events")]
)  # without end
def test_answers_are_as_documented(label, mode, opened):
    operation, right = OPERATIONS[label], mode is GenerationMode.POSITIVE
    if not right and not operation.query and not operation.path_parameters and not operation.body:
        return  # nothing to get wrong

    @hypothesis.seed(SEED)
    @hypothesis.settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.given(operation.as_strategy(generation_mode=mode))
    def ask(case):
        if right:  # as far in as it gets: a plan and a round that there are
            (case.query or {}).pop("plan", None)
            if "code" in (case.path_parameters or {}):
                case.path_parameters["code"] = opened[0]
            if isinstance(case.body, dict) and "key" in case.body:
                case.body["key"] = opened[1]
            if isinstance(case.body, dict):
                case.body.pop("plan", None)
        case.call_and_validate(checks=HELD)

    ask()
