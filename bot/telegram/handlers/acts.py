"""Finished acts: the lists, the card of one act, its files in any language."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.domain.act import ActId
from bot.domain.people import Person
from bot.i18n import _
from bot.services.acts import Acts
from bot.telegram.callbacks.acts import ChooseCopy, ListActs, OpenAct, PrintCopy
from bot.telegram.callbacks.review import ListWaiting, SendAct
from bot.telegram.cards import draw_card
from bot.telegram.conversation import Conversation
from bot.telegram.reply import Reply, Screen, Toast
from bot.telegram.screens.acts import ACTS_PER_PAGE, acts_screen, copy_screen
from bot.telegram.screens.queue import WAITING_PER_PAGE, waiting_screen


async def draw_first_list(conversation: Conversation) -> Screen:
    """What waits for a decision comes first; without that, all acts."""
    if await conversation.waiting():
        return await draw_waiting(conversation, 0)
    return await draw_acts(conversation, 0)


async def draw_acts(conversation: Conversation, offset: int) -> Screen:
    """List the acts that somebody may see, from a place in the list."""
    services = conversation.services
    found = await services.acts.visible_to(conversation.person, ACTS_PER_PAGE + 1, offset)
    return acts_screen(found, offset, services.clock.local, await conversation.waiting())


async def draw_waiting(conversation: Conversation, offset: int) -> Screen:
    """List what waits for somebody's decision, from a place in the list."""
    services, person = conversation.services, conversation.person
    total = await conversation.waiting()
    asked = WAITING_PER_PAGE + 1
    found = await services.reviews.waiting(person.id, asked, offset) if total else []
    return waiting_screen(found, total, offset, services.clock.local)


async def list_acts(
    _press: CallbackQuery, callback_data: ListActs, conversation: Conversation
) -> Reply:
    """Show finished acts from a place in the list."""
    return [await draw_acts(conversation, callback_data.offset)]


async def list_waiting(
    _press: CallbackQuery, callback_data: ListWaiting, conversation: Conversation
) -> Reply:
    """Show what waits for a decision from a place in the list."""
    return [await draw_waiting(conversation, callback_data.offset)]


async def open_act(
    _press: CallbackQuery, callback_data: OpenAct, conversation: Conversation
) -> Reply:
    """Show the card of an act."""
    return [await draw_card(conversation, ActId(callback_data.act))]


async def send_act(
    _press: CallbackQuery, callback_data: SendAct, person: Person, acts: Acts
) -> Reply:
    """Send an act's files once more, in their own language."""
    found = await acts.get(person, ActId(callback_data.act))
    await acts.reprint(person, found.record.id)
    return [sending()]


async def choose_copy(
    _press: CallbackQuery, callback_data: ChooseCopy, person: Person, acts: Acts
) -> Reply:
    """Ask in which language an act is printed again."""
    return [copy_screen(await acts.get(person, ActId(callback_data.act)))]


async def print_copy(
    _press: CallbackQuery,
    callback_data: PrintCopy,
    conversation: Conversation,
    person: Person,
    acts: Acts,
) -> Reply:
    """Print an act in another language: same number, marked as a copy."""
    await acts.reprint(person, ActId(callback_data.act), callback_data.edition)
    return [sending(), await conversation.draw()]


def sending() -> Toast:
    """Say that a file is on its way."""
    return Toast(_("The act is being printed and arrives in a moment."))


def create_router() -> Router:
    """Say which update goes where."""
    router = Router(name=__name__)
    router.callback_query.register(list_acts, ListActs.filter())
    router.callback_query.register(list_waiting, ListWaiting.filter())
    router.callback_query.register(open_act, OpenAct.filter())
    router.callback_query.register(send_act, SendAct.filter())
    router.callback_query.register(choose_copy, ChooseCopy.filter())
    router.callback_query.register(print_copy, PrintCopy.filter())
    return router
