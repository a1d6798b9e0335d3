"""A bot under siege: inspectors work, and whenever the bot has died it is started again."""

import asyncio
import shutil
import signal
from bisect import bisect
from collections import Counter, deque
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from bot.app.stores import open_stores
from bot.demo.server import DemoServer
from bot.demo.world import World
from bot.settings import Settings
from storage.outbox import WAITING
from tests.campaign.crowd import Crowd
from tests.campaign.kills.nursery import END_SECONDS, Victim
from tests.campaign.kills.orders import Order
from tests.campaign.verdict import Verdict, judge, look_into
from tests.office import TOKEN
from tests.telegram.walking import ADDRESS, BIN

KILLED = -signal.SIGKILL
STOPPED = 0
SECRETS = (TOKEN, BIN, ADDRESS, "бұзушылық", "себебі", "өкіл", "нұсқау", "inspector-")
LOOKS = 20
LOOK_SECONDS = 0.05
"""So often, this far apart, nothing may move before those who wait are told that nothing comes."""


class Bearer(Protocol):
    """Starts bots in some way."""

    async def bear(self, order: Order) -> Victim:
        """Start a bot."""
        ...


class Siege:
    """One bot, its Telegram and its inspectors; `orders` tell how each victim is to die.

    When the orders are used up, victims live until they are killed from outside or stopped.
    A `template` is the data folder of an earlier siege in which nobody worked.
    """

    def __init__(
        self,
        folder: Path,
        nursery: Bearer,
        inspectors: int,
        *,
        orders: Iterable[dict[str, Any]] = (),
        checklists: Path | None = None,
        fault: str | None = None,
        template: Path | None = None,
        **habits: Any,
    ) -> None:
        self.world = World()
        self.world._calls = deque()  # all of them: a repeated message may come late
        self.server = DemoServer(self.world, TOKEN)
        self.crowd = Crowd(self.world, inspectors, waits_for_photos=False, **habits)
        self.data_dir = folder / "data"
        self.said = folder / "said"
        self.ends: Counter[int] = Counter()
        self.busy_ends: Counter[int] = Counter()
        self._checklists = checklists
        self._nursery = nursery
        self._orders = iter(orders)
        self._fault = fault
        self._template = template
        self._victim: Victim | None = None
        self._keeping: asyncio.Task[None] | None = None
        self._stopping = False

    async def __aenter__(self) -> Self:
        await self.server.start()
        await self._prepare()
        self.crowd.greet()
        self._keeping = asyncio.create_task(self._keep_alive())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stopping = True
        if self._victim is not None:
            self._victim.kill()
        if self._keeping is not None:
            self._keeping.cancel()
            with suppress(asyncio.CancelledError):
                await self._keeping
        await self.server.stop()

    @property
    def calls(self) -> int:
        """How many calls were answered so far."""
        return len(self.world._calls)

    @property
    def victim(self) -> Victim | None:
        """The bot that runs now, None between two of them."""
        alive = self._victim is not None and not self._victim.ended.done()
        return self._victim if alive else None

    async def work(self, enough: Callable[[], bool], *, midway: bool = False) -> None:
        """Let the inspectors work until it is enough or nothing moves any more."""
        working = asyncio.create_task(self.crowd.work(enough, midway=midway))
        watching = asyncio.create_task(self._watch(working))
        await asyncio.gather(working, watching)

    async def end(self) -> Verdict:
        """Wait until the bot is quiet, stop it, and judge."""
        while self.is_busy() or self.victim is None:
            self._raise_if_broken()
            await asyncio.sleep(LOOK_SECONDS)
        self._stopping = True
        if (victim := self.victim) is not None:
            victim.stop()
            async with asyncio.timeout(END_SECONDS):
                await asyncio.shield(victim.ended)
        assert self._keeping is not None
        await self._keeping
        return judge(self.data_dir, self.world, self.crowd)

    def most_repeated(self, verdict: Verdict) -> int:
        """How often at most a chat got a message again between two ends of the bot."""
        calls = enumerate(self.world.calls)
        starts = [place for place, call in calls if call.method == "getMe"]
        spans = Counter((key, bisect(starts, place)) for key, place in verdict.repeated)
        return max(spans.values(), default=0)

    def leaks(self) -> list[str]:
        """What the bot has told its log, and should not."""
        said = self.said.read_text()
        return [f"{secret!r} stands in the log" for secret in SECRETS if secret in said]

    def is_busy(self) -> bool:
        """Say whether something is under way that a crash could lose."""
        return bool(self.world.pending_updates) or bool(self._waiting())

    async def _prepare(self) -> None:
        if self._template is not None:
            await asyncio.to_thread(shutil.copytree, self._template, self.data_dir)
            return
        settings = Settings(
            _env_file=None,
            data_dir=self.data_dir,
            telegram_api_url=self.server.url,
            checklists_dir=self._checklists,
        )
        stores = await open_stores(settings)
        await self.crowd.hire(stores)
        await stores.database.close()

    async def _keep_alive(self) -> None:
        while not self._stopping:
            order = Order(
                str(self.data_dir),
                self.server.url,
                TOKEN,
                str(self.said),
                checklists_dir=str(self._checklists) if self._checklists else None,
                fault=self._fault,
                **next(self._orders, {}),
            )
            self._victim = await self._nursery.bear(order)
            status = await self._victim.ended
            self.ends[status] += 1
            self.busy_ends[status] += self.is_busy()
            if status not in {KILLED, STOPPED}:
                raise RuntimeError(f"the bot ended with {status}:\n{self.said.read_text()}")

    async def _watch(self, working: "asyncio.Task[None]") -> None:
        """Do not wait for what will never come: when all is still, nothing will move again."""
        await self._until_still(working)
        if not working.done():
            self.crowd.give_up()

    async def _until_still(self, unless: "asyncio.Task[None]") -> None:
        still, change = 0, -1
        while still < LOOKS and not unless.done():
            self._raise_if_broken()
            moved = self.world.changes.count != change
            change = self.world.changes.count
            still = 0 if moved or self.victim is None or self.is_busy() else still + 1
            await asyncio.sleep(LOOK_SECONDS)

    def _raise_if_broken(self) -> None:
        if self._keeping is not None and self._keeping.done():
            self._keeping.result()

    def _waiting(self) -> int:
        with closing(look_into(self.data_dir)) as database:
            return int(database.execute(WAITING).fetchone()[0])
