"""What reminders and digests are about, in SQLite."""

import json
from collections.abc import Iterable
from datetime import date, datetime, time
from sqlite3 import Row

from bot.domain.act import ActId, ActNumber
from bot.domain.inspection import InspectionId
from bot.domain.people import PersonId, Role
from bot.services.ports import JobKind
from bot.services.reminder_store import Duty, OpenTerm, ReminderSettings, Wait
from storage.database import Database

SETTINGS = "SELECT time_zone, digest_at FROM person WHERE id = ?"
KEEP_SETTINGS = "UPDATE person SET time_zone = ?, digest_at = ? WHERE id = ?"
IN_FORCE = "('finished', 'submitted', 'accepted', 'returned')"
"""The states in which an order is in force; a superseded one was replaced."""
TERMS = f"""
SELECT deadline.inspection, deadline.due, act.id AS act, act.year, act.sequence, act.revision,
    inspection.subject_name,
    json_group_array(deadline.requirement) AS requirements
FROM deadline
JOIN inspection ON inspection.id = deadline.inspection AND inspection.status IN {IN_FORCE}
JOIN act ON act.inspection = deadline.inspection
WHERE deadline.state = 'open'
"""
GROUPED = " GROUP BY deadline.inspection, deadline.due ORDER BY deadline.due, deadline.inspection"
TERM = f"{TERMS} AND deadline.inspection = ? AND deadline.due = ? {GROUPED}"
OPEN_TERMS = f"""
FROM deadline
JOIN inspection ON inspection.id = deadline.inspection AND inspection.status IN {IN_FORCE}
"""
# Inspectors come first: who inspects and received the act as well is told as an inspector.
DUTIES = f"""
SELECT deadline.inspection, deadline.due, inspection.inspector AS person, 'inspector' AS role
{OPEN_TERMS} WHERE deadline.state = 'open' AND %(which)s
UNION SELECT deadline.inspection, deadline.due, participant.person, 'inspector' {OPEN_TERMS}
JOIN participant ON participant.inspection = deadline.inspection
WHERE deadline.state = 'open' AND %(which)s
UNION SELECT deadline.inspection, deadline.due, submission.supervisor, 'supervisor' {OPEN_TERMS}
JOIN act ON act.inspection = deadline.inspection
JOIN submission ON submission.act = act.id AND submission.withdrawn_at IS NULL
WHERE deadline.state = 'open' AND %(which)s
ORDER BY role, deadline.inspection, deadline.due
"""
DUTIES_OF = DUTIES % {"which": "deadline.inspection = ?1"}
DUTIES_SINCE = DUTIES % {"which": "deadline.due >= ?1"}
WAITS = """
SELECT submission.id AS submission, submission.act, submission.supervisor, submission.submitted_at,
    act.year, act.sequence, act.revision, act.inspection, inspection.inspector,
    inspection.subject_name
FROM submission
JOIN act ON act.id = submission.act
JOIN inspection ON inspection.id = act.inspection AND inspection.status = 'submitted'
WHERE submission.withdrawn_at IS NULL AND submission.supervisor NOT IN (
    SELECT inspection.inspector
    UNION SELECT person FROM participant WHERE participant.inspection = inspection.id
)
"""
LONGEST_FIRST = " ORDER BY submission.submitted_at, submission.id"
WITH_DIGEST = "SELECT id FROM person WHERE digest_at IS NOT NULL AND active ORDER BY id"
PLANNED = """
SELECT subject FROM outbox WHERE state = 'planned' AND kind = ? AND lane = 'remind:' || ?
ORDER BY id
"""
ORDERED = "SELECT subject FROM outbox WHERE kind = ? AND state IN ('planned', 'waiting')"


