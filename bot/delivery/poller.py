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
from bot.delivery.ports import Bookmarks, Transactions, Updates
from bot.delivery.spoken import Spoken
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

log = structlog.get_logger(__name__)


class Poller:
    """Brings updates in until it is told to stop."""

    def __init__(
        self,
        api: TelegramApi,
        desk: Desk,
        transactions: Transactions,
        bookmarks: Bookmarks,
        updates: Updates,
        after: Callable[[Sequence[Spoken]], None],
    ) -> None:
        self._api = api
        self._desk = desk
        self._transactions = transactions
        self._bookmarks = bookmarks
        self._updates = updates
        self._after = after
        self._offset = 0
        self._failures = 0
        self._last_heartbeat = 0.0
        self._last_clean_up = 0.0

    async def run(self, stopping: asyncio.Event) -> None:
        """Poll until `stopping`; raises `WrongToken`."""
        while not stopping.is_set():
            raws = await _unless(stopping, self._poll(stopping)) or []
            for start in range(0, len(raws), BATCH):
                await self._take_in(raws[start : start + BATCH], stopping)
            if not raws:
                # A server that answers an empty list at once must not be asked without a break.
                await _unless(stopping, asyncio.sleep(EMPTY_PAUSE))
            if not self._failures:
                await self._heartbeat()

    async def _take_in(self, raws: list[Any], stopping: asyncio.Event) -> None:
        if stopping.is_set():
            return
        immediate = await _unless(stopping, self._desk.handle(raws), FAREWELL_SECONDS)
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
            await _unless(stopping, asyncio.sleep(error.retry_after))
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
            log.warning("telegram.another_poller", seconds=pause)
        else:
            log.warning("telegram.unreachable", server=self._api.server, error=str(error))
        await _unless(stopping, asyncio.sleep(pause))

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
            await self._updates.clean_up()
            self._last_clean_up = now


async def _unless(stopping: asyncio.Event, work: Awaitable[Any], grace: float = 0.0) -> Any:
    """Wait for the work; when the bot stops, leave it after `grace` seconds and give None."""
    working = asyncio.ensure_future(work)
    waiting = asyncio.ensure_future(stopping.wait())
    try:
        await asyncio.wait({working, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done() and grace:
            await asyncio.wait({working}, timeout=grace)
        return working.result() if working.done() else None
    finally:
        working.cancel()
        waiting.cancel()
        await asyncio.gather(working, waiting, return_exceptions=True)
