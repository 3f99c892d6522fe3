"""Erklärung zur Barrierefreiheit: what works for every reader, what does not, and whom to tell."""

from ui.parts import legal
from ui.session import session

current = session()
legal.page("barrierefreiheit", current.language.text("Erklärung zur Barrierefreiheit"), current)
