"""An order of whose terms people are reminded, and how often each of them was."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.language import Language
from tests.office import Chat
from tests.telegram.time_travel import SUPERVISOR, TimeMachine, said, submit
from tests.telegram.walking import begin_violated, finish

ENGLISH = Language.ENGLISH
TERM = 10
"""The shortest term in days: the order is handed over on a Monday, so it ends on a Thursday."""
SOON, TODAY, OVER = "3 days left", "Last day to eliminate", "Overdue: violations"


async def ordered(office: TimeMachine, *numbers: str) -> tuple[Chat, Chat]:
    """Inspector and supervisor with an act, and an order about these violations."""
    await office.hire("supervisor")
    inspector = await begin_violated(office, ENGLISH, *(numbers or ("7",)))
    await finish(inspector, ENGLISH)
    await submit(office, SUPERVISOR)
    return inspector, office.chat("supervisor")


def counts(chat: Chat) -> tuple[int, int, int]:
    """How often each stage was spoken of."""
    return len(said(chat, SOON)), len(said(chat, TODAY)), len(said(chat, OVER))


async def moments(office: TimeMachine, person: int, zone: ZoneInfo) -> list[datetime]:
    """When somebody's reminders are due, by the clock on the wall there."""
    return [
        moment.astimezone(zone)
        for subject, moment in await office.planned("deadline:")
        if subject.endswith(f":{person}")
    ]
