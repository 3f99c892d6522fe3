"""Meaning of a transfer of places: who plans, who approves and pays, and what the plan leaves open."""

from __future__ import annotations

from kompass.facts import Facts
from kompass.figures.exhibit import Citation
from kompass.language import N_, Language
from kompass.needs import MEANING, carries

HEADING = N_("Was eine Umbuchung bedeutet")
SOURCE = "plan2026"
# Passages of the plan: who approves and finances; the four quotas without a legal scope.
PLACES = (
    N_("Abschnitt 2, Allgemeine Informationen"),
    N_("Abschnitt 6.6"),
    N_("Abschnitt 8, S. 18"),
)


def meaning(facts: Facts, language: Language) -> tuple[str, ...]:
    """The sentences shown wherever places are moved between the agency and a job centre; none for a plan without
    an agency or whose sources do not say them.

    The first is quoted from the plan; the others state what follows from it and what the plan leaves open.
    """
    if not carries(facts, MEANING):
        return ()
    t = language.text
    return (
        t(
            "Seit dem 1.1.2025 bewilligen und finanzieren die Agenturen für Arbeit die Weiterbildung (FbW) auch für "
            "Leistungsberechtigte der Jobcenter; die Jobcenter bleiben für das Erkennen des Bedarfs und für das "
            "Teilnehmenden- und Absolventenmanagement zuständig."
        ),
        t(
            "Eine Umbuchung zwischen Agentur (AA) und Jobcenter ändert danach, wer plant, nicht, wer bezahlt. "
            "Das ist ein Schluss: Wessen Haushalt die vier Zahlen meinen, sagt der Plan nicht."
        ),
        t(
            "Die Agentur arbeitet in allen drei Kreisen; ihre Plätze verteilt der Plan nicht auf sie. Dass AA für das "
            "SGB III steht, ist ebenfalls ein Schluss: Der Plan ordnet den Zahlen keinen Rechtskreis zu."
        ),
    )


def in_short(facts: Facts, language: Language) -> str:
    """The consequence in one line, for a slide; empty where :func:`meaning` says nothing."""
    if not carries(facts, MEANING):
        return ""
    return language.text(
        "Eine Umbuchung zwischen AA und Jobcenter ändert, wer plant, nicht, wer bezahlt (Schluss aus Abschnitt 6.6)."
    )


def meaning_citations(facts: Facts, language: Language) -> tuple[Citation, ...]:
    """The passages of the plan behind :func:`meaning`."""
    if not carries(facts, MEANING):
        return ()
    return tuple(Citation(SOURCE, language.text(place)) for place in PLACES)
