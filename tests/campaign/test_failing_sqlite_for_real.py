"""A disk that is full, a file that is locked or cannot be written: real ones, no made-up errors.

The system itself refuses to let files grow (`RLIMIT_FSIZE`), SQLite itself refuses to add pages,
another process holds the lock. Nothing is called saved meanwhile, and afterwards all is handled.
"""

import asyncio
import resource
import sqlite3
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.app.stores import DATABASE_FILE
from bot.documents.workshop import Workshop
from bot.domain.checklist import Verdict
from bot.domain.language import Language
from bot.services.ports import StorageUnavailable
from bot.telegram.screens.words import LANGUAGE_NAMES
from storage.database import Database
from tests.campaign.failing_sqlite import hurry
from tests.campaign.proceedings import act_of
from tests.campaign.witness import Witness
from tests.office import PATIENCE, Chat, Office
from tests.telegram.walking import (
    answer_rest,
    begin,
    fill_header,
    finish,
    label,
    order_everything,
    photo,
)

ENGLISH = Language.ENGLISH
WORDS = ("бірінші", "екінші", "үшінші")
SMALL = 800_000
"""Bytes: the log of the database is smaller, a photo with much in it and its act are larger."""
HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""
Trouble = Callable[[Office], AbstractAsyncContextManager[None]]

pytestmark = pytest.mark.campaign


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorten the pauses: the bot waits for better times, the test does not want to."""
    hurry(monkeypatch)


@asynccontextmanager
async def describing(folder: Path, workshop: Workshop) -> AsyncIterator[tuple[Office, Chat]]:
    """An inspector who has just found a violation and describes it; a witness looks on."""
    async with Office(folder, workshop) as office:
        await office.hire("inspector", "supervisor")
        witness = Witness(office)
        chat = office.chat("inspector")
        await begin(chat)
        await fill_header(chat, ENGLISH)
        await chat.press(label(ENGLISH, Verdict.VIOLATES))
        yield office, chat
        assert witness.objections == []
        assert await office.rows("SELECT * FROM dead_letter") == []
        assert await office.rows("SELECT * FROM outbox WHERE state <> 'planned'") == []


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@asynccontextmanager
async def no_byte_more(_office: Office) -> AsyncIterator[None]:
    """Not one byte can be written to any file: SQLite meets SQLITE_IOERR."""
    with files_of_at_most(0):
        yield


@asynccontextmanager
async def no_page_more(office: Office) -> AsyncIterator[None]:
    """The database cannot grow, and all its room is taken: SQLite meets SQLITE_FULL."""
    await office.rows("PRAGMA max_page_count = 1")
    for size in (20_000, 3000, 1000):
        await fill_up(office, size)
    yield
    await office.rows("PRAGMA max_page_count = 1000000")


async def fill_up(office: Office, size: int) -> None:
    """Write texts of this size until none fits any more."""
    for number in range(1000):
        try:
            await office.rows(
                "INSERT INTO bookmark VALUES (?, ?)", (f"{size} {number}", "x" * size)
            )
        except StorageUnavailable:
            return


@asynccontextmanager
async def locked(office: Office) -> AsyncIterator[None]:
    """Another process is in the middle of a transaction of its own."""
    command = [sys.executable, "-c", HOLD, str(office.folder / DATABASE_FILE)]
    other = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
    assert other.stdout is not None
    await other.stdout.readline()
    yield
    await other.communicate(b"")


@asynccontextmanager
async def read_only(office: Office) -> AsyncIterator[None]:
    """SQLite refuses every change: SQLITE_READONLY."""
    connection = database_of(office)._connected()
    await connection.execute_fetchall("PRAGMA query_only = 1")
    yield
    await connection.execute_fetchall("PRAGMA query_only = 0")


def database_of(office: Office) -> Database:
    """The database of the running bot."""
    assert office.app.stores is not None
    return office.app.stores.database


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    """Wait until something can be seen."""
    async with asyncio.timeout(PATIENCE):
        while not await condition():  # noqa: ASYNC110 - a disk gives no sign of a change
            await asyncio.sleep(0.005)


async def tried_in_vain(caplog: pytest.LogCaptureFixture, event: str, times: int = 3) -> None:
    """Wait until the bot has met the trouble more often than a bug would be tried."""

    async def met() -> bool:
        return sum(event in message for message in caplog.messages) > times

    await until(met)


@pytest.mark.case(50, 51)
@pytest.mark.parametrize("trouble", [no_byte_more, no_page_more, locked, read_only])
async def test_what_is_sent_meanwhile_is_kept_afterwards_in_its_order(
    tmp_path: Path, workshop: Workshop, caplog: pytest.LogCaptureFixture, trouble: Trouble
) -> None:
    """Texts and a photo wait unacknowledged; nothing is said of them until they are on disk."""
    async with describing(tmp_path / "data", workshop) as (office, chat):
        async with trouble(office):
            caplog.clear()
            shown = len(chat.messages)
            for word in WORDS:
                chat.phones.send_text(chat.key, f"{word} " + "ұзақ мәтін " * 80)
            chat.phones.send_photo(chat.key, photo())
            await tried_in_vain(caplog, "update.waits")
            assert office.world.pending_updates == len(WORDS) + 1
            assert len(chat.messages) == shown
        await office.settle()
        (row,) = await office.rows("SELECT remark FROM answer")
        assert [word for word in row["remark"].split() if word in WORDS] == list(WORDS)
        evidence = await office.rows("SELECT status FROM evidence")
        assert [row["status"] for row in evidence] == ["stored"]


@pytest.mark.case(50)
async def test_each_step_of_an_inspection_meets_a_full_disk_first(
    tmp_path: Path,
    workshop: Workshop,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every tap, text and photo finds no room, waits, and is handled once there is some."""

    async def answer(chat: Chat) -> str:
        caplog.clear()
        with files_of_at_most(0):
            await tried_in_vain(caplog, "update.waits", times=1)
        await chat.office.settle()
        return chat.text

    async with describing(tmp_path / "data", workshop) as (office, chat):
        monkeypatch.setattr(Chat, "_answer", answer)
        await chat.send(WORDS[0])
        await chat.press("Next ▶")
        await answer_rest(chat, ENGLISH)
        await finish(chat, ENGLISH)
        await chat.press("Send to supervisor", act_of(chat))
        await chat.press("Send to supervisor")
        monkeypatch.undo()
        assert len(office.chat("supervisor").documents) == len(("act", "order"))
        assert len(await office.rows("SELECT * FROM answer WHERE verdict IS NOT NULL")) == 8


