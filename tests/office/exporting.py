"""Export requests for the tests of files: one server, one moment, any scenario and language."""

import datetime as dt
from zoneinfo import ZoneInfo

from kompass.briefing.export_request import export_request
from kompass.facts import load

FACTS = load()
MADE = dt.datetime(2026, 11, 26, 18, 30, tzinfo=ZoneInfo("Europe/Berlin"))


def export(scenario="", *further, code="de"):
    """The export request of an address with this scenario and these further pairs of parameters."""
    pairs = [("s", scenario), ("lang", code), *further]
    return export_request([pair for pair in pairs if pair[1]], FACTS, "http://kompass.example/", MADE)
