"""From the start of the process to the first `getUpdates`, and the memory held then."""

import time
from pathlib import Path

from tests.benchmarks.processes import (
    fake_telegram,
    program,
    resident_megabytes,
    seconds_of,
    settings,
)
from tests.benchmarks.scale import Scale
from tests.benchmarks.table import Row

IMPORT = "import aiogram"


def measure(scale: Scale, folder: Path) -> list[Row]:
    """Start the bot and import aiogram, in turn."""
    rounds = [(_start(folder), seconds_of(IMPORT)) for _ in range(scale.starts)]
    seconds, memory = (
        ([ours[place] for ours, _ in rounds], [reference[place] for _, reference in rounds])
        for place in (0, 1)
    )
    return [
        Row("start to the first getUpdates", "s", *seconds, IMPORT, most=1.2),
        Row("memory after the start", "MB", *memory, IMPORT),
    ]


def _start(folder: Path) -> tuple[float, float]:
    with fake_telegram() as server:
        begun = time.monotonic()
        with program("run_bot.py", "run", environment=settings(server, folder)) as process:
            first_poll = server.order("ready")["first_poll"]
            return first_poll - begun, resident_megabytes(process.pid)
