"""The plan's own numbers as things to be found: every number of the tables on the places."""

from __future__ import annotations

import pandas as pd

from kompass.facts import Facts
from kompass.figures.quotas.places import employee_block, quota_columns, quota_table
from kompass.figures.quotas.quantities import quantity_table
from kompass.language import Language
from kompass.needs import DIVIDED, EMPLOYEES, QUANTITIES, carries
from kompass.places.plan import plan_of


def plan_numbers(facts: Facts, words: Language) -> pd.DataFrame:
    """One row per number of the table of places and of the places for people in employment.

    Columns: title (what, whose, the number as printed), also (further words to find it by), code (of the
    institution; empty for the whole plan).
    """
    if not carries(facts, DIVIDED):
        return _quantities(facts, words)
    t, plan = words.text, plan_of(facts)
    short = facts["institutions"].set_index("code")["short_name"]
    employed = []
    if carries(facts, EMPLOYEES):
        block = employee_block(facts, plan)
        places, degree = int(block["places"]), int(block["degree_oriented"])
        name = t("Plan {version}: für Beschäftigte", version=plan.version)
        employed = [{"name": name, "code": "", "places": places, "degree": degree, "other": places - degree}]
    table = quota_table(facts, plan)
    table["name"] = table["name"].where(table["code"] != "", t("Plan {version} gesamt", version=plan.version))
    columns = [column for column in quota_columns(words) if column.numeric]
    return pd.DataFrame(
        {
            "title": f"{row['name']}, {_plain(column.heading)}: {column.cell(row[column.name], words)}",
            "also": " ".join((t("Plätze"), row["code"], short.get(row["code"], ""))),
            "code": row["code"],
        }
        for row in (*table.to_dict("records"), *employed)
        for column in columns
        if column.name in row
    )


def _quantities(facts: Facts, words: Language) -> pd.DataFrame:
    """The same of the quantities of a plan that divides nothing among institutions."""
    rows = quantity_table(facts, words).to_dict("records") if carries(facts, QUANTITIES) else []
    version = plan_of(facts).version
    return pd.DataFrame(
        [
            {
                "title": words.text(
                    "Plan {version}, {label}: {text}", version=version, label=r["label"], text=r["text"]
                ),
                "also": " ".join((r["kind"], r["law"])),
                "code": "",
            }
            for r in rows
        ],
        columns=["title", "also", "code"],
    )


def _plain(heading: str) -> str:
    """A heading without the places where it may be broken."""
    return heading.replace("\u00ad", "")
