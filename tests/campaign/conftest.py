"""All tests of the campaigns run in the event loop of the shared printing process."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put each asynchronous test of this folder into the session's loop."""
    for item in items:
        if "tests/campaign/" in item.path.as_posix() and item.get_closest_marker("asyncio"):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
