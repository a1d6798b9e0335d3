"""Answers in SQLite: the present one and the one it replaced."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.checklist import Severity, Verdict
from bot.domain.inspection import Answer, InspectionId
from bot.domain.people import PersonId
from storage.database import Database

SAVE = """
INSERT INTO answer (inspection, requirement, verdict, alternative, reason, remark, severity,
    version, author, answered_at)
SELECT :inspection, :requirement, :verdict, :alternative, :reason, :remark, :severity,
    :version, :author, :now
WHERE :version = 1 OR EXISTS (
    SELECT 1 FROM answer WHERE inspection = :inspection AND requirement = :requirement
)
ON CONFLICT (inspection, requirement) DO UPDATE SET
    previous = json_object('requirement', requirement, 'verdict', verdict,
        'alternative', alternative, 'reason', reason, 'remark', remark, 'severity', severity,
        'version', version, 'author', author),
    verdict = excluded.verdict, alternative = excluded.alternative, reason = excluded.reason,
    remark = excluded.remark, severity = excluded.severity, version = excluded.version,
    author = excluded.author, answered_at = excluded.answered_at
WHERE version = excluded.version - 1
RETURNING version
"""
PREVIOUS = """
SELECT previous FROM answer WHERE inspection = ? AND requirement = ?
    -- What a correction took over has nothing before it.
    AND version > 0
"""
AUTHORS = """
SELECT id, full_name FROM person WHERE id IN (
    SELECT inspector FROM inspection WHERE id = :inspection
    UNION SELECT person FROM participant WHERE inspection = :inspection
    UNION SELECT author FROM answer WHERE inspection = :inspection
)
"""


class SqliteAnswers:
    """Keeps the answers of inspections."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save_answer(
        self, inspection: InspectionId, answer: Answer, author: PersonId, now: datetime
    ) -> bool:
        """Keep an answer if the one before has `answer.version - 1`; the one before is kept too."""
        saved = await self._database.row(
            SAVE,
            {
                "inspection": inspection,
                "requirement": answer.requirement,
                "verdict": answer.verdict,
                "alternative": answer.alternative,
                "reason": answer.reason,
                "remark": answer.remark,
                "severity": answer.severity,
                "version": answer.version,
                "author": author,
                "now": now.isoformat(),
            },
        )
        return saved is not None

    async def previous_answer(self, inspection: InspectionId, requirement: str) -> Answer | None:
        """Read the answer that the present one replaced; None when there is no answer at all."""
        row = await self._database.row(PREVIOUS, (inspection, requirement))
        if row is None:
            return None
        previous = row["previous"]
        return answer_from_json(json.loads(previous)) if previous else Answer(requirement)

    async def authors(self, inspection: InspectionId) -> Mapping[PersonId, str]:
        """Tell the names of the leader, of the co-inspectors and of all who answered."""
        rows = await self._database.rows(AUTHORS, {"inspection": inspection})
        return {PersonId(row["id"]): row["full_name"] or str(row["id"]) for row in rows}


def answer_from_json(item: Mapping[str, Any]) -> Answer:
    """Read an answer back from its columns."""
    verdict, severity = item["verdict"], item.get("severity")
    graded = Severity(severity) if severity else None
    return Answer(**{**item, "verdict": Verdict(verdict) if verdict else None, "severity": graded})
