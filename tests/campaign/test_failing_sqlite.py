"""SQLite fails at each of its calls, in the manner of SQLite's own tests, until all is done.

A whole inspection with the bot's own wiring: in the end database and chats are what they are when
nothing fails, and at no moment was anything called saved that was not on disk.
"""

import asyncio
import itertools
import json
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.delivery.allowance import Allowances
from bot.documents.workshop import Workshop
from bot.domain.checklist import Verdict
from bot.domain.language import Language
from bot.services.ports import StorageDamaged, StorageUnavailable
from tests.campaign.failing_sqlite import (
    BEGIN,
    BUSY,
    COMMIT,
    CORRUPT,
    FULL,
    IOERR,
    KINDS,
    READONLY,
    EachCallOnce,
    EachCommitOf,
    EachStatementOf,
    EveryNth,
    FailingSqlite,
    Kind,
    OneCall,
    hurry,
)
from tests.campaign.proceedings import act_of
from tests.campaign.witness import Witness
from tests.office import Office
from tests.telegram.walking import REMARK, answer_rest, begin, fill_header, finish, label, photo

ENGLISH = Language.ENGLISH
TABLES = ("person", "inspection", "answer", "evidence", "measure", "act", "document", "submission")
UNLIKE = re.compile(r"_at$|^code$|^file_id$|hash$|^at$|^processed_at$")
"""Columns that differ between two runs of the same: moments, random numbers, what hangs on them."""
DIFFERENT_SUM = re.compile(r"^code$|^sha256$|hash$")
AUDIT = """
SELECT actor, action, inspection, details FROM audit WHERE action <> 'invited' ORDER BY seq
"""
"""Each start without an administrator makes a new link; all else is the same however often."""
SOUND = "PRAGMA integrity_check"
LOOSE = "PRAGMA foreign_key_check"

pytestmark = pytest.mark.campaign


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorten the pauses, and do not print thousands of warnings about what is meant to fail."""
    hurry(monkeypatch)
    monkeypatch.setattr(logging.getLogger("bot"), "level", logging.ERROR)


@asynccontextmanager
async def staffed(folder: Path, workshop: Workshop) -> AsyncIterator[Office]:
    """An office with an inspector and a supervisor."""
    async with Office(folder, workshop) as office:
        await office.hire("inspector", "supervisor")
        yield office


async def inspect(office: Office) -> None:
    """A whole inspection, from /new to the act in the supervisor's chat."""
    chat = office.chat("inspector")
    await begin(chat)
    await fill_header(chat, ENGLISH)
    await chat.press(label(ENGLISH, Verdict.VIOLATES))
    await chat.send(REMARK)
    await chat.do(lambda: chat.phones.send_photo(chat.key, photo(), caption="where it was"))
    await chat.press("Next ▶")
    await answer_rest(chat, ENGLISH)
    await finish(chat, ENGLISH)
    await chat.press("Send to supervisor", act_of(chat))
    await chat.press("Send to supervisor")


async def outcome(office: Office) -> dict[str, Any]:
    """What is kept and what stands in the chats, without what differs between any two runs."""
    found: dict[str, Any] = {}
    for table in TABLES:
        found[table] = [alike(dict(row)) for row in await office.rows(f"SELECT * FROM {table}")]
    found["document"] = [(row["kind"], row["edition"]) for row in found["document"]]
    audit = await office.rows(AUDIT)
    found["audit"] = [without_sums(row) for row in audit]
    for key in ("inspector", "supervisor"):
        found[key] = [said(message) for message in office.chat(key).messages]
    for table in ("dead_letter", "outbox", "deferred_update"):
        found[table] = [tuple(row) for row in await office.rows(f"SELECT * FROM {table}")]
    return found


def alike(row: dict[str, Any]) -> dict[str, Any]:
    """The part of a row that is the same in every run."""
    return {name: value for name, value in row.items() if not UNLIKE.search(name)}


def without_sums(row: Any) -> tuple[Any, ...]:
    """An entry of the audit without the sums and codes of papers, in which the time is printed."""
    details = {k: v for k, v in json.loads(row["details"]).items() if not DIFFERENT_SUM.search(k)}
    return row["actor"], row["action"], row["inspection"], details


def said(message: dict[str, Any]) -> str:
    """What a message says now; the time of day is not compared."""
    text = message.get("text") or message.get("caption") or ""
    return re.sub(r"\d\d:\d\d", "00:00", text)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def undisturbed(
    tmp_path_factory: pytest.TempPathFactory, workshop: Workshop
) -> dict[str, Any]:
    """The same inspection when nothing fails."""
    async with staffed(tmp_path_factory.mktemp("undisturbed") / "data", workshop) as office:
        await inspect(office)
        return await outcome(office)


async def assert_all_is_well(office: Office, witness: Witness, expected: dict[str, Any]) -> None:
    """Nothing lost, nothing doubled, nothing promised too early, and the file is sound."""
    assert witness.objections == []
    assert witness.promises > 40
    assert await outcome(office) == expected
    assert [tuple(row) for row in await office.rows(SOUND)] == [("ok",)]
    assert await office.rows(LOOSE) == []
    stores = office.app.stores
    assert stores is not None
    async with stores.database.transaction():
        assert await stores.audit.first_broken() is None


