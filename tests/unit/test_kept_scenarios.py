"""Kept scenarios as texts and files: exact round trips, and nothing bad gets in."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompass.facts import load
from kompass.places.kept_scenarios import (
    LONGEST_NAME,
    PLAN,
    Named,
    baseline_names,
    baseline_scenario,
    data_state,
    distinct,
    named_from_text,
    named_text,
    reason_texts,
    what_changed,
    with_reasons,
)
from kompass.places.keys import comparison_keys
from kompass.places.ledger import LONGEST_REASON, Scenario, ScenarioError
from kompass.places.plan import Quota, plan_of
from kompass.places.scenario_file import Unreadable, document, from_document
from kompass.places.text import scenario_from_text

FACTS = load()
THE_PLAN = plan_of(FACTS)
KEYS = comparison_keys(FACTS)
MOVED = scenario_from_text(THE_PLAN, "2026~AA-HS.100.25~AC-DN.20.6~EXT-AA.5.1")

texts = st.text(max_size=80)


@st.composite
def named(draw):
    """A named scenario with some reasons."""
    scenario = MOVED
    for index in range(len(MOVED.ledger)):
        scenario = scenario.with_reason(index, draw(texts))
    return Named.of(draw(texts), scenario)


@given(named())
def test_a_named_scenario_survives_the_address(kept):
    assert named_from_text(THE_PLAN, named_text(kept)) == kept


@given(st.lists(named(), max_size=6), texts)
def test_scenarios_survive_a_file(kept, reference):
    written = document(kept, reference[:40], THE_PLAN, KEYS)
    assert from_document(written, THE_PLAN) == (tuple(kept), reference[:40], data_state(THE_PLAN, KEYS))


@given(named())
def test_reasons_survive_apart_from_the_scenario(kept):
    bare = Scenario(THE_PLAN, tuple(replace(entry, reason="") for entry in kept.scenario.ledger))
    assert with_reasons(bare, reason_texts(kept.scenario)) == kept.scenario


@pytest.mark.parametrize("text", ["", "weil", "0:x", "4:x", "٣:x", "1", "-1:x", "99999:x"])
def test_a_reason_without_an_entry_is_refused(text):
    with pytest.raises(ScenarioError, match="passt zu keiner Umbuchung"):
        with_reasons(MOVED, [text])


def test_a_reason_that_is_too_long_is_refused_with_its_length():
    assert with_reasons(MOVED, ["1:" + "x" * 200]).ledger[0].reason == "x" * 200
    with pytest.raises(ScenarioError) as caught:
        with_reasons(MOVED, ["2:" + "y" * 201])
    assert "Umbuchung 2 hat 201 Zeichen, höchstens 200 sind möglich" in str(caught.value)


def test_two_reasons_of_one_entry_are_refused():
    with pytest.raises(ScenarioError, match="Zu Umbuchung 1 stehen zwei Begründungen da"):
        with_reasons(MOVED, ["1:a", "1:b"])


def test_a_name_that_is_too_long_is_refused_and_not_cut():
    assert named_from_text(THE_PLAN, "x" * 40 + "|2026").name == "x" * 40
    with pytest.raises(ScenarioError, match=r"hat 5\.000 Zeichen, höchstens 40 sind möglich"):
        named_from_text(THE_PLAN, "x" * 5000 + "|2026")


def test_a_kept_scenario_without_a_scenario_is_not_the_plan():
    for text in ("A", "A|", ""):
        with pytest.raises(ScenarioError, match="nennt kein Szenario"):
            named_from_text(THE_PLAN, text)


@given(st.lists(st.sampled_from(["", "A", "A (2)", "A (3)", "B", "x" * 40]), max_size=6))
def test_names_are_each_once_and_what_had_to_change_is_told(names):
    kept, told = distinct([Named(name, MOVED) for name in names])
    new = [named.name for named in kept]
    assert len(set(new)) == len(new) == len(names)
    assert all(0 < len(name) <= LONGEST_NAME for name in new)
    assert len(told) == sum(a != b for a, b in zip(names, new, strict=True))
    for name in set(names) - {""}:  # the first of a name keeps it
        assert new[names.index(name)] == name


def test_three_of_one_name_are_told_apart():
    kept, told = distinct([Named("A", MOVED)] * 3)
    assert [named.name for named in kept] == ["A", "A (2)", "A (3)"]
    assert str(told[0]) == "Der Name „A“ ist schon vergeben; das 2. Szenario heißt hier „A (2)“."


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader_of_named_scenarios(text):
    try:
        kept = named_from_text(THE_PLAN, text)
    except ScenarioError:
        return  # refused in words
    assert len(kept.name) <= LONGEST_NAME


WHOLE = document([Named("A", MOVED)], "", THE_PLAN, KEYS)
ROW = WHOLE["scenarios"][0]


@pytest.mark.parametrize(
    ("loaded", "words"),
    [
        (None, "keine Szenariendatei"),
        ([], "keine Szenariendatei"),
        ({}, "keine Szenariendatei"),
        (WHOLE | {"format": "x"}, "keine Szenariendatei"),
        (WHOLE | {"scenarios": {}}, "Liste von höchstens 6"),
        (WHOLE | {"scenarios": [ROW] * 7}, "Liste von höchstens 6"),
        (WHOLE | {"scenarios": [ROW, 5]}, "Szenario 2 der Datei ist unvollständig"),
        (WHOLE | {"scenarios": [ROW, {"name": "B"}]}, "Szenario 2 der Datei ist unvollständig"),
        (WHOLE | {"scenarios": [ROW | {"reasons": [5]}]}, "Szenario 1 der Datei ist unvollständig"),
        (WHOLE | {"scenarios": [ROW | {"reasons": "1:x"}]}, "Szenario 1 der Datei ist unvollständig"),
        (
            WHOLE | {"scenarios": [ROW | {"scenario": "2026~DN-HS.301"}]},
            "Szenario 1 der Datei („A“): Umbuchung 1",
        ),
        (WHOLE | {"scenarios": [ROW | {"scenario": "2025"}]}, "Plan „2025“"),
        (WHOLE | {"scenarios": [ROW | {"reasons": ["9:x"]}]}, "passt zu keiner Umbuchung"),
        (WHOLE | {"scenarios": [ROW | {"name": "x" * 41}]}, "hat 41 Zeichen, höchstens 40"),
        (WHOLE | {"scenarios": [ROW | {"name": "A\ud83d"}]}, "halbes Zeichen (\\ud83d)"),
        (WHOLE | {"scenarios": [ROW | {"scenario": "2026\udc00"}]}, "halbes Zeichen"),
        (WHOLE | {"scenarios": [ROW | {"reasons": ["1:\ud800"]}]}, "halbes Zeichen"),
        (WHOLE | {"data": "\udfff"}, "halbes Zeichen"),
        (WHOLE | {"baseline": "v.\ud800"}, "halbes Zeichen"),
        ({"\ud800": 1}, "halbes Zeichen"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(loaded, words):
    with pytest.raises(Unreadable) as caught:
        from_document(loaded, THE_PLAN)
    assert words in str(caught.value)


# ---------------------------------------------------------------- the data that a link was made on


def test_the_same_data_has_not_changed():
    assert what_changed(data_state(THE_PLAN, KEYS), THE_PLAN, KEYS) == []


def test_another_quota_is_told_with_both_numbers():
    entries = tuple((c, Quota(310, 90) if c == "DN" else q) for c, q in THE_PLAN.entries)
    newer = replace(THE_PLAN, entries=entries)
    (told,) = what_changed(data_state(THE_PLAN, KEYS), newer, KEYS)
    assert "DN hatte 300/80" in str(told)
    assert "jetzt 310/90" in str(told)


def test_another_key_is_told_by_its_name():
    newer = tuple(
        replace(key, weights={c: w + (c == "HS") for c, w in key.weights.items()}) if n == 0 else key
        for n, key in enumerate(KEYS)
    )
    (told,) = what_changed(data_state(THE_PLAN, KEYS), THE_PLAN, newer)
    assert "Der Schlüssel Einwohner hat neue Werte" in str(told)


def test_what_is_gone_is_named():
    (told,) = what_changed(data_state(THE_PLAN, KEYS) + "~ZZ.10.2", THE_PLAN, KEYS)
    assert "ZZ" in str(told)


@given(st.text(max_size=300))
def test_no_data_state_breaks_the_reader(text):
    assert all(str(message) for message in what_changed(text, THE_PLAN, KEYS))


# ---------------------------------------------------------------- baselines


def test_every_baseline_has_a_name_and_a_scenario():
    kept = (Named("Vorschlag. HS", MOVED),)
    names = baseline_names(THE_PLAN, KEYS, kept)
    assert str(names[PLAN]) == "Plan 2026"
    assert str(names["key.population"]) == "Schlüssel Einwohner"
    assert str(names["v.Vorschlag. HS"]) == "Szenario „Vorschlag. HS“"
    for reference in names:
        found = baseline_scenario(reference, THE_PLAN, KEYS, kept)
        assert found.total.places in (3508, 3513)
    assert baseline_scenario("v.Vorschlag. HS", THE_PLAN, KEYS, kept) == MOVED
    # 1239 places by population: 641.2 / 307.5 / 290.3
    by_key = baseline_scenario("key.population", THE_PLAN, KEYS, kept).quotas
    assert [by_key[c].places for c in ("AC", "DN", "HS")] == [641, 308, 290]


@pytest.mark.parametrize("reference", ["x", "key.x", "v.", "v.Vorschlag", "key."])
def test_a_reference_that_leads_nowhere_is_no_baseline(reference):
    with pytest.raises(KeyError):
        baseline_scenario(reference, THE_PLAN, KEYS, ())


def test_what_is_typed_is_kept_as_one_plain_line():
    kept = Named.of("Vor\u202eschlag\n  A\u00ad\x00", MOVED.with_reason(0, "weil\t\u2066so"))
    assert kept.name == "Vorschlag A"
    assert kept.scenario.ledger[0].reason == "weil so"


def test_a_text_cut_after_a_word_comes_back_the_same():
    cut = MOVED.with_reason(0, "x" * (LONGEST_REASON - 1) + " y")
    assert cut.ledger[0].reason == "x" * (LONGEST_REASON - 1)
    kept = Named.of("x" * (LONGEST_NAME - 1) + " y", cut)
    assert named_from_text(THE_PLAN, named_text(kept)) == kept
