"""What waits for a lock or for the disk holds nobody else up."""

import asyncio
import sqlite3
from contextlib import closing

import pytest

from storage.bookmarks import SqliteBookmarks
from storage.database import Database


async def write(database: Database, name: str) -> None:
    """Keep a bookmark."""
    async with database.transaction():
        await SqliteBookmarks(database).write(name, "kept")


async def names(database: Database) -> set[str]:
    """Tell which bookmarks are kept."""
    async with database.transaction():
        return {row["name"] for row in await database.rows("SELECT name FROM bookmark")}


@pytest.mark.case(51)
async def test_the_loop_goes_on_while_another_program_holds_the_lock(database: Database) -> None:
    """A transaction begins as soon as the other program is done."""
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        writing = asyncio.create_task(write(database, "patient"))
        turns = 0
        async with asyncio.timeout(5):
            while turns < 20:
                await asyncio.sleep(0.001)
                turns += 1
        assert not writing.done()
        other.execute("ROLLBACK")
    await writing
    assert await names(database) == {"patient"}


async def test_a_task_cancelled_again_and_again_does_not_undo_the_next_ones_work(
    database: Database,
) -> None:
    """The next transaction begins after whatever the cancelled one has left to the disk."""

    async def fails() -> None:
        async with database.transaction():
            await SqliteBookmarks(database).write("undone", "kept")
            asyncio.get_running_loop().call_soon(task.cancel)
            raise RuntimeError

    for _ in range(20):
        task = asyncio.create_task(fails())
        await asyncio.gather(task, return_exceptions=True)
        await write(database, "next")
    assert await names(database) == {"next"}
