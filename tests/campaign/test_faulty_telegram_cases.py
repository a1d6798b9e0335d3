"""What Telegram refuses for good, and what only looks like a refusal."""

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.demo.errors import bad_request
from bot.demo.taps import TOO_OLD
from bot.demo.trouble.dice import Trouble
from bot.demo.trouble.faults import Fault
from bot.documents.workshop import Workshop
from bot.domain.language import Language
from tests.campaign.proceedings import act_of
from tests.campaign.troubled import TroubledOffice, be_quick
from tests.office import Chat
from tests.telegram.walking import answer_rest, begin, begin_filled, fill_header, finish

ENGLISH = Language.ENGLISH
WORDS = "сөздер, которых Telegram не примет"


@pytest_asyncio.fixture(loop_scope="session")
async def office(
    tmp_path: Path, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[TroubledOffice]:
    """An office in which things go wrong when a test says so."""
    be_quick(monkeypatch)
    async with TroubledOffice(tmp_path / "data", workshop, Trouble(words=WORDS)) as running:
        yield running


def refusals(office: TroubledOffice) -> list[str]:
    """What Telegram has refused so far, in its own words."""
    return [call.error.description for call in office.world.calls if call.error is not None]


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the bot found worth a warning or more."""
    return [str(record.msg) for record in caplog.records if record.levelno >= logging.WARNING]


async def verdicts(office: TroubledOffice) -> dict[str, str]:
    """The answers that are kept."""
    rows = await office.rows("SELECT requirement, verdict FROM answer WHERE verdict IS NOT NULL")
    return {row["requirement"]: row["verdict"] for row in rows}


async def submit(chat: Chat) -> None:
    """Answer everything, finish, and send the act to the supervisor."""
    await answer_rest(chat, ENGLISH)
    await finish(chat, ENGLISH)
    await chat.press("Send to supervisor", act_of(chat))
    if "⬜️ Төлегенова" in " ".join(chat.labels()):
        await chat.press("⬜️ Төлегенова")
    await chat.press("Send to supervisor")


@pytest.mark.case(22)
@pytest.mark.parametrize("command", ["/start", "/continue"])
async def test_a_cleared_chat_is_drawn_anew(office: TroubledOffice, command: str) -> None:
    """All messages are deleted: every answer is still there, and so is the open question."""
    chat = await begin_filled(office, ENGLISH)
    await chat.press("✅ Complies")
    await chat.press("✅ Complies")
    for message in list(chat.messages):
        chat.phones.delete_message(chat.key, message["message_id"])
    await chat.send(command)
    if "3 / 8" not in chat.text:
        await chat.press("▶")
    assert "3 / 8" in chat.text
    assert len(await verdicts(office)) == 2
    await chat.press("✅ Complies")
    assert "4 / 8" in chat.text


@pytest.mark.case(22)
async def test_a_screen_deleted_at_the_moment_of_the_tap_is_sent_anew(
    office: TroubledOffice, caplog: pytest.LogCaptureFixture
) -> None:
    """Also when the first attempt to draw it got lost on the way."""
    chat = await begin_filled(office, ENGLISH)
    screen = chat.screen
    caplog.clear()
    office.trouble.plan(Fault.BAD_GATEWAY, "editMessageText", times=2)
    chat.phones.tap(chat.key, screen["message_id"], chat.buttons()[0]["callback_data"])
    chat.phones.delete_message(chat.key, screen["message_id"])
    await office.settle()
    assert "Bad Request: message to edit not found" in refusals(office)
    assert "2 / 8" in chat.text
    assert errors(caplog) == []
    await chat.press("✅ Complies")
    assert "3 / 8" in chat.text


@pytest.mark.case(23)
@pytest.mark.parametrize("fault", [Fault.DROPPED_AFTER, Fault.BROKEN_JSON, Fault.WRONG_SHAPE])
async def test_a_screen_drawn_twice_is_a_success(
    office: TroubledOffice, caplog: pytest.LogCaptureFixture, fault: Fault
) -> None:
    """The answer to the edit got lost: "not modified" means that the first attempt went well."""
    chat = await begin_filled(office, ENGLISH)
    count = len(chat.messages)
    caplog.clear()
    office.trouble.plan(fault, "editMessageText")
    await chat.press("✅ Complies")
    assert any("message is not modified" in reason for reason in refusals(office))
    assert "2 / 8" in chat.text
    assert len(chat.messages) == count
    assert errors(caplog) == []
    assert await verdicts(office) == {"1": "complies"}


@pytest.mark.case(23)
async def test_a_reply_to_a_screen_drawn_twice_belongs_to_what_it_shows(
    office: TroubledOffice,
) -> None:
    """The bot knows what stands there although the answer to its edit got lost."""
    chat = await begin_filled(office, ENGLISH)
    office.trouble.plan(Fault.DROPPED_AFTER, "editMessageText")
    await chat.press("✅ Complies")
    assert "2 / 8" in chat.text
    await chat.send("belongs to the second", reply_to=chat.screen["message_id"])
    rows = await office.rows("SELECT requirement FROM answer WHERE remark IS NOT NULL")
    assert [row["requirement"] for row in rows] == ["2"]


@pytest.mark.case(23)
async def test_a_query_too_old_to_be_answered_is_a_success(
    office: TroubledOffice, caplog: pytest.LogCaptureFixture
) -> None:
    """The answer is kept, the next question drawn, and nobody hears of it."""
    chat = await begin_filled(office, ENGLISH)
    count = len(chat.messages)
    caplog.clear()
    office.world.fail_next("answerCallbackQuery", bad_request(TOO_OLD))
    await chat.press("✅ Complies")
    assert refusals(office)[-1] == f"Bad Request: {TOO_OLD}"
    assert "2 / 8" in chat.text
    assert len(chat.messages) == count
    assert errors(caplog) == []
    assert await verdicts(office) == {"1": "complies"}


@pytest.mark.case(33)
async def test_an_act_waits_for_a_supervisor_who_blocked_the_bot(office: TroubledOffice) -> None:
    """The administrator is told once; what waited comes in its order when the chat is open."""
    await office.hire("administrator", "supervisor")
    chat = await begin_filled(office, ENGLISH)
    supervisor, administrator = office.chat("supervisor"), office.chat("administrator")
    supervisor.phones.block_bot("supervisor")
    await submit(chat)
    await begin(chat)
    await fill_header(chat, ENGLISH, subject="«Екінші» ЖШС")
    await submit(chat)
    assert supervisor.documents == []
    assert sum("🔕" in str(message.get("text")) for message in administrator.messages) == 1

    supervisor.phones.unblock_bot("supervisor")
    await office.settle()
    names = [message["document"]["file_name"] for message in supervisor.documents]
    assert names == ["act-2026-000001-r1-en.pdf", "act-2026-000002-r1-en.pdf"]
    rows = await office.rows("SELECT status FROM submission ORDER BY id")
    assert [row["status"] for row in rows] == ["delivered", "delivered"]
    assert "delivered" in chat.text


@pytest.mark.case(34)
async def test_what_telegram_never_takes_holds_up_nothing(office: TroubledOffice) -> None:
    """A screen is refused for ever; the next one comes, and what was typed is kept."""
    chat = await begin_filled(office, ENGLISH)
    await chat.press("❌")
    before = chat.text
    await chat.send(WORDS)
    assert chat.text == before
    assert office.trouble.times(Fault.REFUSED_WORDS) == 1
    rows = await office.rows("SELECT remark FROM answer WHERE requirement = '1'")
    assert [row["remark"] for row in rows] == [WORDS]
    await chat.press("Skip")
    assert "2 / 8" in chat.text
    dead = await office.rows("SELECT error FROM outbox WHERE state = 'dead'")
    assert [row["error"] for row in dead] == ["Bad Request: can't parse entities"]
