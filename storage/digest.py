"""What a digest sums up for one person, in SQLite."""

from datetime import date, datetime

from bot.domain.act import ActId, ActNumber
from bot.domain.people import PersonId
from bot.services.reminder_store import ActInBrief, OpenTerm, Wait
from storage.database import Database
from storage.reminders import GROUPED, LONGEST_FIRST, TERMS, WAITS, terms_of, waits_of

CONCERNS = """
(
    inspection.inspector = :person
    OR EXISTS (
        SELECT 1 FROM participant
        WHERE participant.inspection = inspection.id AND participant.person = :person
    )
    OR EXISTS (
        SELECT 1 FROM submission
        WHERE submission.act = act.id AND submission.supervisor = :person
            AND submission.withdrawn_at IS NULL
    )
)
"""
RETURNED = f"""
SELECT act.id, act.year, act.sequence, act.revision, inspection.subject_name
FROM inspection JOIN act ON act.inspection = inspection.id
WHERE inspection.status = 'returned' AND {CONCERNS} ORDER BY act.id
"""
LAST = "SELECT digested_at FROM person WHERE id = ?"
KEEP_LAST = "UPDATE person SET digested_at = ? WHERE id = ?"


class SqliteDigests:
    """Looks up what there is to do for somebody."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def waits(self, supervisor: PersonId) -> list[Wait]:
        """List what waits for somebody's decision, the longest wait first."""
        statement = f"{WAITS} AND submission.supervisor = ? {LONGEST_FIRST}"
        return waits_of(await self._database.rows(statement, (supervisor,)))

    async def returned(self, person: PersonId) -> list[ActInBrief]:
        """List the acts of somebody's concern that were returned and are not corrected yet."""
        return [
            ActInBrief(
                ActId(row["id"]),
                ActNumber(row["year"], row["sequence"], row["revision"]),
                row["subject_name"] or "",
            )
            for row in await self._database.rows(RETURNED, {"person": person})
        ]

    async def terms_until(self, person: PersonId, day: date) -> list[OpenTerm]:
        """List the terms of somebody's concern that end on this day or ended before."""
        statement = f"{TERMS} AND deadline.due <= :day AND {CONCERNS} {GROUPED}"
        rows = await self._database.rows(statement, {"person": person, "day": day.isoformat()})
        return terms_of(rows)

    async def last_digest(self, person: PersonId) -> datetime | None:
        """Tell when somebody got the last digest."""
        row = await self._database.row(LAST, (person,))
        moment = row["digested_at"] if row else None
        return datetime.fromisoformat(moment) if moment else None

    async def keep_last_digest(self, person: PersonId, moment: datetime) -> None:
        """Keep when somebody got a digest."""
        await self._database.rows(KEEP_LAST, (moment.isoformat(), person))
