"""Looking before serving: everything that the bot needs must be there and sound."""

import sys

from bot.app.running import EXPLAINED, FAILED, explain
from bot.app.stores import checklist_folders, open_stores
from bot.checklists.faults import ChecklistFaults
from bot.checklists.loader import load_checklists
from bot.domain.language import Language
from bot.i18n import catalogue
from bot.settings import Settings


async def check(settings: Settings) -> int:
    """Check texts, checklists, database and audit; give the exit code."""
    try:
        for language in Language:
            catalogue(language)
        stores = await open_stores(settings)
    except EXPLAINED as error:
        _say(explain(error, settings))
        return FAILED
    try:
        async with stores.database.transaction():
            broken = await stores.audit.first_broken()
    finally:
        await stores.database.close()
    if broken is not None:
        _say(f"The audit was changed behind the bot's back: entry {broken} does not fit.")
        return FAILED
    _say("Texts, checklists, database and audit are sound.")
    return 0


def list_checklists(settings: Settings) -> int:
    """List the checklists in force; give the exit code."""
    try:
        loaded = load_checklists(checklist_folders(settings))
    except ChecklistFaults as error:
        _say(explain(error, settings))
        return FAILED
    for each in loaded:
        checklist = each.checklist
        rows = len(checklist.requirements)
        name = checklist.name[settings.default_language]
        _say(f"{checklist.id} {checklist.edition} ({rows}): {name}")
    return 0


def _say(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")
