"""What the buttons carry that are on many screens."""

from aiogram.filters.callback_data import CallbackData

from bot.domain.language import Language


class Stay(CallbackData, prefix="z"):
    """Close what was opened over the present place, and go on there."""


class Leave(CallbackData, prefix="e"):
    """Leave the dialog; what was entered stays."""


class ChooseLanguage(CallbackData, prefix="lang"):
    """Speak this language from now on."""

    language: Language


class RunCommand(CallbackData, prefix="c"):
    """Do what a command does, with one tap."""

    command: str
