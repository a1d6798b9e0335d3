"""Fixtures that every test may use."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.office import Office


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """A running bot with an administrator named in the settings."""
    async with Office(tmp_path / "data", admin_ids="1001") as running:
        yield running
