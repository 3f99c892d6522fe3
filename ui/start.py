"""What is read and checked before the server answers: the first fault that it cannot do without ends the start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from babel.messages.pofile import PoFileError

from kompass.boundaries import check_layers
from kompass.facts import Facts
from kompass.language import CATALOGUES, DEFAULT, LANGUAGES, LOCALE_DIR, N_, Message, MessageError, language
from kompass.plans.bounds import MAX_BYTES, MEGA
from kompass.plans.registry import REGISTRY
from kompass.read_file import FileError, is_folder, paths_in, read_text
from kompass.rendering.logos import Logos
from ui import operator_file

# Of .streamlit/config.toml what the server does not do without: Streamlit goes on with its own settings if the file is
# broken or missing, or the server is started elsewhere.
SETTINGS: Mapping[str, object] = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "server.enableStaticServing": False,
    "server.maxUploadSize": MAX_BYTES // MEGA,
}
WITHOUT_TEMPLATE = N_("{reason} Folien bekommen die eigene Gestaltung.")
WITHOUT_LOGOS = N_("{reason} Titel und Beschlussvorlage nennen nur die Namen.")


@dataclass(frozen=True)
class Started:
    """What the server begins with; ``told`` is what it goes on without, one sentence or two each."""

    facts: Facts
    template: bytes | None
    logos: Logos
    told: tuple[Message, ...]


def start() -> Started:
    """Read all that the server needs. Raises :class:`MessageError` naming file, place, value and what to do."""
    check_settings()
    facts = REGISTRY.facts()
    entries = operator_file.operator()
    check_layers()
    check_catalogues()
    told = [*REGISTRY.wrong]
    template, problem = operator_file.slide_template()
    if problem:
        told.append(Message(WITHOUT_TEMPLATE, {"reason": problem}))
    if entries["plaene"]:
        told += REGISTRY.add_folders(operator_file.plans_folder())
    logos, missing = operator_file.logos(REGISTRY.codes)
    if missing:
        told.append(Message(WITHOUT_LOGOS, {"reason": missing}))
    return Started(facts, template, logos, (*told, *_later(entries["datenbank"])))


def check_settings() -> None:
    """Check that Streamlit has read our settings. Raises :class:`FileError` naming the first that it has not."""
    for name, expected in SETTINGS.items():
        found = st.get_option(name)
        if str(found).lower() != str(expected).lower():
            raise FileError(
                N_(
                    "{file}: {name} ist „{found}“, erwartet ist „{expected}“. Bitte die Datei wiederherstellen "
                    "oder den Server in seinem Ordner starten."
                ),
                file=".streamlit/config.toml",
                name=name,
                found=str(found).lower()[:80],
                expected=str(expected).lower(),
            )


def check_catalogues() -> None:
    """Read the translations of all languages. Raises :class:`FileError` for the first file that cannot be used."""
    for code in LANGUAGES:
        if code == DEFAULT:
            continue
        for name in CATALOGUES:
            shown = f"data/locale/{code}/LC_MESSAGES/{name}"
            if "msgid" not in read_text(LOCALE_DIR / code / "LC_MESSAGES" / name, shown=shown):
                raise _no_catalogue(shown)
        try:
            _ = language(code).translated
        except (PoFileError, ValueError) as error:
            raise _no_catalogue(f"data/locale/{code}") from error


def _no_catalogue(shown: str) -> FileError:
    return FileError(
        N_("{file} enthält keine lesbaren Übersetzungen. Bitte die Datei des Programms wiederherstellen."),
        file=shown,
    )


def _later(database: str) -> list[Message]:
    """What is needed later only, and is not there: the folder of the rounds, that of the figures of the year."""
    told = []
    folder = operator_file.rounds_folder()
    if not database and not _can_be_written(folder):
        message = N_(
            "{file}, Eintrag daten: In den Ordner „{folder}“ kann der Server nicht schreiben; Runden im Saal gehen nicht, "
            "alles andere geht. Bitte einen Ordner nennen, in den sein Benutzer schreiben darf."
        )
        told.append(Message(message, {"file": operator_file.OPERATOR_FILE.name, "folder": str(folder)[:200]}))
    try:
        if figures := operator_file.actual_folder():
            paths_in(figures)
    except MessageError as error:
        told.append(error.message)
    return told


def _can_be_written(folder: Path) -> bool:
    """Whether files can be made in a folder that is there, or could be made."""
    try:
        while not folder.exists() and folder != folder.parent:
            folder = folder.parent
    except (OSError, ValueError):
        return False
    return is_folder(folder) and os.access(folder, os.W_OK | os.X_OK)
