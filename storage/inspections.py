"""Inspections and their headers in SQLite."""

import json
from datetime import date, datetime
from sqlite3 import Row

from bot.domain.act import ActNumber
from bot.domain.checklist import Checklist, HeaderField
from bot.domain.inspection import (
    Answer,
    Correction,
    Evidence,
    Header,
    Inspection,
    InspectionId,
    InspectionStatus,
    Participant,
)
from bot.domain.people import PersonId
from bot.services.stores import DraftSummary, Subject
from storage.answers import SqliteAnswers, answer_from_json
from storage.checklists import SqliteChecklists
from storage.database import Database
from storage.evidence import SqliteEvidence, evidence_from_json
from storage.participants import SqliteParticipants
from storage.proceedings import circumstances_of, measure_from_json

ADD = """
INSERT INTO inspection (inspector, checklist, created_at, updated_at)
VALUES (:inspector, :checklist, :now, :now) RETURNING id
"""
GET = """
SELECT inspection.*,
    (SELECT json_array(act.year, act.sequence) FROM act
     WHERE act.inspection = inspection.corrects) AS corrected_act,
    (SELECT json_group_array(json_object(
        'requirement', requirement, 'verdict', verdict, 'alternative', alternative,
        'reason', reason, 'remark', remark, 'severity', severity, 'version', version,
        'author', author))
     FROM answer WHERE answer.inspection = inspection.id) AS answers,
    (SELECT json_group_array(json_object(
        'id', id, 'requirement', requirement, 'kind', kind, 'status', status,
        'caption', caption, 'sent_at', sent_at, 'sha256', sha256,
        'latitude', latitude, 'longitude', longitude, 'author', author,
        'author_name', COALESCE(
            author_name, (SELECT full_name FROM person WHERE person.id = author))))
     FROM (SELECT * FROM evidence WHERE evidence.inspection = inspection.id
           ORDER BY message_id, id)) AS evidence,
    (SELECT json_group_array(json_object(
        'requirement', requirement, 'due', due, 'instruction', instruction))
     FROM measure WHERE measure.inspection = inspection.id) AS measures,
    (SELECT json_group_array(json_object(
        'person', person, 'full_name', full_name, 'position', position))
     FROM (SELECT participant.person,
            COALESCE(participant.full_name, person.full_name) AS full_name,
            COALESCE(participant.position, person.position) AS position
           FROM participant JOIN person ON person.id = participant.person
           WHERE participant.inspection = inspection.id
           ORDER BY participant.joined_at, participant.person)) AS participants
FROM inspection WHERE id = ?
"""
DRAFTS = """
SELECT id, checklist, subject_name, updated_at, revision,
    (SELECT COUNT(*) FROM answer WHERE answer.inspection = inspection.id AND verdict IS NOT NULL)
    AS answered,
    CASE WHEN inspector <> :person THEN
        (SELECT COALESCE(full_name, id) FROM person WHERE id = inspector) END AS leader
FROM inspection WHERE status = 'draft' AND (
    inspector = :person OR id IN (SELECT inspection FROM participant WHERE person = :person)
)
ORDER BY updated_at DESC, id DESC
"""
SET_HEADER = """
UPDATE inspection SET {column} = :value, version = version + 1, updated_at = :now WHERE id = :id
"""
MOVE = """
UPDATE inspection SET status = :to, version = version + 1, updated_at = :now
WHERE id = :id AND status = :from AND version = :version
    -- A correction that was cancelled does not come back beside another one.
    AND (:to <> 'draft' OR NOT EXISTS (
        SELECT 1 FROM inspection AS other
        WHERE other.corrects = inspection.corrects AND other.id <> inspection.id
            AND other.status <> 'cancelled'
    ))
RETURNING id
"""
KNOWN_SUBJECT = """
SELECT subject_number, subject_name, address FROM inspection
WHERE subject_number = ? AND inspector = ? AND subject_name IS NOT NULL
    AND status NOT IN ('draft', 'cancelled')
ORDER BY updated_at DESC LIMIT 1
"""


