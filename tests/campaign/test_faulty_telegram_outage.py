"""Acts and answers outlast an outage, and an outage is quiet."""

import asyncio
import logging
import tracemalloc
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.demo.trouble.dice import Trouble
from bot.demo.trouble.faults import Fault
from bot.documents.workshop import Workshop
from bot.domain.language import Language
from tests.campaign.crowd import SUPERVISOR_KEY
from tests.campaign.troubled import TroubledOffice, be_quick
from tests.telegram.walking import begin_filled

ENGLISH = Language.ENGLISH
SEND_DOCUMENT = frozenset({"senddocument"})
OUTAGES: Mapping[str, Mapping[Fault, float]] = {
    "429 again and again": {Fault.TOO_FAST: 0.5},
    "no network": {Fault.DROPPED_BEFORE: 0.9},
    "5xx": {Fault.SERVER_ERROR: 0.3, Fault.BAD_GATEWAY: 0.3, Fault.GATEWAY_TIMEOUT: 0.3},
    "no answers": {Fault.DROPPED_AFTER: 0.6},
}
ATTEMPTS = 60
"""As many as in an hour, in which the bot asks once a minute."""
TEN_MEGABYTES = 10 * 2**20


@pytest.mark.campaign
@pytest.mark.case(32)
@pytest.mark.parametrize("outage", OUTAGES)
async def test_acts_outlast_an_outage_and_keep_their_order(
    outage: str, tmp_path: Path, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every document has to be tried several times; all arrive, each after the one before."""
    be_quick(monkeypatch)
    trouble = Trouble(OUTAGES[outage], seed=4, only=SEND_DOCUMENT)
    async with TroubledOffice(tmp_path / "data", workshop, trouble) as office:
        crowd = await office.employ(1, photos=0)
        verdict = await office.endure(crowd, answers=30)
        assert trouble.happened.total() >= 3
        assert verdict.faults == []
        received = [
            message["document"]["file_name"]
            for message in office.world.messages(SUPERVISOR_KEY)
            if "document" in message
        ]
        assert received == sorted(received, key=lambda name: (name.partition("-")[2], name))
        assert len({name for name in received if name.startswith("act-")}) == verdict.acts >= 3
        assert any(name.startswith("order-") for name in received)
        assert len(verdict.repeated) <= office.lost_answers


@pytest.mark.case(32, 36)
async def test_a_long_outage_is_quiet_and_ends_by_itself(
    tmp_path: Path,
    workshop: Workshop,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """An hour of attempts: one line in the log, no memory, and then everything is as before."""
    be_quick(monkeypatch)
    async with TroubledOffice(tmp_path / "data", workshop, Trouble()) as office:
        chat = await begin_filled(office, ENGLISH)
        await chat.press("✅ Complies")
        caplog.clear()
        caplog.set_level(logging.INFO)
        poller = office.app._poller
        assert poller is not None
        tracemalloc.start()
        before = tracemalloc.get_traced_memory()[0]
        async with office.server.away():
            complies = str(chat.buttons()[0]["callback_data"])
            chat.phones.tap(chat.key, chat.screen["message_id"], complies)
            while poller._failures < ATTEMPTS:  # noqa: ASYNC110 - a failure announces itself to nobody
                await asyncio.sleep(0.01)
        await office.settle()
        grown = tracemalloc.get_traced_memory()[0] - before
        tracemalloc.stop()
        assert grown < TEN_MEGABYTES
        said = [str(record.msg) for record in caplog.records if "telegram." in str(record.msg)]
        assert [event.split("'")[1] for event in said] == ["telegram.unreachable", "telegram.back"]
        assert "3 / 8" in chat.text
        await chat.press("✅ Complies")
        assert "4 / 8" in chat.text
