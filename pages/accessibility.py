"""Erklärung zur Barrierefreiheit: known barriers, and the contact for reporting others."""

from ui.parts import legal
from ui.session import session

current = session()
legal.page("barrierefreiheit", current.language.text("Erklärung zur Barrierefreiheit"), current)
