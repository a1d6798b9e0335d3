"""The bot is asked to stop in the middle of work, as each restart and update of a machine does."""

from pathlib import Path

import pytest

from tests.campaign.kills.assault import assault
from tests.campaign.kills.nursery import Nursery
from tests.campaign.kills.siege import STOPPED

STOPS = 100
CALLS_BETWEEN = (2, 40)


@pytest.mark.campaign
@pytest.mark.case(16, 28, 57)
async def test_a_hundred_stops_in_the_middle_of_work_lose_nothing(
    tmp_path: Path, nursery: Nursery
) -> None:
    """Each ends with exit code 0 before it would be killed."""
    outcome = await assault(
        tmp_path, nursery, STOPS, 0, how=STOPPED, calls_between=CALLS_BETWEEN, seed=2
    )
    assert not outcome.faults, "\n".join(outcome.faults)
    assert outcome.busy_ends >= STOPS
    assert outcome.verdict.answers > 0
