"""Decision paper and profile as PDF, read again: text, tags, language, title, and whatever a user may have typed."""

import re
import subprocess
import zlib

import pytest

from kompass.briefing.decision.decision import decision_paper
from kompass.briefing.paper.pdf import paper_pdf
from kompass.briefing.profile.profile import profile_paper
from kompass.language import language
from kompass.request.choices import choices
from tests.colours import LIGHT
from tests.office.exporting import FACTS, MADE, export

# Markup of typst, HTML and spreadsheets, two scripts that run to the left, a word without end.
MARKUP = "*fett* #panic(1) $x$ <b> @ref `code` \\ // c = h - l [x] \"q\" =1+1 'e'"
LEFTWARDS, ENDLESS = "שלום مرحبا", "ä" * 200
MOVED = {"s": ["2026~AA-HS.100.25~HS-AA.1.0~HS-AA.2.0~HS-AA.3.0"]}


def paper(code, query):
    words = language(code)
    facts = FACTS.in_language(words)
    link = "http://kompass.example/simulator?s=2026"
    return decision_paper(facts, choices(facts, query), link, MADE, words)


@pytest.fixture(scope="module")
def pdf(tmp_path_factory):
    """Objects of a paper, that of a query if none is given, and what poppler reads: text, and tags with texts."""

    def made(code, query, shown=None):
        path = tmp_path_factory.mktemp("pdf") / "paper.pdf"
        path.write_bytes(paper_pdf(shown or paper(code, query), LIGHT))
        readers = (["pdftotext", "-layout", path, "-"], ["pdfinfo", "-struct-text", path])
        # poppler writes titles of headings as they are in the file, in UTF-16.
        text, tags = (
            subprocess.run(reader, check=True, capture_output=True).stdout.decode(errors="replace")
            for reader in readers
        )
        return inside(path.read_bytes()), text, re.sub(r'"\n +"', "", tags)  # lines of a paragraph joined

    return made


def inside(file):
    """The objects of a PDF, those in compressed streams too."""
    found = [file]
    for start in re.finditer(rb"stream\r?\n", file):
        try:
            found.append(zlib.decompressobj().decompress(file[start.end() :]))
        except zlib.error:
            continue
    return b"\n".join(found)


# AA gives 100 of 2,269 places and 25 of 573 degree-oriented ones to HS (353 and 129) and gets 6 back without any.
@pytest.mark.parametrize(
    ("code", "tag", "title", "places", "degree", "words"),
    [
        ("de", "de-DE", "Beschlussvorlage: Aufteilung", ("2.175", "447"), ("548", "154"), "Seite 1 von"),
        ("en", "en-GB", "Decision paper: allocation", ("2,175", "447"), ("548", "154"), "Page 1 of"),
    ],
)
def test_it_is_tagged_titled_and_says_the_numbers(pdf, code, tag, title, places, degree, words):
    objects, text, tags = pdf(code, MOVED)
    assert f"/Lang({tag})".encode() in objects
    for mark in ("/MarkInfo<</Marked true", "pdfuaid:part>1<", "pdfaid:part>2<", f'x-default">{title}'):
        assert mark.encode() in objects
    assert b"/DisplayDocTitle true" in objects
    assert title in text
    assert words in text
    for number in (*places, *degree):
        assert number in text
    # The numbered headings, tables with heads, the map and the code as figures with an alternative text.
    assert len(re.findall(r"^  +H1 ", tags, re.M)) == 7
    assert tags.count("Table") >= 6
    assert tags.count("TH ") + tags.count("TH\n") >= 20
    assert objects.count(b"/Alt") >= 2
    names = ("Agentur für Arbeit Aachen-Düren", "Jobcenter StädteRegion Aachen", "job-com Kreis Düren")
    for name in (*names, "Jobcenter Kreis Heinsberg"):
        assert name in text
    fonts = set(re.findall(rb"/FontName/[A-Z]{6}\+([A-Za-z]+)", objects))
    assert fonts == {b"SourceSansPro"}


def test_a_hostile_reason_comes_out_as_text(pdf):
    reasons = [f"1:{MARKUP}", f"2:{LEFTWARDS}", f"3:{ENDLESS}", "4:日本語 und 🎉 bleiben"]
    _, text, tags = pdf("de", {**MOVED, "weil": reasons})
    assert MARKUP in tags
    for word in LEFTWARDS.split():
        assert word in text
    letters = re.sub(r"\s|\u200b", "", text)
    assert letters.count("ä" * 24) >= 1
    assert "ä" * 25 not in text.replace(" ", "")  # broken, so that no letter is cut at the edge
    # What none of the bundled fonts has is a sign that says so.
    assert "��� und � bleiben" in text
    assert "Zeichen, für die diese Datei keine Schrift hat, stehen hier als �." in text


def test_letters_of_any_number_of_scripts_are_replaced(pdf):
    blocks = [
        range(start, start + 0x80) for start in (*range(0x0700, 0x2E00, 0x80), *range(0xA000, 0xAC00, 0x80))
    ]
    letters = [next((chr(code) for code in block if chr(code).isalpha()), "") for block in blocks]
    letters = [letter for letter in letters if letter]
    assert len(letters) > 60
    _, text, _ = pdf("de", {**MOVED, "weil": [f"1:{' '.join(letters)} und Pflege"]})
    assert "und Pflege" in text
    assert "�" in text


def test_a_profile_has_its_charts_and_their_numbers(pdf):
    """Of Heinsberg in a scenario: 353 + 100 places, 129 + 25 of them degree-oriented; a map and three charts."""
    shown = profile_paper(export("2026~AA-HS.100.25", ("von", "HS")))
    objects, text, tags = pdf("de", {}, shown)
    assert shown.file_name.endswith("-de-2026-11-26")
    assert "-steckbrief-hs-szenario-" in shown.file_name
    assert "Jobcenter Kreis Heinsberg hat 453 Plätze (+100 gegenüber Plan 2026), davon 154" in " ".join(
        text.split()
    )
    assert "Rechtskreis SGB II, aus der Institution erschlossen" in text
    assert len(re.findall(r"^ +Figure", tags, re.M)) == 6  # and the code of the link
    assert b"/Alt" in objects
    assert re.search(r"453 \(\+100\), davon 154\b", text)  # letters of the chart are text
    assert re.search(r"2\.269 +2\.169 +−100 +548", text)
