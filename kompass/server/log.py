"""What of an error gets into the log: where it happened and of which kind, not what it was about.

The text of an exception repeats what could not be read: scenarios, reasons, names in them, statements of the database.
"""

from __future__ import annotations

import logging
import traceback
from typing import Any


def keep_texts_of_errors_out() -> None:
    """Let every log record that carries an exception write its place and type alone, whoever logs it."""
    make = logging.getLogRecordFactory()

    def record(*args: Any, **named: Any) -> logging.LogRecord:
        made = make(*args, **named)
        if made.exc_info and made.exc_info[1]:
            made.exc_text = told(made.exc_info[1])  # what formatters write instead of their own
        return made

    logging.setLogRecordFactory(record)


def told(error: BaseException) -> str:
    """The calls that led to an error and its type, below those of what it came from."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    inner = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    found = [told(other) for other in (*([before] if before else []), *inner)]
    own = f"{''.join(traceback.format_tb(error.__traceback__))}{type(error).__module__}.{type(error).__qualname__}"
    return "\n".join((*found, own))
