"""Numbers as the interface writes them: rounded, and with their precision and limits."""

from __future__ import annotations

from typing import Any

from kompass.precision import Bounded

DECIMALS = 6  # so that no floating-point noise is in the JSON


def rounded(value: float) -> float:
    """The value as it is written."""
    return round(value, DECIMALS)


def precision_document(number: Bounded) -> dict[str, Any]:
    """Precision level and limits of a number, see :mod:`kompass.precision`."""
    return {
        "precision": number.precision,
        "low": rounded(float(number.low)),
        "high": rounded(float(number.high)),
    }
