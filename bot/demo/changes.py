"""Telling everybody who waits that something has changed."""

import asyncio
from collections.abc import Callable


class Changes:
    """Counts the changes and wakes those who wait for one."""

    def __init__(self) -> None:
        self.count = 0
        self._next = asyncio.Event()
        self._listeners: list[Callable[[], None]] = []

    def listen(self, listener: Callable[[], None]) -> None:
        """Call somebody after every change."""
        self._listeners.append(listener)

    def announce(self) -> None:
        """Say that something has changed."""
        self.count += 1
        waiting, self._next = self._next, asyncio.Event()
        waiting.set()
        for listener in self._listeners:
            listener()

    async def wait_until(self, predicate: Callable[[], object], timeout: float = 5) -> None:  # noqa: ASYNC109 - callers name their own patience
        """Return as soon as the predicate holds; raises `TimeoutError` when it does not in time."""
        async with asyncio.timeout(timeout):
            while not predicate():
                await self._next.wait()
