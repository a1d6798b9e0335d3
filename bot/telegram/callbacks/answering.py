"""What the buttons of the questions carry."""

from aiogram.filters.callback_data import CallbackData

from bot.domain.checklist import Verdict
from bot.telegram.callbacks.number import Number


class GiveAnswer(CallbackData, prefix="a"):
    """Say whether the subject complies with a requirement."""

    inspection: Number
    requirement: str
    version: Number
    verdict: Verdict


class UsualReason(CallbackData, prefix="v"):
    """Say that a requirement does not apply, for the reason that the checklist knows."""

    inspection: Number
    requirement: str
    version: Number


class ChooseCase(CallbackData, prefix="k"):
    """Say which case of a requirement holds."""

    inspection: Number
    requirement: str
    version: Number
    key: str


class OpenQuestion(CallbackData, prefix="q"):
    """Go to a requirement."""

    inspection: Number
    requirement: str


class Undo(CallbackData, prefix="u"):
    """Bring back the answer before."""

    inspection: Number
    requirement: str
    version: Number


class ClearRemark(CallbackData, prefix="w"):
    """Write the remark anew."""

    inspection: Number
    requirement: str
    version: Number


class OpenRequirements(CallbackData, prefix="l"):
    """Show all requirements with their marks."""

    inspection: Number
    page: Number


class OpenReview(CallbackData, prefix="r"):
    """Show what is filled in and what is missing."""

    inspection: Number
