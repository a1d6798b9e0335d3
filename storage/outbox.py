"""What still has to be said or done, in SQLite: nothing leaves it before it is done."""

import json
import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from bot.services.ports import JobKind
from storage.database import Database

SCREEN = "screen"
"""Rows of this topic replace each other: of several screens only the last one matters."""

ADD = """
INSERT INTO outbox (lane, kind, payload, topic, subject, due_at) VALUES (?, ?, ?, ?, ?, ?)
"""
SUPERSEDE = "DELETE FROM outbox WHERE lane = ? AND topic = 'screen' AND state = 'waiting'"
DUE = """
SELECT outbox.* FROM outbox
JOIN (SELECT MIN(id) AS oldest FROM outbox WHERE state = 'waiting' GROUP BY lane)
    ON outbox.id = oldest
ORDER BY outbox.id
"""
PLAN = """
INSERT INTO outbox (lane, kind, payload, subject, state, due_at)
VALUES (:lane, :kind, '{}', :subject, 'planned', :due_at)
ON CONFLICT (kind, subject) WHERE state = 'planned'
DO UPDATE SET due_at = excluded.due_at, lane = excluded.lane
"""
GIVE_UP_PLAN = "DELETE FROM outbox WHERE state = 'planned' AND kind = ? AND subject = ?"
COME_TIME = "UPDATE outbox SET state = 'waiting' WHERE state = 'planned' AND due_at <= ?"
DONE = "DELETE FROM outbox WHERE id = ?"
POSTPONE = """
UPDATE outbox SET tries = IIF(error IS :error, tries, 0) + 1, due_at = :due_at, error = :error
WHERE id = :id
"""
GIVE_UP = "UPDATE outbox SET state = ?, error = ? WHERE id = ?"
REWRITE = "UPDATE outbox SET kind = ?, payload = ? WHERE id = ?"
MOVE = """
UPDATE outbox SET lane = 'chat:' || :chat, payload = json_set(payload, '$.chat_id', :chat)
WHERE lane = :lane
"""
BLOCKED = "SELECT DISTINCT lane FROM outbox WHERE state = 'blocked'"
# Screens are drawn anew when the person writes; of what was tried twice the last one is enough.
FORGET_OUTDATED = """
DELETE FROM outbox WHERE state = 'blocked' AND lane = ?1 AND (topic = 'screen' OR EXISTS (
    SELECT 1 FROM outbox AS later
    WHERE later.lane = ?1 AND later.state = 'blocked' AND later.id > outbox.id
        AND later.topic = outbox.topic AND later.subject = outbox.subject
))
"""
REVIVE = """
UPDATE outbox SET state = 'waiting', tries = 0, due_at = ?, error = NULL
WHERE state = 'blocked' AND lane = ? RETURNING id
"""
WAITING = "SELECT COUNT(*) FROM outbox WHERE state = 'waiting'"


class OutboxRow(NamedTuple):
    """One thing to say or do; `kind` is a Bot API method or a job."""

    id: int
    lane: str
    kind: str
    payload: dict[str, Any]
    topic: str | None
    subject: str | None
    tries: int
    due_at: float
    error: str | None = None


class SqliteOutbox:
    """Keeps what is to be said, oldest first within a lane; lanes do not wait for each other."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(
        self,
        lane: str,
        kind: str,
        payload: Mapping[str, Any],
        topic: str | None = None,
        subject: str | None = None,
        delay: float = 0.0,
    ) -> None:
        """Put something in; `delay` in seconds. A screen replaces one that still waits."""
        if topic == SCREEN:
            await self._database.rows(SUPERSEDE, (lane,))
        text = json.dumps(payload, ensure_ascii=False)
        due_at = time.time() + delay
        await self._database.rows(ADD, (lane, kind, text, topic, subject, due_at))

    async def order(self, kind: JobKind, lane: str, subject: str) -> None:
        """Order a job about `subject`; jobs of one lane are done one after another."""
        await self.add(lane, kind, {}, subject=subject)

    async def plan(self, kind: JobKind, lane: str, subject: str, moment: datetime) -> None:
        """Order a job for a later moment; planned again before that, it only moves."""
        await self._database.rows(
            PLAN, {"lane": lane, "kind": kind, "subject": subject, "due_at": moment.timestamp()}
        )

    async def give_up_plan(self, kind: JobKind, subject: str) -> None:
        """Take back a job that was planned and has not begun."""
        await self._database.rows(GIVE_UP_PLAN, (kind, subject))

    async def heads(self) -> list[OutboxRow]:
        """Read the oldest waiting row of each lane; what was planned for now waits from now on."""
        await self._database.rows(COME_TIME, (time.time(),))
        return [
            OutboxRow(
                id=row["id"],
                lane=row["lane"],
                kind=row["kind"],
                payload=json.loads(row["payload"]),
                topic=row["topic"],
                subject=row["subject"],
                tries=row["tries"],
                due_at=row["due_at"],
                error=row["error"],
            )
            for row in await self._database.rows(DUE)
        ]

    async def done(self, row: int) -> None:
        """Take out what was said."""
        await self._database.rows(DONE, (row,))

    async def postpone(self, row: int, due_at: float, error: str) -> None:
        """Try again later; `due_at` in seconds since 1970. Tries count the same error in a row."""
        await self._database.rows(POSTPONE, {"id": row, "due_at": due_at, "error": error})

    async def give_up(self, row: int, state: str, error: str) -> None:
        """Keep what cannot be said as `blocked` or `dead`, so that the lane goes on."""
        await self._database.rows(GIVE_UP, (state, error, row))

    async def rewrite(self, row: int, kind: str, payload: Mapping[str, Any]) -> None:
        """Say the same in another way."""
        text = json.dumps(payload, ensure_ascii=False)
        await self._database.rows(REWRITE, (kind, text, row))

    async def move(self, lane: str, chat: int) -> None:
        """Say all of a lane in another chat: the group has a new id (`migrate_to_chat_id`)."""
        await self._database.rows(MOVE, {"lane": lane, "chat": chat})

    async def blocked(self) -> list[str]:
        """List the lanes of which something is set aside as `blocked`."""
        return [row["lane"] for row in await self._database.rows(BLOCKED)]

    async def revive(self, lane: str) -> bool:
        """Let what was set aside as `blocked` wait again; False when there was nothing."""
        await self._database.rows(FORGET_OUTDATED, (lane,))
        return bool(await self._database.rows(REVIVE, (time.time(), lane)))

    async def waiting(self) -> int:
        """Count what still has to be said or done."""
        row = await self._database.row(WAITING)
        return int(row[0]) if row else 0
