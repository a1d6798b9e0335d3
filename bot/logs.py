"""Logs: one line per event on standard error, without tokens and without people's data."""

import logging
import re
from collections.abc import MutableMapping
from typing import Any

import structlog

from bot.records import guard_process

QUOTE = re.compile(r'"[^"]*"')
"""Telegram's refusals quote what was sent."""

_render = structlog.processors.KeyValueRenderer(key_order=["event"], drop_missing=True)


def start_logging(level: int = logging.INFO) -> None:
    """Write the bot's events to standard error; libraries speak only of trouble."""
    guard_process(level)
    speak_through_logging()


def speak_through_logging() -> None:
    """Hand the bot's events to `logging`; structlog's own way prints every variable of an error."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            _as_record,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _as_record(logger: Any, name: str, event: MutableMapping[str, Any]) -> Any:
    """Hand an event over to `logging`, which looks after the error that belongs to it."""
    error = event.pop("exc_info", None)
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = QUOTE.sub('"…"', value)
    return (_render(logger, name, event),), {"exc_info": error}
