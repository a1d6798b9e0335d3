"""The audit in SQLite: append-only, each entry chained to the one before by its hash."""

import json
from datetime import UTC, datetime

from bot.domain.inspection import InspectionId
from bot.domain.people import PersonId
from storage.database import Database

WRITE = """
INSERT INTO audit (seq, at, actor, action, inspection, details, previous_hash, hash)
SELECT seq, at, actor, action, inspection, details, previous_hash,
    sha256(json_array(previous_hash, seq, at, actor, action, inspection, details))
FROM (
    SELECT COALESCE(MAX(seq), 0) + 1 AS seq, :at AS at, :actor AS actor, :action AS action,
        :inspection AS inspection, :details AS details,
        COALESCE((SELECT hash FROM audit ORDER BY seq DESC LIMIT 1), '') AS previous_hash
    FROM audit
)
"""
BROKEN = """
SELECT seq FROM (
    SELECT *, COALESCE(LAG(hash) OVER (ORDER BY seq), '') AS expected_previous,
        ROW_NUMBER() OVER (ORDER BY seq) AS place
    FROM audit
)
WHERE previous_hash <> expected_previous OR seq <> place
    OR hash <> sha256(json_array(previous_hash, seq, at, actor, action, inspection, details))
ORDER BY seq LIMIT 1
"""


class SqliteAudit:
    """Remembers who changed what, for ever."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def write(
        self,
        action: str,
        actor: PersonId | None,
        inspection: InspectionId | None = None,
        **details: object,
    ) -> None:
        """Add an entry; `details` are kept as JSON."""
        await self._database.rows(
            WRITE,
            {
                "at": datetime.now(UTC).isoformat(),
                "actor": actor,
                "action": action,
                "inspection": inspection,
                "details": json.dumps(details, ensure_ascii=False, sort_keys=True),
            },
        )

    async def first_broken(self) -> int | None:
        """Tell the first entry that was changed behind the bot's back; None when all are sound."""
        row = await self._database.row(BROKEN)
        return int(row["seq"]) if row else None
