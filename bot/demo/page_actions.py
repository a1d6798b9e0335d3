"""What the chat page may do on a person's phone, by the names its scripts use."""

from collections.abc import Callable
from typing import Any, TypeAlias

from bot.demo.payload import Payload
from bot.demo.phones import Phones

PageAction: TypeAlias = Callable[[Phones, str, Payload], Any]


def start(phones: Phones, person: str, body: Payload) -> Any:
    """Open the chat, perhaps by a link."""
    return phones.start(person, body.get("payload"))


def text(phones: Phones, person: str, body: Payload) -> Any:
    """Write."""
    return phones.send_text(person, body["text"], body.get("reply_to"))


def tap(phones: Phones, person: str, body: Payload) -> Any:
    """Press an inline button."""
    return phones.tap(person, body["message_id"], body["data"])


def location(phones: Phones, person: str, body: Payload) -> Any:
    """Share a place."""
    return phones.send_location(person, body["latitude"], body["longitude"])


def contact(phones: Phones, person: str, _body: Payload) -> Any:
    """Share one's telephone number."""
    return phones.send_contact(person)


def edit(phones: Phones, person: str, body: Payload) -> Any:
    """Correct a message."""
    return phones.edit_text(person, body["message_id"], body["text"])


def block(phones: Phones, person: str, _body: Payload) -> Any:
    """Block the bot."""
    return phones.block_bot(person)


def unblock(phones: Phones, person: str, _body: Payload) -> Any:
    """Unblock the bot."""
    return phones.unblock_bot(person)


PAGE_ACTIONS: dict[str, PageAction] = {
    action.__name__: action
    for action in (start, text, tap, location, contact, edit, block, unblock)
}
