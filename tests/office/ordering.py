"""Orders for the tests of files: one server, one moment, any scenario and language."""

import datetime as dt
from zoneinfo import ZoneInfo

from kompass.briefing.export_request import order_of
from kompass.facts import load

FACTS = load()
MADE = dt.datetime(2026, 11, 26, 18, 30, tzinfo=ZoneInfo("Europe/Berlin"))


def order(scenario="", *further, code="de"):
    """The order of an address with this scenario and these further pairs of parameters."""
    pairs = [("s", scenario), ("lang", code), *further]
    return order_of([pair for pair in pairs if pair[1]], FACTS, "http://kompass.example/", MADE)
