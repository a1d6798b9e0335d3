"""Whole inspections, to the act in the supervisor's chat, while Telegram makes every trouble."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.delivery import poller
from bot.demo.trouble.dice import Trouble
from bot.demo.trouble.faults import DOWNLOADING, Fault
from bot.documents.workshop import Workshop
from tests.campaign.crowd import SUPERVISOR
from tests.campaign.troubled import TroubledOffice, be_quick

MOSTLY, OFTEN, NOW_AND_THEN, SELDOM = 0.6, 0.3, 0.03, 0.02
COSTLY = (Fault.TOO_FAST, Fault.HANGING_BEFORE, Fault.HANGING_AFTER, Fault.AWAY)
"""Each of these costs a second or so."""
RARE_OCCASIONS = (Fault.BLOCKED, Fault.FILE_UNAVAILABLE, *DOWNLOADING)
MIXING = (Fault.SHUFFLED, Fault.SHUFFLED_PERSONS)
ALONE = {
    **dict.fromkeys(Fault, OFTEN),
    **dict.fromkeys(COSTLY, NOW_AND_THEN),
    **dict.fromkeys(RARE_OCCASIONS, MOSTLY),
    Fault.BLOCKED: 1.0,
}
"""How often a kind happens when nothing else does."""
MIXED = {
    **dict.fromkeys(Fault, SELDOM),
    **dict.fromkeys(COSTLY, SELDOM / 2),
    **dict.fromkeys((*RARE_OCCASIONS, *MIXING, Fault.REPEATED, Fault.EMPTY_POLL), OFTEN / 2),
}


def chances(fault: Fault) -> Mapping[Fault, float]:
    """What one kind needs to show: updates can only change places when several have gathered."""
    return {Fault.EMPTY_POLL: MOSTLY, fault: OFTEN} if fault in MIXING else {fault: ALONE[fault]}


CASES: Mapping[Fault, int] = {
    Fault.REPEATED: 14,
    Fault.TOO_FAST: 32,
    Fault.DROPPED_BEFORE: 32,
    Fault.SERVER_ERROR: 32,
    Fault.BLOCKED: 33,
    Fault.MIGRATED: 35,
    Fault.AWAY: 36,
    Fault.REDIRECTED: 37,
    **dict.fromkeys((Fault.FILE_UNAVAILABLE, *DOWNLOADING), 49),
}
"""The numbered cases that a kind shows."""
KINDS = [
    pytest.param(kind, marks=[pytest.mark.case(CASES[kind])] if kind in CASES else [], id=kind.name)
    for kind in Fault
    if kind is not Fault.REFUSED_WORDS
]
"""All but the refusal of certain words, which is for good: it has a test of its own."""


@pytest.mark.campaign
@pytest.mark.parametrize("fault", KINDS)
async def test_each_trouble_alone(
    fault: Fault, tmp_path: Path, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is lost, nothing counts twice, every act arrives; repeated are lost answers only."""
    be_quick(monkeypatch, call_seconds=1.0 if "HANGING" in fault.name else 10.0)
    monkeypatch.setattr(poller, "EMPTY_PAUSE", 0.03 if fault in MIXING else 0.005)
    trouble = Trouble(chances(fault), seed=3, blockers={SUPERVISOR})
    async with TroubledOffice(tmp_path / "data", workshop, trouble) as office:
        crowd = await office.employ(4 if fault in MIXING else 2, photos=0.8)
        verdict = await office.endure(crowd)
        assert trouble.times(fault) > 0
        assert verdict.faults == []
        assert verdict.acts == len(crowd.expected)
        assert len(verdict.repeated) <= office.lost_answers


@pytest.mark.campaign
async def test_all_troubles_at_once(
    tmp_path: Path, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same figures when everything that can happen happens."""
    be_quick(monkeypatch, call_seconds=1.5)
    trouble = Trouble(MIXED, seed=1, blockers={SUPERVISOR})
    async with TroubledOffice(tmp_path / "data", workshop, trouble) as office:
        crowd = await office.employ(4)
        verdict = await office.endure(crowd, answers=40)
        assert len({fault for fault, _call in trouble.happened}) >= 15
        assert verdict.faults == []
        assert verdict.acts >= 4
        assert len(verdict.repeated) <= office.lost_answers
