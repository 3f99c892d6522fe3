"""A server behind a proxy that takes a path away, as the operator's file says; other sites that it lets in."""

import re
from contextlib import contextmanager
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families

from kompass.language import language
from kompass.pages import ALL_PAGES
from kompass.request.short_link import packed
from kompass.rounds.pages.wall import code_picture
from tests.browser.conftest import POLICY, Desk
from tests.browser.proxying import proxied
from tests.browser.serving import ROOT, free_port, served
from tests.browser.test_rounds import send

pytestmark = pytest.mark.slow
MADE = (".pptx", ".xlsx", ".zip", ".docx", ".pdf", ".html")  # take long to make; other tests do
SOME = 3  # of each folder: a hundred pictures have one route
PREFIX = "/intern/kompass"
SCENARIO = "s=2026~AA-HS.100.25"
DOCUMENTS = (
    f"praesentation?{SCENARIO}&ansichten=plan,simulator",
    f"praesentation/einrichten?{SCENARIO}",
    f"beschlussvorlage?{SCENARIO}",
    "einbetten/kontingente-2026-plaetze",
    "api/v1/",
    "sitemap.xml",
    "plaene.atom",
    f"k/{packed([('s', '2026~AA-HS.100.25')])}",
    "r",
    "kontingente",
)
LINKS = re.compile(r"""(?:href|src|action)=["']([^"'#]+)|<loc>([^<]+)""")
FRAME = "<title>Intranet</title><iframe src='%s' style='width:1300px;height:700px;border:0'></iframe>"


class Intranet(BaseHTTPRequestHandler):
    """A page of another site with the address in a frame that its query names."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write((FRAME % self.path.partition("?")[2]).encode())

    def log_message(self, *_):
        pass


@contextmanager
def intranet():
    with ThreadingHTTPServer(("127.0.0.1", 0), Intranet) as site:
        thread = Thread(target=site.serve_forever, daemon=True)
        thread.start()
        yield site.server_port
        site.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def other():
    with intranet() as port:
        yield port


@pytest.fixture(scope="module")
def public(tmp_path_factory, other):
    folder = tmp_path_factory.mktemp("proxy")
    port, at = free_port(), free_port()
    operator = folder / "betreiber.toml"
    operator.write_text(
        f'oeffentliche_adresse = "http://127.0.0.1:{at}{PREFIX}/"\nrahmen_auf = "http://localhost:{other}"\n'
        f'api_fuer = "http://localhost:{other}"\nkennzahlen = "ja"\n',
        "utf-8",
    )
    with (
        served(ROOT / "app.py", "/api/v1/health", folder / "log.txt", port, operator=operator),
        proxied(at, PREFIX, port) as address,
    ):
        yield address


def links(address, body):
    """The addresses that a document names, but for those in pictures."""
    found = (unescape(a or b) for a, b in LINKS.findall(body))
    return {urljoin(address, link) for link in found if not link.startswith(("data:", "mailto:", "{"))}


def works(link):
    try:
        with urlopen(link) as answer:
            return bool(answer.status == 200)
    except HTTPError:
        return False


def test_every_link_leads_below_the_path(public):
    wrong, pages = [], {f"{PREFIX}/{page.url_path}" for page in ALL_PAGES}  # pages are all alike
    by_folder = {}
    for document in DOCUMENTS:
        with urlopen(f"{public}/{document}") as answer:
            body, address = answer.read().decode(), answer.url
        assert address.startswith(f"{public}/")
        assert "boese" not in body
        for link in links(address, body):
            place = urlsplit(link).path
            if not link.startswith(f"{public}/"):
                wrong.append(f"{document}: {link}")
            elif place not in pages and "{" not in place and not place.endswith(MADE):
                by_folder.setdefault(place.rpartition("/")[0], {})[place] = link
    tried = [link for found in by_folder.values() for link in sorted(found.values())[:SOME]]
    assert wrong == []
    assert [link for link in tried if not works(link)] == []
    assert len(by_folder) == 8


def test_the_code_of_a_round_holds_the_public_address(public):
    opened = send(f"{public}/api/v1/rounds", {"start": "2026", "title": "Frage"})
    code = opened["code"]
    with urlopen(f"{public}/r/{code}/wand") as answer:
        wall = answer.read().decode()
    assert code_picture(code, f"{public}/", language("de")) in wall
    with urlopen(f"{public}/r/{code}") as answer:
        assert urljoin(answer.url, f"../api/v1/rounds/{code}") == f"{public}/api/v1/rounds/{code}"


def test_a_page_works_behind_the_proxy(public, window):
    context = window.new_context(locale="de-DE", viewport={"width": 1366, "height": 768})
    said, away = [], []
    context.on("console", lambda message: said.append(message.text) if POLICY in message.text else None)
    page = context.new_page()
    page.on(
        "request",
        lambda asked: None if asked.url.startswith((public, "data:", "blob:")) else away.append(asked.url),
    )
    page.on(
        "websocket", lambda socket: None if socket.url[2:].startswith(public[4:]) else away.append(socket.url)
    )
    desk = Desk(page, public, []).open("/vergleich")
    with page.expect_response(lambda answer: "/upload_file/" in answer.url) as uploaded:
        page.locator("input[type=file]").first.set_input_files(
            {"name": "a.json", "mimeType": "application/json", "buffer": b"{}"}
        )
    assert uploaded.value.status == 204
    desk.settle()
    page.goto(f"{public}/simulator?{SCENARIO}")
    page.locator("[data-slider='HS.places']").wait_for()
    desk.settle()
    page.locator(".bk-show").first.click()
    page.locator(".view:not([hidden]) h1").wait_for()
    assert page.url.startswith(f"{public}/praesentation?")
    # Streamlit's own script tries longer paths first, and the root of the host; nothing else leaves the path.
    assert [url for url in away if "/_stcore/" not in url] == []
    assert said == []
    context.close()
    told = figures(public)
    assert told["kompass_answers_total", "/vergleich", "200"] >= 1
    assert told["kompass_run_seconds_count", "page"] >= 2


def figures(public):
    """Each of the server's figures by its name and labels; nothing that a reader typed is in them."""
    with urlopen(f"{public}/api/v1/metrics") as answer:
        text = answer.read().decode()
    assert "AA-HS" not in text
    families = text_string_to_metric_families(text)
    return {(s.name, *s.labels.values()): s.value for family in families for s in family.samples}


def test_a_page_of_a_site_that_is_let_in_frames_and_reads(public, other, window):
    context = window.new_context(locale="de-DE", viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.goto(f"http://localhost:{other}/?{public}/kontingente")
    framed = page.frame_locator("iframe")
    framed.locator(".bk-foot").wait_for()
    assert "Plätze" in framed.locator("h1").inner_text()
    read = "address => fetch(address).then(answer => answer.json()).catch(() => null)"
    assert page.evaluate(read, f"{public}/api/v1/health")["status"] == "ok"
    page.goto(f"http://127.0.0.1:{other}/?{public}/kontingente")  # another site, which is not let in
    assert page.evaluate(read, f"{public}/api/v1/health") is None
    page.wait_for_function("() => window.frames.length")
    assert page.frame_locator("iframe").locator(".bk-foot").count() == 0
    context.close()
