"""Further plans: bringing one in, and what it changes against another one."""

from kompass.figures.plans.changes import headline
from ui import blocks
from ui.parts import bring_plan, plans
from ui.session import session

current = session()
t = current.language.text
before = plans.compared(current)
blocks.heading(
    t("Pläne"),
    headline(before, current.facts, current.language)
    if before
    else t("Hier ist ein Plan zu sehen: {plan}", plan=current.plan.version),
    t("Den nächsten Plan oder den einer anderen Region einspielen, prüfen und mit diesem vergleichen."),
)
if before:
    plans.changes(current)
bring_plan.bring_in(current)
