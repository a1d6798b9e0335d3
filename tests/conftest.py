"""Fixtures that every test may use.

Tests share one event loop, so that they can share one printing process: to start it takes longer
than most tests.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.documents.workshop import Workshop
from bot.logs import speak_through_logging
from tests.office import Office


@pytest.fixture(autouse=True)
def _events_as_in_production() -> None:
    """Events go to `logging`, where a test can look for them."""
    speak_through_logging()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def workshop() -> AsyncIterator[Workshop]:
    """The process that prints, started once for all tests."""
    shared = Workshop()
    await shared.start()
    yield shared
    await shared.close()


@pytest_asyncio.fixture(loop_scope="session")
async def office(tmp_path: Path, workshop: Workshop) -> AsyncIterator[Office]:
    """A running bot with an administrator named in the settings."""
    async with Office(tmp_path / "data", workshop, admin_ids="1001") as running:
        yield running
