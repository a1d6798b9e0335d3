"""Runs one cell of the access matrix: an update through the app's own wiring, then all undone."""

import json
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from aiogram import Dispatcher, Router
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.types import Update

from bot.demo.people import READY_PEOPLE
from bot.domain.people import PersonId
from bot.telegram.dispatcher import create_dispatcher
from tests.access.belongings import BIN, IIN, SUBMITTED_TO, Belongings, acquire
from tests.access.table import Entry
from tests.direct import COLLEAGUE, DirectOffice, colleague, staffed
from tests.office import services_of

UPDATES = count(900_000_000)
MESSAGES = count(800_000)
HANDLERS = "bot.telegram.handlers."
PLACE = (
    "INSERT OR REPLACE INTO conversation (chat, person, destiny, state, data) VALUES (?,?,?,?,?)"
)
SHOWN = (
    "INSERT INTO screen (chat, message_id, inspection, requirement, is_current) VALUES (?,?,?,?,0)"
)
REMOVE = "UPDATE person SET role = NULL, active = 0 WHERE id = ?"
FILE = {"file_unique_id": "u", "file_name": "act.pdf", "mime_type": "application/pdf"}
VOICE = {"file_unique_id": "u", "duration": 3, "mime_type": "audio/ogg"}
SAID = {"outbox", "sqlite_sequence"}
"""The tables of what is to be said and done; the cells look at their contents."""
OF_STRANGERS = {"outsider", "bookmark"}
"""The counter of a stranger, and the salt of its name."""


class Who(StrEnum):
    """Everybody who may try."""

    OUTSIDER = "outsider"
    REMOVED = "removed"
    INSPECTOR = "inspector"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


KEYS = {who: "inspector" if who is Who.REMOVED else who.value for who in Who}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one update."""

    handlers: list[str] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    told: list[dict[str, Any]] = field(default_factory=list)

    @property
    def said(self) -> str:
        """All that was said, to anybody, in one text."""
        return json.dumps(self.told, ensure_ascii=False)


class RolledBack(Exception):
    """The end of every cell: the next one finds the world as this one did."""


class Stage:
    """The bot with everybody and everybody's belongings; each cell plays and leaves no trace."""

    def __init__(self, office: DirectOffice, names: dict[int, str]) -> None:
        self.office = office
        self.names = names
        self.own: dict[str, Belongings] = {}
        self._hit: list[str] = []

    @property
    def foreign(self) -> Belongings:
        """What belongs to the colleague."""
        return self.own[COLLEAGUE.key]

    async def prepare(self) -> None:
        """Give everybody with a role belongings of their own."""
        for resident in self.office.world.people:
            resident.language_code = "en"
        services = services_of(self.office.app)
        async with self.office.stores.database.transaction():
            for resident in (each for each in READY_PEOPLE if each.key != COLLEAGUE.key):
                person = await self.office.stores.people.get(PersonId(resident.id))
                if person is not None:
                    self.own[resident.key] = await acquire(services, person, BIN)
            self.own[COLLEAGUE.key] = await acquire(services, colleague(), IIN)
            await self.office.stores.database.rows("DELETE FROM outbox")

    async def play(self, entry: Entry, who: Who, target: Belongings) -> Outcome:
        """Let somebody reach for something, and tell what came of it."""
        outcome = Outcome()
        database = self.office.stores.database
        with suppress(RolledBack):
            async with database.transaction():
                update = await self._set_up(entry, who, target)
                before = await self._tables()
                outcome.told.extend(await self._handle(update))
                after = await self._tables()
                outcome.changed.update(name for name in before if before[name] != after[name])
                outcome.handlers.extend(self._hit)
                raise RolledBack
        return outcome

    def note(self, handler: HandlerObject) -> None:
        """Remember that a handler was called; aiogram's own, which hands updates on, is none."""
        if id(handler) in self.names:
            self._hit.append(self.names[id(handler)])

    async def _set_up(self, entry: Entry, who: Who, target: Belongings) -> dict[str, Any]:
        person = self.office.world.person(KEYS[who])
        rows = self.office.stores.database.rows
        if who is Who.REMOVED:
            await rows(REMOVE, (person.id,))
        receivers = tuple(each for each in SUBMITTED_TO if each != person.id)
        state = str(entry.at.state)
        remembered = json.dumps(target.place(state, receivers))
        if who is not Who.OUTSIDER:
            await rows(PLACE, (person.id, person.id, "default", state, remembered))
        replied = next(MESSAGES)
        await rows(SHOWN, (person.id, replied, target.draft, "2"))
        return update_of(entry, person.as_user(), person.as_chat(), target, replied)

    async def _handle(self, raw: dict[str, Any]) -> list[dict[str, Any]]:
        """Hand the update to the app's desk, in the present transaction; give all that is said."""
        poller = self.office.app._poller
        assert poller is not None
        self._hit.clear()
        desk = poller._desk
        at_once = await desk._keep(await desk._feed(Update.model_validate(raw)))
        told = [each.method.model_dump(exclude_none=True, exclude_unset=True) for each in at_once]
        waiting = await self.office.stores.database.rows("SELECT * FROM outbox ORDER BY id")
        return told + [{**dict(row), "payload": json.loads(row["payload"])} for row in waiting]

    async def _tables(self) -> dict[str, list[tuple[Any, ...]]]:
        database = self.office.stores.database
        names = await database.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
        return {
            row["name"]: [
                tuple(each) for each in await database.rows(f"SELECT * FROM {row['name']}")
            ]
            for row in names
        }


