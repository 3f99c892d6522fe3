"""What a card tells of a measure of the state: its title, its term, and the funds planned for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kompass.facts import Facts
from kompass.language import N_, Language

PERIODS = {
    "per_year": N_("{amount} im Jahr"),
    "total": N_("{amount} insgesamt"),
    "year": N_("{amount} für {years}"),
    "cohort": N_("{amount} für den Jahrgang {years}"),
    "per_grant": N_("{amount} je Förderung"),
    "not_stated": N_("{amount}, ohne Zeitraum"),
}


def term(measure: Mapping[str, Any], language: Language) -> str:
    """From when to when a measure runs, in words; "" where the report says neither."""
    t = language.text
    start, end = (language.as_of(measure[part], "") if measure[part] else "" for part in ("start", "end"))
    if start and end:
        return t("{start} bis {end}", start=start, end=end)
    if start and measure["open_ended"]:
        return t("seit {start}, ohne Ende", start=start)
    if start:
        return t("ab {start}, Ende nicht ausgewiesen", start=start)
    return t("bis {end}", end=end) if end else ""


def funds(facts: Facts, measure_id: str, language: Language) -> str:
    """The funds that the report names for a measure, in words; "" where it names none."""
    t, rows = language.text, facts["measure_funds"]
    own = rows[rows["measure_id"] == measure_id].sort_values("position")
    words = []
    for row in own.to_dict("records"):
        amount = language.quantity(float(row["amount"]), "€", qualifier=t(row["qualifier"]))
        years = [str(row[part]) for part in ("year_from", "year_to") if row[part] == row[part]]
        words.append(t(PERIODS[row["period"]], amount=amount, years="–".join(dict.fromkeys(years))))
    return "; ".join(words)
