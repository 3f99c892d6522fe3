"""Rounds in a database: what is kept, what counts once, what goes."""

import json
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from kompass.facts import load
from kompass.places.keys import comparison_keys
from kompass.places.ledger import Scenario, ScenarioError
from kompass.places.plan import plan_of
from kompass.places.text import scenario_from_text
from kompass.rounds import model, secrets
from kompass.rounds.model import read_answer, read_question
from kompass.rounds.schema import engine_of, notices
from kompass.rounds.store import Store
from tests.rounds import DATABASES, POSTGRESQL, database

PLAN = plan_of(load())
KEYS = comparison_keys(load())
SPLIT = read_question({}, PLAN, KEYS)
MOVED = scenario_from_text(PLAN, "2026~AA-HS.100.25")


@pytest.fixture(params=DATABASES)
def address(request, tmp_path):
    with database(request.param, tmp_path) as found:
        yield found


@pytest.fixture
def store(address):
    found = Store(address)
    yield found
    found.engine.dispose()


def test_one_token_is_one_answer_and_again_replaces(store):
    code, _ = store.open_round(PLAN.plan_id, SPLIT)
    token = store.new_token(code)
    store.answer(code, token, MOVED)
    store.answer(code, token, Scenario(PLAN))
    store.answer(code, store.new_token(code), MOVED)
    assert [(a.s, a.count) for a in store.answers(code)] == [("2026", 1), ("2026~AA-HS.100.25", 1)]


def test_nothing_kept_leads_to_a_person_a_phone_or_the_key(store):
    code, key = store.open_round(PLAN.plan_id, SPLIT)
    token = store.new_token(code)
    store.answer(code, token, MOVED)
    with store.engine.connect() as connection:
        rows = [row for t in ("rounds", "answers") for row in connection.execute(text(f"SELECT * FROM {t}"))]
    kept = json.dumps([list(row) for row in rows])
    assert token not in kept
    assert key not in kept
    with store.engine.connect() as connection:
        columns = set(connection.execute(text("SELECT * FROM answers")).keys())
    assert columns == {"code", "token", "s", "held", "count", "paper"}


def test_a_closed_round_takes_no_answer_and_only_its_key_closes_it(store):
    code, key = store.open_round(PLAN.plan_id, SPLIT)
    with pytest.raises(model.WrongKeyError):
        store.close(code, "aaaa-bbbb-cccc-dddd")
    assert store.round(code).open
    store.close(code, f" {key} ")
    assert not store.round(code).open
    with pytest.raises(model.ClosedError):
        store.answer(code, store.new_token(code), MOVED)
    assert store.answers(code) == []


def test_a_round_closes_at_its_time_and_goes_after_its_days(address):
    now = [1_000_000.0]
    store = Store(address, days=2, clock=lambda: now[0])
    code, _ = store.open_round(PLAN.plan_id, SPLIT, minutes=10)
    store.answer(code, store.new_token(code), MOVED)
    now[0] += 10 * 60 - 1
    assert store.round(code).open
    now[0] += 1
    assert not store.round(code).open
    assert store.versions([code])[code] == (1, False)
    now[0] = 1_000_000.0 + 2 * 86400 - 1
    assert store.round(code).version == 1
    now[0] += 61
    with pytest.raises(model.UnknownRoundError):
        store.round(code)
    with store.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM answers")).scalar_one() == 0
    store.engine.dispose()


def test_paper_slips_are_counted_and_corrected(store):
    code, key = store.open_round(PLAN.plan_id, SPLIT)
    store.put_slips(code, key, MOVED, 12)
    store.put_slips(code, key, MOVED, 11)
    store.put_slips(code, key, Scenario(PLAN), 3)
    store.answer(code, store.new_token(code), MOVED)
    found = store.answers(code)
    assert sorted((a.s, a.count, a.paper) for a in found) == [
        ("2026", 3, True),
        ("2026~AA-HS.100.25", 1, False),
        ("2026~AA-HS.100.25", 11, True),
    ]
    store.put_slips(code, key, Scenario(PLAN), 0)
    assert len(store.answers(code)) == 2


