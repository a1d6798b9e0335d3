"""The desk: each update is kept once, or buried, and nothing of a failure stays."""

import asyncio
import json
from typing import Any

import pytest
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import Update

from bot.delivery import desk as module
from bot.delivery.desk import update_number
from bot.delivery.spoken import Speech
from bot.services.ports import StorageUnavailable
from storage.bookmarks import SqliteBookmarks
from storage.database import Database
from storage.updates import SqliteUpdates
from tests.delivery.reception import STRANGER, Reception, update
from tests.delivery.telegram import PATIENCE


@pytest.fixture
def reception(database: Database, monkeypatch: pytest.MonkeyPatch) -> Reception:
    """A desk that is not slow when it waits."""
    monkeypatch.setattr(module, "SHORTEST_PAUSE", 0.0)
    monkeypatch.setattr(module, "BURIAL_PAUSE", 0.0)
    return Reception(database)


async def test_what_a_handler_did_and_said_is_kept_together(reception: Reception) -> None:
    """Data, words and the update's number share a transaction; the toast is sent at once."""
    immediate = await reception.desk.handle([update(7)])
    assert [type(said.method) for said in immediate] == [AnswerCallbackQuery]
    assert await reception.kept() == {"update 7"}
    assert await reception.said() == ["answer 7"]
    assert await reception.processed() == {7}


async def test_the_same_update_counts_once(reception: Reception) -> None:
    """A second delivery, alone or in a batch, does nothing and says nothing."""
    await reception.desk.handle([update(7)])
    assert await reception.desk.handle([update(7)]) == []
    assert len(await reception.desk.handle([update(7), update(8), update(7)])) == 1
    assert reception.handled == {7: 1, 8: 1}
    assert await reception.said() == ["answer 7", "answer 8"]


