"""Returning acts: the dialog, what is said in it, and what the inspector gets."""

import pytest

from tests.office import Chat, Office
from tests.telegram.reviewing import (
    RETURN,
    SECOND,
    SECOND_NAME,
    caption,
    file_of,
    notices,
    status,
    steps,
    submitted,
)

NASTY = "<b>&😀</b> " * 300
VOICE = b"OggS spoken"


async def asked(office: Office) -> Chat:
    """A supervisor who is asked what is wrong."""
    await submitted(office)
    chat = office.chat("supervisor")
    await chat.press(RETURN, file_of(chat))
    return chat


async def test_the_dialog_asks_what_is_wrong(office: Office) -> None:
    """Requirements to choose, the violated one first; nothing can be returned without a word."""
    chat = await asked(office)
    assert "What has to be corrected?" in chat.text
    assert chat.labels()[0].startswith("⬜️ ❌ 1.")
    assert chat.labels()[1].startswith("⬜️ ✅ 2.")
    assert RETURN not in chat.labels()
    await chat.tap(chat.screen, "rb:1", force=True)
    assert "Say what is wrong first" in chat.toast
    assert await status(office) == "submitted"
    assert "What has to be corrected?" in chat.text


async def test_requirements_and_a_remark_reach_the_inspector_at_once(office: Office) -> None:
    """With a button for each requirement named, and one for the whole act."""
    chat = await asked(office)
    await chat.press("⬜️ ✅ 2.")
    await chat.press("⬜️ ❌ 1.")
    await chat.press("⬜️ ✅ 3.")
    await chat.press("☑️ ✅ 3.")
    await chat.send("Суреті жоқ")
    await chat.send("Суреті анық емес")
    assert "Суреті анық емес" in chat.text
    assert "Суреті жоқ" not in chat.text
    await chat.press(RETURN)

    assert "State: ↩ returned" in chat.text
    assert chat.toast == "Returned. The inspector is told."
    assert await status(office) == "returned"
    rows = await office.rows("SELECT remark, requirements FROM review")
    assert [tuple(row) for row in rows] == [("Суреті анық емес", '["1", "2"]')]
    inspector = office.chat("inspector")
    notice = notices(inspector, "Returned by Төлегенова")[0]
    assert "Суреті анық емес" in notice["text"]
    data = [button["callback_data"] for button in inspector.buttons(notice)]
    assert data[:3] == ["cr:1:1", "cr:1:2", "ca:1"]
    for each in (chat, office.chat(SECOND)):
        assert "↩ Returned by Төлегенова Гүлнар" in caption(each)
        assert RETURN not in each.labels(file_of(each))
    assert len(notices(office.chat(SECOND), "Returned by")) == 1


async def test_the_notice_keeps_its_buttons(office: Office) -> None:
    """It is no screen: whatever the inspector does afterwards, the way to the correction stays."""
    chat = await asked(office)
    await chat.press("⬜️ ❌ 1.")
    await chat.press(RETURN)
    inspector = office.chat("inspector")
    await inspector.send("/help")
    await inspector.send("/acts")
    assert "✏ Correct the act" in inspector.labels(notices(inspector, "Returned by")[0])


async def test_a_spoken_remark_is_passed_on(office: Office) -> None:
    """By Telegram's own id of the file: the inspector hears what the supervisor said."""
    chat = await asked(office)
    await chat.do(lambda: chat.phones.send_voice("supervisor", VOICE, 3))
    assert "A voice message is kept" in chat.text
    await chat.press(RETURN)
    inspector = office.chat("inspector")
    assert "The spoken remark follows" in notices(inspector, "Returned by")[0]["text"]
    spoken = inspector.messages[-1]["voice"]
    assert office.world.files.get(spoken["file_id"]).content == VOICE
    kept = await office.rows("SELECT voice_file_id FROM review")
    assert kept[0][0] == spoken["file_id"]


async def test_a_photo_is_no_remark(office: Office) -> None:
    """The bot says what it takes; the dialog stays."""
    chat = await asked(office)
    await chat.do(lambda: chat.phones.send_location("supervisor", 51.0, 71.0))
    assert "write the remark, or say it in a voice message" in chat.text
    assert "What has to be corrected?" in chat.text


@pytest.mark.parametrize("remark", [NASTY[:2700], "😀" * 2000, "&" * 4000, "ж" * 4000])
async def test_a_long_remark_arrives_whole(office: Office, remark: str) -> None:
    """Whatever it is written in: nothing of it is lost, and the buttons come with it."""
    chat = await asked(office)
    await chat.send(remark)
    await chat.press(RETURN)
    inspector = office.chat("inspector")
    texts = "\n".join(str(message.get("text", "")) for message in inspector.messages)
    assert remark.strip() in texts
    notice = notices(inspector, "Returned by")[0]
    assert "✏ Correct the act" in inspector.labels(notice)
    await chat.send("/acts")
    await chat.press("📄")
    assert "State: ↩ returned" in chat.text


async def test_a_remark_that_is_too_long_is_refused_and_the_rest_stays(office: Office) -> None:
    """4096 characters do not fit; what was chosen is still chosen."""
    chat = await asked(office)
    await chat.press("⬜️ ❌ 1.")
    await chat.send("ж" * 4096)
    assert "Too long: 4096 characters" in chat.text
    assert "☑️ ❌ 1." in chat.labels()[0]
    assert await status(office) == "submitted"


