"""What a visitor sees when something breaks that should not: words, never a traceback."""

from __future__ import annotations

import logging

import streamlit as st

from kompass.language import DEFAULT, N_, language

_log = logging.getLogger(__name__)


def say_sorry(error: Exception) -> bool:
    """Log the fault for the operator and tell the visitor what to do; keeps Streamlit's own box away."""
    _log.error("A page failed", exc_info=error)
    st.error(
        language(DEFAULT).text(
            N_(
                "Diese Ansicht konnte nicht aufgebaut werden. Bitte die Seite neu laden; "
                "das Szenario steht in der Adresse und geht nicht verloren."
            )
        )
    )
    return True
