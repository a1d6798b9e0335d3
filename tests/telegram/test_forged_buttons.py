"""Buttons that the bot never drew: a phone can be made to send any data at all."""

from typing import Any

import pytest

from tests.campaign.recorded import begin, press
from tests.direct import DirectOffice

UNKNOWN = (
    *("a:{}:99:0:complies", "a:{}:99:0:not_applicable", "v:{}:99:0", "k:{}:99:0:x", "k:{}:5:0:x"),
    *("w:{}:99:0", "u:{}:99:0", "q:{}:99", "a:{}:1:7:complies", "a:{}:1:-1:complies"),
    *("d:{}:-1", "d:{}:32", "l:{}:-5", "l:{}:99", "a:{}:1:" + "9" * 30 + ":complies"),
    *("co:" + "9" * 30, "cf:{}:nothing", "cf:" + "9" * 30 + ":place", "cu:{}:place:nothing"),
    *("cu:{}:started_at:yesterday", "cu:{}:period_end:now", "cu:{}:place:absent"),
    *("cu:{}:representative_name:absent", "cu:{}:acquaintance:nobody", "cu:99:colleagues:nobody"),
    *("eo:{}:99", "eo:{}:1", "eo:" + "9" * 30 + ":1", "eg:{}:1:gross", "eg:{}:99:gross"),
    *("eg:{}:1:grave", "eg:99:1:gross", "ed:{}:1:10", "ed:{}:99:10", "ed:{}:1:0", "ed:{}:1:-30"),
    *("ed:{}:1:" + "9" * 9, "ed:{}:1:" + "9" * 30, "ed:99:1:10"),
    *("f:" + "9" * 30 + ":0", "o:" + "9" * 30, "al:-1", "al:" + "9" * 30, "ao:" + "9" * 30),
)


def kept(office: DirectOffice) -> dict[str, list[tuple[Any, ...]]]:
    """What the inspections hold, and what was done."""
    return {
        table: [tuple(row) for row in office.rows(f"SELECT * FROM {table}")]
        for table in ("inspection", "answer", "measure", "audit")
    }


@pytest.mark.case(6, 11, 27)
@pytest.mark.parametrize("data", UNKNOWN)
async def test_a_forged_button_is_refused_and_changes_nothing(
    direct: DirectOffice, data: str
) -> None:
    """It is answered as an old one, and neither kept nor set aside as a fault."""
    inspection = await begin(direct, "inspector")
    before = kept(direct)
    await press(direct, "inspector", data.format(inspection))
    assert kept(direct) == before
    assert [row["error"] for row in direct.rows("SELECT error FROM dead_letter")] == []
    assert len(direct.toasts("inspector")) > 0
