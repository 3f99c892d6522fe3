"""What a file that somebody brings may cost: sizes, members and nesting of archives, rows, time."""

from __future__ import annotations

import re
import time
import zipfile
from dataclasses import dataclass, field
from io import BytesIO

from kompass.language import N_
from kompass.plans.problems import Refused

MEGA = 1_000_000
MAX_BYTES = 10 * MEGA  # of the file as uploaded
MAX_UNPACKED = 40 * MEGA  # of all members of an archive
MAX_RATIO = 120  # of unpacked to packed, for members that are not small
MAX_MEMBERS = 300
MAX_ROWS = 30_000  # of one table: some seventy figures for each of 400 districts
MAX_COLUMNS = 100
MAX_TEXT = 8_000  # characters of one cell
MAX_CELLS = 500_000  # of one workbook
MAX_ROW_BYTES = 500_000  # of one row in the XML of a sheet
MAX_STRINGS = 10 * MEGA  # of the texts of a workbook
MAX_SECONDS = 20

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old or encrypted files of Office
_ARCHIVES = (".zip", ".xlsx", ".xlsm", ".xls", ".ods", ".gz", ".7z", ".rar", ".tar", ".bz2", ".xz")
_CELL = re.compile(rb"<(?:\w+:)?c[ >/]")  # in the XML of a sheet, whatever prefix its names have
_ROW_END = re.compile(rb"</(?:\w+:)?row>")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_RUBBISH = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)", re.IGNORECASE)


@dataclass
class Clock:
    """The time that reading may take. Raises :class:`Refused` when it is over."""

    until: float = field(default_factory=lambda: time.monotonic() + MAX_SECONDS)

    def check(self, sheet: str = "") -> None:
        """Raise :class:`Refused` when the time is over."""
        if time.monotonic() > self.until:
            raise Refused(
                N_(
                    "Das Lesen dauert zu lange und ist abgebrochen. Teilen Sie die Datei, oder lassen Sie Blätter weg."
                ),
                sheet,
            )


