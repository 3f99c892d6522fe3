"""Dateien: downloads of the current scenario and story."""

from ui.parts import files
from ui.session import session

files.page(session())
