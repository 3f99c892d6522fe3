"""Engpässe und Ziele."""

from ui import blocks
from ui.session import session

current = session()
t = current.language.text
blocks.heading(t("Engpässe und Ziele"), t("Engpässe und Ziele"), "", current)
