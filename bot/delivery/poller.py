"""Asks Telegram for updates; an update counts as received only after it is kept (`getUpdates`)."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog

from bot.delivery.desk import Desk
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

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
LAST_ALIVE = "last_alive"
POLL_SECONDS = 25
ANSWER_SECONDS = 15
BATCH = 40
LONGEST_PAUSE = 60.0
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
            raws = await _unless(stopping, self._poll(stopping))
            for start in range(0, len(raws or ()), BATCH):
                if stopping.is_set():
                    return
                await self._take_in((raws or [])[start : start + BATCH])
            await self._heartbeat()

    async def _take_in(self, raws: list[Any]) -> None:
        immediate = await self._desk.handle(raws)
        numbers = [raw["update_id"] for raw in raws if _has_number(raw)]
        self._offset = max([self._offset, *(number + 1 for number in numbers)])
        self._after(immediate)

    async def _poll(self, stopping: asyncio.Event) -> list[Any]:
        parameters = {
            "timeout": POLL_SECONDS,
            "allowed_updates": ALLOWED_UPDATES,
            **({"offset": self._offset} if self._offset else {}),
        }
        try:
            found = await self._api.call("getUpdates", parameters, POLL_SECONDS + ANSWER_SECONDS)
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
            return found if isinstance(found, list) else []
        return []

    async def _wait_out(self, error: Exception, stopping: asyncio.Event) -> None:
        self._failures += 1
        pause = min(LONGEST_PAUSE, 0.5 * 2 ** min(self._failures, 7))
        if isinstance(error, AnotherPoller):
            log.warning("telegram.another_poller", seconds=pause)
        else:
            log.warning("telegram.unreachable", server=self._api.server, error=str(error))
        await _unless(stopping, asyncio.sleep(pause))

    async def _heartbeat(self) -> None:
        """Note that the bot is alive, to know after a start how long it was away."""
        now = time.time()
        if not 0 <= now - self._last_heartbeat < HEARTBEAT_SECONDS:
            self._last_heartbeat = now
            async with self._transactions.transaction():
                await self._bookmarks.write(LAST_ALIVE, str(now))
                if not 0 <= now - self._last_clean_up < CLEAN_UP_SECONDS:
                    self._last_clean_up = now
                    await self._updates.clean_up()


async def _unless(stopping: asyncio.Event, work: Awaitable[Any]) -> Any:
    """Wait for the work, or leave it when the bot stops."""
    working = asyncio.ensure_future(work)
    waiting = asyncio.ensure_future(stopping.wait())
    try:
        await asyncio.wait({working, waiting}, return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        for task in (working, waiting):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await task


def _has_number(raw: Any) -> bool:
    return isinstance(raw, dict) and isinstance(raw.get("update_id"), int)