@pytest.mark.case(50, 51, 57)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
async def test_each_call_of_a_whole_inspection_fails_once(
    tmp_path: Path, workshop: Workshop, undisturbed: dict[str, Any], kind: Kind
) -> None:
    """BEGIN, each statement and COMMIT of every transaction fail before they succeed."""
    async with staffed(tmp_path / "data", workshop) as office:
        witness = Witness(office)
        with FailingSqlite(kind, EachCallOnce()) as sqlite:
            await inspect(office)
        await assert_all_is_well(office, witness, undisturbed)
    assert sqlite.failed[BEGIN] > 30
    assert sqlite.failed[COMMIT] > 30
    assert sqlite.failed.total() > 300


@pytest.mark.case(50, 51, 57)
@pytest.mark.parametrize(
    ("kind", "n", "lasts"),
    [
        (BUSY, 1, 300),
        (FULL, 2, 300),
        (BUSY, 3, 300),
        (FULL, 5, 300),
        (READONLY, 7, 300),
        (IOERR, 11, 600),
        (FULL, 50, 1e9),
    ],
)
async def test_every_nth_call_fails(
    tmp_path: Path,
    workshop: Workshop,
    undisturbed: dict[str, Any],
    kind: Kind,
    n: int,
    lasts: float,
) -> None:
    """While nothing can be kept nothing is called saved; afterwards the bot goes on by itself."""
    async with staffed(tmp_path / "data", workshop) as office:
        witness = Witness(office)
        with FailingSqlite(kind, EveryNth(n, lasts)) as sqlite:
            await inspect(office)
        await assert_all_is_well(office, witness, undisturbed)
    assert sqlite.failed.total() >= min(lasts, sqlite.calls) // n - 1


@pytest.mark.case(14, 50)
async def test_an_update_whose_commit_failed_too_late_counts_once(
    tmp_path: Path, workshop: Workshop, undisturbed: dict[str, Any]
) -> None:
    """SQLite said that it failed and kept it all the same: the number of the update tells."""
    async with staffed(tmp_path / "data", workshop) as office:
        witness = Witness(office)
        with FailingSqlite(IOERR, EachCommitOf("Desk.handle"), too_late=True) as sqlite:
            await inspect(office)
        await assert_all_is_well(office, witness, undisturbed)
    assert sqlite.failed[COMMIT] > 20


@pytest.mark.case(29, 50)
async def test_calls_fail_while_people_wait_their_turn(
    tmp_path: Path, workshop: Workshop, undisturbed: dict[str, Any]
) -> None:
    """Updates that were put off for a while are as safe as those that are handled at once."""
    office = Office(tmp_path / "data", workshop)
    office.turns = Allowances(rate=10, burst=1)
    async with office:
        await office.hire("inspector", "supervisor")
        witness = Witness(office)
        with FailingSqlite(FULL, EveryNth(101)) as sqlite:
            await inspect(office)
        await assert_all_is_well(office, witness, undisturbed)
    assert sqlite.worked["Desk.handle_deferred"] > 30


@pytest.mark.case(50, 51)
async def test_a_start_that_fails_at_any_call_can_be_tried_again(
    tmp_path: Path, workshop: Workshop, undisturbed: dict[str, Any]
) -> None:
    """Whatever a start had done already, the next one begins where the last commit was."""
    office = Office(tmp_path / "data", workshop)
    await office.server.start()
    refused = 0
    for place in itertools.count():
        with FailingSqlite(FULL, OneCall(place), spare_the_test=False) as sqlite:
            try:
                await office.start()
            except StorageUnavailable:
                refused += 1
                await office.app.close()
                continue
        if not sqlite.failed.total():
            break
        await office.stop()  # a BEGIN that fails is tried again without a word
    assert refused > 20
    await office.hire("inspector", "supervisor")
    witness = Witness(office)
    await inspect(office)
    await assert_all_is_well(office, witness, undisturbed)
    await office.stop()
    await office.server.stop()


@pytest.mark.case(52)
@pytest.mark.parametrize(
    "work", ["Desk.handle", "Outbox.run", "Outbox._attempt", "Application.run", "Usher.run"]
)
async def test_damage_met_by_any_part_ends_the_whole_bot(
    tmp_path: Path, workshop: Workshop, work: str
) -> None:
    """No part goes on without the others; what was sent is neither buried nor acknowledged."""
    async with staffed(tmp_path / "data", workshop) as office:
        chat = office.chat("inspector")
        await begin(chat)
        await fill_header(chat, ENGLISH)
        await chat.press(label(ENGLISH, Verdict.VIOLATES))
        assert office._running is not None
        with FailingSqlite(CORRUPT, EachStatementOf(work)):
            chat.phones.send_photo(chat.key, photo())
            assert office.app._usher is not None
            office.app._usher._room.arrived.set()
            with pytest.raises(StorageDamaged, match="SQLITE_CORRUPT"):
                await asyncio.wait_for(office._running, 20)
        office._running = None
        await office.stop()
        await office.start()  # as if it had been restored
        await office.settle()
        assert await office.rows("SELECT * FROM dead_letter") == []
        evidence = await office.rows("SELECT status FROM evidence")
        assert [row["status"] for row in evidence] == ["stored"]
