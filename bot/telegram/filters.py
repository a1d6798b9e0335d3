"""Filters: coroutines, because aiogram runs every synchronous one in a thread of its own."""

from typing import Protocol

from aiogram.types import Message

from bot.domain.inspection import InspectionId
from bot.telegram.conversation import Conversation


class Screens(Protocol):
    """Remembers what each message of a chat showed."""

    async def shown(self, chat: int, message_id: int) -> tuple[InspectionId, str] | None:
        """Tell which requirement of which inspection a message showed last."""
        ...


async def replies_elsewhere(message: Message, conversation: Conversation, screens: Screens) -> bool:
    """Accept a reply to a requirement other than the open one: it is meant for that one."""
    if message.reply_to_message is None:
        return False
    shown = await screens.shown(message.chat.id, message.reply_to_message.message_id)
    return shown is not None and not conversation.is_open(*shown)


async def has_text(message: Message) -> bool:
    """Accept typed text that is not a command."""
    return message.text is not None and not message.text.startswith("/")


async def has_location(message: Message) -> bool:
    """Accept a shared place."""
    return message.location is not None


async def has_evidence(message: Message) -> bool:
    """Accept a photo, document, voice message or place."""
    return any((message.photo, message.document, message.voice, message.location))
