"""The review of acts in SQLite."""

import json
from datetime import datetime
from sqlite3 import Row

from bot.domain.act import ActId, ActNumber
from bot.domain.inspection import InspectionId
from bot.domain.people import PersonId
from bot.domain.review import Review, Step
from bot.services.review_store import WaitingAct
from storage.database import Database

ADD = """
INSERT INTO review (act, step, author, remark, requirements, voice_file_id, said_at)
VALUES (:act, :step, :author, :remark, :requirements, :voice, :said_at) RETURNING id
"""
SPOKEN = "SELECT voice_file_id FROM review WHERE id = ? AND voice_sha256 IS NULL"
KEEP_SPOKEN = """
UPDATE review SET voice_sha256 = ? WHERE id = ?
RETURNING (SELECT inspection FROM act WHERE act.id = review.act) AS inspection
"""
OF_ACT = """
SELECT act, step, author, remark, requirements, voice_file_id, said_at
FROM review WHERE act = ? ORDER BY id
"""
BEING_CORRECTED = "SELECT 1 FROM inspection WHERE corrects = ? AND status = 'draft'"
UNDECIDED = """
FROM submission
JOIN act ON act.id = submission.act
JOIN inspection ON inspection.id = act.inspection AND inspection.status = 'submitted'
WHERE submission.supervisor = :supervisor AND submission.withdrawn_at IS NULL
    AND inspection.inspector <> :supervisor
    AND NOT EXISTS (
        SELECT 1 FROM participant
        WHERE participant.inspection = inspection.id AND participant.person = :supervisor
    )
"""
WAITING = f"""
SELECT act.id, act.year, act.sequence, act.revision, act.official_name, inspection.subject_name,
    submission.submitted_at,
    (SELECT COUNT(*) FROM answer WHERE answer.inspection = act.inspection AND verdict = 'violates')
    AS violations
{UNDECIDED}
ORDER BY submission.submitted_at, submission.id LIMIT :limit OFFSET :offset
"""
COUNT_WAITING = f"SELECT COUNT(*) {UNDECIDED}"


class SqliteReviews:
    """Keeps each step in the review of an act, and tells what waits for one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, review: Review) -> int:
        """Keep a step and tell its number."""
        row = await self._database.row(
            ADD,
            {
                "act": review.act,
                "step": review.step,
                "author": review.author,
                "remark": review.remark,
                "requirements": json.dumps(review.requirements),
                "voice": review.voice_file_id,
                "said_at": review.said_at.isoformat(),
            },
        )
        return int(row["id"]) if row else 0

    async def spoken(self, review: int) -> str | None:
        """Tell Telegram's id of a spoken remark whose file is not kept yet."""
        row = await self._database.row(SPOKEN, (review,))
        return row["voice_file_id"] if row else None

    async def keep_spoken(self, review: int, sha256: str) -> InspectionId:
        """Note the file of a spoken remark, and tell which inspection it is about."""
        row = await self._database.row(KEEP_SPOKEN, (sha256, review))
        return InspectionId(row["inspection"] if row else 0)

    async def of_act(self, act: ActId) -> list[Review]:
        """List the steps of an act, the first one first."""
        return [_review(row) for row in await self._database.rows(OF_ACT, (act,))]

    async def is_being_corrected(self, inspection: InspectionId) -> bool:
        """Say whether a correction of this inspection is open."""
        row = await self._database.row(BEING_CORRECTED, (inspection,))
        return row is not None

    async def waiting(self, supervisor: PersonId, limit: int, offset: int) -> list[WaitingAct]:
        """List what was sent to a supervisor and is undecided, the longest waiting first."""
        rows = await self._database.rows(
            WAITING, {"supervisor": supervisor, "limit": limit, "offset": offset}
        )
        return [_waiting(row) for row in rows]

    async def count_waiting(self, supervisor: PersonId) -> int:
        """Count what was sent to a supervisor and is undecided."""
        row = await self._database.row(COUNT_WAITING, {"supervisor": supervisor})
        return int(row[0]) if row else 0


def _review(row: Row) -> Review:
    return Review(
        act=ActId(row["act"]),
        step=Step(row["step"]),
        author=PersonId(row["author"]),
        said_at=datetime.fromisoformat(row["said_at"]),
        remark=row["remark"],
        requirements=tuple(json.loads(row["requirements"])),
        voice_file_id=row["voice_file_id"],
    )


def _waiting(row: Row) -> WaitingAct:
    return WaitingAct(
        id=ActId(row["id"]),
        number=ActNumber(row["year"], row["sequence"], row["revision"]),
        subject_name=row["subject_name"],
        official_name=row["official_name"],
        violations=row["violations"],
        waits_since=datetime.fromisoformat(row["submitted_at"]),
    )
