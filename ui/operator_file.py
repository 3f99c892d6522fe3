"""The operator's file ``betreiber.toml``: who runs this server, its public address, template and logos of its
files."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from kompass.briefing.slides.design import TemplateError, read_template
from kompass.language import N_, Message
from kompass.operator_toml import OperatorError, line_of, texts_of
from kompass.plans.bounds import MAX_BYTES
from kompass.read_file import FileError, MissingFileError, is_folder, read_file
from kompass.rendering.logos import NO_LOGOS, LogoError, Logos, read_logos
from kompass.rounds.schema import is_address
from kompass.rounds.store import Store
from kompass.server.cross_origin import is_origin
from kompass.server.hosts import is_host_name
from kompass.server.metrics import is_reader
from kompass.server.public_address import is_public_address

# Where it is; the environment may name another place, for containers and tests.
OPERATOR_FILE = Path(os.environ.get("BETREIBER_TOML") or Path(__file__).parents[1] / "betreiber.toml")
# Entries of the operator's file, with their labels in the imprint.
FIELDS: Mapping[str, str] = {
    "name": N_("Name"),
    "strasse": N_("Straße und Hausnummer"),
    "ort": N_("Postleitzahl und Ort"),
    "e_mail": N_("E-Mail"),
    "telefon": N_("Telefon"),
    "verantwortlich": N_("Verantwortlich für den Inhalt"),
    "aufsichtsbehoerde": N_("Aufsichtsbehörde"),
    "datenschutz": N_("Datenschutzbeauftragte Stelle"),
    "protokoll": N_("Protokoll des Servers"),
    "vorlage": N_("Vorlage der Folien"),
    "logos": N_("Logos der Institutionen"),
    "oeffentliche_adresse": N_("Öffentliche Adresse"),
    "rechnernamen": N_("Weitere Namen dieses Servers"),
    "einbetten_auf": N_("Seiten, die Abbildungen einbetten dürfen"),
    "rahmen_auf": N_("Seiten, die alles im Rahmen zeigen dürfen"),
    "api_fuer": N_("Seiten, die die Schnittstelle lesen dürfen"),
    "kennzahlen": N_("Wer die Kennzahlen des Servers lesen darf"),
    "plaene": N_("Ordner mit weiteren Plänen"),
    "plaene_schluessel": N_("Schlüssel zum Einspielen von Plänen"),
    "ist": N_("Ordner mit Ist-Zahlen"),
    "daten": N_("Ordner für die Runden"),
    "datenbank": N_("Datenbank der Runden"),
    "runden_tage": N_("Tage, die eine Runde bleibt"),
}
DAYS = 7  # that a round is kept, unless the operator says otherwise
OF_IMPRINT = tuple(FIELDS)[:7]  # what the imprint shows, and a public server must have
SHORTEST_KEY = 12  # characters
# A site in a Content-Security-Policy.
_SITE = re.compile(r"https?://(\*\.)?[A-Za-z0-9.-]+(:\d{1,5})?")


def read_operator(path: Path) -> Mapping[str, str]:
    """The entries of the operator's file by the names in :data:`FIELDS`; "" for a missing entry or file.

    Raises :class:`OperatorError` if the file is not readable, not UTF-8 or not TOML, or has an entry that is unknown
    or not a string.
    """
    entries, content = texts_of(path, FIELDS)
    found = {name: entries.get(name, "").strip() for name in FIELDS}
    _check_addresses(found, path.name, content)
    _check_key(found, path.name, content)
    _check_rounds(found, path.name, content)
    return found


def _check_rounds(entries: Mapping[str, str], file: str, content: str) -> None:
    """Raise :class:`OperatorError` for a database that is not PostgreSQL, or days that are no number of days."""
    expected = {
        "datenbank": (r"postgresql\+psycopg://\S+", "postgresql+psycopg://name:passwort@host/kompass"),
        "runden_tage": (r"[1-9]\d{0,2}", "7"),
    }
    for name, (form, example) in expected.items():
        readable = re.fullmatch(form, entries[name]) and (name != "datenbank" or is_address(entries[name]))
        if entries[name] and not readable:
            raise OperatorError(
                N_(
                    "{file}, Zeile {line}: Der Eintrag {entry} ist nicht lesbar. Erwartet wird etwa {example}."
                ),
                file=file,
                line=str(line_of(name, content)),
                entry=name,
                example=example,
            )


def round_days() -> int:
    """For how many days a round is kept."""
    return int(operator()["runden_tage"] or DAYS)


def rounds_folder() -> Path:
    """The folder of the rounds, unless they are in a database."""
    return (OPERATOR_FILE.parent / (operator()["daten"] or "daten")).absolute()


@lru_cache
def rounds() -> Store:
    """The rounds of this server: in the database that the operator's file names, else in a file of its folder."""
    return Store(operator()["datenbank"] or f"sqlite:///{rounds_folder() / 'runden.sqlite'}", round_days())


