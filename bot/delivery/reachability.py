"""Who cannot be reached (403): what was to be said to them waits until they are heard of again."""

import time
from collections.abc import Awaitable, Callable

from aiogram.types import Update

from bot.delivery.ports import Queue
from bot.delivery.spoken import Speech, chat_lane

GONE = frozenset({"kicked", "left"})
DOUBT_SECONDS = 10.0
MANY_LANES = 10_000


class Reachability:
    """Remembers the chats that refused, and says everything as soon as they are open again."""

    def __init__(self, queue: Queue, tell: Callable[[str], Awaitable[Speech]]) -> None:
        self._queue = queue
        self._tell = tell
        self._lanes: set[str] = set()
        """Chats of which something may be set aside: spares the question for everybody else."""
        self._heard: dict[str, float] = {}

    async def reopen(self) -> None:
        """Remember whose chats were closed when the bot was stopped; runs in a transaction."""
        self._lanes = set(await self._queue.blocked())

    def is_in_doubt(self, lane: str) -> bool:
        """Say whether a refusal may be older than a sign of life that was handled before it."""
        return time.monotonic() - self._heard.get(lane, -DOUBT_SECONDS) < DOUBT_SECONDS

    async def lost(self, lane: str) -> Speech:
        """Note that a chat is closed; the first time there is something to tell about it."""
        if lane in self._lanes and lane in await self._queue.blocked():
            return []
        self._lanes.add(lane)
        return await self._tell(lane)

    async def heard(self, update: Update) -> None:
        """Say what was set aside for the sender, who can evidently be reached again."""
        member = update.my_chat_member
        sender = getattr(update.event, "from_user", None)
        if sender is None:
            return
        lane = chat_lane(sender.id)
        if member and member.new_chat_member.status in GONE:
            self._heard.pop(lane, None)
            return
        if len(self._heard) > MANY_LANES:
            self._heard.clear()
        self._heard[lane] = time.monotonic()
        if lane in self._lanes and not await self._queue.revive(lane):
            self._lanes.discard(lane)
