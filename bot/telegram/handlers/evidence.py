"""Filing what is sent: to the open requirement, or to the one that it is a reply to."""

from dataclasses import replace

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import Message

from bot.domain.evidence import EvidenceRefused
from bot.domain.inspection import EvidenceKind, InspectionId
from bot.domain.people import Person
from bot.i18n import _
from bot.services.evidence import EvidenceRoom, Received
from bot.services.inspections import Inspections
from bot.telegram import places
from bot.telegram.conversation import Conversation
from bot.telegram.filters import Screens, has_evidence, has_text, replies_elsewhere
from bot.telegram.reply import Reply
from bot.telegram.screens.evidence import refusal_words
from bot.telegram.screens.words import esc
from bot.telegram.states import Filling

ALBUM_SECONDS = 1.2
"""The photos of an album come one by one; the screen is drawn once, after the last."""


async def file_evidence(
    message: Message,
    conversation: Conversation,
    person: Person,
    evidence: EvidenceRoom,
    screens: Screens,
) -> Reply:
    """Keep a photo, document, voice message or place."""
    target = await _target(message, conversation, screens)
    if target is None:
        return [(await conversation.draw()).warning(_open_first())]
    try:
        await evidence.receive(person.id, *target, _received(message))
    except EvidenceRefused as error:
        return [(await conversation.draw()).warning(refusal_words(error.reason))]
    note = "📎 " + _("Kept with requirement %(number)s.") % {"number": esc(target[1])}
    screen = await conversation.draw()
    album = conversation.place.at(Filling.question, Filling.violation)
    return [replace(screen.noting(note), delay=ALBUM_SECONDS if album else 0.0)]


async def file_remark(
    message: Message,
    conversation: Conversation,
    person: Person,
    inspections: Inspections,
    screens: Screens,
) -> Reply:
    """Keep a text as the requirement's remark."""
    target = await _target(message, conversation, screens)
    if target is None:
        return [(await conversation.draw()).warning(_open_first())]
    draft = await inspections.remark(person.id, *target, message.text or "")
    note = "💬 " + _("Remark kept with requirement %(number)s.") % {"number": esc(target[1])}
    if conversation.is_open(*target) and conversation.place.at(Filling.question):
        screen = await conversation.go(places.question(*target, undo=target[1]), draft)
    else:
        screen = await conversation.draw()
    return [screen.noting(note)]


async def _target(
    message: Message, conversation: Conversation, screens: Screens
) -> tuple[InspectionId, str] | None:
    """The requirement meant: the one replied to, else the one that is open."""
    if message.reply_to_message is not None:
        shown = await screens.shown(message.chat.id, message.reply_to_message.message_id)
        if shown is not None:
            return shown
    place = conversation.place
    if place.at(Filling.question, Filling.violation, Filling.reason):
        return place.inspection, place.requirement
    return None


def _received(message: Message) -> Received:
    """Read what was sent; the time is the one at which Telegram received it."""
    location = message.location
    file = message.photo[-1] if message.photo else message.document or message.voice
    return Received(
        kind=_kind(message),
        message_id=message.message_id,
        sent_at=message.date,
        caption=message.caption,
        file_id=file.file_id if file else None,
        file_size=file.file_size if file else None,
        latitude=location.latitude if location else None,
        longitude=location.longitude if location else None,
    )


def _kind(message: Message) -> EvidenceKind:
    if message.location:
        return EvidenceKind.LOCATION
    if message.voice:
        return EvidenceKind.VOICE
    document = message.document
    if message.photo or (document and (document.mime_type or "").startswith("image/")):
        return EvidenceKind.PHOTO
    return EvidenceKind.DOCUMENT


def _open_first() -> str:
    return _("This was not kept: open the requirement that it belongs to, then send it again.")


def create_reply_router() -> Router:
    """Say that replies come first, whatever is asked for at the moment."""
    router = Router(name=f"{__name__}.replies")
    router.message.register(file_evidence, has_evidence, replies_elsewhere)
    router.message.register(file_remark, has_text, replies_elsewhere)
    return router


def create_router() -> Router:
    """Say which update goes where."""
    router = Router(name=__name__)
    doing = StateFilter(Filling.question, Filling.violation, Filling.reason, Filling.review)
    router.message.register(file_evidence, doing, has_evidence)
    router.message.register(file_remark, doing, has_text)
    return router
