"""Receives each update: who is it, where does the conversation stand, what is to be said.

Private chats only, people only: groups are left, and strangers learn nothing but one sentence.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.fsm.storage.base import StorageKey
from aiogram.methods import LeaveChat
from aiogram.types import CallbackQuery, Chat, Message, TelegramObject, Update, User

from bot.domain.errors import BrokenRule, InvitationRefused
from bot.domain.people import Person, PersonId
from bot.i18n import _, speaking
from bot.telegram.conversation import Conversation, Places, Services
from bot.telegram.errors import words_for
from bot.telegram.places import Place
from bot.telegram.reply import (
    Call,
    Notice,
    Reply,
    Toast,
    calls_for_chat,
    calls_for_press,
)
from bot.telegram.screens.home import stranger_text

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]
UNHANDLED: Reply = ()


class Reception(BaseMiddleware):
    """The outermost middleware; what it returns is what the bot says to the update."""

    def __init__(self, places: Places, services: Services) -> None:
        self._places = places
        self._services = services

    async def __call__(
        self, handler: Handler, event: TelegramObject, data: dict[str, Any]
    ) -> list[Call]:
        """Prepare the handler's arguments and turn its reply into calls."""
        update = event if isinstance(event, Update) else None
        user: User | None = data.get("event_from_user")
        chat: Chat | None = data.get("event_chat")
        if update is None or user is None or chat is None or user.is_bot:
            return []
        if chat.type != "private":
            return [] if _was_removed(update) else [Call(LeaveChat(chat_id=chat.id))]
        if not _is_own_word(update, user, chat):
            return []
        person = await self._services.people.recognise(PersonId(user.id), user.language_code)
        with speaking(person.language):
            reply = await self._reply(handler, update, person, data)
            return _calls(update, chat.id, reply)

    async def open(self, person: Person) -> Conversation:
        """Open somebody's conversation, also without an update from them."""
        # One database serves one bot, so the bot's own id tells nothing here.
        key = StorageKey(bot_id=0, chat_id=person.id, user_id=person.id)
        state, found = await self._places.place(key)
        return Conversation(person, key, Place(state, found), self._places, self._services)

    async def apologise(self, update: Update) -> list[Call]:
        """Say that an update could not be handled, and that nothing of it was kept."""
        event = update.message or update.callback_query
        if event is None or event.from_user is None:
            return []
        user = event.from_user
        person = await self._services.people.recognise(PersonId(user.id), user.language_code)
        with speaking(person.language):
            text = _(
                "Something went wrong on our side: your last message or tap was NOT saved."
                " Repeat it."
            )
            return calls_for_chat(user.id, [Notice(text)])

    async def _reply(
        self, handler: Handler, update: Update, person: Person, data: dict[str, Any]
    ) -> Reply:
        stranger = person.role is None or not person.active
        if stranger and not _is_invitation(update):
            return _say(update, stranger_text())
        conversation = await self.open(person)
        data.update(conversation=conversation, person=person, raw_state=conversation.place.state)
        try:
            reply = await handler(update, data)
        except InvitationRefused as error:
            return [Notice(stranger_text() if stranger else words_for(error))]
        except BrokenRule as error:
            return await _explain(update, conversation, words_for(error))
        return reply if isinstance(reply, list) else UNHANDLED


async def _explain(update: Update, conversation: Conversation, words: str) -> Reply:
    """Say which rule was broken, over the screen as things stand now."""
    screen = await conversation.draw()
    if update.callback_query is not None:
        return [Toast(words, alert=True), screen]
    return [screen.warning(words)]


def _say(update: Update, words: str) -> Reply:
    return [Toast(words, alert=True)] if update.callback_query else [Notice(words)]


def _calls(update: Update, chat: int, reply: Reply) -> list[Call]:
    if isinstance(update.callback_query, CallbackQuery):
        return calls_for_press(update.callback_query, reply)
    return calls_for_chat(chat, reply)


def _is_own_word(update: Update, user: User, chat: Chat) -> bool:
    """Say whether the person really said this here: not through a bot, not for a channel."""
    if update.callback_query is not None:
        return update.callback_query.message is not None and chat.id == user.id
    message = update.message or update.edited_message
    if message is None:
        return False
    return message.via_bot is None and message.sender_chat is None and chat.id == user.id


def _is_invitation(update: Update) -> bool:
    message: Message | None = update.message
    return message is not None and (message.text or "").startswith("/start i_")


def _was_removed(update: Update) -> bool:
    member = update.my_chat_member
    return member is not None and member.new_chat_member.status in {"left", "kicked"}
