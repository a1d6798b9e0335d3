"""What the buttons of finished acts carry."""

from aiogram.filters.callback_data import CallbackData

from bot.domain.act import Edition
from bot.telegram.callbacks.number import Number


class OpenAct(CallbackData, prefix="ao"):
    """Show what is known of an act, and what can be done with it."""

    act: Number


class ListActs(CallbackData, prefix="al"):
    """Show finished acts from a place in the list."""

    offset: Number


class ChooseCopy(CallbackData, prefix="ac"):
    """Choose another language for an act."""

    act: Number


class PrintCopy(CallbackData, prefix="ap"):
    """Print the documents of an act in this edition."""

    act: Number
    edition: Edition


class ChooseSupervisors(CallbackData, prefix="as"):
    """Choose to whom an act goes."""

    act: Number


class ToggleSupervisor(CallbackData, prefix="at"):
    """Choose a supervisor, or not."""

    act: Number
    supervisor: Number


class ToggleBody(CallbackData, prefix="ab"):
    """Choose all supervisors of the own state body, or none of them."""

    act: Number


class SubmitAct(CallbackData, prefix="ax"):
    """Send an act to the chosen supervisors."""

    act: Number
