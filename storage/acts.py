"""Acts and the files printed of them in SQLite."""

from datetime import datetime
from sqlite3 import Row

from bot.domain.act import ActId, ActNumber, DocumentKind, Edition
from bot.domain.inspection import Inspection, InspectionId, InspectionStatus
from bot.domain.people import Person, PersonId, Role
from bot.services.act_store import ActRecord, ActSummary, PrintRecord
from storage.database import Database

COLUMNS = """
act.id, act.inspection, inspection.inspector, act.year, act.sequence, act.revision, act.code,
act.edition, act.official, act.official_name, act.official_position, act.finished_at, act.data_hash,
act.previous_hash, (
    SELECT former.finished_at FROM act AS former WHERE former.inspection = inspection.corrects
) AS superseded_at
"""
ADD = """
INSERT INTO act (inspection, year, sequence, revision, code, original_language, edition,
    official, official_name, official_position, finished_at)
SELECT :inspection, COALESCE(first.year, :year),
    COALESCE(
        first.sequence, (SELECT COALESCE(MAX(sequence), 0) + 1 FROM act WHERE year = :year)
    ),
    :revision, :code, :language, :edition, :official, :name, :position, :now
FROM (SELECT 1)
LEFT JOIN (SELECT year, sequence FROM act WHERE inspection = :corrects) AS first ON TRUE
RETURNING id
"""
GET = (
    f"SELECT {COLUMNS} FROM act JOIN inspection ON inspection.id = act.inspection WHERE act.id = ?"
)
BY_CODE = f"""
SELECT {COLUMNS} FROM act JOIN inspection ON inspection.id = act.inspection WHERE act.code = ?
"""
OF_INSPECTION = f"""
SELECT {COLUMNS} FROM act JOIN inspection ON inspection.id = act.inspection
WHERE act.inspection = ?
"""
VISIBLE = """
SELECT act.id, act.year, act.sequence, act.revision, act.finished_at, inspection.subject_name,
    inspection.status,
    (SELECT COUNT(*) FROM answer WHERE answer.inspection = act.inspection AND verdict = 'violates')
    AS violations
FROM act JOIN inspection ON inspection.id = act.inspection
WHERE inspection.inspector = :person OR :sees_all
    OR EXISTS (
        SELECT 1 FROM participant
        WHERE participant.inspection = inspection.id AND participant.person = :person
    )
    OR (:supervises AND act.id IN (
        SELECT act FROM submission WHERE supervisor = :person
            AND (withdrawn_at IS NULL OR status = 'delivered')
    ))
ORDER BY act.year DESC, act.sequence DESC, act.revision DESC LIMIT :limit OFFSET :offset
"""
HASH_BEFORE = "SELECT data_hash FROM act WHERE id < ? ORDER BY id DESC LIMIT 1"
SEAL = "UPDATE act SET data_hash = ?, previous_hash = ? WHERE id = ?"
LATEST = f"""
SELECT {COLUMNS} FROM act JOIN inspection ON inspection.id = act.inspection
JOIN act AS asked ON asked.year = act.year AND asked.sequence = act.sequence
WHERE asked.id = ? ORDER BY act.revision DESC LIMIT 1
"""
BY_FILE = "SELECT act, kind, edition FROM document WHERE sha256 = ?"
DOCUMENT = "SELECT sha256 FROM document WHERE act = ? AND kind = ? AND edition = ?"
ADD_DOCUMENT = """
INSERT INTO document (act, kind, edition, sha256, printed_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING
"""


