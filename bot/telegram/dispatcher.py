"""Puts routers and reception together into aiogram's dispatcher."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.base import BaseSession
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import Update

from bot.telegram.conversation import Services
from bot.telegram.filters import Screens
from bot.telegram.handlers import (
    acts,
    circumstances,
    commands,
    corrections,
    deadlines,
    drafts,
    elimination,
    evidence,
    finishing,
    header,
    other,
    participants,
    people,
    profile,
    questions,
    review,
    roles,
    settings,
    settling,
    submission,
    verification,
)
from bot.telegram.reception import Reception
from bot.telegram.reply import Call

MODULES = (
    questions,
    commands,
    header,
    circumstances,
    elimination,
    participants,
    evidence,
    profile,
    drafts,
    finishing,
    acts,
    submission,
    review,
    corrections,
    people,
    roles,
    settings,
    deadlines,
    settling,
    verification,
    other,
)
Feed = Callable[[Update], Awaitable[list[Call]]]


def create_dispatcher(
    reception: Reception, services: Services, screens: Screens, bot_username: str
) -> Dispatcher:
    """Build the dispatcher; the question loop comes first, since most updates are for it."""
    dispatcher = Dispatcher(
        disable_fsm=True,  # the reception reads the place itself, in one statement
        people=services.people,
        succession=services.succession,
        inspections=services.inspections,
        participants=services.participants,
        evidence=services.evidence,
        acts=services.acts,
        corrections=services.corrections,
        proceedings=services.proceedings,
        submissions=services.submissions,
        reviews=services.reviews,
        reminders=services.reminders,
        verification=services.verification,
        deadlines=services.deadlines,
        proofs=services.proofs,
        screens=screens,
        bot_username=bot_username,
    )
    dispatcher.update.outer_middleware(reception)
    dispatcher.include_router(evidence.create_reply_router())
    for module in MODULES:
        dispatcher.include_router(module.create_router())
    return dispatcher


def create_feed(dispatcher: Dispatcher, token: str) -> Feed:
    """Give updates to the handlers; the bot they get cannot reach the network."""
    bot = Bot(token, session=_NoNetwork())

    async def feed(update: Update) -> list[Call]:
        # Kept by equality, which `as_` changes: an entry of another update could be found instead.
        Update.event_type.fget.cache_clear()  # type: ignore[attr-defined]
        # Tied to the bot here, since aiogram would dump and validate the update a second time.
        calls = await dispatcher.feed_update(bot, update.as_(bot))
        return calls if isinstance(calls, list) else []

    return feed


class NetworkInHandler(Exception):
    """A handler tried to call Telegram; it must return what is to be said."""


class _NoNetwork(BaseSession):
    """A session that refuses: the transaction of an update must not wait for anybody."""

    async def close(self) -> None:
        """Nothing is open."""

    async def make_request(
        self,
        bot: Bot,  # noqa: ARG002 - the signature is aiogram's
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ARG002, ASYNC109
    ) -> TelegramType:
        """Refuse every call."""
        raise NetworkInHandler(method.__api_method__)

    async def stream_content(
        self,
        url: str,  # noqa: ARG002
        headers: dict[str, Any] | None = None,  # noqa: ARG002
        timeout: int = 30,  # noqa: ARG002, ASYNC109
        chunk_size: int = 65536,  # noqa: ARG002
        raise_for_status: bool = True,  # noqa: ARG002
    ) -> AsyncGenerator[bytes, None]:
        """Refuse every download."""
        raise NetworkInHandler("download")
        yield b""
