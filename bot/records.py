"""Log records that give nothing away: a guard for the whole process, whoever writes the log."""

import logging
import re
import sys
import threading
import traceback
import warnings
from collections.abc import Iterator
from pathlib import PurePath
from types import TracebackType
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{20,}")
INVITATION = re.compile(r"(?<![A-Za-z0-9_-])i_[A-Za-z0-9_-]{20,}")
LONG_NUMBER = re.compile(r"(?<!\d)\d{12}(?!\d)")
OWN = ("bot", "storage")
"""Loggers that say only what this program wrote for them; all others may quote people."""
QUIET = ("aiogram", "aiohttp", "aiosqlite", "asyncio", "fpdf", "fontTools", "PIL")

log = logging.getLogger("bot")


def redact(text: str) -> str:
    """Take tokens, invitations and twelve-digit numbers out of a text: the last line of defence."""
    without_tokens = INVITATION.sub("[invitation]", TOKEN.sub("[token]", text))
    return LONG_NUMBER.sub("[number]", without_tokens)


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


class SafeRecord(logging.LogRecord):
    """A record that no handler can make give away more than it should.

    Of a library only the place is told: at any level its words may be an update, the parameters
    of a statement or the repr of an error.
    """

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        if self.exc_info and self.exc_info[1] is not None:
            self.exc_text = trail(self.exc_info[1])
        self.exc_info = None

    def getMessage(self) -> str:  # noqa: N802 - the name is that of logging
        """Give the message, redacted, or the place where a library wrote one."""
        if self.name.partition(".")[0] in OWN:
            return redact(super().getMessage())
        return f"said in {'/'.join(PurePath(self.pathname).parts[-2:])}:{self.lineno}"


class LineFormatter(logging.Formatter):
    """One line per record: what comes from outside may hold line breaks and terminal codes."""

    def format(self, record: logging.LogRecord) -> str:
        """Format a record, the trail of its error included, and escape it."""
        text = super().format(record)
        return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)


def guard_process(level: int = logging.INFO) -> None:
    """Let all that this process logs, warns of and dies of go to standard error without words."""
    logging.setLogRecordFactory(SafeRecord)
    logging.raiseExceptions = False  # a record that cannot be formatted would be printed raw
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(LineFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    warnings.showwarning = _tell_warning
    sys.excepthook = _tell_uncaught
    sys.unraisablehook = _tell_unraisable
    threading.excepthook = _tell_thread


def _tell_warning(
    message: Warning | str,  # noqa: ARG001 - quotes an update, for one
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001 - the signature is that of `warnings`
    line: str | None = None,  # noqa: ARG001 - the same
) -> None:
    log.warning("warned: %s in %s:%d", category.__name__, filename, lineno)


def _tell_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        log.critical("uncaught", exc_info=error)


def _tell_unraisable(unraisable: "UnraisableHookArgs") -> None:
    log.error("unraisable", exc_info=unraisable.exc_value)


def _tell_thread(ended: threading.ExceptHookArgs) -> None:
    if ended.exc_value is not None:
        log.critical("thread.ended", exc_info=ended.exc_value)
