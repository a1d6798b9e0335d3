"""What the buttons of the form's header carry."""

from aiogram.filters.callback_data import CallbackData

from bot.domain.checklist import HeaderField
from bot.telegram.callbacks.number import Number


class OpenHeader(CallbackData, prefix="h"):
    """Go to a field of the header."""

    inspection: Number
    name: HeaderField


class SkipHeader(CallbackData, prefix="s"):
    """Leave a field of the header for later."""

    inspection: Number
    name: HeaderField


class UseProfileBody(CallbackData, prefix="b"):
    """Take the state body from the profile."""

    inspection: Number


class PickDate(CallbackData, prefix="d"):
    """Date the appointment act so many days before today."""

    inspection: Number
    days_ago: Number


class TakeOverSubject(CallbackData, prefix="t"):
    """Use name and address of an earlier inspection, or not."""

    inspection: Number
    agreed: bool
