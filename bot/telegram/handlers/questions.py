"""Answering the requirements, one screen per requirement."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from bot.domain.checklist import Verdict
from bot.domain.errors import AnsweredMeanwhile, ScreenIsStale
from bot.domain.inspection import Inspection, InspectionId
from bot.domain.people import Person
from bot.i18n import _
from bot.services.inspections import Inspections
from bot.telegram import places
from bot.telegram.callbacks.answering import (
    ChooseCase,
    ClearRemark,
    GiveAnswer,
    OpenQuestion,
    OpenRequirements,
    Undo,
    UsualReason,
)
from bot.telegram.conversation import Conversation
from bot.telegram.drafting import viewer_of
from bot.telegram.errors import words_for
from bot.telegram.filters import has_text
from bot.telegram.handlers.participants import tell_changed
from bot.telegram.reply import Reply, Toast
from bot.telegram.screens.question import requirements_screen
from bot.telegram.screens.words import MARKS
from bot.telegram.states import Filling


async def give_answer(
    _press: CallbackQuery,
    callback_data: GiveAnswer,
    conversation: Conversation,
    person: Person,
    inspections: Inspections,
) -> Reply:
    """Keep the verdict and turn the same message into the next question."""
    inspection = InspectionId(callback_data.inspection)
    number, verdict = callback_data.requirement, callback_data.verdict
    if verdict is Verdict.NOT_APPLICABLE:
        return await _ask_reason(conversation, callback_data, inspections)
    try:
        draft = await inspections.answer(
            person.id, inspection, number, callback_data.version, verdict
        )
    except AnsweredMeanwhile as error:
        return await _overtaken(conversation, inspection, number, error)
    except ScreenIsStale:
        draft = await inspections.draft(person.id, inspection)
        if draft.answer(number).verdict is not verdict:
            raise
        return [_saved(draft, number), await conversation.draw()]
    return await _answered(conversation, draft, number)


async def choose_case(
    _press: CallbackQuery,
    callback_data: ChooseCase,
    conversation: Conversation,
    person: Person,
    inspections: Inspections,
) -> Reply:
    """Keep which case of a requirement holds."""
    number, inspection = callback_data.requirement, InspectionId(callback_data.inspection)
    try:
        draft = await inspections.choose_alternative(
            person.id, inspection, number, callback_data.version, callback_data.key
        )
    except AnsweredMeanwhile as error:
        return await _overtaken(conversation, inspection, number, error)
    return await _answered(conversation, draft, number)


async def give_usual_reason(
    _press: CallbackQuery,
    callback_data: UsualReason,
    conversation: Conversation,
    person: Person,
    inspections: Inspections,
) -> Reply:
    """Keep *not applicable* for the reason that the checklist knows."""
    number, inspection = callback_data.requirement, InspectionId(callback_data.inspection)
    version, verdict = callback_data.version, Verdict.NOT_APPLICABLE
    try:
        draft = await inspections.answer(person.id, inspection, number, version, verdict)
    except AnsweredMeanwhile as error:
        return await _overtaken(conversation, inspection, number, error)
    return await _answered(conversation, draft, number)


async def type_reason(
    message: Message, conversation: Conversation, person: Person, inspections: Inspections
) -> Reply:
    """Keep *not applicable* for a reason in the inspector's own words."""
    place = conversation.place
    number, seen = place.requirement, place.data.get("version", 0)
    try:
        draft = await inspections.check_seen(person.id, place.inspection, number, seen)
    except AnsweredMeanwhile as error:
        screen = await conversation.go(places.question(place.inspection, number))
        return [screen.warning(words_for(error))]
    version, verdict = draft.answer(number).version, Verdict.NOT_APPLICABLE
    draft = await inspections.answer(person.id, draft.id, number, version, verdict, message.text)
    return await _answered(conversation, draft, number)


async def open_question(
    _press: CallbackQuery,
    callback_data: OpenQuestion,
    conversation: Conversation,
    person: Person,
    inspections: Inspections,
) -> Reply:
    """Go to a requirement."""
    draft = await inspections.draft(person.id, InspectionId(callback_data.inspection))
    if callback_data.requirement not in draft.checklist.numbers:
        raise ScreenIsStale
    undo = _just_answered(conversation, draft)
    place = places.question(draft.id, callback_data.requirement, undo)
    return [await conversation.go(place, draft)]


