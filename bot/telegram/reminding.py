"""The reminders: what is said by itself, decided at the moment when it is said."""

from collections.abc import Callable
from typing import TypeVar

from aiogram.types import InlineKeyboardMarkup

from bot.domain.people import Person
from bot.domain.reminder import (
    DigestReminder,
    ReviewReminder,
    TermReminder,
    WaitingReminder,
    read_reminder,
)
from bot.i18n import speaking
from bot.services.occasions import Occasions
from bot.telegram.reply import Call, message
from bot.telegram.screens.digest import digest_message
from bot.telegram.screens.reminders import review_message, term_message, waiting_message

REMINDER_TOPIC = "reminder"
"""Nobody listens; while a person cannot be reached, of each subject only the last is kept."""
Occasion = TypeVar("Occasion")


class Remind:
    """Says what a reminder is about, if there is still something to say; subject: the reminder."""

    def __init__(self, occasions: Occasions) -> None:
        self._occasions = occasions

    async def work(self, subject: str) -> None:
        """Nothing takes long here."""

    async def record(self, subject: str, result: None) -> list[Call]:  # noqa: ARG002 - a job's signature
        """Look at everything anew and say what is true now."""
        reminder = read_reminder(subject)
        if isinstance(reminder, TermReminder):
            near = await self._occasions.of_term(reminder)
            topic = f"deadline:{reminder.inspection}:{reminder.due}"
            return [_said(near.person, topic, near, term_message)] if near else []
        if isinstance(reminder, ReviewReminder):
            wanted = await self._occasions.of_review(reminder)
            return [_said(wanted.supervisor, subject, wanted, review_message)] if wanted else []
        if isinstance(reminder, WaitingReminder):
            still = await self._occasions.of_waiting(reminder)
            return [_said(still.inspector, subject, still, waiting_message)] if still else []
        return await self._sum_up(reminder)

    async def give_up(self, subject: str) -> list[Call]:  # noqa: ARG002 - a job's signature
        """Nobody waits for a reminder."""
        return []

    async def _sum_up(self, reminder: DigestReminder) -> list[Call]:
        digest = await self._occasions.of_digest(reminder)
        return [_said(digest.person, str(reminder), digest, digest_message)] if digest else []


def _said(
    person: Person,
    subject: str,
    occasion: Occasion,
    words: Callable[[Occasion], tuple[str, InlineKeyboardMarkup]],
) -> Call:
    with speaking(person.language):
        return Call(message(person.id, *words(occasion)), REMINDER_TOPIC, subject)
