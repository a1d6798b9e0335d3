"""Asks Telegram for updates; an update counts as received only after it is kept (`getUpdates`)."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog

from bot.delivery.desk import Desk, update_number
from bot.delivery.errors import (
    AnotherPoller,
    TelegramRefused,
    TelegramUnreachable,
    TooFast,
    WrongToken,
)
from bot.delivery.ports import Bookmarks, Transactions
from bot.delivery.spoken import Speech, Spoken
from bot.delivery.stopping import unless
from bot.delivery.telegram_api import TelegramApi
from bot.services.ports import StorageUnavailable

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
LAST_ALIVE = "last_alive"
POLL_SECONDS = 25
ANSWER_SECONDS = 15
BATCH = 40
SHORTEST_PAUSE = 0.5
LONGEST_PAUSE = 60.0
EMPTY_PAUSE = 0.1
FAREWELL_SECONDS = 5.0
HEARTBEAT_SECONDS = 20.0
CLEAN_UP_SECONDS = 3600.0
COMPLAINT_SECONDS = 60.0
PATIENCE_SECONDS = 3.0
"""After so long people are told that what they sent is not kept yet: the disk is full or locked."""

log = structlog.get_logger(__name__)


class Poller:
    """Brings updates in until it is told to stop."""

    def __init__(
        self,
        api: TelegramApi,
        desk: Desk,
        transactions: Transactions,
        bookmarks: Bookmarks,
        clean_up: Callable[[], Awaitable[None]],
        after: Callable[[Sequence[Spoken]], None],
        ask_patience: Callable[[Sequence[Any]], Speech],
    ) -> None:
        self._api = api
        self._desk = desk
        self._transactions = transactions
        self._bookmarks = bookmarks
        self._clean_up_all = clean_up
        self._after = after
        self._ask_patience = ask_patience
        self._offset = 0
        self._failures = 0
        self._last_heartbeat = 0.0
        self._last_clean_up = 0.0
        self._next_complaint = 0.0

    async def run(self, stopping: asyncio.Event) -> None:
        """Poll until `stopping`; raises `WrongToken`."""
        while not stopping.is_set():
            raws = await unless(stopping, self._poll(stopping)) or []
            for start in range(0, len(raws), BATCH):
                await self._take_in(raws[start : start + BATCH], stopping)
            if not raws:
                # A server that answers an empty list at once must not be asked without a break.
                await unless(stopping, asyncio.sleep(EMPTY_PAUSE))
            if not self._failures:
                await self._heartbeat()

    async def _take_in(self, raws: list[Any], stopping: asyncio.Event) -> None:
        if stopping.is_set():
            return
        loop = asyncio.get_running_loop()
        asking = loop.call_later(PATIENCE_SECONDS, lambda: self._after(self._ask_patience(raws)))
        try:
            immediate = await unless(stopping, self._desk.handle(raws), FAREWELL_SECONDS)
        finally:
            asking.cancel()
        if immediate is None:
            return  # not kept, so not acknowledged: they come again after the next start
        # The numbers may start anew, lower than before, after a week of silence (`update_id`).
        numbers = [number for raw in raws if (number := update_number(raw)) is not None]
        self._offset = max(numbers) + 1 if numbers else self._offset
        self._after(immediate)

    async def _poll(self, stopping: asyncio.Event) -> list[Any]:
        try:
            found = await self._ask()
        except WrongToken:
            raise
        except TooFast as error:
            await unless(stopping, asyncio.sleep(error.retry_after))
        except (TelegramUnreachable, TelegramRefused) as error:
            await self._wait_out(error, stopping)
        else:
            if self._failures:
                log.info("telegram.back", failures=self._failures)
            self._failures = 0
            return found
        return []

    async def _ask(self) -> list[Any]:
        parameters = {
            "timeout": POLL_SECONDS,
            "allowed_updates": ALLOWED_UPDATES,
            **({"offset": self._offset} if self._offset else {}),
        }
        found = await self._api.call("getUpdates", parameters, POLL_SECONDS + ANSWER_SECONDS)
        if not isinstance(found, list):
            raise TelegramUnreachable("the answer is no list of updates")
        if found and all(update_number(raw) is None for raw in found):
            # Without a number nothing can be acknowledged: the same answer would come for ever.
            raise TelegramUnreachable("no update has a number")
        return found

    async def _wait_out(self, error: Exception, stopping: asyncio.Event) -> None:
        self._failures += 1
        pause = min(LONGEST_PAUSE, SHORTEST_PAUSE * 2 ** min(self._failures, 7))
        if isinstance(error, AnotherPoller):
            self._complain("telegram.another_poller")
        else:
            self._complain("telegram.unreachable", server=self._api.server, error=str(error))
        await unless(stopping, asyncio.sleep(pause))

    def _complain(self, event: str, **details: str) -> None:
        """Log a failure, but no more than once a minute."""
        now = time.monotonic()
        if now >= self._next_complaint:
            self._next_complaint = now + COMPLAINT_SECONDS
            log.warning(event, failures=self._failures, **details)

    async def _heartbeat(self) -> None:
        """Note when Telegram was last heard, to know after a start how long the bot was away."""
        now = time.time()
        if 0 <= now - self._last_heartbeat < HEARTBEAT_SECONDS:
            return
        self._last_heartbeat = now
        try:
            async with self._transactions.transaction():
                await self._bookmarks.write(LAST_ALIVE, str(now))
                await self._clean_up(now)
        except (StorageUnavailable, OSError) as error:
            log.warning("heartbeat.missed", error=type(error).__name__)

    async def _clean_up(self, now: float) -> None:
        if not 0 <= now - self._last_clean_up < CLEAN_UP_SECONDS:
            await self._clean_up_all()
            self._last_clean_up = now
