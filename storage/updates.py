"""Which updates were handled, and those that could not be, in SQLite."""

import json
import time
from collections.abc import Mapping
from typing import Any

from storage.database import Database

BEGIN = """
INSERT INTO processed_update (id, processed_at) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING id
"""
BURY = "INSERT INTO dead_letter (update_id, raw, error, buried_at) VALUES (?, ?, ?, ?)"
FORGET_PROCESSED = "DELETE FROM processed_update WHERE processed_at < ?"
FORGET_DEAD = "DELETE FROM dead_letter WHERE buried_at < ?"
FORGET_UNSAID = "DELETE FROM outbox WHERE state <> 'waiting' AND due_at < ?"
PROCESSED_DAYS = 7
DEAD_LETTER_DAYS = 30
DAY = 86_400


class SqliteUpdates:
    """Remembers each update for as long as Telegram could deliver it again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(self, update_id: int) -> bool:
        """Mark an update as handled; False when it was handled before."""
        return await self._database.row(BEGIN, (update_id, time.time())) is not None

    async def bury(self, raw: Mapping[str, Any] | object, error: str) -> None:
        """Keep an update that cannot be handled, so that somebody can look at it."""
        update_id = raw.get("update_id") if isinstance(raw, Mapping) else None
        known = update_id if isinstance(update_id, int) and abs(update_id) < 2**63 else None
        await self._database.rows(BURY, (known, _text(raw), error, time.time()))

    async def clean_up(self) -> None:
        """Forget what can no longer be delivered again, and what could not be said."""
        now = time.time()
        await self._database.rows(FORGET_PROCESSED, (now - PROCESSED_DAYS * DAY,))
        await self._database.rows(FORGET_DEAD, (now - DEAD_LETTER_DAYS * DAY,))
        await self._database.rows(FORGET_UNSAID, (now - DEAD_LETTER_DAYS * DAY,))


def _text(raw: object) -> str:
    """Write an update down; one nested too deeply must not be what stops the bot."""
    try:
        return json.dumps(raw)
    except RecursionError:
        return json.dumps("nested too deeply")
