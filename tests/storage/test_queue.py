"""The outbox in SQLite: lanes, their order, and what becomes of each row."""

import time

import pytest

from bot.delivery.ports import Queue, Row
from bot.services.ports import JobKind, Jobs
from storage.database import Database
from storage.outbox import SCREEN, SqliteOutbox


@pytest.fixture
def outbox(database: Database) -> SqliteOutbox:
    """An empty outbox, which is both of its ports."""
    kept = SqliteOutbox(database)
    _ports: tuple[Queue, Jobs] = (kept, kept)
    return kept


async def add(outbox: SqliteOutbox, lane: str, text: str, topic: str | None = None) -> None:
    """Put a message in."""
    await outbox.add(lane, "sendMessage", {"text": text}, topic)


async def texts(outbox: SqliteOutbox) -> list[str]:
    """What stands at the head of each lane."""
    return [row.payload["text"] for row in await outbox.heads()]


async def test_a_row_comes_back_as_it_was_put_in(database: Database, outbox: SqliteOutbox) -> None:
    """All parts of a row survive, and it is due at once unless a delay is asked for."""
    async with database.transaction():
        before = time.time()
        await outbox.add("chat:1", "sendMessage", {"text": "Қуат", "n": [1]}, "topic", "7", 60.0)
        row: Row = (await outbox.heads())[0]
    assert (row.lane, row.kind, row.payload) == (
        "chat:1",
        "sendMessage",
        {"text": "Қуат", "n": [1]},
    )
    assert (row.topic, row.subject, row.tries) == ("topic", "7", 0)
    assert before + 60 <= row.due_at <= time.time() + 60


async def test_the_head_of_a_lane_is_its_oldest_row(
    database: Database, outbox: SqliteOutbox
) -> None:
    """Each lane shows one row, and the next one when that is done."""
    async with database.transaction():
        for lane, text in (("a", "a1"), ("b", "b1"), ("a", "a2"), ("b", "b2")):
            await add(outbox, lane, text)
        assert await texts(outbox) == ["a1", "b1"]
        await outbox.done((await outbox.heads())[0].id)
        assert await texts(outbox) == ["b1", "a2"]
        assert await outbox.waiting() == 3


async def test_a_screen_replaces_one_that_still_waits_in_its_lane(
    database: Database, outbox: SqliteOutbox
) -> None:
    """Neither messages nor the screens of other lanes are replaced."""
    async with database.transaction():
        await add(outbox, "a", "old screen", SCREEN)
        await add(outbox, "a", "message")
        await add(outbox, "b", "other screen", SCREEN)
        await add(outbox, "a", "new screen", SCREEN)
        assert await texts(outbox) == ["message", "other screen"]
        assert await outbox.waiting() == 3


async def test_a_screen_that_was_given_up_stays_for_the_record(
    database: Database, outbox: SqliteOutbox
) -> None:
    """Only what still waits is replaced."""
    async with database.transaction():
        await add(outbox, "a", "refused", SCREEN)
        await outbox.give_up((await outbox.heads())[0].id, "dead", "wrong")
        await add(outbox, "a", "new", SCREEN)
        rows = await database.rows("SELECT state, error FROM outbox ORDER BY id")
    assert [tuple(row) for row in rows] == [("dead", "wrong"), ("waiting", None)]


async def test_a_postponed_row_keeps_its_lane_in_order(
    database: Database, outbox: SqliteOutbox
) -> None:
    """A later try counts, and nothing overtakes the row meanwhile."""
    async with database.transaction():
        await add(outbox, "a", "first")
        await add(outbox, "a", "second")
        await outbox.postpone((await outbox.heads())[0].id, 12345.5, "TooFast")
        row = (await outbox.heads())[0]
        await outbox.postpone(row.id, 12345.5, "TooFast")
        again = (await outbox.heads())[0]
        await outbox.postpone(row.id, 12345.5, "TelegramUnreachable")
        otherwise = (await outbox.heads())[0]
    assert (row.payload["text"], row.tries, row.due_at) == ("first", 1, 12345.5)
    assert [again.tries, otherwise.tries] == [2, 1], "the same error in a row"


@pytest.mark.parametrize("state", ["blocked", "dead"])
async def test_a_lane_goes_on_after_a_row_that_is_given_up(
    database: Database, outbox: SqliteOutbox, state: str
) -> None:
    """What can never be said does not hold up the rest."""
    async with database.transaction():
        await add(outbox, "a", "first")
        await add(outbox, "a", "second")
        await outbox.give_up((await outbox.heads())[0].id, state, "wrong")
        assert await texts(outbox) == ["second"]
        assert await outbox.waiting() == 1


async def test_a_rewritten_row_keeps_its_place(database: Database, outbox: SqliteOutbox) -> None:
    """What is said in another way is said in the same turn."""
    async with database.transaction():
        await add(outbox, "a", "first")
        await add(outbox, "a", "second")
        await outbox.rewrite((await outbox.heads())[0].id, "editMessageText", {"text": "Қайта"})
        row = (await outbox.heads())[0]
    assert (row.kind, row.payload) == ("editMessageText", {"text": "Қайта"})


async def test_a_job_is_a_row_about_its_subject(database: Database, outbox: SqliteOutbox) -> None:
    """Long work waits in the same outbox as words."""
    async with database.transaction():
        await outbox.order(JobKind.PRINT_ACT, "job:print", "7:kk:11")
        row = (await outbox.heads())[0]
    assert (row.lane, row.kind, row.subject) == ("job:print", "print_act", "7:kk:11")