class SqliteReminders:
    """Looks up what is still to be done, and keeps when people want to hear of it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def settings(self, person: PersonId) -> ReminderSettings:
        """Read when somebody wants to be spoken to."""
        row = await self._database.row(SETTINGS, (person,))
        if row is None:
            return ReminderSettings()
        at = row["digest_at"]
        return ReminderSettings(row["time_zone"], time.fromisoformat(at) if at else None)

    async def keep_settings(self, person: PersonId, settings: ReminderSettings) -> None:
        """Keep when somebody wants to be spoken to."""
        at = settings.digest_at.isoformat("minutes") if settings.digest_at else None
        await self._database.rows(KEEP_SETTINGS, (settings.time_zone, at, person))

    async def term(self, inspection: InspectionId, due: date) -> OpenTerm | None:
        """Read what is still to be eliminated until a day; None when that is nothing."""
        found = terms_of(await self._database.rows(TERM, (inspection, due.isoformat())))
        return found[0] if found else None

    async def duties_of(self, inspection: InspectionId) -> list[Duty]:
        """List the open terms of an inspection with whom they concern, each person once a term."""
        return _duties(await self._database.rows(DUTIES_OF, (inspection,)))

    async def duties_since(self, day: date) -> list[Duty]:
        """List all open terms that end on this day or later, with whom they concern."""
        return _duties(await self._database.rows(DUTIES_SINCE, (day.isoformat(),)))

    async def waiting(self, submission: int) -> Wait | None:
        """Read a submission if its act still waits for the decision of this supervisor."""
        found = waits_of(await self._database.rows(f"{WAITS} AND submission.id = ?", (submission,)))
        return found[0] if found else None

    async def waiting_of(self, act: ActId) -> list[Wait]:
        """List for whose decisions an act waits, the longest wait first."""
        statement = f"{WAITS} AND submission.act = ? {LONGEST_FIRST}"
        return waits_of(await self._database.rows(statement, (act,)))

    async def all_waiting(self) -> list[Wait]:
        """List everything that waits for a decision."""
        return waits_of(await self._database.rows(f"{WAITS} {LONGEST_FIRST}"))

    async def with_digest(self) -> list[PersonId]:
        """List those who want a digest."""
        return [PersonId(row["id"]) for row in await self._database.rows(WITH_DIGEST)]

    async def planned(self, person: PersonId) -> list[str]:
        """List the subjects of somebody's reminders whose time has not come."""
        rows = await self._database.rows(PLANNED, (JobKind.REMIND, person))
        return [str(row["subject"]) for row in rows]

    async def ordered(self) -> list[str]:
        """List the subjects of all reminders that were not yet dealt with."""
        rows = await self._database.rows(ORDERED, (JobKind.REMIND,))
        return [str(row["subject"]) for row in rows]


def terms_of(rows: Iterable[Row]) -> list[OpenTerm]:
    """Read open terms from the rows of `TERMS`."""
    return [
        OpenTerm(
            inspection=InspectionId(row["inspection"]),
            act=ActId(row["act"]),
            number=_number(row),
            subject_name=row["subject_name"] or "",
            due=date.fromisoformat(row["due"]),
            requirements=tuple(sorted(json.loads(row["requirements"]), key=_natural)),
        )
        for row in rows
    ]


def waits_of(rows: Iterable[Row]) -> list[Wait]:
    """Read what waits from the rows of `WAITS`."""
    return [
        Wait(
            submission=row["submission"],
            inspection=InspectionId(row["inspection"]),
            act=ActId(row["act"]),
            number=_number(row),
            subject_name=row["subject_name"] or "",
            inspector=PersonId(row["inspector"]),
            supervisor=PersonId(row["supervisor"]),
            since=datetime.fromisoformat(row["submitted_at"]),
        )
        for row in rows
    ]


def _duties(rows: Iterable[Row]) -> list[Duty]:
    found: dict[tuple[InspectionId, date, PersonId], Duty] = {}
    for row in rows:
        term = InspectionId(row["inspection"]), date.fromisoformat(row["due"])
        person = PersonId(row["person"])
        found.setdefault((*term, person), Duty(*term, person, Role(row["role"])))
    return list(found.values())


def _natural(requirement: str) -> tuple[int, str]:
    return len(requirement), requirement  # 9 comes before 10


def _number(row: Row) -> ActNumber:
    return ActNumber(row["year"], row["sequence"], row["revision"])
