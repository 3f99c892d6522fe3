"""The places for people in employment, which the plan does not split, divided by a key chosen by the user."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pandas as pd

from kompass.facts import Facts
from kompass.figures.exhibit import Citation, Column, Exhibit, Made, cite, with_total_named
from kompass.figures.quotas.places import employee_block, quota_citations
from kompass.figures.simulator.keys import key_label
from kompass.language import Language
from kompass.places.keys import Key
from kompass.places.moves import apportion
from kompass.places.plan import Plan
from kompass.precision import Bounded, exact, written


def split_table(facts: Facts, plan: Plan, weights: Mapping[str, Fraction]) -> pd.DataFrame:
    """One row per institution with a weight, in plan order, and one for all (code ``""``).

    Columns: code, name, places, degree. Both totals are divided by largest remainder, ties by plan order.
    """
    block = employee_block(facts, plan)
    codes = [code for code in plan.codes if code in weights]
    shares = [weights[code] for code in codes]
    names = facts["institutions"].set_index("code")["name"]
    places, degree = (apportion(int(block[column]), shares) for column in ("places", "degree_oriented"))
    rows = [(code, names[code], p, d) for code, p, d in zip(codes, places, degree, strict=True)]
    rows.append(("", "", sum(places), sum(degree)))
    return pd.DataFrame(rows, columns=["code", "name", "places", "degree"])


def split_exhibit(facts: Facts, plan: Plan, key: Key | None, language: Language) -> Exhibit:
    """The block divided by a key, or without one in proportion to the plan's places; an assumption of the
    user."""
    t = language.text
    weights = key.weights if key else {c: Fraction(q.places) for c, q in plan.quotas.items()}
    table = split_table(facts, plan, weights)
    limits = {c: key.target_bounds(1)[c] for c in key.weights} if key else {}

    def text(code: str, whole: int, total: int) -> str:
        """Whole places of an institution, with limits where the key is rounded."""
        share = limits.get(code, exact(0))
        ends = (total * share.low, total * share.high) if code in limits else (whole, whole)
        return written(Bounded(whole, min(whole, *ends), max(whole, *ends), share.precision), language)

    block = employee_block(facts, plan)
    table = table.assign(
        places_text=[text(r.code, r.places, block["places"]) for r in table.itertuples()],
        degree_text=[text(r.code, r.degree, block["degree_oriented"]) for r in table.itertuples()],
    )
    by = key_label(key, language) if key else t("Plätze im Plan")
    most = table[table["code"] != ""].sort_values("places", ascending=False, kind="stable").iloc[0]
    title = t(
        "Plan {version}, Plätze für Beschäftigte: nach dem Schlüssel „{key}“ entfielen {places} von {total} auf {code}",
        version=plan.version,
        key=by,
        places=most["places_text"],
        total=int(block["places"]),
        code=most["code"],
    )
    return Exhibit(
        f"kontingente-{plan.version}-beschaeftigte-aufgeteilt",
        title,
        Made.ASSUMED,
        with_total_named(table, t("alle")),
        (
            Column("code", t("Kürzel")),
            Column("name", t("Institution")),
            Column("places_text", t("Plätze für Beschäftigte"), right=True),
            Column("degree_text", t("davon abschlussorientiert"), right=True),
        ),
        tuple(
            dict.fromkeys(
                [
                    Citation(str(block["source_id"]), str(block["locator"])),
                    *(quota_citations(facts, plan) if key is None else ()),
                    *(cite(fact, language) for fact in (key.facts if key else ())),
                ]
            )
        ),
        t(
            "Der Plan teilt diese Plätze nicht auf. Die Aufteilung ist eine Annahme; sie zählt nirgends sonst mit. "
            "Ein Schlüssel der Jobcenter legt alles auf die Kreise."
        ),
    )
