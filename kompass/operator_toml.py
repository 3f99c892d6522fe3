"""The operator's file as TOML: texts by entry, or what is wrong with it."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path

from kompass.language import N_, MessageError
from kompass.read_file import FileError, MissingFileError, read_text

MOST_BYTES = 100_000  # of the file


class OperatorError(MessageError):
    """The operator's file is invalid; the message names the file, and the line if there is one."""


def texts_of(path: Path, known: Collection[str]) -> tuple[Mapping[str, str], str]:
    """The entries of a TOML file whose values are texts, by names in ``known``, and the file's content; nothing if there
    is no file. Raises :class:`OperatorError`."""
    try:
        content = read_text(path, MOST_BYTES)
    except MissingFileError:
        return {}, ""
    except FileError as error:
        raise OperatorError.of(error.message, **error.message.params) from error
    try:
        entries = tomllib.loads(content)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _no_toml(error, content, path.name) from error
    return {
        name: _text(
            name,
            value,
            known,
            {"file": path.name, "line": str(line_of(name, content)), "entry": ascii(name[:40])[1:-1]},
        )
        for name, value in entries.items()
    }, content


def _no_toml(error: Exception, content: str, file: str) -> OperatorError:
    line = re.search(r"line (\d+)", str(error))
    where = {"file": file, "line": line[1] if line else str(len(content.splitlines()))}
    if "overwrite" in str(error) or "more than once" in str(error):
        return OperatorError(
            N_(
                "{file}, Zeile {line}: Diesen Eintrag gibt es schon weiter oben. Bitte einen von beiden löschen."
            ),
            **where,
        )
    return OperatorError(
        N_(
            "{file}, Zeile {line}: Das ist kein gültiges TOML. "
            "Jede Zeile hat die Form eintrag = „Text“ mit geraden Anführungszeichen."
        ),
        **where,
    )


def _text(name: str, value: object, known: Collection[str], where: Mapping[str, str]) -> str:
    """The value of an entry. Raises :class:`OperatorError` for an entry that there is not, with the one that was probably
    meant, and for a value that is no text of visible characters."""
    if name not in known:
        near = difflib.get_close_matches(name.lower(), known, n=1)
        if near:
            raise OperatorError(
                N_("{file}, Zeile {line}: Den Eintrag {entry} gibt es nicht. Gemeint ist wohl {near}."),
                **where,
                near=near[0],
            )
        raise OperatorError(
            N_("{file}, Zeile {line}: Den Eintrag {entry} gibt es nicht. Es gibt: {known}."),
            **where,
            known=", ".join(known),
        )
    if not isinstance(value, str):
        raise OperatorError(
            N_("{file}, Zeile {line}: Der Eintrag {entry} muss ein Text in Anführungszeichen sein."), **where
        )
    hidden = next((c for c in value if not c.isprintable() and not c.isspace()), "")
    if hidden:
        raise OperatorError(
            N_(
                "{file}, Zeile {line}: Der Eintrag {entry} enthält ein unsichtbares Zeichen ({code}). Bitte löschen."
            ),
            **where,
            code=f"U+{ord(hidden):04X}",
        )
    return value


def line_of(name: str, content: str) -> int:
    """The number of the line with an entry, 1 if it is not found."""
    entry = re.compile(rf"""\s*\[*\s*["']?{re.escape(name)}\b""")
    return next((n for n, line in enumerate(content.splitlines(), 1) if entry.match(line)), 1)