@pytest.mark.case(50)
async def test_files_that_do_not_fit_are_written_when_there_is_room(
    tmp_path: Path, workshop: Workshop
) -> None:
    """Photo and act: no half file, no word of success, and in the end each one once."""
    async with describing(tmp_path / "data", workshop) as (office, chat):
        await fold_log_in(office)
        with files_of_at_most(SMALL):
            chat.phones.send_photo(chat.key, detailed_photo())
            await until(lambda: was_tried(office, "fetch_evidence"))
            evidence = await office.rows("SELECT status FROM evidence")
            assert [row["status"] for row in evidence] == ["pending"]
        await office.settle()
        await chat.press("Next ▶")
        await answer_rest(chat, ENGLISH)
        await order_everything(chat, ENGLISH)
        await chat.press("Finish")
        await fold_log_in(office)
        with files_of_at_most(SMALL):
            name = LANGUAGE_NAMES[ENGLISH]
            (data,) = [b["callback_data"] for b in chat.buttons() if b["text"].startswith(name)]
            chat.phones.tap(chat.key, chat.screen["message_id"], data)
            await until(lambda: was_tried(office, "print_act"))
            assert chat.documents == []
        await office.settle()
        assert len(chat.documents) == len(("act", "order"))
        files = sorted(path.parent.name for path in office.folder.glob("*/*"))
        assert files == ["acts", "acts", "photos"]


def detailed_photo() -> bytes:
    """A photo that no compression makes small."""
    encoded = BytesIO()
    Image.effect_noise((1600, 1600), 120).convert("RGB").save(encoded, "JPEG", quality=95)
    return encoded.getvalue()


async def fold_log_in(office: Office) -> None:
    """Let the log be empty, so that it has room while larger files have none."""

    async def folded() -> bool:
        with closing(sqlite3.connect(office.folder / DATABASE_FILE)) as other:
            busy, _left, _done = other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    await until(folded)


async def was_tried(office: Office, kind: str) -> bool:
    """Whether a job has failed more often than a bug would be tried."""
    rows = await office.rows("SELECT tries FROM outbox WHERE kind = ?", (kind,))
    return bool(rows) and rows[0]["tries"] > 3
