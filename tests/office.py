"""A whole bot on this machine: the app's own wiring, real SQLite, real HTTP, a strict Telegram."""

import asyncio
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from unittest.mock import patch

from bot.app.application import Application
from bot.app.services import create_services
from bot.app.stores import DATABASE_FILE
from bot.checklists.loader import LoadedChecklist, load_checklists
from bot.delivery.allowance import Allowances
from bot.delivery.pace import Pace
from bot.demo.people import READY_PEOPLE
from bot.demo.server import DemoServer
from bot.demo.world import World
from bot.documents.workshop import Workshop
from bot.domain.language import Language
from bot.domain.people import Person, PersonId, Role
from bot.services.ports import Clock
from bot.settings import Settings
from bot.telegram.conversation import Services
from tests.sound import assert_sound

TOKEN = "7000000001:a-token-for-tests-only"
PATIENCE = 30.0
ROLES = {
    "administrator": Role.ADMIN,
    "inspector": Role.INSPECTOR,
    "colleague": Role.INSPECTOR,
    "supervisor": Role.SUPERVISOR,
}
BODY = "Цифрлық активтер департаменті"


def unhurried() -> Pace:
    """A pace that never waits: tests measure nothing, and the small Telegram has no limits."""
    return Pace(chat_rate=1e9, chat_burst=1e9, overall_rate=1e9)


def endless_turns() -> Allowances:
    """Nobody waits: tests tap faster than any thumb."""
    return Allowances(rate=1e9, burst=1e9)


def official(key: str, language: Language) -> Person:
    """One of the ready persons, introduced and with a role."""
    resident = next(person for person in READY_PEOPLE if person.key == key)
    return Person(
        PersonId(resident.id),
        language,
        role=ROLES[key],
        full_name=f"{resident.last_name} {resident.first_name}",
        position="бас маман",
        state_body=BODY,
    )


def services_of(app: Application) -> Services:
    """The running bot's own use cases, to use without the dialog; in a transaction."""
    assert app.stores is not None
    return create_services(app.stores, app._settings, app._clock)


@cache
def _loaded(folders: tuple[Path, ...]) -> tuple[LoadedChecklist, ...]:
    return load_checklists(folders)


def load_once(folders: Iterable[Path]) -> tuple[LoadedChecklist, ...]:
    """Read the checklists of these folders once for all tests; they do not change meanwhile."""
    return _loaded(tuple(folders))


class Office:
    """The bot and its Telegram; can be stopped and started like a real one."""

    def __init__(
        self,
        folder: Path,
        workshop: Workshop | None = None,
        clock: Clock | None = None,
        **settings: Any,
    ) -> None:
        self.turns = endless_turns()
        self.folder = folder
        self._workshop = workshop
        self._clock = clock
        self.world = World()
        self.server = DemoServer(self.world, TOKEN)
        self._settings = settings
        self.application: Application | None = None
        self._stopping = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        await self.server.start()
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.stop()
        await self.server.stop()
        assert_sound(self.folder / DATABASE_FILE)

    @property
    def settings(self) -> Settings:
        """The settings of the bot of this office."""
        values = {"data_dir": self.folder, "telegram_api_url": self.server.url, **self._settings}
        return Settings(_env_file=None, **values)

    @property
    def app(self) -> Application:
        """The running bot."""
        assert self.application is not None
        return self.application

    async def start(self) -> None:
        """Start the bot."""
        self._stopping = asyncio.Event()
        self.application = Application(
            self.settings, TOKEN, unhurried(), self._workshop, self.turns, self._clock
        )
        with patch("bot.app.stores.load_checklists", load_once):
            await self.application.start(self._stopping)
        self._running = asyncio.create_task(self.application.run(self._stopping))

    async def stop(self) -> None:
        """Stop the bot as SIGTERM does."""
        self._stopping.set()
        if self._running is not None:
            await self._running
        if self.application is not None:
            await self.application.close()
        self.application = self._running = None

    async def hire(self, *keys: str, language: Language = Language.ENGLISH) -> None:
        """Give persons their roles, and let them press START."""
        stores = self.app.stores
        assert stores is not None
        async with stores.database.transaction():
            for key in keys:
                await stores.people.save(official(key, language))
        for key in keys:
            self.server.phones.set_language(key, language.value)
            self.server.phones.start(key)
        await self.settle()

    async def settle(self) -> None:
        """Wait until everything is handled, said and done."""
        async with asyncio.timeout(PATIENCE):
            while not await self._is_quiet():  # noqa: ASYNC110 - quiet is no single event
                await asyncio.sleep(0.005)

    async def rows(self, statement: str, parameters: tuple[Any, ...] = ()) -> list[Any]:
        """Look into the database."""
        stores = self.app.stores
        assert stores is not None
        async with stores.database.transaction():
            return list(await stores.database.rows(statement, parameters))

    def chat(self, key: str) -> "Chat":
        """The phone of one person."""
        return Chat(self, key)

    async def _is_quiet(self) -> bool:
        app = self.app
        if self._running is not None and self._running.done():
            self._running.result()
        if self.world.pending_updates or app.outbox is None or not app.outbox.idle:
            return False
        stores = app.stores
        assert stores is not None
        async with stores.database.transaction():
            waiting = await stores.outbox.waiting() or await stores.deferred.heads()
            return not waiting


