"""`run_bot.py check` finds what was changed in the audit behind the bot's back."""

import asyncio
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.app.stores import DATABASE_FILE
from bot.documents.workshop import Workshop
from bot.domain.language import Language
from tests.app.conftest import CommandLine
from tests.office import Office
from tests.telegram.walking import ADDRESS, BIN, answer_rest, begin_filled, finish, photo

TRIGGERS = ("audit_is_never_updated", "audit_is_never_deleted", "audit_only_grows")
REST = "action, inspection, details, previous_hash, hash"
ANSWERED = "seq = (SELECT MIN(seq) FROM audit WHERE action = 'answered')"
OR_UPDATE = "ON CONFLICT (seq) DO UPDATE SET actor = 1"
Tamper = Callable[[sqlite3.Connection], Any]


async def _inspect(folder: Path) -> None:
    workshop = Workshop()
    async with Office(folder, workshop) as office:
        chat = await begin_filled(office, Language.ENGLISH)
        await chat.press("✅ Complies")
        await chat.do(lambda: chat.phones.send_photo(chat.key, photo()))
        await answer_rest(chat, Language.ENGLISH)
        await finish(chat, Language.ENGLISH)
    await workshop.close()


@pytest.fixture(scope="module")
def inspected(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The database after a whole inspection; the bot is stopped."""
    folder = tmp_path_factory.mktemp("inspected")
    asyncio.run(_inspect(folder))
    return (folder / DATABASE_FILE).read_bytes()


@pytest.fixture
def database(tmp_path: Path, inspected: bytes) -> Path:
    """A copy of it that a test may spoil."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    path = folder / DATABASE_FILE
    path.write_bytes(inspected)
    path.chmod(0o600)
    return path


def tamper(database: Path, change: Tamper) -> None:
    """Change the database as somebody with the file and a SQLite shell would."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA recursive_triggers = OFF")
        change(connection)


def without_triggers(connection: sqlite3.Connection, statement: str) -> None:
    """Take the guards away, change something, and put the guards back."""
    guards = [
        row[0]
        for row in connection.execute(
            "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"
        )
    ]
    assert len(guards) == 3
    for name in TRIGGERS:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(statement)
    for guard in guards:
        connection.execute(guard)


@pytest.mark.usefixtures("database")
def test_an_audit_that_nobody_touched_is_sound(command_line: CommandLine) -> None:
    """After a whole inspection with evidence and an act."""
    code, said, logged = command_line("check")
    assert (code, logged) == (0, "")
    assert said == "Texts, fonts, checklists, database and audit are sound.\n"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 1 WHERE seq = 5",
        "UPDATE audit SET at = '2020-01-01T00:00:00+00:00' WHERE seq = 5",
        f"UPDATE audit SET details = replace(details, 'complies', 'violates') WHERE {ANSWERED}",
        "UPDATE audit SET inspection = 2 WHERE seq = 5",
        "DELETE FROM audit WHERE seq = 5",
        f"INSERT OR REPLACE INTO audit SELECT seq, at, 1, {REST} FROM audit WHERE seq = 5",
    ],
)
def test_a_changed_entry_is_named(
    database: Path, command_line: CommandLine, statement: str
) -> None:
    """Offline, with the triggers taken away: the chain no longer fits, and check says where."""
    tamper(database, lambda connection: without_triggers(connection, statement))
    code, said, logged = command_line("check")
    assert (code, logged) == (1, "")
    named = int(said.split("entry ")[1].split()[0])
    assert said.startswith("The audit was changed behind the bot's back: entry ")
    assert named in {5, 6, first(database, "answered")}


def first(database: Path, action: str) -> int:
    """The number of the first entry about something."""
    with closing(sqlite3.connect(database)) as connection:
        row = connection.execute("SELECT MIN(seq) FROM audit WHERE action = ?", (action,))
        return int(row.fetchone()[0])


@pytest.mark.parametrize("left", [0, 3, 10])
def test_a_cut_tail_is_noticed(database: Path, command_line: CommandLine, left: int) -> None:
    """What is left is a sound chain; but it does not tell all that the database knows."""
    tamper(
        database,
        lambda connection: without_triggers(connection, f"DELETE FROM audit WHERE seq > {left}"),
    )
    code, said, logged = command_line("check")
    assert (code, logged) == (1, "")
    assert said == "The audit does not tell all of inspection 1: entries were taken away.\n"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE act SET data_hash = 'forged'",
        "UPDATE document SET sha256 = 'forged'",
        "INSERT INTO document SELECT act, 'act', 'ru', 'forged', printed_at FROM document",
        "UPDATE document SET sha256 = (SELECT data_hash FROM act)",
    ],
)
def test_a_hash_that_was_slipped_in_is_noticed(
    database: Path, command_line: CommandLine, statement: str
) -> None:
    """With it, a forged file would be called genuine."""
    tamper(database, lambda connection: connection.execute(statement))
    code, said, logged = command_line("check")
    assert (code, logged) == (1, "")
    assert said == "An act or a print of inspection 1 is not what the audit tells of it.\n"


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 5",
        "REPLACE INTO audit SELECT * FROM audit WHERE seq = 5",
        "UPDATE OR IGNORE audit SET actor = 1",
        "UPDATE OR REPLACE audit SET seq = 5 WHERE seq = 6",
        "DELETE FROM audit WHERE seq > 5",
        "DELETE FROM audit",
        f"INSERT INTO audit SELECT 5, at, actor, {REST} FROM audit WHERE seq = 5 {OR_UPDATE}",
    ],
)
def test_another_program_meets_the_triggers_too(
    database: Path, command_line: CommandLine, statement: str
) -> None:
    """Also without `recursive_triggers`, which each connection sets for itself."""
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        tamper(database, lambda connection: connection.execute(statement))
    assert command_line("check")[0] == 0


def test_the_audit_tells_what_changed_from_what_to_what(database: Path) -> None:
    """Who, when, what, from and to: for the header as for the answers."""
    with closing(sqlite3.connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        entries = connection.execute("SELECT * FROM audit WHERE actor = 1002").fetchall()
    told = [(entry["action"], json.loads(entry["details"])) for entry in entries]
    header = {
        details["field"]: (details["before"], details["after"])
        for action, details in told
        if action == "header_filled"
    }
    assert header["subject_number"] == (None, BIN)
    assert header["address"] == (None, ADDRESS)
    assert len(header) == 6
    answers = [details for action, details in told if action == "answered"]
    assert answers[0]["before"]["verdict"] is None
    assert answers[0]["after"]["verdict"] == "complies"
    assert all(entry["at"].endswith("+00:00") and entry["inspection"] == 1 for entry in entries)
