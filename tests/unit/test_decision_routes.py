"""The routes of the decision paper: what they answer, and that nothing breaks them."""

import re
from io import BytesIO
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from starlette.applications import Starlette
from starlette.middleware import Middleware

from kompass.briefing.routes import PAPER, WORD, WORD_FILE, routes
from kompass.facts import load
from kompass.server.headers import KnownPages, SecurityHeaders
from tests.unit import asking

ROUTES = routes(load())
APP = Starlette(
    routes=ROUTES,
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(KnownPages, paths={"/", "/simulator", PAPER}, answer="Gibt es nicht", routes=ROUTES),
    ],
)
MOVED = [("s", "2026~AA-HS.100.25"), ("weil", "1:weil Pflege & Bau fehlen")]
BOTH = pytest.mark.parametrize("path", [PAPER, WORD_FILE])


def ask(path=PAPER, query=(), host="kompass.example:8501", scheme="http", root_path=""):
    """One request as a browser sends it: status, headers, body."""
    words = query if isinstance(query, bytes) else urlencode(list(query)).encode()
    headers = [("host", host), ("accept", "text/html,*/*;q=0.8")]
    return asking.ask(APP, path, query=words, headers=headers, scheme=scheme, root_path=root_path)


def link_of(body):
    """The address behind the words that lead to the scenario."""
    links = {a.text: a.get("href") for a in html.fromstring(body.decode()).iter("a")}
    assert links["Dieses Szenario im Simulator öffnen"] == links["Zurück zum Simulator"]
    return links["Dieses Szenario im Simulator öffnen"], links["Als Word-Datei laden"]


def test_the_print_view_is_a_page():
    status, headers, body = ask(query=MOVED)
    assert status == 200
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["cache-control"] == "no-store"
    assert "default-src 'self'" in headers["content-security-policy"]
    text = " ".join(html.fromstring(body.decode()).body.itertext())
    assert "AA −100, HS +100" in text
    assert "weil Pflege & Bau fehlen" in text


def test_the_rows_of_institutions_have_their_colours():
    _, _, body = ask(query=MOVED)
    marks = {
        row.xpath("string(th)").split()[0]: row.xpath("string(.//span[@class='mark']/@style)")
        for row in html.fromstring(body.decode()).xpath("//tr[.//span[@class='mark']]")
    }
    colours = {"AA": "#22303C", "AC": "#0067A5", "DN": "#C2540A", "HS": "#00795B"}
    assert {code: marks[code] for code in colours} == {
        c: f"background:{colour}" for c, colour in colours.items()
    }
    document = Document(BytesIO(ask(WORD_FILE, MOVED)[2])).element.xml
    assert all(colour.removeprefix("#") in document for colour in colours.values())


def test_the_document_is_a_file_to_keep():
    status, headers, body = ask(WORD_FILE, MOVED)
    assert status == 200
    assert headers["content-type"] == WORD
    name = r"bildungszielkompass-2026-beschlussvorlage-szenario-[0-9a-f]{6}-de-20\d\d-\d\d-\d\d"
    pattern = rf'attachment; filename="{name}\.docx"'
    assert re.fullmatch(pattern, headers["content-disposition"])
    words = [p.text for p in Document(BytesIO(body)).paragraphs]
    assert any("AA −100, HS +100" in text for text in words)


def test_the_link_leads_to_the_same_scenario_on_the_host_that_was_asked():
    query = [*MOVED, ("v", "A|2026~AA-AC.60.15"), ("v", "B|2026"), ("masszahl", "population")]
    link, document = link_of(ask(query=query)[2])
    parts = urlsplit(link)
    assert (parts.scheme, parts.netloc, parts.path) == ("http", "kompass.example:8501", "/simulator")
    assert parse_qsl(parts.query) == query
    assert parse_qsl(urlsplit(document).query) == query
    written = Document(BytesIO(ask(WORD_FILE, query)[2]))
    assert [r.target_ref for r in written.part.rels.values() if r.is_external] == [link]


def test_the_link_knows_scheme_and_path_behind_a_proxy():
    link, _ = link_of(ask(query=MOVED, host="stadt.example", scheme="https", root_path="/kompass")[2])
    assert link.startswith("https://stadt.example/kompass/simulator?s=2026")


def test_without_a_scenario_it_is_the_plan():
    status, _, body = ask()
    assert status == 200
    assert "Es bleibt bei der Aufteilung des Plans 2026." in body.decode()
    assert link_of(body) == ("http://kompass.example:8501/simulator", "beschlussvorlage.docx")