async def test_updates_that_come_together_share_a_commit(
    reception: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The forced write to disk is paid once for all of them."""
    statements: list[str] = []
    run = reception.database._to_its_end

    async def listen(statement: str) -> None:
        statements.append(statement)
        await run(statement)

    monkeypatch.setattr(reception.database, "_to_its_end", listen)
    assert len(await reception.desk.handle([update(n) for n in range(1, 6)])) == 5
    assert statements == ["COMMIT"]
    assert await reception.processed() == {1, 2, 3, 4, 5}


async def test_one_bad_update_does_not_harm_the_others_of_its_batch(reception: Reception) -> None:
    """A bug in the middle: the rest is kept, in order, once."""
    reception.faults["bug"] = [ValueError() for _ in range(9)]
    immediate = await reception.desk.handle([update(1), update(2, "bug"), {"x": 1}, update(3)])
    assert len(immediate) == 2
    assert await reception.said() == ["answer 1", "sorry 1", "answer 3"]
    assert await reception.kept() == {"update 1", "update 3", "apology"}
    assert await reception.buried() == ["ValueError", "update_id"]
    assert await reception.processed() == {1, 2, 3}


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "text",
        [],
        {},
        {"update_id": "7", "message": {}},
        {"update_id": True, "message": {}},
        {"update_id": 7.5},
        update(-1),
        update(2**63),
        update(10**30),
        {"update_id": 7},
        {"update_id": 7, "message": {"text": "no chat"}},
        {"update_id": 7, "message": "text"},
        {"update_id": 7, "telepathy": {"thought": "future"}},
    ],
)
async def test_what_is_no_update_is_buried_at_once(reception: Reception, raw: Any) -> None:
    """Malformed, of an unknown kind, or with a number that cannot be: nobody waits for it."""
    assert await reception.desk.handle([raw]) == []
    assert len(await reception.buried()) == 1
    assert reception.handled == {}
    number = update_number(raw)
    assert await reception.processed() == (set() if number is None else {number})


async def test_nonsense_that_comes_twice_is_buried_once(reception: Reception) -> None:
    """The same number again is known already."""
    for _ in range(2):
        await reception.desk.handle([{"update_id": 7, "telepathy": {}}])
    assert len(await reception.buried()) == 1


async def test_a_bug_is_tried_three_times_then_buried_with_an_apology(
    reception: Reception,
) -> None:
    """The person learns that nothing was saved; the update does not come again."""
    reception.faults["bug"] = [ValueError() for _ in range(9)]
    assert await reception.desk.handle([update(7, "bug")]) == []
    assert reception.handled == {7: 3}
    assert await reception.buried() == ["ValueError"]
    assert await reception.said() == ["sorry 1"]
    assert await reception.desk.handle([update(7, "bug")]) == []
    assert reception.handled == {7: 3}


async def test_a_bug_that_passes_leaves_no_trace(reception: Reception) -> None:
    """The third try may succeed; then everything is as if nothing had happened."""
    reception.faults["bug"] = [ValueError(), KeyError()]
    assert len(await reception.desk.handle([update(7, "bug")])) == 1
    assert await reception.said() == ["answer 7"]
    assert await reception.buried() == []


@pytest.mark.parametrize("fault", [ValueError("bug"), OverflowError("too large")])
async def test_an_apology_that_fails_too_does_not_stop_the_bot(
    reception: Reception, fault: Exception
) -> None:
    """What broke the handler may break the apology; the update is buried all the same."""
    reception.faults["bug"] = [ValueError() for _ in range(9)]
    reception.apology_fault = fault
    assert await reception.desk.handle([update(7, "bug")]) == []
    assert await reception.buried() == ["ValueError"]
    assert await reception.kept() == set()
    assert len(await reception.desk.handle([update(8)])) == 1


@pytest.mark.parametrize(
    "outage", [StorageUnavailable("SQLITE_FULL"), OSError(28, "No space left on device")]
)
async def test_an_outage_is_waited_out_for_as_long_as_it_lasts(
    reception: Reception, outage: Exception
) -> None:
    """More failures than a bug would survive: the update is kept in the end, and never buried."""
    reception.faults["full"] = [outage] * 20
    assert len(await reception.desk.handle([update(7, "full"), update(8)])) == 2
    assert reception.handled[7] == 21
    assert await reception.said() == ["answer 7", "answer 8"]
    assert await reception.buried() == []


async def test_a_burial_waits_for_the_database_as_well(
    reception: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dead letter is not lost because the disk was full at that moment."""
    outages = [StorageUnavailable("SQLITE_FULL"), StorageUnavailable("SQLITE_BUSY")]
    bury = SqliteUpdates.bury

    async def fail_at_first(self: SqliteUpdates, raw: object, error: str) -> None:
        if outages:
            raise outages.pop()
        await bury(self, raw, error)

    monkeypatch.setattr(SqliteUpdates, "bury", fail_at_first)
    reception.apology_fault = None
    await reception.desk.handle([{"update_id": 7}])
    assert await reception.buried() == ["UpdateTypeLookupError"]


async def test_an_apology_waits_for_the_database_as_well(reception: Reception) -> None:
    """An outage during the apology undoes the burial, and both are done again."""
    reception.faults["bug"] = [ValueError() for _ in range(9)]
    reception.apology_fault = StorageUnavailable("SQLITE_FULL")
    handling = asyncio.create_task(reception.desk.handle([update(7, "bug")]))
    async with asyncio.timeout(PATIENCE):
        await reception.apologised.acquire()
        await reception.apologised.acquire()
    assert not handling.done()
    reception.apology_fault = None
    await handling
    assert await reception.buried() == ["ValueError"]
    assert await reception.said() == ["sorry 1"]


async def test_a_handler_that_is_cancelled_leaves_nothing(reception: Reception) -> None:
    """Stopped in the middle, the update is neither kept nor counted."""
    reached, never = asyncio.Event(), asyncio.Event()

    async def hang(_update: Update) -> Speech:
        await SqliteBookmarks(reception.database).write("half", "done")
        reached.set()
        await never.wait()
        return []

    reception.desk._feed = hang
    handling = asyncio.create_task(reception.desk.handle([update(7)]))
    await reached.wait()
    handling.cancel()
    await asyncio.gather(handling, return_exceptions=True)
    assert await reception.kept() == set()
    assert await reception.processed() == set()


async def test_an_update_nested_beyond_reason_is_buried(reception: Reception) -> None:
    """Not even an update that cannot be looked through stops the bot."""
    nested: list[Any] = []
    for _ in range(100_000):
        nested = [nested]
    raw = {"update_id": 7, "message": {"reply_markup": {"inline_keyboard": nested}}}
    assert await reception.desk.handle([raw]) == []
    assert len(await reception.buried()) == 1


@pytest.mark.case(1, 18)
@pytest.mark.parametrize("person", [1, STRANGER])
async def test_a_dead_letter_of_a_stranger_holds_nothing_but_its_number(
    reception: Reception, person: int
) -> None:
    """What staff wrote is kept for whoever mends the bug; of strangers nothing is kept."""
    reception.faults["bug"] = [ValueError() for _ in range(9)]
    malformed = update(8, person=person)
    malformed["message"]["chat"] = "nonsense"
    await reception.desk.handle([update(7, "bug", person), malformed])
    letters = await reception.column("SELECT raw FROM dead_letter ORDER BY id")
    if person == STRANGER:
        assert letters == ['{"update_id": 7}', '{"update_id": 8}']
    else:
        assert [json.loads(letter)["message"]["from"]["id"] for letter in letters] == [1, 1]
