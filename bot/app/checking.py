"""Looking before serving: everything that the bot needs must be there and sound."""

import sys

from bot.app.parts import check_parts
from bot.app.running import EXPLAINED, FAILED, explain
from bot.app.stores import checklist_folders, open_stores
from bot.checklists.faults import ChecklistFaults
from bot.checklists.loader import load_checklists
from bot.settings import Settings


async def check(settings: Settings) -> int:
    """Check texts, fonts, checklists, database and audit; give the exit code."""
    try:
        check_parts()
        stores = await open_stores(settings)
    except EXPLAINED as error:
        _say(explain(error, settings))
        return FAILED
    try:
        async with stores.database.transaction():
            broken = await stores.audit.first_broken()
            untold = await stores.audit.first_untold()
            forged = await stores.audit.first_forged()
    finally:
        await stores.database.close()
    if broken is not None:
        _say(f"The audit was changed behind the bot's back: entry {broken} does not fit.")
        return FAILED
    if untold is not None:
        _say(f"The audit does not tell all of inspection {untold}: entries were taken away.")
        return FAILED
    if forged is not None:
        _say(f"An act or a print of inspection {forged} is not what the audit tells of it.")
        return FAILED
    _say("Texts, fonts, checklists, database and audit are sound.")
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
