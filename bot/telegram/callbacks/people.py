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


class UseSuggestion(CallbackData, prefix="ms"):
    """Take over what is suggested for a field of the profile."""

    name: str


class ListFormer(CallbackData, prefix="pf"):
    """Show everybody who has no role any more, from a place in the list."""

    offset: Number


class SearchPeople(CallbackData, prefix="pz"):
    """Ask whom to search for."""


class TurnFound(CallbackData, prefix="pt"):
    """Show what was found, from a place in the list."""

    offset: Number


class AskRole(CallbackData, prefix="pr"):
    """Ask which role somebody gets."""

    person: Number


class AskPromotion(CallbackData, prefix="pq"):
    """Ask once more before somebody becomes an administrator."""

    person: Number
    shown: Role


class ChangeRole(CallbackData, prefix="pc"):
    """Give somebody another role than the one that was shown."""

    person: Number
    shown: Role
    role: Role


class KeepWork(CallbackData, prefix="pk"):
    """Ask about the removal alone: open work waits for its inspector."""

    person: Number


class ChooseSuccessor(CallbackData, prefix="pn"):
    """Ask who takes open work over, from a place in the list."""

    person: Number
    offset: Number


class AskHandOver(CallbackData, prefix="pw"):
    """Ask once more before open work gets another inspector."""

    person: Number
    successor: Number


class HandOver(CallbackData, prefix="ph"):
    """Hand the open work of a former colleague over."""

    person: Number
    successor: Number


class ReplacePerson(CallbackData, prefix="ps"):
    """Take somebody's role away, the one that was shown, and hand the open work over."""

    person: Number
    role: Role
    successor: Number