class SqliteActs:
    """Keeps acts and the files printed of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(
        self,
        inspection: Inspection,
        year: int,
        code: str,
        edition: Edition,
        official: Person,
        now: datetime,
    ) -> ActRecord:
        """Give the next number of the year, without gaps; a correction keeps the number it had."""
        row = await self._database.row(
            ADD,
            {
                "inspection": inspection.id,
                "corrects": inspection.correction.corrects if inspection.correction else None,
                "year": year,
                "revision": inspection.revision,
                "code": code,
                "language": edition.languages[0],
                "edition": edition,
                "official": official.id,
                "name": official.full_name,
                "position": official.position,
                "now": now.isoformat(),
            },
        )
        found = await self.get(ActId(row["id"])) if row else None
        if found is None:
            raise LookupError("the act was not kept")
        return found

    async def get(self, act: ActId) -> ActRecord | None:
        """Read an act."""
        row = await self._database.row(GET, (act,))
        return _record(row) if row else None

    async def of_inspection(self, inspection: InspectionId) -> ActRecord | None:
        """Read the act of an inspection."""
        row = await self._database.row(OF_INSPECTION, (inspection,))
        return _record(row) if row else None

    async def by_code(self, code: str) -> ActRecord | None:
        """Find the act with this verification code."""
        row = await self._database.row(BY_CODE, (code,))
        return _record(row) if row else None

    async def visible_to(self, person: Person, limit: int, offset: int) -> list[ActSummary]:
        """List the acts a person may see, the newest first."""
        rows = await self._database.rows(
            VISIBLE,
            {
                "person": person.id,
                "sees_all": int(person.may(Role.ADMIN)),
                "supervises": int(person.may(Role.SUPERVISOR)),
                "limit": limit,
                "offset": offset,
            },
        )
        return [_summary(row) for row in rows]

    async def last_hash_before(self, act: ActId) -> str | None:
        """Read the data hash of the act that was finished before this one."""
        row = await self._database.row(HASH_BEFORE, (act,))
        return row["data_hash"] if row else None

    async def seal(self, act: ActId, data_hash: str, previous_hash: str | None) -> None:
        """Keep the hash of an act's data, and that of the act before it."""
        await self._database.rows(SEAL, (data_hash, previous_hash, act))

    async def latest(self, act: ActId) -> ActRecord | None:
        """Read the last revision of an act's number."""
        row = await self._database.row(LATEST, (act,))
        return _record(row) if row else None

    async def by_file(self, sha256: str) -> PrintRecord | None:
        """Find what was printed as the file with this hash."""
        row = await self._database.row(BY_FILE, (sha256,))
        if row is None:
            return None
        return PrintRecord(ActId(row["act"]), DocumentKind(row["kind"]), Edition(row["edition"]))

    async def document(self, act: ActId, kind: DocumentKind, edition: Edition) -> str | None:
        """Tell the SHA-256 of the file printed in this edition."""
        row = await self._database.row(DOCUMENT, (act, kind, edition))
        return str(row["sha256"]) if row else None

    async def add_document(
        self, act: ActId, kind: DocumentKind, edition: Edition, sha256: str, now: datetime
    ) -> None:
        """Keep which file was printed; the first one counts."""
        values = (act, kind, edition, sha256, now.isoformat())
        await self._database.rows(ADD_DOCUMENT, values)


def _record(row: Row) -> ActRecord:
    superseded = row["superseded_at"]
    return ActRecord(
        id=ActId(row["id"]),
        inspection=InspectionId(row["inspection"]),
        inspector=PersonId(row["inspector"]),
        number=_number(row),
        code=row["code"],
        edition=Edition(row["edition"]),
        official_name=row["official_name"],
        official_position=row["official_position"],
        finished_at=datetime.fromisoformat(row["finished_at"]),
        data_hash=row["data_hash"],
        previous_hash=row["previous_hash"],
        official=PersonId(row["official"]) if row["official"] else None,
        superseded_at=datetime.fromisoformat(superseded) if superseded else None,
    )


def _summary(row: Row) -> ActSummary:
    return ActSummary(
        id=ActId(row["id"]),
        number=_number(row),
        subject_name=row["subject_name"],
        violations=row["violations"],
        finished_at=datetime.fromisoformat(row["finished_at"]),
        status=InspectionStatus(row["status"]),
    )


def _number(row: Row) -> ActNumber:
    return ActNumber(row["year"], row["sequence"], row["revision"])
