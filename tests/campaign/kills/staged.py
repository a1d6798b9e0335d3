"""Dying at a chosen point: first the points are counted, then each is died at in turn."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.campaign.form import write_checklist
from tests.campaign.kills.nursery import Nursery
from tests.campaign.kills.orders import Death
from tests.campaign.kills.siege import KILLED, Siege
from tests.campaign.verdict import Verdict

ROWS = 3
AT_ONCE = 4
SEED = 1
"""With this seed the few answers hold a violation with a photo, a reason and an undo."""


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What a staged death led to."""

    death: Death
    verdict: Verdict
    kills: int
    most_repeated: int

    @property
    def faults(self) -> list[str]:
        """What must not be: something lost or doubled, no death, a chat with two repetitions."""
        found = list(self.verdict.faults)
        if self.kills == 0:
            found.append("never reached")
        if self.most_repeated > 1:
            found.append(f"{self.most_repeated} repeated messages in one chat")
        return [f"{self.death.point}, pass {self.death.passes}: {each}" for each in found]


class Stage:
    """One inspector does one short inspection, again and again, and the bot dies elsewhere."""

    def __init__(self, folder: Path, nursery: Nursery) -> None:
        self._folder = folder
        self._nursery = nursery
        self._lists = folder / "lists"
        self._checklist = write_checklist(self._lists, ROWS)
        self._template: Path | None = None
        self._sieges = 0

    async def prepare(self) -> Counter[str]:
        """Let the bot introduce itself, then count how often each point is passed undisturbed."""
        siege = self._siege(())
        async with siege:
            await siege.end()
        self._template = siege.data_dir
        notes = self._folder / "notes"
        undisturbed = await self._inspect(Death("", 0), {"notes": str(notes)})
        assert not undisturbed.verdict.faults, undisturbed.verdict.faults
        return Counter(notes.read_text().splitlines())

    async def die(self, deaths: Sequence[Death], fault: str | None = None) -> list[Aftermath]:
        """Die each death in a siege of its own, a few at the same time."""
        turns = asyncio.Semaphore(AT_ONCE)

        async def one(death: Death) -> Aftermath:
            async with turns:
                return await self._die_once(death, fault)

        return await asyncio.gather(*(one(death) for death in deaths))

    async def _die_once(self, death: Death, fault: str | None) -> Aftermath:
        """Die; how many passes there are shifts a little, so the last may have to be sought."""
        order = {"failpoint": death.point, "passes": death.passes}
        aftermath = await self._inspect(death, order, fault)
        if aftermath.kills or death.passes == 1:
            return aftermath
        earlier = Death(death.point, death.passes - max(1, death.passes // 10))
        return await self._die_once(earlier, fault)

    async def _inspect(
        self, death: Death, order: dict[str, Any], fault: str | None = None
    ) -> Aftermath:
        siege = self._siege([order], fault)
        async with siege:
            await siege.work(lambda: siege.crowd.answers > 0)
            verdict = await siege.end()
        return Aftermath(death, verdict, siege.ends[KILLED], siege.most_repeated(verdict))

    def _siege(self, orders: Iterable[dict[str, Any]], fault: str | None = None) -> Siege:
        self._sieges += 1
        quarters = self._folder / str(self._sieges)
        quarters.mkdir()
        return Siege(
            quarters,
            self._nursery,
            1,
            orders=orders,
            fault=fault,
            template=self._template,
            checklists=self._lists,
            checklist=self._checklist,
            seed=SEED,
            photos=1.0,
        )


def deaths_at(passed: Counter[str], points: Iterable[str]) -> list[Death]:
    """The first, the second, the middle and the last pass of each point."""
    return [
        Death(point, passes)
        for point in points
        for passes in sorted({1, min(2, passed[point]), (passed[point] + 1) // 2, passed[point]})
    ]
