"""Transactions: all or nothing, one at a time, whatever happens to the task."""

import asyncio
import sqlite3
from collections.abc import Coroutine
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest

from bot.services.ports import StorageUnavailable
from storage.bookmarks import SqliteBookmarks
from storage.database import Database, NestedTransaction, OutsideTransaction

LARGE = "x" * 100_000


async def kept(database: Database) -> dict[str, str]:
    """Read all bookmarks in a transaction of its own."""
    async with database.transaction():
        return {row["name"]: row["value"] for row in await database.rows("SELECT * FROM bookmark")}


async def write(database: Database, name: str) -> None:
    """Write a bookmark in the present transaction."""
    await SqliteBookmarks(database).write(name, "kept")


async def fail() -> None:
    """Fail as a bug does."""
    raise RuntimeError


async def in_one_block(
    block: AbstractAsyncContextManager[None], *parts: Coroutine[Any, Any, None]
) -> None:
    """Do one thing after another in one transaction or savepoint."""
    async with block:
        for part in parts:
            await part


async def test_what_a_block_wrote_is_kept(database: Database) -> None:
    """A block that ends well is committed."""
    async with database.transaction():
        await write(database, "one")
    assert await kept(database) == {"one": "kept"}


async def test_an_exception_undoes_the_whole_block(database: Database) -> None:
    """A block that fails leaves nothing behind, and the next one works."""
    with pytest.raises(RuntimeError):
        await in_one_block(database.transaction(), write(database, "one"), fail())
    assert await kept(database) == {}


async def test_a_cancelled_block_leaves_nothing(database: Database) -> None:
    """A task cancelled in the middle of its work is rolled back."""
    written = asyncio.Event()

    async def work() -> None:
        async with database.transaction():
            await write(database, "one")
            written.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(work())
    await written.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await kept(database) == {}


@pytest.mark.parametrize("steps", range(12))
async def test_a_task_cancelled_at_any_step_leaves_the_connection_usable(
    database: Database, steps: int
) -> None:
    """Whether BEGIN, a statement or COMMIT waits: all is kept or nothing, and work goes on."""

    async def work() -> None:
        async with database.transaction():
            await write(database, "one")
            await write(database, "two")

    task = asyncio.create_task(work())
    for _ in range(steps):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert set(await kept(database)) in (set(), {"one", "two"})


async def test_a_task_cancelled_while_commit_waits_has_kept_everything(database: Database) -> None:
    """COMMIT goes on behind the cancelled task; the rollback after it changes nothing."""

    async def work() -> None:
        async with database.transaction():
            await write(database, "one")
            asyncio.get_running_loop().call_soon(task.cancel)

    task = asyncio.create_task(work())
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await kept(database) == {"one": "kept"}


async def test_a_savepoint_undoes_its_block_alone(database: Database) -> None:
    """What was written before and after a failed part stays."""
    async with database.transaction():
        await write(database, "before")
        with pytest.raises(RuntimeError):
            await in_one_block(database.savepoint(), write(database, "inside"), fail())
        async with database.savepoint():
            await write(database, "after")
    assert set(await kept(database)) == {"before", "after"}


async def test_two_tasks_never_mix_their_work(database: Database) -> None:
    """The rollback of one task does not touch what another one commits meanwhile."""
    inside = asyncio.Event()

    async def fails() -> None:
        async with database.transaction():
            await write(database, "lost")
            inside.set()
            for _ in range(20):
                await asyncio.sleep(0)
            raise RuntimeError

    async def succeeds() -> None:
        await inside.wait()
        async with database.transaction():
            await write(database, "kept")

    await asyncio.gather(fails(), succeeds(), return_exceptions=True)
    assert set(await kept(database)) == {"kept"}


async def test_a_statement_outside_of_a_transaction_is_refused(database: Database) -> None:
    """Nothing runs where it could mix with somebody else's work."""
    with pytest.raises(OutsideTransaction):
        await database.rows("SELECT 1")


async def test_a_task_started_inside_a_transaction_has_no_part_in_it(database: Database) -> None:
    """A child task could outlive the block, so it may not use its parent's transaction."""
    async with database.transaction():
        child = asyncio.create_task(write(database, "one"))
        with pytest.raises(OutsideTransaction):
            await child


async def test_a_transaction_inside_a_transaction_is_refused(database: Database) -> None:
    """A nested transaction is an error at once instead of waiting for itself for ever."""
    async with database.transaction():
        await write(database, "one")
        with pytest.raises(NestedTransaction):
            async with database.transaction():
                await write(database, "two")
    assert set(await kept(database)) == {"one"}


async def test_a_closed_database_is_refused(database: Database) -> None:
    """After closing no statement runs, and closing twice is fine."""
    await database.close()
    await database.close()
    with pytest.raises(OutsideTransaction, match="closed"):
        async with database.transaction():
            pass


async def test_a_wrong_statement_is_a_bug_and_not_an_outage(database: Database) -> None:
    """No waiting would mend a misspelt statement, so it is not called unavailable."""
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        async with database.transaction():
            await database.rows("SELECT * FROM nowhere")


async def test_a_broken_text_is_a_bug_and_not_an_outage(database: Database) -> None:
    """An error that Python raises itself, without SQLite's code, is passed on as it is."""
    with pytest.raises(sqlite3.OperationalError, match="decode"):
        async with database.transaction():
            await database.rows("SELECT CAST(x'ff' AS TEXT)")


@pytest.mark.case(50)
async def test_a_full_disk_keeps_nothing_of_the_block(database: Database) -> None:
    """A block that meets a full disk is undone whole, and smaller ones work again."""
    with pytest.raises(StorageUnavailable, match="SQLITE_FULL"):
        await in_one_block(database.transaction(), write(database, "small"), fill_up(database))
    await empty(database)
    assert await kept(database) == {}


@pytest.mark.case(50)
async def test_work_after_a_full_disk_is_not_kept_piece_by_piece(database: Database) -> None:
    """SQLite gives the transaction up by itself; what a careless block does next is refused."""
    with pytest.raises(StorageUnavailable, match="gave the transaction up"):
        await in_one_block(
            database.transaction(), fill_up_carelessly(database), write(database, "piece")
        )
    await empty(database)
    assert await kept(database) == {}


@pytest.mark.case(50)
async def test_a_block_given_up_by_sqlite_does_not_end_well(database: Database) -> None:
    """A block that swallows the error is told at its end that nothing was kept."""
    with pytest.raises(StorageUnavailable, match="gave the transaction up"):
        await in_one_block(
            database.transaction(), write(database, "believed"), fill_up_carelessly(database)
        )
    await empty(database)
    assert await kept(database) == {}


@pytest.mark.case(50)
async def test_a_full_disk_inside_a_savepoint_is_still_an_outage(database: Database) -> None:
    """The savepoint went with the transaction; the error must not look like a bug."""
    with pytest.raises(StorageUnavailable):
        async with database.transaction(), database.savepoint():
            await fill_up(database)
    await empty(database)
    assert await kept(database) == {}


async def fill_up(database: Database) -> None:
    """Let no page be added any more, then write more than fits."""
    await database.rows("PRAGMA max_page_count = 1")
    for number in range(100):
        await SqliteBookmarks(database).write(f"large {number}", LARGE)


async def fill_up_carelessly(database: Database) -> None:
    """Meet a full disk and go on as if nothing had happened."""
    with pytest.raises(StorageUnavailable):
        await fill_up(database)


async def empty(database: Database) -> None:
    """Give the disk its room back."""
    async with database.transaction():
        await database.rows("PRAGMA max_page_count = 1000000")
