"""Withdrawing an act, deliveries that are on their way meanwhile, and those that never arrive."""

import asyncio

import pytest

from bot.demo.errors import too_many_requests
from tests.office import PATIENCE, Chat, Office
from tests.telegram.issuing import issue
from tests.telegram.reviewing import (
    ACCEPT,
    SECOND,
    caption,
    file_of,
    hire_second,
    notices,
    send_to_body,
    status,
    steps,
    submitted,
)


async def open_card(chat: Chat) -> str:
    """Open the card of the newest act."""
    await chat.send("/acts")
    return await chat.press("📄 № 2026-000001")


async def test_a_withdrawn_act_says_so_everywhere_and_can_be_sent_again(office: Office) -> None:
    """No buttons are left; sent again it is a new message that counts."""
    inspector = await submitted(office)
    await open_card(inspector)
    await inspector.press("Withdraw")
    assert "State: 📄 finished, not sent" in inspector.text
    assert "↩ withdrawn" in inspector.text
    for key in ("supervisor", SECOND):
        chat = office.chat(key)
        assert "Withdrawn by the inspector." in caption(chat)
        assert chat.labels(file_of(chat)) == []
        await chat.tap(chat.screen, "rl:0", force=True)
        assert "Nothing waits" in chat.screen["text"]
    assert await steps(office) == [("withdrawn", 1002)]

    await inspector.tap(inspector.screen, "as:1", force=True)
    if "☑️ Төлегенова Гүлнар, бас маман" not in inspector.labels():
        await inspector.press("⬜️ Төлегенова")
    await inspector.press("☑️ Ысқақов")
    await inspector.press("Send to supervisor")
    first, second = office.chat("supervisor"), office.chat(SECOND)
    assert ACCEPT in first.labels(file_of(first))
    await second.tap(file_of(second), "ra:1", force=True)
    assert "is with no supervisor at present" in second.toast
    assert await status(office) == "submitted"
    await first.press(ACCEPT, file_of(first))
    assert "Accepted by" in caption(first)
    assert "Withdrawn by the inspector." in caption(second)
    assert notices(second, "Accepted by") == []


async def test_what_is_queued_when_it_is_withdrawn_never_goes_out(office: Office) -> None:
    """Neither the act nor the order that comes with it."""
    await office.hire("supervisor")
    inspector = await issue(office, violated=True)
    office.world.fail_next("sendDocument", too_many_requests(4))
    await inspector.tap(inspector.documents[0], "as:1", force=True)
    button = next(b for b in inspector.buttons() if b["text"] == "Send to supervisor")
    screen = inspector.screen["message_id"]
    inspector.phones.tap("inspector", screen, str(button["callback_data"]))
    await _until(office, "SELECT 1 FROM outbox WHERE topic = 'submission' AND tries > 0")
    inspector.phones.tap("inspector", inspector.screen["message_id"], "rw:1", force=True)
    await office.settle()
    assert office.chat("supervisor").documents == []
    assert await status(office) == "finished"
    assert (
        await office.rows("SELECT * FROM outbox WHERE topic IN ('submission', 'enclosure')") == []
    )


async def test_a_message_that_arrives_after_the_decision_is_corrected(office: Office) -> None:
    """One supervisor decides while the other one's copy is still on its way."""
    inspector = await issue(office)
    await office.hire("supervisor")
    second = await hire_second(office)
    office.server.phones.block_bot(SECOND)
    await send_to_body(inspector)
    first = office.chat("supervisor")
    await first.press(ACCEPT, file_of(first))
    assert second.documents == []
    office.server.phones.start(SECOND)
    await office.settle()
    assert "Accepted by Төлегенова" in caption(second)
    assert ACCEPT not in second.labels(file_of(second))


async def test_a_blocked_delivery_that_was_withdrawn_never_arrives(office: Office) -> None:
    """Opened again, the chat stays without an act that is with nobody."""
    inspector = await issue(office)
    await office.hire("supervisor")
    second = await hire_second(office)
    office.server.phones.block_bot(SECOND)
    await send_to_body(inspector)
    await open_card(inspector)
    await inspector.press("Withdraw")
    office.server.phones.start(SECOND)
    await office.settle()
    assert second.documents == []


