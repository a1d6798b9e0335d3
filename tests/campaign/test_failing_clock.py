"""A clock that is set while people work: a day on, a day back, to 1970 after a battery died.

What holds: nothing waits for the clock to catch up, nothing is lost or told twice, pauses and rates
are measured in monotonic time. The audit keeps its order by number; its moments are what the clock
said, so they may go back, and show when it was set.
"""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import bot.clock
from bot.delivery import poller
from bot.documents.workshop import Workshop
from bot.domain.checklist import Verdict
from bot.domain.language import Language
from tests.campaign.failing_sqlite import hurry
from tests.campaign.proceedings import act_of
from tests.office import Office
from tests.telegram.walking import REMARK, answer_rest, begin, fill_header, finish, label

ENGLISH = Language.ENGLISH
DAY = 86_400.0
TO_1970 = pytest.param(-time.time(), id="1970")

pytestmark = [pytest.mark.campaign, pytest.mark.case(53)]


def set_clock(patch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let the bot's clocks go wrong by so many seconds; monotonic time goes on as before."""
    real = time.time

    def now(_clock: bot.clock.SystemClock) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=seconds)

    patch.setattr(time, "time", lambda: real() + seconds)
    patch.setattr(bot.clock.SystemClock, "now", now)


@pytest.mark.parametrize("jump", [DAY, -DAY, 400 * DAY, TO_1970])
async def test_an_inspection_goes_on_when_the_clock_is_set(
    tmp_path: Path, workshop: Workshop, monkeypatch: pytest.MonkeyPatch, jump: float
) -> None:
    """Answers, act and delivery do not wait for yesterday to be over, nor for tomorrow."""
    hurry(monkeypatch)
    async with Office(tmp_path / "data", workshop) as office:
        await office.hire("inspector", "supervisor")
        chat = office.chat("inspector")
        await begin(chat)
        await fill_header(chat, ENGLISH)
        with monkeypatch.context() as patch:
            set_clock(patch, jump)
            await chat.press(label(ENGLISH, Verdict.VIOLATES))
            await chat.send(REMARK)
            await office.stop()
            await office.start()
            await chat.press("Next ▶")
            await answer_rest(chat, ENGLISH)
        await finish(chat, ENGLISH)
        with monkeypatch.context() as patch:
            set_clock(patch, jump)
            await chat.press("Send to supervisor", act_of(chat))
            await chat.press("Send to supervisor")
        await office.settle()
        assert len(office.chat("supervisor").documents) == len(("act", "order"))
        assert len(await office.rows("SELECT * FROM answer WHERE verdict IS NOT NULL")) == 8
        assert await office.rows("SELECT * FROM outbox WHERE state <> 'planned'") == []
        assert await office.rows("SELECT * FROM dead_letter") == []
        stores = office.app.stores
        assert stores is not None
        async with stores.database.transaction():
            assert await stores.audit.first_broken() is None


@pytest.mark.parametrize("jump", [DAY, -DAY, TO_1970])
async def test_a_row_written_by_a_wrong_clock_is_sent_when_the_clock_is_right(
    tmp_path: Path, workshop: Workshop, monkeypatch: pytest.MonkeyPatch, jump: float
) -> None:
    """What was put off "until tomorrow" by a wrong clock is not held up for a day."""
    async with Office(tmp_path / "data", workshop) as office:
        await office.hire("inspector")
        stores = office.app.stores
        assert stores is not None
        with monkeypatch.context() as patch:
            set_clock(patch, jump)
            async with stores.database.transaction():
                await stores.outbox.add(
                    "chat:1002", "sendMessage", {"chat_id": 1002, "text": "late"}, delay=1.0
                )
        assert office.app.outbox is not None
        office.app.outbox.wake()
        await office.settle()
        assert office.chat("inspector").text == "late"


@pytest.mark.parametrize("jump", [DAY, -DAY, TO_1970])
async def test_the_heartbeat_follows_a_clock_that_was_set(
    tmp_path: Path, workshop: Workshop, monkeypatch: pytest.MonkeyPatch, jump: float
) -> None:
    """The moment last heard of Telegram is always the present clock's, not one still to come."""
    monkeypatch.setattr(poller, "EMPTY_PAUSE", 0.001)
    async with Office(tmp_path / "data", workshop) as office:
        await office.hire("inspector")
        set_clock(monkeypatch, jump)
        await office.chat("inspector").send("/start")
        await office.chat("inspector").send("/help")
        (row,) = await office.rows("SELECT value FROM bookmark WHERE name = 'last_alive'")
        assert abs(float(row["value"]) - time.time()) < 60