def _check_key(entries: Mapping[str, str], file: str, content: str) -> None:
    """Raise :class:`OperatorError` for a key that is guessed too easily, or that opens nothing."""
    key = entries["plaene_schluessel"]
    if key and len(key) < SHORTEST_KEY:
        raise OperatorError(
            N_(
                "{file}, Zeile {line}: Der Schlüssel bei {entry} ist zu kurz; nötig sind mindestens {least} Zeichen."
            ),
            file=file,
            line=str(line_of("plaene_schluessel", content)),
            entry="plaene_schluessel",
            least=str(SHORTEST_KEY),
        )
    if key and not entries["plaene"]:
        raise OperatorError(
            N_("{file}, Zeile {line}: Zu {entry} gehört ein Ordner für die Pläne, im Eintrag plaene."),
            file=file,
            line=str(line_of("plaene_schluessel", content)),
            entry="plaene_schluessel",
        )


def _check_addresses(entries: Mapping[str, str], file: str, content: str) -> None:
    """Raise :class:`OperatorError` for an address that links cannot begin with, or a site that cannot be one."""
    expected: Mapping[str, tuple[Callable[[str], object], list[str], str]] = {
        "oeffentliche_adresse": (
            is_public_address,
            [entries["oeffentliche_adresse"]],
            "https://kompass.example/",
        ),
        "rechnernamen": (is_host_name, entries["rechnernamen"].split(), "kompass.example.de"),
        "einbetten_auf": (_SITE.fullmatch, entries["einbetten_auf"].split(), "https://www.example.de"),
        "rahmen_auf": (_SITE.fullmatch, entries["rahmen_auf"].split(), "https://intranet.example.de"),
        "api_fuer": (is_origin, entries["api_fuer"].split(), "https://www.example.de"),
        "kennzahlen": (is_reader, entries["kennzahlen"].split(), "10.0.0.7"),
    }
    for name, (is_right, values, example) in expected.items():
        for value in filter(None, values):
            if not is_right(value):
                raise OperatorError(
                    N_("{file}, Zeile {line}: „{value}“ bei {entry} ist keine Adresse der Form {example}."),
                    file=file,
                    line=str(line_of(name, content)),
                    entry=name,
                    value=value,
                    example=example,
                )


@lru_cache
def operator() -> Mapping[str, str]:
    """The entries of this server's operator file, read once. Raises :class:`OperatorError`."""
    return read_operator(OPERATOR_FILE)


def is_for_the_public() -> bool:
    """Whether the operator has filled in who runs this server, as a public one must."""
    return all(operator()[name] for name in OF_IMPRINT)


def plans_folder() -> Path:
    """The folder with further plans that the operator's file names, relative to it. Raises :class:`OperatorError` if
    it is no folder."""
    folder = OPERATOR_FILE.parent / operator()["plaene"]
    if not is_folder(folder):
        raise OperatorError(
            N_(
                "{file}, Eintrag plaene: „{folder}“ ist kein Ordner. Erwartet wird ein Ordner, der je Plan einen hat."
            ),
            file=OPERATOR_FILE.name,
            folder=operator()["plaene"][:200],
        )
    return folder


def actual_folder() -> Path | None:
    """The folder with the figures of the year that the operator's file names; None if it names none. Raises
    :class:`OperatorError` if it is none."""
    named = operator()["ist"]
    if not named:
        return None
    folder = OPERATOR_FILE.parent / named
    if not is_folder(folder):
        raise OperatorError(
            N_(
                "{file}, Eintrag ist: „{folder}“ ist kein Ordner. Erwartet wird ein Ordner mit einer Datei je Plan, die wie "
                "seine Kennung heißt."
            ),
            file=OPERATOR_FILE.name,
            folder=named[:200],
        )
    return folder


def actual_file(plan_id: str) -> tuple[str, bytes] | None:
    """Name and content of the file with the year's figures of a plan, in :func:`actual_folder`, a workbook or CSV file that
    is called like the plan's id; None if there is none. Raises :class:`OperatorError` if it cannot be read."""
    folder = actual_folder()
    for path in (folder / f"{plan_id}.{end}" for end in ("xlsx", "csv")) if folder else ():
        try:
            return path.name, read_file(path, MAX_BYTES)
        except MissingFileError:
            continue
        except FileError as error:
            raise OperatorError.of(error.message, **error.message.params) from error
    return None


@lru_cache
def slide_template() -> tuple[bytes | None, Message | None]:
    """The PowerPoint template that the operator's file names, read once, and the error if it is unusable.

    The path is relative to the operator's file and names a file or a folder with one. (None, None) if none is named.
    """
    named = operator()["vorlage"]
    if not named:
        return None, None
    try:
        return read_template(OPERATOR_FILE.parent / named), None
    except TemplateError as error:
        return None, error.message


@lru_cache
def logos(codes: tuple[str, ...]) -> tuple[Logos, Message | None]:
    """The logos in the folder that the operator's file names, read once, and the error if one is unusable: then none.

    The path is relative to the operator's file; ``codes`` are those of the institutions of all plans.
    """
    named = operator()["logos"]
    if not named:
        return NO_LOGOS, None
    try:
        return read_logos(OPERATOR_FILE.parent / named, codes), None
    except LogoError as error:
        return NO_LOGOS, error.message
