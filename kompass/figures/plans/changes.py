"""What a plan changes against another one: places of each institution, goals, shortages, target groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from kompass.facts import Facts
from kompass.figures.charts import dumbbells
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import Column, Exhibit, Made, with_total_named
from kompass.figures.quotas.places import quota_citations
from kompass.language import N_, Language
from kompass.needs import DIVIDED, carries
from kompass.places.plan import Plan, Quota, plan_of

NONE = Quota(0, 0)  # of an institution that only the other plan has


def comparable(one: Facts, other: Facts) -> bool:
    """Whether two plans can be set against each other: both divide places, and they have a district in common."""
    both = carries(one, DIVIDED) and carries(other, DIVIDED)
    return both and bool(set(one["districts"]["ags"]) & set(other["districts"]["ags"]))


def plan_before(facts: Facts, plans: Iterable[Facts]) -> Facts | None:
    """The latest of these plans that is earlier than a plan and comparable with it; None if there is none."""
    plan = plan_of(facts)
    earlier = [other for other in plans if plan_of(other).version < plan.version and comparable(other, facts)]
    return max(earlier, key=lambda other: plan_of(other).version, default=None)


def place_changes(before: Facts, after: Facts) -> pd.DataFrame:
    """One row per institution of either plan, those of ``after`` first, and one for all (code ``""``).

    Columns: code, name, before, places, change, degree_before, degree, degree_change; all but the first two in places.
    An institution that a plan does not have has no places in it.
    """
    old, new = plan_of(before), plan_of(after)
    names = {
        str(row.code): str(row.name)
        for facts in (before, after)
        for row in facts["institutions"].itertuples()
    }
    codes = dict.fromkeys((*new.codes, *old.codes))
    rows = [(code, names[code], old.quotas.get(code, NONE), new.quotas.get(code, NONE)) for code in codes]
    rows.append(("", "", old.total, new.total))
    return pd.DataFrame(
        {
            "code": code,
            "name": name,
            "before": then.places,
            "places": now.places,
            "change": now.places - then.places,
            "degree_before": then.degree,
            "degree": now.degree,
            "degree_change": now.degree - then.degree,
        }
        for code, name, then, now in rows
    )


def place_changes_exhibit(before: Facts, after: Facts, language: Language) -> Exhibit:
    """Places of each institution in both plans; :func:`place_changes_picture` draws it."""
    t = language.text
    table = place_changes(before, after)
    old, new = (_name(plan_of(facts), language) for facts in (before, after))
    source = before.record("plans", plan_version=plan_of(before).version)
    columns = (
        Column("code", t("Kürzel")),
        Column("name", t("Institution")),
        Column("before", t("{plan}, Plätze", plan=old), 0),
        Column("places", t("{plan}, Plätze", plan=new), 0),
        Column("change", t("Unterschied"), 0, sign=True),
        Column("degree_before", t("{plan}, abschluss­orientiert", plan=old), 0),
        Column("degree", t("{plan}, abschluss­orientiert", plan=new), 0),
        Column("degree_change", t("Unterschied, abschluss­orientiert"), 0, sign=True),
    )
    title = headline(before, after, language)
    return Exhibit(
        f"plaene-{before.plan_id}-{after.plan_id}",
        title,
        Made.COMPUTED,
        with_total_named(table, t("alle")),
        columns,
        quota_citations(after, plan_of(after)),
        t(
            "Verglichen mit: {title}, Stand {date}.",
            title=source["title"],
            date=language.as_of(source["as_of"], "day"),
        ),
        title,
    )


def place_changes_picture(shown: Exhibit, style: Style, language: Language) -> str:
    """Draw the changes of places on a scale of changes; returns HTML."""
    unit = language.text("Plätze mehr oder weniger")
    return dumbbells.place_changes(shown.table, unit, shown.alt, style, language)


def headline(before: Facts, after: Facts, language: Language) -> str:
    """One sentence: which institutions have more and fewer places than in the other plan."""
    t = language.text
    table = place_changes(before, after)
    own = table[(table["code"] != "") & (table["change"] != 0)].sort_values("change", kind="stable")
    names = {"old": _name(plan_of(before), language), "new": _name(plan_of(after), language)}
    if own.empty:
        return t("{new} gegenüber {old}: alle Institutionen mit gleich vielen Plätzen", **names)
    moves = [
        t("{code} {change}", code=row.code, change=language.number(row.change, sign=True))
        for row in own.itertuples()
    ]
    total = int(table.iloc[-1]["change"])
    if total:
        return t(
            "{new} gegenüber {old}: {moves} Plätze, zusammen {total}",
            moves=language.listed(moves, commas=True),
            total=language.number(total, sign=True),
            **names,
        )
    return t(
        "{new} gegenüber {old}: {moves} Plätze, zusammen gleich viele",
        moves=language.listed(moves, commas=True),
        **names,
    )


def _name(plan: Plan, language: Language) -> str:
    return language.text("Plan {version}", version=plan.version)


@dataclass(frozen=True)
class Listed:
    """A list in a plan whose entries are compared: ``what`` names it, ``entries`` gives text by key."""

    what: str
    entries: Callable[[Facts], dict[tuple[str, ...], str]]


def _goals(facts: Facts) -> dict[tuple[str, ...], str]:
    groups = facts["training_goal_groups"].set_index("group_id")["title"]
    return {
        (groups[g.group_id], g.title): f"{groups[g.group_id]}: {g.title}"
        for g in facts["training_goals"].itertuples()
    }


def _shortages(facts: Facts) -> dict[tuple[str, ...], str]:
    """By district and occupation; the levels are the part that may have changed."""
    names = facts["districts"].set_index("ags")["name"]
    found: dict[tuple[str, ...], str] = {}
    for row in facts["shortage_occupations"].sort_values("level").itertuples():
        key = (names[row.district_ags], row.kldb, row.title_as_printed)
        levels = found[key].rpartition(" ")[2] + row.level if key in found else row.level
        found[key] = f"{key[0]}: {row.title_as_printed} ({row.kldb}), {levels}"
    return found


def _target_groups(facts: Facts) -> dict[tuple[str, ...], str]:
    return {(row.title,): row.title for row in facts["target_groups"].itertuples()}


LISTS = (
    Listed(N_("Bildungsziel"), _goals),
    Listed(N_("Engpass"), _shortages),
    Listed(N_("Zielgruppe"), _target_groups),
)


def list_changes(before: Facts, after: Facts, language: Language) -> pd.DataFrame:
    """One row per entry of the plans' lists that was added, dropped or changed.

    Columns: what (the list), change, before, after (the entry in each plan; empty where it is not).
    """
    t = language.text
    added, dropped, changed = t("neu"), t("entfallen"), t("geändert")
    rows = []
    for listed in LISTS:
        old, new = listed.entries(before), listed.entries(after)
        what = t(listed.what)
        rows += [(what, added, "", new[key]) for key in new if key not in old]
        rows += [(what, dropped, old[key], "") for key in old if key not in new]
        rows += [(what, changed, old[key], new[key]) for key in new if key in old and old[key] != new[key]]
    return pd.DataFrame(rows, columns=["what", "change", "before", "after"])


def list_changes_exhibit(before: Facts, after: Facts, language: Language) -> Exhibit:
    """What was added to, dropped from and changed in the lists of goals, shortages and target groups."""
    t = language.text
    table = list_changes(before, after, language)
    old, new = (_name(plan_of(facts), language) for facts in (before, after))
    columns = (
        Column("what", t("Liste")),
        Column("change", t("Änderung")),
        Column("before", old),
        Column("after", new),
    )
    title = (
        language.plural(
            "{n} Eintrag in den Listen des Plans hat sich geändert",
            "{n} Einträge in den Listen des Plans haben sich geändert",
            len(table),
        )
        if len(table)
        else t("Bildungsziele, Engpässe und Zielgruppen sind dieselben")
    )
    return Exhibit(
        f"plaene-{before.plan_id}-{after.plan_id}-listen",
        title,
        Made.COMPUTED,
        table,
        columns,
        quota_citations(after, plan_of(after)),
        t(
            "Verglichen sind die Wortlaute: ein anders geschriebener Eintrag ist ein entfallener und ein neuer."
        ),
    )