def update_of(
    entry: Entry,
    user: dict[str, Any],
    chat: dict[str, Any],
    target: Belongings,
    replied: int,
) -> dict[str, Any]:
    """Craft the update that an entry describes."""
    update: dict[str, Any] = {"update_id": next(UPDATES)}
    base = {"message_id": next(MESSAGES), "date": 1_790_000_000, "chat": chat}
    bot = {"id": 7_000_000_001, "is_bot": True, "first_name": "Tekseru"}
    said = {**base, "from": user}
    screen = {**base, "message_id": replied, "from": bot, "text": "…"}
    data = target.filled(entry.data)
    size = {"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9, "file_size": 9}
    if entry.kind == "press":
        query = {"id": "1", "from": user, "chat_instance": "1", "message": screen, "data": data}
        return {**update, "callback_query": query}
    if entry.kind == "edit":
        return {**update, "edited_message": {**said, "edit_date": 1_790_000_001, "text": data}}
    if entry.kind == "place":
        return {**update, "message": {**said, "location": {"latitude": 51.0, "longitude": 71.0}}}
    if entry.kind == "file":
        return {**update, "message": {**said, "document": {**FILE, "file_id": "f"}}}
    if entry.kind == "voice":
        return {**update, "message": {**said, "voice": {**VOICE, "file_id": "f"}}}
    content: dict[str, Any] = {"text": data} if data else {"photo": [size]}
    if entry.kind == "reply":
        content["reply_to_message"] = screen
    return {**update, "message": {**said, **content}}


def named(router: Router) -> dict[int, str]:
    """Name every handler of a router and of those below it by module and function."""
    observers = [each for name, each in router.observers.items() if name != "update"]
    module = router.name.removeprefix(HANDLERS)
    names = {
        id(handler): f"{module}.{handler.callback.__name__}"
        for observer in observers
        for handler in observer.handlers
    }
    for below in router.sub_routers:
        names |= named(below)
    return names


@contextmanager
def dispatchers() -> Iterator[list[Dispatcher]]:
    """Collect the dispatchers that the app builds."""
    found: list[Dispatcher] = []

    def collect(*arguments: Any) -> Dispatcher:
        found.append(create_dispatcher(*arguments))
        return found[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.app.application.create_dispatcher", collect)
        yield found


@contextmanager
def noting(stage: Stage) -> Iterator[None]:
    """Let the stage know which handlers are called."""
    call: Callable[..., Coroutine[Any, Any, Any]] = HandlerObject.call

    async def noted(*arguments: Any, **more: Any) -> Any:
        stage.note(arguments[0])
        return await call(*arguments, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HandlerObject, "call", noted)
        yield


async def build(folder: Path) -> Stage:
    """The bot on a fresh folder, with everybody in place."""
    with dispatchers() as found:
        office = await staffed(folder)
    stage = Stage(office, named(found[-1]))
    await stage.prepare()
    return stage
