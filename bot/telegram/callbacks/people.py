"""What the buttons of the profile and of people carry."""

from aiogram.filters.callback_data import CallbackData

from bot.domain.people import Role
from bot.telegram.callbacks.number import Number


class EditProfile(CallbackData, prefix="me"):
    """Change a field of the profile."""

    name: str


class Invite(CallbackData, prefix="i"):
    """Make an invitation for a role."""

    role: Role


class ListPeople(CallbackData, prefix="pl"):
    """Show everybody with a role, from a place in the list."""

    offset: Number


class OpenPerson(CallbackData, prefix="po"):
    """Show one person with a role."""

    person: Number


class AskRemoval(CallbackData, prefix="pa"):
    """Ask once more before somebody's role is taken away."""

    person: Number


class RemovePerson(CallbackData, prefix="px"):
    """Take somebody's role away, the one that was shown."""

    person: Number
    role: Role