@pytest.mark.case(33)
async def test_the_administrators_hear_once_of_an_act_that_does_not_arrive(office: Office) -> None:
    """Which act, to whom and why; the other supervisor has it all the same."""
    inspector = await issue(office)
    await office.hire("supervisor", "administrator")
    await hire_second(office)
    office.server.phones.block_bot("supervisor")
    await send_to_body(inspector)
    administrator = office.chat("administrator")
    told = notices(administrator, "cannot be delivered")
    assert len(told) == 1
    for words in ("2026-000001", "Төлегенова Гүлнар", "has blocked the bot", "Жұмабеков Ерлан"):
        assert words in told[0]["text"]
    assert len(office.chat(SECOND).documents) == 1
    office.server.phones.unblock_bot("supervisor")
    await office.settle()
    office.server.phones.block_bot("supervisor")
    assert len(notices(administrator, "cannot be delivered")) == 1
    assert ACCEPT in office.chat("supervisor").labels(file_of(office.chat("supervisor")))


async def test_a_message_that_came_twice_keeps_one_set_of_buttons(office: Office) -> None:
    """Telegram took it, the bot did not live to know: the newer one counts."""
    await submitted(office)
    chat = office.chat("supervisor")
    await office.rows(
        "INSERT INTO outbox (lane, kind, payload, subject, due_at)"
        " VALUES ('deliver:1003', 'deliver_act', '{}', '1', 0)"
    )
    assert office.app.outbox is not None
    office.app.outbox.wake()
    await office.settle()
    acts = [m for m in chat.documents if "act-" in m["document"]["file_name"]]
    assert len(acts) == 2
    assert chat.labels(acts[0]) == []
    await chat.press(ACCEPT, file_of(chat))
    with_buttons = [m for m in chat.documents if ACCEPT in chat.labels(m)]
    assert with_buttons == []


async def test_an_act_with_an_open_correction_is_not_sent(office: Office) -> None:
    """The correction takes its place; the card does not offer to send what is outdated."""
    await office.hire("supervisor")
    inspector = await issue(office)
    await office.rows(
        "INSERT INTO inspection (inspector, checklist, status, revision, created_at, updated_at,"
        " corrects, correction_reason, corrected_by)"
        " SELECT inspector, checklist, 'draft', 2, '2026', '2026', id, 'қате', inspector"
        " FROM inspection WHERE id = 1"
    )
    await open_card(inspector)
    assert "Send to supervisor" not in inspector.labels()
    await inspector.tap(inspector.documents[0], "as:1", force=True)
    await inspector.press("Send to supervisor")
    assert "is being corrected" in inspector.toast
    assert await status(office) == "finished"


async def test_withdrawn_twice_is_withdrawn_once(office: Office) -> None:
    """The second tap hears what is true, and changes nothing."""
    inspector = await submitted(office)
    await open_card(inspector)
    screen = inspector.screen
    await inspector.press("Withdraw")
    await inspector.tap(screen, "rw:1", force=True)
    assert "is with no supervisor at present" in inspector.toast
    assert await steps(office) == [("withdrawn", 1002)]


async def test_a_message_that_a_supervisor_has_deleted_holds_up_nothing(office: Office) -> None:
    """There is nothing to edit, and nothing is wrong with that."""
    await submitted(office)
    first, second = office.chat("supervisor"), office.chat(SECOND)
    office.world.delete(office.world.chat(SECOND), file_of(second)["message_id"])
    await first.press(ACCEPT, file_of(first))
    assert await office.rows("SELECT error FROM outbox WHERE state = 'dead'") == []
    assert len(notices(second, "Accepted by")) == 1


async def _until(office: Office, statement: str) -> None:
    """Wait until there is such a row."""
    async with asyncio.timeout(PATIENCE):
        while not await office.rows(statement):  # noqa: ASYNC110 - a database says no word
            await asyncio.sleep(0.005)
