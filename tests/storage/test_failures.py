"""What the database does about its own failures: told apart, undone, over when they are over."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import aiosqlite
import pytest

from bot.domain.checklist import Verdict
from bot.domain.inspection import Answer, InspectionId
from bot.services.ports import StorageDamaged, StorageUnavailable
from storage.bookmarks import SqliteBookmarks
from storage.database import Database, OutsideTransaction
from storage.inspections import SqliteInspections
from tests.storage.conftest import INSPECTOR, NOW

PAGE = 4096
LARGEST_LOG = 64_000_000


async def write(database: Database, name: str, value: str = "kept") -> None:
    """Keep a bookmark."""
    async with database.transaction():
        await SqliteBookmarks(database).write(name, value)


async def names(database: Database) -> set[str]:
    """Tell which bookmarks are kept."""
    async with database.transaction():
        return {row["name"] for row in await database.rows("SELECT name FROM bookmark")}


def fail_once(patch: pytest.MonkeyPatch, beginning: str, error: Exception) -> None:
    """Let the next statement that begins like this fail before SQLite sees it."""
    original = aiosqlite.Connection._execute_fetchall
    left = [error]

    def execute(connection: aiosqlite.Connection, sql: str, parameters: Any) -> Any:
        if sql.strip().startswith(beginning) and left:
            raise left.pop()
        return original(connection, sql, parameters)

    patch.setattr(aiosqlite.Connection, "_execute_fetchall", execute)


@pytest.mark.case(52)
async def test_damage_met_at_work_is_no_outage_and_no_bug(tmp_path: Path) -> None:
    """Waiting would not help, and the statement is not at fault: it has a name of its own."""
    path = tmp_path / "test.sqlite3"
    database = Database(path)
    await database.open()
    async with database.transaction():
        await database.rows("CREATE TABLE bookmark (name TEXT PRIMARY KEY, value TEXT)")
    await write(database, "one", "x" * 20_000)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("INSERT INTO bookmark VALUES ('other', 'program')")
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = path.read_bytes()
    path.write_bytes(content[:PAGE] + b"\xff" * (len(content) - PAGE))
    with pytest.raises(StorageDamaged, match="SQLITE_CORRUPT"):
        await names(database)
    await database.close()


async def test_no_memory_is_an_outage_and_no_bug(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An update must not be buried because another program took all the memory for a moment."""
    fail_once(monkeypatch, "INSERT", MemoryError())
    with pytest.raises(StorageUnavailable, match="SQLITE_NOMEM"):
        await write(database, "one")
    await write(database, "two")
    assert await names(database) == {"two"}


async def test_a_rollback_that_fails_is_made_good_by_the_next_transaction(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Work that failed never becomes part of what comes after it."""
    error = sqlite3.OperationalError("made for this test")
    error.sqlite_errorcode, error.sqlite_errorname = sqlite3.SQLITE_IOERR, "SQLITE_IOERR"

    async def fail() -> None:
        async with database.transaction():
            await SqliteBookmarks(database).write("undone", "kept")
            raise ZeroDivisionError

    fail_once(monkeypatch, "ROLLBACK", error)
    with pytest.raises(ZeroDivisionError):
        await fail()
    await write(database, "next")
    assert await names(database) == {"next"}


async def test_what_is_under_way_when_the_database_is_closed_is_undone(tmp_path: Path) -> None:
    """A transaction that meets the end of the bot is refused, not half kept."""
    database = Database(tmp_path / "test.sqlite3")
    await database.open()
    async with database.transaction():
        await database.rows("CREATE TABLE bookmark (name TEXT PRIMARY KEY, value TEXT)")
    begun, closed = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        async with database.transaction():
            await SqliteBookmarks(database).write("half", "kept")
            begun.set()
            await closed.wait()
            await SqliteBookmarks(database).write("other half", "kept")

    working = asyncio.create_task(work())
    await begun.wait()
    closing_it = asyncio.create_task(database.close())
    await asyncio.sleep(0)
    closed.set()
    with pytest.raises(OutsideTransaction):
        await working
    await closing_it
    await database.open()
    assert await names(database) == set()
    await database.close()


async def test_the_first_answer_is_the_first_version(
    database: Database, inspections: SqliteInspections, draft: InspectionId
) -> None:
    """An answer meant to replace another one is refused where there is none."""
    async with database.transaction():
        late = Answer("1", Verdict.COMPLIES, version=2)
        assert not await inspections.save_answer(draft, late, INSPECTOR, NOW)
        first = Answer("1", Verdict.COMPLIES, version=1)
        assert await inspections.save_answer(draft, first, INSPECTOR, NOW)
        assert await inspections.save_answer(draft, late, INSPECTOR, NOW)


async def test_the_log_stays_small_and_gives_its_room_back_after_a_long_reader(
    database: Database,
) -> None:
    """A backup that reads for long keeps the log growing; it must not stay so for ever."""
    log = database.path.with_name(database.path.name + "-wal")
    for number in range(100):
        await write(database, str(number % 7), f"{number:05d}" * 20_000)
    assert log.stat().st_size < LARGEST_LOG / 4
    with closing(sqlite3.connect(database.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM bookmark").fetchone()
        for number in range(250):
            await write(database, str(number % 7), f"{number:05d}" * 20_000)
        grown = log.stat().st_size
    for number in range(20):
        await write(database, str(number % 7), f"{number:05d}" * 20_000)
    assert log.stat().st_size < min(grown, LARGEST_LOG / 3)
