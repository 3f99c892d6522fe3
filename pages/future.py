"""Zukunftsatlas."""

from ui import blocks
from ui.session import session

current = session()
t = current.language.text
blocks.heading(t("Zukunftsatlas"), t("Zukunftsatlas"), "", current)
