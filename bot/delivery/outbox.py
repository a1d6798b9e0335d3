"""Says what is to be said and does what is to be done, until it is done.

One loop keeps what became of earlier rows and reads the next ones in one transaction, so under load
many outcomes share a commit. A lane is busy until the outcome of its row is kept: the order within
a chat holds, and lanes never wait for each other.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import structlog
from aiogram.methods import AnswerCallbackQuery

from bot.delivery.attempt import Attempt, Verdict, judge
from bot.delivery.desk import put_in
from bot.delivery.errors import TooFast
from bot.delivery.pace import Pace
from bot.delivery.ports import Job, Listener, Outcome, Queue, Row, Transactions
from bot.delivery.reachability import DOUBT_SECONDS, Reachability
from bot.delivery.spoken import Spoken, lane_of, parameters_of
from bot.delivery.telegram_api import TelegramApi
from bot.services.ports import StorageDamaged, StorageUnavailable

LONGEST_SLEEP = 30.0
FAREWELL_SECONDS = 10.0
LONGEST_WAIT_AT_ONCE = 3.0
RETRY_AFTER_FAILURE = 1.0
FURTHEST_DUE = 7200.0
"""Nothing is put off for longer than this: a row due later was written by a clock gone wrong."""

log = structlog.get_logger(__name__)


class Outbox:
    """Works through the queue."""

    def __init__(
        self,
        api: TelegramApi,
        transactions: Transactions,
        queue: Queue,
        pace: Pace,
        jobs: Mapping[str, Job],
        listeners: Mapping[str, Listener],
        reachability: Reachability,
    ) -> None:
        self._reachability = reachability
        self._api = api
        self._transactions = transactions
        self._queue = queue
        self._pace = pace
        self._jobs = jobs
        self._listeners = listeners
        self._wake = asyncio.Event()
        self._busy: set[str] = set()
        self._settled: list[Attempt] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False
        self._damage: StorageDamaged | None = None

    def wake(self) -> None:
        """Look at the queue now: something was put in."""
        self._wake.set()

    def say_at_once(self, speech: Iterable[Spoken]) -> None:
        """Answer presses of buttons: once, and it may fail, since everything is kept already."""
        if not self._closed:
            for spoken in speech:
                self._start(self._say_once(spoken))
            self.wake()

    @property
    def idle(self) -> bool:
        """Whether nothing is under way at this moment."""
        return not (self._tasks or self._settled or self._wake.is_set())

    async def run(self, stopping: asyncio.Event) -> None:
        """Work until `stopping`, then let what is under way come to its end.

        Raises `StorageDamaged`.
        """
        stopper = asyncio.ensure_future(self._wake_at(stopping))
        try:
            while not stopping.is_set():
                self._wake.clear()
                pause = await self._turn()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), pause)
            await self._say_farewell()
        finally:
            self._closed = True
            stopper.cancel()
            self._wake.clear()

    async def _turn(self) -> float:
        """Keep outcomes, start what is due, tell how long to sleep (in seconds)."""
        if self._damage is not None:
            raise self._damage
        heads = await self._keep_outcomes()
        if heads is None:
            return RETRY_AFTER_FAILURE
        return min([self._begin(row) for row in heads], default=LONGEST_SLEEP)

    async def _keep_outcomes(self) -> Sequence[Row] | None:
        """Keep what became of earlier rows and read the next ones; None: it must wait."""
        settled, self._settled = self._settled, []
        try:
            async with self._transactions.transaction():
                for attempt in settled:
                    await self._settle(attempt)
                heads = await self._queue.heads()
        except StorageDamaged:
            raise
        except Exception as error:
            # The database is full, locked or away: what was said is known here, so keep it in mind.
            passing = isinstance(error, (StorageUnavailable, OSError))
            log.warning("outbox.waits", error=type(error).__name__, exc_info=not passing)
            self._settled = settled + self._settled
            return None
        self._busy -= {attempt.row.lane for attempt in settled}
        return heads

    def _begin(self, row: Row) -> float:
        if row.lane in self._busy:
            return LONGEST_SLEEP
        pause = row.due_at - time.time()
        if 0 < pause <= FURTHEST_DUE:
            return min(pause, LONGEST_SLEEP)
        pause = 0.0 if row.kind in self._jobs else self._pace.wait(row.lane)
        if pause > 0:
            return pause
        self._busy.add(row.lane)
        self._start(self._attempt(row))
        return LONGEST_SLEEP

    async def _attempt(self, row: Row) -> None:
        result: Any = None
        error: Exception | None = None
        try:
            if job := self._jobs.get(row.kind):
                result = await job.work(row.subject or "")
            else:
                result = await self._api.call(row.kind, row.payload)
        except StorageDamaged as damage:
            self._damage = damage
            self.wake()
            return
        except Exception as failure:  # noqa: BLE001 - judged below, nothing is swallowed
            error = failure
        attempt = judge(row, result, error)
        if attempt.pause_everybody:
            self._pace.pause_all(attempt.pause_everybody)
        self._settled.append(attempt)
        self.wake()

    async def _settle(self, attempt: Attempt) -> None:
        try:
            async with self._transactions.savepoint():
                await put_in(self._queue, await self._keep(attempt))
        except (StorageUnavailable, StorageDamaged, OSError):
            raise
        except Exception as error:
            log.exception("outbox.record_failed", kind=attempt.row.kind)
            await self._queue.give_up(attempt.row.id, "dead", type(error).__name__)

    async def _keep(self, attempt: Attempt) -> Sequence[Spoken]:
        row = attempt.row
        if attempt.verdict is Verdict.BLOCKED and self._reachability.is_in_doubt(row.lane):
            await self._queue.postpone(row.id, time.time() + DOUBT_SECONDS, attempt.error)
            return []
        if attempt.verdict is Verdict.LATER:
            await self._queue.postpone(row.id, time.time() + attempt.pause, attempt.error)
            return []
        if attempt.verdict is Verdict.OTHERWISE and attempt.rewritten is not None:
            await self._queue.rewrite(row.id, *attempt.rewritten)
            return []
        if attempt.verdict is Verdict.MOVED and attempt.new_chat is not None:
            await self._queue.move(row.lane, attempt.new_chat)
            return []
        if attempt.verdict is Verdict.DONE:
            await self._queue.done(row.id)
            return await self._tell(row, attempt.result)
        return await self._give_up(attempt)

    async def _give_up(self, attempt: Attempt) -> Sequence[Spoken]:
        row = attempt.row
        blocked = attempt.verdict is Verdict.BLOCKED
        log.log(
            logging.INFO if blocked else logging.ERROR,
            "outbox.gave_up",
            kind=row.kind,
            error=attempt.error,
        )
        told = await self._reachability.lost(row.lane) if blocked else []
        await self._queue.give_up(row.id, attempt.verdict.value, attempt.error)
        if job := self._jobs.get(row.kind):
            return [*told, *await job.give_up(row.subject or "")]
        listener = self._listeners.get(row.topic or "")
        outcome = Outcome(failure=attempt.error)
        return [*told, *(await listener(row.subject, outcome) if listener else [])]

    async def _tell(self, row: Row, result: Any) -> Sequence[Spoken]:
        if job := self._jobs.get(row.kind):
            return await job.record(row.subject or "", result)
        listener = self._listeners.get(row.topic or "")
        return await listener(row.subject, Outcome(result)) if listener else []

    async def _say_once(self, spoken: Spoken) -> None:
        method = spoken.method
        parameters = parameters_of(method)
        try:
            await self._wait_for_pace(spoken, lane_of(parameters))
            await self._api.call(method.__api_method__, parameters)
        except Exception as error:  # noqa: BLE001 - whatever it is, what mattered is kept
            log.info("at_once.failed", kind=method.__api_method__, error=type(error).__name__)

    async def _wait_for_pace(self, spoken: Spoken, lane: str) -> None:
        """Let a message wait its turn, or drop it: a crowd of strangers must not use it all up."""
        if isinstance(spoken.method, AnswerCallbackQuery):
            return  # these do not count
        if (pause := self._pace.wait(lane)) > 0:
            await asyncio.sleep(min(pause, LONGEST_WAIT_AT_ONCE))
            if self._pace.wait(lane) > 0:
                raise TooFast("no room for words at once", pause)

    async def _say_farewell(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FAREWELL_SECONDS):
                while self._tasks:
                    await asyncio.wait(self._tasks)
        abandoned = list(self._tasks)
        for task in abandoned:
            task.cancel()
        await asyncio.gather(*abandoned, return_exceptions=True)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FAREWELL_SECONDS):
                while self._settled and await self._keep_outcomes() is None:  # noqa: ASYNC110 - a database says no word when it is back
                    await asyncio.sleep(RETRY_AFTER_FAILURE)

    async def _wake_at(self, stopping: asyncio.Event) -> None:
        await stopping.wait()
        self.wake()

    def _start(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
