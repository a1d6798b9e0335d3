"""What became of the violations that an order names: eliminated, extended, not eliminated."""

from aiogram import Router
from aiogram.filters import or_f
from aiogram.types import CallbackQuery

from bot.domain.act import ActId
from bot.domain.inspection import EvidenceStatus
from bot.domain.people import Person
from bot.i18n import _
from bot.services.deadlines import Deadlines
from bot.telegram.callbacks.deadlines import (
    OpenDeadline,
    OpenDeadlines,
    PageDeadlines,
    ReopenDeadline,
    ShowProof,
)
from bot.telegram.conversation import Conversation
from bot.telegram.reply import Call, Reply, Toast
from bot.telegram.screens.deadlines import deadlines_screen
from bot.telegram.screens.settling import proof_message
from bot.telegram.settling import is_done_already, leave_settling, show_deadline


async def open_deadlines(
    _press: CallbackQuery,
    callback_data: OpenDeadlines | PageDeadlines,
    conversation: Conversation,
    person: Person,
    deadlines: Deadlines,
) -> Reply:
    """Show the violations of an order."""
    order = await deadlines.of_act(person, ActId(callback_data.act))
    await leave_settling(conversation)
    offset = callback_data.offset if isinstance(callback_data, PageDeadlines) else 0
    return [deadlines_screen(order, deadlines.today(), offset)]


async def open_deadline(
    _press: CallbackQuery,
    callback_data: OpenDeadline,
    conversation: Conversation,
    person: Person,
    deadlines: Deadlines,
) -> Reply:
    """Show one violation of an order; also the way back from its dialogs."""
    order = await deadlines.of_act(person, ActId(callback_data.act))
    order.deadline(callback_data.requirement)
    await leave_settling(conversation)
    return [show_deadline(conversation, order, callback_data.requirement)]


async def reopen(
    _press: CallbackQuery,
    callback_data: ReopenDeadline,
    conversation: Conversation,
    person: Person,
    deadlines: Deadlines,
) -> Reply:
    """Take the last decision about a term back."""
    act, number, version = (
        ActId(callback_data.act),
        callback_data.requirement,
        callback_data.version,
    )
    order = await deadlines.of_act(person, act)
    if is_done_already(order, number, version, person):
        return [show_deadline(conversation, order, number)]
    order = await deadlines.reopen(person, act, number, version)
    return [Toast(_("Taken back.")), show_deadline(conversation, order, number)]


async def show_proof(
    _press: CallbackQuery,
    callback_data: ShowProof,
    conversation: Conversation,
    person: Person,
    deadlines: Deadlines,
) -> Reply:
    """Send the files that prove an elimination, as Telegram still has them."""
    order = await deadlines.of_act(person, ActId(callback_data.act))
    deadline = order.deadline(callback_data.requirement)
    kept = [each for each in deadline.proof if each.status is EvidenceStatus.STORED]
    if not kept:
        words = _("There is no file to show yet.")
        return [Toast(words), show_deadline(conversation, order, deadline.requirement)]
    return [
        Call(proof_message(person.id, order, deadline, each, is_last=each is kept[-1]))
        for each in kept
    ]


def create_router() -> Router:
    """Say which update goes where."""
    router = Router(name=__name__)
    listing = or_f(OpenDeadlines.filter(), PageDeadlines.filter())
    router.callback_query.register(open_deadlines, listing)
    router.callback_query.register(open_deadline, OpenDeadline.filter())
    router.callback_query.register(reopen, ReopenDeadline.filter())
    router.callback_query.register(show_proof, ShowProof.filter())
    return router
