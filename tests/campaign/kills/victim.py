"""One bot that may be killed: the same code as `run_bot.py run`, without its waits."""

import asyncio
import gc
import os
import signal
from asyncio import StreamReader, StreamReaderProtocol, StreamWriter
from asyncio.streams import FlowControlMixin
from pathlib import Path
from typing import Any

from pydantic import SecretStr

import bot.app.running
from bot.delivery.pace import Pace
from bot.documents import worker
from bot.documents.workshop import Workshop
from bot.logs import start_logging
from bot.settings import Settings
from tests.campaign.kills.failpoints import Failpoints
from tests.campaign.kills.orders import Order
from tests.campaign.kills.planted import plant


def live(order: Order) -> int:
    """Serve until killed or told to stop; give the exit code."""
    settings = Settings(
        _env_file=None,
        data_dir=Path(order.data_dir),
        telegram_api_url=order.url,
        bot_token=SecretStr(order.token),
        checklists_dir=Path(order.checklists_dir) if order.checklists_dir else None,
    )
    _use_born_worker()
    start_logging()
    Pace.wait = _no_wait  # type: ignore[method-assign, assignment]
    plant(order.fault)
    Failpoints(order.failpoint, order.passes, order.notes).put_up()
    gc.disable()
    return asyncio.run(bot.app.running.run(settings))


def _nothing() -> None:
    """Do nothing."""


def _no_wait(_self: Pace, _lane: str) -> float:
    """The small Telegram bears any pace."""
    return 0.0


class BornWorker:
    """A printing process forked before the event loop began, with all it needs in memory."""

    def __init__(self) -> None:
        jobs, self._jobs = os.pipe()
        self._answers, answers = os.pipe()
        self.returncode: int | None = None
        self.stdin: StreamWriter | None = None
        self.stdout: StreamReader | None = None
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.close(self._jobs)
                os.close(self._answers)
                signal.signal(signal.SIGINT, signal.SIG_IGN)
                worker._warm_up = _nothing  # the zygote has done it
                worker.serve(os.fdopen(jobs, "rb"), os.fdopen(answers, "wb"))
            finally:
                os._exit(0)
        os.close(jobs)
        os.close(answers)

    async def open(self) -> None:
        """Connect the pipes with the event loop."""
        loop = asyncio.get_running_loop()
        self.stdout = StreamReader()
        await loop.connect_read_pipe(
            lambda: StreamReaderProtocol(self.stdout),  # type: ignore[arg-type]
            os.fdopen(self._answers, "rb"),
        )
        transport, protocol = await loop.connect_write_pipe(
            FlowControlMixin, os.fdopen(self._jobs, "wb")
        )
        self.stdin = StreamWriter(transport, protocol, None, loop)

    async def wait(self) -> int:
        """Wait for its end."""
        _pid, status = await asyncio.to_thread(os.waitpid, self.pid, 0)
        self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def kill(self) -> None:
        """End it."""
        os.kill(self.pid, signal.SIGKILL)


def _use_born_worker() -> None:
    """Let the workshop begin with a worker that needs no time to load."""
    born: list[BornWorker] = [BornWorker()]
    usual = Workshop._open

    async def open_worker(self: Workshop) -> Any:
        if not born:
            return await usual(self)
        first = born.pop()
        await first.open()
        self._worker = first  # type: ignore[assignment]
        return first

    Workshop._open = open_worker  # type: ignore[method-assign]
