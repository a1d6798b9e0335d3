"""What follows from one attempt to say or do something (the table in the reliability notes)."""

import random
from dataclasses import dataclass
from enum import Enum
from typing import Any

from bot.delivery.errors import (
    ChatMigrated,
    PersonUnreachable,
    TelegramRefused,
    TelegramUnreachable,
    TooFast,
    WrongToken,
)
from bot.delivery.ports import Row
from bot.domain.evidence import EvidenceOutOfReach
from bot.services.ports import StorageUnavailable

LONGEST_BACK_OFF = 300.0
LONG_SILENCE = 5.0
TRIES_OF_A_BUG = 3
TRIES_OF_A_FILE = 20
"""About an hour: a file that never comes must not hold up its act for ever."""
UNAUTHORIZED = 401
EDIT = "editMessageText"
EDIT_BUTTONS = "editMessageReplyMarkup"
EDIT_CAPTION = "editMessageCaption"
SEND = "sendMessage"
ALREADY_SO = ("message is not modified",)
FILES_EDITED = {EDIT_BUTTONS, EDIT_CAPTION}
"""Who has deleted a message misses nothing: what it would say is said elsewhere as well."""
NOTHING_TO_EDIT = (
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
    "there is no caption in the message to edit",
    "message_id_invalid",
)


class Verdict(Enum):
    """What to do with the row."""

    DONE = "done"
    LATER = "later"
    OTHERWISE = "otherwise"
    MOVED = "moved"
    BLOCKED = "blocked"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt and its verdict; pauses in seconds."""

    row: Row
    verdict: Verdict
    result: Any = None
    error: str = ""
    pause: float = 0.0
    pause_everybody: float = 0.0
    rewritten: tuple[str, dict[str, Any]] | None = None
    new_chat: int | None = None


def judge(row: Row, result: Any, error: Exception | None) -> Attempt:
    """Sort the outcome: done, try later, try in another way, or never."""
    if error is None:
        return Attempt(row, Verdict.DONE, result)
    if isinstance(error, TooFast):
        silence = error.retry_after if error.retry_after > LONG_SILENCE else 0.0
        return _later(row, error, error.retry_after + 0.1, silence)
    if isinstance(error, TelegramRefused):
        return _refused(row, error)
    most = TRIES_OF_A_FILE if isinstance(error, EvidenceOutOfReach) else TRIES_OF_A_BUG
    if _may_pass(error) or _tries(row, error) + 1 < most:
        return _later(row, error, _back_off(_tries(row, error)))
    return Attempt(row, Verdict.DEAD, error=type(error).__name__)


def _tries(row: Row, error: Exception) -> int:
    """How often in a row it failed like this: an outage before uses up nobody's patience."""
    return row.tries if row.error in {None, type(error).__name__} else 0


def _may_pass(error: Exception) -> bool:
    passing = isinstance(error, (TelegramUnreachable, StorageUnavailable, OSError))
    return passing and not isinstance(error, FileNotFoundError)


def _refused(row: Row, error: TelegramRefused) -> Attempt:
    if isinstance(error, WrongToken) and error.code == UNAUTHORIZED:
        # The poller stops the bot; what waits is said when the token is mended.
        return _later(row, error, _back_off(_tries(row, error)))
    if isinstance(error, PersonUnreachable):
        return Attempt(row, Verdict.BLOCKED, error=error.description)
    if isinstance(error, ChatMigrated) and row.payload.get("chat_id") != error.new_chat:
        return Attempt(row, Verdict.MOVED, new_chat=error.new_chat)
    said = error.description.lower()
    gone = any(reason in said for reason in NOTHING_TO_EDIT)
    if any(reason in said for reason in ALREADY_SO) or (gone and row.kind in FILES_EDITED):
        return Attempt(row, Verdict.DONE, _as_it_stands(row))
    if gone and row.kind == EDIT:
        # The person cleared the chat: what the screen says must still reach them.
        payload = {name: value for name, value in row.payload.items() if name != "message_id"}
        return _otherwise(row, SEND, payload)
    return Attempt(row, Verdict.DEAD, error=error.description)


def _as_it_stands(row: Row) -> dict[str, Any]:
    """The message as Telegram told it in the answer that a crash has lost."""
    payload = row.payload
    return {"message_id": payload.get("message_id"), "chat": {"id": payload.get("chat_id")}}


def _otherwise(row: Row, kind: str, payload: dict[str, Any]) -> Attempt:
    return Attempt(row, Verdict.OTHERWISE, rewritten=(kind, payload))


def _later(row: Row, error: Exception, pause: float, pause_everybody: float = 0.0) -> Attempt:
    name = type(error).__name__
    return Attempt(row, Verdict.LATER, error=name, pause=pause, pause_everybody=pause_everybody)


def _back_off(tries: int) -> float:
    jitter = random.uniform(0.75, 1.25)  # noqa: S311 - only jitter
    return min(LONGEST_BACK_OFF, 2.0 ** min(tries, 10) * jitter)
