"""Plan und Ist: what has entered against the plan, how the year will end, what could be done."""

from ui.actual import page
from ui.session import session

page.show(session())
