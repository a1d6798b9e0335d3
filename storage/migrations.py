"""Numbered migrations: they only go forward, each in a transaction of its own."""

import re
from dataclasses import dataclass
from pathlib import Path

from storage.database import Database

FOLDER = Path(__file__).parent / "migrations"
FILE_NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")


class NewerDatabase(Exception):
    """The database was written by a later release; going back would lose data."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered SQL file."""

    number: int
    statements: str


def migrations() -> list[Migration]:
    """Read all migrations in their order; raises `ValueError` when a number is missing."""
    files = sorted(FOLDER.glob("*.sql"))
    found = []
    for place, file in enumerate(files, start=1):
        match = FILE_NAME.fullmatch(file.name)
        if match is None or int(match[1]) != place:
            raise ValueError(f"{file.name}: expected a name like {place:04d}_what_it_does.sql")
        found.append(Migration(place, file.read_text(encoding="utf-8")))
    return found


async def migrate(database: Database) -> int:
    """Bring the database to the present release and tell its version.

    Raises `NewerDatabase` when it comes from a later release.
    """
    async with database.transaction():
        version = await _version(database)
    known = migrations()
    if version > len(known):
        raise NewerDatabase(f"database version {version}, this release knows {len(known)}")
    for migration in known[version:]:
        async with database.transaction():
            await database.script(migration.statements)
            await database.rows(f"PRAGMA user_version = {migration.number}")
    return len(known)


async def _version(database: Database) -> int:
    row = await database.row("PRAGMA user_version")
    return int(row[0]) if row else 0
