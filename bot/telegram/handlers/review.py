"""A supervisor's decision about an act: one tap to accept it, a dialog to return it."""

from collections.abc import Awaitable, Callable

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from bot.domain.act import ActId
from bot.domain.errors import NothingSaid, NotNow, ScreenIsStale
from bot.domain.people import Person
from bot.domain.texts import MAX_REMARK, clean_text
from bot.domain.transitions import Action
from bot.i18n import _
from bot.services.acts import FinishedAct
from bot.services.reviews import Reviews
from bot.telegram import places
from bot.telegram.callbacks.review import (
    AcceptAct,
    KeepWaiting,
    ReturnAct,
    SendBack,
    ToggleReturned,
    TurnReturned,
)
from bot.telegram.cards import close_dialog, draw_card, too_late
from bot.telegram.conversation import Conversation
from bot.telegram.errors import words_for
from bot.telegram.filters import has_evidence, has_text
from bot.telegram.places import Place
from bot.telegram.reply import Reply, Toast
from bot.telegram.screens.returning import Objection, objection_of
from bot.telegram.states import Reviewing
from bot.telegram.supervision import tell_of_decision

Decide = Callable[[], Awaitable[FinishedAct]]


async def accept(
    press: CallbackQuery,
    callback_data: AcceptAct,
    conversation: Conversation,
    person: Person,
    reviews: Reviews,
) -> Reply:
    """Accept an act with one tap; under its file only the caption changes."""
    act = ActId(callback_data.act)
    try:
        decided = await reviews.accept(person, act)
    except (NotNow, ScreenIsStale) as error:
        return await too_late(conversation, act, error)
    told = await tell_of_decision(conversation.services, decided)
    is_under_file = isinstance(press.message, Message) and press.message.document is not None
    card = [] if is_under_file else [await draw_card(conversation, act)]
    return [Toast(_("Accepted. The inspector is told.")), *card, *told]


async def begin_return(
    _press: CallbackQuery,
    callback_data: ReturnAct,
    conversation: Conversation,
    person: Person,
    reviews: Reviews,
) -> Reply:
    """Ask what is wrong; what is open comes back afterwards."""
    act = ActId(callback_data.act)
    try:
        await reviews.check(person, act, Action.RETURN)
    except NotNow as error:
        return await too_late(conversation, act, error)
    return [await conversation.go(_dialog(conversation, act))]


async def toggle_requirement(
    _press: CallbackQuery,
    callback_data: ToggleReturned,
    conversation: Conversation,
    person: Person,
    reviews: Reviews,
) -> Reply:
    """Name a requirement that has to be corrected, or not."""
    act = ActId(callback_data.act)
    try:
        found = await reviews.check(person, act, Action.RETURN)
    except NotNow as error:
        return await too_late(conversation, act, error)
    known = set(found.inspection.checklist.numbers)
    place = _dialog(conversation, act)
    toggled = (objection_of(place).named ^ {callback_data.requirement}) & known
    return [await conversation.go(_holding(place, named=sorted(toggled)))]


async def turn_page(
    _press: CallbackQuery,
    callback_data: TurnReturned,
    conversation: Conversation,
    person: Person,
    reviews: Reviews,
) -> Reply:
    """Show another part of a long checklist."""
    act = ActId(callback_data.act)
    try:
        await reviews.check(person, act, Action.RETURN)
    except NotNow as error:
        return await too_late(conversation, act, error)
    return [await conversation.go(_holding(_dialog(conversation, act), page=callback_data.page))]


async def type_remark(
    message: Message, conversation: Conversation, person: Person, reviews: Reviews
) -> Reply:
    """Take what is typed as the remark; another text takes its place."""
    await reviews.check(person, conversation.place.act, Action.RETURN)
    remark = clean_text(message.text or "", MAX_REMARK)
    return [await conversation.go(_holding(conversation.place, remark=remark))]


async def speak_remark(
    message: Message, conversation: Conversation, person: Person, reviews: Reviews
) -> Reply:
    """Take a voice message as the spoken remark; another one takes its place."""
    await reviews.check(person, conversation.place.act, Action.RETURN)
    voice = message.voice.file_id if message.voice else None
    return [await conversation.go(_holding(conversation.place, voice=voice))]


async def refuse_file(_message: Message, conversation: Conversation) -> Reply:
    """Say what a remark can be."""
    words = _("This was not kept: write the remark, or say it in a voice message.")
    return [(await conversation.draw()).warning(words)]


async def keep_waiting(
    _press: CallbackQuery, callback_data: KeepWaiting, conversation: Conversation
) -> Reply:
    """Leave without a decision."""
    await close_dialog(conversation, ActId(callback_data.act))
    return [await draw_card(conversation, ActId(callback_data.act))]


async def send_back(
    _press: CallbackQuery,
    callback_data: SendBack,
    conversation: Conversation,
    person: Person,
    reviews: Reviews,
) -> Reply:
    """Return an act with what was said."""
    act, place = ActId(callback_data.act), conversation.place
    is_open = place.at(Reviewing.returning) and place.act == act
    said = objection_of(place) if is_open else Objection()
    try:
        decided = await reviews.send_back(person, act, said.named, said.remark, said.voice)
    except (NotNow, ScreenIsStale) as error:
        return await too_late(conversation, act, error)
    except NothingSaid as error:
        screen = await conversation.go(_dialog(conversation, act))
        return [Toast(words_for(error), alert=True), screen]
    await close_dialog(conversation, act)
    told = await tell_of_decision(conversation.services, decided)
    card = await draw_card(conversation, act)
    return [Toast(_("Returned. The inspector is told.")), card, *told]


async def has_voice(message: Message) -> bool:
    """Accept a voice message."""
    return message.voice is not None


def _dialog(conversation: Conversation, act: ActId) -> Place:
    """The dialog about an act: as it is open, or anew."""
    place = conversation.place
    if place.at(Reviewing.returning) and place.act == act:
        return place
    return places.returning(act, place.beneath)


def _holding(place: Place, **said: object) -> Place:
    """The dialog with something more said."""
    return Place(place.state, {**place.data, **said})


def create_router() -> Router:
    """Say which update goes where."""
    router = Router(name=__name__)
    returning = StateFilter(Reviewing.returning)
    router.callback_query.register(accept, AcceptAct.filter())
    router.callback_query.register(begin_return, ReturnAct.filter())
    router.callback_query.register(toggle_requirement, ToggleReturned.filter())
    router.callback_query.register(turn_page, TurnReturned.filter())
    router.callback_query.register(keep_waiting, KeepWaiting.filter())
    router.callback_query.register(send_back, SendBack.filter())
    router.message.register(type_remark, returning, has_text)
    router.message.register(speak_remark, returning, has_voice)
    router.message.register(refuse_file, returning, has_evidence)
    return router
