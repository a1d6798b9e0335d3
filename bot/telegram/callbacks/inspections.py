"""What the buttons of drafts carry."""

from aiogram.filters.callback_data import CallbackData

from bot.domain.act import Edition
from bot.telegram.callbacks.number import Number


class BeginInspection(CallbackData, prefix="n"):
    """Begin an inspection with a checklist."""

    checklist: str


class OpenDraft(CallbackData, prefix="o"):
    """Go on with a draft."""

    inspection: Number


class CancelDraft(CallbackData, prefix="x"):
    """Put a draft away."""

    inspection: Number


class RestoreDraft(CallbackData, prefix="y"):
    """Bring a cancelled draft back."""

    inspection: Number


class Finish(CallbackData, prefix="f"):
    """Finish the inspection."""

    inspection: Number
    version: Number


class PrintIn(CallbackData, prefix="p"):
    """Finish the inspection with documents in this edition."""

    inspection: Number
    version: Number
    edition: Edition
