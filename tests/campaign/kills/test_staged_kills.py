"""The bot dies before and after each write, commit, send and acknowledgement: nothing is lost."""

from pathlib import Path

import pytest

from tests.campaign.kills.nursery import Nursery
from tests.campaign.kills.staged import Stage, deaths_at

SEAMS = (
    "acknowledge",
    "call answerCallbackQuery",
    "call editMessageText",
    "call sendDocument",
    "call sendMessage",
    "commit",
    "download",
    "photo",
    "print",
    "rename",
    "write act",
    "write answer",
    "write audit",
    "write conversation",
    "write document",
    "write evidence",
    "write inspection",
    "write measure",
    "write outbox",
    "write processed_update",
    "write screen",
    "write submission",
)
"""The long run (`python -m tests.campaign`) takes every seam that there is."""
POINTS = [f"{seam}.{moment}" for seam in SEAMS for moment in ("before", "after")]


@pytest.mark.campaign
@pytest.mark.case(15, 28, 32, 57)
async def test_no_point_at_which_the_bot_dies_costs_an_answer(
    tmp_path: Path, nursery: Nursery
) -> None:
    """At the first, second, middle and last pass of each point; the act arrives all the same."""
    stage = Stage(tmp_path, nursery)
    passed = await stage.prepare()
    never = [point for point in POINTS if not passed[point]]
    assert not never, "the seams of the bot were moved: these points are never passed"
    aftermaths = await stage.die(deaths_at(passed, POINTS))
    faults = [fault for aftermath in aftermaths for fault in aftermath.faults]
    assert not faults, "\n".join(faults)
    assert all(aftermath.verdict.acts == 1 for aftermath in aftermaths)
