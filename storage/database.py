"""One SQLite file, one writing connection, and transactions that are all or nothing."""

import asyncio
import fcntl
import hashlib
import os
import sqlite3
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path
from typing import Any, TextIO, TypeAlias

import aiosqlite

from bot.services.ports import StorageDamaged, StorageUnavailable
from storage.soundness import DatabaseDamaged, check_files, is_new

Value: TypeAlias = str | int | float | None
Parameters: TypeAlias = Mapping[str, Value] | Sequence[Value]

PRAGMAS: dict[str, Any] = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: an acknowledged answer survives a power cut
    "foreign_keys": 1,
    "recursive_triggers": 1,  # without it INSERT OR REPLACE gets past the audit's triggers
    "journal_size_limit": 16_000_000,  # after a long reader the log gives its room back
    "busy_timeout": 5000,
}
BUSY_PAUSE = 0.01


class OutsideTransaction(Exception):
    """A statement was run outside of a transaction, where it could mix with somebody else's."""


class NestedTransaction(Exception):
    """A transaction was begun inside another one, for whose end it would wait for ever."""


class DatabaseInUse(Exception):
    """Another process already works on this database."""


class PragmaRefused(Exception):
    """SQLite did not accept a setting on which durability depends."""


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class Database:
    """The agency's data; every statement runs inside `transaction()`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = asyncio.Lock()
        self._owner: asyncio.Task[object] | None = None
        self._connection: aiosqlite.Connection | None = None
        self._ending: asyncio.Future[list[sqlite3.Row]] | None = None
        self._ownership: TextIO | None = None

    async def open(self) -> None:
        """Take the file for this process alone and check that it is sound.

        Raises `DatabaseInUse`, `DatabaseDamaged`, `PragmaRefused` or `StorageUnavailable`.
        """
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._own()
        try:
            await self._connect()
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """Give the file back; what comes meanwhile is refused."""
        connection, self._connection = self._connection, None
        try:
            if connection is not None:
                await connection.close()
        finally:
            if self._ownership is not None:
                self._ownership.close()
                self._ownership = None

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        """Keep everything of the block, or nothing of it; the block belongs to one task."""
        task = asyncio.current_task()
        if self._owner is not None and self._owner is task:
            raise NestedTransaction
        async with self._lock:
            self._owner = task
            try:
                await self._begin()
                yield
                self._usable()
                await self._to_its_end("COMMIT")
            except BaseException:
                # A commit that went on behind a cancelled task leaves nothing to roll back.
                with suppress(sqlite3.OperationalError, StorageUnavailable):
                    await self._to_its_end("ROLLBACK")
                raise
            finally:
                self._owner = None

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """Undo the block alone when it fails, and leave the transaction around it usable."""
        await self.rows("SAVEPOINT one")
        try:
            yield
        except BaseException:
            await self.rows("ROLLBACK TO one")
            await self.rows("RELEASE one")
            raise
        await self.rows("RELEASE one")

    async def rows(self, statement: str, parameters: Parameters = ()) -> list[sqlite3.Row]:
        """Run one statement and read all its rows; use RETURNING to learn what it changed."""
        if self._owner is None or self._owner is not asyncio.current_task():
            raise OutsideTransaction(statement)
        self._usable()
        return await self._run(statement, parameters)

    async def row(self, statement: str, parameters: Parameters = ()) -> sqlite3.Row | None:
        """Run one statement and read its first row."""
        found = await self.rows(statement, parameters)
        return found[0] if found else None

    async def script(self, statements: str) -> None:
        """Run several statements at once; the caller's transaction covers them."""
        for statement in _split(statements):
            await self.rows(statement)

    def _own(self) -> None:
        lock_file = self.path.with_name(self.path.name + ".lock")
        ownership = lock_file.open("w")
        try:
            fcntl.flock(ownership, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            ownership.close()
            raise DatabaseInUse(str(self.path)) from None
        self._ownership = ownership

    async def _connect(self) -> None:
        try:
            if is_new(self.path):
                await asyncio.to_thread(_found, self.path)
            await asyncio.to_thread(check_files, self.path, PRAGMAS["busy_timeout"] / 1000)
            self._connection = await aiosqlite.connect(self.path, isolation_level=None)
            self._connection.row_factory = sqlite3.Row
            await self._connection.create_function("sha256", 1, _sha256, deterministic=True)
            await _set_pragmas(self._connection)
        except sqlite3.DatabaseError as error:
            if _may_pass(error):
                raise StorageUnavailable(error.sqlite_errorname) from error
            raise DatabaseDamaged(str(error)) from error
        except UnicodeDecodeError:
            raise DatabaseDamaged("what it says of its tables is no text") from None

    async def _begin(self) -> None:
        if self._ending is not None and not self._ending.done():
            await asyncio.wait({self._ending})  # of a task that was cancelled again and again
        if self._connected().in_transaction:
            await self._run("ROLLBACK")  # the one before could not even be undone
        deadline = time.monotonic() + PRAGMAS["busy_timeout"] / 1000
        while True:
            try:
                await self._run("BEGIN IMMEDIATE")
            except StorageUnavailable:
                if time.monotonic() > deadline:
                    raise
                await asyncio.sleep(BUSY_PAUSE)
            else:
                return

    async def _to_its_end(self, statement: str) -> None:
        # Shielded: a cancelled task must not leave the connection inside a transaction.
        self._ending = asyncio.ensure_future(self._run(statement))
        await asyncio.shield(self._ending)

    async def _run(self, statement: str, parameters: Parameters = ()) -> list[sqlite3.Row]:
        try:
            return list(await self._connected().execute_fetchall(statement, parameters))
        except sqlite3.DatabaseError as error:
            if _may_pass(error):
                raise StorageUnavailable(error.sqlite_errorname) from error
            if _is_damage(error):
                raise StorageDamaged(error.sqlite_errorname) from error
            raise  # a wrong statement is a bug; no waiting would mend it
        except MemoryError as error:
            raise StorageUnavailable("SQLITE_NOMEM") from error

    def _connected(self) -> aiosqlite.Connection:
        if self._connection is None:
            raise OutsideTransaction("the database is closed")
        return self._connection

    def _usable(self) -> None:
        # On a full disk SQLite rolls back by itself: what followed would be kept piece by piece.
        if not self._connected().in_transaction:
            raise StorageUnavailable("SQLite gave the transaction up")


def _may_pass(error: sqlite3.DatabaseError) -> bool:
    """Say whether waiting may help: locked, disk full, read-only; not a wrong statement."""
    return isinstance(error, sqlite3.OperationalError) and _code(error) != sqlite3.SQLITE_ERROR


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    return _code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _code(error: sqlite3.DatabaseError) -> int:
    """Tell SQLite's own code; an error that Python raises by itself has none."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF


async def _set_pragmas(connection: aiosqlite.Connection) -> None:
    for name, value in PRAGMAS.items():
        await connection.execute_fetchall(f"PRAGMA {name} = {value}")
        found = await connection.execute_fetchall(f"PRAGMA {name}")
        if [tuple(row) for row in found] != [(value,)]:
            raise PragmaRefused(f"{name} is {found}, not {value}")
    # Only opening waits inside of SQLite; later on the waiting is done in `_begin`.
    await connection.execute_fetchall("PRAGMA busy_timeout = 0")


def _found(path: Path) -> None:
    """Make an empty database, whole or not at all: one without a byte is one that was lost."""
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    # Created by hand first, so that no other user of the machine can read it even for a moment.
    os.close(os.open(new, os.O_CREAT | os.O_RDWR, 0o600))
    with closing(sqlite3.connect(new)) as connection:
        connection.execute("PRAGMA user_version = 0")  # writes the first page
    new.replace(path)


def _split(statements: str) -> list[str]:
    """Cut a script into statements; a trigger's body holds semicolons of its own."""
    found: list[str] = []
    current = ""
    for line in statements.splitlines(keepends=True):
        current += line
        if sqlite3.complete_statement(current):
            found.append(current)
            current = ""
    return [*found, current] if current.strip() else found