def test_many_phones_at_once_lose_nothing(store):
    code, _ = store.open_round(PLAN.plan_id, SPLIT)
    tokens = [store.new_token(code) for _ in range(24)]

    def phone(token):
        for _ in range(3):
            store.answer(code, token, MOVED)

    threads = [threading.Thread(target=phone, args=(token,)) for token in tokens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(a.count for a in store.answers(code)) == 24
    assert store.versions([code])[code] == (72, True)


def test_two_servers_on_one_database_know_each_others_rounds_and_tokens(store, address):
    other = Store(address)
    code, key = store.open_round(PLAN.plan_id, SPLIT)
    assert other.is_own_token(store.new_token(code), code)
    other.answer(code, other.new_token(code), MOVED)
    assert len(store.answers(code)) == 1
    other.close(code, key)
    assert not store.round(code).open
    other.engine.dispose()


def test_postgresql_tells_other_servers_of_an_answer(tmp_path):
    with database(POSTGRESQL, tmp_path) as address:
        store, other = Store(address), Store(address)
        code, _ = store.open_round(PLAN.plan_id, SPLIT)
        heard, begun = [], threading.Event()

        def listen():
            for _ in notices(other.engine, lambda: begun.set() or len(heard) == 2):
                heard.append(True)

        thread = threading.Thread(target=listen)
        thread.start()
        begun.wait()
        store.answer(code, store.new_token(code), MOVED)
        store.answer(code, store.new_token(code), MOVED)
        thread.join(30)
        assert len(heard) == 2
        store.engine.dispose()
        other.engine.dispose()


def test_the_tables_are_made_once_and_what_is_in_them_stays(store, address):
    code, _ = store.open_round(PLAN.plan_id, SPLIT)
    again = Store(address)
    assert again.round(code) == store.round(code)
    assert again.secret == store.secret
    again.engine.dispose()


def test_a_token_is_a_uuid_that_only_the_server_of_the_round_can_make():
    secret = secrets.new_secret()
    tokens = {secrets.new_token("ABCDE", secret) for _ in range(200)}
    assert len(tokens) == 200
    for token in tokens:
        assert secrets.read_token(token) == token
        assert secrets.is_signed(token, "ABCDE", secret)
        assert not secrets.is_signed(token, "ABCDF", secret)
        assert not secrets.is_signed(token, "ABCDE", secrets.new_secret())
    assert not secrets.is_signed("8f14e45f-ceea-467f-a0e6-5e5f2a1b7c3d", "ABCDE", secret)
    assert (
        secrets.read_token("8F14E45F-CEEA-467F-A0E6-5E5F2A1B7C3D") == "8f14e45f-ceea-467f-a0e6-5e5f2a1b7c3d"
    )
    assert [secrets.read_token(x) for x in ("", "x" * 36, None, 7, "8f14e45f")] == [None] * 5


def test_a_code_has_five_letters_that_are_not_mistaken():
    codes = {secrets.new_code() for _ in range(300)}
    assert len(codes) > 290
    assert all(len(code) == 5 for code in codes)
    assert not set("".join(codes)) & set("IOQ01")


# ---------------------------------------------------------------- questions and answers

IMPOSSIBLE = [
    "2026~AA-HS.5000",  # more than there is
    "2025~AA-HS.1",  # another plan
    "2026~EXT-HS.10.2",  # another total
    "2026~AA-XX.10",
    "nonsense",
]


@pytest.mark.parametrize("s", IMPOSSIBLE)
def test_an_answer_that_cannot_be_is_refused(s):
    with pytest.raises(ScenarioError):
        read_answer(s, SPLIT, PLAN)


def test_an_answer_keeps_locks_floors_and_ceilings():
    question = read_question({"locked": ["AC"], "limits": "DN.280.320"}, PLAN, KEYS)
    assert read_answer("2026~AA-DN.20.5", question, PLAN).quotas["DN"].places == 320
    for s in ("2026~AC-DN.1.0", "2026~AA-DN.21.5", "2026~DN-AA.21.5", "2026~AC-HS.5.5~HS-AC.5.0"):
        with pytest.raises(ScenarioError):
            read_answer(s, question, PLAN)


def test_a_choice_takes_its_options_only():
    options = [{"name": "Plan", "s": "2026"}, {"name": "Heinsberg", "s": "2026~AA-HS.100"}]
    question = read_question({"kind": "choice", "options": options}, PLAN, KEYS)
    assert [o.s for o in question.options] == ["2026", "2026~AA-HS.100.25"]
    assert read_answer("2026~AA-HS.100", question, PLAN).quotas["HS"].places == 453
    with pytest.raises(model.RoundError):
        read_answer("2026~AA-HS.99", question, PLAN)


def test_formulas_are_offered_with_the_split_they_lead_to():
    question = read_question({"kind": "formula", "options": ["population", "unemployed"]}, PLAN, KEYS)
    # Check values of the plan: 641.2 / 307.5 / 290.3 by population.
    found = scenario_from_text(PLAN, question.options[0].s).quotas
    assert [found[code].places for code in ("AA", "AC", "DN", "HS")] == [2269, 641, 308, 290]
    assert [o.formula for o in question.options] == ["population", "unemployed"]


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "vote"},
        {"start": "2026~AA-HS.9999"},
        {"locked": ["XX"]},
        {"locked": "AA"},
        {"limits": "DN.x"},
        {"within": -1},
        {"within": True},
        {"title": "x" * 121},
        {"title": 7},
        {"colour": "red"},
        {"kind": "choice"},
        {"kind": "choice", "options": [{"name": "a", "s": "2026"}]},
        {"kind": "choice", "options": [{"name": "a", "s": "2026"}, {"name": "a", "s": "2026~AA-HS.1"}]},
        {"kind": "choice", "options": [{"name": "a", "s": "2026"}, {"name": "b", "s": "2026~EXT-HS.1"}]},
        {"kind": "formula", "options": ["population", "luck"]},
        {"kind": "formula", "options": "population"},
    ],
)
def test_a_question_that_cannot_be_is_refused_with_a_reason(given):
    with pytest.raises((model.RoundError, ScenarioError)) as found:
        read_question(given, PLAN, KEYS)
    assert str(found.value)


def test_the_folder_of_the_database_holds_one_file_that_writes_ahead(tmp_path):
    engine = engine_of(f"sqlite:///{tmp_path / 'runden.sqlite'}")
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
    engine.dispose()
    assert Path(tmp_path / "runden.sqlite").is_file()
