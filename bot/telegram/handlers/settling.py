"""The dialogs about a term: a remark and files as proof, a new term with its reason, or failure."""

from dataclasses import replace
from datetime import timedelta

from aiogram import Router
from aiogram.filters import StateFilter, or_f
from aiogram.types import CallbackQuery, Message

from bot.domain.act import ActId
from bot.domain.deadline import check_extension, first_extension
from bot.domain.errors import ScreenIsStale
from bot.domain.evidence import EvidenceRefused
from bot.domain.inspection import EvidenceKind
from bot.domain.people import Person
from bot.domain.texts import day_of
from bot.i18n import _
from bot.services.deadlines import Deadlines, OrderTerms, settling_text
from bot.services.evidence import Received
from bot.services.proofs import ProofRoom
from bot.telegram import places
from bot.telegram.callbacks.deadlines import (
    BeginElimination,
    BeginExtension,
    BeginFailure,
    ConfirmElimination,
    ConfirmExtension,
    ConfirmFailure,
    ExtendBy,
    StartOver,
)
from bot.telegram.conversation import Conversation
from bot.telegram.filters import has_evidence, has_text
from bot.telegram.handlers.evidence import ALBUM_SECONDS
from bot.telegram.reply import Reply, Toast
from bot.telegram.screens.evidence import refusal_words
from bot.telegram.settling import SETTLING, is_done_already, is_open, leave_settling, show_deadline
from bot.telegram.states import Settling

DATE_SIGNS = frozenset("0123456789./-, ")
Confirmation = ConfirmElimination | ConfirmExtension | ConfirmFailure
DIALOGS = {
    BeginElimination: Settling.proof,
    BeginExtension: Settling.extension,
    BeginFailure: Settling.failure,
}
CONFIRMED = {
    ConfirmElimination: Settling.proof,
    ConfirmExtension: Settling.extension,
    ConfirmFailure: Settling.failure,
}


async def begin(
    _press: CallbackQuery,
    callback_data: BeginElimination | BeginExtension | BeginFailure,
    conversation: Conversation,
    person: Person,
    deadlines: Deadlines,
) -> Reply:
    """Open a dialog about a term; pressed twice it keeps what was said in it."""
    act, number = ActId(callback_data.act), callback_data.requirement
    await deadlines.begin(person, act, number, callback_data.version)
    state, place = DIALOGS[type(callback_data)], conversation.place
    if is_open(place, act, number, callback_data.version, state):
        return [await conversation.draw()]
    former = place.beneath
    return [
        await conversation.go(places.settling(state, act, number, callback_data.version, former))
    ]


async def start_over(
    _press: CallbackQuery,
    callback_data: StartOver,
    conversation: Conversation,
    person: Person,
    deadlines: Deadlines,
    proofs: ProofRoom,
) -> Reply:
    """Forget what was said and sent in a dialog, but not yet confirmed."""
    act, number, version = (
        ActId(callback_data.act),
        callback_data.requirement,
        callback_data.version,
    )
    order = await deadlines.begin(person, act, number, version)
    place = conversation.place
    if not is_open(place, act, number, version, *SETTLING):
        raise ScreenIsStale
    if place.at(Settling.proof):
        await proofs.discard(person.id, order.deadline(number))
    return [await conversation.go(place.saying(remark=None, until=None))]


async def type_text(
    message: Message, conversation: Conversation, person: Person, deadlines: Deadlines
) -> Reply:
    """Keep a remark or a reason; several texts follow each other. A date is the new term."""
    place, typed = conversation.place, message.text or ""
    order = await deadlines.begin(person, place.act, place.requirement, place.version)
    if place.at(Settling.extension) and DATE_SIGNS.issuperset(typed):
        deadline = order.deadline(place.requirement)
        until = check_extension(deadline, day_of(typed), deadlines.today())
        return [await conversation.go(place.saying(until=until.isoformat()))]
    whole = f"{place.remark}\n{typed}" if place.remark else typed
    settling_text(typed)  # an invisible addition would be dropped without a word
    return [await conversation.go(place.saying(remark=settling_text(whole)))]


