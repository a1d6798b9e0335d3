"""What the tests of the stores share: a real database file, people, a checklist."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.checklists.loader import parse_checklist
from bot.domain.checklist import Checklist
from bot.domain.inspection import InspectionId
from bot.domain.language import Language
from bot.domain.people import Person, PersonId, Role
from storage.checklists import SqliteChecklists
from storage.database import Database
from storage.inspections import SqliteInspections
from storage.migrations import migrate
from storage.people import SqlitePeople
from tests.checklists.sample import SAMPLE
from tests.sound import assert_sound

NOW = datetime(2026, 3, 5, 10, 30, tzinfo=UTC)
INSPECTOR, SUPERVISOR, ADMIN, OTHER = (PersonId(number) for number in (11, 12, 13, 14))


def person(number: PersonId, role: Role | None, **details: object) -> Person:
    """Somebody with a role and a whole profile."""
    known = {"full_name": f"Person {number}", "position": "маман", "state_body": "орган"}
    return Person(number, Language.KAZAKH, role=role, **{**known, **details})  # type: ignore[arg-type]


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """An open database of the present release."""
    opened = Database(tmp_path / "data" / "test.sqlite3")
    await opened.open()
    await migrate(opened)
    yield opened
    await opened.close()
    assert_sound(opened.path)


@pytest.fixture
async def people(database: Database) -> SqlitePeople:
    """Two inspectors, a supervisor and an administrator."""
    store = SqlitePeople(database)
    async with database.transaction():
        await store.save(person(INSPECTOR, Role.INSPECTOR))
        await store.save(person(SUPERVISOR, Role.SUPERVISOR))
        await store.save(person(ADMIN, Role.ADMIN))
        await store.save(person(OTHER, Role.INSPECTOR))
    return store


@pytest.fixture
def checklist() -> Checklist:
    """A small checklist."""
    return parse_checklist(SAMPLE, "sample.toml")


@pytest.fixture
def inspections(
    database: Database, people: SqlitePeople, checklist: Checklist
) -> SqliteInspections:
    """Inspections of people who exist."""
    del people  # they only have to be there
    checklists = SqliteChecklists(database, parse_checklist, [(checklist, SAMPLE)])
    return SqliteInspections(database, checklists)


@pytest.fixture
async def draft(
    database: Database, inspections: SqliteInspections, checklist: Checklist
) -> InspectionId:
    """An inspection just begun."""
    async with database.transaction():
        return await inspections.add(INSPECTOR, checklist, NOW)
