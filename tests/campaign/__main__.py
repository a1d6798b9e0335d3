"""The long run, by one command: `python -m tests.campaign --kills 1000`.

It dies at every seam of the bot, proves that planted faults are found, and kills at random; it
prints a table and ends with 1 if anything was lost or doubled, or if a planted fault passed.
"""

import argparse
import asyncio
import logging
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.campaign.kills.assault import Assault, assault
from tests.campaign.kills.nursery import Nursery
from tests.campaign.kills.planted import FAULTS, WHERE_IT_SHOWS
from tests.campaign.kills.siege import STOPPED
from tests.campaign.kills.staged import Aftermath, Stage, deaths_at

ANSWERS_PER_KILL = 30
KILLS_PER_ROUND = 50
CALLS_BETWEEN_STOPS = (2, 40)
ROW = "{:<44}{:>8}{:>10}{:>8}{:>8}{:>10}{:>9}"


@dataclass(slots=True)
class Line:
    """One line of the table."""

    name: str
    ends: int = 0
    answers: int = 0
    acts: int = 0
    repeated: int = 0
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, outcome: Assault | Aftermath) -> None:
        """Count what came of one siege."""
        self.ends += outcome.busy_ends if isinstance(outcome, Assault) else outcome.kills
        self.answers += outcome.verdict.answers
        self.acts += outcome.verdict.acts
        self.repeated += len(outcome.verdict.repeated)
        self.faults += outcome.faults


class LongRun:
    """Goes through all parts, each in a folder of its own."""

    def __init__(self, folder: Path, nursery: Nursery, seed: int) -> None:
        self._folder = folder
        self._nursery = nursery
        self._seed = seed
        self._rounds = 0
        self.lines: list[Line] = []

    async def die_everywhere(self) -> None:
        """Die before and after every seam that a short inspection passes."""
        line = self._line("deaths before and after every seam")
        stage = Stage(self._quarters(), self._nursery)
        passed = await stage.prepare()
        for outcome in await stage.die(deaths_at(passed, sorted(passed))):
            line.add(outcome)
        line.name += f" ({len(passed)})"

    async def find_planted_faults(self) -> None:
        """Make sure that each planted fault is found."""
        for fault in FAULTS:
            line = self._line(f"planted: {fault}")
            stage = Stage(self._quarters(), self._nursery)
            await stage.prepare()
            outcomes = await stage.die(WHERE_IT_SHOWS[fault], fault)
            for outcome in outcomes:
                line.add(outcome)
            found = [each for outcome in outcomes for each in outcome.verdict.faults]
            line.faults = [] if found else ["the campaign did not bite"]

    async def kill(self, kills: int) -> None:
        """Kill at random, in rounds: each has other dice and an empty database."""
        line = self._line("kills at random")
        for part in _parts(kills, KILLS_PER_ROUND):
            line.add(await self._assault(line, part, part * ANSWERS_PER_KILL))

    async def stop(self, stops: int) -> None:
        """Ask the bot to stop, at random."""
        line = self._line("stops at random")
        line.add(
            await self._assault(line, stops, 0, how=STOPPED, calls_between=CALLS_BETWEEN_STOPS)
        )

    async def _assault(self, line: Line, ends: int, answers: int, **how: object) -> Assault:
        def tell(done: int, given: int) -> None:
            _progress(f"{line.name}: {line.ends + done}, answers: {line.answers + given}")

        seed = self._seed + self._rounds
        return await assault(
            self._quarters(),
            self._nursery,
            ends,
            answers,
            seed=seed,
            progress=tell,
            **how,  # type: ignore[arg-type]
        )

    def _line(self, name: str) -> Line:
        _progress(name)
        self.lines.append(Line(name))
        return self.lines[-1]

    def _quarters(self) -> Path:
        self._rounds += 1
        quarters = self._folder / f"round-{self._rounds}"
        quarters.mkdir()
        return quarters


def _parts(whole: int, part: int) -> Iterator[int]:
    while whole > 0:
        yield min(whole, part)
        whole -= part


def _progress(words: str) -> None:
    sys.stderr.write(f"\r\033[K{words}")
    sys.stderr.flush()


def _print(lines: list[Line]) -> None:
    print(ROW.format("", "ends", "answers", "acts", "again", "seconds", "faults"))
    for line in lines:
        print(
            ROW.format(
                line.name,
                line.ends,
                line.answers,
                line.acts,
                line.repeated,
                round(line.seconds),
                len(line.faults),
            )
        )
    for line in lines:
        for fault in line.faults[:20]:
            print(f"{line.name}: {fault}")


async def _timed(run: LongRun, part: Callable[[], Awaitable[None]]) -> None:
    began, known = time.monotonic(), len(run.lines)
    await part()
    for line in run.lines[known:]:
        line.seconds = (time.monotonic() - began) / (len(run.lines) - known)


async def _run(kills: int, stops: int, seed: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        async with Nursery() as nursery:
            run = LongRun(Path(folder), nursery, seed)
            await _timed(run, run.die_everywhere)
            await _timed(run, run.find_planted_faults)
            await _timed(run, lambda: run.stop(stops))
            await _timed(run, lambda: run.kill(kills))
    _progress("")
    _print(run.lines)
    return int(any(line.faults for line in run.lines))


def main() -> int:
    """Read the command line, run, and give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.campaign", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000, help="busy kills at random moments")
    parser.add_argument("--stops", type=int, default=100, help="stops by SIGTERM")
    parser.add_argument("--seed", type=int, default=1, help="another one throws other dice")
    arguments = parser.parse_args()
    logging.disable()
    return asyncio.run(_run(arguments.kills, arguments.stops, arguments.seed))


if __name__ == "__main__":
    sys.exit(main())
