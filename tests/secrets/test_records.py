"""The last line of defence: whoever logs, warns or dies in this process says no words of people."""

import asyncio
import gc
import logging
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import TypeAlias

import aiosqlite
import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import Update
from pydantic import BaseModel

from bot.logs import start_logging
from bot.records import QUIET
from tests.app.logging_kept import logging_kept
from tests.office import TOKEN
from tests.secrets.canaries import find_canaries
from tests.secrets.watch import Watch, watching
from tests.telegram.walking import IIN, REMARK

NAME = "Сәрсенова"
Start: TypeAlias = Callable[[], Callable[[], str]]
ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.case(38, 39)


class Form(BaseModel):
    """Anything that pydantic reads, and quotes when it cannot."""

    number: int


def read(words: str) -> None:
    """Fail as pydantic does: with the words in the error."""
    Form.model_validate({"number": words})


@pytest.fixture
def start(capsys: pytest.CaptureFixture[str]) -> Iterator[Start]:
    """Start logging at its most talkative, within the test; then tell what was written."""

    def begin() -> Callable[[], str]:
        start_logging(logging.DEBUG)
        return lambda: capsys.readouterr().err

    with logging_kept(), watching(Watch()):  # of its own: here secrets are logged on purpose
        yield begin


async def test_libraries_at_their_most_talkative_say_no_words(start: Start) -> None:
    """Somebody who looks for a fault and turns everything on learns places, not people."""
    logged = start()
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.DEBUG)
    async with aiosqlite.connect(":memory:") as connection:
        await connection.execute("SELECT ?", (NAME,))
    async with Bot(TOKEN).context() as bot:
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            update = {"update_id": 1, "unheard_of": {"from": {"first_name": NAME}}}
            await Dispatcher().feed_update(bot, Update.model_validate(update))
    logging.getLogger("aiohttp.access").info("GET /bot%s/getMe", TOKEN)
    said = logged()
    assert "said in aiosqlite/core.py:" in said
    assert "said in dispatcher/dispatcher.py:" in said
    assert "warned: RuntimeWarning in " in said
    assert find_canaries(said) == []


def test_other_handlers_are_guarded_too(start: Start) -> None:
    """A handler that somebody adds later gets no more than the bot's own."""
    logged = start()
    other = StringIO()
    for name in (None, "aiohttp.server"):
        handler = logging.StreamHandler(other)
        logging.getLogger(name).addHandler(handler)
    try:
        read(REMARK)
    except ValueError:
        logging.getLogger("aiohttp.server").exception("Error handling %s", NAME)
        logging.getLogger("bot.own").exception("of %s by %s", IIN, TOKEN)
    logging.getLogger("aiohttp.server").handlers.clear()
    for said in (other.getvalue(), logged()):
        assert "ValidationError" in said
        assert "of [number] by [token]" in said
        assert find_canaries(said) == []


def test_a_record_that_cannot_be_formatted_is_not_printed_raw(start: Start) -> None:
    """`logging` would print the arguments."""
    logged = start()
    logging.getLogger("bot.own").info("%d drafts", NAME)
    assert logged() == ""


async def test_a_task_that_nobody_waited_for_says_where_it_failed(
    start: Start,
) -> None:
    """`asyncio` would print the repr of the error."""
    logged = start()

    async def fail() -> None:
        read(REMARK)

    asyncio.get_running_loop().set_debug(True)
    task = asyncio.create_task(fail())
    await asyncio.wait({task})
    del task
    gc.collect()
    asyncio.get_running_loop().set_debug(False)
    said = logged()
    assert "ERROR asyncio said in asyncio/base_events.py:" in said
    assert "ValidationError" in said
    assert find_canaries(said) == []


def test_whatever_dies_says_where_but_not_why(start: Start) -> None:
    """Uncaught errors of the program, of threads and of what is thrown away."""
    logged = start()

    class Careless:
        def __del__(self) -> None:
            read(REMARK)

    thread = threading.Thread(target=read, args=(NAME,))
    thread.start()
    thread.join()
    careless = Careless()
    del careless
    gc.collect()
    try:
        read(NAME)
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    said = logged()
    for event in ("thread.ended", "unraisable", "uncaught"):
        assert event in said
    assert said.count("ValidationError") == 3
    assert find_canaries(said) == []


async def _run(program: str, *arguments: str, data: bytes = b"") -> tuple[int | None, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-c", program, *arguments),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    _, errors = await process.communicate(data)
    return process.returncode, errors.decode()


async def test_an_uncaught_error_of_the_program_has_no_words() -> None:
    """Whatever is forgotten, the last thing the program says is where."""
    code, errors = await _run(
        "import sys, run_bot\n"
        "words = sys.argv.pop()\n"
        "async def fail(*_):\n"
        "    run_bot.Settings.model_validate({'demo_port': words})\n"
        "run_bot._do = fail\n"
        "sys.exit(run_bot.main())",
        "check",
        REMARK,
    )
    assert code == 1
    assert "CRITICAL bot uncaught" in errors
    assert "ValidationError" in errors
    assert find_canaries(errors) == []


async def test_the_printing_process_dies_without_words() -> None:
    """What it cannot read it does not print; `pickle` and `fpdf` would."""
    words = REMARK.encode()
    job = len(words).to_bytes(8, "big") + words
    code, errors = await _run(
        "import sys, logging, bot.documents.worker as worker\n"
        "sys.argv = ['worker', '1500000000']\n"
        "limit = worker.limit_address_space\n"
        "def speak(bytes):\n"
        "    logging.getLogger('fpdf.output').warning('missing glyphs of %s', sys.orig_argv[-1])\n"
        "    limit(bytes)\n"
        "worker.limit_address_space = speak\n"
        "worker.main()",
        NAME,
        data=job,
    )
    assert code == 1
    assert "WARNING fpdf.output said in " in errors
    assert "UnpicklingError" in errors
    assert find_canaries(errors) == []
