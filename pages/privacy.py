"""Datenschutz: what is stored, and what is not."""

from ui import operator_file
from ui.parts import legal
from ui.session import session

current = session()
legal.page("datenschutz", current.language.text("Datenschutz"), current, tage=str(operator_file.round_days()))
