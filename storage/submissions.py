"""Acts on their way to supervisors in SQLite."""

from datetime import datetime
from sqlite3 import Row

from bot.domain.act import ActId
from bot.domain.people import PersonId
from bot.services.stores import Submission, SubmissionStatus
from storage.database import Database

QUEUE = """
INSERT INTO submission (act, supervisor, status, submitted_at)
VALUES (:act, :supervisor, 'queued', :now)
ON CONFLICT (act, supervisor) DO UPDATE SET
    status = 'queued', failure = NULL, message_id = NULL, withdrawn_at = NULL,
    -- Sent once more while nobody has decided, it waits as long as it did.
    submitted_at = IIF(withdrawn_at IS NULL, submitted_at, excluded.submitted_at)
RETURNING id
"""
COLUMNS = "id, act, supervisor, status, failure, message_id, withdrawn_at"
GET = f"SELECT {COLUMNS} FROM submission WHERE id = ?"
OF_ACT = f"SELECT {COLUMNS} FROM submission WHERE act = ? ORDER BY id"
SETTLE = """
UPDATE submission SET status = ?, failure = ?, message_id = COALESCE(?, message_id) WHERE id = ?
"""
ON_THE_WAY = """
SELECT id FROM submission
WHERE supervisor = ? AND status = 'queued' AND withdrawn_at IS NULL ORDER BY id
"""
# Whoever inspects decides about nothing of it, nor does somebody without the role.
UNDECIDABLE = """
SELECT act.id FROM submission
JOIN act ON act.id = submission.act
JOIN inspection ON inspection.id = act.inspection AND inspection.status = 'submitted'
WHERE submission.supervisor = ? AND submission.withdrawn_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM submission AS other
    JOIN person ON person.id = other.supervisor AND person.active
        AND person.role IN ('supervisor', 'admin') AND person.id <> inspection.inspector
    WHERE other.act = act.id AND other.withdrawn_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM participant
        WHERE participant.inspection = inspection.id AND participant.person = person.id
    )
)
ORDER BY act.id
"""
TAKE_BACK = """
DELETE FROM outbox
WHERE subject = CAST(? AS TEXT) AND (kind = 'deliver_act' OR topic IN ('submission', 'enclosure'))
"""
WITHDRAW = """
UPDATE submission SET withdrawn_at = ? WHERE act = ? AND withdrawn_at IS NULL RETURNING id
"""
LAST_CHOICE = """
SELECT supervisor FROM submission WHERE act = (
    SELECT submission.act FROM submission
    JOIN act ON act.id = submission.act JOIN inspection ON inspection.id = act.inspection
    WHERE inspection.inspector = ? ORDER BY submission.submitted_at DESC, submission.id DESC LIMIT 1
)
ORDER BY supervisor
"""


class SqliteSubmissions:
    """Keeps to whom each act was sent and whether it arrived."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def queue(self, act: ActId, supervisor: PersonId, now: datetime) -> int:
        """Note that an act is on its way (again) and tell the submission's id."""
        row = await self._database.row(
            QUEUE, {"act": act, "supervisor": supervisor, "now": now.isoformat()}
        )
        return int(row["id"]) if row else 0

    async def get(self, submission: int) -> Submission | None:
        """Read one submission."""
        row = await self._database.row(GET, (submission,))
        return _submission(row) if row else None

    async def of_act(self, act: ActId) -> list[Submission]:
        """List to whom an act was sent."""
        return [_submission(row) for row in await self._database.rows(OF_ACT, (act,))]

    async def settle(
        self,
        submission: int,
        status: SubmissionStatus,
        failure: str | None,
        message_id: int | None = None,
    ) -> None:
        """Note whether it arrived, and as which message."""
        await self._database.rows(SETTLE, (status, failure, message_id, submission))

    async def take_back(self, submission: int) -> None:
        """Forget what of a submission still waits to be sent."""
        await self._database.rows(TAKE_BACK, (submission,))

    async def withdraw(self, act: ActId, now: datetime) -> None:
        """Note that an act is no longer with any supervisor; what waits to be sent is forgotten."""
        for row in await self._database.rows(WITHDRAW, (now.isoformat(), act)):
            await self.take_back(row["id"])

    async def on_the_way(self, supervisor: PersonId) -> list[int]:
        """List the submissions that have not yet arrived at a supervisor."""
        return [int(row["id"]) for row in await self._database.rows(ON_THE_WAY, (supervisor,))]

    async def undecidable(self, supervisor: PersonId) -> list[ActId]:
        """List the acts sent to somebody on which nobody who received them can decide."""
        rows = await self._database.rows(UNDECIDABLE, (supervisor,))
        return [ActId(row["id"]) for row in rows]

    async def last_choice(self, inspector: PersonId) -> list[PersonId]:
        """List the supervisors to whom the inspector sent the last act."""
        rows = await self._database.rows(LAST_CHOICE, (inspector,))
        return [PersonId(row["supervisor"]) for row in rows]


def _submission(row: Row) -> Submission:
    return Submission(
        id=row["id"],
        act=ActId(row["act"]),
        supervisor=PersonId(row["supervisor"]),
        status=SubmissionStatus(row["status"]),
        failure=row["failure"],
        message_id=row["message_id"],
        withdrawn=row["withdrawn_at"] is not None,
    )
