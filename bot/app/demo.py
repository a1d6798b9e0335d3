"""The demo: the bot, a small Telegram on this machine and the chat page, in one process."""

import asyncio
import shutil
import sys
from contextlib import suppress

from bot.app.application import Application
from bot.app.running import EXPLAINED, FAILED, explain, settle_memory, stop_on_signals
from bot.app.stores import Stores, make_folder
from bot.delivery.pace import Pace
from bot.demo.people import READY_PEOPLE
from bot.demo.people import Person as Resident
from bot.demo.saving import Keeper
from bot.demo.server import DemoServer
from bot.demo.world import World
from bot.domain.language import Language
from bot.domain.people import Person, PersonId, Role
from bot.settings import Settings

DEMO_TOKEN = "7000000001:demo-token-that-opens-nothing"  # noqa: S105 - it opens nothing
FOLDER = "demo"
TELEGRAM_FOLDER = "telegram"
NO_LIMIT = 1e6
"""Messages a second: the small Telegram is in no hurry."""
ROLES = {
    "administrator": Role.ADMIN,
    "inspector": Role.INSPECTOR,
    "colleague": Role.INSPECTOR,
    "supervisor": Role.SUPERVISOR,
}
POSITIONS = {
    "administrator": "әкімші",
    "inspector": "бас маман",
    "colleague": "жетекші маман",
    "supervisor": "басқарма басшысы",
}
STATE_BODY = "Қазақстан Республикасының Жасанды интеллект және цифрлық даму министрлігі"


class Demo:
    """Runs the bot against the small Telegram, and begins anew when the page asks for it."""

    def __init__(self, settings: Settings) -> None:
        folder = settings.data_dir / FOLDER
        self._folder = folder
        self._settings = settings.model_copy(update={"data_dir": folder / "bot"})
        self.world = World()
        self.server = DemoServer(
            self.world, DEMO_TOKEN, settings.demo_port, self._start_over, self._press_start
        )
        self._keeper = Keeper(self.world, folder / TELEGRAM_FOLDER)
        self._bot: asyncio.Task[None] | None = None
        self._bot_stopping = asyncio.Event()

    async def start(self) -> None:
        """Start everything; raises `OSError` when the port is taken, and what the bot raises."""
        make_folder(self._folder)
        self._keeper.start()
        await self.server.start()
        try:
            await self._start_bot()
        except BaseException:
            await self.server.stop()
            self._keeper.stop()
            raise

    async def stop(self) -> None:
        """Stop everything; what was said stays for the next time."""
        await self._stop_bot()
        await self.server.stop()
        self._keeper.stop()

    async def _start_bot(self) -> None:
        update = {"telegram_api_url": self.server.url}
        application = Application(
            self._settings.model_copy(update=update), DEMO_TOKEN, Pace(NO_LIMIT, NO_LIMIT, NO_LIMIT)
        )
        self._bot_stopping = asyncio.Event()
        try:
            await application.start(self._bot_stopping)
            if application.stores is not None:
                await self._hire(application.stores)
        except BaseException:
            await application.close()
            raise
        self._bot = asyncio.create_task(self._serve(application, self._bot_stopping))

    async def _serve(self, application: Application, stopping: asyncio.Event) -> None:
        try:
            await application.run(stopping)
        finally:
            await application.close()

    async def _stop_bot(self) -> None:
        self._bot_stopping.set()
        if self._bot is not None:
            with suppress(asyncio.CancelledError):
                await self._bot
            self._bot = None

    async def _start_over(self) -> None:
        await self._stop_bot()
        await asyncio.to_thread(shutil.rmtree, self._settings.data_dir, ignore_errors=True)
        self.world.start_over()
        await self._start_bot()
        self._press_start()

    async def _hire(self, stores: Stores) -> None:
        """Give the persons their roles, unless they have them from an earlier start."""
        async with stores.database.transaction():
            for resident in READY_PEOPLE:
                known = await stores.people.get(PersonId(resident.id))
                if known is None and resident.key in ROLES:
                    await stores.people.save(_official(resident, self._settings.default_language))

    def _press_start(self) -> None:
        """Let everybody with a role press START, in the language of the page."""
        for key in ROLES:
            if not self.world.chat(key).started:
                self.server.phones.start(key)


def _official(resident: Resident, language: Language) -> Person:
    return Person(
        PersonId(resident.id),
        language,
        role=ROLES[resident.key],
        full_name=f"{resident.last_name} {resident.first_name}",
        position=POSITIONS[resident.key],
        state_body=STATE_BODY,
    )


async def run_demo(settings: Settings) -> int:
    """Run the demo until SIGINT or SIGTERM; give the exit code."""
    stopping = stop_on_signals()
    demo = Demo(settings)
    try:
        await demo.start()
    except EXPLAINED as error:
        _say(explain(error, settings))
        return FAILED
    except OSError as error:
        _say(f"The demo cannot start on port {settings.demo_port} ({error}); set DEMO_PORT.")
        return FAILED
    settle_memory()
    _say(f"Demo chat: {demo.server.url} (open it in a browser; stop with Ctrl-C)")
    await stopping.wait()
    await demo.stop()
    return 0


def _say(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()
