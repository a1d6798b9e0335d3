"""Fixtures that every test may use, and the watch over what all of them log.

Tests share one event loop, so that they can share one printing process: to start it takes longer
than most tests.
"""

from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.documents.workshop import Workshop
from bot.logs import speak_through_logging
from tests.office import Office
from tests.secrets.canaries import find_canaries
from tests.secrets.watch import Watch, watching


@pytest.fixture(autouse=True)
def _events_as_in_production() -> None:
    """Events go to `logging`, where a test can look for them."""
    speak_through_logging()


@pytest.fixture(scope="session")
def watch() -> Iterator[Watch]:
    """The watch over every log record of the session."""
    keeping = Watch()
    with watching(keeping):
        yield keeping
    keeping.demand_silence()


@pytest.fixture(autouse=True)
def _nothing_is_given_away(watch: Watch) -> Iterator[None]:
    """No token, no number of a person, no name and nothing that was typed reaches a log."""
    watch.begin()
    yield
    watch.demand_silence()


UNCOUNTED = ("tests/access/", "tests/secrets/", "tests/browser/", "tests/benchmarks/")
"""They walk over lines that the tests of each part count; counting costs as much as the work."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Count no lines where other tests have counted them."""
    for item in items:
        if any(folder in item.path.as_posix() for folder in UNCOUNTED):
            item.add_marker(pytest.mark.no_cover)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Standard error, the printing process's too, gives nothing away either."""
    report = yield
    said = "".join(text for name, text in report.sections if name.startswith("Captured stderr"))
    if report.passed and (found := find_canaries(said)):
        report.outcome = "failed"
        report.longrepr = f"standard error holds {found}"
    return report


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
