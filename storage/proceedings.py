"""The circumstances of inspections and the measures about their violations in SQLite."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from sqlite3 import Row
from typing import Any

from bot.domain.circumstances import Acquaintance, Circumstance, Circumstances, Official
from bot.domain.elimination import Measure
from bot.domain.inspection import InspectionId
from storage.database import Database

SET_CIRCUMSTANCE = """
UPDATE inspection SET {column} = :value, version = version + 1, updated_at = :now WHERE id = :id
"""
SAVE_MEASURE = """
INSERT INTO measure (inspection, requirement, due, instruction) VALUES (?, ?, ?, ?)
ON CONFLICT (inspection, requirement) DO UPDATE SET
    due = excluded.due, instruction = excluded.instruction
"""


class SqliteProceedings:
    """Keeps circumstances and measures, each the moment it is told."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def set_circumstance(
        self, inspection: InspectionId, name: Circumstance, value: str, now: datetime
    ) -> None:
        """Keep one circumstance, as text."""
        await self._database.rows(
            SET_CIRCUMSTANCE.format(column=name.value),
            {"id": inspection, "value": value, "now": now.isoformat()},
        )

    async def save_measure(self, inspection: InspectionId, measure: Measure) -> None:
        """Keep how and until when a violation is to be eliminated."""
        due = measure.due.isoformat()
        values = (inspection, measure.requirement, due, measure.instruction)
        await self._database.rows(SAVE_MEASURE, values)


def circumstances_of(row: Row) -> Circumstances:
    """Read the circumstances from the columns of an inspection."""
    met = row["acquaintance"]
    return Circumstances(
        started_at=_moment(row["started_at"]),
        period_start=_day(row["period_start"]),
        period_end=_day(row["period_end"]),
        place=row["place"],
        colleagues=_colleagues(row["colleagues"]),
        representative_name=row["representative_name"],
        representative_position=row["representative_position"],
        acquaintance=Acquaintance(met) if met else None,
    )


def measure_from_json(item: Mapping[str, Any]) -> Measure:
    """Read a measure back from its columns."""
    return Measure(item["requirement"], date.fromisoformat(item["due"]), item["instruction"])


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _colleagues(text: str | None) -> tuple[Official, ...] | None:
    if text is None:
        return None
    return tuple(Official(item["full_name"], item["position"]) for item in json.loads(text))
