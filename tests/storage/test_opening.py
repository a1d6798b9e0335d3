"""Opening the file: its settings, its owner, and what is refused."""

import asyncio
import sqlite3
import stat
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from shutil import copy

import pytest

import storage.database
from bot.services.ports import StorageUnavailable
from storage.bookmarks import SqliteBookmarks
from storage.database import Database, DatabaseInUse, PragmaRefused
from storage.migrations import migrate
from storage.soundness import DatabaseDamaged

HOLD_THE_LOCK = """
import fcntl, sys
lock = open(sys.argv[1], "w")
fcntl.flock(lock, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[Database]:
    """A database that is closed whatever happens: an open one keeps the process alive."""
    database = Database(path)
    try:
        await database.open()
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def filled(path: Path) -> AsyncIterator[Database]:
    """A database of the present release with something in it."""
    async with opened(path) as database:
        await migrate(database)
        async with database.transaction():
            await SqliteBookmarks(database).write("name", "value")
        yield database


async def fill(path: Path) -> bytearray:
    """Make such a database, close it and read its bytes."""
    async with filled(path):
        pass
    return await asyncio.to_thread(lambda: bytearray(path.read_bytes()))


async def try_to_open(path: Path) -> None:
    """Open a database and close it again."""
    async with opened(path):
        pass


@pytest.mark.case(42)
async def test_the_settings_on_which_safety_depends_are_in_force(database: Database) -> None:
    """An acknowledged answer survives a power cut, and no rule of the schema is off."""
    names = ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
    async with database.transaction():
        found = [await database.row(f"PRAGMA {name}") for name in names]
    assert [row and row[0] for row in found] == ["wal", 2, 1, 1]


@pytest.mark.case(42)
async def test_a_setting_that_sqlite_does_not_take_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pragma is read back: SQLite itself passes over what it does not know."""
    monkeypatch.setitem(storage.database.PRAGMAS, "synchronous", 99)
    path = tmp_path / "test.sqlite3"
    with pytest.raises(PragmaRefused, match="synchronous"):
        await try_to_open(path)
    monkeypatch.undo()
    await try_to_open(path)


@pytest.mark.case(42)
async def test_nobody_else_may_read_the_files(database: Database) -> None:
    """The database and its log are for the bot's own user alone."""
    folder = database.path.parent
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert modes["test.sqlite3"] == 0o600
    assert modes["test.sqlite3-wal"] == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.case(42)
async def test_a_second_instance_is_refused(database: Database) -> None:
    """One process per database; the first one works on undisturbed."""
    with pytest.raises(DatabaseInUse):
        await try_to_open(database.path)
    async with database.transaction():
        await database.rows("SELECT 1")


@pytest.mark.case(42)
async def test_a_database_of_another_process_is_refused_until_it_ends(tmp_path: Path) -> None:
    """The lock is the system's: it ends with the process that holds it."""
    path = tmp_path / "test.sqlite3"
    command = [sys.executable, "-c", HOLD_THE_LOCK, f"{path}.lock"]
    pipe = asyncio.subprocess.PIPE
    other = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
    assert other.stdout is not None
    await other.stdout.readline()
    with pytest.raises(DatabaseInUse):
        await try_to_open(path)
    await other.communicate(b"")
    await fill(path)


@pytest.mark.case(52)
@pytest.mark.parametrize("place", [0, 100, 4096])
async def test_a_damaged_file_is_refused_and_left_as_it_is(tmp_path: Path, place: int) -> None:
    """Header, schema or a page: nothing is changed, so that it can be looked at and restored."""
    path = tmp_path / "test.sqlite3"
    await fill(path)
    damage(path, place)
    damaged = path.read_bytes()
    with pytest.raises(DatabaseDamaged):
        await try_to_open(path)
    assert path.read_bytes() == damaged


@pytest.mark.case(52)
async def test_a_damaged_file_with_a_log_beside_it_is_left_as_it_is(tmp_path: Path) -> None:
    """After a crash the log is not folded into a file that is damaged."""
    path, crashed = tmp_path / "test.sqlite3", tmp_path / "crashed.sqlite3"
    await fill(path)
    async with opened(path) as database:
        async with database.transaction():
            await SqliteBookmarks(database).write("name", "only in the log")
        for suffix in ("", "-wal"):
            copy(f"{path}{suffix}", f"{crashed}{suffix}")
    assert crashed.with_name(crashed.name + "-wal").stat().st_size
    damage(crashed, 4096)
    damaged = crashed.read_bytes()
    with pytest.raises(DatabaseDamaged):
        await try_to_open(crashed)
    assert crashed.read_bytes() == damaged


@pytest.mark.case(52)
async def test_a_schema_that_is_no_text_is_damage(tmp_path: Path) -> None:
    """SQLite's own words about the damage may not be readable; it is damage all the same."""
    path = tmp_path / "test.sqlite3"
    content = await fill(path)
    path.write_bytes(content.replace(b"STRICT", b"\xacTRICT", 1))
    with pytest.raises(DatabaseDamaged, match="no text"):
        await try_to_open(path)


@pytest.mark.case(52)
async def test_a_sound_check_that_finds_faults_refuses_the_file(tmp_path: Path) -> None:
    """A row that its index does not know is a fault, though every page can be read."""
    path = tmp_path / "test.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE one (value TEXT NOT NULL)")
        connection.execute("INSERT INTO one VALUES ('x')")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = 'CREATE TABLE one (value INT UNIQUE)'")
        connection.commit()
    with pytest.raises(DatabaseDamaged):
        await try_to_open(path)


@pytest.mark.case(51)
async def test_a_locked_database_is_unavailable_and_then_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another program writes, nothing is kept; afterwards everything is as before."""
    monkeypatch.setitem(storage.database.PRAGMAS, "busy_timeout", 1)
    async with filled(tmp_path / "test.sqlite3") as database:
        bookmarks = SqliteBookmarks(database)
        with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StorageUnavailable, match="SQLITE_BUSY"):
                async with database.transaction():
                    await bookmarks.write("name", "lost")
            other.execute("ROLLBACK")
        async with database.transaction():
            assert await bookmarks.read("name") == "value"


async def test_a_short_lock_is_waited_for(tmp_path: Path) -> None:
    """Another program that writes for a moment, a backup for instance, costs nothing."""
    async with filled(tmp_path / "test.sqlite3") as database:
        bookmarks = SqliteBookmarks(database)

        async def write() -> None:
            async with database.transaction():
                await bookmarks.write("name", "in the end")

        with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            writing = asyncio.create_task(write())
            for _ in range(5):
                await asyncio.sleep(0)
            assert not writing.done()
            other.execute("ROLLBACK")
        await writing
        async with database.transaction():
            assert await bookmarks.read("name") == "in the end"


async def test_a_database_locked_at_the_start_is_unavailable_and_not_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What may pass by waiting is told apart from damage, at the start as well."""
    monkeypatch.setitem(storage.database.PRAGMAS, "busy_timeout", 1)
    path = tmp_path / "test.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("CREATE TABLE one (value TEXT)")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StorageUnavailable, match="SQLITE_BUSY"):
            await try_to_open(path)
        other.execute("ROLLBACK")
    await try_to_open(path)


def damage(path: Path, place: int) -> None:
    """Overwrite a part of a file."""
    content = bytearray(path.read_bytes())
    content[place : place + 200] = b"\xff" * 200
    path.write_bytes(content)
