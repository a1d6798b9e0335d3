"""Who leads which inspection, in SQLite."""

from datetime import datetime
from sqlite3 import Row

from bot.domain.inspection import InspectionId, InspectionStatus
from bot.domain.people import PersonId
from bot.services.succession import OpenInspection
from storage.database import Database

IS_OPEN = """
inspection.inspector = :person AND (
    inspection.status IN ('draft', 'finished', 'submitted', 'returned')
    OR inspection.status = 'accepted' AND EXISTS (
        SELECT 1 FROM deadline
        WHERE deadline.inspection = inspection.id AND deadline.state = 'open'
    )
)
"""
OPEN_WORK = f"SELECT id, status, subject_name FROM inspection WHERE {IS_OPEN} ORDER BY id"
HAND_OVER = f"""
UPDATE inspection SET inspector = :successor, version = version + 1, updated_at = :now
WHERE {IS_OPEN} RETURNING id, status, subject_name
"""
# Of a draft alone: who took part in what is finished already stands in the act.
NO_LONGER_TAKES_PART = """
DELETE FROM participant WHERE person = :successor AND inspection IN (
    SELECT id FROM inspection WHERE inspector = :successor AND status = 'draft'
)
"""


class SqliteSuccession:
    """Hands inspections over."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open_work(self, person: PersonId) -> list[OpenInspection]:
        """List what waits for somebody, the oldest first."""
        return [_open(row) for row in await self._database.rows(OPEN_WORK, {"person": person})]

    async def hand_over(
        self, person: PersonId, successor: PersonId, now: datetime
    ) -> list[OpenInspection]:
        """Let somebody else lead all that waits for a person, and tell what it was."""
        parties = {"person": person, "successor": successor}
        rows = await self._database.rows(HAND_OVER, {**parties, "now": now.isoformat()})
        await self._database.rows(NO_LONGER_TAKES_PART, {"successor": successor})
        return sorted((_open(row) for row in rows), key=lambda each: each.id)


def _open(row: Row) -> OpenInspection:
    return OpenInspection(
        InspectionId(row["id"]), InspectionStatus(row["status"]), row["subject_name"]
    )
