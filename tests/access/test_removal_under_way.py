"""Work that was under way when a role was taken away: nothing of it reaches the person any more."""

from pathlib import Path

import pytest

from bot.demo.errors import too_many_requests
from bot.domain.act import ActId, Edition
from bot.domain.language import Language
from bot.domain.people import Person, PersonId, Role
from tests.access.phones import STRANGER, feed, invitation, pressed, said_to
from tests.direct import DirectOffice, staffed
from tests.office import Office, services_of
from tests.telegram.test_submissions import finished
from tests.telegram.walking import begin_filled, photo

GONE = "⚠️ not delivered: the person no longer has a role in the bot"
pytestmark = pytest.mark.case(7)


async def test_an_act_on_its_way_does_not_reach_a_removed_supervisor(office: Office) -> None:
    """It waited for Telegram when the role was taken away; the inspector hears why."""
    chat = await finished(office, "supervisor", "administrator")
    office.world.fail_next("sendDocument", too_many_requests(2))
    await chat.press("Send to supervisor", chat.documents[-1])
    await chat.press("⬜️ Төлегенова")
    button = next(b for b in chat.buttons() if b["text"] == "Send to supervisor")
    chat.phones.tap(chat.key, chat.screen["message_id"], str(button["callback_data"]))
    await office.world.wait_until(lambda: _failed(office, "sendDocument"))
    await feed(office, callback_query=pressed(office, "administrator", "px:1003:supervisor"))

    assert office.chat("supervisor").documents == []
    assert GONE in str([message.get("text") for message in chat.messages])
    assert "cannot decide any more" in chat.text
    assert "Choose another supervisor" in chat.labels()
    (submission,) = await office.rows("SELECT status FROM submission")
    assert submission["status"] == "failed"


async def test_what_waits_for_somebody_who_blocked_the_bot_is_taken_back(office: Office) -> None:
    """Removed while away: to come back brings nothing of it."""
    chat = await finished(office, "supervisor", "administrator")
    office.server.phones.block_bot("supervisor")
    await chat.press("Send to supervisor", chat.documents[-1])
    await chat.press("⬜️ Төлегенова")
    await chat.press("Send to supervisor")
    assert await office.rows("SELECT 1 FROM outbox WHERE state = 'blocked'")
    await feed(office, callback_query=pressed(office, "administrator", "px:1003:supervisor"))
    assert await office.rows("SELECT 1 FROM outbox WHERE lane = 'chat:1003'") == []
    office.server.phones.unblock_bot("supervisor")
    await office.settle()
    assert office.chat("supervisor").documents == []


async def until_jobs(office: DirectOffice, kind: str) -> None:
    """Do the work of the jobs of a kind, and leave their results to be kept."""
    for row in await office.outbox._keep_outcomes() or ():
        if row.kind == kind:
            await office.outbox._attempt(row)


async def direct(folder: Path) -> tuple[DirectOffice, ActId]:
    """An inspector with a finished act, handled step by step, and a way to press."""
    office = await staffed(folder)
    services = services_of(office.app)
    inspector = await _person(office, 1002)
    async with office.stores.database.transaction():
        draft = await services.inspections.begin(inspector, "digital_mining_pools")
        act = await office.stores.acts.add(
            draft, 2026, "code", Edition.ENGLISH, inspector, services.clock.now()
        )
        await office.stores.database.rows("UPDATE inspection SET status = 'finished'")
    return office, act.id


async def _person(office: DirectOffice, number: int) -> Person:
    async with office.stores.database.transaction():
        found = await office.stores.people.get(PersonId(number))
    assert found is not None
    return found


@pytest.mark.parametrize("printed", [False, True])
async def test_a_role_is_looked_at_when_the_act_is_sent(tmp_path: Path, *, printed: bool) -> None:
    """Removed before the act was printed for him, or between the print and the sending."""
    office, act = await direct(tmp_path)
    services = services_of(office.app)
    inspector, supervisor = await _person(office, 1002), PersonId(1003)
    async with office.stores.database.transaction():
        await services.submissions.submit(inspector, act, [supervisor])
    if printed:
        await until_jobs(office, "deliver_act")
    await office.write("UPDATE person SET role = NULL, active = 0 WHERE id = 1003")
    await office.settle()
    assert [m for m in office.messages("supervisor") if "document" in m] == []
    assert GONE in str(office.messages("inspector")[-1]["text"])
    await office.crash()


