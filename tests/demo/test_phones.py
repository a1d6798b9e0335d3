"""What persons can do on their phones, and what not."""

import pytest

from bot.demo.people import Person
from bot.demo.phones import NotPossible
from bot.demo.server import DemoServer
from bot.demo.world import World
from tests.demo.conftest import INSPECTOR, Api, picture

KEYBOARD = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}


async def test_only_present_buttons_are_tapped(api: Api, server: DemoServer) -> None:
    """A button that has gone is tapped by force only, also on a deleted message."""
    phones = server.phones
    phones.start("inspector")
    sent = await api("sendMessage", chat_id=INSPECTOR, text="x", reply_markup=KEYBOARD)
    number = sent["result"]["message_id"]
    with pytest.raises(NotPossible):
        phones.tap("inspector", number, "no")
    await api("editMessageReplyMarkup", chat_id=INSPECTOR, message_id=number)
    with pytest.raises(NotPossible):
        phones.tap("inspector", number, "yes")
    phones.tap("inspector", number, "yes", force=True)
    phones.delete_message("inspector", number)
    phones.tap("inspector", number, "yes", force=True)
    updates = (await api("getUpdates", offset=-2))["result"]
    messages = [update["callback_query"]["message"] for update in updates]
    assert [message["date"] > 0 for message in messages] == [True, False]


def test_what_a_phone_refuses() -> None:
    """Empty texts, other people's messages, missing messages and a blocked bot."""
    server = DemoServer(World(), "token")
    phones = server.phones
    message = phones.start("inspector")
    with pytest.raises(NotPossible):
        phones.send_text("inspector", " ")
    with pytest.raises(NotPossible):
        phones.send_text("inspector", "x", reply_to=9)
    with pytest.raises(NotPossible):
        phones.edit_text("inspector", 9, "x")
    with pytest.raises(NotPossible):
        phones.delete_message("inspector", 9)
    phones.block_bot("inspector")
    phones.block_bot("inspector")
    with pytest.raises(NotPossible):
        phones.edit_text("inspector", message["message_id"], "x")
    assert server.world.pending_updates == 2
    with pytest.raises(KeyError):
        phones.start("nobody")


def test_a_reply_names_its_message_once() -> None:
    """A reply to a reply carries one message, not a chain."""
    world = World([Person(1, "one", "A", "B", "one")])
    phones = DemoServer(world, "token").phones
    first = phones.send_text("one", "1")
    second = phones.send_text("one", "2", reply_to=first["message_id"])
    third = phones.send_text("one", "3", reply_to=second["message_id"])
    assert "reply_to_message" not in third["reply_to_message"]
    assert second["reply_to_message"]["text"] == "1"


def test_captions_can_be_corrected() -> None:
    """Editing a photo's words edits its caption."""
    phones = DemoServer(World(), "token").phones
    message = phones.send_photo("inspector", picture(60, 40), "Old")
    edited = phones.edit_text("inspector", message["message_id"], "New")
    assert (edited["caption"], "text" in edited) == ("New", False)
    assert [size["width"] for size in edited["photo"]] == [60]


async def test_waiting_for_the_bot() -> None:
    """A test waits until something is true, and not for ever."""
    world = World()
    phones = DemoServer(world, "token").phones
    phones.start("inspector")
    await world.wait_until(lambda: world.messages("inspector"))
    with pytest.raises(TimeoutError):
        await world.wait_until(lambda: world.messages("outsider"), timeout=0.05)


async def test_starting_over_forgets_everything(api: Api, server: DemoServer) -> None:
    """Chats, files, calls and commands go; numbers of updates go on."""
    server.phones.send_document("inspector", b"x", "x.bin")
    before = (await api("getUpdates"))["result"][0]["update_id"]
    await api("setMyCommands", commands=[{"command": "help", "description": "Help"}])
    server.world.start_over()
    assert server.world.messages("inspector") == []
    assert not server.world.calls
    assert list(server.world.files) == []
    assert server.world.profile.commands == {}
    server.phones.start("inspector")
    assert (await api("getUpdates"))["result"][0]["update_id"] > before
