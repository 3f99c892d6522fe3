"""Further plans: bringing one in, and what it changes against another one."""

from kompass.figures.plans.changes import place_changes_exhibit
from ui import blocks
from ui.parts import bring_plan, plans
from ui.plan_choice import plan_label
from ui.session import session

current = session()
t = current.language.text
found = plans.others(current)
before = plans.compared(found)
places = place_changes_exhibit(before, current.facts, current.language) if before else None
blocks.heading(
    t("Pläne"),
    places.title if places else t("Zu sehen ist: {plan}", plan=plan_label(current.facts)),
    t("Den nächsten Plan oder den einer anderen Region einspielen, prüfen und mit diesem vergleichen."),
)
if before and places:
    plans.changes(places, before, found, current)
bring_plan.bring_in(current)
