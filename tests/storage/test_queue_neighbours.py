"""What happens to one row or lane of the outbox touches no other."""

import time
from collections.abc import Awaitable, Callable

import pytest

from storage.database import Database
from storage.outbox import SCREEN, SqliteOutbox

LANES = ("chat:1", "chat:2", "chat:3")
Deed = Callable[[SqliteOutbox, int], Awaitable[None]]
DEEDS: dict[str, Deed] = {
    "done": lambda outbox, row: outbox.done(row),
    "postpone": lambda outbox, row: outbox.postpone(row, 99.0, "TooFast"),
    "give up": lambda outbox, row: outbox.give_up(row, "dead", "wrong"),
    "rewrite": lambda outbox, row: outbox.rewrite(row, "editMessageText", {"text": "anew"}),
}


async def contents(database: Database) -> dict[int, tuple[object, ...]]:
    """Every row as it is, by number."""
    return {row["id"]: tuple(row) for row in await database.rows("SELECT * FROM outbox")}


async def fill(database: Database, state: str = "waiting") -> SqliteOutbox:
    """Two messages in each of three lanes."""
    outbox = SqliteOutbox(database)
    for text in ("first", "second"):
        for lane in LANES:
            await outbox.add(lane, "sendMessage", {"chat_id": 1, "text": text}, "act", text)
    await database.rows("UPDATE outbox SET state = ?", (state,))
    return outbox


@pytest.mark.parametrize("deed", DEEDS)
async def test_an_outcome_concerns_one_row(database: Database, deed: str) -> None:
    """Neither what was put in before it nor what came after it is lost or changed."""
    async with database.transaction():
        outbox = await fill(database)
        before = await contents(database)
        number = sorted(before)[2]
        await DEEDS[deed](outbox, number)
        after = await contents(database)
    assert after.get(number) != before.pop(number)
    assert {row: parts for row, parts in after.items() if row != number} == before


async def test_a_move_concerns_one_lane(database: Database) -> None:
    """A group with a new id takes only its own words along, and each says where it goes now."""
    async with database.transaction():
        outbox = await fill(database)
        before = await contents(database)
        await outbox.move("chat:2", -100)
        after = await contents(database)
        rows = await database.rows(
            "SELECT lane, payload ->> 'chat_id', payload ->> 'text' FROM outbox WHERE lane = ?",
            ("chat:-100",),
        )
    assert [tuple(row) for row in rows] == [
        ("chat:-100", -100, "first"),
        ("chat:-100", -100, "second"),
    ]
    assert len([row for row in before if before[row] == after[row]]) == 4


async def test_only_what_is_set_aside_in_the_own_lane_waits_again(database: Database) -> None:
    """Others who are still unreachable are not written to, and tries are counted anew."""
    async with database.transaction():
        outbox = await fill(database, "blocked")
        for row in await contents(database):
            await outbox.postpone(row, 5.0, "Forbidden")
        before = await contents(database)
        assert await outbox.revive("chat:2")
        after = await contents(database)
        heads = await outbox.heads()
    assert [(row.lane, row.payload["text"], row.tries) for row in heads] == [("chat:2", "first", 0)]
    assert heads[0].due_at <= time.time()
    assert len([row for row in before if before[row] == after[row]]) == 4


async def test_what_is_dead_does_not_come_back(database: Database) -> None:
    """A message that was refused for its content is not sent because its reader is back."""
    async with database.transaction():
        outbox = await fill(database, "dead")
        assert not await outbox.revive("chat:2")
        assert await outbox.heads() == []
        assert await outbox.blocked() == []
        assert await outbox.waiting() == 0


async def test_a_twin_is_the_same_matter_in_the_same_chat(database: Database) -> None:
    """Of several words about one act the last is said; another act or reader loses nothing."""
    async with database.transaction():
        outbox = SqliteOutbox(database)
        for lane, topic, subject, text in (
            ("chat:2", "act", "7", "old"),
            ("chat:2", "note", "7", "another topic"),
            ("chat:2", "act", "8", "another act"),
            ("chat:2", "act", "7", "new"),
            ("chat:3", "act", "8", "another reader"),
            ("chat:3", "act", "7", "another reader"),
            ("chat:2", SCREEN, "7", "screen"),
        ):
            await outbox.add(lane, "sendMessage", {"text": text}, topic, subject)
        await database.rows("UPDATE outbox SET state = 'blocked'")
        await outbox.add("chat:2", "sendMessage", {"text": "waits"}, "act", "8")
        await outbox.revive("chat:2")
        rows = await database.rows("SELECT payload ->> 'text', state FROM outbox ORDER BY id")
    assert [tuple(row) for row in rows] == [
        ("another topic", "waiting"),
        ("another act", "waiting"),
        ("new", "waiting"),
        ("another reader", "blocked"),
        ("another reader", "blocked"),
        ("waits", "waiting"),
    ]


async def test_each_unreachable_chat_is_listed_once(database: Database) -> None:
    """However much is set aside for it; chats that can be reached are not listed."""
    async with database.transaction():
        outbox = await fill(database, "blocked")
        await outbox.add("chat:4", "sendMessage", {})
        assert sorted(await outbox.blocked()) == list(LANES)
