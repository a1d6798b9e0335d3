"""Co-inspectors in SQLite: who takes part, and the names that their act is printed with."""

from datetime import datetime

from bot.domain.inspection import InspectionId
from bot.domain.people import PersonId
from storage.database import Database

ADD = """
INSERT INTO participant (inspection, person, joined_at) VALUES (?, ?, ?)
ON CONFLICT DO NOTHING RETURNING person
"""
REMOVE = "DELETE FROM participant WHERE inspection = ? AND person = ? RETURNING person"
WRITE_DOWN = """
UPDATE participant SET full_name = person.full_name, position = person.position
FROM person WHERE person.id = participant.person AND participant.inspection = ?
"""
# Who sent something may have left the inspection: the print still says who it was.
WRITE_DOWN_AUTHORS = """
UPDATE evidence SET author_name = person.full_name
FROM person
WHERE person.id = evidence.author AND evidence.inspection = ? AND evidence.author_name IS NULL
"""


class SqliteParticipants:
    """Keeps who inspects together with the leader."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add_participant(
        self, inspection: InspectionId, person: PersonId, now: datetime
    ) -> bool:
        """Let somebody take part; False when that one does already."""
        added = await self._database.row(ADD, (inspection, person, now.isoformat()))
        return added is not None

    async def remove_participant(self, inspection: InspectionId, person: PersonId) -> bool:
        """Let somebody take part no longer; False when that one does not."""
        return await self._database.row(REMOVE, (inspection, person)) is not None

    async def write_down_participants(self, inspection: InspectionId) -> None:
        """Keep names and positions as they are now: a later change of a profile alters no act."""
        await self._database.rows(WRITE_DOWN, (inspection,))
        await self._database.rows(WRITE_DOWN_AUTHORS, (inspection,))
