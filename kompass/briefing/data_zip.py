"""The data package as one file: tables, their description, boundaries, the scenario, and how to read all of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kompass.api.routes import scenario_document, table_files
from kompass.briefing.export_request import ExportRequest
from kompass.figures.charts.maps import GEO_DIR
from kompass.figures.exhibit import KIND_LABELS, KIND_MEANINGS
from kompass.places.parameters import plain

README, DESCRIPTION, SCENARIO = "README.md", "datapackage.json", "scenario.json"
LAYERS = ("districts", "municipalities", "neighbours")
READABLE = 0o644 << 16  # the rights of a file within


def make_data_zip(export: ExportRequest) -> bytes:
    """The package of an order; the same order gives the same bytes. Tables are as the server read them, in
    German; README and the descriptions of tables and fields are in the reader's language."""
    out = BytesIO()
    layers = {f"geo/{name}.geojson": (GEO_DIR / f"{name}.geojson").read_bytes() for name in LAYERS}
    files = {
        README: _readme(export).encode(),
        DESCRIPTION: _json(_description(export)),
        SCENARIO: _json(_scenario(export)),
        **table_files(export.facts),
        **layers,
    }
    with ZipFile(out, "w") as archive:
        for name, content in files.items():
            info = ZipInfo(name, export.provenance.made_at.timetuple()[:6])
            info.external_attr = READABLE
            archive.writestr(info, content, ZIP_DEFLATED)
    return out.getvalue()


def _json(document: object) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _description(export: ExportRequest) -> dict[str, object]:
    """The description of the package, with the time when this copy was made."""
    return {**export.facts.package, "created": export.provenance.made_at.isoformat()}


def _scenario(export: ExportRequest) -> dict[str, object]:
    """The scenario with its figures, as the server answers other programs, and the way back to it."""
    document = scenario_document(export.facts, export.chosen.scenario, export.chosen.keys)
    return {
        "data": export.provenance.data,
        "made": export.provenance.made_at.isoformat(),
        "link": export.provenance.link,
    } | document


def _heading(text: str) -> tuple[str, str, str]:
    return "", f"## {text}", ""


def _readme(export: ExportRequest) -> str:
    return "\n".join(_lines(export)) + "\n"


def _lines(export: ExportRequest) -> Iterator[str]:
    """What this is, how to read it, how to cite it, and what stands in which file."""
    t, said, facts = export.words.text, export.provenance, export.facts
    yield "# " + t("{product}: Datenpaket", product=said.product)
    yield ""
    for label, text in (
        (t("Grundlage"), said.basis),
        (t("Datenstand"), said.data),
        (t("Erstellt"), said.made),
        (t("Szenario"), said.scenario),
        (t("Link"), said.link),
    ):
        yield f"- {label}: {text}"
    yield from _heading(t("So ist es zu lesen"))
    for line in (
        t("Jede Tabelle ist eine CSV-Datei: UTF-8, Komma zwischen den Feldern, Punkt vor den Dezimalen."),
        t("Ein leeres Feld heißt: nicht ausgewiesen. Es ist nie eine Null."),
        t(
            "Was eine Spalte bedeutet, welche Einheit sie hat und worauf sie verweist, steht in {file}.",
            file=DESCRIPTION,
        ),
        t(
            "Jede Zahl nennt ihre Quelle; die Quellen stehen in sources.csv, Auffälligkeiten in source_notes.csv."
        ),
        t("Die Texte der Tabellen sind deutsch."),
        t("Die Grenzen liegen als GeoJSON in geo, in Grad nach WGS 84; ags verbindet sie mit den Tabellen."),
        t(
            "{file} ist das Szenario mit allen Kennzahlen; Anteile und Quoten laufen dort von 0 bis 1.",
            file=SCENARIO,
        ),
        t("Geprüft wird das Paket mit: frictionless validate {file}", file=DESCRIPTION),
    ):
        yield f"- {line}"
    yield from _heading(t("Art der Zahlen"))
    for kind, label in KIND_LABELS.items():
        meaning = t("{kind} – {meaning}", kind=t(label), meaning=t(KIND_MEANINGS[kind]))
        yield f"- `{kind}`: {meaning}"
    yield from _heading(t("Tabellen"))
    for resource in facts.package["resources"]:
        rows = t("Zeilen: {count}", count=len(facts[resource["name"]]))
        yield f"- `{resource['path']}`: {plain(resource['title'])}. {plain(resource['description'])} {rows}"
    yield from _heading(t("Lizenz"))
    for licence in facts.package["licenses"]:
        where = f" <{licence['path']}>" if "path" in licence else ""
        yield f"- {licence['title']}{where}"
    yield f"- {said.attribution}"
    yield from _heading(t("Zitieren"))
    yield t(
        "{product}, Datenstand {data}, {basis}. Abgerufen {made}. {link}",
        product=said.product,
        data=said.data,
        basis=said.basis,
        made=said.made,
        link=said.link,
    )
