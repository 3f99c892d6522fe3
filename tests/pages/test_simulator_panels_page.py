"""The questions of the simulator: each panel in its page, with its fields, its answer and its way back."""

import pytest

# ---------------------------------------------------------------- goal seek


def sought(view, **fields):
    """Fill in the form of the goal and send it."""
    for name, value in fields.items():
        view.widget("text_input", f"goal_{name}").set_value(value)
    return view.press("goal_search")


def can_be_taken_over(view):
    return "goal_adopt" in {button.key for button in view.app.button}


def test_a_goal_is_found_taken_over_and_undone(visit):
    # 45 per 1,000 of 8,705 unemployed are 391.7, so 392 of 353: 39 more. All from AA, which stands first in
    # the plan, with 39 · 573 / 2269 = 9.8 degree-oriented ones.
    view = sought(visit("simulator.py", frage="ziel"), minimum_HS="45")
    assert view.faults == []
    assert "Es genügen 39 Plätze: AA → HS 39" in view.words
    assert "AA → HS: 39 Plätze, davon 10 abschlussorientiert" in view.words
    assert "s" not in view.address  # an answer is no move yet
    view.press("goal_adopt")
    assert view.address["s"] == "2026~AA-HS.39.10"
    assert 'data-value="HS.places">392<' in view.markup
    assert not can_be_taken_over(view)  # the answer was for what lay on the table before
    view.gesture("undo")
    assert "s" not in view.address
    assert 'data-value="HS.places">353<' in view.markup


def test_the_answer_goes_when_the_table_changes(visit):
    view = sought(visit("simulator.py", frage="ziel", ausgleich="AA"), minimum_HS="45")
    assert can_be_taken_over(view)
    view.gesture("places", "DN", 310)
    assert not can_be_taken_over(view)
    assert "Es genügen" not in view.words


def test_what_holds_already_needs_no_move(visit):
    view = sought(visit("simulator.py", frage="ziel"), minimum_HS="40,5")  # it has 40.6
    assert "Alle Wünsche sind schon erfüllt: Es muss kein Platz umgebucht werden" in view.words
    assert not can_be_taken_over(view)


def test_wishes_that_conflict_are_named(visit):
    view = sought(visit("simulator.py", frage="ziel"), minimum_HS="45", most="5")
    assert view.faults == []
    assert "Das geht nicht zusammen" in view.words
    assert "HS hat mindestens 45 Plätze je 1.000 Arbeitslose, also 392" in view.words
    assert "Niemand gibt mehr als 5 Plätze ab" in view.words
    assert not can_be_taken_over(view)
    # Without one of them the other can be.
    sought(view, most="")
    assert "Das geht nicht zusammen" not in view.words
    assert can_be_taken_over(view)


def test_locks_count_in_a_goal(visit):
    view = sought(visit("simulator.py", frage="ziel", gesperrt=["AA", "AC"]), minimum_HS="45")
    assert "Es genügen 39 Plätze: DN → HS 39" in view.words


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({}, "Bitte mindestens einen Wunsch eintragen."),
        ({"minimum_HS": "viel"}, "„viel“ geht hier nicht."),
        ({"rate_HS": "101"}, "0 bis 100"),
        ({"most": "-1"}, "„-1“ geht hier nicht."),
    ],
    ids=["nothing", "no number", "beyond all", "below nothing"],
)
def test_a_wish_that_cannot_be_read_is_told(visit, fields, named):
    view = sought(visit("simulator.py", frage="ziel"), **fields)
    assert view.faults == []
    assert named in view.notice
    assert not can_be_taken_over(view)


# ---------------------------------------------------------------- people in employment


def test_places_for_people_in_employment_are_divided_on_wish_only(visit):
    view = visit("simulator.py", frage="beschaeftigte")
    assert "700" in view.words
    assert not [t for t in view.rows("Kürzel") if len(t[0]) == 4]
    view.set("selectbox", "beschaeftigte", "plan")
    assert view.address["beschaeftigte"] == "plan"
    table = next(t for t in view.rows("Kürzel") if len(t[0]) == 4)
    # worked by hand in tests/unit/test_simulator_exhibits.py
    assert [(row[0], *row[2:]) for row in table] == [
        ("AA", "453", "162"),
        ("AC", "117", "42"),
        ("DN", "60", "21"),
        ("HS", "70", "25"),
        ("", "700", "250"),
    ]
    assert "Annahme" in view.words
    assert [n for n in view.status if n != "0"] == ["3.508", "954"]  # it counts nowhere else


