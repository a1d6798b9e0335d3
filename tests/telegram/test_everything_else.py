"""Commands, cancelling, and everything that nobody asked for."""

import pytest

from bot.domain.language import Language
from tests.office import Chat, Office
from tests.telegram.walking import answer_rest, begin, begin_filled

ENGLISH = Language.ENGLISH


async def test_a_draft_can_be_cancelled_and_brought_back(office: Office) -> None:
    """Asked before, undone with one tap, everything entered is there again."""
    chat = await begin_filled(office, ENGLISH)
    await chat.press("✅ Complies")
    assert "Cancel the inspection" in await chat.send("/cancel")
    await chat.press("No, go on")
    assert "2 / 8" in chat.text
    await chat.send("/cancel")
    await chat.press("Yes, cancel it")
    assert "The inspection is cancelled." in chat.text
    screen = chat.messages[-1]
    assert "no open inspections" in await chat.send("/continue")
    kept = next(m for m in chat.messages if m["message_id"] == screen["message_id"])
    assert chat.labels(kept) == ["↩ Bring it back"]

    await chat.tap(screen, "y:1", force=True)
    assert "2 / 8" in chat.screen["text"]
    await chat.tap(screen, "y:1", force=True)
    assert "out of date" in chat.toast


async def test_several_drafts_are_listed(office: Office) -> None:
    """`/continue` opens the only draft at once and asks when there are several."""
    chat = await begin_filled(office, ENGLISH)
    assert "1 / 8" in await chat.send("/continue")
    await begin(chat, "digital_mining_pools")
    await chat.send("/continue")
    assert len(chat.labels()) == 2
    await chat.press('"A&B"')
    assert "1 / 8" in chat.text
    await answer_rest(chat, ENGLISH)
    await chat.send("/cancel")
    await chat.press("Leave it for later")
    assert "▶ Continue: 2 drafts" in chat.labels()


async def test_help_names_the_commands_of_the_role(office: Office) -> None:
    """An administrator sees more than an inspector; the open screen stays below."""
    chat = await begin_filled(office, ENGLISH)
    await chat.send("/help")
    help_text = chat.messages[-2]["text"]
    assert "/new" in help_text
    assert "/invite" not in help_text
    assert "1 / 8" in chat.text
    await office.hire("administrator")
    admin = office.chat("administrator")
    await admin.press("❓ Help")
    assert "/invite" in admin.messages[-2]["text"] + admin.messages[-1]["text"]


async def test_buttons_of_home_do_what_the_commands_do(office: Office) -> None:
    """New inspection, acts, language with one tap."""
    await office.hire("inspector")
    chat = office.chat("inspector")
    await chat.press("📄 Acts")
    assert "no finished acts" in chat.text
    await chat.send("/start")
    await chat.press("🌐 Language")
    await chat.press("Қазақша")
    await chat.send("/start")
    await chat.tap(chat.screen, "c:new", force=True)
    assert any(b["callback_data"] == "n:digital_miners" for b in chat.buttons())
    await chat.tap(chat.screen, "n:no_such_list", force=True)
    await chat.tap(chat.screen, "c:nonsense", force=True)
    await chat.tap(chat.screen, "e", force=True)
    assert any(b["callback_data"] == "c:new" for b in chat.buttons())


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("good morning", "Nothing was asked here"),
        ("/nonsense", "There is no such command"),
    ],
)
async def test_a_text_that_nobody_asked_for_is_answered(
    office: Office, text: str, answer: str
) -> None:
    """Home says what is possible."""
    await office.hire("inspector")
    assert answer in await office.chat("inspector").send(text)


@pytest.mark.case(21)
async def test_an_edited_message_changes_nothing_silently(office: Office) -> None:
    """The bot says how to correct."""
    chat = await begin_filled(office, ENGLISH)
    await chat.send("the remark")
    own = next(m for m in office.world.messages(chat.key) if m.get("text") == "the remark")
    await chat.do(lambda: chat.phones.edit_text(chat.key, own["message_id"], "another"))
    assert "Editing a message changes nothing" in chat.text
    rows = await office.rows("SELECT remark FROM answer")
    assert rows[0]["remark"] == "the remark"


@pytest.mark.case(21)
async def test_a_live_location_that_moves_is_no_news(office: Office) -> None:
    """Telegram sends each position as an edited message."""
    chat = await begin_filled(office, ENGLISH)
    await chat.do(lambda: chat.phones.send_location(chat.key, 51.5, 71.25))
    before = len(chat.messages)
    moved = next(m for m in office.world.messages(chat.key) if "location" in m)
    office.world.updates.add("edited_message", {**moved, "edit_date": moved["date"]})
    office.world.changes.announce()
    await office.settle()
    assert len(chat.messages) == before


@pytest.mark.case(25)
async def test_messages_that_cannot_be_kept_are_answered(office: Office) -> None:
    """A contact is no evidence."""
    chat = await begin_filled(office, ENGLISH)
    await chat.do(lambda: chat.phones.send_contact(chat.key))
    assert "This kind of message cannot be kept" in chat.text


def group_update(chat: Chat, status: str = "member") -> dict[str, object]:
    """The bot was added to a group."""
    user = chat.office.world.person(chat.key).as_user()
    member = {"user": {"id": 7000000001, "is_bot": True, "first_name": "T"}}
    return {
        "chat": {"id": -100, "type": "group", "title": "G"},
        "from": user,
        "date": 1_790_000_000,
        "old_chat_member": {**member, "status": "left"},
        "new_chat_member": {**member, "status": status, "until_date": 0},
    }


@pytest.mark.case(9)
async def test_the_bot_leaves_groups_without_a_word(office: Office) -> None:
    """Private chats only; after it left, it says nothing either."""
    await office.hire("inspector")
    chat = office.chat("inspector")
    before = len(office.world.calls)
    office.world.updates.add("my_chat_member", group_update(chat))
    office.world.updates.add("my_chat_member", group_update(chat, "left"))
    office.world.changes.announce()
    await office.settle()
    assert [call.method for call in office.world.calls[before:]] == ["leaveChat"]


@pytest.mark.case(10)
async def test_words_of_bots_and_channels_are_ignored(office: Office) -> None:
    """Only what a person says in the own chat counts."""
    await office.hire("inspector")
    chat = office.chat("inspector")
    before = len(chat.messages)
    sent = next(m for m in office.world.messages(chat.key) if not m["from"]["is_bot"])
    bot = {"id": 5, "is_bot": True, "first_name": "x"}
    for change in (
        {"sender_chat": {"id": -7, "type": "channel", "title": "c"}},
        {"from": bot},
        {"chat": {**sent["chat"], "id": 1003}},
    ):
        office.world.updates.add("message", {**sent, **change, "text": "/new", "entities": []})
    office.world.changes.announce()
    await office.settle()
    assert len(chat.messages) == before


@pytest.mark.case(19)
async def test_a_button_of_an_earlier_release_is_answered(office: Office) -> None:
    """Unknown data change nothing and show the present."""
    chat = await begin_filled(office, ENGLISH)
    for data in ("zzz:1", "a:1", "q:1:99", "d:1:400", "t:1:1", "c:nonsense"):
        await chat.tap(chat.screen, data, force=True)
        assert "1 / 8" in chat.text
