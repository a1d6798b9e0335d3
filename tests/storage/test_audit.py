"""The audit: it only grows, and a change behind its back is found."""

import sqlite3

import pytest

from bot.domain.inspection import InspectionId
from bot.services.ports import Audit
from storage.audit import SqliteAudit
from storage.database import Database
from tests.storage.conftest import ADMIN, INSPECTOR

COLUMNS = "(seq, at, actor, action, inspection, details, previous_hash, hash)"
FORGED = "(2, 'now', 1, 'forged', 1, '{}', 'x', 'x')"


@pytest.fixture
async def audit(database: Database) -> SqliteAudit:
    """An audit with three entries."""
    kept = SqliteAudit(database)
    port: Audit = kept
    async with database.transaction():
        await port.write("invited", ADMIN, role="inspector")
        await port.write("began", INSPECTOR, InspectionId(7), checklist="ұңғыма")
        await port.write("started", None)
    return kept


async def test_a_chain_that_nobody_touched_is_sound(database: Database, audit: SqliteAudit) -> None:
    """Each entry names the hash of the one before it."""
    async with database.transaction():
        rows = await database.rows("SELECT * FROM audit ORDER BY seq")
        assert await audit.first_broken() is None
    assert [row["seq"] for row in rows] == [1, 2, 3]
    assert [row["previous_hash"] for row in rows] == ["", rows[0]["hash"], rows[1]["hash"]]
    assert rows[1]["details"] == '{"checklist": "ұңғыма"}'


async def test_an_empty_audit_is_sound(database: Database) -> None:
    """Nothing written, nothing broken."""
    async with database.transaction():
        assert await SqliteAudit(database).first_broken() is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET details = '{}' WHERE seq = 2",
        "UPDATE OR IGNORE audit SET seq = 9 WHERE seq = 2",
        "DELETE FROM audit WHERE seq = 3",
        "DELETE FROM audit",
        f"INSERT OR REPLACE INTO audit {COLUMNS} VALUES {FORGED}",
        f"REPLACE INTO audit {COLUMNS} VALUES {FORGED}",
        f"INSERT INTO audit {COLUMNS} VALUES {FORGED}",
        f"INSERT OR IGNORE INTO audit {COLUMNS} VALUES {FORGED.replace('2', '0')}",
        f"INSERT INTO audit {COLUMNS} VALUES {FORGED} ON CONFLICT (seq) DO UPDATE SET actor = 2",
    ],
)
async def test_what_was_written_cannot_be_changed(
    database: Database, audit: SqliteAudit, statement: str
) -> None:
    """No statement changes, replaces or slips in an entry of the past."""
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        async with database.transaction():
            await database.rows(statement)
    async with database.transaction():
        assert await audit.first_broken() is None
        assert len(await database.rows("SELECT seq FROM audit")) == 3


@pytest.mark.parametrize(
    ("trigger", "statement", "broken"),
    [
        ("audit_is_never_updated", "UPDATE audit SET actor = 99 WHERE seq = 2", 2),
        ("audit_is_never_updated", "UPDATE audit SET hash = 'x' WHERE seq = 1", 1),
        ("audit_is_never_updated", "UPDATE audit SET previous_hash = 'x' WHERE seq = 3", 3),
        ("audit_is_never_deleted", "DELETE FROM audit WHERE seq = 1", 2),
        ("audit_is_never_deleted", "DELETE FROM audit WHERE seq = 2", 3),
        ("audit_only_grows", f"INSERT INTO audit {COLUMNS} VALUES {FORGED.replace('2', '5')}", 5),
    ],
)
async def test_a_change_behind_the_triggers_is_found(
    database: Database, audit: SqliteAudit, trigger: str, statement: str, broken: int
) -> None:
    """Whoever takes the triggers away still breaks the chain."""
    async with database.transaction():
        await database.rows(f"DROP TRIGGER {trigger}")
        await database.rows(statement)
        assert await audit.first_broken() == broken
