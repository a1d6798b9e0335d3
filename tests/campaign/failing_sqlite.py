"""SQLite that fails when a plan says so: below everything that is the bot's own."""

import asyncio
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple, Protocol, Self

import aiosqlite
import pytest

from bot.delivery import attempt, desk, outbox, poller, waiting_room
from storage import database

BEGIN, COMMIT, ROLLBACK = "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"
STAND_STILL = 3000
"""So many calls without a commit in between, and the bot no longer gets on."""


DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class Kind(NamedTuple):
    """One of SQLite's errors; on a full or broken disk it also gives the transaction up."""

    name: str
    code: int
    gives_up: bool = False

    @property
    def error(self) -> sqlite3.DatabaseError:
        """The error as Python raises it."""
        made = sqlite3.DatabaseError if self.code in DAMAGE else sqlite3.OperationalError
        error = made(f"made for this test: {self.name}")
        error.sqlite_errorcode, error.sqlite_errorname = self.code, self.name
        return error


BUSY = Kind("SQLITE_BUSY", sqlite3.SQLITE_BUSY)
READONLY = Kind("SQLITE_READONLY", sqlite3.SQLITE_READONLY)
FULL = Kind("SQLITE_FULL", sqlite3.SQLITE_FULL, gives_up=True)
IOERR = Kind("SQLITE_IOERR_WRITE", sqlite3.SQLITE_IOERR_WRITE, gives_up=True)
CORRUPT = Kind("SQLITE_CORRUPT", sqlite3.SQLITE_CORRUPT)
KINDS = (BUSY, READONLY, FULL, IOERR)


class Try(NamedTuple):
    """One try to do some work: a transaction, or a job with all its transactions."""

    work: str
    number: str
    keeps_trying: bool
    """Whether the same work is tried again until it succeeds; else each success is its end."""


class Plan(Protocol):
    """Says which calls fail."""

    def fails(self, present: Try, statement: str) -> bool:
        """Say whether this call fails."""
        ...


@dataclass(slots=True)
class EachCallOnce:
    """The first call of each piece of work fails; when it is tried again the second, and so on.

    In the end all pass, and each of them has failed once. Rolling back always works.
    """

    wanted: Counter[str] = field(default_factory=Counter)
    place: int = 0
    last: Try | None = None
    begins_again: bool = False

    def fails(self, present: Try, statement: str) -> bool:
        """Count the calls of this try."""
        if statement == ROLLBACK:
            return False
        if present != self.last:
            self.last, self.place = present, 0
        elif not self.begins_again:
            self.place += 1
        self.begins_again = False
        if self.place == self.wanted[present.work]:
            self.wanted[present.work] += 1
            self.begins_again = statement == BEGIN
            return True
        if statement == COMMIT and not present.keeps_trying:
            self.wanted[present.work] = 0
        return False


@dataclass(slots=True)
class EveryNth:
    """Every n-th call fails, whatever it is, for as long as the trouble lasts."""

    n: int
    lasts: float = float("inf")
    calls: int = 0

    def fails(self, present: Try, statement: str) -> bool:  # noqa: ARG002 - the signature is the plan's
        """Count all calls."""
        self.calls += 1
        return self.calls < self.lasts and self.calls % self.n == 0


@dataclass(slots=True)
class EachCommitOf:
    """Each COMMIT of one kind of work fails, but not two in a row."""

    work: str
    failed_last: bool = False

    def fails(self, present: Try, statement: str) -> bool:
        """Fail the first COMMIT, let the next one pass, and so on."""
        if present.work != self.work or statement != COMMIT:
            return False
        self.failed_last = not self.failed_last
        return self.failed_last


@dataclass(slots=True)
class EachStatementOf:
    """All that one kind of work does fails; its transactions begin and end as ever."""

    work: str

    def fails(self, present: Try, statement: str) -> bool:
        """Fail whatever reads or writes."""
        return present.work.startswith(self.work) and statement not in (BEGIN, COMMIT, ROLLBACK)


