"""Checklists in SQLite: each edition an inspection was begun with is kept for ever."""

import hashlib
from collections.abc import Callable, Sequence

from bot.domain.checklist import Checklist
from storage.database import Database

KEEP = """
INSERT INTO checklist (sha256, id, edition, source) VALUES (:sha256, :id, :edition, :source)
ON CONFLICT DO NOTHING
"""
GET = "SELECT source FROM checklist WHERE sha256 = ?"


class SqliteChecklists:
    """Knows the checklists in force, and the older editions of inspections under way."""

    def __init__(
        self,
        database: Database,
        parse: Callable[[str, str], Checklist],
        in_force: Sequence[tuple[Checklist, str]],
    ) -> None:
        self._database = database
        self._parse = parse
        self._sources = {_sha256(source): source for _, source in in_force}
        self._parsed = {_sha256(source): checklist for checklist, source in in_force}
        self._in_force = tuple(checklist for checklist, _ in in_force)

    async def in_force(self) -> tuple[Checklist, ...]:
        """List the checklists that a new inspection can use."""
        return self._in_force

    async def keep(self, checklist: Checklist) -> str:
        """Keep the edition in force in the database and tell its SHA-256."""
        sha256 = next(key for key, known in self._parsed.items() if known == checklist)
        parameters = {
            "sha256": sha256,
            "id": checklist.id,
            "edition": checklist.edition,
            "source": self._sources[sha256],
        }
        await self._database.rows(KEEP, parameters)
        return sha256

    async def by_sha256(self, sha256: str) -> Checklist:
        """Read an edition that some inspection was begun with."""
        if sha256 not in self._parsed:
            row = await self._database.row(GET, (sha256,))
            if row is None:
                raise KeyError(sha256)
            self._parsed[sha256] = self._parse(row["source"], f"checklist {sha256[:12]}")
        return self._parsed[sha256]


def _sha256(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()
