"""Building inline keyboards."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

SUCCESS = "success"
DANGER = "danger"
PRIMARY = "primary"
LONGEST_LABEL = 60

Row: TypeAlias = Sequence[InlineKeyboardButton]


def button(text: str, data: CallbackData, style: str | None = None) -> InlineKeyboardButton:
    """A button; `style` is one of Telegram's colours."""
    label = text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1] + "…"
    if style is None:
        return InlineKeyboardButton(text=label, callback_data=data.pack())
    return InlineKeyboardButton(text=label, callback_data=data.pack(), style=style)


def keyboard(*rows: Row) -> InlineKeyboardMarkup:
    """A keyboard of these rows, without the empty ones."""
    return InlineKeyboardMarkup(inline_keyboard=[list(row) for row in rows if row])


def column(buttons: Iterable[InlineKeyboardButton]) -> list[Row]:
    """Each button in a row of its own."""
    return [[each] for each in buttons]
