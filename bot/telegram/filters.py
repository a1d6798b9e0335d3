"""Filters: coroutines, because aiogram runs every synchronous one in a thread of its own."""

from aiogram.types import Message


async def has_text(message: Message) -> bool:
    """Accept typed text that is not a command."""
    return message.text is not None and not message.text.startswith("/")


async def has_location(message: Message) -> bool:
    """Accept a shared place."""
    return message.location is not None


async def has_evidence(message: Message) -> bool:
    """Accept a photo, document, voice message or place."""
    return any((message.photo, message.document, message.voice, message.location))
