"""Keeping the small Telegram in a directory, so that a demo started again goes on."""

import asyncio
import json
import os
from dataclasses import asdict
from pathlib import Path

from bot.demo.chats import Chat, Posted
from bot.demo.files import StoredFile
from bot.demo.payload import Payload
from bot.demo.world import World

STATE = "state.json"
FILES = "files"
SECONDS_TO_SAVE = 0.2


class Keeper:
    """Saves a world a short moment after each change, and brings it back."""

    def __init__(self, world: World, directory: Path) -> None:
        self._world = world
        self._state = directory / STATE
        self._files = directory / FILES
        self._planned: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Bring the saved state back, if there is one, and save from now on."""
        self._files.mkdir(parents=True, exist_ok=True)
        if self._state.exists():
            self._load(json.loads(self._state.read_text("utf-8")))
        self._world.changes.listen(self._plan)

    def stop(self) -> None:
        """Save at once what is not saved yet."""
        if self._planned is not None:
            self._planned.cancel()
            self.save()

    def save(self) -> None:
        """Write the files that are new, then the state; a crash leaves the old state whole."""
        self._planned = None
        for stored in self._world.files:
            path = self._files / stored.sha256
            if not path.exists():
                replace_file(path, stored.content)
        state = json.dumps(self._dump(), ensure_ascii=False)
        replace_file(self._state, state.encode())

    def _plan(self) -> None:
        if self._planned is None:
            loop = asyncio.get_running_loop()
            self._planned = loop.call_later(SECONDS_TO_SAVE, self.save)

    def _dump(self) -> Payload:
        return {
            "chats": [dump_chat(chat) for chat in self._world.chats.values()],
            "files": [dump_file(stored) for stored in self._world.files],
            "updates": self._world.updates.dump(),
            "taps": self._world.taps.dump(),
            "profile": self._world.profile.dump(),
        }

    def _load(self, state: Payload) -> None:
        for saved in state["chats"]:
            chat = self._world.chats.get(saved["id"])
            if chat is not None:
                load_chat(chat, saved)
        for saved in state["files"]:
            content = (self._files / saved.pop("sha256")).read_bytes()
            self._world.files.put(StoredFile(content=content, **saved))
        self._world.updates.load(state["updates"])
        self._world.taps.load(state["taps"])
        self._world.profile.load(state["profile"])


def dump_chat(chat: Chat) -> Payload:
    """Give what is to be saved of a chat."""
    return {
        "id": chat.person.id,
        "language_code": chat.person.language_code,
        "messages": [
            {"message": posted.message, "reaction": posted.reaction}
            for posted in chat.posted.values()
        ],
        "next_id": chat.next_id,
        "started": chat.started,
        "blocked": chat.blocked,
        "reply_keyboard": chat.reply_keyboard,
    }


def load_chat(chat: Chat, saved: Payload) -> None:
    """Take over what was saved of a chat."""
    chat.person.language_code = saved["language_code"]
    for one in saved["messages"]:
        message = one["message"]
        chat.posted[message["message_id"]] = Posted(message, 0, one["reaction"])
    chat.next_id = saved["next_id"]
    chat.started = saved["started"]
    chat.blocked = saved["blocked"]
    chat.reply_keyboard = saved["reply_keyboard"]


def dump_file(stored: StoredFile) -> Payload:
    """Give what is to be saved of a file beside its content."""
    described = asdict(stored)
    del described["content"]
    return {**described, "sha256": stored.sha256}


def replace_file(path: Path, content: bytes) -> None:
    """Write a file so that it is either the old one or the new one, never a part."""
    draft = path.with_suffix(".new")
    draft.write_bytes(content)
    os.replace(draft, path)  # noqa: PTH105 - the one call that is atomic by contract
