"""The security headers by kind of answer, and who may read the interface from another site."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from kompass.language import language
from kompass.rounds.pages.routes import scripts
from kompass.rounds.pages.shell import SCRIPTS, document, script
from kompass.server.cross_origin import OpenInterface, is_origin
from kompass.server.headers import SecurityHeaders, script_hash
from tests.unit.asking import ask


async def anything(asked):
    return PlainTextResponse("answered")


def site(**how):
    return Starlette(
        routes=[Route("/{rest:path}", anything, methods=["GET", "POST", "OPTIONS"])],
        middleware=[Middleware(SecurityHeaders, **how)],
    )


SITE = site(pages={"/", "/karte"}, scripts=["run()"], framed="/einbetten")
FRAMED = site(
    pages={"/", "/karte"}, framed="/einbetten", hosts="https://a.example", framing="https://intranet.example"
)
MAP = "/component/streamlit_folium.st_folium/index.html"


def policy_of(app, path):
    headers = ask(app, path)[1]
    parts = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    return parts, headers.get("x-frame-options")


@pytest.mark.parametrize(
    ("path", "scripts"),
    [
        ("/karte", "'self' 'unsafe-inline' blob:"),
        ("/karte/", "'self' 'unsafe-inline' blob:"),
        (MAP, "'self' 'unsafe-inline' 'unsafe-eval'"),
        ("/praesentation", "'self' 'sha256-AvyuiL0SD1mVY3NNxR+V2uo+lhk6RMFrytWmRt6CrJQ='"),
        ("/karte/component/x", "'self' 'sha256-AvyuiL0SD1mVY3NNxR+V2uo+lhk6RMFrytWmRt6CrJQ='"),
        ("/einbetten/x", "'none'"),
    ],
)
def test_each_kind_of_page_runs_no_more_scripts_than_it_needs(path, scripts):
    assert policy_of(SITE, path)[0]["script-src"] == scripts


@pytest.mark.parametrize("path", ["/", MAP, "/praesentation", "/einbetten/x", "/api/v1/health"])
def test_nothing_comes_from_another_site(path):
    for sources in policy_of(SITE, path)[0].values():
        assert not [s for s in sources.split() if "*" in s or s.startswith(("http", "//", "ws"))]


@pytest.mark.parametrize(
    ("path", "alone", "with_sites"),
    [
        ("/", ("'self'", "SAMEORIGIN"), ("'self' https://intranet.example", None)),
        (MAP, ("'self'", "SAMEORIGIN"), ("'self' https://intranet.example", None)),
        ("/praesentation", ("'self'", "SAMEORIGIN"), ("'self' https://intranet.example", None)),
        ("/einbetten/x", ("'none'", "DENY"), ("https://a.example https://intranet.example", None)),
    ],
)
def test_only_sites_that_the_operator_names_may_frame(path, alone, with_sites):
    for app, expected in ((SITE, alone), (FRAMED, with_sites)):
        policy, option = policy_of(app, path)
        assert (policy["frame-ancestors"], option) == expected


def test_below_a_path_the_kinds_are_the_same():
    below = site(pages={"/plan", "/plan/karte"}, framed="/einbetten", base="plan")
    assert "blob:" in policy_of(below, "/plan/karte")[0]["script-src"]
    assert "'unsafe-eval'" in policy_of(below, f"/plan{MAP}")[0]["script-src"]
    assert policy_of(below, "/plan/einbetten/x")[1] == "DENY"


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_scripts_inside_pages_of_a_round_are_those_that_may_run(name):
    html = document("", "", "", script(name), language("de"))
    inside = html.partition('<script type="module">')[2].partition("</script>")[0]
    assert script_hash(inside) in {script_hash(allowed) for allowed in scripts()}


# ---------------------------------------------------------------- CORS


def interface(*origins, base=""):
    async def inner(scope, receive, send):
        await PlainTextResponse("answered")(scope, receive, send)

    return OpenInterface(inner, origins, base)


def allowed(app, path, method="GET", origin="https://a.example", wanted=""):
    headers = [("origin", origin)]
    if wanted:
        headers += [
            ("access-control-request-method", wanted),
            ("access-control-request-headers", "content-type"),
        ]
    status, told, _ = ask(app, path, method=method, headers=headers)
    return told.get("access-control-allow-origin") if status == 200 else status


def test_without_an_entry_no_other_site_reads():
    assert allowed(interface(), "/api/v1/health") is None
    assert allowed(interface(), "/api/v1/goal", "OPTIONS", wanted="POST") is None


def test_all_sites_or_those_that_are_named():
    assert allowed(interface("*"), "/api/v1/health") == "*"
    named = interface("https://a.example", "https://b.example")
    assert allowed(named, "/api/v1/health") == "https://a.example"
    assert allowed(named, "/api/v1/health", origin="https://c.example") is None
    assert allowed(named, "/api/v1/goal", "OPTIONS", wanted="POST") == "https://a.example"
    assert allowed(named, "/api/v1/goal", "OPTIONS", "https://c.example", "POST") == 400
    assert allowed(named, "/api/v1/goal", "OPTIONS", wanted="DELETE") == 400
    assert "Origin" in ask(named, "/api/v1/health", headers=[("origin", "https://a.example")])[1]["vary"]


def test_only_the_interface_and_what_keeps_nothing():
    app = interface("*")
    for path in ("/", "/praesentation", "/api/v1", "/_stcore/health"):
        assert allowed(app, path) is None
    assert allowed(app, "/api/v1/actual", "POST") == "*"
    assert allowed(app, "/api/v1/rounds/ABCDE") == "*"
    assert allowed(app, "/api/v1/rounds/ABCDE/answers", "POST") is None
    assert allowed(app, "/api/v1/rounds/ABCDE/answers", "OPTIONS", wanted="POST") is None
    assert allowed(interface("*", base="plan"), "/plan/api/v1/health") == "*"


def test_an_origin_is_told_from_what_is_none():
    assert all(map(is_origin, ("*", "https://a.example", "http://localhost:8501")))
    assert not any(
        map(is_origin, ("a.example", "https://a.example/", "https://*.example", "https://A.example", "null"))
    )
