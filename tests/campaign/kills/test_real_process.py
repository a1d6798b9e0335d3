"""`run_bot.py` itself, with its own pace and its own printing process, killed and stopped."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from pathlib import Path
from typing import BinaryIO

import pytest
import pytest_asyncio

from bot.documents.workshop import ROOT, Workshop
from bot.domain.act import Act, DocumentKind, Edition
from bot.domain.language import Language
from tests.campaign.form import write_checklist
from tests.campaign.kills.nursery import END_SECONDS, MARK, Victim, all_gone
from tests.campaign.kills.orders import Order
from tests.campaign.kills.siege import KILLED, STOPPED, Siege
from tests.office import Office
from tests.telegram.walking import answer_rest, begin_filled, finish

WORKER = "bot.documents.worker"


class CommandLine:
    """Starts bots as an operator does."""

    def __init__(self) -> None:
        self.mark = f"{os.getpid()}-{id(self)}"
        self._waiting: list[asyncio.Task[None]] = []

    async def bear(self, order: Order) -> Victim:
        """Start a bot."""
        settings = {
            "BOT_TOKEN": order.token,
            "DATA_DIR": order.data_dir,
            "TELEGRAM_API_URL": order.url,
            "CHECKLISTS_DIR": order.checklists_dir or "",
            MARK: self.mark,
        }
        with _open(order.said) as said:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("run_bot.py", "run"),
                cwd=ROOT,
                env=os.environ | settings,
                stdout=said,
                stderr=said,
            )
        victim = Victim(process.pid)
        self._waiting.append(asyncio.create_task(_wait(process, victim)))
        return victim


def _open(said: str) -> BinaryIO:
    return Path(said).open("ab")


async def _wait(process: Process, victim: Victim) -> None:
    victim.ended.set_result(await process.wait())


async def end_at_work(siege: Siege, status: int) -> None:
    """Let the bot do some work, then end it."""
    wanted = siege.calls + 12
    await siege.world.wait_until(lambda: siege.victim and siege.calls >= wanted, timeout=60)
    victim = siege.victim
    assert victim is not None
    (victim.kill if status == KILLED else victim.stop)()
    async with asyncio.timeout(END_SECONDS):
        assert await asyncio.shield(victim.ended) == status


@pytest.mark.campaign
@pytest.mark.case(15, 16, 32, 57)
async def test_the_program_itself_survives_kills_and_stops(tmp_path: Path) -> None:
    """Killed and stopped in the middle of work; no printing process outlives its bot."""
    lists = tmp_path / "lists"
    checklist = write_checklist(lists, 3)
    commands = CommandLine()
    siege = Siege(tmp_path, commands, 1, checklists=lists, checklist=checklist, seed=5)
    async with siege:
        working = asyncio.create_task(siege.work(lambda: siege.crowd.answers > 0))
        for status in (KILLED, STOPPED):
            await end_at_work(siege, status)
        await working
        verdict = await siege.end()
    assert not verdict.faults, "\n".join(verdict.faults)
    assert not siege.leaks()
    assert verdict.acts == 1
    await all_gone(commands.mark, WORKER)


class KilledOnce(Workshop):
    """A workshop whose process is killed while it prints its first act."""

    killed = 0

    async def render(
        self, kind: DocumentKind, act: Act, edition: Edition, verification_link: str | None = None
    ) -> bytes:
        """Print; the first time, the process is stopped first so that it dies in the middle."""
        if not self.killed and self._worker is not None:
            os.kill(self._worker.pid, signal.SIGSTOP)
            asyncio.get_running_loop().call_later(0.05, self._kill, self._worker.pid)
        return await super().render(kind, act, edition, verification_link)

    def _kill(self, pid: int) -> None:
        self.killed += 1
        os.kill(pid, signal.SIGKILL)


@pytest_asyncio.fixture(loop_scope="session")
async def fragile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    """A running bot with a printing process that is killed once."""
    monkeypatch.setattr("bot.delivery.attempt._back_off", lambda _tries: 0.0)
    workshop = KilledOnce()
    await workshop.start()
    async with Office(tmp_path / "data", workshop) as running:
        yield running
    await workshop.close()
    assert workshop.killed == 1


@pytest.mark.case(56)
async def test_an_act_whose_printing_process_is_killed_is_printed_by_the_next(
    fragile: Office,
) -> None:
    """The inspector gets it without doing anything, once."""
    chat = await begin_filled(fragile, Language.ENGLISH)
    await answer_rest(chat, Language.ENGLISH)
    await finish(chat, Language.ENGLISH)
    names = [message["document"]["file_name"] for message in chat.documents]
    assert names == ["act-2026-000001-r1-en.pdf"]
