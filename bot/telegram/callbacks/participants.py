"""What the buttons of co-inspectors carry."""

from aiogram.filters.callback_data import CallbackData

from bot.telegram.callbacks.number import Number


class OpenParticipants(CallbackData, prefix="io"):
    """Show who may inspect together with the leader, from a place in the list."""

    inspection: Number
    offset: Number = 0


class ToggleParticipant(CallbackData, prefix="it"):
    """Add a co-inspector, or remove: the button says which, so that a double tap does no more."""

    inspection: Number
    person: Number
    add: bool
    offset: Number
