"""The search: everything is found by its title and its code, however it is typed, and what fits best comes first."""

import json
import re
import string
from collections import Counter
from urllib.parse import urlencode

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from kompass.api import routes as api
from kompass.api.search import LONGEST
from kompass.facts import load
from kompass.figures.quotas.places import quota_columns, quota_table
from kompass.language import LANGUAGES, language
from kompass.pages import FOOT_PAGES, PAGES
from kompass.places.plan import plan_of
from kompass.search.index import MOST, MOST_OF_A_KIND, Hit, index
from kompass.search.kinds import KINDS
from kompass.search.words import readings
from kompass.text_match import found, nearly, spellings
from tests.unit import asking

FACTS = load()
INDEXES = {code: index(FACTS, "2026", language(code)) for code in LANGUAGES}
DE = INDEXES["de"]
APP = Starlette(routes=api.routes(FACTS))


def first(query, lang="de"):
    return next(iter(INDEXES[lang].search(query)), None)


def top(query, lang="de", most=5):
    """The best hits whatever their kind."""
    return INDEXES[lang].search(query, most, MOST)


def places(hits):
    """Where hits lead."""
    return {(hit.path, hit.parameters) for hit in hits}


# ---------------------------------------------------------------- everything is found


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_title_is_among_the_first(lang):
    titles = Counter(entry.hit.title for entry in INDEXES[lang].entries)
    for entry in INDEXES[lang].entries:
        title = entry.hit.title  # of things with the same title each is as good
        assert entry.hit in top(title, lang, most=max(5, titles[title])), entry.hit


def test_every_code_is_among_the_first():
    for entry in DE.entries:
        if entry.hit.code:
            same = sum(e.hit.code == entry.hit.code for e in DE.entries)
            assert entry.hit in top(entry.hit.code, most=max(5, same)), entry.hit


@pytest.mark.slow
@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("districts", "ags"),
        ("districts", "name"),
        ("districts", "short_name"),
        ("municipalities", "ags"),
        ("municipalities", "name"),
        ("municipalities", "name_in_plan"),
        ("institutions", "code"),
        ("institutions", "name"),
        ("institutions", "short_name"),
        ("shortage_occupations", "kldb"),
        ("shortage_occupations", "title_as_printed"),
        ("shortage_fields", "title"),
        ("training_goals", "title"),
        ("training_goal_groups", "title"),
        ("indicator_definitions", "label"),
        ("comparison_keys", "label"),
        ("target_groups", "title"),
        ("plan_lists", "title"),
        ("plan_list_items", "item"),
        ("methods", "title"),
        ("sources", "title"),
        ("sources", "short_title"),
        ("zones", "name"),
        ("regional_features", "feature"),
        ("measures", "measure_id"),
        ("measures", "title"),
        ("ministries", "abbreviation"),
        ("ministries", "name"),
        ("programmes", "name"),
        ("programme_instruments", "name"),
        ("projects", "title"),
        ("projects", "carrier"),
        ("focus_themes", "title"),
        ("planning_regions", "name"),
        ("planning_region_districts", "name"),
        ("programme_topics", "label"),
        ("programme_indicators", "label"),
    ],
)
def test_every_row_of_a_table_is_found_in_both_languages(table, column):
    for text in FACTS[table][column]:
        for lang in LANGUAGES:
            assert not text or top(text, lang), (text, lang)


def test_every_table_of_a_kind_has_its_entries():
    kinds = {entry.hit.kind for entry in DE.entries}
    assert kinds == {"page", *(kind.name for kind in KINDS)}
    pages = [entry.hit.path for entry in DE.entries if entry.hit.kind == "page"]
    assert pages == [page.url_path for page in (*PAGES, *FOOT_PAGES)]


def test_every_hit_leads_to_a_page_that_there_is():
    paths = {page.url_path for page in (*PAGES, *FOOT_PAGES)}
    for entry in DE.entries:
        assert entry.hit.path in paths
        for _, value in entry.hit.parameters:
            assert value
            assert "{" not in value


