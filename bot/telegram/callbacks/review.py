"""What the buttons carry with which acts are accepted, returned and withdrawn."""

from aiogram.filters.callback_data import CallbackData

from bot.telegram.callbacks.number import Number


class AcceptAct(CallbackData, prefix="ra"):
    """Accept an act."""

    act: Number


class ReturnAct(CallbackData, prefix="rr"):
    """Begin to say what is wrong with an act."""

    act: Number


class ToggleReturned(CallbackData, prefix="rt"):
    """Name a requirement that has to be corrected, or not."""

    act: Number
    requirement: str


class TurnReturned(CallbackData, prefix="rp"):
    """Show another part of a long checklist, to choose what has to be corrected."""

    act: Number
    page: Number


class KeepWaiting(CallbackData, prefix="rk"):
    """Leave the dialog without a decision."""

    act: Number


class SendBack(CallbackData, prefix="rb"):
    """Return an act with what was said."""

    act: Number


class WithdrawAct(CallbackData, prefix="rw"):
    """Take an act back while nobody has decided."""

    act: Number


class ListWaiting(CallbackData, prefix="rl"):
    """Show the acts that wait for a decision, from a place in the list."""

    offset: Number


class SendAct(CallbackData, prefix="af"):
    """Send the files of an act once more."""

    act: Number
