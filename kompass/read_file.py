"""Files that people put in place, read with one sentence on what is wrong with one: which, why, and what to do."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from kompass.language import N_, MessageError

MEGA = 1_000_000
MOST_BYTES = 50 * MEGA  # of any file that is read whole; the largest of the product has a tenth of it
MISSING = N_("{file} fehlt. Bitte an dieser Stelle ablegen.")
FOLDER = N_("{file} ist ein Ordner; erwartet wird eine Datei. Bitte umbenennen oder löschen.")
NO_FILE = N_(
    "{file} ist keine gewöhnliche Datei, sondern eine Pipe oder ein Gerät. Bitte durch die Datei selbst ersetzen."
)
NOT_UTF8 = N_("{file}, Zeile {line}: Die Datei ist nicht als UTF-8 gespeichert. Bitte in UTF-8 speichern.")
NOT_UTF8_CSV = N_(
    "{file}, Zeile {line}: Die Datei ist nicht als UTF-8 gespeichert. Bitte in UTF-8 speichern, in Excel als „CSV UTF-8“."
)
_REASONS: Mapping[int, str] = {
    errno.ENOENT: MISSING,
    errno.ENOTDIR: MISSING,
    errno.EISDIR: FOLDER,
    errno.EACCES: N_("{file} darf der Server nicht lesen. Bitte seinem Benutzer das Lesen erlauben."),
    errno.ELOOP: N_("{file} ist ein Verweis, der im Kreis führt. Bitte durch die Datei selbst ersetzen."),
    errno.ENAMETOOLONG: N_("{file} ist als Name zu lang. Bitte kürzen."),
}


class FileError(MessageError):
    """A file that cannot be read; the message names it and says what to do."""


class MissingFileError(FileError):
    """There is no such file."""


def read_file(path: Path, most: int = MOST_BYTES, shown: str = "") -> bytes:
    """The bytes of a file; ``shown`` is how messages name it, by default its name.

    Raises :class:`FileError` for one that is missing, no ordinary file (reading a pipe would wait without end), not
    readable or larger than ``most`` bytes.
    """
    name = shown or path.name
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise FileError(FOLDER, file=name)
        if not stat.S_ISREG(mode):
            raise FileError(NO_FILE, file=name)
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise _told(error, name) from error
    except ValueError as error:
        if isinstance(error, FileError):
            raise
        raise FileError(N_("{file} kann kein Dateiname sein."), file=ascii(name)) from error
    if len(content) > most:
        raise FileError(
            N_("{file} ist größer als {most} MB. Bitte prüfen, ob es die richtige Datei ist."),
            file=name,
            most=most // MEGA,
        )
    return content


def _told(error: OSError, name: str) -> FileError:
    kind = MissingFileError if error.errno in (errno.ENOENT, errno.ENOTDIR) else FileError
    number = error.errno or 0
    if number in _REASONS:
        return kind(_REASONS[number], file=name[:200])
    return FileError(N_("{file} kann nicht gelesen werden: {reason}."), file=name, reason=os.strerror(number))


def read_text(path: Path, most: int = MOST_BYTES, shown: str = "") -> str:
    """The text of a file in UTF-8, with or without a mark at its beginning. Raises :class:`FileError`."""
    return decoded(read_file(path, most, shown), shown or path.name)


def decoded(content: bytes, name: str) -> str:
    """The text of bytes in UTF-8. Raises :class:`FileError` that names the line which is not."""
    try:
        return content.decode("utf-8-sig")  # Notepad begins a file with a mark
    except UnicodeDecodeError as error:
        raise FileError(
            NOT_UTF8_CSV if name.endswith(".csv") else NOT_UTF8,
            file=name,
            line=str(content[: error.start].count(b"\n") + 1),
        ) from error


def paths_in(folder: Path) -> list[Path]:
    """What is in a folder, sorted. Raises :class:`FileError` for a folder that cannot be read."""
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM):
            raise FileError(
                N_(
                    "Den Ordner {file} darf der Server nicht lesen. Bitte seinem Benutzer das Lesen erlauben."
                ),
                file=folder.name,
            ) from error
        raise _told(error, folder.name) from error


def is_folder(path: Path) -> bool:
    """Whether there is a folder; False for a name that no folder can have, for which pathlib raises."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
