"""Files to take along in Chromium: made by keyboard, with a word on what happens, saved under their name."""

import re
from io import BytesIO

from pptx import Presentation

STATUS = "section:first-of-type [role=status]"


def test_a_file_is_made_by_keyboard_and_saved(desk, tmp_path):
    shown = desk().open("/mitnehmen?s=2026~AA-HS.100.25&ansichten=kontingente,simulator")
    link = shown.page.locator("a.bk-file").first

    def slowly(route):
        shown.page.wait_for_timeout(900)
        route.continue_()

    shown.page.route(re.compile(r"/mitnehmen/praesentation\.pptx"), slowly)
    link.focus()
    with shown.page.expect_download() as waiting:
        shown.page.keyboard.press("Enter")
        shown.page.wait_for_function(
            "s => document.querySelector(s).textContent === 'wird erstellt …'", arg=STATUS
        )
    saved = tmp_path / "a.pptx"
    waiting.value.save_as(saved)
    name = (
        r"bildungszielkompass-2026-praesentation-(plan|szenario-[0-9a-f]{6})-(de|en)-20\d\d-\d\d-\d\d\.pptx"
    )
    assert re.fullmatch(name, waiting.value.suggested_filename)
    assert len(Presentation(BytesIO(saved.read_bytes())).slides) == 3
    shown.page.wait_for_function(
        "s => document.querySelector(s).textContent.startsWith('gespeichert: bildungszielkompass-2026-praesentation-')",
        arg=STATUS,
    )


def test_why_there_is_no_file_is_said_in_words(desk):
    shown = desk().open("/mitnehmen?ansichten=nix")
    shown.page.locator("a.bk-file").first.click()
    shown.page.wait_for_function(
        "s => document.querySelector(s).textContent.includes('„nix“ gibt es nicht')", arg=STATUS
    )
    shown.page.route(re.compile(r"/mitnehmen/"), lambda route: route.abort())
    shown.page.locator("a.bk-file").first.click()
    shown.page.wait_for_function(
        "s => document.querySelector(s).textContent.startsWith('Keine Verbindung')", arg=STATUS
    )
