"""The API documentation as an HTML page, without scripts and external resources."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from kompass.api.docs.operations import Documented, ExampleRun, Operation, Parameter
from kompass.figures.charts.style import DARK, LIGHT, Style
from kompass.language import Language

_CSS = Path(__file__).with_name("page.css").read_text("utf-8")


def page_html(documented: Documented, server: str, words: Language) -> str:
    """The HTML document; ``server`` is the base URL."""
    t = words.text
    product, title = t("Bildungszielkompass"), t("Schnittstelle für andere Programme")
    intro = (
        t(
            "Daten, Szenarien und Zielsuche für eigene Auswertungen, und um die Seiten nachzurechnen. Eine Anmeldung "
            "braucht es nicht; nichts wird gespeichert. Die Antworten sind JSON in UTF-8, die Tabellen CSV."
        ),
        t(
            "Was nicht geht, wird mit dem Status 400 beantwortet, eine falsche Adresse mit 404, eine falsche Methode "
            "mit 405; im Feld „error“ steht jeweils in einem Satz, warum. Die Beispiele unten sind echte Antworten "
            "dieses Servers."
        ),
    )
    head = (t("Adresse"), t("Wozu"))
    overview = _table(head, ((_anchor(f"#{o.name}", _route(o)), escape(o.title)) for o, _ in documented))
    sections = "".join(_section(operation, runs, server, words) for operation, runs in documented)
    body = (
        f"<main>{_tag('p', product, 'overline')}{_tag('h1', title)}"
        f"{''.join(_tag('p', text) for text in intro)}{overview}{sections}</main>"
    )
    return (
        f'<!doctype html><html lang="{words.code}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_colors()}{_CSS}</style></head><body>{body}</body></html>"
    )


def _colors() -> str:
    dark = f"@media (prefers-color-scheme: dark) {{ :root {{ {_variables(DARK)} }} }}"
    return f":root {{ color-scheme: light dark; {_variables(LIGHT)} }} {dark}\n"


def _variables(style: Style) -> str:
    names = ("background", "panel", "text", "muted", "line")
    colors = {name: getattr(style, name) for name in names} | {"link": style.link}
    return " ".join(f"--{name}: {color};" for name, color in colors.items())


def _section(operation: Operation, runs: Sequence[ExampleRun], server: str, words: Language) -> str:
    t = words.text
    parts = [
        f'<h2 id="{operation.name}">{escape(operation.title)}</h2>',
        f'<p class="route">{_code(_route(operation)) if runs else _anchor(server + operation.path, _route(operation))}</p>',
        _tag("p", operation.text),
    ]
    if operation.parameters:
        rows = (
            (_code(parameter.name), escape(_meaning(parameter, words))) for parameter in operation.parameters
        )
        parts += [_tag("h3", t("Angaben in der Adresse")), _table((t("Name"), t("Bedeutung")), rows)]
    if operation.body:
        head = t("Felder der Anfrage (JSON)")
        parts += [_tag("h3", head), _fields(operation.body, words)]
    parts += [_example(operation, run, server, words) for run in runs]
    answers = [schema for schema in operation.answers.values() if "properties" in schema]
    if answers:
        head = t("Felder der Antwort")
        parts.append(f"<details><summary>{escape(head)}</summary>{_fields(answers[0], words)}</details>")
    return f"<section>{''.join(parts)}</section>"


def _route(operation: Operation) -> str:
    return f"{operation.method} {operation.path}"


def _meaning(parameter: Parameter, words: Language) -> str:
    text = _with_values(parameter.text, parameter.values, words)
    return words.text("{text} Darf mehrmals stehen.", text=text) if parameter.many else text


def _with_values(text: str, values: Sequence[str], words: Language) -> str:
    """A meaning, followed by the possible values if there are any."""
    if not values:
        return text
    return words.text("{text} Möglich sind: {values}.", text=text, values=", ".join(values))


def _example(operation: Operation, run: ExampleRun, server: str, words: Language) -> str:
    t = words.text
    address = f"{server}{run.target}"
    request = _code(f"{operation.method} {run.target}")
    if operation.method == "GET":
        request = f'<a href="{escape(address)}">{request}</a>'
    part = t("Antwort {status}, Anfang", status=str(run.status))
    whole = t("Antwort {status}", status=str(run.status))
    label = part if operation.excerpt is not None and run.status == 200 else whole
    body = "" if run.example.body is None else _block(run.example.body, t("Anfrage"))
    return (
        f"{_tag('h3', run.example.title)}<p>{request}</p>{body}"
        f"{_tag('p', label, 'small')}{_block(run.value, label)}"
    )


def _block(value: object, label: str) -> str:
    """A ``<pre>`` element with JSON or text, focusable so that it can be scrolled by keyboard."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)
    return f'<pre tabindex="0" role="region" aria-label="{escape(label)}">{_code(text)}</pre>'


def _fields(schema: Mapping[str, Any], words: Language) -> str:
    t = words.text
    rows = (
        (_code(name), escape(_with_values(inner["description"], inner.get("enum", ()), words)))
        for name, inner in _flat(schema)
    )
    return _table((t("Feld"), t("Bedeutung")), rows)


def _flat(schema: Mapping[str, Any], name: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Dotted names and schemas of all fields with a description. ``*`` stands for any key, ``[]`` for list
    entries."""
    if name and "description" in schema:
        yield name, schema
    prefix = f"{name}." if name else ""
    for field, inner in schema.get("properties", {}).items():
        yield from _flat(inner, prefix + field)
    if isinstance(schema.get("additionalProperties"), Mapping):
        yield from _flat(schema["additionalProperties"], f"{prefix}*")
    if "items" in schema:
        yield from _flat(schema["items"], f"{name}[]")


def _table(head: Sequence[str], rows: Iterator[tuple[str, str]]) -> str:
    """An HTML table with two columns; cells are HTML."""
    names = "".join(f'<th scope="col">{escape(text)}</th>' for text in head)
    body = "".join(f'<tr><th scope="row">{first}</th><td>{second}</td></tr>' for first, second in rows)
    return f"<table><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>"


def _tag(name: str, text: str, css: str = "") -> str:
    attribute = f' class="{css}"' if css else ""
    return f"<{name}{attribute}>{escape(text)}</{name}>"


def _code(text: str) -> str:
    return _tag("code", text)


def _anchor(address: str, text: str) -> str:
    return f'<a href="{escape(address)}">{_code(text)}</a>'
