"""The agency's data: one database, one folder of files."""

import stat
from collections.abc import Iterable
from pathlib import Path

from bot.checklists.loader import CHECKLISTS, LoadedChecklist, load_checklists, parse_checklist
from bot.settings import Settings
from storage.acts import SqliteActs
from storage.audit import SqliteAudit
from storage.bookmarks import SqliteBookmarks
from storage.checklists import SqliteChecklists
from storage.conversations import SqliteConversations
from storage.corrections import SqliteCorrections
from storage.database import Database
from storage.deadlines import SqliteDeadlines
from storage.deferred import SqliteDeferredUpdates
from storage.digest import SqliteDigests
from storage.files import FileStore
from storage.inspections import SqliteInspections
from storage.migrations import migrate
from storage.outbox import SqliteOutbox
from storage.outsiders import SqliteOutsiders
from storage.people import SqlitePeople
from storage.proceedings import SqliteProceedings
from storage.reminders import SqliteReminders
from storage.reviews import SqliteReviews
from storage.screens import SqliteScreens
from storage.submissions import SqliteSubmissions
from storage.succession import SqliteSuccession
from storage.updates import SqliteUpdates

DATABASE_FILE = "tekseru.sqlite3"
OTHERS = 0o077


class UnsafeDataFolder(Exception):
    """Other users of the machine can read the data; `remedy` is the right mode."""

    def __init__(self, path: Path, remedy: int) -> None:
        super().__init__(f"{path}: run chmod {remedy:o} on it")


class UnusableDataFolder(Exception):
    """The data cannot be kept where the settings say."""


class Stores:
    """Everything that is kept, area by area."""

    def __init__(self, folder: Path, checklists: Iterable[LoadedChecklist]) -> None:
        self.database = Database(folder / DATABASE_FILE)
        in_force = newest_editions(checklists)
        self.checklists = SqliteChecklists(
            self.database, parse_checklist, [(each.checklist, each.text) for each in in_force]
        )
        self.people = SqlitePeople(self.database)
        self.succession = SqliteSuccession(self.database)
        self.outsiders = SqliteOutsiders(self.database)
        self.inspections = SqliteInspections(self.database, self.checklists)
        self.proceedings = SqliteProceedings(self.database)
        self.acts = SqliteActs(self.database)
        self.corrections = SqliteCorrections(self.database)
        self.submissions = SqliteSubmissions(self.database)
        self.reviews = SqliteReviews(self.database)
        self.reminders = SqliteReminders(self.database)
        self.digests = SqliteDigests(self.database)
        self.deadlines = SqliteDeadlines(self.database)
        self.audit = SqliteAudit(self.database)
        self.conversations = SqliteConversations(self.database)
        self.screens = SqliteScreens(self.database)
        self.outbox = SqliteOutbox(self.database)
        self.updates = SqliteUpdates(self.database)
        self.deferred = SqliteDeferredUpdates(self.database)
        self.bookmarks = SqliteBookmarks(self.database)
        self.files = FileStore(folder)

    async def clean_up(self) -> None:
        """Forget what is of no use any more; runs in a transaction."""
        await self.updates.clean_up()
        await self.outsiders.clean_up()


async def open_stores(settings: Settings) -> Stores:
    """Check the checklists, open the database and bring it to the present release.

    Raises `ChecklistFaults`, `UnusableDataFolder`, `UnsafeDataFolder`, `DatabaseInUse`,
    `DatabaseDamaged`, `PragmaRefused`, `NewerDatabase` and `StorageUnavailable`.
    """
    folder = settings.data_dir
    make_folder(folder)
    database = folder / DATABASE_FILE
    if database.exists() and database.stat().st_mode & OTHERS:
        raise UnsafeDataFolder(database, 0o600)
    stores = Stores(folder, load_checklists(checklist_folders(settings)))
    try:
        await stores.database.open()
    except OSError as error:
        raise UnusableDataFolder(f"{error.filename}: {error.strerror}") from error
    try:
        await migrate(stores.database)
    except BaseException:
        await stores.database.close()
        raise
    return stores


def make_folder(folder: Path) -> None:
    """Make a folder for the bot's own user alone, or take it away from the others.

    Raises `UnusableDataFolder`, and `UnsafeDataFolder` when it belongs to somebody else.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        mode = folder.stat().st_mode
    except OSError as error:
        raise UnusableDataFolder(f"{folder}: {error.strerror}") from error
    if mode & stat.S_ISVTX:
        raise UnusableDataFolder(f"{folder}: everybody keeps files there")
    if mode & OTHERS:
        try:
            folder.chmod(0o700)
        except OSError:
            raise UnsafeDataFolder(folder, 0o700) from None


def checklist_folders(settings: Settings) -> list[Path]:
    """The packaged checklists, and those of the agency."""
    return [CHECKLISTS, *([settings.checklists_dir] if settings.checklists_dir else [])]


def newest_editions(checklists: Iterable[LoadedChecklist]) -> list[LoadedChecklist]:
    """Of several editions of a checklist only the newest serves for a new inspection."""
    newest: dict[str, LoadedChecklist] = {}
    for loaded in checklists:
        known = newest.get(loaded.checklist.id)
        if known is None or known.checklist.edition < loaded.checklist.edition:
            newest[loaded.checklist.id] = loaded
    return list(newest.values())
