"""The process from which victims are forked, shared by all tests: it takes long to load."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.campaign.kills.nursery import Nursery


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def nursery() -> AsyncIterator[Nursery]:
    """Bears bots that may be killed."""
    async with Nursery() as running:
        yield running
