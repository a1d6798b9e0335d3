"""Updates of people who write faster than they are served, in SQLite, in order."""

import json
from typing import Any

from storage.database import Database

ADD = "INSERT INTO deferred_update (id, person, raw) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
HOLDS = "SELECT 1 FROM deferred_update WHERE person = ? LIMIT 1"
TAKE = "DELETE FROM deferred_update WHERE id = ? RETURNING id"
HEADS = """
SELECT id, person, raw FROM deferred_update
WHERE id IN (SELECT MIN(id) FROM deferred_update GROUP BY person) ORDER BY id
"""


class SqliteDeferredUpdates:
    """Keeps what came too fast; each update leaves in the transaction that handles it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, update_id: int, person: int, raw: Any) -> None:
        """Keep an update for later."""
        await self._database.rows(ADD, (update_id, person, json.dumps(raw)))

    async def holds(self, person: int) -> bool:
        """Say whether something of this person waits."""
        return await self._database.row(HOLDS, (person,)) is not None

    async def take(self, update_id: int) -> bool:
        """Take an update out; False when it is not here."""
        return await self._database.row(TAKE, (update_id,)) is not None

    async def heads(self) -> list[tuple[int, int, Any]]:
        """Read the oldest update of each person: number, person, the update itself."""
        rows = await self._database.rows(HEADS)
        return [(row["id"], row["person"], json.loads(row["raw"])) for row in rows]
