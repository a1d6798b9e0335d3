"""What a newcomer meets: a fresh clone, and the two commands of the README."""

import asyncio
import os
import re
import shutil
import signal
import urllib.request
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.translations import ROOT

UV = os.environ.get("UV") or shutil.which("uv")
SECONDS_TO_INSTALL = 600
SECONDS_TO_STOP = 15

pytestmark = [
    pytest.mark.skipif(UV is None, reason="no uv on this machine: pip install uv"),
    pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a clone of the repository"),
]


def newcomer(folder: Path) -> dict[str, str]:
    """The environment of somebody who has never seen the bot, with this machine's downloads."""
    names = {field.upper() for field in ("bot_token", "data_dir", "admin_ids", "demo_port")}
    ours = {*names, "VIRTUAL_ENV", "PYTHONPATH", "COVERAGE_PROCESS_START"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {**kept, "DATA_DIR": str(folder / "data"), "DEMO_PORT": "0"}


async def start(folder: Path, *command: str) -> Process:
    """Start a command in the clone."""
    return await asyncio.create_subprocess_exec(
        *command, cwd=folder / "tekseru", env=newcomer(folder), stdout=PIPE, stderr=DEVNULL
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the last commit was cloned."""
    import subprocess

    made = tmp_path_factory.mktemp("newcomer")
    command = ["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(made / "tekseru")]
    subprocess.run(command, check=True, timeout=120)
    return made


@pytest.fixture
async def demo(folder: Path) -> AsyncIterator[Process]:
    """The first command of the README, without any setting that matters."""
    process = await start(folder, str(UV), "run", "run_bot.py")
    yield process
    if process.returncode is None:
        process.kill()
        await process.wait()


def opened(address: str) -> tuple[int, str]:
    """Open a page."""
    with urllib.request.urlopen(address, timeout=30) as page:  # noqa: S310 - our own address
        return page.status, page.read().decode()


async def test_one_command_opens_the_demo(demo: Process) -> None:
    """It installs what is missing, prints an address, shows a page, and ends when it is told to."""
    assert demo.stdout is not None
    said = (await asyncio.wait_for(demo.stdout.readline(), SECONDS_TO_INSTALL)).decode()
    address = re.search(r"http://[\d.:]+", said)
    assert address is not None, said
    status, page = await asyncio.to_thread(opened, address[0])
    assert status == 200
    assert "<title>Tekseru</title>" in page
    demo.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(demo.wait(), SECONDS_TO_STOP) == 0


async def test_one_command_runs_the_tests(folder: Path) -> None:
    """Of all tests the rules of the trade stand for the rest, or this would run for ever."""
    testing = await start(folder, str(UV), "run", "pytest", "tests/domain", "-q")
    said, _ = await asyncio.wait_for(testing.communicate(), SECONDS_TO_INSTALL)
    assert testing.returncode == 0, said.decode()
    assert " passed" in said.decode()
