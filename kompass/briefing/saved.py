"""Word documents and presentations as bytes, whatever the clock of the server shows.

ZIP archives know the years 1980 to 2107. python-docx and python-pptx take each member's time from the clock, and have no
setting for it; they get an archive that takes the time of :func:`kompass.request.file_name.now`, which stays within.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from types import SimpleNamespace
from typing import IO, Any, Protocol

from docx.opc import phys_pkg
from pptx.opc import serialized

from kompass.request.file_name import now


class _Archive(zipfile.ZipFile):
    """An archive whose members have the time of our files."""

    def writestr(self, member: Any, *content: Any, **how: Any) -> None:  # type: ignore[override]
        if isinstance(member, str):
            info = zipfile.ZipInfo(member, now().timetuple()[:6])
            info.compress_type = self.compression
            info.external_attr = 0o600 << 16
            member = info
        super().writestr(member, *content, **how)


vars(phys_pkg)["ZipFile"] = _Archive
vars(serialized)["zipfile"] = SimpleNamespace(**{**vars(zipfile), "ZipFile": _Archive})


class _Document(Protocol):
    def save(self, file: IO[bytes], /) -> None: ...


def saved(document: _Document) -> bytes:
    """The file of a document of python-docx or a presentation of python-pptx."""
    out = BytesIO()
    document.save(out)
    return out.getvalue()
