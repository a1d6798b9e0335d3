"""Waiting that ends when the bot stops."""

import asyncio
from collections.abc import Awaitable
from typing import Any


async def unless(stopping: asyncio.Event, work: Awaitable[Any], grace: float = 0.0) -> Any:
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
