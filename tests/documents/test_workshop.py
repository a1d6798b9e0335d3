"""The worker process: prints what the bot itself would print, and is replaced when it dies."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from bot.documents import worker
from bot.documents.act import render_act
from bot.documents.document import render_document
from bot.documents.jobs import (
    LENGTH_BYTES,
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
from bot.documents.photos import prepare_photo
from bot.documents.workshop import Workshop, WorkshopLost
from bot.domain.act import Act, DocumentKind, Edition, Photo
from bot.domain.evidence import EvidenceRefused, RefusalReason
from tests.documents.samples import LINK, make_act, picture_bytes


@pytest.fixture
async def workshop() -> AsyncIterator[Workshop]:
    """A workshop that is closed again."""
    opened = Workshop()
    yield opened
    await opened.close()


def _process(workshop: Workshop) -> int:
    assert workshop._worker is not None
    return workshop._worker.pid


def _hold(workshop: Workshop) -> None:
    """Let the worker stand still, so that its job lasts."""
    os.kill(_process(workshop), signal.SIGSTOP)


def _memory_map(process: int) -> str:
    return Path(f"/proc/{process}/maps").read_text()


async def test_it_prints_what_the_bot_would_print(workshop: Workshop) -> None:
    """An act and a photo come back from the other process byte for byte."""
    await workshop.start()

    assert await workshop.render_act(make_act(), LINK) == render_act(make_act(), LINK)
    wanted = (DocumentKind.ORDER, make_act(), Edition.KAZAKH_AND_RUSSIAN, LINK)
    assert await workshop.render(*wanted) == render_document(*wanted)
    photo = picture_bytes((2000, 1500))
    assert await workshop.prepare_photo(photo) == prepare_photo(photo)


async def test_a_refusal_arrives_with_its_reason(workshop: Workshop) -> None:
    """The reason survives the way between the processes."""
    with pytest.raises(EvidenceRefused) as caught:
        await workshop.prepare_photo(b"not a picture")

    assert caught.value.reason is RefusalReason.NOT_A_PICTURE


async def test_an_error_arrives_and_the_worker_lives_on(workshop: Workshop) -> None:
    """A missing photo fails its own act only."""
    act = make_act()
    gone = Photo("gone.jpg", "1", None, act.finished_at)
    await workshop.start()
    process = _process(workshop)

    with pytest.raises(FileNotFoundError):
        await workshop.render_act(replace(act, photos=(gone,)))

    assert await workshop.render_act(act)
    assert _process(workshop) == process


@pytest.mark.case(56)
async def test_a_killed_worker_is_replaced(workshop: Workshop) -> None:
    """The job in hand is lost and says so; the next one finds a new worker."""
    await workshop.start()
    _hold(workshop)
    lost = asyncio.create_task(workshop.render_act(make_act()))
    waiting = asyncio.create_task(workshop.render_act(make_act()))
    await asyncio.sleep(0.1)
    os.kill(_process(workshop), signal.SIGKILL)

    with pytest.raises(WorkshopLost):
        await lost

    assert await waiting == render_act(make_act())


@pytest.mark.case(56)
async def test_a_worker_killed_between_jobs_is_replaced(workshop: Workshop) -> None:
    """At most one job notices that an idle worker has died."""
    await workshop.start()
    os.kill(_process(workshop), signal.SIGKILL)

    with contextlib.suppress(WorkshopLost):
        await workshop.render_act(make_act())

    assert await workshop.render_act(make_act())


async def test_a_cancelled_job_disturbs_nobody(workshop: Workshop) -> None:
    """Its answer is thrown away, and the next job gets its own."""
    other = make_act("digital_mining_pools")
    await workshop.start()
    _hold(workshop)
    running = asyncio.create_task(workshop.render_act(other))
    waiting = asyncio.create_task(workshop.render_act(other))
    await asyncio.sleep(0.1)
    running.cancel()
    waiting.cancel()
    os.kill(_process(workshop), signal.SIGCONT)

    assert await workshop.render_act(make_act()) == render_act(make_act())
    for job in (running, waiting):
        with pytest.raises(asyncio.CancelledError):
            await job


async def test_a_cancelled_job_may_fail_unheard(workshop: Workshop) -> None:
    """A worker that dies for nobody leaves no unretrieved error behind."""
    await workshop.start()
    _hold(workshop)
    job = asyncio.create_task(workshop.render_act(make_act()))
    await asyncio.sleep(0.1)
    job.cancel()
    os.kill(_process(workshop), signal.SIGKILL)

    assert await workshop.render_act(make_act())


async def test_a_stuck_worker_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """A job that takes too long is given up together with its worker."""
    monkeypatch.setattr("bot.documents.workshop.GRACE_SECONDS", 0.1)
    workshop = Workshop(job_seconds=0.1)

    with pytest.raises(WorkshopLost):
        await workshop.render_act(make_act())

    assert workshop._worker is None
    await workshop.close()


@pytest.mark.case(56)
async def test_the_worker_has_a_memory_limit() -> None:
    """Too little memory loses the job, not the bot."""
    small = Workshop(memory_limit=60_000_000)

    with pytest.raises(WorkshopLost):
        await small.render_act(make_act())

    await small.close()


async def test_the_worker_ignores_ctrl_c(workshop: Workshop) -> None:
    """The terminal sends SIGINT to everybody; the bot alone decides when to stop."""
    await workshop.start()
    os.kill(_process(workshop), signal.SIGINT)

    assert await workshop.render_act(make_act())


async def test_the_worker_is_nice_and_lean(workshop: Workshop) -> None:
    """It gives way to taps, and has loaded nothing of aiogram."""
    await workshop.start()

    assert os.getpriority(os.PRIO_PROCESS, _process(workshop)) == worker.NICENESS
    assert "pydantic_core" not in _memory_map(_process(workshop))


async def test_closing_takes_the_worker_with_it() -> None:
    """No process is left behind, and closing what never started does nothing."""
    workshop = Workshop()
    await workshop.close()
    await workshop.start()
    process = _process(workshop)

    await workshop.close()

    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


async def test_closing_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long job is given up when the bot has to stop."""
    monkeypatch.setattr("bot.documents.workshop.CLOSE_SECONDS", 0.1)
    monkeypatch.setattr("bot.documents.workshop.GRACE_SECONDS", 0.1)
    workshop = Workshop()
    await workshop.start()
    _hold(workshop)
    job = asyncio.create_task(workshop.render_act(make_act()))
    await asyncio.sleep(0.1)

    await workshop.close()

    with pytest.raises(WorkshopLost):
        await job


