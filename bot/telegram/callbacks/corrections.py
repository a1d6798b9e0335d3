"""What the buttons carry with which acts are corrected, and corrections asked for and decided."""

from aiogram.filters.callback_data import CallbackData

from bot.telegram.callbacks.number import Number


class CorrectAct(CallbackData, prefix="ca"):
    """Begin the correction of an act, or go on with it."""

    act: Number


class CorrectRequirement(CallbackData, prefix="cr"):
    """Correct exactly one requirement of an act."""

    act: Number
    requirement: str


class AskCorrection(CallbackData, prefix="ck"):
    """Begin to ask for the correction of an accepted act."""

    act: Number


class UnlockAct(CallbackData, prefix="cl"):
    """Begin to unlock an accepted act, so that it can be corrected."""

    act: Number


class UnlockAsAsked(CallbackData, prefix="ce"):
    """Unlock an accepted act for the reason that the inspector gave."""

    act: Number


class DeclineCorrection(CallbackData, prefix="cd"):
    """Leave an accepted act as it is, though a correction was asked for."""

    act: Number


class ShowDifferences(CallbackData, prefix="cv"):
    """Show what a revision changed."""

    act: Number
