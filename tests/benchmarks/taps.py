"""Taps through the whole path of the product, over real HTTP, and through the reference bots."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.benchmarks.processes import (
    Server,
    fake_telegram,
    program,
    resident_megabytes,
    settings,
)
from tests.benchmarks.scale import Scale
from tests.benchmarks.seeding import presses, prints, seed
from tests.benchmarks.table import Row, percentile

MEMORY = "aiogram, memory"
ANSWERING = "aiogram, answers only"
IN_FLIGHT = (1, 50)
REDIS_SHARE = {1: 0.75, 50: 0.79}
"""What aiogram with Redis reaches of aiogram with memory state: the target that needs no Redis."""


@dataclass(frozen=True, slots=True)
class Taps:
    """What one measurement of one bot found."""

    per_second: float
    milliseconds: list[float]
    acts: int

    @property
    def median(self) -> float:
        """What half of the taps take at most, in milliseconds."""
        return percentile(self.milliseconds, 0.5)

    @property
    def slow(self) -> float:
        """What 99 of 100 taps take at most, in milliseconds."""
        return percentile(self.milliseconds, 0.99)


@dataclass(slots=True)
class Rig:
    """A bot at work, with its server and the people who talk to it."""

    server: Server
    process_id: int
    presses: Mapping[str, str]
    prints: Mapping[str, str] = field(default_factory=dict)
    sees_edits: bool = True
    printed: int = 0

    def tap(self, taps: int, in_flight: int, acts_in_flight: int = 0, acts: int = 0) -> Taps:
        """Tap, and meanwhile let at most `acts` inspectors finish, some at the same time."""
        waiting = dict(list(self.prints.items())[self.printed :][:acts])
        found: dict[str, Any] = self.server.order(
            "run",
            presses=self.presses,
            prints=waiting,
            taps=taps,
            in_flight=in_flight,
            acts_in_flight=acts_in_flight,
            sees_edits=self.sees_edits,
        )
        self.printed += found["acts"]
        milliseconds = found["milliseconds"]
        return Taps(len(milliseconds) / found["seconds"], milliseconds, found["acts"])


def measure(scale: Scale, folder: Path) -> list[Row]:
    """Measure the bots in turn, round after round."""
    with _rigs(scale, folder) as (product, memory, answering):
        started = resident_megabytes(product.process_id)
        bots = {"ours": product, MEMORY: memory, ANSWERING: answering}
        for rig in bots.values():
            rig.tap(scale.many_taps, max(IN_FLIGHT))  # as warm as a bot that has run for a while
        rows = []
        for in_flight, taps in zip(IN_FLIGHT, (scale.single_taps, scale.many_taps), strict=True):
            rounds = [
                {name: rig.tap(taps, in_flight) for name, rig in bots.items()}
                for _ in range(scale.rounds)
            ]
            rows += _speed(in_flight, rounds)
        rows += _while_printing(scale, product)
        product.tap(scale.drafts, max(IN_FLIGHT))
        grown = resident_megabytes(product.process_id)
        name = f"memory after taps in {scale.drafts} chats"
        return [*rows, Row(name, "MB", [grown], [started], "before the first tap", most=1.15)]


def _speed(in_flight: int, rounds: list[dict[str, Taps]]) -> list[Row]:
    def each(name: str, figure: str) -> list[float]:
        return [getattr(found[name], figure) for found in rounds]

    where = f"{in_flight} in flight"
    ours, share = each("ours", "per_second"), REDIS_SHARE[in_flight]
    rows = [
        Row(f"taps, {where}", "1/s", ours, each(MEMORY, "per_second"), MEMORY, least=share),
        Row(f"taps, {where}", "1/s", ours, each(ANSWERING, "per_second"), ANSWERING),
        Row(
            f"tap to answer p50, {where}",
            "ms",
            each("ours", "median"),
            each(MEMORY, "median"),
            MEMORY,
        ),
        Row(
            f"tap to answer p99, {where}",
            "ms",
            each("ours", "slow"),
            each(MEMORY, "slow"),
            MEMORY,
            most=1.5,
        ),
    ]
    if in_flight > 1:
        slow, median = each("ours", "slow"), each("ours", "median")
        rows.append(Row(f"tap to answer p99, {where}", "ms", slow, median, "its own p50", most=1.5))
    return rows


def _while_printing(scale: Scale, product: Rig) -> list[Row]:
    taps, printing = scale.single_taps, scale.acts_in_flight
    share = scale.complete // scale.rounds
    rounds = [
        (product.tap(taps, 1, printing, share), product.tap(taps, 1)) for _ in range(scale.rounds)
    ]
    busy, quiet = [found for found, _ in rounds], [found for _, found in rounds]
    acts = sum(found.acts for found in busy)
    name = f"tap p99, {printing} acts under way ({acts} printed)"
    slow, reference = [found.slow for found in busy], [found.slow for found in quiet]
    return [Row(name, "ms", slow, reference, "none under way", most=2.0)]


@contextmanager
def _rigs(scale: Scale, folder: Path) -> Iterator[tuple[Rig, Rig, Rig]]:
    asyncio.run(seed(folder, scale.drafts, scale.complete))
    taps = presses(scale.drafts)
    with ExitStack() as stack:
        servers = [stack.enter_context(fake_telegram()) for _ in range(3)]
        environment = settings(servers[0], folder)
        product = program("-m", "tests.benchmarks.product_bot", environment=environment)
        reference = ("-m", "tests.benchmarks.memory_bot")
        memory = program(*reference, servers[1].url)
        answering = program(*reference, servers[2].url, "--answer-only")
        bots = [stack.enter_context(bot).pid for bot in (product, memory, answering)]
        for server in servers:
            server.order("ready")
        yield (
            Rig(servers[0], bots[0], taps, prints(scale.drafts, scale.complete)),
            Rig(servers[1], bots[1], taps),
            Rig(servers[2], bots[2], taps, sees_edits=False),
        )
