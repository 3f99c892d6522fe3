"""File names tell plan, subject, district, scenario, language and day, and no two files share one."""

import datetime as dt
import re
from itertools import product

import pytest

from kompass.briefing.decision.decision import decision_paper
from kompass.briefing.files import FILES, Part
from kompass.facts import load
from kompass.language import LANGUAGES, language
from kompass.request.choices import choices
from kompass.request.file_name import file_name, scenario_mark, slug
from tests.office.exporting import export

FACTS = load()
DISTRICTS = ("05334", "05358", "05370")
DAY = dt.date(2026, 11, 26)
SET = {
    "plan": {},
    "moved": {"s": ["2026~AA-HS.100.25"]},
    "other degree": {"s": ["2026~AA-HS.100.26"]},
    "reason": {"s": ["2026~AA-HS.100.25"], "weil": ["1:weil"]},
    "another reason": {"s": ["2026~AA-HS.100.25"], "weil": ["1:darum"]},
    "kept": {"v": ["=2+2|2026~AA-HS.1.0"]},
    "baseline": {"basis": ["key.population"]},
    "measure": {"masszahl": ["population"]},
    "split": {"aufteilung": ["population"]},
    "mix": {"mix": ["population.1"]},
    "key": {"eigen": ["x~y~AC-1~DN-2"]},
    "assumed": {"annahme": ["qa-60"]},
}
ALLOWED = re.compile(r"bildungszielkompass-2026-[a-z0-9-]+-(de|en)-2026-11-26")


def test_every_language_scenario_and_district_has_a_name_of_its_own():
    marks = [scenario_mark(choices(FACTS, asked)) for asked in SET.values()]
    names = [
        file_name(what, FACTS, "2026", code, DAY, mark, ags)
        for what, code, mark, ags in product(
            [file.file_id for file in FILES] + ["beschlussvorlage", "szenarien"],
            LANGUAGES,
            marks,
            ("", *DISTRICTS),
        )
    ]
    assert len(set(names)) == len(names) == (len(FILES) + 2) * 2 * len(SET) * 4
    assert all(ALLOWED.fullmatch(name) and name.isascii() and len(name) < 120 for name in names)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_files_themselves_are_called_so(code):
    found = set()
    for scenario in ("", "2026~AA-HS.100.25"):
        for ags in DISTRICTS:
            asked = export(scenario, ("kreis", ags), code=code)
            found |= {asked.file_name(f.file_id, ags if Part.DISTRICT in f.holds else "") for f in FILES}
    assert len(found) == 2 * (len(FILES) - 1 + 3)
    assert f"bildungszielkompass-2026-kurzfassung-kreis-dueren-plan-{code}-2026-11-26" in found
    assert len([name for name in found if re.search(r"-szenario-[0-9a-f]{6}-", name)]) == len(FILES) - 1 + 3


def test_the_paper_is_called_so():
    asked = export("2026~AA-HS.100.25")
    paper = decision_paper(
        FACTS, asked.chosen, asked.provenance.link, asked.provenance.made_at, language("de")
    )
    assert paper.file_name == asked.file_name("beschlussvorlage")


def test_a_district_is_named_and_not_numbered():
    name = file_name("beschaeftigung-05334", FACTS, "2026", "de", DAY)
    assert name == "bildungszielkompass-2026-beschaeftigung-staedteregion-aachen-de-2026-11-26"


def test_a_summary_without_a_district_is_called_by_the_one_it_is_about():
    asked = export()
    assert asked.one_district == "05334"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Kreis Düren", "kreis-dueren"),
        ("Straße ÄÖÜ", "strasse-aeoeue"),
        ("../../x\0", "x"),
        ("=2+2", "2-2"),
        ("é", "e"),
        ("東", ""),
    ],
)
def test_names_are_plain_ascii(text, plain):
    assert slug(text) == plain
