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
UNTOLD = """
WITH told AS (
    SELECT inspection, action, COUNT(*) AS times FROM audit GROUP BY inspection, action
), done AS (
    SELECT id AS inspection,
        IIF(corrects IS NULL, 'inspection_begun', 'correction_begun') AS action, 1 AS times
    FROM inspection
    UNION ALL SELECT inspection, 'answered', SUM(version) FROM answer GROUP BY inspection
    UNION ALL SELECT inspection, 'evidence_received', COUNT(*) FROM evidence
    WHERE inherited = 0 GROUP BY inspection
    UNION ALL SELECT inspection, 'inspection_finished', COUNT(*) FROM act GROUP BY inspection
)
SELECT done.inspection FROM done LEFT JOIN told USING (inspection, action)
WHERE done.times > COALESCE(told.times, 0) ORDER BY done.inspection LIMIT 1
"""
FORGED = """
WITH told AS (
    SELECT inspection, action,
        COALESCE(json_extract(details, '$.data_hash'), json_extract(details, '$.sha256')) AS hash
    FROM audit
    WHERE inspection IS NOT NULL AND action IN ('inspection_finished', 'act_printed')
), kept AS (
    SELECT inspection, 'inspection_finished' AS action, data_hash AS hash FROM act
    WHERE data_hash IS NOT NULL
    UNION ALL SELECT act.inspection, 'act_printed', document.sha256
    FROM document JOIN act ON act.id = document.act
)
SELECT inspection FROM (SELECT * FROM kept EXCEPT SELECT * FROM told) ORDER BY inspection LIMIT 1
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

    async def first_untold(self) -> int | None:
        """Tell the first inspection of which more was done than the audit tells.

        A chain whose last entries were cut off is sound in itself: this is how it shows.
        """
        row = await self._database.row(UNTOLD)
        return int(row["inspection"]) if row else None

    async def first_forged(self) -> int | None:
        """Tell the first inspection whose act or print has a hash that the audit does not tell.

        Whoever could slip a hash in would make a forged file genuine.
        """
        row = await self._database.row(FORGED)
        return int(row["inspection"]) if row else None
