"""Logs: one line per event on standard error, without tokens and without people's data."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

TOKEN = re.compile(r"\b\d{6,}:[A-Za-z0-9_-]{20,}")
LONG_NUMBER = re.compile(r"\b\d{12}\b")
QUIET = ("aiogram", "aiohttp", "aiosqlite", "asyncio", "fpdf", "fontTools", "PIL")


def redact(text: str) -> str:
    """Take tokens and twelve-digit numbers out of a text: the last line of defence."""
    return LONG_NUMBER.sub("[number]", TOKEN.sub("[token]", text))


def start_logging(level: int = logging.INFO) -> None:
    """Write the bot's events to standard error; libraries speak only of trouble."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_RedactingFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            _escape,
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(key_order=["event"], drop_missing=True),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


class _RedactingFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """Format a record, tracebacks included, and redact it."""
        return redact(super().format(record))


def _escape(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Keep a line one line: what comes from outside may hold line breaks and terminal codes."""
    return {
        key: value.encode("unicode_escape").decode() if isinstance(value, str) else value
        for key, value in event.items()
    }
