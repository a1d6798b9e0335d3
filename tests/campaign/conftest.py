"""All tests of the campaigns run in the event loop of the shared printing process.

They repeat the same lines by the thousand: counting those would take as long as the work itself.
"""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put each asynchronous test of this folder into the session's loop; do not count its lines."""
    for item in items:
        if "tests/campaign/" not in item.path.as_posix():
            continue
        item.add_marker(pytest.mark.no_cover)
        if item.get_closest_marker("asyncio"):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
