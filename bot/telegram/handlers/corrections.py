"""Corrections of finished acts: begun, asked for, unlocked, declined; and what they changed."""

from functools import partial

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message

from bot.domain.act import ActId
from bot.domain.errors import ReasonMissing
from bot.domain.inspection import Inspection
from bot.domain.people import Person
from bot.i18n import _
from bot.services.acts import FinishedAct
from bot.services.corrections import Corrections
from bot.telegram import places
from bot.telegram.callbacks.corrections import (
    AskCorrection,
    CorrectAct,
    CorrectRequirement,
    DeclineCorrection,
    ShowDifferences,
    UnlockAct,
    UnlockAsAsked,
)
from bot.telegram.cards import draw_card
from bot.telegram.conversation import Conversation
from bot.telegram.correcting import CORRECTING, tell_deciders, tell_declined
from bot.telegram.filters import has_evidence, has_text
from bot.telegram.handlers.participants import tell
from bot.telegram.reply import Call, Reply, Screen, Toast
from bot.telegram.screens.corrections import asked_note
from bot.telegram.screens.differences import differences_screen
from bot.telegram.screens.participants import author_of, correction_message
from bot.telegram.states import Correcting
from bot.telegram.supervision import tell_of_decision


async def correct(
    _press: CallbackQuery, callback_data: CorrectAct, conversation: Conversation
) -> Reply:
    """Open the correction of an act; without anybody's request, ask for the reason first."""
    act = ActId(callback_data.act)
    try:
        draft, told = await _begin(conversation, act)
    except ReasonMissing:
        return [await _ask(conversation, Correcting.reason, act)]
    return [await _open(conversation, draft, None), *told]


async def correct_requirement(
    _press: CallbackQuery, callback_data: CorrectRequirement, conversation: Conversation
) -> Reply:
    """Open exactly this requirement in the correction of an act."""
    act, number = ActId(callback_data.act), callback_data.requirement
    try:
        draft, told = await _begin(conversation, act, requirement=number)
    except ReasonMissing:
        return [await _ask(conversation, Correcting.reason, act, requirement=number)]
    return [await _open(conversation, draft, number), *told]


async def type_reason(message: Message, conversation: Conversation) -> Reply:
    """Begin the correction for the reason that was typed."""
    place = conversation.place
    draft, told = await _begin(conversation, place.act, message.text)
    return [await _open(conversation, draft, place.data.get("requirement")), *told]


async def ask(
    _press: CallbackQuery,
    callback_data: AskCorrection,
    conversation: Conversation,
    person: Person,
    corrections: Corrections,
) -> Reply:
    """Ask the inspector why an accepted act has to be corrected."""
    found = await corrections.may_ask(person, ActId(callback_data.act))
    return [await _ask(conversation, Correcting.asking, found.record.id)]


async def type_request(
    message: Message, conversation: Conversation, person: Person, corrections: Corrections
) -> Reply:
    """Hand the inspector's request to those who decide."""
    act = conversation.place.act
    found = await corrections.ask(person, act, message.text or "")
    asked, deciders = await corrections.asked(act), await corrections.deciders(found)
    told = await tell_deciders(conversation.services, found, asked, deciders) if asked else []
    await conversation.go(conversation.place.former)
    return [(await draw_card(conversation, act)).noting(asked_note(deciders)), *told]


async def unlock(
    _press: CallbackQuery,
    callback_data: UnlockAct,
    conversation: Conversation,
    person: Person,
    corrections: Corrections,
) -> Reply:
    """Ask the supervisor why an accepted act may be corrected."""
    act = ActId(callback_data.act)
    await corrections.may_unlock(person, act)
    asked = await corrections.asked(act) is not None
    return [await _ask(conversation, Correcting.unlocking, act, asked=asked)]


async def unlock_as_asked(
    _press: CallbackQuery,
    callback_data: UnlockAsAsked,
    conversation: Conversation,
    person: Person,
    corrections: Corrections,
) -> Reply:
    """Unlock an act for the reason that the inspector gave."""
    found = await corrections.unlock(person, ActId(callback_data.act), None, as_asked=True)
    return await _unlocked(conversation, found)


