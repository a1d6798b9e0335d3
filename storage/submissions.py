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
    status = 'queued', failure = NULL, submitted_at = excluded.submitted_at
RETURNING id
"""
GET = "SELECT id, act, supervisor, status, failure FROM submission WHERE id = ?"
OF_ACT = "SELECT id, act, supervisor, status, failure FROM submission WHERE act = ? ORDER BY id"
SETTLE = "UPDATE submission SET status = ?, failure = ? WHERE id = ?"
ON_THE_WAY = "SELECT id FROM submission WHERE supervisor = ? AND status = 'queued' ORDER BY id"
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

    async def settle(self, submission: int, status: SubmissionStatus, failure: str | None) -> None:
        """Note whether it arrived."""
        await self._database.rows(SETTLE, (status, failure, submission))

    async def on_the_way(self, supervisor: PersonId) -> list[int]:
        """List the submissions that have not yet arrived at a supervisor."""
        return [int(row["id"]) for row in await self._database.rows(ON_THE_WAY, (supervisor,))]

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
    )
