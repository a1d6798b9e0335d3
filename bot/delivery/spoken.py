"""What a handler or a job wants to be said, and how it is written down."""

from collections.abc import Sequence
from typing import Any, Protocol, TypeAlias

from aiogram.methods import AnswerCallbackQuery, TelegramMethod


class Spoken(Protocol):
    """One Bot API call to be made after the transaction, with what it means to the bot."""

    @property
    def method(self) -> TelegramMethod[Any]:
        """The call itself."""
        ...

    @property
    def topic(self) -> str | None:
        """Who wants to hear what became of it."""
        ...

    @property
    def subject(self) -> str | None:
        """What the topic is about."""
        ...

    @property
    def delay(self) -> float:
        """How many seconds it may wait, so that a later one of the same topic replaces it."""
        ...


Speech: TypeAlias = Sequence[Spoken]
AT_ONCE = "at_once"
"""The topic of what is said once, right away, and written down nowhere: words to strangers."""


def parameters_of(method: TelegramMethod[Any]) -> dict[str, Any]:
    """Write a call's parameters down as plain JSON values."""
    return method.model_dump(mode="json", exclude_unset=True, exclude_none=True)


def is_immediate(spoken: Spoken) -> bool:
    """Say whether a call is only worth something at once, like the answer to a press."""
    return isinstance(spoken.method, AnswerCallbackQuery) or spoken.topic == AT_ONCE


def lane_of(parameters: dict[str, Any]) -> str:
    """Name the queue of a chat, in which messages keep their order."""
    return chat_lane(parameters.get("chat_id", 0))


def chat_lane(chat: int | str) -> str:
    """Name the queue of a chat by its id."""
    return f"chat:{chat}"


def chat_of(lane: str) -> int:
    """Tell the chat whose queue this is; 0 when it is no chat's."""
    kind, _separator, number = lane.partition(":")
    return int(number) if kind == "chat" else 0
