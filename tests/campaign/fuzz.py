"""Feeds the bot damaged updates, and watches that it stays alive and silent.

`python -m tests.campaign.fuzz --updates 1000000` runs it for as long as wanted.
"""

import argparse
import asyncio
import json
import logging
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.delivery.desk import update_number
from bot.logs import speak_through_logging
from tests.campaign.mutations import Mutator
from tests.campaign.recorded import begin, finish, record
from tests.campaign.recorded_supervision import record_supervision
from tests.direct import DirectOffice, is_sound, working
from tests.secrets.watch import Watch, watching

LARGEST_BATCH = 5
HANG_SECONDS = 5.0
RESTART_EVERY = 5000
HARMLESS = (
    "chat not found",
    "bot can't initiate conversation with a user",
    "query is too old",
    "message is not modified",
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
    "chat member status can't be changed in private chats",
)
"""What Telegram may refuse: damaged updates name chats, messages and presses that never were."""


@dataclass(slots=True)
class Report:
    """What came of it."""

    updates: int = 0
    buried: Counter[str] = field(default_factory=Counter)
    examples: dict[str, Any] = field(default_factory=dict)
    lost: list[Any] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    leaks: list[str] = field(default_factory=list)
    is_sound: bool = False

    def __str__(self) -> str:
        buried = ", ".join(f"{error} {times}" for error, times in self.buried.most_common())
        return (
            f"{self.updates} updates, {len(self.lost)} lost, {len(self.leaks)} leaks,"
            f" buried: {buried or 'none'}, refused: {dict(self.refused) or 'nothing'}"
        )


async def fuzz(
    folder: Path, updates: int, seed: int = 1, already_watching: Watch | None = None
) -> Report:
    """Feed so many updates; raises what escapes the bot, and `TimeoutError` when it hangs."""
    report = Report()
    watch = already_watching or Watch()
    with nullcontext() if already_watching else watching(watch):
        async with working(folder) as office:
            await _flood(office, updates, seed, report)
            report.refused = _serious(office.telegram.refused)
    report.leaks = watch.leaks
    report.is_sound = is_sound(folder)
    return report


async def _flood(office: DirectOffice, updates: int, seed: int, report: Report) -> None:
    dice = random.Random(seed)
    mutator = Mutator(await record(office) + await record_supervision(office), seed)
    restart = RESTART_EVERY
    while report.updates < updates:
        batch = [mutator.make() for _update in range(dice.randint(1, LARGEST_BATCH))]
        await _feed(office, batch, report)
        if report.updates >= restart:
            restart += RESTART_EVERY
            await office.crash()
            await office.start()
            await office.speak()
    await _still_serves(office)


async def _feed(office: DirectOffice, batch: Sequence[Any], report: Report) -> None:
    before = office.rows("SELECT COALESCE(MAX(id), 0) FROM dead_letter")[0][0]
    async with asyncio.timeout(HANG_SECONDS):
        await office.handle(batch)
    async with asyncio.timeout(HANG_SECONDS):
        await office.speak()
    report.updates += len(batch)
    letters = office.rows("SELECT update_id, raw, error FROM dead_letter WHERE id > ?", (before,))
    for letter in letters:
        report.buried[letter["error"]] += 1
        report.examples.setdefault(letter["error"], letter["raw"])
    report.lost += _lost(office, batch, len(letters))
    office.telegram.said.clear()


def _lost(office: DirectOffice, batch: Sequence[Any], buried: int) -> list[Any]:
    """Find what was neither handled nor buried."""
    numbers = [update_number(raw) for raw in batch]
    numbered = [number for number in numbers if number is not None]
    statement = "SELECT id FROM processed_update WHERE id IN (SELECT value FROM json_each(?))"
    found = {row[0] for row in office.rows(statement, (json.dumps(numbered),))}
    missing = [raw for raw, number in zip(batch, numbers, strict=True) if number not in found]
    without_number = [raw for raw in missing if update_number(raw) is None]
    if len(without_number) <= buried:
        return [raw for raw in missing if update_number(raw) is not None]
    return missing


def _serious(refused: Counter[str]) -> Counter[str]:
    return Counter(
        {
            what: times
            for what, times in refused.items()
            if not any(harmless in what for harmless in HARMLESS)
        }
    )


async def _still_serves(office: DirectOffice) -> None:
    """A well-behaved inspector gets from the first question to the act, in the same bot."""
    acts = "SELECT COUNT(*) FROM act WHERE inspection IN (SELECT id FROM inspection WHERE"
    acts += " inspector = 1005)"
    before = office.rows(acts)[0][0]
    await office.write("UPDATE person SET role = 'inspector', active = 1 WHERE id = 1005")
    number = await begin(office, "colleague")
    await finish(office, "colleague", number)
    assert office.rows(acts)[0][0] == before + 1, office.toasts("colleague")[-4:]
    answers = "SELECT COUNT(*) FROM answer WHERE inspection = ? AND verdict = 'complies'"
    assert office.rows(answers, (number,))[0][0] == 8


def main() -> int:
    """Run from the command line; 1 when something was lost, told or refused."""
    parser = argparse.ArgumentParser(description="Feed the bot damaged updates.")
    parser.add_argument("--updates", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    logging.basicConfig(handlers=[logging.NullHandler()])
    speak_through_logging()
    with tempfile.TemporaryDirectory() as folder:
        report = asyncio.run(fuzz(Path(folder) / "data", wanted.updates, wanted.seed))
    print(report)
    for error, raw in report.examples.items():
        print(f"{error}: {raw[:2000]}")
    return 1 if report.lost or report.leaks or report.refused or not report.is_sound else 0


if __name__ == "__main__":
    sys.exit(main())