BAD = [
    ("s", "2025~AA-HS.100", "2025"),
    ("s", "2026~AA-HS.9999", "2.269"),
    ("s", "<script>alert(1)</script>", "Plan"),
    ("weil", "7:weil", "7:weil"),
    ("v", "Name|2026~XX-HS.1", "XX"),
    ("v", "Name|2026~AA-HS", "AA-HS"),
    ("basis", "key.nichts", "key.nichts"),
    ("annahme", "qa-101", "101"),
    ("eigen", "Name~~AC-1~HS-2", "Quelle"),
    ("mix", "gerecht.3", "gerecht"),
    ("masszahl", "Katzen", "Katzen"),
    ("aufteilung", "Hunde", "Hunde"),
]


@BOTH
@pytest.mark.parametrize(("name", "value", "named"), BAD, ids=[f"{n}={v}" for n, v, _ in BAD])
def test_what_cannot_be_is_refused_in_words_with_a_way_back(path, name, value, named):
    status, headers, body = ask(path, [(name, value)])
    assert status == 400
    assert headers["content-type"] == "text/html; charset=utf-8"
    page = html.fromstring(body.decode())
    assert page.get("lang") == "de"
    assert named in " ".join(page.itertext())
    back = f"simulator?{urlencode({name: value})}"  # which tells it, too, and lets the reader go on without
    assert [a.get("href") for a in page.iter("a")] == [back]
    assert list(page.iter("script")) == []
    assert "Traceback" not in body.decode()


@pytest.mark.slow
@BOTH
@pytest.mark.parametrize(
    "host", ["a b", '"><script>', "[", "[::1", "ä.example", "a:b:c", "a\x01b", "", "x" * 4000]
)
def test_a_hostile_host_breaks_nothing(path, host):
    status, _, body = ask(path, MOVED, host=host)
    assert status in (200, 400)
    if path == PAPER:
        assert list(html.fromstring(body.decode()).iter("script")) == []


@pytest.mark.parametrize(
    "query", [b"s=%ff%fe", b"s=%00", b"s", b"&&&=", b"weil=1%3Ax&s=2026~AA-HS.1", b"v=%7C&v=%7C"]
)
def test_a_crooked_query_breaks_nothing(query):
    assert ask(query=query)[0] in (200, 400)


def test_an_unknown_language_answers_in_german():
    assert 'lang="de"' in ask(query=[("lang", "../../etc")])[2].decode()


def test_a_very_long_address_is_a_paper_without_a_code():
    # Two hundred moves, and a reason of 200 for ten of them.
    amounts = [1 + n * 37 % 299 for n in range(100)]
    scenario = "~".join(["2026", *(f"AA-HS.{n}.0~HS-AA.{n}.0" for n in amounts)])
    query = [("s", scenario), *(("weil", f"{n}:{'ä' * 200}") for n in range(1, 11))]
    status, _, body = ask(query=query)
    assert status == 200
    assert "zu lang für einen QR-Code" in body.decode()
    status, _, body = ask(WORD_FILE, query)
    assert status == 200
    written = Document(BytesIO(body))
    assert [r for r in written.part.rels.values() if r.is_external] == []  # Word takes no link that long


def test_other_unknown_pages_are_still_unknown():
    assert ask("/beschlussvorlagen")[0] == 404


codes = st.sampled_from(["AA", "AC", "DN", "HS", "EXT", "XX"])
entries = st.builds("{}-{}.{}.{}".format, codes, codes, st.integers(0, 2500), st.integers(0, 600))
scenarios = st.lists(entries, max_size=4).map(lambda parts: "~".join(["2026", *parts]))
values = {
    "s": scenarios,
    "weil": st.builds("{}:{}".format, st.integers(0, 3), st.text(max_size=30)),
    "v": st.builds("{}|{}".format, st.text(max_size=8), scenarios),
    "basis": st.sampled_from(["", "key.population", "key.equal", "v.A"]),
    "annahme": st.sampled_from(["qa-0", "qa-60~qs-0~ka-0", "ks-1~ka-1000000~sp-90", "HS.qa-3~sp-1", "sp-20"]),
    "mix": st.sampled_from(["population.3", "population.0", "equal.10~unemployed.1"]),
    "eigen": st.sampled_from(["A~B~AA-1~HS-0", "A~B~AC-1~DN-1~HS-1"]),
    "masszahl": st.sampled_from(["unemployed", "population", "employees"]),
    "aufteilung": st.sampled_from(["ohne", "population", "employment_gap"]),
}
queries = st.fixed_dictionaries(
    {}, optional={n: st.one_of(v, st.text(max_size=20)) for n, v in values.items()}
)


@pytest.mark.slow
@settings(max_examples=60)
@given(queries)
def test_whatever_is_asked_is_a_paper_or_refused(query):
    status, _, body = ask(query=query.items())
    assert status in (200, 400)
    assert list(html.fromstring(body.decode()).iter("script")) == []
