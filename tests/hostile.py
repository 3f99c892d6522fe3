"""Hostile input, the same for each seed: scenarios, searches, goals, figures, rounds, addresses of pages, files.

``tests/unit/test_hostile.py`` takes a small share of it, ``tests/bench/hostile.py`` all.
"""

import io
import json
import random
import string
import zipfile
from copy import deepcopy
from dataclasses import dataclass, field
from time import perf_counter
from urllib.parse import quote, urlencode

from starlette.applications import Starlette

from kompass.actual.reading import read_file as read_figures
from kompass.api import routes as api
from kompass.briefing import routes as papers
from kompass.facts import load
from kompass.images import routes as images
from kompass.images.page_head import page_head
from kompass.language import language
from kompass.pages import PAGES
from kompass.places.parameters import WHOLE
from kompass.places.plan import plan_of
from kompass.plans.checking import checked
from kompass.plans.reading import no_plan, read
from kompass.plans.registry import REGISTRY
from kompass.plans.routes import for_each_plan
from kompass.presentation import routes as presentation
from kompass.presentation.story import Show, StoryError, story_from_file
from kompass.presentation.views.registry import view_specs
from kompass.request.file_name import now
from kompass.rounds.hub import Hub
from kompass.rounds.routes import api_routes
from kompass.rounds.store import Store
from tests.unit.asking import ask

FACTS = load()
PLAN = plan_of(FACTS)
CODES = [*PLAN.codes, "EXT"]
# Texts that break programs: nothing, signs that end a text elsewhere, half characters, other directions, numbers of no size.
TEXTS = (
    *("", " ", "\0", "\x1b[31m", "\u202egnp", "\ufeff", "\u200b", "\ud800", "😀", "é" * 300, "a" * 5000),
    *(
        "<script>alert(1)</script>",
        "' OR 1=1 --",
        "../../etc/passwd",
        "%00",
        "%ff",
        "${7*7}",
        "{0}",
        "{name}",
    ),
    *(
        "=cmd|'/c calc'!A1",
        "null",
        "NaN",
        "Infinity",
        "-0",
        "1e309",
        "9" * 400,
        "0.1",
        "٣",
        "Ⅷ",
        "\r\nX: y",
        "~",
        "|",
    ),
)
NUMBERS = (0, -1, 1, 25, 10**7, 10**30, -(10**30), 0.5, 1e308, 1e-320, True, None, "1", [], {}, "NaN")
RAW = ("1e9999999999999999999", "1e-9999999999999999999", "NaN", "-Infinity", "9" * 4000, "1E+400", "-0.0")


def application():
    """The server's own routes, with rounds in memory."""
    rounds = api_routes(Hub(Store(), REGISTRY.facts))
    return Starlette(
        routes=[
            *for_each_plan(lambda facts: api.routes(facts, rounds), REGISTRY),
            *for_each_plan(papers.routes, REGISTRY),
            *for_each_plan(presentation.routes, REGISTRY),
            *for_each_plan(images.routes, REGISTRY),
        ]
    )


@dataclass
class Told:
    """What became of hostile input."""

    tried: int = 0
    answered: int = 0
    refused: int = 0
    unhandled: list = field(default_factory=list)
    slowest: float = 0.0

    def of(self, what, work):
        """Note what became of one: ``work()`` returns whether it was answered, or raises."""
        begun = perf_counter()
        self.tried += 1
        try:
            answered = work()
        except Exception as error:
            self.unhandled.append((what, repr(error)))
        else:
            self.answered += answered
            self.refused += not answered
        self.slowest = max(self.slowest, perf_counter() - begun)


def some_text(draw):
    """A hostile text, or parts of several."""
    if draw.random() < 0.7:
        return draw.choice(TEXTS)
    signs = string.printable + "äöüß€\u202e\u0000"
    return "".join(draw.choice(signs) for _ in range(draw.randrange(40)))


def some_scenario(draw):
    """A scenario's text: many that could be, most that cannot."""
    if draw.random() < 0.1:
        return some_text(draw)
    mark = PLAN.mark if draw.random() < 0.9 else some_text(draw)[:80]
    parts = []
    for _ in range(draw.randrange(6)):
        if draw.random() < 0.08:
            parts.append(some_text(draw)[:60])
            continue
        giver, taker = draw.choice(CODES), draw.choice([*CODES, "XX"])
        places = draw.choice((0, 1, 25, draw.randrange(400), draw.randrange(4000), 9_999_999))
        degree = draw.choice(("", f".{draw.randrange(1 + places // 3)}", f".{places}", ".", ".-1"))
        parts.append(f"{giver}-{taker}.{places}{degree}")
    return "~".join([mark, *parts])