# ---------------------------------------------------------------- what comes first, typed by hand


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("821", Hit("shortage", "Altenpflege", "821", "engpaesse", (("suche", "821"),))),
        (
            "Nideggen",
            Hit(
                "municipality",
                "Nideggen",
                "05358044",
                "karte",
                (("ebene", "gemeinden"), ("gebiet", "05358044")),
            ),
        ),
        (
            "Niedeggen",  # as the plan writes it
            Hit(
                "municipality",
                "Nideggen",
                "05358044",
                "karte",
                (("ebene", "gemeinden"), ("gebiet", "05358044")),
            ),
        ),
        (
            "arbeitslosenqote",
            Hit("indicator", "Arbeitslosenquote", "", "quellen", (("suche", "Arbeitslosenquote"),)),
        ),
        ("zukunftsatlas", Hit("page", "Zukunftsatlas", "", "zukunftsatlas", ())),
        ("kontingente 2026", Hit("page", "Kontingente", "", "kontingente", ())),
        ("Düren", Hit("district", "Kreis Düren", "05358", "karte", (("gebiet", "05358"),))),
        (
            "HS",
            Hit("institution", "Jobcenter Kreis Heinsberg", "HS", "kontingente", (("institutionen", "HS"),)),
        ),
    ],
)
def test_what_comes_first(query, expected):
    assert first(query) == expected


def test_care_work_is_found_by_the_end_of_its_names():
    hits = DE.search("pflege")
    assert hits[0].title.startswith("Pflege(fach)assistenz")  # the one that begins so
    assert {h.code for h in hits if h.kind == "shortage"} == {"821", "813"}
    entries = [h.kind for h in hits]
    assert entries.index("shortage") < entries.index("item")


def test_each_language_finds_the_words_of_both_and_shows_its_own():
    for query in ("Altenpflege", "Elderly care"):
        assert first(query, "de").title == "Altenpflege"
        assert first(query, "en").title == "Elderly care"
    assert first("Arbeitslosenquote", "en").parameters == (("suche", "Unemployment rate"),)


def test_code_and_title_can_be_typed_together():
    assert first("821 Altenpflege").code == "821"
    assert first("Aachen 05334").code == "05334"


def test_all_words_must_fit():
    assert DE.search("Nideggen Heinsberg") == ()
    assert DE.search("xyzzyq") == ()
    assert DE.search("?!") == ()
    assert DE.search(" ") == ()


def test_no_kind_hides_the_others():
    hits = DE.search("a")
    assert len(hits) <= MOST
    assert max(sum(h.kind == kind.name for h in hits) for kind in KINDS) <= MOST_OF_A_KIND


# ---------------------------------------------------------------- numbers


@pytest.mark.parametrize("typed", ["3508", "3.508", "3,508", "3 508", "3\u00a0508", "3508 Plätze"])
@pytest.mark.parametrize(
    ("lang", "title"),
    [("de", "Plan 2026 gesamt, Plätze: 3.508"), ("en", "Plan 2026 in total, Places: 3,508")],
)
def test_the_total_of_the_plan_is_found_however_it_is_written(typed, lang, title):
    assert first(typed, lang) == Hit("number", title, "", "kontingente", ())


@pytest.mark.parametrize(
    ("typed", "title", "parameters"),
    [
        ("954", "Plan 2026 gesamt, davon abschlussorientiert: 954", ()),
        ("2.269", "Agentur für Arbeit Aachen-Düren, Plätze: 2.269", (("institutionen", "AA"),)),
        ("27,2 %", "Plan 2026 gesamt, abschlussorientiert, % (eigene Rechnung): 27,2", ()),
        ("353", "Jobcenter Kreis Heinsberg, Plätze: 353", (("institutionen", "HS"),)),
        ("700", "Plan 2026: für Beschäftigte, Plätze: 700", ()),
    ],
)
def test_a_number_of_the_plan_leads_to_the_figure_that_shows_it(typed, title, parameters):
    assert first(typed) == Hit("number", title, "", "kontingente", parameters)


def test_every_number_of_the_plan_is_found_in_both_notations():
    columns = [column for column in quota_columns(language("de")) if column.numeric]
    shown = [
        (column, row[column.name])
        for row in quota_table(FACTS, plan_of(FACTS)).to_dict("records")
        for column in columns
    ]
    assert len(shown) == 25  # four institutions and the plan, five numbers each
    for column, value in shown:
        for written in LANGUAGES:  # as one language prints it, typed on the pages of either
            typed = column.cell(value, language(written))
            for lang in LANGUAGES:
                printed = column.cell(value, language(lang))
                hits = INDEXES[lang].search(typed)
                assert any(hit.kind == "number" and hit.title.endswith(f": {printed}") for hit in hits), typed


