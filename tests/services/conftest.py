"""The people of an agency on a real database, and a clock that stands still."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from pathlib import Path
from typing import Any

import pytest

from bot.domain.language import Language
from bot.domain.people import PersonId
from bot.services.doorkeeper import Doorkeeper
from bot.services.people import People
from storage.audit import SqliteAudit
from storage.database import Database
from storage.migrations import migrate
from storage.outsiders import SqliteOutsiders
from storage.people import SqlitePeople


class StillClock:
    """A clock that only moves when a test says so."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 5, 10, 30, tzinfo=UTC)

    def now(self) -> datetime:
        """The moment it is set to."""
        return self.time

    def local(self, moment: datetime) -> datetime:
        """The same moment: the agency is in Greenwich."""
        return moment

    def move(self, **span: float) -> None:
        """Let time pass."""
        self.time += timedelta(**span)


class Agency:
    """The services that know people, with everything they stand on."""

    def __init__(self, database: Database, *admins: int) -> None:
        self.database = database
        self.clock = StillClock()
        self.store = SqlitePeople(database)
        self.audit = SqliteAudit(database)
        named = [PersonId(admin) for admin in admins]
        self.people = People(self.store, self.audit, self.clock, named, Language.KAZAKH)
        self.doorkeeper = Doorkeeper(self.people, SqliteOutsiders(database), self.audit, self.clock)

    async def entries(self) -> list[tuple[object, ...]]:
        """What the audit tells: the deed, by whom, and the details."""
        rows = await self.database.rows("SELECT action, actor, details FROM audit ORDER BY seq")
        return [tuple(row) for row in rows]


def in_one_transaction(test: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """Let a test do everything as one update does it."""

    @wraps(test)
    async def run(**arguments: Any) -> None:
        async with arguments["agency"].database.transaction():
            await test(**arguments)

    return run


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """An open database of the present release."""
    opened = Database(tmp_path / "test.sqlite3")
    await opened.open()
    await migrate(opened)
    yield opened
    await opened.close()


@pytest.fixture
def agency(database: Database) -> Agency:
    """An agency whose settings name one administrator."""
    return Agency(database, 1)
