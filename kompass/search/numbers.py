"""The plan's own numbers as things to be found: every number of the tables on the places."""

from __future__ import annotations

import pandas as pd

from kompass.facts import Facts
from kompass.figures.quotas.places import employee_block, quota_columns, quota_table
from kompass.language import Language
from kompass.needs import EMPLOYEES, carries
from kompass.places.plan import plan_of


def plan_numbers(facts: Facts, words: Language) -> pd.DataFrame:
    """One row per number of the table of places and of the places for people in employment.

    Columns: title (what, whose, the number as printed), also (further words to find it by), code (of the
    institution; empty for the whole plan).
    """
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


def _plain(heading: str) -> str:
    """A heading without the places where it may be broken."""
    return heading.replace("\u00ad", "")
