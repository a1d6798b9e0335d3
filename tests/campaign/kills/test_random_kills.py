"""The bot is killed at random moments of its busiest hour: nothing is lost, nothing doubled."""

from pathlib import Path

import pytest

from tests.campaign.kills.assault import assault
from tests.campaign.kills.nursery import Nursery

KILLS = 50
ANSWERS = 1500


@pytest.mark.campaign
@pytest.mark.case(15, 28, 32, 57)
async def test_no_answer_is_lost_or_doubled_by_fifty_kills_in_the_middle_of_work(
    tmp_path: Path, nursery: Nursery
) -> None:
    """Each kill that counts has left updates or messages under way."""
    outcome = await assault(tmp_path, nursery, KILLS, ANSWERS)
    assert not outcome.faults, "\n".join(outcome.faults)
    assert outcome.busy_ends >= KILLS
    assert outcome.verdict.answers >= ANSWERS
    assert outcome.verdict.acts > 0
