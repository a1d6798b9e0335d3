"""The campaign must bite: with a known fault in the bot it has to fail, else it proves nothing."""

from pathlib import Path

import pytest

from tests.campaign.kills.nursery import Nursery
from tests.campaign.kills.planted import FAULTS, WHERE_IT_SHOWS
from tests.campaign.kills.staged import Stage


def test_each_planted_fault_is_looked_for() -> None:
    """A fault that is never tried would pass unseen."""
    assert WHERE_IT_SHOWS.keys() == FAULTS.keys()


@pytest.mark.campaign
@pytest.mark.case(15)
@pytest.mark.parametrize("fault", FAULTS)
async def test_the_campaign_fails_on_a_planted_fault(
    tmp_path: Path, nursery: Nursery, fault: str
) -> None:
    """The same deaths pass without the fault, and find it when it is there."""
    stage = Stage(tmp_path, nursery)
    await stage.prepare()
    deaths = WHERE_IT_SHOWS[fault]
    sound = await stage.die(deaths)
    assert not [found for aftermath in sound for found in aftermath.faults]
    faulty = await stage.die(deaths, fault)
    assert [found for aftermath in faulty for found in aftermath.verdict.faults]
