"""Thousands of conversations in every order; and the proof that a fault in the bot is found."""

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from bot.domain.inspection import Inspection, InspectionId
from bot.domain.people import PersonId
from bot.services.inspections import Inspections
from tests.campaign.conversation_machine import ConversationMachine

NIGHTLY = os.environ.get("CAMPAIGN") == "nightly"
EXAMPLES, STEPS = (10_000, 50) if NIGHTLY else (100, 25)
COMMON: dict[str, Any] = {
    "deadline": None,
    "derandomize": not NIGHTLY,
    "database": None,
    "print_blob": True,
    "suppress_health_check": list(HealthCheck),
    # To make a failing conversation shorter takes minutes, so it is left to the nightly run.
    "phases": list(Phase) if NIGHTLY else [Phase.generate],
}
THOROUGH = settings(max_examples=EXAMPLES, stateful_step_count=STEPS, **COMMON)
QUICK = settings(max_examples=60, stateful_step_count=20, **{**COMMON, "phases": [Phase.generate]})


@pytest.mark.campaign
@pytest.mark.case(7, 12, 14, 20, 22, 28, 57)
def test_the_bot_agrees_with_its_model_whatever_happens() -> None:
    """Answers, acts and places are as they must be after every step of every conversation."""
    run_state_machine_as_test(ConversationMachine, settings=THOROUGH)


async def _any_version(
    self: Inspections, author: PersonId, draft: Any, known: Any, changed: Any, version: int
) -> Inspection:
    """Save whatever version the button was drawn for."""
    assert version >= 0
    return await _SAVE(self, author, draft, known, changed, known.version)


async def _anybody(self: Inspections, _inspector: PersonId, inspection: InspectionId) -> Inspection:
    """Read an inspection whoever asks."""
    found = await self._store.get(inspection)
    assert found is not None
    return found


_SAVE = Inspections._save


@pytest.mark.campaign
@pytest.mark.parametrize(
    ("name", "fault"), [("_save", _any_version), ("get", _anybody)], ids=["version", "owner"]
)
def test_a_planted_fault_is_found(
    monkeypatch: pytest.MonkeyPatch, name: str, fault: object
) -> None:
    """Without the check of the version, or of the owner, the machine objects at once."""
    monkeypatch.setattr(Inspections, name, fault)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(ConversationMachine, settings=QUICK)
