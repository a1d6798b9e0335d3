"""All tests of the conversation run in the event loop of the shared printing process."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.direct import DirectOffice, working


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put each asynchronous test of this folder into the session's loop."""
    for item in items:
        if "tests/telegram/" in item.path.as_posix() and item.get_closest_marker("asyncio"):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(loop_scope="session")
async def direct(tmp_path: Path) -> AsyncIterator[DirectOffice]:
    """A running bot without HTTP, for tests that need thousands of updates."""
    async with working(tmp_path / "data") as office:
        yield office
