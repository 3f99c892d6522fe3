"""The ES module of the negotiating table, as it is served and put into files: ``arithmetic.js`` and ``view.js`` in one,
without the lines that are comments."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from kompass.kept_address import kept_address

FOLDER = Path(__file__).parent
ROUTE = "/tisch/tisch.js"  # relative to a page: works behind a proxy below a path
_COMMENT = re.compile(r"^ *(?://|/\*\*|\*).*\n|(?<=[;{,]) // .*$", re.MULTILINE)
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./arithmetic\.js";\n', re.MULTILINE)


@cache
def module() -> str:
    """The JavaScript of the module, at most 40 kB; it imports nothing."""
    arithmetic, view = ((FOLDER / name).read_text("utf-8") for name in ("arithmetic.js", "view.js"))
    return _COMMENT.sub("", _IMPORT.sub(lambda _: arithmetic, view))


@cache
def style() -> str:
    """The style sheet of what the module puts on a page."""
    return (FOLDER / "table.css").read_text("utf-8")


@cache
def address() -> str:
    """The address of the module from a page; it changes with the module, so that no browser keeps an old one."""
    return kept_address(ROUTE, module())
