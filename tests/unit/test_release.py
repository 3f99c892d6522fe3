"""One version of product and data, and the command that changes it."""

import json
import subprocess
import tomllib
from datetime import date
from pathlib import Path

import pytest

from kompass.facts import load
from kompass.facts_files import DATA_DIR
from tools.release import ReleaseError, release, released_versions

ROOT = Path(__file__).parents[2]
DAY = date(2027, 1, 15)
CHANGELOG = """# Changelog

What changed.

## [Unreleased]

### Added
- A figure.

## [2026.1.0] - 2026-12-01

### Added
- Everything.
"""
PACKAGE = """{
  "profile": "tabular-data-package",
  "version": "2026.1.0",
  "resources": [{"name": "plans", "version": "2026.1.0"}]
}
"""


def git(folder, *words):
    author = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    subprocess.run(["git", *author, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def checkout(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG, "utf-8")
    (tmp_path / "data" / "datapackage.json").write_text(PACKAGE, "utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "Start")
    return tmp_path


def written(folder):
    return [(folder / name).read_text("utf-8") for name in ("CHANGELOG.md", "data/datapackage.json")]


def test_a_release_names_the_unreleased_changes_and_the_data(checkout):
    release(checkout, "2026.2.0", DAY)
    changelog, package = written(checkout)
    assert changelog == CHANGELOG.replace(
        "## [Unreleased]\n", "## [Unreleased]\n\n## [2026.2.0] - 2027-01-15\n"
    )
    assert package == PACKAGE.replace('"version": "2026.1.0",', '"version": "2026.2.0",', 1)
    assert released_versions(changelog) == ["2026.2.0", "2026.1.0"]


def test_the_first_release_may_have_the_version_that_the_data_have(checkout):
    (checkout / "CHANGELOG.md").write_text(CHANGELOG.partition("## [2026.1.0]")[0], "utf-8")
    git(checkout, "commit", "-q", "-am", "Nothing is released yet")
    release(checkout, "2026.1.0", DAY)
    changelog, package = written(checkout)
    assert released_versions(changelog) == ["2026.1.0"]
    assert package == PACKAGE


def refused(folder, version, reason):
    before = written(folder)
    with pytest.raises(ReleaseError, match=reason):
        release(folder, version, DAY)
    assert written(folder) == before


@pytest.mark.parametrize("version", ["", "2026.2", "v2026.2.0", "2026.2.0rc1", "2026.2.0.1", "2026.2.0\n"])
def test_a_version_of_another_form_is_refused(checkout, version):
    refused(checkout, version, "three numbers")


@pytest.mark.parametrize(
    ("version", "reason"), [("2026.1.0", "released already"), ("2025.12.0", "older than")]
)
def test_a_version_that_is_not_newer_is_refused(checkout, version, reason):
    refused(checkout, version, reason)


def test_versions_are_compared_as_numbers(checkout):
    release(checkout, "2026.10.0", DAY)
    git(checkout, "commit", "-q", "-am", "Release 2026.10.0")
    (checkout / "CHANGELOG.md").write_text(
        written(checkout)[0].replace("## [Unreleased]\n", "## [Unreleased]\n\n- One more.\n"), "utf-8"
    )
    git(checkout, "commit", "-q", "-am", "One more")
    refused(checkout, "2026.9.0", "older than 2026.10.0")


def test_a_version_with_a_tag_is_refused(checkout):
    git(checkout, "tag", "v2026.2.0")
    refused(checkout, "2026.2.0", "released already")


@pytest.mark.parametrize("name", ["CHANGELOG.md", "new.txt"])
def test_a_checkout_with_changes_is_refused(checkout, name):
    with (checkout / name).open("a", encoding="utf-8") as file:
        file.write("One more line.\n")
    refused(checkout, "2026.2.0", "not committed")


def test_a_changelog_without_unreleased_changes_is_refused(checkout):
    release(checkout, "2026.2.0", DAY)
    git(checkout, "commit", "-q", "-am", "Release 2026.2.0")
    refused(checkout, "2026.3.0", "no unreleased change")


def test_the_version_stands_in_the_data_package_alone_and_is_the_newest_release():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["dynamic"] == ["version"]
    version = json.loads((DATA_DIR / "datapackage.json").read_text("utf-8"))["version"]
    assert load().version == version
    released = released_versions((ROOT / "CHANGELOG.md").read_text("utf-8"))
    assert released[:1] in ([], [version])
