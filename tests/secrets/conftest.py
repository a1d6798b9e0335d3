"""All tests of secrets run in the event loop of the shared printing process."""

import pytest

from tests.app.conftest import command_line

__all__ = ["command_line"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put each asynchronous test of this folder into the session's loop."""
    for item in items:
        if "tests/secrets/" in item.path.as_posix() and item.get_closest_marker("asyncio"):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
