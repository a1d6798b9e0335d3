"""Everything else: the answer says what is expected, and nothing entered is lost."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.domain.errors import ScreenIsStale
from bot.i18n import _
from bot.telegram.conversation import Conversation
from bot.telegram.filters import has_evidence, has_text
from bot.telegram.reply import Reply


async def unexpected_text(_message: Message, conversation: Conversation) -> Reply:
    """Answer a text that nobody asked for."""
    return await _explain(conversation, _("Nothing was asked here. Use the buttons, or /help."))


async def unexpected_evidence(_message: Message, conversation: Conversation) -> Reply:
    """Answer a file that belongs nowhere."""
    return await _explain(
        conversation,
        _("This was not kept: open the requirement that it belongs to, then send it again."),
    )


async def unexpected_message(message: Message, conversation: Conversation) -> Reply:
    """Answer an unknown command, or a kind of message that the bot cannot keep."""
    if message.text is not None:
        return await _explain(conversation, _("There is no such command. See /help."))
    return await _explain(
        conversation,
        _(
            "This kind of message cannot be kept. Send text, a photo, a document, a voice message"
            " or a location."
        ),
    )


async def edited_message(message: Message, conversation: Conversation) -> Reply:
    """Say that editing a message changes nothing; a live location edits itself all the time."""
    if message.location is not None:
        return []
    return await _explain(
        conversation,
        _("Editing a message changes nothing that is saved. To correct it, use the buttons."),
    )


async def unknown_button(_press: CallbackQuery) -> Reply:
    """Answer a button of an earlier release."""
    raise ScreenIsStale


async def _explain(conversation: Conversation, words: str) -> Reply:
    return [(await conversation.draw()).warning(words)]


def create_router() -> Router:
    """Say which update goes where; this router comes last."""
    router = Router(name=__name__)
    router.message.register(unexpected_text, has_text)
    router.message.register(unexpected_evidence, has_evidence)
    router.message.register(unexpected_message)
    router.edited_message.register(edited_message)
    router.callback_query.register(unknown_button)
    return router
