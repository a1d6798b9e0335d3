"""Killing at random moments: always in the middle of work, else a kill proves nothing."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.campaign.form import write_checklist
from tests.campaign.kills.nursery import END_SECONDS, Nursery
from tests.campaign.kills.siege import KILLED, Siege
from tests.campaign.verdict import Verdict

ROWS = 16
INSPECTORS = 10
CALLS_BETWEEN = (5, 160)
LONGEST_HESITATION = 0.008
PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Assault:
    """What came of it: how often the bot ended, and how often in the middle of work."""

    verdict: Verdict
    ends: int
    busy_ends: int
    most_repeated: int
    leaks: list[str]

    @property
    def faults(self) -> list[str]:
        """What must not be; of its replies a chat may get one again after each end."""
        found = [*self.verdict.faults, *self.leaks]
        if self.most_repeated > 1:
            found.append(f"{self.most_repeated} repeated messages in one chat after one end")
        return found


async def assault(
    folder: Path,
    nursery: Nursery,
    ends: int,
    answers: int,
    *,
    how: int = KILLED,
    seed: int = 1,
    fault: str | None = None,
    calls_between: tuple[int, int] = CALLS_BETWEEN,
    progress: Callable[[int, int], None] = lambda _ends, _answers: None,
) -> Assault:
    """End the bot so many times while so many answers are given, and judge.

    `how` is the status with which it must end: `KILLED`, or `STOPPED` as it was asked to. Each bot
    lives for so many calls of the Bot API: counted, so that any machine will do.
    """
    lists = folder / "lists"
    siege = Siege(
        folder,
        nursery,
        INSPECTORS,
        fault=fault,
        checklists=lists,
        checklist=write_checklist(lists, ROWS),
        seed=seed,
        patience=PATIENCE,
    )

    def enough() -> bool:
        return siege.crowd.answers >= answers and siege.busy_ends[how] >= ends

    async with siege:
        ending = asyncio.create_task(
            _end_often(siege, how, ends, Random(seed), calls_between, progress)
        )
        try:
            await siege.work(enough, midway=True)
        finally:
            ending.cancel()
        done, busy = siege.ends[how], siege.busy_ends[how]
        verdict = await siege.end()
    return Assault(verdict, done, busy, siege.most_repeated(verdict), siege.leaks())


async def _end_often(
    siege: Siege,
    how: int,
    ends: int,
    random: Random,
    calls_between: tuple[int, int],
    progress: Callable[[int, int], None],
) -> None:
    while siege.busy_ends[how] < ends:
        await _pass_calls(siege, random.randint(*calls_between))
        await asyncio.sleep(random.uniform(0, LONGEST_HESITATION))
        await _until(siege, lambda: siege.victim and siege.world.pending_updates)
        victim = siege.victim
        assert victim is not None
        (victim.kill if how == KILLED else victim.stop)()
        async with asyncio.timeout(END_SECONDS):
            await asyncio.shield(victim.ended)
        progress(siege.busy_ends[how], siege.crowd.answers)


async def _pass_calls(siege: Siege, count: int) -> None:
    wanted = siege.calls + count
    await _until(siege, lambda: siege.victim and siege.calls >= wanted)


async def _until(siege: Siege, happened: Callable[[], object]) -> None:
    await siege.world.wait_until(happened, PATIENCE)
