"""Running the bot for real: signals, and every failure at start in one clear sentence."""

import asyncio
import gc
import signal
import sys

from bot.app.application import Application
from bot.app.stores import UnsafeDataFolder, UnusableDataFolder
from bot.checklists.faults import ChecklistFaults
from bot.delivery.errors import WrongToken
from bot.documents.faces import FontMissing
from bot.i18n import CatalogueBroken
from bot.services.ports import StorageDamaged, StorageUnavailable
from bot.settings import Settings
from storage.database import DatabaseInUse, PragmaRefused
from storage.migrations import NewerDatabase
from storage.soundness import DatabaseDamaged

FAILED = 1


def explain(error: Exception, settings: Settings) -> str:
    """Say in one sentence why the bot cannot start or go on, and what to do."""
    sentences: dict[type[Exception], str] = {
        WrongToken: "Telegram does not accept BOT_TOKEN: copy the token from @BotFather again.",
        ChecklistFaults: f"A checklist has faults; nothing was started.\n{error}",
        DatabaseInUse: f"Another bot already works on {settings.data_dir}: stop it first.",
        DatabaseDamaged: f"The database in {settings.data_dir} is damaged ({error}); nothing was"
        " changed. Restore it from a backup.",
        StorageDamaged: f"The database in {settings.data_dir} turned out to be damaged ({error});"
        " the bot has stopped. Restore it from a backup, and look at the disk.",
        PragmaRefused: f"SQLite refuses a setting that keeps answers safe: {error}.",
        NewerDatabase: f"The data come from a later release ({error}): install that one.",
        UnsafeDataFolder: f"Other users can read {error}.",
        UnusableDataFolder: f"DATA_DIR cannot be used ({error}): choose a folder of the bot's own.",
        StorageUnavailable: f"The database in {settings.data_dir} cannot be used now ({error}):"
        " is the disk full, or another program at work on it?",
        FontMissing: f"A font of the acts cannot be used ({error}): install the bot again.",
        CatalogueBroken: f"The translations are broken ({error}): install the bot again.",
    }
    return sentences[type(error)]


EXPLAINED = (
    WrongToken,
    ChecklistFaults,
    DatabaseInUse,
    DatabaseDamaged,
    StorageDamaged,
    PragmaRefused,
    NewerDatabase,
    UnsafeDataFolder,
    UnusableDataFolder,
    StorageUnavailable,
    CatalogueBroken,
    FontMissing,
)


async def run(settings: Settings) -> int:
    """Run the bot until SIGINT or SIGTERM; give the exit code."""
    token = settings.bot_token
    if token is None:
        _say("BOT_TOKEN is not set: get a token from @BotFather, or try the demo first.")
        return FAILED
    stopping = stop_on_signals()
    application = Application(settings, token.get_secret_value())
    try:
        await application.start(stopping, _say)
        if application.claim_link:
            _say(f"Open this link once to become the administrator: {application.claim_link}")
        settle_memory()
        if not stopping.is_set():
            _say(f"@{application.username} is listening. Stop it with Ctrl-C.")
        await application.run(stopping)
    except EXPLAINED as error:
        _say(explain(error, settings))
        return FAILED
    finally:
        await application.close()
    return 0


def settle_memory() -> None:
    """Start the garbage collector; what is loaded stays for good and is not looked at again."""
    gc.collect()
    gc.freeze()
    gc.enable()


def stop_on_signals() -> asyncio.Event:
    """An event that SIGINT and SIGTERM set."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    return stopping


def _say(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()
