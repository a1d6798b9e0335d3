"""The review of what was filled in, and finishing it as an act."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.domain.errors import DueTooEarly, GapsLeft, ScreenIsStale
from bot.domain.inspection import InspectionId
from bot.domain.people import Person
from bot.services.acts import Acts, FinishedAct
from bot.services.inspections import Inspections
from bot.telegram import places
from bot.telegram.callbacks.answering import OpenReview
from bot.telegram.callbacks.inspections import Finish, PrintIn
from bot.telegram.conversation import Conversation, Services
from bot.telegram.errors import words_for
from bot.telegram.handlers.acts import sending
from bot.telegram.handlers.participants import tell_finished
from bot.telegram.places import HOME
from bot.telegram.reply import Call, Reply, Toast
from bot.telegram.screens.acts import printing_screen
from bot.telegram.supervision import redraw_messages


async def open_review(
    _press: CallbackQuery,
    callback_data: OpenReview,
    conversation: Conversation,
    person: Person,
    inspections: Inspections,
) -> Reply:
    """Show what is filled in and what is missing."""
    draft = await inspections.draft(person.id, InspectionId(callback_data.inspection))
    return [await conversation.go(places.review(draft.id), draft)]


async def finish(
    _press: CallbackQuery,
    callback_data: Finish,
    conversation: Conversation,
    person: Person,
    inspections: Inspections,
) -> Reply:
    """Ask for the language of the act."""
    draft = await inspections.led(person.id, InspectionId(callback_data.inspection))
    if draft.version != callback_data.version:
        raise ScreenIsStale
    if any(gap.blocking for gap in draft.gaps()):
        raise GapsLeft
    return [await conversation.go(places.act_language(draft.id, draft.version), draft)]


async def print_in(
    _press: CallbackQuery,
    callback_data: PrintIn,
    conversation: Conversation,
    person: Person,
    acts: Acts,
) -> Reply:
    """Finish the inspection; the act follows as soon as it is printed, co-inspectors are told."""
    inspection = InspectionId(callback_data.inspection)
    if await acts.is_finished(person, inspection):
        return [sending()]  # a double tap: the act is on its way already
    try:
        act = await acts.finish(person, inspection, callback_data.version, callback_data.edition)
    except DueTooEarly as error:
        place = places.elimination(inspection, error.requirement or "")
        return [Toast(words_for(error), alert=True), await conversation.go(place)]
    await conversation.go(HOME)
    told = await tell_finished(conversation.services.participants, person, act)
    superseded = await _redraw_superseded(conversation.services, act)
    return [printing_screen(act.record.number), *told, *superseded]


async def _redraw_superseded(services: Services, act: FinishedAct) -> list[Call]:
    """Say in the supervisors' chats that a newer revision has taken an act's place."""
    correction = act.inspection.correction
    if correction is None:
        return []
    return await redraw_messages(services, await services.acts.of_inspection(correction.corrects))


def create_router() -> Router:
    """Say which update goes where."""
    router = Router(name=__name__)
    router.callback_query.register(open_review, OpenReview.filter())
    router.callback_query.register(finish, Finish.filter())
    router.callback_query.register(print_in, PrintIn.filter())
    return router