async def type_unlocking(
    message: Message, conversation: Conversation, person: Person, corrections: Corrections
) -> Reply:
    """Unlock an act for the reason that the supervisor typed."""
    place = conversation.place
    as_asked = bool(place.data.get("asked"))
    found = await corrections.unlock(person, place.act, message.text or "", as_asked=as_asked)
    return await _unlocked(conversation, found)


async def decline(
    _press: CallbackQuery,
    callback_data: DeclineCorrection,
    conversation: Conversation,
    person: Person,
    corrections: Corrections,
) -> Reply:
    """Leave an accepted act as it is, and tell the inspector."""
    act = ActId(callback_data.act)
    found, declined = await corrections.decline(person, act)
    await _close(conversation, act)
    told = await tell_declined(conversation.services, found, declined)
    card = await draw_card(conversation, act)
    return [Toast(_("Declined. The inspector is told.")), card, *told]


async def show_differences(
    _press: CallbackQuery,
    callback_data: ShowDifferences,
    conversation: Conversation,
    person: Person,
    corrections: Corrections,
) -> Reply:
    """List what a revision changed."""
    changes = await corrections.changes(person, ActId(callback_data.act))
    return [differences_screen(changes, conversation.services.clock.local)]


async def refuse_file(_message: Message, conversation: Conversation) -> Reply:
    """Say that a reason is written."""
    return [(await conversation.draw()).warning(_("This was not kept: write the reason as text."))]


async def _ask(conversation: Conversation, state: State, act: ActId, **more: object) -> Screen:
    """Open a dialog over whatever is open; pressed twice it is the same dialog."""
    return await conversation.go(places.correcting(state, act, conversation.place.beneath, **more))


async def _begin(
    conversation: Conversation,
    act: ActId,
    reason: str | None = None,
    requirement: str | None = None,
) -> tuple[Inspection, list[Call]]:
    """Begin a correction; the co-inspectors are told when it was not open before."""
    services, person = conversation.services, conversation.person
    was_open = await services.reviews.is_being_corrected(await services.acts.get(person, act))
    draft = await services.corrections.begin(person, act, reason, requirement=requirement)
    if was_open:
        return draft, []
    others = await services.participants.others(draft, person.id)
    return draft, tell(others, partial(correction_message, draft, author_of(person)))


async def _open(conversation: Conversation, draft: Inspection, requirement: str | None) -> Screen:
    if requirement is None:
        return await conversation.go(places.review(draft.id), draft)
    return await conversation.go(places.question(draft.id, requirement), draft)


async def _unlocked(conversation: Conversation, act: FinishedAct) -> Reply:
    number = act.record.id
    await _close(conversation, number)
    told = await tell_of_decision(conversation.services, act)
    card = await draw_card(conversation, number)
    return [Toast(_("Unlocked. The inspector is told.")), card, *told]


async def _close(conversation: Conversation, act: ActId) -> None:
    """Go back to where the conversation was before a dialog about this act."""
    place = conversation.place
    if place.at(Correcting.unlocking) and place.act == act:
        await conversation.go(place.former)


def create_router() -> Router:
    """Say which update goes where."""
    router = Router(name=__name__)
    router.callback_query.register(correct, CorrectAct.filter())
    router.callback_query.register(correct_requirement, CorrectRequirement.filter())
    router.callback_query.register(ask, AskCorrection.filter())
    router.callback_query.register(unlock, UnlockAct.filter())
    router.callback_query.register(unlock_as_asked, UnlockAsAsked.filter())
    router.callback_query.register(decline, DeclineCorrection.filter())
    router.callback_query.register(show_differences, ShowDifferences.filter())
    router.message.register(type_reason, StateFilter(Correcting.reason), has_text)
    router.message.register(type_request, StateFilter(Correcting.asking), has_text)
    router.message.register(type_unlocking, StateFilter(Correcting.unlocking), has_text)
    router.message.register(refuse_file, StateFilter(*CORRECTING), has_evidence)
    return router