def some_value(draw, depth=0):
    """Any value that JSON can hold."""
    kind = draw.random()
    if depth > 3 or kind < 0.5:
        return deepcopy(draw.choice(NUMBERS))
    if kind < 0.7:
        return some_text(draw)
    if kind < 0.85:
        return [some_value(draw, depth + 1) for _ in range(draw.randrange(3))]
    return {some_text(draw): some_value(draw, depth + 1) for _ in range(draw.randrange(3))}


def some_json(draw, good):
    """A JSON body that was ``good``, with up to three values in it replaced; some are no JSON at all."""
    document = json.loads(json.dumps(good))
    for _ in range(draw.randrange(4)):
        at = document
        while True:
            inner = [
                k for k in (at if isinstance(at, dict) else range(len(at))) if isinstance(at[k], dict | list)
            ]
            if not inner or draw.random() < 0.4:
                break
            at = at[draw.choice(inner)]
        if isinstance(at, dict):
            at[draw.choice([*at, some_text(draw)])] = some_value(draw)
        elif at:
            at[draw.randrange(len(at))] = some_value(draw)
        else:
            at.append(some_value(draw))
    body = json.dumps(document)
    way = draw.random()
    if way < 0.15:
        body = body.replace(draw.choice(("0", "1", "25", "100")), draw.choice(RAW), 1)
    elif way < 0.2:
        body = body[: draw.randrange(len(body))]
    elif way < 0.22:
        body = "[" * 100_000
    elif way < 0.24:
        body = body.replace("{", '{"a": 1, "a": 2, ', 1)
    return body.encode("utf-8", "surrogatepass")


GOAL = {
    "s": "2026~AA-HS.100.25",
    "minimum_per_1000": [{"institution": "HS", "of": "unemployed", "value": 38}],
    "minimum_degree_rate": 0.2,
    "most_given": 400,
    "distance": [{"key": "population", "places": 70}],
    "locked": ["AC"],
    "floors": {"DN": 100},
    "ceilings": {"HS": 1000},
}
FIGURES = {
    "records": [{"institution": "AA", "month": n, "entries": 100 + n, "degree": 25} for n in range(1, 5)],
    "money": [{"institution": "AA", "allotted": 100, "committed": 25}],
    "counting": "monthly",
    "path": "straight",
    "today": "2026-06-01",
    "exercise": True,
}
QUESTION = {
    "kind": "choice",
    "title": "Wie?",
    "start": "2026",
    "within": 25,
    "options": [{"name": "a", "s": "2026"}, {"name": "b", "s": "2026~AA-HS.100.25"}],
    "limits": "",
    "locked": ["AC"],
    "signed": False,
    "minutes": 25,
}
STORY = {
    "produkt": "bildungszielkompass-praesentation",
    "ansichten": ["plan", "ziele"],
    "thema": "hell",
    "parameter": [["s", "2026~AA-HS.100.25"], ["v", "A|2026"]],
}


def sound(document):
    """Whether the invariants hold in the answer of a scenario: sums, and no more qualification-oriented places than
    places."""
    own = document["institutions"].values()
    outside = document["from_outside"]
    moved = sum(flow["places"] for flow in document["flows"] if flow["from"] != "EXT" != flow["to"])
    return (
        document["total"] == sum(o["places"] for o in own) == PLAN.total.places + outside["places"]
        and document["degree_total"] == sum(o["degree"] for o in own) == PLAN.total.degree + outside["degree"]
        and all(0 <= o["degree"] <= o["places"] for o in own)
        and all(
            o["places"] - o["change"] == PLAN.quotas[c].places for c, o in document["institutions"].items()
        )
        and moved >= 0
    )


def scenarios(app, count, seed):
    """Scenarios in addresses."""
    draw, told = random.Random(seed), Told()
    for _ in range(count):
        pairs = [("s", some_scenario(draw))]
        for name in WHOLE[2:]:
            if draw.random() < 0.05:
                pairs += [(name, some_text(draw)[:1000]) for _ in range(draw.randrange(1, 8))]
        query = urlencode(pairs, errors="surrogatepass").encode()
        told.of(pairs, lambda query=query: _answered(app, "/api/v1/scenario", query=query, holds=sound))
    return told


