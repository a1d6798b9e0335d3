"""Who uses the bot: the list, one person, taking a role away; administrators only."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.domain.people import PersonId
from bot.services.people import People
from bot.services.submissions import Submissions
from bot.telegram.callbacks.people import AskRemoval, ListPeople, OpenPerson, RemovePerson
from bot.telegram.commands import menu_for
from bot.telegram.conversation import Conversation
from bot.telegram.reply import Reply
from bot.telegram.screens.people import (
    own_removal_screen,
    people_screen,
    person_screen,
    removal_screen,
    removed_screen,
)


async def list_people(_event: Message | CallbackQuery, conversation: Conversation) -> Reply:
    """List everybody with a role."""
    people = conversation.services.people
    return [people_screen(await people.staff(conversation.person), 0)]


async def turn_page(
    _press: CallbackQuery, callback_data: ListPeople, conversation: Conversation, people: People
) -> Reply:
    """List everybody with a role, from a place on."""
    return [people_screen(await people.staff(conversation.person), callback_data.offset)]


async def open_person(
    _press: CallbackQuery, callback_data: OpenPerson, conversation: Conversation, people: People
) -> Reply:
    """Show who somebody is and what can be changed."""
    found = await people.member(conversation.person, PersonId(callback_data.person))
    return [person_screen(found, removable=not people.is_named_in_settings(found.id))]


async def ask_removal(
    _press: CallbackQuery, callback_data: AskRemoval, conversation: Conversation, people: People
) -> Reply:
    """Ask once more: the effect is immediate."""
    found = await people.member(conversation.person, PersonId(callback_data.person))
    return [removal_screen(found)]


async def remove(
    _press: CallbackQuery,
    callback_data: RemovePerson,
    conversation: Conversation,
    people: People,
    submissions: Submissions,
) -> Reply:
    """Take the role away; what is on its way to the person is stopped, and its sender told."""
    administrator, role = conversation.person, callback_data.role
    removed = await people.remove(administrator, PersonId(callback_data.person), role)
    await submissions.recall(removed.id)
    if removed.id == administrator.id:
        return [own_removal_screen(), menu_for(removed)]
    return [removed_screen(removed, role), menu_for(removed)]


def create_router() -> Router:
    """Say which update goes where; the command itself is among the commands."""
    router = Router(name=__name__)
    router.callback_query.register(turn_page, ListPeople.filter())
    router.callback_query.register(open_person, OpenPerson.filter())
    router.callback_query.register(ask_removal, AskRemoval.filter())
    router.callback_query.register(remove, RemovePerson.filter())
    return router
