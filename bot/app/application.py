"""The bot as a whole: storage, services, conversation and delivery, wired together."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial

import structlog

from bot.app.first_words import claim_link, introduce, welcome_back
from bot.app.jobs import create_jobs
from bot.app.parts import check_parts
from bot.app.services import create_services
from bot.app.stores import Stores, open_stores
from bot.clock import SystemClock
from bot.delivery.allowance import Allowances
from bot.delivery.desk import Desk
from bot.delivery.errors import TelegramRefused, TelegramUnreachable, WrongToken
from bot.delivery.outbox import Outbox
from bot.delivery.pace import Pace
from bot.delivery.poller import Poller
from bot.delivery.reachability import Reachability
from bot.delivery.spoken import Speech, chat_of
from bot.delivery.telegram_api import TelegramApi
from bot.delivery.waiting_room import Usher, WaitingRoom
from bot.documents.workshop import Workshop
from bot.domain.people import PersonId, Role
from bot.services.ports import Clock
from bot.settings import Settings
from bot.telegram.conversation import Services
from bot.telegram.dispatcher import create_dispatcher, create_feed
from bot.telegram.listeners import SUBMISSION_TOPIC, ScreenListener, SubmissionListener
from bot.telegram.patience import ask_patience
from bot.telegram.reception import Reception
from bot.telegram.reply import SCREEN_TOPIC, WARNING_TOPIC
from bot.telegram.unreachable import tell_administrators

UPDATES_AT_ONCE = 30.0
UPDATES_PER_SECOND = 3.0
"""Nobody works faster than this with a thumb; who does waits his turn, and nothing is lost."""
CONNECTION_PAUSE = 5.0

log = structlog.get_logger(__name__)


def _nothing(_sentence: str) -> None:
    """Say nothing."""


class Application:
    """One running bot for one database.

    A `workshop` that is handed in is somebody else's: it is neither started nor closed here.
    """

    def __init__(
        self,
        settings: Settings,
        token: str,
        pace: Pace | None = None,
        workshop: Workshop | None = None,
        turns: Allowances | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._settings = settings
        self._token = token
        self._pace = pace or Pace()
        self._turns = turns or Allowances(UPDATES_PER_SECOND, UPDATES_AT_ONCE)
        self._api = TelegramApi(settings.telegram_api_url, token)
        self._workshop = workshop or Workshop()
        self._owns_workshop = workshop is None
        self._clock = clock or SystemClock(settings.time_zone)
        self._poller: Poller | None = None
        self._usher: Usher | None = None
        self.outbox: Outbox | None = None
        self.stores: Stores | None = None
        self.username = ""
        self.claim_link: str | None = None

    async def start(self, stopping: asyncio.Event, say: Callable[[str], None] = _nothing) -> None:
        """Open everything; waits for an unreachable Telegram until `stopping`, and says so once.

        Raises what `open_stores` raises, `CatalogueBroken`, `FontMissing` and `WrongToken`.
        """
        check_parts()
        stores = self.stores = await open_stores(self._settings)
        if await self._connected(stopping, say):
            await self._assemble(stores)

    async def run(self, stopping: asyncio.Event) -> None:
        """Serve until `stopping`; everything under way comes to its end.

        Raises `WrongToken` and `StorageDamaged`.
        """
        if self._poller is None or self._usher is None or self.outbox is None:
            return
        warming = asyncio.ensure_future(self._warm_up())
        sending = asyncio.ensure_future(self.outbox.run(stopping))
        ushering = asyncio.ensure_future(self._usher.run(stopping))
        for part in (sending, ushering):
            part.add_done_callback(lambda _part: stopping.set())  # one does not go on alone
        try:
            await self._poller.run(stopping)
        finally:
            stopping.set()
            await asyncio.wait({sending, ushering})
            warming.cancel()
            with suppress(asyncio.CancelledError):
                await warming
        for part in (sending, ushering):
            part.result()

    async def close(self) -> None:
        """Close everything that `start` opened."""
        if self._owns_workshop:
            await self._workshop.close()
        await self._api.close()
        if self.stores is not None:
            await self.stores.database.close()

    async def _warm_up(self) -> None:
        if not self._owns_workshop:
            return
        try:
            await self._workshop.start()
        except Exception:
            # The first act starts the worker again; until then everything else works.
            log.exception("workshop.cold")

    async def _connected(self, stopping: asyncio.Event, say: Callable[[str], None]) -> bool:
        """Wait for Telegram, but no longer than until `stopping`; raises `WrongToken`."""
        connecting = asyncio.ensure_future(self._connect(say))
        waiting = asyncio.ensure_future(stopping.wait())
        try:
            await asyncio.wait({connecting, waiting}, return_when=asyncio.FIRST_COMPLETED)
            if connecting.done():
                connecting.result()
            return not stopping.is_set()
        finally:
            connecting.cancel()
            waiting.cancel()
            await asyncio.gather(connecting, waiting, return_exceptions=True)

    async def _connect(self, say: Callable[[str], None]) -> None:
        """Learn who the bot is, and end an active webhook without dropping what waits."""
        said = False
        while True:
            try:
                self.username = (await self._api.call("getMe", {}))["username"]
                await self._api.call("deleteWebhook", {"drop_pending_updates": False})
            except WrongToken:
                raise
            except (TelegramUnreachable, TelegramRefused) as error:
                log.warning("telegram.unreachable", server=self._api.server, error=str(error))
                if not said:
                    say(f"Telegram does not answer at {self._api.server}; the bot keeps trying.")
                said = True
                await asyncio.sleep(CONNECTION_PAUSE)
            else:
                return

    async def _assemble(self, stores: Stores) -> None:
        services = create_services(stores, self._settings, self._clock)
        reception = Reception(stores.conversations, services)
        dispatcher = create_dispatcher(reception, services, stores.screens, self.username)
        feed = create_feed(dispatcher, self._token)
        screens = ScreenListener(stores.screens)
        submissions = SubmissionListener(services, stores.screens, reception.open)
        reachability = Reachability(stores.outbox, _telling(services))
        room = WaitingRoom(stores.deferred, self._turns, _has_role(services))
        self.outbox = Outbox(
            self._api,
            stores.database,
            stores.outbox,
            self._pace,
            create_jobs(
                stores,
                services,
                reception,
                submissions,
                self._workshop,
                self._api,
                self.username,
            ),
            {SCREEN_TOPIC: screens, WARNING_TOPIC: screens, SUBMISSION_TOPIC: submissions},
            reachability,
        )
        desk = Desk(
            stores.database,
            stores.updates,
            stores.outbox,
            feed,
            reception.apologise,
            room,
            reachability,
        )
        say = self.outbox.say_at_once
        self._usher = Usher(room, stores.database, desk.handle_deferred, say)
        self._poller = Poller(
            self._api,
            desk,
            stores.database,
            stores.bookmarks,
            stores.clean_up,
            say,
            partial(ask_patience, default=self._settings.default_language),
        )
        async with stores.database.transaction():
            await room.reopen()
            await reachability.reopen()
            await self._say_first_words(stores, services, reception)

    async def _say_first_words(
        self, stores: Stores, services: Services, reception: Reception
    ) -> None:
        self.claim_link = await claim_link(services.people, self.username)
        await introduce(stores, self._settings.default_language)
        await services.reminders.catch_up()
        await welcome_back(stores, services.people, reception)


def _has_role(services: Services) -> Callable[[int], Awaitable[bool]]:
    async def has_role(person: int) -> bool:
        found = await services.people.get(PersonId(person))
        return found is not None and found.may(Role.INSPECTOR)

    return has_role


def _telling(services: Services) -> Callable[[str], Awaitable[Speech]]:
    async def tell(lane: str) -> Speech:
        return await tell_administrators(services.people, PersonId(chat_of(lane)))

    return tell