async def open_requirements(
    _press: CallbackQuery,
    callback_data: OpenRequirements,
    conversation: Conversation,
    person: Person,
    inspections: Inspections,
) -> Reply:
    """Show all requirements with their marks."""
    draft = await inspections.draft(person.id, InspectionId(callback_data.inspection))
    viewer = await viewer_of(conversation, draft)
    return [requirements_screen(draft, callback_data.page, viewer)]


async def undo(
    _press: CallbackQuery,
    callback_data: Undo,
    conversation: Conversation,
    person: Person,
    inspections: Inspections,
) -> Reply:
    """Bring back the answer before, and show its question."""
    number = callback_data.requirement
    draft = await inspections.undo(
        person.id, InspectionId(callback_data.inspection), number, callback_data.version
    )
    # The undo can be undone as well: a remark taken back by mistake is not lost.
    screen = await conversation.go(places.question(draft.id, number, undo=number), draft)
    told = await tell_changed(conversation.services.participants, person, draft, number)
    return [Toast(_("Undone: requirement %(number)s") % {"number": number}), screen, *told]


async def clear_remark(
    _press: CallbackQuery,
    callback_data: ClearRemark,
    conversation: Conversation,
    person: Person,
    inspections: Inspections,
) -> Reply:
    """Take the remark away, to be written anew."""
    number = callback_data.requirement
    draft = await inspections.clear_remark(
        person.id, InspectionId(callback_data.inspection), number, callback_data.version
    )
    told = await tell_changed(conversation.services.participants, person, draft, number)
    return [await conversation.go(places.violation(draft.id, number), draft), *told]


async def _answered(conversation: Conversation, draft: Inspection, number: str) -> Reply:
    saved, person = _saved(draft, number), conversation.person
    told = await tell_changed(conversation.services.participants, person, draft, number)
    if draft.answer(number).verdict is Verdict.VIOLATES:
        return [saved, await conversation.go(places.violation(draft.id, number), draft), *told]
    return [saved, await conversation.onward(draft, number), *told]


async def _ask_reason(
    conversation: Conversation, pressed: GiveAnswer, inspections: Inspections
) -> Reply:
    inspection, number = InspectionId(pressed.inspection), pressed.requirement
    try:
        draft = await inspections.check_seen(
            conversation.person.id, inspection, number, pressed.version
        )
    except AnsweredMeanwhile as error:
        return await _overtaken(conversation, inspection, number, error)
    place = places.reason(inspection, number, draft.answer(number).version)
    return [await conversation.go(place, draft)]


async def _overtaken(
    conversation: Conversation, inspection: InspectionId, number: str, error: AnsweredMeanwhile
) -> Reply:
    """Show the answer of the colleague who was faster, to be changed knowingly or left."""
    screen = await conversation.go(places.question(inspection, number))
    return [Toast(words_for(error), alert=True), screen]


def _just_answered(conversation: Conversation, draft: Inspection) -> str | None:
    """The violation that was being described, so that it can still be undone one screen later."""
    place = conversation.place
    described = place.at(Filling.violation) and place.inspection == draft.id
    return place.requirement if described else None


def _saved(draft: Inspection, number: str) -> Toast:
    values = {
        "number": number,
        "mark": MARKS[draft.answer(number).verdict],
        "done": draft.answered,
        "total": len(draft.checklist.numbers),
    }
    return Toast(_("%(number)s %(mark)s saved · %(done)d of %(total)d") % values)


def create_router() -> Router:
    """Say which update goes where."""
    router = Router(name=__name__)
    router.callback_query.register(give_answer, GiveAnswer.filter())
    router.callback_query.register(choose_case, ChooseCase.filter())
    router.callback_query.register(give_usual_reason, UsualReason.filter())
    router.callback_query.register(open_question, OpenQuestion.filter())
    router.callback_query.register(open_requirements, OpenRequirements.filter())
    router.callback_query.register(undo, Undo.filter())
    router.callback_query.register(clear_remark, ClearRemark.filter())
    router.message.register(type_reason, StateFilter(Filling.reason), has_text)
    return router
