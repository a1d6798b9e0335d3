"""The whole bot but for HTTP and clocks: updates go straight to its desk, calls to its Telegram.

Some hundred times faster than `tests.office`, with the same wiring, the same database and the same
strict small Telegram: thousands of conversations can be tried in a minute.
"""

import asyncio
import json
import shutil
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from itertools import count
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

from bot.app.application import Application
from bot.app.stores import DATABASE_FILE, Stores
from bot.delivery.errors import TelegramUnreachable
from bot.delivery.outbox import Outbox
from bot.delivery.telegram_api import STORED, TelegramApi, _result
from bot.demo.errors import ApiError
from bot.demo.methods import METHODS
from bot.demo.parameters import Parameters, Upload
from bot.demo.people import READY_PEOPLE, ready_people
from bot.demo.phones import Phones
from bot.demo.world import World
from bot.documents.jobs import Job, PreparePhoto
from bot.documents.workshop import Workshop
from bot.domain.language import Language
from bot.domain.people import Person, PersonId, Role
from bot.settings import Settings
from storage.database import PRAGMAS, _sha256
from tests.office import TOKEN, endless_turns, load_once, official, unhurried

COLLEAGUE = next(resident for resident in READY_PEOPLE if resident.key == "colleague")
STAFF = ("inspector", "supervisor", "administrator")
FIRST_NUMBERS = count(10**8, 10**5)
BLANK_SHEET = b"%PDF-1.7\n%blank\n"


class BlankPress(Workshop):
    """A printing process that takes no time: what it prints is tested elsewhere."""

    async def _do(self, job: Job) -> bytes:
        """Take every photo as it is, and print nothing in no time."""
        return job.data if isinstance(job, PreparePhoto) else BLANK_SHEET


class DirectTelegram(TelegramApi):
    """The small Telegram without a line in between; as strict as over HTTP."""

    def __init__(self, world: World) -> None:
        super().__init__("http://telegram.invalid", TOKEN)
        self.world = world
        self.said: list[tuple[str, dict[str, Any]]] = []
        self.refused: Counter[str] = Counter()

    async def call(self, method: str, parameters: Mapping[str, Any], seconds: float = 0) -> Any:  # noqa: ARG002 - the signature is the client's
        """Do what Telegram would do, and remember what was said."""
        self.said.append((method, dict(parameters)))
        try:
            return await METHODS[method.lower()].run(self.world, _as_sent(parameters))
        except ApiError as error:
            self.refused[f"{method}: {error}"] += 1
            return _result(error.code, json.dumps(error.as_payload()))

    async def download(self, file_id: str, limit: int) -> bytes:
        """Hand a file over."""
        found = self.world.files.get(file_id)
        if found is None:
            raise TelegramUnreachable("no such file")
        return bytes(found.content[: limit + 1])


def _as_sent(parameters: Mapping[str, Any]) -> Parameters:
    document = parameters.get("document")
    if not isinstance(document, str) or not document.startswith(STORED):
        return Parameters(parameters, {})
    path, _, name = document.removeprefix(STORED).rpartition("#")
    upload = Upload(name, "application/pdf", Path(path).read_bytes())
    rest = {key: value for key, value in parameters.items() if key != "document"}
    return Parameters(rest, {"document": upload})


