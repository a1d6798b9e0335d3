"""Corrections in SQLite: a finished inspection copied into a new draft, and put in its place."""

from datetime import datetime

from bot.domain.inspection import Inspection, InspectionId
from bot.domain.people import PersonId
from storage.database import Database

TOLD = """
state_body, appointment_number, appointment_date, subject_name, subject_number, address,
started_at, period_start, period_end, place, colleagues, representative_name,
representative_position, acquaintance
"""
BEGIN = f"""
INSERT INTO inspection (inspector, checklist, revision, {TOLD}, corrects, correction_reason,
    corrected_by, created_at, updated_at)
SELECT inspector, checklist, revision + 1, {TOLD}, id, :reason, :author, :now, :now
FROM inspection WHERE id = :corrected
ON CONFLICT DO NOTHING RETURNING id
"""
COPY = (
    """
    INSERT INTO answer (inspection, requirement, verdict, alternative, reason, remark, severity,
        version, author, answered_at)
    SELECT :draft, requirement, verdict, alternative, reason, remark, severity, 0, author,
        answered_at
    FROM answer WHERE inspection = :corrected
    """,
    """
    INSERT INTO evidence (inspection, requirement, kind, status, caption, author, message_id,
        file_id, file_size, sha256, latitude, longitude, sent_at, author_name, inherited)
    SELECT :draft, requirement, kind, status, caption, author, message_id, file_id, file_size,
        sha256, latitude, longitude, sent_at, author_name, 1
    FROM evidence WHERE inspection = :corrected AND status = 'stored' ORDER BY id
    """,
    """
    INSERT INTO measure (inspection, requirement, due, instruction)
    SELECT :draft, measure.requirement, due, instruction
    FROM measure JOIN answer USING (inspection, requirement)
    WHERE measure.inspection = :corrected AND answer.verdict = 'violates'
    """,
    """
    INSERT INTO participant (inspection, person, joined_at)
    SELECT :draft, person, joined_at FROM participant
    WHERE inspection = :corrected  -- who took part may lead it meanwhile
        AND person <> (SELECT inspector FROM inspection WHERE id = :draft)
    """,
    # What was copied says when it was first told; the draft itself is new.
    "UPDATE inspection SET updated_at = created_at WHERE id = :draft",
)
OF = "SELECT id FROM inspection WHERE corrects = ? AND status <> 'cancelled'"
SUPERSEDE = """
UPDATE inspection SET status = IIF(id = :draft, 'finished', 'superseded'), version = version + 1,
    updated_at = :now
WHERE id IN (:draft, :corrected) AND 2 = (
    SELECT COUNT(*) FROM inspection AS known
    WHERE (known.id = :draft AND known.status = 'draft' AND known.version = :draft_version)
        OR (known.id = :corrected AND known.status = :status AND known.version = :version)
)
RETURNING id
"""


class SqliteCorrections:
    """Keeps corrections; of each inspection there is one at most, whoever begins it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(
        self, corrected: InspectionId, author: PersonId, reason: str, now: datetime
    ) -> InspectionId | None:
        """Copy an inspection into a draft of the next revision; None when there is one already."""
        row = await self._database.row(
            BEGIN,
            {
                "corrected": corrected,
                "author": author,
                "reason": reason,
                "now": now.isoformat(),
            },
        )
        if row is None:
            return None
        for statement in COPY:
            await self._database.rows(statement, {"draft": row["id"], "corrected": corrected})
        return InspectionId(row["id"])

    async def of(self, corrected: InspectionId) -> InspectionId | None:
        """Find the correction of an inspection, under way or finished."""
        row = await self._database.row(OF, (corrected,))
        return InspectionId(row["id"]) if row else None

    async def supersede(self, draft: Inspection, corrected: Inspection, now: datetime) -> bool:
        """Finish a draft in place of what it corrects, if both are still as they were read."""
        rows = await self._database.rows(
            SUPERSEDE,
            {
                "draft": draft.id,
                "draft_version": draft.version,
                "corrected": corrected.id,
                "status": corrected.status,
                "version": corrected.version,
                "now": now.isoformat(),
            },
        )
        return bool(list(rows))
