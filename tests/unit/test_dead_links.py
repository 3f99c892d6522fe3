"""A link of which a part cannot be used, asked of the routes: files are refused with the cause, the presentation and
its set-up page tell it and offer no file."""

import re
from urllib.parse import urlencode

import pytest
from lxml import html
from starlette.applications import Starlette

from kompass.briefing import routes as briefing
from kompass.briefing.files import FILES
from kompass.facts import load
from kompass.presentation import routes as presentation
from tests.unit import asking
from tests.unit.dead_links import DEAD

FACTS = load()
APP = Starlette(routes=[*briefing.routes(FACTS), *presentation.routes(FACTS)])
PATHS = [
    *(f"/{file.address}" for file in FILES),
    "/beschlussvorlage",
    "/beschlussvorlage.docx",
    "/praesentation",
    "/praesentation/praesentation.json",
]


def ask(path, query, accept="text/html"):
    headers = [("host", "kompass.example"), ("accept", accept)]
    status, _, body = asking.ask(APP, path, query=urlencode(query, doseq=True).encode(), headers=headers)
    return status, body.decode()


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("query", "told"), DEAD.values(), ids=DEAD)
def test_no_file_is_made_and_the_cause_is_told(path, query, told):
    status, body = ask(path, query)
    assert status == 400
    text = "".join(html.fromstring(body).itertext()) if body.startswith("<") else body
    assert re.search(told, text), text


@pytest.mark.parametrize(("query", "told"), DEAD.values(), ids=DEAD)
def test_the_setup_page_tells_it_and_offers_nothing_but_to_go_on_without(query, told):
    status, body = ask("/praesentation/einrichten", query)
    assert status == 200
    tree = html.fromstring(body)
    assert "Bitte den Link prüfen" in tree.xpath("string(//*[@role='alert'])")
    links = tree.xpath("//a/@href")
    assert not [link for link in links if "mitnehmen" in link or "praesentation.json" in link]
    (main,) = tree.xpath("//a[@class='main']")
    assert main.text == "Ohne diese Teile weiterarbeiten"
    query = main.get("href").partition("?")[2]
    status, _, body = asking.ask(APP, "/praesentation/einrichten", query=query.encode())
    tree = html.fromstring(body.decode())
    assert not tree.xpath("//*[@role='alert']")
    assert [link for link in tree.xpath("//a/@href") if "mitnehmen/praesentation.pptx" in link]


@pytest.mark.parametrize("text", ["A\\ud83d", "\\udc00"])
def test_half_a_character_in_a_story_is_refused_in_words(text):
    story = '{"produkt": "bildungszielkompass-praesentation", "ansichten": ["plan"], "parameter": [["weil", "1:X"]]}'
    body = story.replace("X", text).encode()
    form = (
        b'--x\r\nContent-Disposition: form-data; name="datei"; filename="a.json"\r\n\r\n'
        + body
        + b"\r\n--x--\r\n"
    )
    headers = [("content-type", "multipart/form-data; boundary=x"), ("content-length", str(len(form)))]
    status, _, answer = asking.ask(
        APP, "/praesentation/einrichten", method="POST", query=b"ansichten=plan", headers=headers, body=form
    )
    assert status == 400
    assert "halbes Zeichen" in answer.decode()
