"""What the tests of the program share: a Telegram to start it against, and the command line."""

import os
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

import run_bot
from bot.demo.server import DemoServer
from bot.demo.world import World
from bot.settings import Settings
from tests.app.logging_kept import logging_kept
from tests.office import TOKEN

Outcome: TypeAlias = tuple[int, str, str]
CommandLine: TypeAlias = Callable[..., Outcome]


@pytest.fixture
async def server() -> AsyncIterator[DemoServer]:
    """A Telegram on this machine that knows the bot of the tests."""
    running = DemoServer(World(), TOKEN)
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
def command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[CommandLine]:
    """Run `run_bot.main` to its end: exit code, what was said, what was logged.

    In this process, because aiogram takes seconds to load; `test_starting` runs it as a program.
    """

    def run(*arguments: str, **environment: str) -> Outcome:
        for name in Settings.model_fields:
            monkeypatch.delenv(name.upper(), raising=False)
        for name, value in {"DATA_DIR": str(tmp_path / "data"), **environment}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["run_bot.py", *arguments])
        try:
            code = run_bot.main()
        except SystemExit as ending:  # argparse leaves by itself
            code = int(ending.code or 0)
        said, logged = capsys.readouterr()
        return code, said, logged

    mask = os.umask(0o022)
    with logging_kept():
        yield run
    os.umask(mask)
