"""Who writes too fast waits on disk, in order; the others are served meanwhile."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.delivery import waiting_room as module
from bot.delivery.allowance import Allowances
from bot.delivery.spoken import Spoken
from bot.delivery.waiting_room import Usher
from bot.services.ports import StorageUnavailable
from storage.database import Database
from storage.deferred import SqliteDeferredUpdates
from tests.delivery.reception import STRANGER, Reception, update
from tests.delivery.telegram import PATIENCE, until
from tests.delivery.test_pace import Clock

BURST = 3
pytestmark = pytest.mark.case(29)


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still."""
    return Clock()


@pytest.fixture
def reception(database: Database, clock: Clock) -> Reception:
    """Three updates at once, then one a second."""
    return Reception(database, Allowances(rate=1.0, burst=BURST, now=clock))


class Ushering:
    """An usher at work, and what is said at once meanwhile."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception
        self.stopping = asyncio.Event()
        self.said: list[Spoken] = []
        self.usher = Usher(
            reception.room, reception.database, reception.desk.handle_deferred, self._after
        )

    def _after(self, immediate: Sequence[Spoken]) -> None:
        self.said += immediate

    async def until_left(self, waiting: list[int]) -> None:
        """Work until only these wait."""
        working = asyncio.create_task(self.usher.run(self.stopping))

        async def reached() -> bool:
            return await self.reception.waiting() == waiting

        try:
            await until(reached)
        finally:
            self.stopping.set()
            async with asyncio.timeout(PATIENCE):
                await working


async def test_what_is_too_fast_is_kept_and_acknowledged(reception: Reception) -> None:
    """Three are handled, the others wait; all of them count as received."""
    immediate = await reception.desk.handle([update(n) for n in range(1, 8)])
    assert reception.order == [1, 2, 3]
    assert len(immediate) == BURST
    assert await reception.waiting() == [4, 5, 6, 7]
    assert await reception.processed() == {1, 2, 3, 4, 5, 6, 7}


async def test_somebody_in_haste_holds_up_nobody_else(reception: Reception) -> None:
    """The other person of the same batch is served at once."""
    await reception.desk.handle([*(update(n) for n in range(1, 8)), update(8, person=2)])
    assert reception.order == [1, 2, 3, 8]


async def test_nobody_overtakes_himself(reception: Reception, clock: Clock) -> None:
    """As long as something of a person waits, the next one waits behind it."""
    await reception.desk.handle([update(n) for n in range(1, 5)])
    clock.now += 1.5
    await reception.desk.handle([update(5)])
    assert await reception.waiting() == [4, 5]
    clock.now += 60
    await Ushering(reception).until_left([])
    assert reception.order == [1, 2, 3, 4, 5]
    await reception.desk.handle([update(6)])
    assert reception.order[-1] == 6
    assert await reception.waiting() == []


async def test_each_second_lets_one_in(reception: Reception, clock: Clock) -> None:
    """The usher takes no more than the time allows, and answers each press."""
    await reception.desk.handle([update(n) for n in range(1, 8)])
    clock.now += 2
    ushering = Ushering(reception)
    await ushering.until_left([6, 7])
    assert reception.order == [1, 2, 3, 4, 5]
    assert len(ushering.said) == 2


async def test_a_burst_of_three_hundred_loses_nothing(reception: Reception, clock: Clock) -> None:
    """Every one is handled once, in order, also over a restart in the middle."""
    for start in range(1, 301, 40):
        await reception.desk.handle([update(n) for n in range(start, min(start + 40, 301))])
    restarted = Reception(reception.database, Allowances(rate=1e9, burst=1e9, now=clock))
    async with reception.database.transaction():
        await restarted.room.reopen()
    await restarted.desk.handle([update(301)])
    assert restarted.order == []
    await Ushering(restarted).until_left([])
    assert reception.order + restarted.order == list(range(1, 302))


async def test_what_waits_and_comes_again_waits_once(reception: Reception, clock: Clock) -> None:
    """A second delivery of an update that waits, or has waited, changes nothing."""
    raws = [update(n) for n in range(1, 6)]
    await reception.desk.handle(raws)
    await reception.desk.handle(raws)
    assert await reception.waiting() == [4, 5]
    clock.now += 60
    await Ushering(reception).until_left([])
    await reception.desk.handle(raws)
    assert await reception.desk.handle_deferred(raws[4]) == []
    assert reception.order == [1, 2, 3, 4, 5]


async def test_a_bug_after_the_wait_is_buried_with_an_apology(
    reception: Reception, clock: Clock
) -> None:
    """It does not come again and again, and the next one of that person is served."""
    reception.faults["bug"] = [ValueError() for _ in range(9)]
    await reception.desk.handle([*(update(n) for n in range(1, 4)), update(4, "bug"), update(5)])
    clock.now += 60
    await Ushering(reception).until_left([])
    assert await reception.buried() == ["ValueError"]
    assert await reception.said() == ["answer 1", "answer 2", "answer 3", "sorry 1", "answer 5"]


async def test_nothing_of_a_stranger_is_kept_for_later(reception: Reception) -> None:
    """Somebody without a role leaves no trace, however fast they write."""
    await reception.desk.handle([update(n, person=STRANGER) for n in range(1, 8)])
    assert await reception.waiting() == []
    assert len(reception.order) == 7


async def test_the_usher_waits_for_the_database_as_well(
    reception: Reception, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk for a moment: who waits is served after it."""
    monkeypatch.setattr(module, "RETRY_AFTER_FAILURE", 0.001)
    failures: list[Exception] = [StorageUnavailable("SQLITE_BUSY"), OSError(28, "full")]
    heads = SqliteDeferredUpdates.heads

    async def fail_at_first(self: SqliteDeferredUpdates) -> object:
        if failures:
            raise failures.pop()
        return await heads(self)

    await reception.desk.handle([update(n) for n in range(1, 6)])
    clock.now += 60
    monkeypatch.setattr(SqliteDeferredUpdates, "heads", fail_at_first)
    await Ushering(reception).until_left([])
    assert reception.order == [1, 2, 3, 4, 5]
