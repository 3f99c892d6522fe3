"""The scenario that a picture of ours carries in its metadata."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

from kompass.facts import Facts
from kompass.images.image import ADDRESS_KEYWORD
from kompass.language import N_, MessageError
from kompass.places.ledger import Scenario
from kompass.places.parameters import SCENARIO
from kompass.rendering.png import texts_of
from kompass.request.choices import choices

_SVG_SOURCE = re.compile(rb"<dc:source>([^<]{0,20000})</dc:source>")


class NoScenarioError(MessageError):
    """A picture without a scenario."""


def scenario_of_picture(content: bytes, facts: Facts) -> Scenario:
    """The scenario of a PNG or SVG file, with its reasons.

    Raises :class:`NoScenarioError` for any other file, and :class:`ScenarioError` for a scenario that cannot be.
    """
    address = texts_of(content).get(ADDRESS_KEYWORD, "")
    if not address and (found := _SVG_SOURCE.search(content)):
        address = unescape(found[1].decode("utf-8", "replace"))
    try:
        query = parse_qs(urlsplit(address).query)
    except ValueError:  # no address
        query = {}
    if SCENARIO not in query:
        raise NoScenarioError(
            N_(
                "Die Datei trägt kein Szenario. Erwartet wird eine Szenariendatei (JSON) oder ein Bild (PNG, SVG), "
                "das hier mit einem Szenario gemacht ist."
            )
        )
    return choices(facts, query).scenario
