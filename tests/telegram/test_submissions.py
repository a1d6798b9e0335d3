"""Acts on their way to supervisors, lists of acts, copies."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from bot.demo.errors import too_many_requests
from bot.domain.language import Language
from tests.office import Chat, Office
from tests.telegram.walking import answer_rest, begin, fill_header, finish

ENGLISH = Language.ENGLISH


async def finished(office: Office, *keys: str) -> Chat:
    """An inspector with one finished act, and colleagues."""
    await office.hire("inspector", *keys)
    chat = office.chat("inspector")
    await one_more(chat)
    return chat


async def one_more(chat: Chat) -> None:
    """Finish one more inspection."""
    await begin(chat)
    await fill_header(chat, ENGLISH)
    await answer_rest(chat, ENGLISH)
    await finish(chat, ENGLISH)


async def send_up(chat: Chat) -> str:
    """Send the last act to the supervisors that are preselected."""
    await chat.press("Send to supervisor", chat.documents[-1])
    return await chat.press("Send to supervisor")


@pytest.mark.case(33)
async def test_a_supervisor_who_blocked_the_bot_is_named(office: Office) -> None:
    """The inspector learns why, chooses another one, and nobody else is held up."""
    chat = await finished(office, "supervisor", "administrator")
    office.server.phones.block_bot("supervisor")
    await chat.press("Send to supervisor", chat.documents[-1])
    for label in ("⬜️ Төлегенова", "⬜️ Сәрсенова"):
        await chat.press(label)
    await chat.press("Send to supervisor")

    assert "Төлегенова Гүлнар, бас маман: ⚠️ not delivered: the person has blocked" in chat.text
    assert "Сәрсенова Айгүл, бас маман: ✅ delivered" in chat.text
    assert len(office.chat("administrator").documents) == 1
    assert "Choose another supervisor" in chat.labels()


async def test_a_supervisor_who_never_started_the_bot_is_named(office: Office) -> None:
    """Telegram does not let a bot write first."""
    await office.hire("inspector")
    await office.rows(
        "INSERT INTO person (id, language, language_chosen, role, full_name, joined_at)"
        " VALUES (1003, 'kk', 0, 'supervisor', 'Төлегенова', '2026')"
    )
    chat = office.chat("inspector")
    await one_more(chat)
    assert "has never started the bot" in await send_up(chat)


async def test_the_last_choice_is_preselected(office: Office) -> None:
    """The next act goes to the same supervisors with one tap; nobody chosen, nothing sent."""
    chat = await finished(office, "supervisor", "administrator")
    await chat.press("Send to supervisor", chat.documents[-1])
    assert "Send to supervisor" not in chat.labels()
    await chat.tap(chat.screen, "ax:1", force=True)
    assert "at least one supervisor" in chat.toast
    await chat.press("⬜️ Төлегенова")
    await chat.press("Send to supervisor")

    await one_more(chat)
    await chat.press("Send to supervisor", chat.documents[-1])
    assert [label[:2] for label in chat.labels()].count("☑️") == 1
    await chat.press("Send to supervisor")
    assert len(office.chat("supervisor").documents) == 2


@pytest.mark.case(20)
async def test_a_double_tap_on_send_is_no_alarm(office: Office) -> None:
    """Sent once, and the second tap shows the progress."""
    chat = await finished(office, "supervisor")
    await chat.press("Send to supervisor", chat.documents[-1])
    screen = chat.screen
    await chat.press("Send to supervisor")
    await chat.tap(screen, "ax:1", force=True)
    assert chat.toast == ""
    assert "delivered" in chat.text
    assert len(office.chat("supervisor").documents) == 1


async def test_a_delivery_does_not_overwrite_what_is_being_read(office: Office) -> None:
    """The list of acts stays; what became of the act comes as a message of its own."""
    chat = await finished(office, "supervisor")
    await chat.press("Send to supervisor", chat.documents[-1])
    office.world.fail_next("sendDocument", too_many_requests(1))
    button = next(b for b in chat.buttons() if b["text"] == "Send to supervisor")
    chat.phones.tap(chat.key, chat.screen["message_id"], str(button["callback_data"]))
    chat.phones.send_text(chat.key, "/acts")
    await office.settle()
    assert "Finished acts" in chat.screen["text"]
    assert "delivered" in chat.messages[-1]["text"]


async def test_nobody_receives_an_act_of_his_own(office: Office) -> None:
    """A supervisor who inspects is not among those to send to; without any, the bot says so."""
    await office.hire("supervisor")
    chat = office.chat("supervisor")
    await one_more(chat)
    await chat.press("Send to supervisor", chat.documents[-1])
    assert "No supervisor uses the bot yet" in chat.text
    await chat.press("◀ Back")
    assert "Hello" in chat.text


async def test_the_inspector_hears_of_a_delivery_wherever_he_is(office: Office) -> None:
    """Not on the progress screen any more: a notice comes instead."""
    chat = await finished(office, "supervisor")
    await chat.press("Send to supervisor", chat.documents[-1])
    button = next(b for b in chat.buttons() if b["text"] == "Send to supervisor")
    chat.phones.tap(chat.key, chat.screen["message_id"], str(button["callback_data"]))
    chat.phones.send_text(chat.key, "/cancel")
    await office.settle()
    texts = [str(message.get("text")) for message in chat.messages]
    assert any("delivered" in text for text in texts)


async def test_acts_are_listed_and_sent_again(office: Office) -> None:
    """The list is paged, newest first; a tap opens the card, from which the same file is sent."""
    await office.hire("inspector", "supervisor")
    chat = office.chat("inspector")
    assert "There are no finished acts yet." in await chat.send("/acts")
    for _act in range(9):
        await one_more(chat)
    await chat.send("/acts")
    assert chat.labels()[0].startswith("📄 № 2026-000009")
    await chat.press("▶")
    assert chat.labels()[0].startswith("📄 № 2026-000001")
    count = len(chat.documents)
    await chat.press("📄 № 2026-000001")
    assert "State: 📄 finished, not sent" in chat.text
    await chat.press("📄 Send the file")
    assert len(chat.documents) == count + 1
    assert chat.file(chat.documents[-1]) == chat.file(chat.documents[0])
    await chat.press("◀ To the list")
    assert chat.labels()[0].startswith("📄 № 2026-000009")

    supervisor = office.chat("supervisor")
    assert "There are no finished acts yet." in await supervisor.send("/acts")
    await send_up(chat)
    await supervisor.send("/acts")
    assert supervisor.labels()[0] == '📥 № 2026-000001 · "A&B" <b>ЖШС</b> 😀'
    await supervisor.press("📄 All acts")
    assert '📄 № 2026-000001 · "A&B" <b>ЖШС</b> 😀' in supervisor.labels()
    await supervisor.press("📄 №")
    await supervisor.press("📄 Send the file")
    assert len(supervisor.documents) == 2


async def test_a_copy_in_another_language_has_the_same_number(office: Office) -> None:
    """Printed again for the inspector, marked as a copy."""
    chat = await finished(office)
    await chat.press("🌐 Another language", chat.documents[-1])
    await chat.press("Русский")
    copy = chat.documents[-1]
    assert copy["document"]["file_name"] == "act-2026-000001-r1-ru.pdf"
    assert "Copy in another language: Русский" in copy["caption"]
    text = PdfReader(BytesIO(chat.file(copy))).pages[0].extract_text()
    assert "2026-000001" in text
    await chat.press("🌐 Another language", copy)
    await chat.press("◀ Back")
    assert "Hello" in chat.text