class SqliteInspections(SqliteAnswers, SqliteEvidence, SqliteParticipants):
    """Keeps inspections with all that was entered, so that nothing an inspector tapped is lost."""

    def __init__(self, database: Database, checklists: SqliteChecklists) -> None:
        super().__init__(database)
        self._database = database
        self._checklists = checklists

    async def add(self, inspector: PersonId, checklist: Checklist, now: datetime) -> InspectionId:
        """Open a draft with the checklist's present edition."""
        row = await self._database.row(
            ADD,
            {
                "inspector": inspector,
                "checklist": await self._checklists.keep(checklist),
                "now": now.isoformat(),
            },
        )
        return InspectionId(row["id"] if row else 0)

    async def get(self, inspection: InspectionId) -> Inspection | None:
        """Read an inspection with all that was entered."""
        row = await self._database.row(GET, (inspection,))
        if row is None:
            return None
        checklist = await self._checklists.by_sha256(row["checklist"])
        return _inspection(row, checklist)

    async def drafts(self, inspector: PersonId) -> list[DraftSummary]:
        """List the open drafts that somebody does, the one changed last first."""
        return [
            DraftSummary(
                id=InspectionId(row["id"]),
                checklist=await self._checklists.by_sha256(row["checklist"]),
                subject_name=row["subject_name"],
                answered=row["answered"],
                updated_at=datetime.fromisoformat(row["updated_at"]),
                leader=row["leader"],
                revision=row["revision"],
            )
            for row in await self._database.rows(DRAFTS, {"person": inspector})
        ]

    async def set_header(
        self, inspection: InspectionId, name: HeaderField, value: str | date, now: datetime
    ) -> None:
        """Keep one value of the header."""
        await self._database.rows(
            SET_HEADER.format(column=name.value),
            {"id": inspection, "value": str(value), "now": now.isoformat()},
        )

    async def move(self, inspection: Inspection, status: InspectionStatus, now: datetime) -> bool:
        """Change the status if neither status nor version changed since it was read."""
        moved = await self._database.row(
            MOVE,
            {
                "id": inspection.id,
                "from": inspection.status,
                "to": status,
                "version": inspection.version,
                "now": now.isoformat(),
            },
        )
        return moved is not None

    async def known_subject(self, number: str, inspector: PersonId) -> Subject | None:
        """Find how this inspector named the subject with this number before."""
        row = await self._database.row(KNOWN_SUBJECT, (number, inspector))
        if row is None:
            return None
        return Subject(row["subject_number"], row["subject_name"], row["address"])


def _inspection(row: Row, checklist: Checklist) -> Inspection:
    answers: list[Answer] = [answer_from_json(item) for item in json.loads(row["answers"])]
    evidence: list[Evidence] = [evidence_from_json(item) for item in json.loads(row["evidence"])]
    measures = [measure_from_json(item) for item in json.loads(row["measures"])]
    return Inspection(
        id=InspectionId(row["id"]),
        inspector=PersonId(row["inspector"]),
        checklist=checklist,
        status=InspectionStatus(row["status"]),
        revision=row["revision"],
        version=row["version"],
        header=_header(row),
        answers={answer.requirement: answer for answer in answers},
        evidence=tuple(evidence),
        circumstances=circumstances_of(row),
        measures={each.requirement: each for each in measures},
        participants=tuple(Participant(**item) for item in json.loads(row["participants"])),
        correction=_correction(row),
    )


def _correction(row: Row) -> Correction | None:
    if row["corrects"] is None:
        return None
    number = ActNumber(*json.loads(row["corrected_act"])) if row["corrected_act"] else ""
    return Correction(
        InspectionId(row["corrects"]),
        row["correction_reason"],
        PersonId(row["corrected_by"]),
        str(number),
    )


def _header(row: Row) -> Header:
    appointed = row["appointment_date"]
    return Header(
        state_body=row["state_body"],
        appointment_number=row["appointment_number"],
        appointment_date=date.fromisoformat(appointed) if appointed else None,
        subject_name=row["subject_name"],
        subject_number=row["subject_number"],
        address=row["address"],
    )
