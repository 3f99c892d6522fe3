"""Impressum: who runs this server."""

from ui import legal
from ui.session import session

legal.imprint(session())