def test_an_official_number_is_found_too():
    title = first("44.674").title.replace("\u00a0", " ")
    assert title == "Arbeitslose, Agenturbezirk Aachen-Düren, Jahresdurchschnitt 2025: 44.674 Personen"


@pytest.mark.parametrize(
    ("token", "meant"),
    [
        ("3.508", {"3508", "3.508"}),
        ("3,508", {"3508", "3.508"}),
        ("1.234.567", {"1234567"}),
        ("1.234,50", {"1234.5"}),
        ("27,2", {"27.2"}),
        ("27.0", {"27"}),
        ("954", {"954"}),
        ("05334", set()),  # a code
    ],
)
def test_what_a_written_number_can_mean(token, meant):
    assert readings(token) == meant


# ---------------------------------------------------------------- whole words and questions


@pytest.mark.parametrize(
    ("typed", "lang", "title", "part"),
    [
        ("KI", "de", "Künstliche Intelligenz (KI)", "Kinder"),
        ("AI", "en", "Artificial intelligence (AI)", "Aid"),
    ],
)
def test_a_whole_word_comes_before_parts_of_others(typed, lang, title, part):
    titles = [hit.title for hit in INDEXES[lang].search(typed)]
    assert all(typed in re.findall(r"\w+", before) for before in titles[: titles.index(title)])
    assert not any(part in before for before in titles[: titles.index(title)])


@pytest.mark.parametrize(
    ("question", "lang", "kind", "title"),
    [
        ("Wie viele Plätze hat Düren?", "de", "number", "job-com Kreis Düren, Plätze: 300"),
        ("How many places does Düren have?", "en", "number", "job-com Kreis Düren, Places: 300"),
        ("Wer bekommt wie viel?", "de", "page", "Kontingente"),
        ("Who gets how much?", "en", "page", "Quotas"),
        ("Was ist ein Engpass?", "de", "page", "Engpässe und Ziele"),
        ("What is a shortage?", "en", "page", "Shortages and goals"),
        ("Was ist ein Platz?", "de", "term", "Platz"),
        ("Was bedeutet abschlussorientiert?", "de", "term", "abschlussorientiert"),
        ("Welche Berufe fehlen in Heinsberg?", "de", "page", "Engpässe und Ziele"),
    ],
)
def test_a_question_leads_to_its_answer(question, lang, kind, title):
    hit = first(question, lang)
    assert (hit.kind, hit.title) == (kind, title)


def test_a_page_whose_title_is_a_question_is_found_by_it():
    assert first("Was stützt was?").title == "Was stützt was?"


# ---------------------------------------------------------------- however it is typed


@pytest.mark.parametrize(
    "query",
    ["Jülich", "jülich", "JÜLICH", "juelich", "Julich", "JULICH", "Ju\u0308lich", "Jühlich", "Jüilch"],
)
def test_umlauts_case_and_one_slip(query):
    assert first(query).title == "Jülich"


def test_sharp_s_is_two():
    assert spellings("Straße") == spellings("STRASSE")
    assert found("strasse", "Die Straße")


@pytest.mark.parametrize(
    ("typed", "word", "near"),
    [
        ("aachen", "aachen", True),
        ("aach", "aachen", True),  # still being typed
        ("aachn", "aachen", True),  # missing
        ("aacehn", "aachen", True),  # swapped
        ("aaxhen", "aachen", True),  # wrong
        ("aacchen", "aachen", True),  # too many
        ("aachenn", "aachen", True),
        ("xachen", "aachen", True),
        ("aacxxn", "aachen", False),
        ("achne", "aachen", False),
        ("aachennn", "aachen", False),
        ("heinsberg", "aachen", False),
    ],
)
def test_one_slip_and_no_more(typed, word, near):
    assert nearly(typed, word) is near


LONG = sorted(
    {
        (entry.hit, word)
        for entry in DE.entries
        for word in spellings(entry.hit.title)[0].split()
        if len(word) > 6 and word.isalpha()
    },
    key=str,
)


@st.composite
def slips(draw):
    """An entry, and a long word of its title with one letter wrong, missing, too many or swapped."""
    hit, word = draw(st.sampled_from(LONG))
    at = draw(st.integers(0, len(word) - 1))
    letter = draw(st.sampled_from(string.ascii_lowercase))
    made = draw(
        st.sampled_from(
            [
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
            ]
        )
    )
    return hit, word, made


