"""What ``make audit`` says of a report; and that packages are installed by their hashes only."""

import re
from pathlib import Path

from tools.audit import verdict

ROOT = Path(__file__).parents[2]
CLEAN = {"name": "anyio", "version": "4.16.0", "vulns": []}
SILENT = {"name": "altair", "skip_reason": "Dependency not found"}
FLAW = {"id": "PYSEC-2026-1", "fix_versions": ["2.0"]}
VULNERABLE = {"name": "lxml", "version": "1.0", "vulns": [FLAW, {"id": "GHSA-1", "fix_versions": []}]}


def test_all_clean():
    assert verdict({"dependencies": [CLEAN, CLEAN]}) == (0, "No known vulnerability in 2 packages.")


def test_each_vulnerability_is_named_even_if_others_are_not_known():
    code, words = verdict({"dependencies": [CLEAN, SILENT, VULNERABLE]})
    assert code == 1
    assert "lxml 1.0: PYSEC-2026-1, repaired in 2.0" in words
    assert "lxml 1.0: GHSA-1, repaired in no version yet" in words


def test_no_answer_is_no_clean_bill():
    code, words = verdict({"dependencies": [CLEAN, SILENT]})
    assert code == 2
    assert "for 1 of 2 packages, not for altair" in words
    assert verdict({"dependencies": []})[0] == 2


def test_every_installation_that_is_told_asks_for_hashes():
    told = [(ROOT / name).read_text("utf-8") for name in ("Makefile", "docs/betrieb.md")]
    lines = [
        line for text in told for line in text.splitlines() if re.search(r"pip (install|download) ", line)
    ]
    assert len(lines) >= 3
    assert [line for line in lines if "--require-hashes" not in line and "--no-index" not in line] == []
