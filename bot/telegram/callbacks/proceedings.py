"""What the buttons of circumstances and of the order to eliminate carry."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.domain.checklist import Severity
from bot.domain.circumstances import Circumstance
from bot.telegram.callbacks.number import Number


class OpenCircumstances(CallbackData, prefix="co"):
    """Show the circumstances that the act tells."""

    inspection: Number


class OpenCircumstance(CallbackData, prefix="cf"):
    """Go to one circumstance."""

    inspection: Number
    name: Circumstance


class ChooseCircumstance(CallbackData, prefix="cu"):
    """Tell a circumstance with one tap."""

    inspection: Number
    name: Circumstance
    choice: str


class OpenElimination(CallbackData, prefix="eo"):
    """Go to how and until when a violation is to be eliminated."""

    inspection: Number
    requirement: str


class GradeViolation(CallbackData, prefix="eg"):
    """Say how grave a violation is."""

    inspection: Number
    requirement: str
    severity: Severity


class GiveTerm(CallbackData, prefix="ed"):
    """Give so many days to eliminate a violation."""

    inspection: Number
    requirement: str
    days: Annotated[int, Field(ge=1, le=366)]
