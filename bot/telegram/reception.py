"""Receives each update: who is it, where does the conversation stand, what is to be said.

Private chats only, people only: groups are left, and strangers learn nothing but one sentence.
"""

import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from aiogram import BaseMiddleware
from aiogram.fsm.storage.base import StorageKey
from aiogram.methods import LeaveChat
from aiogram.types import CallbackQuery, Chat, InaccessibleMessage, TelegramObject, Update, User

from bot.domain.errors import BrokenRule, InvitationRefused, NotOwnWords, ScreenIsStale
from bot.domain.people import Person, PersonId, Role
from bot.domain.texts import MAX_PROFILE_FIELD, clean_line
from bot.i18n import _, speaking
from bot.services.verification import Standing
from bot.telegram.conversation import Conversation, Places, Services
from bot.telegram.errors import words_for
from bot.telegram.places import Place
from bot.telegram.reply import (
    AT_ONCE_TOPIC,
    Call,
    Notice,
    Reply,
    Toast,
    calls_for_chat,
    calls_for_press,
    said_once,
)
from bot.telegram.screens.home import stranger_text
from bot.telegram.screens.verification import verified_for_outsider

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]
INVITATION = re.compile(r"/start(@\w+)?\s+i_")
VERIFICATION = re.compile(r"/start(?:@\w+)?\s+v_(.*)", re.DOTALL)
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
        if update is None or chat is None:
            return []
        if chat.type != "private":
            return _leave(update, chat)
        if user is None or not _is_word_of(update, user, chat):
            return []
        person = await self._services.people.recognise(PersonId(user.id), user.language_code)
        with speaking(person.language):
            if not person.may(Role.INSPECTOR):
                return await self._receive_stranger(handler, update, person, data)
            reply = await self._reply(handler, update, person, data)
            return _calls(update, person, reply, on_screen=data["conversation"].on_screen)

    async def open(
        self, person: Person, telegram_name: str | None = None, pressed: int = 0
    ) -> Conversation:
        """Open somebody's conversation, also without an update from them."""
        # One database serves one bot, so the bot's own id tells nothing here.
        key = StorageKey(bot_id=0, chat_id=person.id, user_id=person.id)
        state, found, on_screen = await self._places.place(key, pressed)
        place = Place(state, found)
        return Conversation(
            person, key, place, self._places, self._services, telegram_name, on_screen=on_screen
        )

    async def apologise(self, sender: int) -> list[Call]:
        """Say that an update could not be handled, and that nothing of it was kept."""
        person = await self._services.people.get(PersonId(sender))
        if person is None or not person.may(Role.INSPECTOR):
            return []  # strangers learn nothing, not even this
        with speaking(person.language):
            text = _(
                "Something went wrong on our side: your last message or tap was NOT saved."
                " Repeat it."
            )
            return calls_for_chat(person.id, [Notice(text)])

    async def _reply(
        self, handler: Handler, update: Update, person: Person, data: dict[str, Any]
    ) -> Reply:
        name = _name_of(data["event_from_user"])
        conversation = await self.open(person, name, _pressed(update))
        data.update(conversation=conversation, person=person, raw_state=conversation.place.state)
        try:
            _check_origin(update)
            return _reply_of(await handler(update, data))
        except InvitationRefused as error:
            return [Notice(words_for(error))]
        except BrokenRule as error:
            return await _explain(update, conversation, words_for(error))

    async def _receive_stranger(
        self, handler: Handler, update: Update, stranger: Person, data: dict[str, Any]
    ) -> list[Call]:
        """Let an invitation or a code be tried; to all else there is one answer, or none."""
        doorkeeper = self._services.doorkeeper
        if await doorkeeper.is_silenced(stranger.id):
            return []
        if _is_invitation(update):
            conversation = await self.open(stranger, _name_of(data["event_from_user"]))
            data.update(conversation=conversation, person=stranger, raw_state=None)
            try:
                return _calls(update, stranger, _reply_of(await handler(update, data)))
            except BrokenRule:
                pass  # which rule is nothing for strangers: all refusals look the same
        code = _asked_code(update)
        if code is not None and await doorkeeper.may_verify(stranger.id):
            return [said_once(stranger.id, await self._tell_of_code(code))]
        if update.callback_query is not None:
            return calls_for_press(update.callback_query, [Toast(stranger_text(), alert=True)])
        if not await doorkeeper.may_answer(stranger.id):
            return []
        return [said_once(stranger.id, stranger_text())]

    async def _tell_of_code(self, code: str) -> str:
        verified = await self._services.verification.code(code)
        is_latest = verified.standing is Standing.GENUINE
        return verified_for_outsider(verified.act, is_latest=is_latest)


