"""The licences of the packages that the dashboard and its checks are built on; ``make licences`` writes the list.

A package says its licence in its metadata: as an SPDX expression, or, older, in free words or as a classifier. What
cannot be read, or is not on the list of allowed licences, is an error: somebody has to look before it is used.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

from license_expression import AND, OR, ExpressionError, LicenseSymbol, Licensing, get_spdx_licensing

ROOT = Path(__file__).parents[1]
LIST = ROOT / "docs" / "licences.md"
LOCKS = {"The dashboard": "requirements.txt", "Checks and tests only": "requirements-dev.txt"}

# Permissive ones, and those that ask for openness only of the package's own files.
ALLOWED = {
    "0BSD",
    "Apache-2.0",
    "Artistic-1.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "ISC",
    "LGPL-3.0-only",  # imported unchanged, and can be replaced by another version
    "MIT",
    "MIT-CMU",
    "MPL-2.0",
    "OFL-1.1",
    "PSF-2.0",
    "Zlib",
}
# How packages without an SPDX expression write what is clear all the same.
SPELLINGS: Mapping[str, str] = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "SIL Open Font License 1.1 (OFL-1.1)": "OFL-1.1",
}
# Read by a person in the package's licence file or its project, because the metadata says too little.
READ: Mapping[str, str] = {
    "altair": "BSD-3-Clause",
    "axe-playwright-python": "MIT AND MPL-2.0",  # the second is axe-core's
    "isodate": "BSD-3-Clause",
    "itsdangerous": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "resvg-py": "MIT",
    "scipy": "BSD-3-Clause",
    "segno": "BSD-3-Clause",
    "streamlit-folium": "MIT",
    "text-unidecode": "Artistic-1.0 OR GPL-2.0-or-later",
    "xstatic-leaflet": "BSD-2-Clause",  # "same as Leaflet"
}


class LicenceError(Exception):
    """A licence that nobody has looked at, or that does not go with ours."""


def locked(lock: str) -> dict[str, str]:
    """Name and version of each package of a lock file's text, by name as the lock writes it."""
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", lock, re.MULTILINE))


def licence_of(name: str, said: metadata.PackageMetadata) -> str:
    """The SPDX expression of a package. LicenceError where it cannot be read."""
    if name in READ:
        return READ[name]
    if expression := said.get_all("License-Expression"):
        return str(expression[0])
    classifiers = said.get_all("Classifier") or []
    words = [said_so.rpartition(" :: ")[2] for said_so in classifiers if said_so.startswith("License :: ")]
    words = words or said.get_all("License") or [""]
    if len(words) == 1:
        return SPELLINGS.get(words[0], words[0])
    raise LicenceError(f"{name}: several licences, {', '.join(words)}: read its licence file, add it to READ")


def check(name: str, expression: str) -> None:
    """LicenceError unless the package may be used under allowed licences alone."""
    try:
        parsed = _spdx().parse(expression, validate=True)
    except ExpressionError as error:
        raise LicenceError(
            f"{name}: {expression[:60]!r} is no SPDX expression: read its licence file, add it to READ"
        ) from error
    if parsed is None:
        raise LicenceError(f"{name}: says no licence: read its licence file, add it to READ")
    if not _allowed(parsed):
        raise LicenceError(f"{name}: {expression} is not among the allowed licences")


@cache
def _spdx() -> Licensing:
    """All SPDX identifiers; takes a moment to read."""
    return get_spdx_licensing()


def _allowed(parsed: object) -> bool:
    """Whether an expression can be met: every part of an AND, one part of an OR; an exception (WITH) is unknown."""
    if isinstance(parsed, AND):
        return all(map(_allowed, parsed.args))
    if isinstance(parsed, OR):
        return any(map(_allowed, parsed.args))
    return isinstance(parsed, LicenseSymbol) and parsed.key in ALLOWED


def rows(packages: Mapping[str, str]) -> dict[str, str]:
    """A row of the list for each package that is installed here; the locks also hold those of other systems.

    Raises LicenceError with all that is wrong, one package a line.
    """
    found, wrong = {}, []
    for name, version in packages.items():
        try:
            said = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue
        try:
            expression = licence_of(name, said)
            check(name, expression)
        except LicenceError as error:
            wrong.append(str(error))
            continue
        found[name] = f"| {name} | {version} | {expression} |"
    if wrong:
        raise LicenceError("\n".join(wrong))
    return found


def document(tables: Mapping[str, Iterable[str]]) -> str:
    """The list as Markdown: a table of name, version and licence for each heading."""
    parts = [
        "# Licences of the packages\n\n"
        "Written by `make licences` from the metadata of the installed packages and checked by a test. "
        "The licence of the dashboard itself is in `LICENSE`. Built packages carry libraries of other projects "
        "(GEOS in shapely under the LGPL-2.1, GCC's runtime in numpy and scipy under the GPL-3.0 with its runtime "
        "exception, in typst the Rust crates that its bill of materials lists and the fonts Libertinus (OFL-1.1), "
        "New Computer Modern (GUST) and DejaVu (Bitstream Vera)); their licences come with the package or its project "
        "and are not in this list."
    ]
    for heading, lines in tables.items():
        parts.append(f"## {heading}\n\n| package | version | licence |\n|---|---|---|\n" + "\n".join(lines))
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Write the list, or say what is wrong with which package."""
    taken: set[str] = set()
    tables = {}
    try:
        for heading, lock in LOCKS.items():
            packages = locked((ROOT / lock).read_text("utf-8"))
            tables[heading] = rows({n: v for n, v in packages.items() if n not in taken}).values()
            taken |= set(packages)
    except LicenceError as error:
        sys.exit(str(error))
    LIST.write_text(document(tables), "utf-8")


if __name__ == "__main__":
    main()