def searches(app, count, seed):
    """Words to search for."""
    draw, told = random.Random(seed), Told()
    words = ("pflege", "821", "arbeitslosenquote", "sgb ii", "Düren", "niedeggen")
    for _ in range(count):
        word = some_text(draw) if draw.random() < 0.5 else draw.choice(words)[: draw.randrange(1, 9)]
        if draw.random() < 0.3:
            word += draw.choice(TEXTS)[:30]
        query = (
            f"q={quote(word, errors='surrogatepass')}&lang={draw.choice(('de', 'en', 'AAA', ''))}".encode()
        )
        told.of(word, lambda query=query: _answered(app, "/api/v1/search", query=query))
    return told


def bodies(app, path, good, count, seed):
    """JSON bodies for a route that takes them."""
    draw, told, holds = random.Random(seed), Told(), sound if path.endswith("goal") else None
    for _ in range(count):
        body = some_json(draw, good)
        told.of(body[:300], lambda body=body: _answered(app, path, holds, method="POST", body=body))
    return told


def addresses(app, count, seed):
    """Addresses of pages (their first HTML), of presentation, pictures and papers."""
    draw, told = random.Random(seed), Told()
    paths = [page.url_path for page in PAGES]
    for _ in range(count):
        pairs = tuple((draw.choice(WHOLE), some_text(draw)) for _ in range(draw.randrange(5)))
        pairs += (("s", some_scenario(draw)), ("lang", draw.choice(("de", "en", "AAA"))))
        if draw.random() < 0.8:
            path = draw.choice(paths)
            # A server hands over what it could decode: no half characters.
            decoded = tuple((n, v.encode("utf-8", "replace").decode()) for n, v in pairs)
            told.of(
                (path, pairs),
                lambda path=path, own=decoded: bool(page_head(path, own, FACTS, "http://k.example/")),
            )
        else:
            path = draw.choice(("/praesentation", "/praesentation/einrichten", "/praesentation/ansicht/plan"))
            query = urlencode(pairs, errors="surrogatepass").encode()
            told.of((path, pairs), lambda path=path, query=query: _answered(app, path, query=query))
    return told


def files(count, seed):
    """Files that are brought: plans, figures of the year, presentations."""
    draw, told = random.Random(seed), Told()
    today, known = now().date(), view_specs(FACTS)
    for _ in range(count):
        name, content = _file(draw)
        what = (name, content[:80])
        told.of(what, lambda n=name, c=content: not checked(read(n, c, None, no_plan)).errors)
        told.of(what, lambda n=name, c=content: not read_figures(n, c, FACTS, PLAN, today).errors)
        story = some_json(draw, STORY)
        told.of(what, lambda c=story: _story(c, known))
    return told


def _file(draw):
    """A name and content."""
    head = "Institution;Monat;Eintritte\n"
    rows = "".join(
        f"{some_text(draw)};{draw.choice(NUMBERS)};{some_text(draw)}\n" for _ in range(draw.randrange(9))
    )
    text = (head + rows).encode(draw.choice(("utf-8", "utf-16", "cp1252", "utf-7")), "ignore")
    match draw.randrange(6):
        case 0:
            return draw.choice(("ist.csv", "quotas.csv", "../x.csv", "\0.csv", "a" * 300 + ".csv")), text
        case 1:
            return "x.xlsx", draw.randbytes(draw.randrange(2000))
        case 2:
            return "x.xlsx", b"PK\x03\x04" + draw.randbytes(draw.randrange(200))
        case 3:
            names = draw.sample(
                ("quotas.csv", "../quotas.csv", "plans.csv", "a/b/c.csv", "x.exe", "[Content_Types].xml"), 3
            )
            return "x.zip", _zip(dict.fromkeys(names, text))
        case 4:  # what swells when it is unpacked
            return "x.zip", _zip({"quotas.csv": b"0" * 3_000_000, "plans.csv": b"\n" * 1_000_000})
        case _:
            sheet = b"<worksheet>" + b"<c>" * draw.randrange(3000) + draw.randbytes(20)
            return "x.xlsx", _zip(
                {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<!DOCTYPE x>", "xl/w.xml": sheet}
            )


def _zip(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def _story(content, known):
    try:
        story_from_file(content, known, Show(("plan",)))
    except StoryError as error:
        language("en").message(error.message).encode()
        return False
    return True


def _answered(app, path, holds=None, **how):
    """Whether a request is answered; refused is one with a status of 4xx and a reason. Raises AssertionError for any other
    answer, and for one that breaks an invariant."""
    status, headers, body = ask(app, path, **how)
    body.decode("utf-8")
    assert status == 200 or 300 <= status < 500, (status, body[:200])
    if "json" in headers["content-type"]:
        document = json.loads(body)
        if status == 200:
            assert holds is None or holds(document), document
        else:
            reason = document["error"]
            assert reason
            assert all(c.isprintable() or c.isspace() for c in reason), reason
    return status < 400