@pytest.mark.slow
@settings(max_examples=200)
@given(slips())
def test_a_random_slip_still_finds_it(slip):
    hit, word, made = slip
    # What begins another word, or is one, is taken as said: "Kreise" is no slip of "Kreis".
    assume(word.startswith(made) or not any(known.startswith(made) for known in DE.vocabulary))
    assert hit in DE.search(made, len(DE.entries), len(DE.entries))


@given(st.sampled_from(DE.entries), st.randoms())
def test_any_mix_of_capitals_finds_it(entry, random):
    title = "".join(random.choice((c.upper(), c.lower())) for c in entry.hit.title)
    assert entry.hit.title in [hit.title for hit in top(title)]


# ---------------------------------------------------------------- the route


def ask(**query):
    status, headers, body = asking.ask(APP, "/api/v1/search", query=urlencode(query, doseq=True).encode())
    assert headers["content-type"] == "application/json"
    return status, headers, json.loads(body)


def test_the_route_answers_hits():
    status, headers, answer = ask(q="821")
    assert status == 200
    assert headers["cache-control"] == "no-store"  # nor does the browser keep what was asked
    assert answer == {
        "hits": [
            {
                "kind": "shortage",
                "label": "Berufsgruppe mit Engpass",
                "title": "Altenpflege",
                "code": "821",
                "page": "engpaesse",
                "parameters": {"suche": "821"},
            }
        ]
    }


def test_the_route_answers_in_english():
    _, _, answer = ask(q="Altenpflege", lang="en")
    assert answer["hits"][0]["title"] == "Elderly care"
    assert answer["hits"][0]["label"] == "Occupational group with a shortage"


def test_nothing_found_is_an_answer():
    assert ask(q="xyzzyq")[0::2] == (200, {"hits": []})


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": " \t"}, {"q": "a" * (LONGEST + 1)}])
def test_a_bad_request_says_why(query):
    reasons = set()
    for lang in LANGUAGES:
        status, _, answer = ask(lang=lang, **query)
        assert status == 400
        assert set(answer) == {"error"}
        reasons.add(answer["error"])
    assert len(reasons) == len(LANGUAGES)


@settings(max_examples=150)
@given(st.text(max_size=LONGEST), st.text(max_size=5))
@example("<script>alert(1)</script>", "de")
@example("' OR 1=1 --", "")
@example("\x00", "xx")
@example("{0.__class__}", "de")
@example("💥" * 50, "de")
@example("a b c d e f g h i j " * 5, "de")
def test_no_text_breaks_the_route(text, lang):
    status, _, answer = ask(q=text, lang=lang)
    assert (status, set(answer)) in ((200, {"hits"}), (400, {"error"}))


def test_bytes_that_are_no_text_break_nothing():
    for raw in (b"q=%ff%fe", b"q=%ed%a0%80", b"q=%", b"q&q=", b"q=a&q=b"):
        assert asking.ask(APP, "/api/v1/search", query=raw)[0] in (200, 400)


# ---------------------------------------------------------------- facts of other documents


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("Fehlende qualifizierte Arbeitskräfte", "quellen"),  # 002: 80.000 in NRW
        ("Vermittlungsvorrang", "planungsraeume"),  # 003
        ("Tiefbau", "planungsraeume"),
        ("Integration Points", "ruhrgebiet"),  # 004
        ("Montanindustrie", "ruhrgebiet"),
        ("Veranstaltungswesen", "jahr-2020"),  # 001
        ("vereinbart im Januar 2021", "jahr-2020"),
        ("Wann etwas zugeordnet ist", "quellen"),
    ],
)
def test_a_fact_of_another_document_is_found(query, path):
    assert path in {hit.path for hit in top(query)}


@pytest.mark.parametrize(
    ("query", "title"),
    [
        (
            "Nachwuchs Heinsberg",
            "Nachwuchs, 15 bis 19 auf 100 von 60 bis 64, Heinsberg: 56,9, Rang 241 von 400",
        ),
        ("56,9", "Nachwuchs, 15 bis 19 auf 100 von 60 bis 64, Heinsberg: 56,9, Rang 241 von 400"),
    ],
)
def test_where_a_district_stands_among_all_is_found(query, title):
    hit = DE.search(query)[0]
    assert (hit.title, hit.path, hit.parameters) == (title, "demografie", (("groesse", "youth_ratio"),))
