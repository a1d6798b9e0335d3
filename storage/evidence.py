"""Evidence in SQLite: what was sent, and whether its file is safely kept."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.domain.inspection import Evidence, EvidenceKind, EvidenceStatus, InspectionId
from bot.domain.people import PersonId
from bot.services.stores import PendingEvidence
from storage.database import Database, Value

ADD = """
INSERT INTO evidence (inspection, requirement, kind, status, caption, author, message_id, file_id,
    file_size, latitude, longitude, sent_at)
VALUES (:inspection, :requirement, :kind, :status, :caption, :author, :message_id, :file_id,
    :file_size, :latitude, :longitude, :sent_at)
ON CONFLICT (inspection, author, message_id) DO NOTHING RETURNING id
"""
PENDING = """
SELECT id, inspection, requirement, author, kind, file_id FROM evidence
WHERE id = ? AND status = 'pending'
"""
BYTES_SINCE = """
SELECT COALESCE(SUM(file_size), 0) AS bytes FROM (
    SELECT message_id, file_size FROM evidence WHERE author = :author AND sent_at >= :since
    UNION SELECT message_id, file_size FROM proof WHERE author = :author AND sent_at >= :since
)
"""
STORE = "UPDATE evidence SET status = 'stored', sha256 = ? WHERE id = ? AND status = 'pending'"
REFUSE = "UPDATE evidence SET status = 'refused', refusal = ? WHERE id = ? AND status = 'pending'"


class SqliteEvidence:
    """Keeps what was sent for each requirement."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add_evidence(
        self,
        inspection: InspectionId,
        evidence: Evidence,
        author: PersonId,
        message_id: int,
        file_id: str | None,
        file_size: int | None = None,
    ) -> int | None:
        """Keep a piece of evidence and tell its id; None when this message was kept before."""
        row = await self._database.row(
            ADD,
            {
                "inspection": inspection,
                "requirement": evidence.requirement,
                "kind": evidence.kind,
                "status": evidence.status,
                "caption": evidence.caption,
                "author": author,
                "message_id": message_id,
                "file_id": file_id,
                "file_size": file_size,
                "latitude": evidence.latitude,
                "longitude": evidence.longitude,
                "sent_at": evidence.sent_at.isoformat(),
            },
        )
        return int(row["id"]) if row else None

    async def pending(self, evidence: int) -> PendingEvidence | None:
        """Read a file that still has to be fetched."""
        row = await self._database.row(PENDING, (evidence,))
        if row is None:
            return None
        return PendingEvidence(
            id=row["id"],
            inspection=InspectionId(row["inspection"]),
            requirement=row["requirement"],
            author=PersonId(row["author"]),
            kind=EvidenceKind(row["kind"]),
            file_id=row["file_id"],
        )

    async def bytes_since(self, author: PersonId, since: datetime) -> int:
        """Add up the sizes of all files that somebody has sent since then, each message once."""
        values: dict[str, Value] = {"author": author, "since": since.astimezone(UTC).isoformat()}
        row = await self._database.row(BYTES_SINCE, values)
        return int(row["bytes"]) if row else 0

    async def store(self, evidence: int, sha256: str) -> None:
        """Mark a file as safely kept."""
        await self._database.rows(STORE, (sha256, evidence))

    async def refuse(self, evidence: int, reason: str) -> None:
        """Mark a file as refused."""
        await self._database.rows(REFUSE, (reason, evidence))


def evidence_from_json(item: Mapping[str, Any]) -> Evidence:
    """Read a piece of evidence back from its columns."""
    return Evidence(
        **{
            **item,
            "kind": EvidenceKind(item["kind"]),
            "status": EvidenceStatus(item["status"]),
            "sent_at": datetime.fromisoformat(item["sent_at"]),
        }
    )
