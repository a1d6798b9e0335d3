"""The terms of orders, and the files that prove eliminations, in SQLite."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from sqlite3 import Row
from typing import Any

from bot.domain.deadline import Deadline, DeadlineState, Proof
from bot.domain.inspection import EvidenceKind, EvidenceStatus, InspectionId
from bot.domain.people import PersonId
from bot.services.evidence import Received
from bot.services.stores import PendingEvidence
from storage.database import Database, Value

OPEN = """
INSERT INTO deadline (inspection, requirement, ordered_due, due, state, remark, extension_reason,
    settled_by, settled_at, version)
VALUES (:inspection, :requirement, :ordered_due, :due, :state, :remark, :extension_reason,
    :settled_by, :settled_at, :version)
"""
OF = """
SELECT deadline.*, person.full_name AS settler,
    (SELECT json_group_array(json_object(
        'id', id, 'kind', kind, 'status', status, 'author', author, 'file_id', file_id,
        'sent_at', sent_at, 'caption', caption, 'sha256', sha256, 'settled', settled))
     FROM (SELECT * FROM proof WHERE proof.inspection = deadline.inspection
            AND proof.requirement = deadline.requirement ORDER BY proof.id)) AS proofs
FROM deadline LEFT JOIN person ON person.id = deadline.settled_by
WHERE deadline.inspection = ? ORDER BY deadline.requirement
"""
SAVE = """
UPDATE deadline SET due = :due, state = :state, remark = :remark,
    extension_reason = :extension_reason, settled_by = :settled_by, settled_at = :settled_at,
    version = :version
WHERE inspection = :inspection AND requirement = :requirement AND version = :version - 1
RETURNING version
"""
ADD_PROOF = """
INSERT INTO proof (inspection, requirement, kind, status, caption, author, message_id, file_id,
    file_size, sent_at)
VALUES (:inspection, :requirement, :kind, 'pending', :caption, :author, :message_id, :file_id,
    :file_size, :sent_at)
ON CONFLICT (inspection, author, message_id) DO NOTHING RETURNING id
"""
CONFIRM_PROOF = """
UPDATE proof SET settled = ?
WHERE inspection = ? AND requirement = ? AND author = ? AND settled IS NULL
"""
DISCARD_PROOF = """
UPDATE proof SET settled = -1
WHERE inspection = ? AND requirement = ? AND author = ? AND settled IS NULL RETURNING id
"""
"""No deadline ever has this version."""
CARRY_PROOF = """
INSERT INTO proof (inspection, requirement, kind, status, caption, author, message_id, file_id,
    file_size, sha256, sent_at, settled)
SELECT :to, requirement, kind, status, caption, author, message_id, file_id, file_size, sha256,
    sent_at, settled
FROM proof
WHERE inspection = :from AND requirement = :requirement AND settled = :settled
    AND status <> 'refused'
ORDER BY id
RETURNING id, author, status
"""
PENDING = """
SELECT id, inspection, requirement, author, kind, file_id FROM proof
WHERE id = ? AND status = 'pending'
"""
STORE = "UPDATE proof SET status = 'stored', sha256 = ? WHERE id = ? AND status = 'pending'"
REFUSE = "UPDATE proof SET status = 'refused', refusal = ? WHERE id = ? AND status = 'pending'"


class SqliteDeadlines:
    """Keeps until when each violation is to be eliminated, and what became of it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open(self, deadlines: Sequence[Deadline]) -> None:
        """Keep the terms of an act that was just finished."""
        for each in deadlines:
            values = {**_columns(each), "ordered_due": each.ordered_due.isoformat()}
            await self._database.rows(OPEN, values)

    async def of(self, inspection: InspectionId) -> tuple[Deadline, ...]:
        """Read the terms of an inspection with their files."""
        return tuple(_deadline(row) for row in await self._database.rows(OF, (inspection,)))

    async def save(self, deadline: Deadline) -> bool:
        """Keep a term if the one before has `deadline.version - 1`."""
        return await self._database.row(SAVE, _columns(deadline)) is not None

    async def add_proof(
        self, deadline: Deadline, received: Received, author: PersonId
    ) -> int | None:
        """Keep that a file was sent and tell its id; None when this message was kept before."""
        row = await self._database.row(
            ADD_PROOF,
            {
                "inspection": deadline.inspection,
                "requirement": deadline.requirement,
                "kind": received.kind,
                "caption": received.caption,
                "author": author,
                "message_id": received.message_id,
                "file_id": received.file_id,
                "file_size": received.file_size,
                "sent_at": received.sent_at.isoformat(),
            },
        )
        return int(row["id"]) if row else None

    async def confirm_proof(self, deadline: Deadline, author: PersonId) -> None:
        """Let the files that somebody sent belong to the deadline as it is now."""
        values = (deadline.version, deadline.inspection, deadline.requirement, author)
        await self._database.rows(CONFIRM_PROOF, values)

    async def discard_proof(self, deadline: Deadline, author: PersonId) -> list[int]:
        """Let the files that somebody sent and did not confirm count for nothing; tell them."""
        values = (deadline.inspection, deadline.requirement, author)
        return [int(row["id"]) for row in await self._database.rows(DISCARD_PROOF, values)]

    async def carry_proof(
        self, deadline: Deadline, earlier: Deadline
    ) -> list[tuple[int, PersonId]]:
        """Take the confirmed files over; tell id and author of those still to be fetched."""
        rows = await self._database.rows(
            CARRY_PROOF,
            {
                "from": earlier.inspection,
                "to": deadline.inspection,
                "requirement": deadline.requirement,
                "settled": deadline.version,
            },
        )
        return [(row["id"], PersonId(row["author"])) for row in rows if row["status"] == "pending"]

    async def pending_proof(self, proof: int) -> PendingEvidence | None:
        """Read a file that still has to be fetched."""
        row = await self._database.row(PENDING, (proof,))
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

    async def store_proof(self, proof: int, sha256: str) -> None:
        """Mark a file as safely kept."""
        await self._database.rows(STORE, (sha256, proof))

    async def refuse_proof(self, proof: int, reason: str) -> None:
        """Mark a file as refused."""
        await self._database.rows(REFUSE, (reason, proof))


def _columns(deadline: Deadline) -> dict[str, Value]:
    settled_at = deadline.settled_at
    return {
        "inspection": deadline.inspection,
        "requirement": deadline.requirement,
        "due": deadline.due.isoformat(),
        "state": deadline.state,
        "remark": deadline.remark,
        "extension_reason": deadline.extension_reason,
        "settled_by": deadline.settled_by,
        "settled_at": settled_at.isoformat() if settled_at else None,
        "version": deadline.version,
    }


def _deadline(row: Row) -> Deadline:
    settled_at = row["settled_at"]
    return Deadline(
        inspection=InspectionId(row["inspection"]),
        requirement=row["requirement"],
        ordered_due=date.fromisoformat(row["ordered_due"]),
        due=date.fromisoformat(row["due"]),
        state=DeadlineState(row["state"]),
        remark=row["remark"],
        extension_reason=row["extension_reason"],
        settled_by=PersonId(row["settled_by"]) if row["settled_by"] else None,
        settler=row["settler"],
        settled_at=datetime.fromisoformat(settled_at) if settled_at else None,
        version=row["version"],
        proofs=tuple(_proof(item) for item in json.loads(row["proofs"])),
    )


def _proof(item: dict[str, Any]) -> Proof:
    return Proof(
        **{
            **item,
            "kind": EvidenceKind(item["kind"]),
            "status": EvidenceStatus(item["status"]),
            "sent_at": datetime.fromisoformat(item["sent_at"]),
        }
    )