async def extend_by(
    _press: CallbackQuery,
    callback_data: ExtendBy,
    conversation: Conversation,
    person: Person,
    deadlines: Deadlines,
) -> Reply:
    """Choose the new term with a tap."""
    act, number, version = (
        ActId(callback_data.act),
        callback_data.requirement,
        callback_data.version,
    )
    order = await deadlines.begin(person, act, number, version)
    place = conversation.place
    if not is_open(place, act, number, version, Settling.extension):
        raise ScreenIsStale
    deadline, today = order.deadline(number), deadlines.today()
    until = first_extension(deadline, today) + timedelta(days=callback_data.days - 1)
    check_extension(deadline, until, today)
    return [await conversation.go(place.saying(until=until.isoformat()))]


async def take_proof(
    message: Message,
    conversation: Conversation,
    person: Person,
    deadlines: Deadlines,
    proofs: ProofRoom,
) -> Reply:
    """Keep a photo, document or voice message that proves the elimination."""
    place = conversation.place
    if not place.at(Settling.proof):
        words = _("This was not kept: only a text is expected here.")
        return [(await conversation.draw()).warning(words)]
    received = _received(message)
    if received is None:
        words = _("This was not kept: a location proves nothing here. Send a photo or a document.")
        return [(await conversation.draw()).warning(words)]
    order = await deadlines.begin(person, place.act, place.requirement, place.version)
    try:
        await proofs.receive(person.id, order.deadline(place.requirement), received)
    except EvidenceRefused as error:
        return [(await conversation.draw()).warning(refusal_words(error.reason))]
    return [replace(await conversation.draw(), delay=ALBUM_SECONDS)]


async def confirm(
    _press: CallbackQuery,
    callback_data: Confirmation,
    conversation: Conversation,
    person: Person,
    deadlines: Deadlines,
) -> Reply:
    """Keep what became of a violation; pressed twice it is done once."""
    act, number, version = (
        ActId(callback_data.act),
        callback_data.requirement,
        callback_data.version,
    )
    order = await deadlines.of_act(person, act)
    if is_done_already(order, number, version, person):
        return [show_deadline(conversation, order, number)]
    await deadlines.begin(person, act, number, version)
    if not is_open(conversation.place, act, number, version, CONFIRMED[type(callback_data)]):
        raise ScreenIsStale
    order = await _settle(conversation, person, deadlines)
    await leave_settling(conversation)
    return [Toast(_("Kept.")), show_deadline(conversation, order, number)]


async def _settle(conversation: Conversation, person: Person, deadlines: Deadlines) -> OrderTerms:
    place = conversation.place
    term = (person, place.act, place.requirement, place.version)
    if place.at(Settling.proof):
        return await deadlines.eliminate(*term, place.remark)
    if place.at(Settling.failure):
        return await deadlines.not_eliminated(*term, place.remark)
    if place.until is None:
        raise ScreenIsStale
    return await deadlines.extend(*term, place.until, place.remark or "")


def _received(message: Message) -> Received | None:
    """Read what was sent; a picture sent as a document is kept as it is, to be sent as such."""
    file = message.photo[-1] if message.photo else message.document or message.voice
    if file is None:
        return None
    kind = EvidenceKind.VOICE if message.voice else EvidenceKind.DOCUMENT
    return Received(
        kind=EvidenceKind.PHOTO if message.photo else kind,
        message_id=message.message_id,
        sent_at=message.date,
        caption=message.caption,
        file_id=file.file_id,
        file_size=file.file_size,
    )


def create_router() -> Router:
    """Say which update goes where."""
    router = Router(name=__name__)
    router.callback_query.register(begin, or_f(*(each.filter() for each in DIALOGS)))
    router.callback_query.register(confirm, or_f(*(each.filter() for each in CONFIRMED)))
    router.callback_query.register(start_over, StartOver.filter())
    router.callback_query.register(extend_by, ExtendBy.filter())
    router.message.register(type_text, StateFilter(*SETTLING), has_text)
    router.message.register(take_proof, StateFilter(*SETTLING), has_evidence)
    return router
