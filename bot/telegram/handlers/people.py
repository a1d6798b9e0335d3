"""Who uses the bot: the list, former colleagues, the search, one person; administrators only."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from bot.domain.errors import NotAllowed
from bot.domain.people import PersonId, Role
from bot.domain.texts import clean_line
from bot.i18n import _
from bot.services.people import Card
from bot.telegram.callbacks.anywhere import Stay
from bot.telegram.callbacks.people import (
    ListFormer,
    ListPeople,
    OpenPerson,
    SearchPeople,
    TurnFound,
)
from bot.telegram.conversation import Conversation
from bot.telegram.filters import has_text
from bot.telegram.keyboards import Row, button
from bot.telegram.places import searching_people
from bot.telegram.reply import Reply, Screen
from bot.telegram.screens.people import (
    LONGEST_SOUGHT,
    former_screen,
    page_start,
    people_screen,
)
from bot.telegram.screens.person import person_screen
from bot.telegram.states import Searching

LONGEST_MESSAGE = 4096


async def list_people(_event: Message | CallbackQuery, conversation: Conversation) -> Reply:
    """List everybody with a role."""
    return [await _listed(conversation, 0)]


async def turn_page(
    _press: CallbackQuery, callback_data: ListPeople, conversation: Conversation
) -> Reply:
    """List everybody with a role, from a place on."""
    return [await _listed(conversation, callback_data.offset)]


async def list_former(
    _press: CallbackQuery, callback_data: ListFormer, conversation: Conversation
) -> Reply:
    """List everybody who has no role any more, from a place on."""
    services = conversation.services
    former = await services.people.former(conversation.person)
    await _leave_search(conversation)
    return [former_screen(former, callback_data.offset, services.clock)]


async def begin_search(_press: CallbackQuery, conversation: Conversation) -> Reply:
    """Ask whom to search for; what was open comes back afterwards."""
    if not conversation.person.may(Role.ADMIN):
        raise NotAllowed
    return [await conversation.go(searching_people(conversation.place.beneath))]


async def search(message: Message, conversation: Conversation) -> Reply:
    """Show in whose data all the words occur."""
    if not conversation.person.may(Role.ADMIN):
        raise NotAllowed
    sought = clean_line(message.text or "", LONGEST_MESSAGE)[: LONGEST_SOUGHT + 1]
    return [await conversation.go(searching_people(conversation.place.former, sought))]


async def turn_found(
    _press: CallbackQuery, callback_data: TurnFound, conversation: Conversation
) -> Reply:
    """Show another page of those who were found."""
    if not conversation.person.may(Role.ADMIN):
        raise NotAllowed
    place = conversation.place
    if not place.at(Searching.people):
        return [await _listed(conversation, 0)]
    return [
        await conversation.go(searching_people(place.former, place.sought, callback_data.offset))
    ]


async def open_person(
    _press: CallbackQuery, callback_data: OpenPerson, conversation: Conversation
) -> Reply:
    """Show who somebody is and what can be changed."""
    return [await card_of(conversation, PersonId(callback_data.person))]


async def card_of(conversation: Conversation, person: PersonId) -> Screen:
    """Draw somebody's card, with the way back to where the person was found."""
    services, administrator = conversation.services, conversation.person
    card = await services.people.card(administrator, person)
    work = await services.succession.open_work(administrator, person)
    changeable = not services.people.is_named_in_settings(person)
    back = await _way_back(conversation, card)
    return person_screen(card, work, services.clock, back, changeable=changeable)


async def _listed(conversation: Conversation, offset: int) -> Screen:
    people, administrator = conversation.services.people, conversation.person
    staff, former = await people.staff(administrator), await people.former(administrator)
    await _leave_search(conversation)
    return people_screen(staff, offset, len(former), conversation.services.clock)


async def _leave_search(conversation: Conversation) -> None:
    """Return to what was open before the search: the list is shown above it."""
    if conversation.place.at(Searching.people):
        await conversation.go(conversation.place.former)


async def _way_back(conversation: Conversation, card: Card) -> Row:
    if conversation.place.at(Searching.people):
        return [button(_("◀ Back"), Stay())]
    people, administrator = conversation.services.people, conversation.person
    works_here = card.person.may(Role.INSPECTOR)
    everybody = await (people.staff if works_here else people.former)(administrator)
    place = [each.id for each in everybody].index(card.person.id)
    kind = ListPeople if works_here else ListFormer
    return [button(_("◀ Back"), kind(offset=page_start(place)))]


def create_router() -> Router:
    """Say which update goes where; the command itself is among the commands."""
    router = Router(name=__name__)
    router.callback_query.register(turn_page, ListPeople.filter())
    router.callback_query.register(list_former, ListFormer.filter())
    router.callback_query.register(begin_search, SearchPeople.filter())
    router.callback_query.register(turn_found, TurnFound.filter())
    router.callback_query.register(open_person, OpenPerson.filter())
    router.message.register(search, StateFilter(Searching.people), has_text)
    return router
