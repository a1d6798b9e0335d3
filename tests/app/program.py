"""`run_bot.py` as a process of its own, as an operator starts it."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.secrets.canaries import find_canaries

RUN_BOT = Path(__file__).resolve().parents[2] / "run_bot.py"
INHERITED = ("HOME", "LANG", "PATH", "SYSTEMROOT")
SECONDS_TO_SPEAK = 60
SECONDS_TO_STOP = 15


class Program:
    """A running `run_bot.py`: what it says, and how it ends."""

    def __init__(self, process: Process, errors: Path) -> None:
        self._process = process
        self._errors = errors
        self.output = ""

    async def says(self, words: str) -> str:
        """Wait for a line with these words and give it."""
        assert self._process.stdout is not None
        async with asyncio.timeout(SECONDS_TO_SPEAK):
            while line := (await self._process.stdout.readline()).decode():
                self.output += line
                if words in line:
                    return line.strip()
        raise AssertionError(f"never said {words!r} but {self.output!r}, {self.errors!r}")

    async def ends(self, seconds: int = SECONDS_TO_SPEAK) -> int:
        """Wait for the end and give the exit code."""
        assert self._process.stdout is not None
        async with asyncio.timeout(seconds):
            self.output += (await self._process.stdout.read()).decode()
            return await self._process.wait()

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ask the program to end and give the exit code; it has a quarter of a minute."""
        self._process.send_signal(number)
        return await self.ends(SECONDS_TO_STOP)

    @property
    def errors(self) -> str:
        """What was written to standard error so far."""
        return self._errors.read_text()

    def kill(self) -> None:
        """End it at once, if it still runs."""
        if self._process.returncode is None:
            self._process.kill()


@asynccontextmanager
async def program(folder: Path, *arguments: str, **environment: str) -> AsyncIterator[Program]:
    """Start `run_bot.py` in a folder, with these settings and none of the machine's own."""
    inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
    path = folder / "stderr.txt"
    with path.open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-W", "error", str(RUN_BOT), *arguments),
            cwd=folder,
            env={**inherited, "DATA_DIR": str(folder / "data"), **environment},
            stdout=PIPE,
            stderr=errors,
        )
    running = Program(process, path)
    try:
        yield running
    finally:
        running.kill()
        await process.wait()
    assert find_canaries(running.errors) == []
