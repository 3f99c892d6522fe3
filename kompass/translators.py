"""Export the translatable texts of the tables as a catalogue template; run by ``make messages``."""

from __future__ import annotations

import sys

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from kompass.facts import load


def tables_catalogue() -> Catalog:
    """A Babel catalogue of all translatable texts of the tables, without translations."""
    catalogue = Catalog()
    for text in load().texts():
        catalogue.add(text)
    return catalogue


if __name__ == "__main__":
    write_po(sys.stdout.buffer, tables_catalogue(), omit_header=True, sort_output=True, width=0)
