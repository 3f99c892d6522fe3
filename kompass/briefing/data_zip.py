"""The data package as a ZIP file: CSV tables, datapackage.json, GeoJSON boundaries, the scenario as JSON,
README.md."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kompass.api.routes import scenario_document, table_files
from kompass.boundaries import GEO_DIR
from kompass.briefing.export_request import ExportRequest
from kompass.figures.exhibit import KIND_LABELS, KIND_MEANINGS
from kompass.needs import DIVIDED, carries
from kompass.places.parameters import plain

README, DESCRIPTION, SCENARIO = "README.md", "datapackage.json", "scenario.json"
LAYERS = ("districts", "municipalities", "neighbours")
READABLE = 0o644 << 16  # Unix file mode, in the upper half of external_attr


def make_data_zip(export: ExportRequest) -> bytes:
    """The bytes of the ZIP file; the same request gives the same bytes. Table contents are German; README and
    descriptions of tables and fields are in the request's language."""
    out = BytesIO()
    layers = {f"geo/{name}.geojson": (GEO_DIR / f"{name}.geojson").read_bytes() for name in LAYERS}
    files = {
        README: _readme(export).encode(),
        DESCRIPTION: _json(_description(export)),
        **({SCENARIO: _json(_scenario(export))} if carries(export.facts, DIVIDED) else {}),
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
    """The content of datapackage.json, with the time of this request as "created"."""
    return {**export.facts.package, "created": export.provenance.made_at.isoformat()}


def _scenario(export: ExportRequest) -> dict[str, object]:
    """The content of scenario.json: the answer of ``/api/v1/scenario`` with data version, time, and the link
    to the scenario."""
    document = scenario_document(export.facts, export.chosen.scenario, export.chosen.keys)
    return {
        "data": export.provenance.data,
        "made": export.provenance.made_at.isoformat(),
        "link": export.provenance.link,
    } | document


def _heading(text: str) -> tuple[str, str, str]:
    """The lines of a Markdown heading."""
    return "", f"## {text}", ""


def _readme(export: ExportRequest) -> str:
    return "\n".join(_lines(export)) + "\n"


def _lines(export: ExportRequest) -> Iterator[str]:
    """The lines of README.md: provenance, how to read the files, kinds of figures, tables, licence, citation."""
    t, provenance, facts = export.words.text, export.provenance, export.facts
    yield "# " + t("{product}: Datenpaket", product=provenance.product)
    yield ""
    for label, text in (
        (t("Grundlage"), provenance.basis),
        (t("Datenstand"), provenance.data),
        (t("Erstellt"), provenance.made),
        (t("Szenario"), provenance.scenario),
        (t("Link"), provenance.link),
    ):
        yield f"- {label}: {text}"
    yield from _heading(t("So ist es zu lesen"))
    of_scenario = t(
        "{file} ist das Szenario mit allen Kennzahlen; Anteile und Quoten laufen dort von 0 bis 1.",
        file=SCENARIO,
    )
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
        *([of_scenario] if carries(facts, DIVIDED) else []),
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
    yield f"- {provenance.attribution}"
    yield from _heading(t("Zitieren"))
    yield t(
        "{product}, Datenstand {data}, {basis}. Abgerufen {made}. {link}",
        product=provenance.product,
        data=provenance.data,
        basis=provenance.basis,
        made=provenance.made,
        link=provenance.link,
    )
