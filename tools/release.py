"""``make release VERSION=x.y.z``: name what the changelog calls unreleased, and give product and data that version.

The version stands once, in ``data/datapackage.json``: program and tables are released together.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
CHANGELOG, PACKAGE = "CHANGELOG.md", "data/datapackage.json"
UNRELEASED = "## [Unreleased]\n"
NEXT = """\
{changelog} and {package} say {version} now. What is left to do:
    make test
    git commit -am "Release {version}"
    git tag -a v{version} -m "Release {version}"
    git push --follow-tags
"""


class ReleaseError(Exception):
    """Why there is no release; nothing was written."""


def release(root: Path, version: str, day: date) -> None:
    """Write the version into changelog and data package of a clean checkout; raises ReleaseError."""
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise ReleaseError(f"a version is three numbers, such as 2026.1.0, and not {version!r}")
    if _git(root, "status", "--porcelain"):
        raise ReleaseError("the checkout has changes that are not committed")
    changelog = (root / CHANGELOG).read_text("utf-8")
    released = released_versions(changelog)
    if version in released or _git(root, "tag", "--list", f"v{version}"):
        raise ReleaseError(f"{version} is released already")
    if released and _numbers(version) < _numbers(released[0]):
        raise ReleaseError(f"{version} is older than {released[0]}")
    described = (root / PACKAGE).read_text("utf-8")
    new_changelog = with_release(changelog, version, day)
    new_package = with_version(described, version)
    (root / CHANGELOG).write_text(new_changelog, "utf-8")
    (root / PACKAGE).write_text(new_package, "utf-8")


def released_versions(changelog: str) -> list[str]:
    """The versions that a changelog has a section of, in its order: the newest first."""
    return re.findall(r"^## \[(\d+\.\d+\.\d+)\]", changelog, re.MULTILINE)


def with_release(changelog: str, version: str, day: date) -> str:
    """The changelog whose unreleased changes are those of a version, below an unreleased section that is empty."""
    before, heading, rest = changelog.partition(UNRELEASED)
    if not heading:
        raise ReleaseError(f"{CHANGELOG} has no section {UNRELEASED.strip()!r}")
    changes = re.split(r"^## ", rest, maxsplit=1, flags=re.MULTILINE)[0]
    if not re.search(r"^- \S", changes, re.MULTILINE):
        raise ReleaseError(f"{CHANGELOG} tells of no unreleased change")
    return f"{before}{heading}\n## [{version}] - {day.isoformat()}\n{rest}"


def with_version(described: str, version: str) -> str:
    """The description of the data package with another version, everything else byte by byte as it was."""
    now = json.loads(described)["version"]
    changed = described.replace(f'"version": {json.dumps(now)}', f'"version": {json.dumps(version)}', 1)
    if json.loads(changed)["version"] != version:
        raise ReleaseError(f"{PACKAGE}: its version is not where it is expected")
    return changed


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def _git(root: Path, *words: str) -> str:
    """What a git command prints. ReleaseError where git cannot answer."""
    ran = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise ReleaseError(ran.stderr.strip())
    return ran.stdout.strip()


def main(arguments: list[str]) -> None:
    """Release the version that is named, and say what to do next."""
    if len(arguments) != 1:
        sys.exit("make release VERSION=x.y.z: which version?")
    (version,) = arguments
    try:
        release(ROOT, version, date.today())
    except ReleaseError as error:
        sys.exit(f"No release: {error}.")
    print(NEXT.format(changelog=CHANGELOG, package=PACKAGE, version=version), end="")


if __name__ == "__main__":
    main(sys.argv[1:])
