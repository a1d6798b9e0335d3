"""A demo that is started again goes on where it stopped."""

import asyncio
from pathlib import Path

from bot.demo.people import Person, ready_people
from bot.demo.phones import Phones
from bot.demo.saving import Keeper
from bot.demo.world import World


async def test_everything_comes_back(tmp_path: Path) -> None:
    """Messages, files, updates, taps, commands and languages survive."""
    world = World()
    keeper = Keeper(world, tmp_path)
    keeper.start()
    phones = Phones(world)
    phones.start("inspector")
    sent = phones.send_document("inspector", b"content", "x.bin")
    query = phones.tap("inspector", 1, "old", force=True)
    phones.set_language("inspector", "ru")
    phones.block_bot("supervisor")
    world.profile.commands["key"] = [{"command": "help", "description": "Help"}]
    world.chat("inspector").reply_keyboard = {"keyboard": [[{"text": "Yes"}]]}
    world.chat("inspector").posted[1].reaction = [{"type": "emoji", "emoji": "👍"}]
    keeper.stop()

    again = World()
    Keeper(again, tmp_path).start()
    assert again.messages("inspector") == world.messages("inspector")
    assert again.chat("inspector").reply_keyboard == world.chat("inspector").reply_keyboard
    assert again.chat("inspector").posted[1].reaction[0]["emoji"] == "👍"
    assert again.chat("inspector").new_id() == 3
    assert again.chat("supervisor").blocked
    assert again.person("inspector").language_code == "ru"
    assert again.pending_updates == world.pending_updates == 4
    assert again.taps.get(query).data == "old"
    assert again.files.get(sent["document"]["file_id"]).content == b"content"
    assert again.profile.commands == world.profile.commands


async def test_changes_are_saved_soon(tmp_path: Path) -> None:
    """A moment after a change it is on disk, without anybody's doing."""
    world = World()
    keeper = Keeper(world, tmp_path)
    keeper.start()
    phones = Phones(world)
    phones.start("inspector")
    phones.send_document("inspector", b"x", "x.bin")
    await asyncio.sleep(0.4)
    phones.send_text("inspector", "x")
    await asyncio.sleep(0.4)
    again = World()
    Keeper(again, tmp_path).start()
    assert len(again.messages("inspector")) == 3
    keeper.stop()


async def test_other_people_may_have_moved_in(tmp_path: Path) -> None:
    """Chats of people who are not there any more are left out."""
    keeper = Keeper(World([*ready_people(), Person(7, "guest", "A", "B", "guest")]), tmp_path)
    keeper.start()
    keeper.save()
    keeper.save()
    again = World()
    Keeper(again, tmp_path).start()
    assert [one.key for one in again.people] == [one.key for one in ready_people()]
