"""Short links: packed and unpacked without loss, short enough for a QR code, refused when they are damaged."""

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette

from kompass.language import language
from kompass.request.qr import code_note, qr_code
from kompass.request.short_link import ShortLinkError, packed, short_link, unpacked
from kompass.server import site
from tests.unit import asking

MOVES = "2026~AA-HS.100.25~AC-DN.150.30~DN-HS.20.5~EXT-AC.60.10"
OLD = "1Q-FA5GEuDkjLSU1PVVA1MlNwSizVUQDKAjmmAA"  # of 29.11.2026
BASE = "https://kompass.staedteregion.example/"
REASON = "1:weil in der Pflege und im Handwerk Plätze fehlen, wie es die Konferenz am 12. Mai beschlossen hat"


@given(
    st.lists(
        st.tuples(
            st.text(string.ascii_lowercase, min_size=1, max_size=9),
            st.text(st.characters(codec="utf-8"), max_size=60),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_what_is_packed_is_unpacked(pairs):
    text = packed(pairs)
    assert unpacked(text) == pairs
    assert set(text) <= set(string.ascii_letters + string.digits + "-_")


def test_a_link_on_old_paper_is_still_read():
    # The dictionary of version 1 must never change.
    assert unpacked(OLD) == [("s", "2026~AA-HS.100.25"), ("weil", "1:Pflege & Bau, 100 %")]


def test_four_moves_fit_into_a_code_for_the_back_row():
    short = short_link(f"{BASE}simulator?s={MOVES}")
    assert short.complete
    assert short.address.startswith(f"{BASE}k/1")
    assert len(short.address) <= 120
    code = qr_code(f"{BASE}simulator?s={MOVES}")
    assert code.error in ("M", "Q", "H")
    assert code.version <= 8


def test_reasons_that_do_not_fit_are_left_out_and_it_is_said():
    link = f"{BASE}simulator?s={MOVES}&weil={REASON}&weil=2:{REASON[2:]}"
    short = short_link(link)
    assert not short.complete
    assert unpacked(short.address.rpartition("/")[2]) == [("s", MOVES)]
    assert code_note(link, language("de")) == "Der QR-Code führt zum Szenario ohne Begründungen."
    assert code_note(link, language("en")) == "The QR code leads to the scenario without its reasons."
    assert code_note(f"{BASE}simulator?s={MOVES}", language("de")) == ""


def test_where_nothing_fits_there_is_no_code():
    moves = "~".join(f"AA-HS.{n}.{n % 7}" for n in range(1, 90))
    link = f"{BASE}simulator?s=2026~{moves}"
    assert short_link(link) is None
    assert qr_code(link) is None
    assert code_note(link, language("de")) == ""


def test_without_parameters_it_is_the_link_itself():
    assert short_link(f"{BASE}simulator").address == f"{BASE}simulator"


@pytest.mark.parametrize(
    "text", ["", "1", "2abc", "1!!!!", "1AAAA", packed([("s", MOVES)])[:-4], packed([("s", "x")]) + "AAAA"]
)
def test_a_damaged_link_is_refused(text):
    with pytest.raises(ShortLinkError):
        unpacked(text)


def test_a_bomb_is_not_unpacked():
    with pytest.raises(ShortLinkError):
        unpacked(packed([("s", "0" * 1_000_000)]))


SITE = Starlette(routes=site.routes(Path("icon.svg")))


def test_the_route_leads_to_the_simulator():
    status, headers, _ = asking.ask(
        SITE, f"/k/{packed([('s', MOVES), ('weil', '1:Bau & Ä')])}", headers=[("host", "kompass.example")]
    )
    assert status == 303
    assert headers["location"] == f"http://kompass.example/simulator?s={MOVES}&weil=1%3ABau+%26+%C3%84"


def test_the_route_says_what_is_wrong():
    status, _, body = asking.ask(SITE, "/k/1zzz", headers=[("host", "kompass.example")])
    assert status == 400
    assert body.decode() == "Der Kurzlink ist nicht lesbar. Bitte prüfen, ob er vollständig ist."
