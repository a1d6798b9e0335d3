"""One SQLite file, one writing connection, and transactions that are all or nothing."""

import asyncio
import fcntl
import hashlib
import os
import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import TextIO, TypeAlias

import aiosqlite

from bot.services.ports import StorageUnavailable

Value: TypeAlias = str | int | float | None
Parameters: TypeAlias = Mapping[str, Value] | Sequence[Value]

PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: an acknowledged answer survives a power cut
    "foreign_keys": 1,
    "recursive_triggers": 1,  # without it INSERT OR REPLACE gets past the audit's triggers
    "busy_timeout": 5000,
}

_inside: ContextVar[bool] = ContextVar("inside_transaction", default=False)


class OutsideTransaction(Exception):
    """A statement was run outside of a transaction, where it could mix with somebody else's."""


class DatabaseInUse(Exception):
    """Another process already works on this database."""


class DatabaseDamaged(Exception):
    """The file is not a sound SQLite database; nothing was changed."""


class PragmaRefused(Exception):
    """SQLite did not accept a setting on which durability depends."""


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class Database:
    """The agency's data; every statement runs inside `transaction()`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = asyncio.Lock()
        self._connection: aiosqlite.Connection | None = None
        self._ownership: TextIO | None = None

    async def open(self) -> None:
        """Take the file for this process alone and check that it is sound.

        Raises `DatabaseInUse`, `DatabaseDamaged` or `PragmaRefused`.
        """
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._own()
        try:
            await self._connect()
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """Give the file back."""
        if self._connection is not None:
            await self._connection.close()
            self._connection = None
        if self._ownership is not None:
            self._ownership.close()
            self._ownership = None

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        """Keep everything of the block, or nothing of it."""
        async with self._lock:
            token = _inside.set(True)
            try:
                await self.rows("BEGIN IMMEDIATE")
                try:
                    yield
                    await self._finish("COMMIT")
                except BaseException:
                    # A commit that went on behind a cancelled task leaves nothing to roll back.
                    with suppress(sqlite3.OperationalError, StorageUnavailable):
                        await self._finish("ROLLBACK")
                    raise
            finally:
                _inside.reset(token)

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """Undo the block alone when it fails, and leave the transaction around it usable."""
        await self.rows("SAVEPOINT one")
        try:
            yield
        except BaseException:
            await self.rows("ROLLBACK TO one")
            raise
        finally:
            await self.rows("RELEASE one")

    async def rows(self, statement: str, parameters: Parameters = ()) -> list[sqlite3.Row]:
        """Run one statement and read all its rows; use RETURNING to learn what it changed."""
        if not _inside.get():
            raise OutsideTransaction(statement)
        connection = self._connection
        if connection is None:
            raise OutsideTransaction("the database is closed")
        try:
            return list(await connection.execute_fetchall(statement, parameters))
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_ERROR:
                raise  # a wrong statement is a bug; no waiting would mend it
            raise StorageUnavailable(error.sqlite_errorname) from error

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
        # Created by hand first, so that no other user of the machine can read it even for a moment.
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        self._connection = await aiosqlite.connect(self.path, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        await self._connection.create_function("sha256", 1, _sha256, deterministic=True)
        try:
            await self._set_pragmas(self._connection)
            problems = await self._connection.execute_fetchall("PRAGMA quick_check(1)")
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            raise DatabaseDamaged(str(error)) from error
        if [tuple(problem) for problem in problems] != [("ok",)]:
            raise DatabaseDamaged("the quick check found faults")

    async def _set_pragmas(self, connection: aiosqlite.Connection) -> None:
        for name, value in PRAGMAS.items():
            await connection.execute_fetchall(f"PRAGMA {name} = {value}")
            found = [tuple(row) for row in await connection.execute_fetchall(f"PRAGMA {name}")]
            if found != [(value,)]:
                raise PragmaRefused(f"{name} is {found}, not {value}")

    async def _finish(self, statement: str) -> None:
        # Shielded: a cancelled task must not leave the connection inside a transaction.
        connection = self._connection
        if connection is not None and connection.in_transaction:
            await asyncio.shield(self.rows(statement))


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
