"""What is logged of an error: where and of which kind, no text that a reader may have typed."""

import io
import logging

import pytest

from kompass.server.log import keep_texts_of_errors_out

NAME = "Erika Mustermann"


@pytest.fixture
def log():
    """A logger as the server has it, and what it has written."""
    before = logging.getLogRecordFactory()
    keep_texts_of_errors_out()
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    logger = logging.Logger("server")
    logger.addHandler(handler)
    yield logger, written
    logging.setLogRecordFactory(before)


def read(name):
    raise ValueError(name)


def test_an_error_is_logged_without_its_text(log):
    logger, written = log
    try:
        try:
            read(NAME)
        except ValueError as error:
            raise KeyError(NAME) from error
    except KeyError:
        logger.exception("A page failed")
    said = written.getvalue()
    assert said.startswith("ERROR A page failed\n")
    assert "in read" in said
    assert said.index("builtins.ValueError\n") < said.index("builtins.KeyError\n")
    assert NAME not in said


def test_errors_in_a_group_are_each_told(log):
    logger, written = log
    logger.error("Failed", exc_info=ExceptionGroup(NAME, [ValueError(NAME), OSError(NAME)]))
    assert (
        written.getvalue() == "ERROR Failed\nbuiltins.ValueError\nbuiltins.OSError\nbuiltins.ExceptionGroup\n"
    )


def test_a_cause_that_is_not_to_be_told_is_not(log):
    logger, written = log
    try:
        try:
            read(NAME)
        except ValueError:
            raise RuntimeError from None
    except RuntimeError as error:
        logger.error("Failed", exc_info=error)
    assert "ValueError" not in written.getvalue()


def test_a_line_without_an_error_stays_as_it_is(log):
    logger, written = log
    logger.warning("Slow: %s", 3)
    assert written.getvalue() == "WARNING Slow: 3\n"