def test_a_link_divides_them_by_a_key_of_the_readers_own(visit):
    view = visit(
        "simulator.py", frage="beschaeftigte", beschaeftigte="own", eigen="Meldungen~Zählung~AA-1~HS-3"
    )
    assert "nach dem Schlüssel „Meldungen (Annahme)“ entfielen 525 von 700 auf HS" in view.words


# ---------------------------------------------------------------- shortage fit


def test_without_a_move_there_is_nothing_to_fit(visit):
    view = visit("simulator.py", frage="engpaesse")
    assert "Gegenüber Plan 2026 hat keine Institution mehr oder weniger Plätze." in view.words


def test_what_the_taker_lacks_and_the_giver_does_not(visit):
    view = visit("simulator.py", frage="engpaesse", s="2026~DN-HS.20.5")
    assert view.faults == []
    assert "In Heinsberg sind" in view.words
    assert view.rows("KldB")
    assert "keine Plätze: Welcher Platz welchem Engpass dient, sagt keine Quelle" in view.words


def test_who_works_in_several_districts_is_not_judged(visit):
    view = visit("simulator.py", frage="engpaesse", s="2026~AA-HS.20.5")
    assert "mit AA ist nicht zu vergleichen" in view.words
    view = visit("simulator.py", frage="engpaesse", s="2026~EXT-AA.20.5")
    assert "außen und AA: nicht zu beurteilen" in view.words


def test_one_of_several_takers_is_chosen_and_gives_way_when_it_takes_no_more(visit):
    view = visit("simulator.py", frage="engpaesse", s="2026~AC-DN.20.6~AC-HS.10.3")
    assert view.widget("selectbox", "engpass_nach").value == "DN"
    assert "In Düren sind" in view.words
    view.set("selectbox", "engpass_nach", "HS")
    assert "In Heinsberg sind" in view.words
    view.gesture("undo")  # HS takes nothing any more
    assert view.faults == []
    assert "In Düren sind" in view.words


# ---------------------------------------------------------------- assumptions and break-even


def typed(view, label, value):
    """Type into one of the fields for assumptions, or empty it."""
    (field,) = (f for f in view.app.number_input if f.label == label)
    field.set_value(value).run()
    return view


OTHER, WITH_DEGREE = "Integrationsquote andere Plätze, %", "Integrationsquote abschlussorientiert, %"


def test_without_an_assumption_nothing_is_shown_but_the_offer(visit):
    view = visit("simulator.py", frage="wirkung", s="2026~AA-HS.100.25")
    assert (
        "Mit eigenen Annahmen zeigt sich hier, ab welchem Unterschied sich eine Änderung trägt" in view.words
    )
    assert '"bk-badge bk-badge-assumption"' not in view.markup


def test_assumptions_are_typed_kept_in_the_address_and_emptied_again(visit):
    view = visit("simulator.py", frage="wirkung", s="2026~AA-HS.100.25")
    typed(typed(view, WITH_DEGREE, 60.0), OTHER, 40.0)
    assert view.faults == []
    assert view.address["annahme"] == "qa-60~qs-40"
    assert view.address["s"] == "2026~AA-HS.100.25"
    assert "Mit denselben Quoten für alle ändert die Umverteilung in der Summe nichts" in view.words
    typed(typed(view, OTHER, None), WITH_DEGREE, None)
    assert "annahme" not in view.address


def test_a_limit_is_typed_and_emptied_again(visit):
    view = visit("simulator.py", modus="grenzen").set("number_input", "floor_DN", 280)
    assert view.address["grenzen"] == "DN.280."
    view.set("number_input", "floor_DN", None)
    assert "grenzen" not in view.address


def test_assumptions_of_the_address_outlive_another_question_and_another_page(visit):
    view = visit("simulator.py", frage="wirkung", annahme="qa-60~qs-40~HS.qs-50", s="2026~AA-HS.100.25")
    # 25 degree-oriented places change nothing; 75 others bring 10 points more: 7.5 integrations of 100 places.
    assert "angenommen sind +7,5" in view.words
    view.set("button_group", "frage", "fluss").go("quotas.py").go("simulator.py")
    view.set("button_group", "frage", "wirkung")
    assert "angenommen sind +7,5" in view.words
    assert view.address["annahme"] == "qa-60~qs-40~HS.qs-50"


def test_bad_assumptions_of_an_address_are_told_in_their_panel(visit):
    view = visit("simulator.py", frage="wirkung", annahme="qa-200")
    assert view.faults == []
    assert "Die Annahmen in der Adresse gelten nicht" in view.notice
    assert view.address["annahme"] == "qa-200"
    view.press("link_settle")
    assert "annahme" not in view.address
