"""Two devices in the same moment, and updates that Telegram delivers again."""

import random
from typing import Any

import pytest

from bot.domain.checklist import Verdict
from bot.telegram.screens.words import MARKS
from tests.campaign.recorded import begin, press, record
from tests.direct import DirectOffice

RUNS = 1000
WHO = "inspector"
SIMPLE = ("1", "2", "3", "4", "6", "7", "8")
BOTH = (Verdict.COMPLIES, Verdict.VIOLATES)


def answer(office: DirectOffice, inspection: int, requirement: str) -> tuple[str | None, int]:
    """The verdict that is kept, and its version."""
    statement = "SELECT verdict, version FROM answer WHERE inspection = ? AND requirement = ?"
    rows = office.rows(statement, (inspection, requirement))
    return (rows[0][0], rows[0][1]) if rows else (None, 0)


@pytest.mark.campaign
@pytest.mark.case(12, 20)
async def test_of_two_devices_one_answers_and_the_other_sees_what(direct: DirectOffice) -> None:
    """A thousand times, in any order, together or one after the other: one answer is kept."""
    inspection = await begin(direct, WHO)
    dice = random.Random(12)
    for _run in range(RUNS):
        requirement = dice.choice(SIMPLE)
        version = answer(direct, inspection, requirement)[1]
        first, second = dice.sample(BOTH, 2)
        data = f"a:{inspection}:{requirement}:{version}"
        taps = [tap(direct, f"{data}:{verdict}") for verdict in (first, second)]
        if dice.random() < 0.5:
            await direct.settle()
        else:
            for raw in direct.pick_up():
                await direct.handle([raw])
            await direct.speak()

        assert answer(direct, inspection, requirement) == (first, version + 1)
        shown = [direct.world.taps.get(query).answer or {} for query in taps]
        assert "saved" in shown[0]["text"]
        assert "out of date" in shown[1]["text"]
        assert f"↩ Undo: {requirement} {MARKS[first]}" in labels(direct)


def tap(office: DirectOffice, data: str) -> str:
    """Press a button on one of the devices."""
    message = office.messages(WHO)[-1]["message_id"]
    return office.phones.tap(WHO, message, data, force=True)


def labels(office: DirectOffice) -> str:
    """What the buttons of the open screen say."""
    screen = office.screen(WHO) or {}
    rows = screen.get("reply_markup", {}).get("inline_keyboard", [])
    return "\n".join(button["text"] for row in rows for button in row)


def dump(office: DirectOffice) -> dict[str, list[Any]]:
    """All that is kept, but for when an update was handled."""
    tables = office.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
    kept = {row[0]: office.rows(f"SELECT * FROM {row[0]}") for row in tables}
    kept["processed_update"] = office.rows("SELECT id FROM processed_update")
    return {name: [tuple(row) for row in rows] for name, rows in kept.items()}


@pytest.mark.case(14, 24)
@pytest.mark.parametrize("hours", [0, 23])
async def test_updates_delivered_again_change_nothing(direct: DirectOffice, hours: int) -> None:
    """Each update of two whole inspections, in any order, at once and 23 hours later."""
    await record(direct)
    moved = "UPDATE processed_update SET processed_at = processed_at - ?"
    await direct.write(moved, (hours * 3600,))
    async with direct.stores.database.transaction():
        await direct.stores.updates.clean_up()
    before, said = dump(direct), len(direct.telegram.said)
    dice = random.Random(hours)
    again = [raw for raw in direct.history for _time in range(2)]
    dice.shuffle(again)
    while again:
        size = dice.randint(1, 40)
        batch, again = again[:size], again[size:]
        await direct.handle(batch)
        await direct.speak()
    assert len(before["processed_update"]) > 90
    assert dump(direct) == before
    assert len(direct.telegram.said) == said


@pytest.mark.case(19)
async def test_every_button_ever_shown_is_harmless_after_the_finish(direct: DirectOffice) -> None:
    """All that was drawn for an inspection is pressed again when its act exists."""
    await record(direct)
    finished = direct.rows("SELECT id FROM inspection WHERE status <> 'draft' ORDER BY id")[0][0]
    drawn = {data for data in all_data(direct) if data.partition(":")[2].startswith(f"{finished}:")}
    drawn = {data for data in drawn if data.split(":")[0] in "avkquwlrhsbdtoxyfp"}
    tables = ("inspection", "answer", "evidence", "act", "submission", "audit")
    before = {name: rows for name, rows in dump(direct).items() if name in tables}
    for data in sorted(drawn):
        await press(direct, WHO, data)
        words = direct.toasts(WHO)[-1]["text"]
        expected = "being printed" if data.startswith("p:") else "finished or cancelled"
        assert expected in words, data
    assert len(drawn) > 30
    assert {name: rows for name, rows in dump(direct).items() if name in tables} == before


def all_data(office: DirectOffice) -> set[str]:
    """What all buttons carried that were ever shown."""
    return {
        button["callback_data"]
        for _method, parameters in office.telegram.said
        for row in (parameters.get("reply_markup") or {}).get("inline_keyboard", [])
        for button in row
    }
