"""What is found out before anything is opened for writing: a lost file, a broken log."""

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copy

import pytest

from storage.bookmarks import SqliteBookmarks
from storage.database import Database
from storage.migrations import migrate
from storage.soundness import FRAME_HEADER_BYTES, HEADER_BYTES, DatabaseDamaged

PAGE = 4096
FRAME = FRAME_HEADER_BYTES + PAGE
COMMITS = 20


async def keep(database: Database, *names: str) -> None:
    """Keep bookmarks, each in a commit of its own."""
    for name in names:
        async with database.transaction():
            await SqliteBookmarks(database).write(name, "kept")


async def names(path: Path) -> list[str]:
    """Open a database and read which bookmarks are there."""
    database = Database(path)
    try:
        await database.open()
        async with database.transaction():
            return [str(row[0]) for row in await database.rows("SELECT name FROM bookmark")]
    finally:
        await database.close()


@pytest.fixture
async def crashed(tmp_path: Path) -> Path:
    """A database as a crash leaves it: what was acknowledged last is in the log alone."""
    working, left = tmp_path / "working.sqlite3", tmp_path / "left" / "test.sqlite3"
    left.parent.mkdir()
    database = Database(working)
    await database.open()
    await migrate(database)
    await keep(database, "before")
    with closing(sqlite3.connect(working)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    await keep(database, *(f"{number:02d}" for number in range(COMMITS)))
    for suffix in ("", "-wal"):
        copy(f"{working}{suffix}", f"{left}{suffix}")
    await database.close()
    return left


def log_of(database: Path) -> Path:
    """The log beside a database."""
    return database.with_name(database.name + "-wal")


def spoil(path: Path, start: int, length: int = 1) -> None:
    """Turn some bytes round."""
    content = bytearray(path.read_bytes())
    for place in range(start, start + length):
        content[place] ^= 0xFF
    path.write_bytes(content)


def sums(folder: Path) -> dict[str, str]:
    """The sum of each file, to see whether anything was changed."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.suffix != ".lock"
    }


@pytest.mark.case(52)
async def test_what_a_crash_leaves_is_taken_over(crashed: Path) -> None:
    """Each commit in the log counts, as it was acknowledged."""
    assert await names(crashed) == sorted([f"{n:02d}" for n in range(COMMITS)] + ["before"])


@pytest.mark.case(52)
@pytest.mark.parametrize("length", [1, 200, PAGE])
@pytest.mark.parametrize(
    "place", [0, 9, 20, HEADER_BYTES + 2, HEADER_BYTES + 10, HEADER_BYTES + 18, 900, 9 * FRAME + 7]
)
async def test_a_log_broken_in_the_middle_is_refused_and_left_as_it_is(
    crashed: Path, place: int, length: int
) -> None:
    """SQLite would drop all that follows in silence: answers that had been acknowledged."""
    spoil(log_of(crashed), place, length)
    before = sums(crashed.parent)
    with pytest.raises(DatabaseDamaged, match=r"its log is broken|beginning of its log"):
        await names(crashed)
    assert sums(crashed.parent) == before


@pytest.mark.case(52)
async def test_a_last_commit_torn_by_a_power_cut_is_no_damage(crashed: Path) -> None:
    """It was never acknowledged; all before it is there."""
    spoil(log_of(crashed), log_of(crashed).stat().st_size - 100, 50)
    found = await names(crashed)
    assert len(found) == COMMITS
    assert f"{COMMITS - 1:02d}" not in found


@pytest.mark.parametrize("left", [0, 31, 32, 33, HEADER_BYTES + FRAME, 5 * FRAME + 99])
async def test_a_log_that_ends_early_is_no_damage(crashed: Path, left: int) -> None:
    """Power may fail while the log grows: what is whole counts."""
    log_of(crashed).write_bytes(log_of(crashed).read_bytes()[:left])
    assert "before" in await names(crashed)


async def test_what_was_rolled_back_leaves_no_damage_in_the_log(tmp_path: Path) -> None:
    """A large transaction writes to the log before it is undone; commits then overwrite it."""
    working, left = tmp_path / "working.sqlite3", tmp_path / "left.sqlite3"
    with closing(sqlite3.connect(working, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = wal")
        connection.execute("CREATE TABLE bookmark (name TEXT, value BLOB)")
        connection.execute("PRAGMA cache_size = 5")
        for commits in (1, 2, 3):
            connection.execute("BEGIN IMMEDIATE")
            for _ in range(60):
                connection.execute("INSERT INTO bookmark VALUES ('undone', randomblob(4000))")
            connection.execute("ROLLBACK")
            for _ in range(commits):
                connection.execute("INSERT INTO bookmark VALUES ('kept', 'x')")
        for suffix in ("", "-wal"):
            copy(f"{working}{suffix}", f"{left}{suffix}")
    assert log_of(left).stat().st_size > 30 * FRAME
    assert await names(left) == ["kept"] * 6


def emptied(database: Path) -> None:
    """Leave the file without a byte, as a power cut on some file systems does."""
    database.write_bytes(b"")


def deleted(database: Path) -> None:
    """Take the database away and leave its log."""
    database.unlink()


def emptied_without_log(database: Path) -> None:
    """Leave nothing but the name."""
    emptied(database)
    log_of(database).unlink()


@pytest.mark.case(52)
@pytest.mark.parametrize("lose", [emptied, deleted, emptied_without_log])
async def test_a_lost_database_is_not_taken_for_a_first_start(
    crashed: Path, lose: Callable[[Path], None]
) -> None:
    """Beginning anew would look as if nothing had ever been answered, and remove the log."""
    lose(crashed)
    before = sums(crashed.parent)
    with pytest.raises(DatabaseDamaged, match=r"empty|missing"):
        await names(crashed)
    assert sums(crashed.parent) == before


async def test_a_first_start_that_was_interrupted_is_begun_anew(tmp_path: Path) -> None:
    """The file gets its name only when it is a database."""
    path = tmp_path / "test.sqlite3"
    path.with_name("test.sqlite3.new").write_bytes(b"half")
    database = Database(path)
    await database.open()
    await migrate(database)
    await database.close()
    assert await names(path) == []
    assert set(sums(tmp_path)) == {path.name}
