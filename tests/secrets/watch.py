"""The watch over all logs of all tests: each record is read as it was written, before redaction."""

import logging
import secrets
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from bot.demo.phones import Phones
from bot.records import OWN, QUIET, trail
from tests.secrets.canaries import MOST_TYPED, SHORTEST_TYPED, find_canaries

HANDLE = logging.Logger.handle


class Watch:
    """Remembers what people typed and each record that gives something away."""

    def __init__(self) -> None:
        self.leaks: list[str] = []
        self.typed: deque[str] = deque(maxlen=MOST_TYPED)

    def begin(self) -> None:
        """Forget what was said and typed in the test before."""
        self.leaks.clear()
        self.typed.clear()

    def hear(self, text: str | None) -> None:
        """Keep in mind what somebody typed."""
        if text and len(text.strip()) >= SHORTEST_TYPED and not text.startswith("/"):
            self.typed.append(text.strip())

    def look_at(self, record: logging.LogRecord) -> None:
        """Read a record as the product would write it, had it no redaction."""
        own = record.name.partition(".")[0] in OWN
        text = _written(record) if own else ""
        error = record.exc_info[1] if record.exc_info else None
        text += record.exc_text or (trail(error) if error else "")
        if found := find_canaries(text, self.typed):
            self.leaks.append(f"{record.name} in {record.pathname}:{record.lineno} said {found}")

    def demand_silence(self) -> None:
        """Fail when a record gave something away."""
        leaks, self.leaks = self.leaks, []
        if leaks:
            raise AssertionError("\n".join(leaks))


@contextmanager
def watching(watch: Watch) -> Iterator[None]:
    """Let one watch see every record, what is typed on phones and each new invitation."""

    def handle(logger: logging.Logger, record: logging.LogRecord) -> None:
        watch.look_at(record)
        HANDLE(logger, record)

    root = logging.getLogger()
    level = root.level
    root.setLevel(logging.DEBUG)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    with (
        patch.object(logging.Logger, "handle", handle),
        patch.object(Phones, "_send", _overheard(watch, Phones._send)),
        patch.object(secrets, "token_urlsafe", _invitation(watch, secrets.token_urlsafe)),
    ):
        yield
    root.setLevel(level)


def _written(record: logging.LogRecord) -> str:
    try:
        return logging.LogRecord.getMessage(record)
    except (TypeError, ValueError):
        return f"{record.msg} {record.args}"


def _overheard(watch: Watch, send: Callable[..., Any]) -> Callable[..., Any]:
    def overheard(phones: Phones, person: str, fields: dict[str, Any], *rest: Any) -> Any:
        watch.hear(fields.get("text"))
        watch.hear(fields.get("caption"))
        return send(phones, person, fields, *rest)

    return overheard


def _invitation(watch: Watch, make: Callable[..., str]) -> Callable[..., str]:
    def invitation(length: int | None = None) -> str:
        token = make(length)
        watch.hear(token)
        return token

    return invitation
