"""The order to eliminate: severity, term and measure of each violation."""

from datetime import timedelta

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from bot.domain.checklist import Verdict
from bot.domain.errors import NotADate, ScreenIsStale
from bot.domain.inspection import Inspection, InspectionId
from bot.domain.people import Person
from bot.services.inspections import Inspections
from bot.services.proceedings import Proceedings
from bot.telegram import places
from bot.telegram.callbacks.proceedings import GiveTerm, GradeViolation, OpenElimination
from bot.telegram.conversation import Conversation
from bot.telegram.filters import has_text
from bot.telegram.handlers.participants import tell_changed
from bot.telegram.reply import Reply, Screen
from bot.telegram.states import Filling


async def open_elimination(
    _press: CallbackQuery,
    callback_data: OpenElimination,
    conversation: Conversation,
    person: Person,
    inspections: Inspections,
) -> Reply:
    """Go to a violation in the order."""
    draft = await inspections.draft(person.id, InspectionId(callback_data.inspection))
    if draft.answer(callback_data.requirement).verdict is not Verdict.VIOLATES:
        raise ScreenIsStale
    return [await conversation.go(places.elimination(draft.id, callback_data.requirement), draft)]


async def grade_violation(
    _press: CallbackQuery,
    callback_data: GradeViolation,
    conversation: Conversation,
    person: Person,
    proceedings: Proceedings,
) -> Reply:
    """Keep how grave a violation is."""
    number = callback_data.requirement
    inspection = InspectionId(callback_data.inspection)
    draft = await proceedings.grade(person.id, inspection, number, callback_data.severity)
    told = await tell_changed(conversation.services.participants, person, draft, number)
    return [await _onward(conversation, draft, number), *told]


async def give_term(
    _press: CallbackQuery,
    callback_data: GiveTerm,
    conversation: Conversation,
    person: Person,
    inspections: Inspections,
    proceedings: Proceedings,
) -> Reply:
    """Keep until when a violation is to be eliminated; raises `DueTooEarly`."""
    number = callback_data.requirement
    due = inspections.today() + timedelta(days=callback_data.days)
    draft = await proceedings.set_due(
        person.id, InspectionId(callback_data.inspection), number, due
    )
    return [await _onward(conversation, draft, number)]


async def type_elimination(
    message: Message,
    conversation: Conversation,
    person: Person,
    inspections: Inspections,
    proceedings: Proceedings,
) -> Reply:
    """Keep a typed date as the term; after that another text, as what is to be done.

    Raises `NotADate` for a text while there is no term, and `DueTooEarly`.
    """
    place, typed = conversation.place, message.text or ""
    inspection, number = place.inspection, place.requirement
    try:
        draft = await proceedings.type_due(person.id, inspection, number, typed)
    except NotADate:
        draft = await inspections.draft(person.id, inspection)
        if number not in draft.measures or _looks_like_a_date(typed):
            raise
        draft = await proceedings.instruct(person.id, inspection, number, typed)
        return [await conversation.go(place, draft)]
    return [await _onward(conversation, draft, number)]


async def _onward(conversation: Conversation, draft: Inspection, number: str) -> Screen:
    """Stay while something of this violation is missing, then go to the next one, or the review."""
    if not draft.is_ordered(number):
        return await conversation.go(places.elimination(draft.id, number), draft)
    following = next((each for each in draft.violations if not draft.is_ordered(each)), None)
    if following is None:
        return await conversation.go(places.review(draft.id), draft)
    return await conversation.go(places.elimination(draft.id, following), draft)


def _looks_like_a_date(typed: str) -> bool:
    return all(sign.isdigit() or sign in "./- " for sign in typed)


def create_router() -> Router:
    """Say which update goes where."""
    router = Router(name=__name__)
    router.callback_query.register(open_elimination, OpenElimination.filter())
    router.callback_query.register(grade_violation, GradeViolation.filter())
    router.callback_query.register(give_term, GiveTerm.filter())
    router.message.register(type_elimination, StateFilter(Filling.elimination), has_text)
    return router
