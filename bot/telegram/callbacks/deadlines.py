"""What the buttons of an order's terms carry; `version` is that of the term they were drawn for."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.telegram.callbacks.number import Number


class OpenDeadlines(CallbackData, prefix="do"):
    """Show the violations of an order with their terms."""

    act: Number


class PageDeadlines(CallbackData, prefix="dl"):
    """Show the violations of an order from a place in the list."""

    act: Number
    offset: Number


class OpenDeadline(CallbackData, prefix="dd"):
    """Show one violation of an order with its term."""

    act: Number
    requirement: str


class BeginElimination(CallbackData, prefix="de"):
    """Ask how a violation was eliminated."""

    act: Number
    requirement: str
    version: Number


class ConfirmElimination(CallbackData, prefix="dc"):
    """Note that a violation is eliminated, with what was said and sent."""

    act: Number
    requirement: str
    version: Number


class StartOver(CallbackData, prefix="dt"):
    """Forget the remark and the files that were not confirmed yet."""

    act: Number
    requirement: str
    version: Number


class BeginExtension(CallbackData, prefix="dx"):
    """Ask until when and why a term is extended."""

    act: Number
    requirement: str
    version: Number


class ExtendBy(CallbackData, prefix="dy"):
    """Choose so many days more; the reason is still to be typed."""

    act: Number
    requirement: str
    version: Number
    days: Annotated[int, Field(ge=1, le=366)]


class BeginFailure(CallbackData, prefix="dn"):
    """Ask what is to be remarked about a violation that was not eliminated."""

    act: Number
    requirement: str
    version: Number


class ConfirmExtension(CallbackData, prefix="dz"):
    """Give more time until the chosen day, with the typed reason."""

    act: Number
    requirement: str
    version: Number


class ConfirmFailure(CallbackData, prefix="df"):
    """Note that a violation was not eliminated in time."""

    act: Number
    requirement: str
    version: Number


class ReopenDeadline(CallbackData, prefix="du"):
    """Take the last decision about a term back."""

    act: Number
    requirement: str
    version: Number


class ShowProof(CallbackData, prefix="dp"):
    """Send the files that prove that a violation was eliminated."""

    act: Number
    requirement: str
