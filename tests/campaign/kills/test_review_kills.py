"""The bot dies at each seam of a decision, a correction and a settled term: all is decided once."""

import os
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from bot.delivery.desk import Desk
from bot.delivery.outbox import Outbox
from bot.documents.workshop import Workshop
from storage.database import Database
from storage.files import FileStore
from tests.campaign.kills.failpoints import Failpoints, _of_call, _of_rename, _of_statement
from tests.campaign.kills.orders import Death
from tests.campaign.kills.staged import deaths_at
from tests.campaign.recorded import begin, finish, press, say
from tests.direct import DirectOffice, DirectTelegram, is_sound

WRAPPED = (
    (Database, "_run", _of_statement),
    (DirectTelegram, "call", _of_call),
    (FileStore, "keep", lambda *_: "file"),
    (Path, "replace", _of_rename),
    (Workshop, "render", lambda *_: "print"),
    (Desk, "handle", lambda *_: "handle"),
    (Outbox, "_settle", lambda *_: "settle"),
)
SEAMS = ("begin", "commit", "handle", "settle", "write audit", "write outbox")
SHORT = (
    *("commit.before", "commit.after", "handle.after", "settle.before", "write audit.after"),
    *("call editMessageCaption.after", "call sendMessage.before", "print.after"),
)
IS_LONG = os.environ.get("CAMPAIGN") == "nightly"
Step = Callable[[DirectOffice], Awaitable[None]]


class Died(BaseException):
    """The process is gone: nothing may catch this, and nothing passes a point afterwards."""


class Mortal(Failpoints):
    """Dies within this process, by leaving everything at once."""

    def __init__(self, death: Death | None = None) -> None:
        super().__init__(None, 0, None)
        self.death = death
        self.dead = False

    @property
    def passed(self) -> Counter[str]:
        """How often each point was passed."""
        return self._passed

    def passing(self, point: str) -> None:
        """Pass a point, or die there."""
        self._passed[point] += 1
        if self.death == Death(point, self._passed[point]):
            self.dead = True
        if self.dead:
            raise Died

    @contextmanager
    def standing(self) -> Iterator[None]:
        """Wrap the seams for a while."""
        with pytest.MonkeyPatch.context() as patch:
            for owner, method, name in WRAPPED:
                patch.setattr(owner, method, getattr(owner, method))
                self._wrap(owner, method, name)
            yield


class MortalOffice(DirectOffice):
    """Telegram repeats what a bot took that did not live to acknowledge it."""

    async def live_through(self, step: Step, mortal: Mortal) -> None:
        """Do something; when the bot dies of it, start it again and let it go on."""
        before = len(self.history)
        with mortal.standing(), suppress(Died):
            await step(self)
        if mortal.dead:
            await self.crash()
            await self.start()
            await self.handle(self.history[before:])
            await self.speak()


async def accept(office: DirectOffice) -> None:
    """The supervisor accepts."""
    await press(office, "supervisor", "ra:1")


async def send_back(office: DirectOffice) -> None:
    """The supervisor returns what was described before."""
    await press(office, "supervisor", "rb:1")


async def finish_correction(office: DirectOffice) -> None:
    """The inspector has corrected, and finishes."""
    version = office.rows("SELECT version FROM inspection WHERE id = 2")[0][0]
    await press(office, "inspector", f"p:2:{version}:ru")


async def eliminate(office: DirectOffice) -> None:
    """The inspector settles a term."""
    await press(office, "inspector", "dc:1:7:0")


async def prepare(office: DirectOffice, step: Step) -> None:
    """Bring an act to where the step is due."""
    await finish(office, "inspector", await begin(office, "inspector"), violated=7)
    if step is eliminate:
        await press(office, "inspector", "de:1:7:0")
        await say(office, "inspector", "it was repaired")
        return
    for data in ("as:1", "ab:1", "ax:1"):
        await press(office, "inspector", data)
    if step is accept:
        return
    await press(office, "supervisor", "rr:1")
    await say(office, "supervisor", "what is wrong")
    if step is finish_correction:
        await press(office, "supervisor", "rb:1")
        await press(office, "inspector", "ca:1")
        version = office.rows("SELECT version FROM inspection WHERE id = 2")[0][0]
        await press(office, "inspector", f"f:2:{version}")


DECISIONS = {accept: ("accepted", "Accepted by"), send_back: ("returned", "Returned by")}


async def faults(office: DirectOffice, step: Step) -> list[str]:
    """What must not be after the step, however often the bot died of it."""
    found = []
    acts = office.rows("SELECT id FROM act")
    if len(acts) != 1 + (step is finish_correction):
        found.append(f"{len(acts)} acts")
    if step in DECISIONS:
        status, words = DECISIONS[step]
        taken = [row[0] for row in office.rows("SELECT step FROM review ORDER BY id")]
        found += [f"steps {taken}"] * (taken != [status])
        for key in ("supervisor", "administrator"):
            shown = [words in str(m.get("caption")) for m in office.messages(key)]
            found += [f"{key} does not see it"] * (not any(shown))
        told = [words in str(m.get("text")) for m in office.messages("inspector")]
        found += ["the inspector is not told"] * (not any(told))
    if step is finish_correction:
        states = [row[0] for row in office.rows("SELECT status FROM inspection ORDER BY id")]
        found += [f"states {states}"] * (states != ["superseded", "finished"])
    if step is eliminate:
        terms = [row[0] for row in office.rows("SELECT state FROM deadline")]
        audited = office.rows("SELECT 1 FROM audit WHERE action LIKE '%eliminated%'")
        found += [f"terms {terms}, told {len(audited)}"] * (
            terms != ["eliminated"] or len(audited) != 1
        )
    async with office.stores.database.transaction():
        broken = await office.stores.audit.first_broken()
        found += [f"the audit is broken at {broken}"] * (broken is not None)
    buried = office.rows("SELECT error FROM dead_letter")
    waiting = office.rows("SELECT kind FROM outbox WHERE state <> 'planned'")
    return found + [f"buried {row[0]}" for row in buried] + [f"waits {row[0]}" for row in waiting]


@pytest.mark.campaign
@pytest.mark.case(13, 15, 57)
@pytest.mark.parametrize("step", [accept, send_back, finish_correction, eliminate])
async def test_no_point_at_which_the_bot_dies_costs_a_decision(tmp_path: Path, step: Step) -> None:
    """At the last pass of a few points; the long run takes more passes of every point."""
    office = await _ready(tmp_path / "ready", step)
    mortal = Mortal()
    await office.live_through(step, mortal)
    assert await faults(office, step) == []
    await office.crash()
    points = sorted(mortal.passed)
    assert set(SEAMS) <= {point.rpartition(".")[0] for point in points}
    short = [Death(point, mortal.passed[point]) for point in points if point in SHORT]
    deaths = deaths_at(mortal.passed, points) if IS_LONG else short
    found = []
    for number, death in enumerate(deaths):
        office = await _ready(tmp_path / str(number), step)
        doomed = Mortal(death)
        await office.live_through(step, doomed)
        found += [f"{death}: {each}" for each in await faults(office, step)]
        found += [f"{death}: never reached"] * (not doomed.dead)
        await office.crash()
        found += [f"{death}: unsound"] * (not is_sound(tmp_path / str(number)))
    assert not found, "\n".join(found)


async def _ready(folder: Path, step: Step) -> MortalOffice:
    office = MortalOffice(folder)
    await office.start()
    await office.hire()
    await prepare(office, step)
    return office
