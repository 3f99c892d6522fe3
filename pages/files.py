"""To take along: the files that can be made of what is on the table."""

from ui.parts import files
from ui.session import session

files.page(session())
