"""Twenty thousand damaged updates: none escapes, hangs, is lost, or is told to a log."""

import os
from pathlib import Path

import pytest

from tests.campaign.fuzz import fuzz
from tests.secrets.watch import Watch

UPDATES = 1_000_000 if os.environ.get("CAMPAIGN") == "nightly" else 20_000
EXPECTED = {
    "ValidationError",
    "UpdateTypeLookupError",
    "RecursionError",
    "update_id",
    "OverflowError",
}
"""Nonsense and impossible numbers; anything else would be a handler that could not cope."""


@pytest.mark.campaign
@pytest.mark.case(10, 11, 18, 25, 27, 57)
async def test_damaged_updates_do_no_harm(tmp_path: Path, watch: Watch) -> None:
    """Each is handled or set aside, and an inspector is served afterwards as before."""
    report = await fuzz(tmp_path / "data", UPDATES, already_watching=watch)
    assert report.lost == []
    assert report.leaks == []
    assert not report.refused, report
    assert set(report.buried) <= EXPECTED, report.examples
    assert report.is_sound
