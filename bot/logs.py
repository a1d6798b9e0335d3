"""Logs: one line per event on standard error, without tokens and without people's data."""

import logging
import re
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from types import TracebackType
from typing import Any, TypeAlias

import structlog

TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{20,}")
LONG_NUMBER = re.compile(r"(?<!\d)\d{12}(?!\d)")
QUIET = ("aiogram", "aiohttp", "aiosqlite", "asyncio", "fpdf", "fontTools", "PIL")


_render = structlog.processors.KeyValueRenderer(key_order=["event"], drop_missing=True)
_Error: TypeAlias = tuple[type[BaseException], BaseException, TracebackType | None]


def redact(text: str) -> str:
    """Take tokens and twelve-digit numbers out of a text: the last line of defence."""
    return LONG_NUMBER.sub("[number]", TOKEN.sub("[token]", text))


def trail(error: BaseException) -> str:
    """Tell where an error came from: files, lines and kinds of error, causes last.

    Not its words: pydantic, for one, quotes what somebody typed.
    """
    return "\n".join(
        "".join(traceback.format_tb(each.__traceback__)) + type(each).__qualname__
        for each in _causes(error)
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        hidden = error.__suppress_context__
        error = error.__cause__ or (None if hidden else error.__context__)


def start_logging(level: int = logging.INFO) -> None:
    """Write the bot's events to standard error; libraries speak only of trouble."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_LineFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
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


class _LineFormatter(logging.Formatter):
    """One line per event: what comes from outside may hold line breaks and terminal codes."""

    def format(self, record: logging.LogRecord) -> str:
        """Format a record, the trail of its error included; redact and escape it."""
        text = redact(super().format(record))
        return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)

    def formatException(self, ei: _Error | tuple[None, None, None]) -> str:  # noqa: N802
        """Tell where an error came from, without its words."""
        return trail(ei[1]) if ei[1] is not None else ""


def _as_record(logger: Any, name: str, event: MutableMapping[str, Any]) -> Any:
    """Hand an event over to `logging`, which looks after the error that belongs to it."""
    error = event.pop("exc_info", None)
    return (_render(logger, name, event),), {"exc_info": error}