def test_the_bots_process_loads_no_printing_library() -> None:
    """Importing the workshop must not make the bot's start slower."""
    program = (
        "import sys, bot.documents.workshop; sys.exit(bool({'fpdf', 'PIL'} & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def _print(act: Act) -> Render:
    return Render(DocumentKind.ACT, act, Edition(act.language.value), None)


def test_the_worker_answers_job_after_job() -> None:
    """Every job gets exactly one answer, and the end of the jobs is the end of the work."""
    act = make_act()
    gone = replace(act, photos=(Photo("gone.jpg", "1", None, act.finished_at),))
    jobs: list[Job] = [WarmUp(), _print(act), PreparePhoto(b""), _print(gone)]
    answers = BytesIO()

    worker.serve(BytesIO(b"".join(encode(job) for job in jobs)), answers)

    answers.seek(0)
    found = []
    while length := answers.read(LENGTH_BYTES):
        found.append(decode_answer(answers.read(int.from_bytes(length, "big"))))
    assert found[:3] == [
        Done(b""),
        Done(render_act(make_act())),
        Refused(RefusalReason.EMPTY),
    ]
    assert isinstance(found[3], Failed)
    assert isinstance(found[3].error, FileNotFoundError)


def test_an_error_that_cannot_travel_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some exceptions cannot be rebuilt elsewhere; their text still arrives."""

    class Stubborn(Exception):
        def __init__(self, one: int, other: int) -> None:
            super().__init__(f"{one} and {other}")

    def fail(_data: bytes) -> bytes:
        raise Stubborn(1, 2)

    monkeypatch.setattr(worker, "prepare_photo", fail)

    answer = worker.do(PreparePhoto(b"x"))

    assert isinstance(answer, Failed)
    assert str(answer.error) == "Stubborn: 1 and 2"