def _name_of(user: User) -> str | None:
    """How somebody is called in Telegram, surname first as in acts; None when nothing is seen."""
    with suppress(BrokenRule):
        return clean_line(f"{user.last_name or ''} {user.first_name}", MAX_PROFILE_FIELD)
    return None


def _reply_of(returned: Any) -> Reply:
    return returned if isinstance(returned, list) else UNHANDLED


async def _explain(update: Update, conversation: Conversation, words: str) -> Reply:
    """Say which rule was broken, over the screen as things stand now."""
    screen = await conversation.draw()
    if update.callback_query is not None:
        return [Toast(words, alert=True), screen]
    return [screen.warning(words)]


def _pressed(update: Update) -> int:
    """The message whose button was pressed; 0 when it is something else."""
    press = update.callback_query
    return press.message.message_id if press is not None and press.message is not None else 0


def _calls(update: Update, person: Person, reply: Reply, *, on_screen: bool = True) -> list[Call]:
    if isinstance(update.callback_query, CallbackQuery):
        return calls_for_press(update.callback_query, reply, on_screen=on_screen)
    return calls_for_chat(person.id, reply)


def _leave(update: Update, chat: Chat) -> list[Call]:
    """Leave a group or channel without a word; if it fails, the next thing said there helps."""
    return [] if _is_over(update) else [Call(LeaveChat(chat_id=chat.id), AT_ONCE_TOPIC)]


def _is_over(update: Update) -> bool:
    """Say whether the bot is no member: removed, the group is a supergroup now, only a guest."""
    member, said = update.my_chat_member, update.message
    removed = member is not None and member.new_chat_member.status in {"left", "kicked"}
    moved = said is not None and said.migrate_to_chat_id is not None
    return removed or moved or update.guest_message is not None


def _is_word_of(update: Update, user: User, chat: Chat) -> bool:
    """Say whether a person said this in the own chat: no bot, and not for a channel."""
    if user.is_bot or chat.id != user.id:
        return False
    if update.callback_query is not None:
        return update.callback_query.message is not None
    said = update.message or update.edited_message
    return said is not None and said.sender_chat is None


def _check_origin(update: Update) -> None:
    """Refuse what the person did not say: a button of a message that is gone, foreign words.

    A forwarded text is evidence like any other; a forwarded command is nobody's order.
    """
    press, said = update.callback_query, update.message
    if press is not None and isinstance(press.message, InaccessibleMessage):
        raise ScreenIsStale
    if said is None:
        return
    command = (said.text or said.caption or "").startswith("/")
    if said.via_bot is not None or (command and said.forward_origin is not None):
        raise NotOwnWords


def _is_invitation(update: Update) -> bool:
    """Say whether a person opened an invitation."""
    return INVITATION.match(_own_words(update)) is not None


def _asked_code(update: Update) -> str | None:
    """The code of a print that a person asks about; None when it is about something else."""
    asked = VERIFICATION.match(_own_words(update))
    return asked[1] if asked else None


def _own_words(update: Update) -> str:
    """What a person typed or tapped, not passed on; empty when it is something else."""
    said = update.message
    if said is None or said.via_bot is not None or said.forward_origin is not None:
        return ""
    return said.text or ""
