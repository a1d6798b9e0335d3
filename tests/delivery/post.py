"""An outbox at work: real rows, real HTTP, jobs and listeners of the test."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from bot.delivery.outbox import Outbox
from bot.delivery.pace import Pace
from bot.delivery.ports import Job, Listener, Outcome
from bot.delivery.reachability import Reachability
from bot.delivery.spoken import Speech, Spoken
from bot.delivery.telegram_api import TelegramApi
from storage.bookmarks import SqliteBookmarks
from storage.database import Database
from storage.outbox import SqliteOutbox
from tests.delivery.said import message
from tests.delivery.telegram import PATIENCE, until

Work = Callable[[str], Awaitable[Any]]


class Task:
    """A job whose work the test gives; its result is kept as a bookmark."""

    def __init__(self, database: Database, work: Work, says: Sequence[Spoken] = ()) -> None:
        self._bookmarks = SqliteBookmarks(database)
        self._work = work
        self._says = says
        self.record_faults: list[Exception] = []

    async def work(self, subject: str) -> Any:
        """Do what the test wants."""
        return await self._work(subject)

    async def record(self, subject: str, result: Any) -> Speech:
        """Keep the result, and fail after that if a fault is planned."""
        await self._bookmarks.write(f"job {subject}", str(result))
        if self.record_faults:
            raise self.record_faults.pop(0)
        return self._says

    async def give_up(self, subject: str) -> Speech:
        """Say that it will never be done."""
        return [message(f"no {subject}")]


class Ear:
    """A listener that remembers what it heard, and may fail."""

    def __init__(self, says: Sequence[Spoken] = ()) -> None:
        self.heard: list[tuple[str | None, Outcome]] = []
        self.faults: list[Exception] = []
        self._says = says

    async def __call__(self, subject: str | None, outcome: Outcome) -> Speech:
        """Hear what became of a call."""
        if self.faults:
            raise self.faults.pop(0)
        self.heard.append((subject, outcome))
        return self._says


class Post:
    """The outbox of one run of the bot; a restart is a new one on the same database."""

    def __init__(self, database: Database, api: TelegramApi) -> None:
        self.database = database
        self.queue = SqliteOutbox(database)
        self.jobs: dict[str, Job] = {}
        self.listeners: dict[str, Listener] = {}
        self.pace = Pace(chat_rate=1e9, chat_burst=1e9, overall_rate=1e9)
        self.lost: list[str] = []
        self.reachability = Reachability(self.queue, self._tell)
        self.outbox = Outbox(
            *(api, database, self.queue, self.pace, self.jobs, self.listeners, self.reachability)
        )
        self.stopping = asyncio.Event()

    async def _tell(self, lane: str) -> Speech:
        self.lost.append(lane)
        return [message(f"{lane} is lost", chat=99)]

    async def put(self, text: str, chat: int = 1, kind: str = "sendMessage", **more: Any) -> None:
        """Put a message into a chat's lane; `more` are topic, subject and delay."""
        async with self.database.transaction():
            await self.queue.add(f"chat:{chat}", kind, {"chat_id": chat, "text": text}, **more)
        self.outbox.wake()

    async def order(self, kind: str, subject: str = "7") -> None:
        """Order a job."""
        async with self.database.transaction():
            await self.queue.add(f"job:{kind}", kind, {}, None, subject)
        self.outbox.wake()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Send as long as the block lasts."""
        task = asyncio.create_task(self.outbox.run(self.stopping))
        try:
            yield
        finally:
            self.stopping.set()
            async with asyncio.timeout(PATIENCE):
                await task

    async def work_through(self) -> None:
        """Send until nothing waits any more."""
        async with self.running():
            await until(self.is_empty)

    async def is_empty(self) -> bool:
        """Whether nothing waits and nothing is under way."""
        async with self.database.transaction():
            return not await self.queue.waiting() and self.outbox.idle

    async def left(self) -> list[tuple[str, str, int, str]]:
        """What is still in the outbox: text, state, tries and error."""
        async with self.database.transaction():
            rows = await self.database.rows(
                "SELECT COALESCE(payload ->> 'text', kind), state, tries, error FROM outbox"
            )
        return [tuple(row) for row in rows]

    async def bookmarks(self) -> dict[str, str]:
        """What jobs have kept."""
        async with self.database.transaction():
            rows = await self.database.rows("SELECT name, value FROM bookmark")
        return {row["name"]: row["value"] for row in rows}
