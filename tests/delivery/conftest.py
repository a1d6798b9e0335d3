"""What the tests of the delivery share: a real database, and a Telegram that obeys the test."""

from collections.abc import AsyncIterator, Iterator, MutableMapping
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.delivery import attempt, outbox, poller, reachability
from bot.delivery.telegram_api import TelegramApi
from storage.database import Database
from storage.migrations import migrate
from tests.delivery.bot import Bot
from tests.delivery.post import Post
from tests.delivery.telegram import TOKEN, ScriptedTelegram


@pytest.fixture(autouse=True)
def log() -> Iterator[list[MutableMapping[str, Any]]]:
    """What was logged; printing it would take longer than the tests themselves."""
    with capture_logs() as entries:
        yield entries


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """An open database of the present release."""
    opened = Database(tmp_path / "test.sqlite3")
    await opened.open()
    await migrate(opened)
    yield opened
    await opened.close()


@pytest.fixture
async def telegram() -> AsyncIterator[ScriptedTelegram]:
    """A Telegram that does what the test has written down."""
    async with ScriptedTelegram() as server:
        yield server


@pytest.fixture
async def api(telegram: ScriptedTelegram) -> AsyncIterator[TelegramApi]:
    """A client of that Telegram."""
    client = TelegramApi(telegram.url, TOKEN)
    yield client
    await client.close()


@pytest.fixture
def bot(database: Database, api: TelegramApi, monkeypatch: pytest.MonkeyPatch) -> Bot:
    """A poller whose pauses are short."""
    monkeypatch.setattr(poller, "SHORTEST_PAUSE", 0.0001)
    monkeypatch.setattr(poller, "EMPTY_PAUSE", 0.0001)
    return Bot(database, api)


@pytest.fixture
def post(database: Database, api: TelegramApi, monkeypatch: pytest.MonkeyPatch) -> Post:
    """An outbox whose pauses are short."""
    monkeypatch.setattr(outbox, "RETRY_AFTER_FAILURE", 0.001)
    monkeypatch.setattr(attempt, "_back_off", lambda _tries: 0.001)
    monkeypatch.setattr(reachability, "DOUBT_SECONDS", 0.0)
    monkeypatch.setattr(outbox, "DOUBT_SECONDS", 0.001)
    return Post(database, api)
