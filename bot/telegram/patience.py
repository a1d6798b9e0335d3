"""The answer to a tap while nothing can be kept: the disk is full, or another program holds it."""

from collections.abc import Sequence
from typing import Any

from aiogram.types import Update
from pydantic import ValidationError

from bot.domain.language import Language, closest_language
from bot.i18n import _, speaking
from bot.telegram.reply import Call, Toast, calls_for_press


def ask_patience(raws: Sequence[Any], default: Language) -> list[Call]:
    """Tell each person who tapped that it is not kept yet.

    The person's own language is in the database, which is what does not answer; so it is the one of
    their Telegram. Only taps are answered: they come from somebody who was given a button.
    """
    return [call for raw in raws for call in _calls(raw, default)]


def _calls(raw: Any, default: Language) -> list[Call]:
    try:
        press = Update.model_validate(raw).callback_query
    except (ValidationError, RecursionError):
        return []  # it will be buried
    if press is None:
        return []
    with speaking(closest_language(press.from_user.language_code) or default):
        words = _("NOT saved yet: the storage is busy. Do not tap again, it is in the queue.")
        return calls_for_press(press, [Toast(words, alert=True)])