@dataclass(slots=True)
class OneCall:
    """One call fails."""

    place: int
    calls: int = 0

    def fails(self, present: Try, statement: str) -> bool:  # noqa: ARG002 - the signature is the plan's
        """Count all calls."""
        self.calls += 1
        return self.calls == self.place + 1


class FailingSqlite:
    """Stands between `aiosqlite` and SQLite's own library.

    With `too_late` the statement is carried out, and then said to have failed.
    """

    def __init__(
        self, kind: Kind, plan: Plan, *, too_late: bool = False, spare_the_test: bool = True
    ) -> None:
        self._kind = kind
        self._plan = plan
        self._too_late = too_late
        self._spared = asyncio.current_task() if spare_the_test else None
        self._present: Try | None = None if spare_the_test else Try("start", "", keeps_trying=True)
        self._since_commit = 0
        self.calls = 0
        self.failed: Counter[str] = Counter()
        self.worked: Counter[str] = Counter()

    def __enter__(self) -> Self:
        self._patch = pytest.MonkeyPatch()
        failing = self

        async def execute_fetchall(
            connection: aiosqlite.Connection, sql: str, parameters: Any = ()
        ) -> Any:
            fails = failing._decide(sql)
            work = partial(failing._execute, connection, sql, parameters, fails=fails)
            return await connection._execute(work)  # type: ignore[no-untyped-call]

        self._patch.setattr(aiosqlite.Connection, "execute_fetchall", execute_fetchall)
        return self

    def __exit__(self, *_error: object) -> None:
        self._patch.undo()

    def _decide(self, statement: str) -> bool:
        if statement == BEGIN:
            # Transactions come one after another, so what follows is of the same one.
            self._present = self._try(asyncio.current_task())
        if self._present is None:
            return False  # the test only looks into the database
        self.calls += 1
        self.worked[self._present.work] += 1
        self._since_commit = 0 if statement == COMMIT else self._since_commit + 1
        assert self._since_commit < STAND_STILL, "the bot no longer gets on"
        fails = self._plan.fails(self._present, statement)
        self.failed[statement] += fails
        return fails

    def _try(self, task: "asyncio.Task[Any] | None") -> Try | None:
        coroutine: Any = task and task.get_coro()
        if task is None or task is self._spared or coroutine is None:
            return None
        name = coroutine.__qualname__
        if row := coroutine.cr_frame.f_locals.get("row"):  # the outbox does a job of this row
            return Try(f"{name} {row.id}", task.get_name(), keeps_trying=True)
        return Try(name, str(self.calls), keeps_trying=False)

    def _execute(
        self, connection: aiosqlite.Connection, sql: str, parameters: Any, *, fails: bool
    ) -> Any:
        if not fails:
            return connection._execute_fetchall(sql, parameters)
        if self._too_late:
            connection._execute_fetchall(sql, parameters)
        if self._kind.gives_up:
            connection._conn.rollback()
        raise self._kind.error


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every pause short: the bot waits for better times, the test does not want to."""
    monkeypatch.setattr(desk, "SHORTEST_PAUSE", 0.0001)
    monkeypatch.setattr(desk, "LONGEST_PAUSE", 0.001)
    monkeypatch.setattr(desk, "BURIAL_PAUSE", 0.001)
    monkeypatch.setattr(outbox, "RETRY_AFTER_FAILURE", 0.001)
    monkeypatch.setattr(waiting_room, "RETRY_AFTER_FAILURE", 0.001)
    monkeypatch.setattr(attempt, "_back_off", lambda _tries: 0.001)
    monkeypatch.setattr(poller, "EMPTY_PAUSE", 0.001)
    monkeypatch.setattr(poller, "HEARTBEAT_SECONDS", 0.0)
    monkeypatch.setattr(poller, "CLEAN_UP_SECONDS", 0.0)
    monkeypatch.setattr(database, "BUSY_PAUSE", 0.0001)
    monkeypatch.setitem(database.PRAGMAS, "busy_timeout", 1)
