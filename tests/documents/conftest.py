"""What all tests of documents watch for."""

import logging
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _no_complaints(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever fpdf2 logs as a warning, such as a missing glyph, fails the test."""
    caplog.handler.addFilter(_refuse_warnings)
    yield
    # The handler serves the whole run: elsewhere a warning is what a test waits for.
    caplog.handler.removeFilter(_refuse_warnings)


def _refuse_warnings(record: logging.LogRecord) -> bool:
    if record.levelno >= logging.WARNING:
        raise AssertionError(record.getMessage())
    return True
