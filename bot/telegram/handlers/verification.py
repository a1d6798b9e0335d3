"""Having a file, or the code of a print, checked; what was open comes back afterwards."""

import re

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from bot.domain.evidence import EvidenceRefused
from bot.domain.people import Person
from bot.i18n import _
from bot.services.verification import CODE, Verification
from bot.telegram import places
from bot.telegram.conversation import Conversation
from bot.telegram.filters import has_text
from bot.telegram.places import Place
from bot.telegram.reply import Notice, Reply
from bot.telegram.screens.verification import uncheckable_words, verified_text
from bot.telegram.states import Submitting, Verifying

PDF = "application/pdf"
SPACE = re.compile(r"\s+")
LINK = "start=v_"


async def verify(_event: Message | CallbackQuery, conversation: Conversation) -> Reply:
    """Explain how an act is checked, and wait for what is to be checked."""
    return [await conversation.go(places.verifying(_former(conversation)))]


async def check_document(
    message: Message, conversation: Conversation, person: Person, verification: Verification
) -> Reply:
    """Order a look at a file; the answer comes when it is fetched."""
    document = message.document
    if document is None:
        return []
    try:
        await verification.order_check(person.id, document.file_id, document.file_size)
    except EvidenceRefused as error:
        return [(await conversation.draw()).warning(uncheckable_words(error.reason))]
    place = places.verifying(_former(conversation), document.file_id)
    return [await conversation.go(place)]


async def check_code(
    message: Message, conversation: Conversation, verification: Verification
) -> Reply:
    """Check a code that was typed, or the link of a print; with a wrong one, ask once more."""
    code = SPACE.sub("", message.text or "").rpartition(LINK)[2]
    if not CODE.fullmatch(code):
        words = _(
            "This is not a code: it has 22 letters, digits, - and _. What you sent was not kept."
        )
        return [(await conversation.draw()).warning(words)]
    verified = await verification.code(code)
    answer = Notice(verified_text(verified, conversation.services.clock.local))
    if verified.act is None:
        return [answer, await conversation.draw()]
    return [answer, await conversation.after_check()]


async def refuse_picture(_message: Message, conversation: Conversation) -> Reply:
    """Say why a photo tells nothing: Telegram makes it anew, and a print has no bytes."""
    words = _("A photo cannot be checked: send the PDF itself as a file, or type the code.")
    return [(await conversation.draw()).warning(words)]


async def is_to_be_checked(message: Message, conversation: Conversation) -> bool:
    """Accept every file while one is waited for, and a PDF while nothing else is open."""
    document, place = message.document, conversation.place
    if document is None:
        return False
    if place.at(Verifying.waiting):
        return True
    is_pdf = document.mime_type == PDF or (document.file_name or "").lower().endswith(".pdf")
    return is_pdf and (place.state is None or place.at(Submitting.choosing, Submitting.sent))


async def has_picture(message: Message) -> bool:
    """Accept a photo."""
    return bool(message.photo)


def _former(conversation: Conversation) -> Place:
    """Where to return to; a second file or /verify does not lead away from there."""
    place = conversation.place
    return place.former if place.at(Verifying.waiting) else place


def create_router() -> Router:
    """Say which update goes where."""
    router = Router(name=__name__)
    waiting = StateFilter(Verifying.waiting)
    router.message.register(check_document, is_to_be_checked)
    router.message.register(check_code, waiting, has_text)
    router.message.register(refuse_picture, waiting, has_picture)
    return router
