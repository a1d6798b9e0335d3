"""A damaged database: refused at the start, and the end of a bot that runs. Nothing is overwritten.

A damaged file is for a person to look at and to restore; what the bot wrote would make it worse.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from bot.app.stores import DATABASE_FILE, open_stores
from bot.demo.server import DemoServer
from bot.settings import Settings
from storage.bookmarks import SqliteBookmarks
from tests.app.conftest import CommandLine
from tests.app.program import program
from tests.office import TOKEN

SERVING = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": "http://127.0.0.1:1", "DEMO_PORT": "0"}
PAGE = 4096
Damage = Callable[[Path], None]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """What a bot leaves that was killed: its last answers are in the log alone."""

    async def fill() -> dict[str, bytes]:
        stores = await open_stores(Settings(_env_file=None, data_dir=tmp_path / "data"))
        for number in range(20):
            async with stores.database.transaction():
                await SqliteBookmarks(stores.database).write(f"{number}", "kept")
        left = {path.name: path.read_bytes() for path in (tmp_path / "data").iterdir()}
        await stores.database.close()
        return left

    for name, content in asyncio.run(fill()).items():
        if not name.endswith("-shm"):
            (tmp_path / "data" / name).write_bytes(content)
            (tmp_path / "data" / name).chmod(0o600)
    (tmp_path / "data" / "acts").mkdir(exist_ok=True)
    (tmp_path / "data" / "acts" / "one.pdf").write_bytes(b"an act")
    (tmp_path / "data" / "acts" / "one.pdf").chmod(0o600)
    return tmp_path / "data" / DATABASE_FILE


def overwrite(path: Path, start: int, length: int = 200) -> None:
    """Write nonsense over a part of a file."""
    content = bytearray(path.read_bytes())
    content[start : start + length] = b"\xff" * length
    path.write_bytes(content)


def fold_in(database: Path) -> None:
    """Let SQLite take the log into the file, as after an orderly end."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def header(database: Path) -> None:
    """The first bytes, by which SQLite knows its files."""
    fold_in(database)
    overwrite(database, 0)


def page(database: Path) -> None:
    """A page of some table."""
    fold_in(database)
    overwrite(database, 5 * PAGE)


def truncated(database: Path) -> None:
    """Half of the file is gone."""
    fold_in(database)
    content = database.read_bytes()
    database.write_bytes(content[: len(content) // 2])


def not_a_database(database: Path) -> None:
    """Something else under the database's name."""
    fold_in(database)
    database.write_text("Restore me, please.\n" * 500)


def empty(database: Path) -> None:
    """Not a byte, but the log is there."""
    database.write_bytes(b"")


def missing(database: Path) -> None:
    """The log alone."""
    database.unlink()


def log(database: Path) -> None:
    """The middle of the log: what follows would be lost."""
    overwrite(database.with_name(f"{DATABASE_FILE}-wal"), 5 * PAGE)


def log_header(database: Path) -> None:
    """The beginning of the log: all of it would be lost."""
    overwrite(database.with_name(f"{DATABASE_FILE}-wal"), 4, 8)


def sums(folder: Path) -> dict[str, str]:
    """The sum of each file."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.case(52)
@pytest.mark.parametrize(
    "damage", [header, page, truncated, not_a_database, empty, missing, log, log_header]
)
@pytest.mark.parametrize("command", ["run", "check"])
def test_a_start_on_damaged_data_is_refused_and_changes_nothing(
    database: Path, command_line: CommandLine, damage: Damage, command: str
) -> None:
    """One sentence, an exit code, and every file as it was before."""
    damage(database)
    before = sums(database.parent)
    code, said, logged = command_line(command, **SERVING)
    assert (code, logged) == (1, "")
    assert said.startswith(f"The database in {database.parent} is damaged (")
    assert said.endswith("nothing was changed. Restore it from a backup.\n")
    assert len(said.splitlines()) == 1
    assert sums(database.parent) == before


@pytest.mark.case(52)
def test_a_sound_database_with_a_log_is_served(database: Path, command_line: CommandLine) -> None:
    """What the tests above spoil is accepted when it is not spoilt."""
    code, _said, _logged = command_line("check", **SERVING)
    assert code == 0
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT COUNT(*) FROM bookmark").fetchone() == (20,)


@pytest.mark.case(52)
async def test_damage_that_appears_at_work_ends_the_bot(tmp_path: Path, server: DemoServer) -> None:
    """No update is thought to be at fault: it stays with Telegram, for the restored bot."""
    database = tmp_path / "data" / DATABASE_FILE
    async with program(tmp_path, BOT_TOKEN=TOKEN, TELEGRAM_API_URL=server.url) as bot:
        await bot.says("is listening")
        with closing(sqlite3.connect(database, timeout=30, isolation_level=None)) as other:
            # A change from outside makes the bot read its pages anew.
            other.execute("INSERT INTO bookmark VALUES ('other', 'program')")
            other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            content = database.read_bytes()
            database.write_bytes(content[:PAGE] + b"\xff" * (len(content) - PAGE))
        server.phones.start("outsider")
        assert await bot.ends() == 1
        assert "turned out to be damaged (SQLITE_" in bot.output
        assert "Restore it from a backup" in bot.output.splitlines()[-1]
        assert "Traceback" not in bot.errors
        assert "update.buried" not in bot.errors
        assert server.world.pending_updates == 1
