"""A figure as an entry of a bibliography: BibTeX and RIS."""

from __future__ import annotations

import re
import unicodedata

from kompass.images.image import Image

_SPECIAL = re.compile(r"([\\{}%&#$_~^])")


def bibtex(image: Image) -> bytes:
    """The figure as a BibTeX entry (``@misc``) in UTF-8."""
    facts, plan = image.context.facts, image.context.plan
    fields = {
        "title": image.view.heading,
        "year": facts.dated(plan.version)[:4],
        "howpublished": image.words.text("Bildungszielkompass, Datenstand {version}", version=facts.version),
        "note": image.reference(),
    }
    names = " and ".join(f"{{{_SPECIAL.sub(_escaped, name)}}}" for name in _institutions(image))
    lines = [f"  author = {{{names}}},"]
    lines += [f"  {name} = {{{_SPECIAL.sub(_escaped, text)}}}," for name, text in fields.items()]
    key = _key(f"bildungszielkompass-{image.request.name}")
    return "\n".join([f"@misc{{{key},", *lines, f"  url = {{{image.page}}}", "}", ""]).encode()


def ris(image: Image) -> bytes:
    """The figure as a RIS record (type DATA)."""
    facts, plan = image.context.facts, image.context.plan
    fields = [
        ("TY", "DATA"),
        ("TI", image.view.heading),
        *(("A1", name) for name in _institutions(image)),
        ("PY", facts.dated(plan.version)[:4]),
        ("PB", image.words.text("Bildungszielkompass, Datenstand {version}", version=facts.version)),
        ("N1", image.reference()),
        ("LA", image.words.code),
        ("UR", image.page),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {' '.join(text.split())}\r\n" for tag, text in fields).encode()


def _institutions(image: Image) -> list[str]:
    """The names of the institutions whose plan it is."""
    names = image.context.facts["institutions"].set_index("code")["name"]
    return [str(names[code]) for code in image.context.plan.codes]


def _escaped(match: re.Match[str]) -> str:
    sign = match[1]
    return {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}.get(
        sign, f"\\{sign}"
    )


def _key(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-zA-Z0-9-]", "", plain)
