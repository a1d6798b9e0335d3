"""All tests of access run in the event loop of the shared printing process."""

import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.documents.workshop import Workshop
from tests.access.phones import SetClock
from tests.office import Office

STRANGER_ID = 4_123_456_789_012
STRANGER_NAME = "Куәгер-Қарлығаш"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put each asynchronous test of this folder into the session's loop."""
    for item in items:
        if "tests/access/" in item.path.as_posix() and item.get_closest_marker("asyncio"):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """The clock of the bots that are started from now on."""
    clock = SetClock()
    monkeypatch.setattr("bot.app.application.SystemClock", lambda _zone: clock)
    return clock


@pytest_asyncio.fixture(loop_scope="session")
async def timed(tmp_path: Path, workshop: Workshop, clock: SetClock) -> AsyncIterator[Office]:
    """A bot with a clock that can be set, and with a stranger whose traces can be looked for."""
    del clock  # it only has to be there when the bot starts
    async with Office(tmp_path / "data", workshop, admin_ids="1001") as running:
        chats = running.world.chats
        stranger = chats.pop(running.world.person("outsider").id)
        stranger.person.id, stranger.person.first_name = STRANGER_ID, STRANGER_NAME
        chats[STRANGER_ID] = stranger
        for key in ("administrator", "inspector", "supervisor", "outsider"):
            running.server.phones.set_language(key, "en")
        stranger.started = True
        await running.settle()
        poller = running.app._poller
        assert poller is not None
        poller._last_clean_up = time.time()  # it goes by the wall clock, and would forget too soon
        yield running
