"""The process from which victims are forked, as seen from outside."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections import deque
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.documents.workshop import ROOT
from tests.campaign.kills.orders import News, Order

END_SECONDS = 15.0
MARK = "TEKSERU_CAMPAIGN"
"""An environment variable by which processes left over can be recognised."""


def processes(mark: str, command: str = "") -> list[int]:
    """The processes that were started under a mark, by such a command, and still live."""
    found = []
    for folder in Path("/proc").iterdir():
        with suppress(OSError, ValueError):  # gone meanwhile, or somebody else's
            marked = f"{MARK}={mark}".encode() in (folder / "environ").read_bytes()
            if marked and command.encode() in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
    return found


async def all_gone(mark: str, command: str = "") -> None:
    """Wait until no such process lives."""
    async with asyncio.timeout(END_SECONDS):
        while processes(mark, command):  # noqa: ASYNC110 - processes announce no end to us
            await asyncio.sleep(0.05)


class Victim:
    """A running bot; `ended` becomes its exit code, or minus the signal that ended it."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def kill(self) -> None:
        """End it at once, as the kernel or a power cut would."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end, as a restart or an update of the machine would."""
        self._signal(signal.SIGTERM)

    def _signal(self, number: signal.Signals) -> None:
        if not self.ended.done():
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)


class Nursery:
    """Bears victims; whoever is alive at the end is killed, and printing processes follow."""

    def __init__(self) -> None:
        self._process: Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._victims: dict[int, Victim] = {}
        self._births: deque[asyncio.Future[Victim]] = deque()
        self.mark = f"{os.getpid()}-{id(self)}"

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "tests.campaign.kills.zygote"),
            stdin=PIPE,
            stdout=PIPE,
            cwd=ROOT,
            env=os.environ | {MARK: self.mark},
        )
        assert self._process.stdout is not None
        if not await self._process.stdout.readline():  # said when all is loaded
            raise RuntimeError("the process that forks did not start")
        self._reading = asyncio.create_task(self._read())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for victim in list(self._victims.values()):
            victim.kill()
        process = self._running()
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()
        if self._reading is not None:
            await self._reading
        await all_gone(self.mark)

    async def bear(self, order: Order) -> Victim:
        """Start a victim."""
        process = self._running()
        assert process.stdin is not None
        if self._reading is None or self._reading.done():
            raise RuntimeError("the process that forks has gone")
        birth: asyncio.Future[Victim] = asyncio.get_running_loop().create_future()
        self._births.append(birth)
        process.stdin.write(order.to_line().encode() + b"\n")
        return await birth

    async def _read(self) -> None:
        process = self._running()
        assert process.stdout is not None
        async for line in process.stdout:
            news = News.from_line(line.decode())
            if news.status is None:
                victim = self._victims[news.pid] = Victim(news.pid)
                self._births.popleft().set_result(victim)
            else:
                self._victims.pop(news.pid).ended.set_result(news.status)
        for birth in self._births:
            birth.set_exception(RuntimeError("the process that forks has gone"))
        for victim in self._victims.values():
            victim.ended.set_exception(RuntimeError("the process that forks has gone"))

    def _running(self) -> Process:
        assert self._process is not None
        return self._process
