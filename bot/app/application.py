"""The bot as a whole: storage, services, conversation and delivery, wired together."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress

import structlog

from bot.app.stores import Stores, open_stores
from bot.clock import SystemClock
from bot.delivery.desk import Desk, put_in
from bot.delivery.errors import TelegramRefused, TelegramUnreachable, WrongToken
from bot.delivery.outbox import Outbox
from bot.delivery.pace import Pace
from bot.delivery.poller import LAST_ALIVE, Poller
from bot.delivery.ports import Job
from bot.delivery.telegram_api import TelegramApi, stored_file
from bot.documents.workshop import Workshop
from bot.domain.evidence import EvidenceRefused, RefusalReason
from bot.domain.language import Language
from bot.domain.people import PersonId
from bot.i18n import catalogue
from bot.services.acts import Acts
from bot.services.evidence import EvidenceRoom
from bot.services.inspections import Inspections
from bot.services.people import People
from bot.services.ports import JobKind
from bot.services.submissions import Submissions
from bot.settings import Settings
from bot.telegram.conversation import Services
from bot.telegram.dispatcher import create_dispatcher, create_feed
from bot.telegram.introduction import introduction
from bot.telegram.jobs import DeliverAct, FetchEvidence, Press, PrintAct
from bot.telegram.listeners import SUBMISSION_TOPIC, ScreenListener, SubmissionListener
from bot.telegram.reception import Reception
from bot.telegram.reply import SCREEN_TOPIC, WARNING_TOPIC
from bot.telegram.welcome_back import welcome_back

TAPS_EXPIRE_SECONDS = 150
"""A press of an inline button waits no longer for an absent bot (Telegram's own server)."""
CONNECTION_PAUSE = 5.0
INTRODUCED_AS = "introduced_as"

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
    ) -> None:
        self._settings = settings
        self._token = token
        self._pace = pace or Pace()
        self._api = TelegramApi(settings.telegram_api_url, token)
        self._workshop = workshop or Workshop()
        self._owns_workshop = workshop is None
        self._clock = SystemClock(settings.time_zone)
        self._poller: Poller | None = None
        self.outbox: Outbox | None = None
        self.stores: Stores | None = None
        self.username = ""
        self.claim_link: str | None = None

    async def start(self, stopping: asyncio.Event, say: Callable[[str], None] = _nothing) -> None:
        """Open everything; waits for an unreachable Telegram until `stopping`, and says so once.

        Raises what `open_stores` raises, `CatalogueBroken` and `WrongToken`.
        """
        for language in Language:
            catalogue(language)
        stores = self.stores = await open_stores(self._settings)
        if await self._connected(stopping, say):
            await self._assemble(stores)

    async def run(self, stopping: asyncio.Event) -> None:
        """Serve until `stopping`; everything under way comes to its end. Raises `WrongToken`."""
        if self._poller is None or self.outbox is None:
            return
        warming = asyncio.ensure_future(self._warm_up())
        sending = asyncio.ensure_future(self.outbox.run(stopping))
        try:
            await self._poller.run(stopping)
        finally:
            stopping.set()
            await sending
            warming.cancel()
            with suppress(asyncio.CancelledError):
                await warming

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
        services = self._services(stores)
        reception = Reception(stores.conversations, services)
        dispatcher = create_dispatcher(reception, services, stores.screens, self.username)
        feed = create_feed(dispatcher, self._token)
        screens = ScreenListener(stores.screens)
        submissions = SubmissionListener(
            services.submissions, services.people, stores.screens, reception.open
        )
        self.outbox = Outbox(
            self._api,
            stores.database,
            stores.outbox,
            self._pace,
            self._jobs(stores, services, reception, submissions),
            {SCREEN_TOPIC: screens, WARNING_TOPIC: screens, SUBMISSION_TOPIC: submissions},
        )
        desk = Desk(stores.database, stores.updates, stores.outbox, feed, reception.apologise)
        self._poller = Poller(
            self._api,
            desk,
            stores.database,
            stores.bookmarks,
            stores.updates,
            self.outbox.say_at_once,
        )
        async with stores.database.transaction():
            await self._first_words(stores, services, reception)

    def _services(self, stores: Stores) -> Services:
        clock, audit, jobs = self._clock, stores.audit, stores.outbox
        admins = [PersonId(number) for number in self._settings.admin_ids]
        people = People(stores.people, audit, clock, admins, self._settings.default_language)
        inspections = Inspections(stores.inspections, stores.checklists, audit, clock)
        evidence = EvidenceRoom(inspections, stores.inspections, stores.inspections, audit, jobs)
        acts = Acts(
            inspections,
            stores.inspections,
            stores.acts,
            stores.submissions,
            stores.files,
            audit,
            jobs,
            clock,
        )
        submissions = Submissions(
            acts, people, stores.submissions, stores.inspections, audit, jobs, clock
        )
        return Services(people, inspections, evidence, acts, submissions, clock)

    def _jobs(
        self,
        stores: Stores,
        services: Services,
        reception: Reception,
        submissions: SubmissionListener,
    ) -> dict[str, Job]:
        database = stores.database
        press = Press(database, services, stores.files, self._workshop, stored_file, self.username)
        return {
            JobKind.PRINT_ACT: PrintAct(press, services.people),
            JobKind.DELIVER_ACT: DeliverAct(
                press, services.people, services.submissions, database, submissions
            ),
            JobKind.FETCH_EVIDENCE: FetchEvidence(
                database,
                services,
                stores.files,
                self._workshop,
                self._download,
                reception.open,
                stores.screens.showing,
            ),
        }

    async def _download(self, file_id: str, limit: int) -> bytes:
        try:
            return await self._api.download(file_id, limit)
        except TelegramRefused as error:
            too_big = "too big" in error.description
            reason = RefusalReason.TOO_LARGE if too_big else RefusalReason.GONE
            raise EvidenceRefused(reason) from None

    async def _first_words(self, stores: Stores, services: Services, reception: Reception) -> None:
        """Say what is due after a start: the claim link, the menus, where everybody stands."""
        if token := await services.people.first_claim():
            self.claim_link = f"https://t.me/{self.username}?start=i_{token}"
        calls = introduction(self._settings.default_language)
        described = str([call.method for call in calls])
        if await stores.bookmarks.read(INTRODUCED_AS) != described:
            await put_in(stores.outbox, calls)
            await stores.bookmarks.write(INTRODUCED_AS, described)
        last_alive = await stores.bookmarks.read(LAST_ALIVE)
        if last_alive and time.time() - float(last_alive) > TAPS_EXPIRE_SECONDS:
            waiting = await stores.conversations.under_way()
            await put_in(stores.outbox, await welcome_back(waiting, services.people, reception))
        await stores.bookmarks.write(LAST_ALIVE, str(time.time()))
