"""Quellen und Methode."""

from ui import blocks
from ui.session import session

current = session()
t = current.language.text
blocks.heading(t("Quellen und Methode"), t("Quellen und Methode"), "", current)
