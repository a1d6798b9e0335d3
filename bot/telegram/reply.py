"""What a handler wants to be said: a screen, a notice, a short answer to a press, or any call."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any, TypeAlias

from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageText,
    SendMessage,
    TelegramMethod,
)
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, LinkPreviewOptions, Message

SCREEN_TOPIC = "screen"
WARNING_TOPIC = "warning"
"""A screen that says what was refused; unlike others it is never replaced before it is sent."""
AT_ONCE_TOPIC = "at_once"
"""A call that is made once and kept nowhere (see `bot.delivery.spoken`)."""
TOAST_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Screen:
    """The one message of a chat that has buttons: HTML text, keyboard, what it shows.

    `delay` in seconds lets a later screen replace this one, so that an album draws only one.
    A later screen never replaces a warning: what was not kept must be known.
    """

    text: str
    keyboard: InlineKeyboardMarkup | None = None
    inspection: int | None = None
    requirement: str | None = None
    delay: float = 0.0
    is_warning: bool = False

    def warning(self, words: str) -> "Screen":
        """The same screen with what was refused above it, in plain text."""
        text = f"⚠️ {escape(words, quote=False)}\n\n{self.text}"
        return replace(self, text=text, is_warning=True)

    def noting(self, note: str) -> "Screen":
        """The same screen with a line above it."""
        return replace(self, text=f"{note}\n\n{self.text}") if note else self

    @property
    def subject(self) -> str:
        """What the screen shows, to file a later reply to it."""
        return f"{self.inspection or ''}:{self.requirement or ''}"


@dataclass(frozen=True, slots=True)
class Notice:
    """A message without buttons that stays in the chat, as HTML."""

    text: str


@dataclass(frozen=True, slots=True)
class Toast:
    """A short answer to a press of a button, in plain text."""

    text: str
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """A Bot API call to be made after the transaction (see `bot.delivery`)."""

    method: TelegramMethod[Any]
    topic: str | None = None
    subject: str | None = None
    delay: float = 0.0


Reply: TypeAlias = Sequence[Screen | Notice | Toast | Call]


def calls_for_press(press: CallbackQuery, reply: Reply, *, on_screen: bool = True) -> list[Call]:
    """Turn a reply to a press into calls: the screen is drawn into the message pressed.

    A message that is no screen stays as it is, with its buttons: the screen comes below it.
    """
    screen = _pressed_message(press) if on_screen else None
    calls = [_call(part, press.from_user.id, screen) for part in _spoken(reply)]
    toast = next((part for part in reply if isinstance(part, Toast)), None)
    return [*calls, Call(_answer(press, toast))]


def calls_for_chat(chat: int, reply: Reply, screen: int | None = None) -> list[Call]:
    """Turn a reply into calls: a new screen below, or the message `screen` drawn anew."""
    return [_call(part, chat, screen) for part in _spoken(reply)]


def _spoken(reply: Reply) -> Iterable[Screen | Notice | Call]:
    return (part for part in reply if not isinstance(part, Toast))


def _call(part: Screen | Notice | Call, chat: int, screen: int | None) -> Call:
    if isinstance(part, Call):
        return part
    if isinstance(part, Notice):
        return Call(message(chat, part.text))
    method: TelegramMethod[Any]
    if screen is None:
        method = message(chat, part.text, part.keyboard)
    else:
        method = EditMessageText(
            chat_id=chat,
            message_id=screen,
            text=part.text,
            parse_mode="HTML",
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_markup=part.keyboard,
        )
    topic = WARNING_TOPIC if part.is_warning else SCREEN_TOPIC
    return Call(method, topic, part.subject, part.delay)


def message(chat: int, text: str, keyboard: InlineKeyboardMarkup | None = None) -> SendMessage:
    """A message as HTML without a preview of links: no third party learns what is written."""
    return SendMessage(
        chat_id=chat,
        text=text,
        parse_mode="HTML",
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_markup=keyboard,
    )


def said_once(chat: int, text: str) -> Call:
    """A message that is written down nowhere: to strangers, or with a secret in it.

    It is sent right away and may fail; whoever misses it asks again.
    """
    return Call(message(chat, text), AT_ONCE_TOPIC)


def _pressed_message(press: CallbackQuery) -> int | None:
    """The message to draw into: documents have no text to edit, very old messages no access."""
    pressed = press.message
    return pressed.message_id if isinstance(pressed, Message) and pressed.text else None


def _answer(press: CallbackQuery, toast: Toast | None) -> AnswerCallbackQuery:
    if toast is None:
        return AnswerCallbackQuery(callback_query_id=press.id)
    text = toast.text if len(toast.text) <= TOAST_LIMIT else toast.text[: TOAST_LIMIT - 1] + "…"
    return AnswerCallbackQuery(callback_query_id=press.id, text=text, show_alert=toast.alert)
