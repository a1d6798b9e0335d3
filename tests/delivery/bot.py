"""A poller at work, with handlers that only count."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from aiogram.types import Update

from bot.delivery.allowance import Allowances
from bot.delivery.desk import Desk
from bot.delivery.poller import LAST_ALIVE, Poller
from bot.delivery.reachability import Reachability
from bot.delivery.spoken import Speech, Spoken
from bot.delivery.telegram_api import TelegramApi
from bot.delivery.waiting_room import WaitingRoom
from storage.bookmarks import SqliteBookmarks
from storage.database import Database
from storage.deferred import SqliteDeferredUpdates
from storage.outbox import SqliteOutbox
from storage.updates import SqliteUpdates
from tests.delivery.said import message
from tests.delivery.telegram import PATIENCE, ScriptedTelegram


def update(number: Any) -> dict[str, Any]:
    """A message with nothing special in it."""
    chat = {"id": 1, "type": "private"}
    return {"update_id": number, "message": {"message_id": 5, "date": 1, "chat": chat, "text": "t"}}


class Bot:
    """A poller at work, with handlers that only count."""

    def __init__(self, database: Database, api: TelegramApi) -> None:
        self.database = database
        self.handled: list[int] = []
        self.speech: Speech = []
        self.immediate: list[Spoken] = []
        self.before: Callable[[int], Any] | None = None
        self.stopping = asyncio.Event()
        updates = SqliteUpdates(database)
        self.bookmarks = SqliteBookmarks(database)
        queue = SqliteOutbox(database)
        room = WaitingRoom(SqliteDeferredUpdates(database), Allowances(1e9, 1e9), self._may_wait)
        reachability = Reachability(queue, self._say_nothing)
        desk = Desk(database, updates, queue, self._feed, self._say_nothing, room, reachability)
        self.poller = Poller(
            *(api, desk, database, self.bookmarks, updates.clean_up, self._after),
            self._ask_patience,
        )

    async def _feed(self, received: Update) -> Speech:
        if self.before is not None:
            await self.before(received.update_id)
        self.handled.append(received.update_id)
        return self.speech

    async def _may_wait(self, _person: int) -> bool:
        return True

    async def _say_nothing(self, _whom: object) -> Speech:
        return []

    def _ask_patience(self, raws: Sequence[Any]) -> Speech:
        return [message(f"patience {raw['update_id']}") for raw in raws]

    def _after(self, immediate: Sequence[Spoken]) -> None:
        self.immediate += immediate

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Poll as long as the block lasts."""
        task = asyncio.create_task(self.poller.run(self.stopping))
        try:
            yield
        finally:
            self.stopping.set()
            async with asyncio.timeout(PATIENCE):
                await task

    async def processed(self) -> list[int]:
        """Which updates are kept."""
        async with self.database.transaction():
            rows = await self.database.rows("SELECT id FROM processed_update ORDER BY id")
        return [row[0] for row in rows]

    async def last_alive(self) -> str | None:
        """When the bot last heard Telegram."""
        async with self.database.transaction():
            return await self.bookmarks.read(LAST_ALIVE)


def offsets(telegram: ScriptedTelegram) -> list[int | None]:
    """What each poll acknowledged."""
    return [call.get("offset") for call in telegram.called("getUpdates")]
