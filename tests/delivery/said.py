"""What handlers, jobs and listeners of these tests say."""

from dataclasses import dataclass
from typing import Any

from aiogram.methods import SendMessage, TelegramMethod


@dataclass(frozen=True)
class Said:
    """Something that a handler, a job or a listener wants to be said."""

    method: TelegramMethod[Any]
    topic: str | None = None
    subject: str | None = None
    delay: float = 0.0


def message(text: str, chat: int = 1) -> Said:
    """A plain message."""
    return Said(SendMessage(chat_id=chat, text=text))
