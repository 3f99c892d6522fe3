"""Leichte Sprache: what the plan is and how to use the pages, in short sentences."""

from ui.parts import legal
from ui.session import session

current = session()
plan, number = current.plan, current.language.number
year = current.facts.record("plans", plan_version=plan.version)["plan_year"]
block = current.facts.record("quotas", plan_year=year, kind="employee_training")
legal.page(
    "leichte-sprache",
    current.language.text("Leichte Sprache"),
    current,
    css="bk-plain",
    jahr=plan.version,
    plaetze=number(plan.total.places),
    abschluss=number(plan.total.degree),
    beschaeftigte=number(block["places"]),
    beschaeftigte_abschluss=number(block["degree_oriented"]),
    **{code: number(quota.places) for code, quota in plan.quotas.items()},
)
