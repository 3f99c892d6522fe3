"""Zielgruppen und Ausblick."""

from ui import blocks
from ui.session import session

current = session()
t = current.language.text
blocks.heading(t("Zielgruppen und Ausblick"), t("Zielgruppen und Ausblick"), "", current)