async def test_back_leaves_without_a_decision(office: Office) -> None:
    """To the card, and what is said anew begins with nothing."""
    chat = await asked(office)
    await chat.press("⬜️ ❌ 1.")
    await chat.press("◀ Back")
    assert "State: ⏳ waits for a decision" in chat.text
    await chat.send("сөз")
    assert "Nothing was asked here" in chat.text
    await chat.press(RETURN, file_of(chat))
    assert chat.labels()[0].startswith("⬜️")
    await chat.send("/cancel")
    assert "Hello" in chat.text
    assert await steps(office) == []


async def test_what_was_open_comes_back(office: Office) -> None:
    """A supervisor who inspects as well goes on with the own requirement afterwards."""
    await submitted(office)
    chat = office.chat("supervisor")
    await chat.send("/new")
    await chat.tap(chat.screen, "n:digital_miners")
    asked_for = chat.text
    await chat.press(RETURN, file_of(chat))
    await chat.send("/verify")
    await chat.press(RETURN, file_of(chat))
    await chat.send("Қате")
    await chat.press(RETURN)
    await chat.send("/lang")
    await chat.press("English")
    assert chat.text == asked_for


async def test_the_dialog_survives_a_restart(office: Office) -> None:
    """What was chosen and said is there afterwards, and counts."""
    chat = await asked(office)
    await chat.press("⬜️ ❌ 1.")
    await chat.send("Суреті жоқ")
    await office.stop()
    await office.start()
    await chat.do(lambda: chat.phones.send_voice("supervisor", VOICE, 3))
    assert "Суреті жоқ" in chat.text
    assert chat.labels()[0].startswith("☑️")
    await chat.press(RETURN)
    rows = await office.rows("SELECT remark, requirements, voice_file_id FROM review")
    assert (rows[0][0], rows[0][1]) == ("Суреті жоқ", '["1"]')
    assert rows[0][2]


async def test_the_dialog_ends_when_somebody_else_decides(office: Office) -> None:
    """Whatever is done in it then: who decided, and nothing is said twice."""
    chat = await asked(office)
    await chat.send("Суреті жоқ")
    screen = chat.screen
    second = office.chat(SECOND)
    await second.press("✅ Accept", file_of(second))
    await chat.tap(screen, "rb:1", force=True)
    assert f"Accepted by {SECOND_NAME}" in chat.toast
    assert "State: ✅ accepted" in chat.screen["text"]
    await chat.send("Тағы бір сөз")
    assert "Nothing was asked here" in chat.text
    assert await steps(office) == [("accepted", 1004)]
    assert len(notices(office.chat("inspector"), "Returned by")) == 0


async def test_a_forged_requirement_is_none(office: Office) -> None:
    """A number that the checklist does not have is not kept."""
    chat = await asked(office)
    await chat.tap(chat.screen, "rt:1:999", force=True)
    assert RETURN not in chat.labels()
    await chat.tap(chat.screen, "rb:1", force=True)
    assert await status(office) == "submitted"
    await chat.tap(chat.screen, "rp:1:7", force=True)
    assert chat.labels()[0].startswith("⬜️ ❌ 1.")


@pytest.mark.case(20)
async def test_a_double_tap_on_return_is_one_return(office: Office) -> None:
    """One step, one notice to the inspector."""
    chat = await asked(office)
    await chat.send("Қате")
    screen = chat.screen
    await chat.press(RETURN)
    await chat.tap(screen, "rb:1", force=True)
    assert "You have decided about this act already" in chat.toast
    assert await steps(office) == [("returned", 1003)]
    assert len(notices(office.chat("inspector"), "Returned by")) == 1


async def test_the_dialog_speaks_another_language_at_once(office: Office) -> None:
    """What was chosen stays; nothing else changes."""
    chat = await asked(office)
    await chat.press("⬜️ ❌ 1.")
    await chat.send("/lang")
    await chat.press("Қазақша")
    assert "Нені түзету керек?" in chat.text
    assert chat.labels()[0].startswith("☑️ ❌ 1.")
    await chat.press("↩ Қайтару")
    assert await status(office) == "returned"


async def test_the_correction_comes_back_as_the_next_revision(office: Office) -> None:
    """From the notice straight to the requirement; the supervisors see a revision and its way."""
    chat = await asked(office)
    await chat.press("⬜️ ❌ 1.")
    await chat.send("Суреті жоқ")
    await chat.press(RETURN)
    inspector = office.chat("inspector")
    await inspector.press("✏ Requirement 1", notices(inspector, "Returned by")[0])
    await inspector.press("✅ Complies")
    await inspector.tap(inspector.screen, "r:2", force=True)
    await inspector.press("Finish")
    await inspector.press("English")
    assert "🗄 Superseded by a newer revision" in caption(chat)
    await inspector.press("Send to supervisor", file_of(inspector))
    await inspector.press("Send to supervisor")
    assert "Act № 2026-000001 · revision 2" in caption(chat)
    assert chat.labels(file_of(chat))[:3] == ["✅ Accept", RETURN, "🔍 What changed"]
    await chat.press("🔍 What changed", file_of(chat))
    assert "Does not comply" in chat.text
    await chat.press("✅ Accept", file_of(chat))
    assert await status(office, 2) == "accepted"
    assert await status(office) == "superseded"