def check_bytes(name: str, content: bytes) -> None:
    """Refuse what is too large, empty, or of a kind that is not read."""
    if len(content) > MAX_BYTES:
        raise Refused(
            N_("Die Datei hat {size} Megabyte; gelesen werden höchstens {most}."),
            name,
            size=-(-len(content) // MEGA),
            most=MAX_BYTES // MEGA,
        )
    if not content.strip():
        raise Refused(N_("Die Datei ist leer."), name)
    if content.startswith(_OLE):
        raise Refused(
            N_(
                "Die Datei ist mit einem Kennwort geschützt oder im alten Format .xls. "
                "Speichern Sie sie ohne Kennwort als Excel-Arbeitsmappe (.xlsx)."
            ),
            name,
        )
    if content.startswith(
        (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")
    ):
        raise Refused(
            N_(
                "Die Datei ist keine Tabelle. Bringen Sie eine Arbeitsmappe (.xlsx), eine ZIP-Datei oder CSV-Dateien."
            ),
            name,
        )


def open_archive(name: str, content: bytes) -> zipfile.ZipFile:
    """A ZIP archive or workbook whose list of members stays within the bounds. Raises :class:`Refused`."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Refused(N_("Die Datei ist beschädigt und lässt sich nicht öffnen."), name) from error
    if len(members) > MAX_MEMBERS:
        raise Refused(
            N_("Das Archiv enthält {count} Dateien; gelesen werden höchstens {most}."),
            name,
            count=len(members),
            most=MAX_MEMBERS,
        )
    unpacked = 0
    for member in members:
        unpacked += member.file_size
        packed = max(1, member.compress_size)
        if unpacked > MAX_UNPACKED or (member.file_size > MEGA and member.file_size / packed > MAX_RATIO):
            raise Refused(
                N_("Das Archiv wird beim Auspacken zu groß; gelesen werden höchstens {most} Megabyte."),
                name,
                most=MAX_UNPACKED // MEGA,
            )
        if member.flag_bits & 1:
            raise Refused(
                N_("Das Archiv ist mit einem Kennwort geschützt. Packen Sie es ohne Kennwort."), name
            )
        if _leaves(member.filename):
            raise Refused(
                N_(
                    "Im Archiv führt der Name „{member}“ aus dem Ordner hinaus. Packen Sie nur den Ordner des Plans."
                ),
                name,
                member=member.filename,
            )
    return archive


def _leaves(path: str) -> bool:
    """Whether the name of a member is not a plain path below the archive."""
    return (
        path.startswith(("/", "\\")) or "\\" in path or ":" in path or "\0" in path or ".." in path.split("/")
    )


def is_workbook(archive: zipfile.ZipFile) -> bool:
    """Whether the archive is a workbook of Excel."""
    return "[Content_Types].xml" in archive.namelist()


def check_workbook(name: str, archive: zipfile.ZipFile) -> frozenset[str]:
    """Refuse macros, other documents of Office, XML that declares entities, and more cells than are read.

    The names of the parts with sheets that have formulas.
    """
    names = archive.namelist()
    if any(
        one.lower().endswith(("vbaproject.bin", "xlm.xml")) or "/macrosheets/" in one.lower() for one in names
    ):
        raise Refused(
            N_(
                "Die Arbeitsmappe enthält Makros. Speichern Sie sie als Excel-Arbeitsmappe ohne Makros (.xlsx)."
            ),
            name,
        )
    if "xl/workbook.xml" not in names:
        raise Refused(
            N_("Die Datei ist keine Excel-Arbeitsmappe. Speichern Sie sie als Excel-Arbeitsmappe (.xlsx)."),
            name,
        )
    formulas, cells = set(), 0
    for one in names:
        if not one.endswith((".xml", ".rels", ".vml")):
            continue
        xml = read_member(name, archive, one)
        if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml or b"\0" in xml[:64]:
            raise Refused(
                N_("Die Arbeitsmappe enthält Anweisungen, die Excel nie schreibt; sie wird nicht gelesen."),
                name,
            )
        if one.startswith("xl/worksheets/"):
            cells += sum(1 for _ in _CELL.finditer(xml))
            if cells > MAX_CELLS or max(map(len, _ROW_END.split(xml))) > MAX_ROW_BYTES:
                raise Refused(
                    N_("Die Arbeitsmappe hat zu viele Zellen; gelesen werden höchstens {most}."),
                    name,
                    most=MAX_CELLS,
                )
            if _FORMULA.search(xml):
                formulas.add(one)
        elif one.endswith("sharedStrings.xml") and len(xml) > MAX_STRINGS:
            raise Refused(
                N_("Die Arbeitsmappe hat zu viele Zellen; gelesen werden höchstens {most}."),
                name,
                most=MAX_CELLS,
            )
    return frozenset(formulas)


def read_member(name: str, archive: zipfile.ZipFile, member: str) -> bytes:
    """The content of a member, never more than the list of members said. Raises :class:`Refused`."""
    size = archive.getinfo(member).file_size
    try:
        with archive.open(member) as file:
            content = file.read(size + 1)
    except Exception as error:  # zipfile's, zlib's, bz2's and lzma's errors have no common base
        raise Refused(N_("Die Datei ist beschädigt und lässt sich nicht öffnen."), name) from error
    if len(content) != size:
        raise Refused(N_("Die Datei ist beschädigt und lässt sich nicht öffnen."), name)
    return content


def wanted_members(name: str, archive: zipfile.ZipFile) -> list[str]:
    """The members of an archive that may be tables, without the rubbish of file managers.

    Raises :class:`Refused` on an archive within the archive.
    """
    found = []
    for member in archive.namelist():
        if member.endswith("/") or _RUBBISH.search(member):
            continue
        if member.lower().endswith(_ARCHIVES):
            raise Refused(
                N_("Im Archiv liegt ein weiteres Archiv, „{member}“. Packen Sie die CSV-Dateien selbst."),
                name,
                member=member,
            )
        found.append(member)
    return found
