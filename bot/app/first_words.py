"""What is said after a start: the claim link, the menus, where everybody stands."""

import time

from bot.app.stores import Stores
from bot.delivery.desk import put_in
from bot.delivery.poller import LAST_ALIVE
from bot.domain.language import Language
from bot.services.people import People
from bot.telegram.introduction import introduction
from bot.telegram.reception import Reception
from bot.telegram.welcome_back import Absence, welcome

TAPS_EXPIRE_SECONDS = 150
"""A press of an inline button waits no longer for an absent bot (Telegram's own server)."""
MESSAGES_EXPIRE_SECONDS = 20 * 3600
"""Telegram keeps updates for a day; some hours less, since its clock is not ours."""
INTRODUCED_AS = "introduced_as"


async def claim_link(people: People, username: str) -> str | None:
    """Make the link that turns its user into the first administrator, when there is none."""
    token = await people.first_claim()
    return f"https://t.me/{username}?start=i_{token}" if token else None


async def introduce(stores: Stores, default: Language) -> None:
    """Register the menus and descriptions with Telegram, if they are new."""
    calls = introduction(default)
    described = str([call.method for call in calls])
    if await stores.bookmarks.read(INTRODUCED_AS) != described:
        await put_in(stores.outbox, calls)
        await stores.bookmarks.write(INTRODUCED_AS, described)


async def welcome_back(stores: Stores, people: People, reception: Reception) -> None:
    """After an absence tell everybody with something open where it stands, once."""
    absence = _absence(await stores.bookmarks.read(LAST_ALIVE))
    if absence is not None:
        waiting = await stores.conversations.under_way()
        await put_in(stores.outbox, await welcome(waiting, people, reception, absence))
    await stores.bookmarks.write(LAST_ALIVE, str(time.time()))


def _absence(last_alive: str | None) -> Absence | None:
    away = time.time() - float(last_alive) if last_alive else 0.0
    if away > MESSAGES_EXPIRE_SECONDS:
        return Absence.MESSAGES_LOST
    return Absence.TAPS_LOST if away > TAPS_EXPIRE_SECONDS else None