async def test_what_left_before_the_removal_has_arrived(tmp_path: Path) -> None:
    """Sent, but not yet noted as sent: the inspector hears of the delivery, and of no failure."""
    office, act = await direct(tmp_path)
    services = services_of(office.app)
    inspector, administrator = await _person(office, 1002), await _person(office, 1001)
    supervisor = PersonId(1003)
    async with office.stores.database.transaction():
        await services.submissions.submit(inspector, act, [supervisor])
    await until_jobs(office, "deliver_act")
    await until_jobs(office, "sendDocument")
    async with office.stores.database.transaction():
        await services.people.remove(administrator, supervisor, Role.SUPERVISOR)
        await services.submissions.recall(supervisor)
    await office.settle()
    assert [row["status"] for row in office.rows("SELECT status FROM submission")] == ["delivered"]
    assert GONE not in str(office.messages("inspector"))
    assert "delivered" in str(office.messages("inspector")[-1]["text"])
    await office.crash()


@pytest.mark.parametrize("printed", [False, True])
async def test_a_copy_ordered_before_the_removal_is_not_sent(
    tmp_path: Path, *, printed: bool
) -> None:
    """The print may go on; the file does not leave the house, and neither does a word."""
    office, act = await direct(tmp_path)
    services = services_of(office.app)
    inspector = await _person(office, 1002)
    async with office.stores.database.transaction():
        await services.acts.reprint(inspector, act, Edition.KAZAKH)
    if printed:
        await until_jobs(office, "print_act")
    before = len(office.messages("inspector"))
    await office.write("UPDATE person SET role = NULL, active = 0 WHERE id = 1002")
    await office.settle()
    assert len(office.messages("inspector")) == before
    await office.crash()


@pytest.mark.parametrize("content", [photo(), b"no picture"], ids=["photo", "damaged"])
async def test_a_file_that_was_under_way_is_looked_at_without_a_word(
    office: Office, content: bytes
) -> None:
    """It belongs to the draft; its author is not told any more what became of it."""
    chat = await begin_filled(office, Language.ENGLISH)
    office.world.fail_next("getFile", too_many_requests(3))
    chat.phones.send_document(chat.key, content, "photo.jpg", "image/jpeg")
    await office.world.wait_until(lambda: _failed(office, "getFile"))
    await office.world.wait_until(lambda: "Kept with requirement" in chat.text)
    await office.rows("UPDATE person SET role = NULL, active = 0 WHERE id = 1002")
    before = len(chat.messages)
    await office.settle()
    (evidence,) = await office.rows("SELECT status FROM evidence")
    assert evidence["status"] == ("refused" if content == b"no picture" else "stored")
    assert len(chat.messages) == before


def _failed(office: Office, method: str) -> bool:
    return any(call.method == method and call.error for call in office.world.calls)


async def test_the_news_of_a_delivery_does_not_reach_a_removed_inspector(office: Office) -> None:
    """The act arrives all the same: it is finished."""
    chat = await finished(office, "supervisor", "administrator")
    office.world.fail_next("sendDocument", too_many_requests(1))
    await chat.press("Send to supervisor", chat.documents[-1])
    await chat.press("⬜️ Төлегенова")
    button = next(b for b in chat.buttons() if b["text"] == "Send to supervisor")
    chat.phones.tap(chat.key, chat.screen["message_id"], str(button["callback_data"]))
    await office.world.wait_until(lambda: _failed(office, "sendDocument"))
    before = len(chat.messages)
    await feed(office, callback_query=pressed(office, "administrator", "px:1002:inspector"))
    assert len(office.chat("supervisor").documents) == 1
    assert len(chat.messages) == before
    assert "sent, on its way" in chat.text


async def test_a_removed_administrator_keeps_no_link_for_the_way_back(office: Office) -> None:
    """Made before the removal, for himself or for somebody else: worthless after it."""
    await office.hire("administrator", "supervisor")
    await office.rows("UPDATE person SET role = 'admin' WHERE id = 1003")
    chat = office.chat("supervisor")
    links = [await invitation(chat, role) for role in ("Administrator", "Inspector")]
    kept = await invitation(office.chat("administrator"), "Inspector")
    await feed(office, callback_query=pressed(office, "administrator", "px:1003:admin"))
    for link in links:
        await chat.do(lambda link=link: chat.phones.start(chat.key, link))  # type: ignore[misc]
    assert said_to(office, "supervisor")[-1] == STRANGER
    await chat.do(lambda: chat.phones.start(chat.key, kept))
    assert "Welcome! Your role: inspector" in chat.text
