"""Serves everybody at an even rate: who writes faster waits, in order, on disk; nothing is dropped.

One person with a stuck finger, or somebody who floods the bot, must not slow the others down.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog

from bot.delivery.allowance import Allowances
from bot.delivery.ports import Deferred, Transactions
from bot.delivery.spoken import Spoken
from bot.delivery.stopping import unless
from bot.services.ports import StorageUnavailable

LONGEST_SLEEP = 30.0
RETRY_AFTER_FAILURE = 1.0
FAREWELL_SECONDS = 5.0

log = structlog.get_logger(__name__)


class WaitingRoom:
    """Decides who waits, and keeps what they sent.

    `may_wait` is asked about those who are too fast: of strangers nothing may be kept, so they are
    answered at once (which is next to no work).
    """

    def __init__(
        self,
        store: Deferred,
        allowances: Allowances,
        may_wait: Callable[[int], Awaitable[bool]],
    ) -> None:
        self._store = store
        self._allowances = allowances
        self.may_wait = may_wait
        self._people: set[int] = set()
        """Those of whom something may wait: spares the question for everybody else."""
        self.arrived = asyncio.Event()

    async def reopen(self) -> None:
        """Remember who waited when the bot was stopped; runs in a transaction."""
        self._people = {person for _number, person, _raw in await self._store.heads()}

    async def takes(self, update_id: int, person: int, raw: Any) -> bool:
        """Keep an update when its sender must wait; runs in the transaction of the update."""
        if not await self._must_wait(person):
            return False
        self._people.add(person)
        await self._store.add(update_id, person, raw)
        self.arrived.set()
        return True

    async def leave(self, update_id: int) -> bool:
        """Let an update out to be handled; False when it has left already."""
        return await self._store.take(update_id)

    async def due(self) -> tuple[list[Any], float]:
        """Read the updates whose turn it is, one per person, and when to look again (seconds)."""
        due, pause = [], LONGEST_SLEEP
        for _number, person, raw in await self._store.heads():
            allowance = self._allowances.of(person)
            if (left := allowance.pause()) > 0:
                pause = min(pause, left)
            else:
                allowance.take()
                due.append(raw)
        return due, 0.0 if due else pause

    async def _must_wait(self, person: int) -> bool:
        if person in self._people:
            if await self._store.holds(person):
                return True  # order within a person: nobody overtakes himself
            self._people.discard(person)
        allowance = self._allowances.of(person)
        if allowance.pause() > 0:
            return await self.may_wait(person)
        allowance.take()
        return False


class Usher:
    """Brings those who wait to the desk when it is their turn."""

    def __init__(
        self,
        room: WaitingRoom,
        transactions: Transactions,
        serve: Callable[[Any], Awaitable[Sequence[Spoken]]],
        after: Callable[[Sequence[Spoken]], None],
    ) -> None:
        self._room = room
        self._transactions = transactions
        self._serve = serve
        self._after = after

    async def run(self, stopping: asyncio.Event) -> None:
        """Work until `stopping`; who still waits then is served after the next start."""
        while not stopping.is_set():
            self._room.arrived.clear()
            pause = await self._turn(stopping)
            with contextlib.suppress(TimeoutError):
                await unless(stopping, asyncio.wait_for(self._room.arrived.wait(), pause))

    async def _turn(self, stopping: asyncio.Event) -> float:
        try:
            async with self._transactions.transaction():
                due, pause = await self._room.due()
        except (StorageUnavailable, OSError) as error:
            log.warning("waiting_room.waits", error=type(error).__name__)
            return RETRY_AFTER_FAILURE
        for raw in due:
            self._after(await unless(stopping, self._serve(raw), FAREWELL_SECONDS) or [])
        return pause
