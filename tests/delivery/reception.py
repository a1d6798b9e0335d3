"""A desk with handlers that write into the database, and fail when they are told to."""

import asyncio
from collections import Counter
from typing import Any

from aiogram.methods import AnswerCallbackQuery, TelegramMethod
from aiogram.types import Update

from bot.delivery.allowance import Allowances
from bot.delivery.desk import Desk
from bot.delivery.reachability import Reachability
from bot.delivery.spoken import Speech
from bot.delivery.waiting_room import WaitingRoom
from storage.bookmarks import SqliteBookmarks
from storage.database import Database
from storage.deferred import SqliteDeferredUpdates
from storage.outbox import SqliteOutbox
from storage.updates import SqliteUpdates
from tests.delivery.said import Said, message

STRANGER = 666


def update(number: Any = 7, text: str = "сәлем", person: int = 1, **more: Any) -> dict[str, Any]:
    """A text message as Telegram sends it."""
    chat = {"id": person, "type": "private"}
    sender = {"id": person, "is_bot": False, "first_name": "А"}
    content = {"message_id": 5, "date": 1, "chat": chat, "from": sender, "text": text}
    return {"update_id": number, "message": content} | more


class Reception:
    """Handlers that write into the database, and fail when they are told to."""

    def __init__(self, database: Database, turns: Allowances | None = None) -> None:
        self.database = database
        self.order: list[int] = []
        self.faults: dict[str, list[Exception]] = {}
        self.apology_fault: Exception | None = None
        self.apologised = asyncio.Semaphore(0)
        queue = SqliteOutbox(database)
        turns = turns or Allowances(rate=1e9, burst=1e9)
        self.room = WaitingRoom(SqliteDeferredUpdates(database), turns, self._may_wait)
        self.reachability = Reachability(queue, self._tell)
        self.desk = Desk(
            *(database, SqliteUpdates(database), queue, self.feed, self.apologise),
            *(self.room, self.reachability),
        )

    @property
    def handled(self) -> Counter[int]:
        """How often each update reached the handlers."""
        return Counter(self.order)

    async def feed(self, received: Update) -> Speech:
        """Keep the update, answer at once and later, then fail if a fault is planned."""
        number = received.update_id
        self.order.append(number)
        await SqliteBookmarks(self.database).write(f"update {number}", "kept")
        faults = self.faults.get(_text(received), [])
        if faults:
            raise faults.pop(0)
        return [message(f"answer {number}"), Said(_toast(number))]

    async def apologise(self, sender: int) -> Speech:
        """Say that nothing was kept."""
        await SqliteBookmarks(self.database).write("apology", "begun")
        self.apologised.release()
        if self.apology_fault is not None:
            raise self.apology_fault
        return [message(f"sorry {sender}")]

    async def column(self, statement: str) -> list[Any]:
        """Read one column of the database."""
        async with self.database.transaction():
            return [row[0] for row in await self.database.rows(statement)]

    async def kept(self) -> set[str]:
        """What the handlers left in the database."""
        return set(await self.column("SELECT name FROM bookmark"))

    async def said(self) -> list[str]:
        """What waits to be said."""
        return await self.column("SELECT payload ->> 'text' FROM outbox ORDER BY id")

    async def buried(self) -> list[str]:
        """Why updates were buried."""
        return await self.column("SELECT error FROM dead_letter ORDER BY id")

    async def processed(self) -> set[int]:
        """Which updates count as received."""
        return set(await self.column("SELECT id FROM processed_update"))

    async def waiting(self) -> list[int]:
        """Which updates wait for their turn."""
        return await self.column("SELECT id FROM deferred_update ORDER BY id")

    async def _may_wait(self, person: int) -> bool:
        return person != STRANGER

    async def _tell(self, lane: str) -> Speech:
        return [message(f"{lane} is lost", chat=99)]


def _text(received: Update) -> str:
    return (received.message.text or "") if received.message else ""


def _toast(number: int) -> TelegramMethod[Any]:
    return AnswerCallbackQuery(callback_query_id=str(number))