class NearConnection:
    """The database without a thread in between, and without waiting for the disk.

    Power cuts are tried elsewhere, with the real connection.
    """

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.row_factory = sqlite3.Row
        self.connection.create_function("sha256", 1, _sha256, deterministic=True)
        for name, value in {**PRAGMAS, "synchronous": 0}.items():
            self.connection.execute(f"PRAGMA {name} = {value}")

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is under way."""
        return self.connection.in_transaction

    async def execute_fetchall(self, sql: str, parameters: Any = ()) -> list[sqlite3.Row]:
        """Run one statement here and now."""
        return list(self.connection.execute(sql, parameters))

    async def close(self) -> None:
        """Close the file; what was not committed is gone."""
        self.connection.close()


class DirectOffice:
    """The bot and its Telegram in one process without a network; crashes and starts at will."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.world = World(ready_people())
        # aiogram keeps the kinds of the last updates by number and content: no number comes twice.
        self.world.updates._next_id = next(FIRST_NUMBERS)
        self.phones = Phones(self.world)
        self.telegram = DirectTelegram(self.world)
        self.history: list[dict[str, Any]] = []
        self.application: Application | None = None

    @property
    def app(self) -> Application:
        """The running bot."""
        assert self.application is not None
        return self.application

    @property
    def stores(self) -> Stores:
        """The data of the running bot."""
        assert self.app.stores is not None
        return self.app.stores

    @property
    def outbox(self) -> Outbox:
        """The outbox of the running bot."""
        assert self.app.outbox is not None
        return self.app.outbox

    async def start(self) -> None:
        """Start the bot on its folder, and let it say what is due."""
        settings = Settings(_env_file=None, data_dir=self.folder, admin_ids="1001")
        self.application = Application(settings, TOKEN, unhurried(), BlankPress(), endless_turns())
        self.application._api = self.telegram
        with patch("bot.app.stores.load_checklists", load_once):
            await self.application.start(asyncio.Event())
        database = self.stores.database
        await database.close()
        database._own()
        database._connection = cast("Any", NearConnection(self.folder / DATABASE_FILE))

    async def crash(self) -> None:
        """Stop without a farewell: nothing more is kept, said or done."""
        await self.stores.database.close()
        self.application = None

    async def hire(self) -> None:
        """Give everybody but the outsider a role, and open their chats."""
        async with self.stores.database.transaction():
            for key in STAFF:
                await self.stores.people.save(official(key, Language.ENGLISH))
            await self.stores.people.save(colleague())
        for key in (*STAFF, COLLEAGUE.key):
            self.phones.set_language(key, "en")
            self.phones.start(key)
        await self.settle()

    def pick_up(self) -> list[dict[str, Any]]:
        """Take what the phones have sent: raw updates, acknowledged."""
        waiting = self.world.updates._waiting
        raws = [one.as_update() for one in waiting]
        self.world.updates.clear()
        self.history += raws
        return raws

    async def handle(self, raws: Sequence[Any]) -> None:
        """Hand updates in as one delivery of the poller, and answer presses at once."""
        poller = self.app._poller
        assert poller is not None
        for spoken in await poller._desk.handle(raws):
            await self.outbox._say_once(spoken)

    async def speak(self) -> None:
        """Say and do everything that waits, whenever it is due."""
        while heads := await self.outbox._keep_outcomes():
            for row in heads:
                await self.outbox._attempt(row)

    async def speak_unheard(self) -> None:
        """Say one thing of each chat, and do not live to note that it was said."""
        for row in await self.outbox._keep_outcomes() or ():
            await self.outbox._attempt(row)

    async def settle(self) -> None:
        """Handle what the phones have sent, and say everything."""
        if raws := self.pick_up():
            await self.handle(raws)
        await self.speak()

    def rows(self, statement: str, parameters: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """Look into the database from outside."""
        return self._near.connection.execute(statement, parameters).fetchall()

    async def write(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        """Change something behind the bot's back."""
        async with self.stores.database.transaction():
            await self.stores.database.rows(statement, parameters)

    def messages(self, key: str) -> list[dict[str, Any]]:
        """What the bot has said in a chat, as it stands now."""
        return [message for message in self.world.messages(key) if message["from"]["is_bot"]]

    def screen(self, key: str) -> dict[str, Any] | None:
        """The message whose buttons are open: the last text with a keyboard."""
        return next(
            (m for m in reversed(self.messages(key)) if "text" in m and "reply_markup" in m), None
        )

    def toasts(self, key: str) -> list[dict[str, Any]]:
        """What was answered to the presses of a person, in their order."""
        taps = self.world.taps._by_id.values()
        return [tap.answer for tap in taps if tap.person == key and tap.answer is not None]

    @property
    def _near(self) -> "NearConnection":
        return cast("NearConnection", self.stores.database._connection)


def colleague() -> Person:
    """A second inspector, who must never see what the first one does."""
    return Person(
        PersonId(COLLEAGUE.id),
        Language.ENGLISH,
        role=Role.INSPECTOR,
        full_name="Оспанов Бауыржан",
        position="маман",
        state_body="Басқа департамент",
    )


def is_sound(folder: Path) -> bool:
    """Let SQLite itself look through the file."""
    with closing(sqlite3.connect(folder / DATABASE_FILE)) as connection:
        whole = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        return whole == ["ok"] and not connection.execute("PRAGMA foreign_key_check").fetchall()


async def staffed(folder: Path, template: Path | None = None) -> DirectOffice:
    """A running bot with its staff; from a folder prepared before it starts in no time."""
    if template is not None:
        shutil.copytree(template, folder, dirs_exist_ok=True)
    office = DirectOffice(folder)
    await office.start()
    await office.hire()
    return office


@asynccontextmanager
async def working(folder: Path) -> AsyncIterator[DirectOffice]:
    """A running bot with its staff, stopped at the end whatever happens."""
    office = await staffed(folder)
    try:
        yield office
    finally:
        await office.crash()