class Chat:
    """What one person does and sees."""

    def __init__(self, office: Office, key: str) -> None:
        self.office = office
        self.key = key
        self.phones = office.server.phones

    @property
    def messages(self) -> list[dict[str, Any]]:
        """The bot's messages as they stand now, the oldest first."""
        return [m for m in self.office.world.messages(self.key) if m["from"]["is_bot"]]

    @property
    def text(self) -> str:
        """The last message of the bot."""
        last = self.messages[-1]
        return str(last.get("text") or last.get("caption") or "")

    @property
    def screen(self) -> dict[str, Any]:
        """The message whose buttons are open: the last text with a keyboard."""
        found = self._open_screen()
        assert found, "no message has buttons"
        return found

    @property
    def documents(self) -> list[dict[str, Any]]:
        """The messages that bring a file."""
        return [m for m in self.messages if "document" in m]

    def buttons(self, message: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """The buttons of a message, of the open screen when none is named.

        While a screen is replaced by one below, for a moment none has buttons.
        """
        shown = message or self._open_screen()
        rows = shown.get("reply_markup", {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]

    def labels(self, message: dict[str, Any] | None = None) -> list[str]:
        """What the buttons say."""
        return [str(button["text"]) for button in self.buttons(message)]

    def _open_screen(self) -> dict[str, Any]:
        shown = (m for m in reversed(self.messages) if "text" in m and "reply_markup" in m)
        return next(shown, {})

    async def send(self, text: str, reply_to: int | None = None) -> str:
        """Type a message, wait for the answer and read it."""
        self.phones.send_text(self.key, text, reply_to)
        return await self._answer()

    async def press(self, label: str, message: dict[str, Any] | None = None) -> str:
        """Press the button whose label begins like this."""
        pressed = message or self.screen
        found = [b for b in self.buttons(pressed) if b["text"].startswith(label)]
        assert found, f"no button {label!r} among {self.labels(pressed)}"
        return await self.tap(pressed, str(found[0]["callback_data"]))

    async def tap(self, message: dict[str, Any], data: str, *, force: bool = False) -> str:
        """Press a button by its data; with `force` one that is no longer there."""
        self.last_tap = self.phones.tap(self.key, message["message_id"], data, force=force)
        return await self._answer()

    @property
    def toast(self) -> str:
        """The answer to the last press of a button."""
        answer = self.office.world.taps.get(self.last_tap).answer
        assert answer is not None
        return str(answer.get("text") or "")

    async def do(self, act: Callable[[], object]) -> str:
        """Do something else on the phone, wait for the answer and read it."""
        act()
        return await self._answer()

    async def _answer(self) -> str:
        await self.office.settle()
        return self.text

    def file(self, message: dict[str, Any]) -> bytes:
        """Open the file of a message."""
        found = self.office.world.files.get(message["document"]["file_id"])
        assert found is not None
        return bytes(found.content)
