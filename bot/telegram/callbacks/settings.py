"""What the buttons carry with which one chooses when the bot speaks by itself."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field


class OpenSettings(CallbackData, prefix="so"):
    """Show when the bot speaks by itself."""


class CloseSettings(CallbackData, prefix="sc"):
    """Return to where one was before."""


class ChooseZone(CallbackData, prefix="sz"):
    """Live in the time zone that is so many hours ahead of UTC."""

    hours: Annotated[int, Field(ge=0, le=14)]


class ChooseDigest(CallbackData, prefix="sd"):
    """Get the digest at this time, in minutes after midnight."""

    minutes: Annotated[int, Field(ge=0, lt=24 * 60)]


class StopDigest(CallbackData, prefix="sx"):
    """Get no digest any more."""
