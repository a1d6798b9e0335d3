"""The workshop: a process of its own for heavy work, so that no tap waits for a paper."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

from bot.documents.jobs import (
    LENGTH_BYTES,
    Answer,
    Done,
    Failed,
    Job,
    PreparePhoto,
    Refused,
    Render,
    WarmUp,
    decode_answer,
    encode,
)
from bot.domain.act import Act, DocumentKind, Edition
from bot.domain.evidence import EvidenceRefused

ROOT = Path(__file__).resolve().parents[2]
MEMORY_LIMIT = 1_500_000_000
"""Bytes of address space, for acts; a photo has a narrower limit of its own."""
SECRET = "BOT_TOKEN"  # noqa: S105 - the name of a variable
"""The worker opens files from strangers: what it does not know it cannot give away."""
RETURN_MEMORY = {"MALLOC_MMAP_THRESHOLD_": "1000000", "MALLOC_TRIM_THRESHOLD_": "1000000"}
"""Lets glibc give a picture's memory back at once, instead of keeping it for the next one."""
JOB_SECONDS = 120.0
"""No act takes a tenth of this; a worker that does is stuck."""
CLOSE_SECONDS = 10.0
GRACE_SECONDS = 1.0
"""How long a worker without work has to leave of its own accord."""


class WorkshopLost(Exception):
    """The worker died, got stuck or ran out of memory; the next job gets a new one."""


class Workshop:
    """Prints acts and prepares photos, one after another, in a worker process of low priority.

    Not `multiprocessing`: its children run the main script again, and with it load aiogram.
    """

    def __init__(self, memory_limit: int = MEMORY_LIMIT, job_seconds: float = JOB_SECONDS) -> None:
        self._memory_limit = memory_limit
        self._job_seconds = job_seconds
        self._worker: Process | None = None
        self._turn = asyncio.Lock()

    async def start(self) -> None:
        """Start the worker and let it load what it needs; raises `WorkshopLost` if it cannot."""
        await self._do(WarmUp())

    async def close(self) -> None:
        """Let the worker finish the job in hand, but not for long, and wait until it is gone."""
        try:
            async with asyncio.timeout(CLOSE_SECONDS):
                await self._turn.acquire()
        except TimeoutError:
            await self._discard()
        else:
            await self._discard()
            self._turn.release()

    async def render(
        self, kind: DocumentKind, act: Act, edition: Edition, verification_link: str | None = None
    ) -> bytes:
        """Print a document; raises what `render_document` raises, or `WorkshopLost`."""
        return await self._do(Render(kind, act, edition, verification_link))

    async def render_act(self, act: Act, verification_link: str | None = None) -> bytes:
        """Print an act in its own language; raises what `render` raises."""
        edition = Edition(act.language.value)
        return await self.render(DocumentKind.ACT, act, edition, verification_link)

    async def prepare_photo(self, data: bytes) -> bytes:
        """Prepare a photo; raises `EvidenceRefused`, or `WorkshopLost`."""
        return await self._do(PreparePhoto(data))

    async def _do(self, job: Job) -> bytes:
        await self._turn.acquire()
        # A job that nobody waits for any more still has an answer on its way, which the next
        # one must not take for its own: so the exchange is always brought to its end.
        exchange = asyncio.create_task(self._exchange(job))
        exchange.add_done_callback(self._next_turn)
        match await asyncio.shield(exchange):
            case Done(content):
                return content
            case Refused(reason):
                raise EvidenceRefused(reason)
            case Failed(error):
                raise error

    def _next_turn(self, exchange: "asyncio.Task[Answer]") -> None:
        self._turn.release()
        if not exchange.cancelled():
            exchange.exception()  # heard, even if whoever asked has gone

    async def _exchange(self, job: Job) -> Answer:
        try:
            async with asyncio.timeout(self._job_seconds):
                answer = await _ask(await self._open(), job)
        except (EOFError, OSError, TimeoutError) as error:
            await self._discard()
            raise WorkshopLost from error
        if isinstance(answer, Failed) and isinstance(answer.error, MemoryError):
            await self._discard()
            raise WorkshopLost from answer.error
        return answer

    async def _open(self) -> Process:
        if self._worker is None or self._worker.returncode is not None:
            paths = (str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")]))
            self._worker = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "bot.documents.worker", str(self._memory_limit)),
                stdin=PIPE,
                stdout=PIPE,
                env={
                    **{name: value for name, value in os.environ.items() if name.upper() != SECRET},
                    **RETURN_MEMORY,
                    "PYTHONPATH": os.pathsep.join(paths),
                },
            )
        return self._worker

    async def _discard(self) -> None:
        worker, self._worker = self._worker, None
        if worker is None:
            return
        if worker.stdin is not None:
            worker.stdin.close()
        try:
            async with asyncio.timeout(GRACE_SECONDS):
                await worker.wait()
        except TimeoutError:
            worker.kill()
            await worker.wait()


async def _ask(worker: Process, job: Job) -> Answer:
    if worker.stdin is None or worker.stdout is None:
        raise BrokenPipeError
    worker.stdin.write(encode(job))
    await worker.stdin.drain()
    length = await worker.stdout.readexactly(LENGTH_BYTES)
    return decode_answer(await worker.stdout.readexactly(int.from_bytes(length, "big")))
