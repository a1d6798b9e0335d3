"""Choosing when the bot speaks by itself; what was open comes back afterwards."""

from datetime import datetime, time

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from bot.domain.errors import NotATime, ScreenIsStale
from bot.i18n import _
from bot.services.reminders import Reminders
from bot.telegram import places
from bot.telegram.callbacks.settings import (
    ChooseDigest,
    ChooseZone,
    CloseSettings,
    OpenSettings,
    StopDigest,
)
from bot.telegram.conversation import Conversation
from bot.telegram.filters import has_text
from bot.telegram.reply import Reply
from bot.telegram.screens.settings import ZONES
from bot.telegram.states import Adjusting


async def open_settings(_press: CallbackQuery, conversation: Conversation) -> Reply:
    """Show what is chosen."""
    return await _show(conversation)


async def close_settings(_press: CallbackQuery, conversation: Conversation) -> Reply:
    """Return to where one was; an old button changes nothing."""
    if conversation.place.at(Adjusting.reminders):
        return [await conversation.after_check()]
    return [await conversation.draw()]


async def choose_zone(
    _press: CallbackQuery,
    callback_data: ChooseZone,
    conversation: Conversation,
    reminders: Reminders,
) -> Reply:
    """Keep the time zone; raises `ScreenIsStale` for one that is not offered."""
    name = ZONES.get(callback_data.hours)
    if name is None:
        raise ScreenIsStale
    await reminders.choose_zone(conversation.person, name)
    return await _show(conversation, saved=True)


async def choose_digest(
    _press: CallbackQuery,
    callback_data: ChooseDigest,
    conversation: Conversation,
    reminders: Reminders,
) -> Reply:
    """Keep the time of the digest; raises `NotAllowed`, `QuietHours`."""
    at = time(*divmod(callback_data.minutes, 60))
    await reminders.choose_digest(conversation.person, at)
    return await _show(conversation, saved=True)


async def stop_digest(
    _press: CallbackQuery, conversation: Conversation, reminders: Reminders
) -> Reply:
    """Send no digest any more; raises `NotAllowed`."""
    await reminders.choose_digest(conversation.person, None)
    return await _show(conversation, saved=True)


async def type_digest(message: Message, conversation: Conversation, reminders: Reminders) -> Reply:
    """Keep a typed time; raises `NotATime`, `NotAllowed`, `QuietHours`."""
    await reminders.choose_digest(conversation.person, _time_of(message.text or ""))
    return await _show(conversation, saved=True)


def _time_of(typed: str) -> time:
    for separator in ".-":
        typed = typed.replace(separator, ":")
    try:
        return datetime.strptime(typed.strip(), "%H:%M").time()  # noqa: DTZ007 - a time of the day only
    except ValueError:
        raise NotATime from None


async def _show(conversation: Conversation, *, saved: bool = False) -> Reply:
    """Draw the settings; opened once more they do not lead away from where one was."""
    place = conversation.place
    former = place.former if place.at(Adjusting.reminders) else place
    screen = await conversation.go(places.adjusting(former))
    return [screen.noting(_("✅ Saved.")) if saved else screen]


def create_router() -> Router:
    """Say which update goes where."""
    router = Router(name=__name__)
    router.callback_query.register(open_settings, OpenSettings.filter())
    router.callback_query.register(close_settings, CloseSettings.filter())
    router.callback_query.register(choose_zone, ChooseZone.filter())
    router.callback_query.register(choose_digest, ChooseDigest.filter())
    router.callback_query.register(stop_digest, StopDigest.filter())
    router.message.register(type_digest, StateFilter(Adjusting.reminders), has_text)
    return router
