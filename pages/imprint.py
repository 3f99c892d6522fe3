"""Impressum: the operator of this server."""

from ui.parts import legal
from ui.session import session

legal.imprint(session())
