"""The files to take along: what each is good for, and how it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from kompass.briefing.order import Order

FOLDER = "mitnehmen"  # below the server's own path; the page that lists the files has it, too


class Part(StrEnum):
    """What of an address changes a file."""

    SCENARIO = "scenario"
    STORY = "story"
    DISTRICT = "district"


@dataclass(frozen=True)
class FileSpec:
    """A file that can be made on a click. Texts are message ids."""

    file_id: str  # in its address and in its name
    title: str
    good_for: str  # one sentence
    format: str  # as its reader calls it, such as "PowerPoint (PPTX)"
    size: str  # roughly
    ending: str
    media_type: str
    holds: tuple[Part, ...]
    make: Callable[[Order], bytes]

    @property
    def address(self) -> str:
        """Its address below the server's own path, without parameters."""
        return f"{FOLDER}/{self.file_id}.{self.ending}"


FILES: tuple[FileSpec, ...] = ()
