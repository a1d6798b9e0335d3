"""What is planned for later: it comes once, at its time, and not when it was taken back."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from bot.services.ports import JobKind
from storage.database import Database
from storage.outbox import SqliteOutbox
from storage.people import SqlitePeople
from tests.storage.conftest import INSPECTOR, SUPERVISOR

LANE = f"remind:{INSPECTOR}"
STATES = "SELECT subject, state FROM outbox ORDER BY id"


@pytest.fixture
def outbox(database: Database) -> SqliteOutbox:
    """An empty outbox."""
    return SqliteOutbox(database)


def in_hours(hours: float) -> datetime:
    """A moment so far from now."""
    return datetime.now(UTC) + timedelta(hours=hours)


async def plan(outbox: SqliteOutbox, subject: str, hours: float, lane: str = LANE) -> None:
    """Plan a reminder."""
    await outbox.plan(JobKind.REMIND, lane, subject, in_hours(hours))


async def heads(outbox: SqliteOutbox) -> list[str | None]:
    """What is to be done now, one of each lane."""
    return [row.subject for row in await outbox.heads()]


async def let_pass(database: Database, hours: float) -> None:
    """Let time pass for what is planned."""
    await database.rows("UPDATE outbox SET due_at = due_at - ?", (hours * 3600,))


async def states(database: Database) -> list[tuple[str, str]]:
    """All rows with their states."""
    return [(row["subject"], row["state"]) for row in await database.rows(STATES)]


async def test_what_is_planned_waits_for_its_time(database: Database, outbox: SqliteOutbox) -> None:
    """Nobody sees it before, however long it is; then it is due at once."""
    async with database.transaction():
        await plan(outbox, "soon", 1)
        await plan(outbox, "in a year", 365 * 24, "remind:99")
        assert await heads(outbox) == []
        assert await outbox.waiting() == 0
        await let_pass(database, 2)
        row = (await outbox.heads())[0]
        assert (row.lane, row.kind, row.subject) == (LANE, JobKind.REMIND, "soon")
        assert row.due_at <= time.time()
        assert await outbox.waiting() == 1
        assert await states(database) == [("soon", "waiting"), ("in a year", "planned")]
        await let_pass(database, 365 * 24)
        assert await heads(outbox) == ["soon", "in a year"]


async def test_a_moment_that_has_passed_is_now(database: Database, outbox: SqliteOutbox) -> None:
    """The bot was down when it should have come: it comes late, not never."""
    async with database.transaction():
        await plan(outbox, "late", -100)
        assert await heads(outbox) == ["late"]


async def test_planned_twice_it_comes_once_at_the_later_word(
    database: Database, outbox: SqliteOutbox
) -> None:
    """A second plan of the same moves the first one, to earlier, to later, to another person."""
    async with database.transaction():
        await plan(outbox, "one", 1)
        await plan(outbox, "one", 5)
        assert await states(database) == [("one", "planned")]
        await let_pass(database, 2)
        assert await heads(outbox) == []
        await plan(outbox, "one", -1, "remind:99")
        assert [(row.lane, row.subject) for row in await outbox.heads()] == [("remind:99", "one")]
        assert await states(database) == [("one", "waiting")]


async def test_it_can_be_planned_again_once_it_was_done(
    database: Database, outbox: SqliteOutbox
) -> None:
    """What repeats itself is planned anew while the row before is being finished."""
    async with database.transaction():
        await plan(outbox, "daily", -1)
        row = (await outbox.heads())[0]
        await plan(outbox, "daily", 24)
        assert await states(database) == [("daily", "waiting"), ("daily", "planned")]
        await outbox.done(row.id)
        assert await heads(outbox) == []
        assert await states(database) == [("daily", "planned")]


async def test_the_same_of_another_kind_is_another(
    database: Database, outbox: SqliteOutbox
) -> None:
    """Kind and subject together name what is planned."""
    async with database.transaction():
        await plan(outbox, "7", 1)
        await outbox.plan(JobKind.FETCH_PROOF, LANE, "7", in_hours(1))
        assert await states(database) == [("7", "planned"), ("7", "planned")]


async def test_what_was_taken_back_does_not_come(database: Database, outbox: SqliteOutbox) -> None:
    """Only that one; and what was begun already is no plan any more."""
    async with database.transaction():
        await plan(outbox, "begun", -1)
        await heads(outbox)
        for subject in ("wanted", "unwanted"):
            await plan(outbox, subject, 1)
        for subject in ("unwanted", "begun", "never planned"):
            await outbox.give_up_plan(JobKind.REMIND, subject)
        assert await states(database) == [("begun", "waiting"), ("wanted", "planned")]


async def test_what_comes_at_once_keeps_the_order_of_planning(
    database: Database, outbox: SqliteOutbox
) -> None:
    """In a lane one after another; a lane does not wait for another."""
    async with database.transaction():
        await plan(outbox, "a1", 3)
        await plan(outbox, "a2", 1)
        await plan(outbox, "b1", 2, "remind:99")
        await let_pass(database, 4)
        assert await heads(outbox) == ["a1", "b1"]
        await outbox.done((await outbox.heads())[0].id)
        assert await heads(outbox) == ["a2", "b1"]


async def test_words_that_are_set_aside_do_not_hold_up_what_is_planned(
    database: Database, outbox: SqliteOutbox
) -> None:
    """Somebody has blocked the bot: reminders are still looked at, and nothing planned revives."""
    async with database.transaction():
        await outbox.add(LANE, "sendMessage", {}, subject="blocked")
        await outbox.give_up((await outbox.heads())[0].id, "blocked", "bot was blocked")
        await plan(outbox, "soon", 1)
        await outbox.revive(LANE)
        assert await heads(outbox) == ["blocked"]
        await outbox.give_up((await outbox.heads())[0].id, "blocked", "bot was blocked")
        await let_pass(database, 2)
        assert await heads(outbox) == ["soon"]


async def test_who_has_no_role_any_more_is_not_reminded(
    database: Database, outbox: SqliteOutbox, people: SqlitePeople
) -> None:
    """All that was planned for the person goes, and nothing of anybody else."""
    async with database.transaction():
        await plan(outbox, "planned", 1)
        await plan(outbox, "begun", -1)
        await heads(outbox)
        await outbox.add(f"chat:{INSPECTOR}", "sendMessage", {}, subject="said")
        await plan(outbox, "of somebody else", 1, f"remind:{SUPERVISOR}")
        await plan(outbox, "of a number that begins alike", 1, f"{LANE}1")
        await people.take_back_words(INSPECTOR)
        left = [subject for subject, _state in await states(database)]
    assert left == ["of somebody else", "of a number that begins alike"]
