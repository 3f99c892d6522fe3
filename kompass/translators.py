"""Export the translatable texts of the tables as a catalogue template; run by ``make messages``."""

from __future__ import annotations

import sys

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from kompass.facts import load
from kompass.facts_files import PLANS_DIR


def tables_catalogue() -> Catalog:
    """A Babel catalogue of all translatable texts of the tables of the product's plans, without translations."""
    catalogue = Catalog()
    for plan in sorted(path for path in PLANS_DIR.iterdir() if path.is_dir()):
        for text in load(plan=plan).texts():
            catalogue.add(text)
    return catalogue


if __name__ == "__main__":
    write_po(sys.stdout.buffer, tables_catalogue(), omit_header=True, sort_output=True, width=0)
