"""An office whose clock is moved by hand: days go by, or the bot sleeps through them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.documents.workshop import Workshop
from bot.domain.act import ActId
from bot.domain.people import PersonId
from bot.telegram.conversation import Services
from tests.office import Chat, Office, services_of

ALMATY = ZoneInfo("Asia/Almaty")
NEXT_PLANNED = "SELECT MIN(due_at) AS due_at FROM outbox WHERE state = 'planned' AND due_at <= ?"
LET_COME = "UPDATE outbox SET due_at = 0 WHERE state = 'planned' AND due_at <= ?"


def _first_monday() -> date:
    """A Monday far enough ahead: what is planned after it is not due by the machine's own time."""
    day = date(datetime.now(UTC).year + 2, 3, 1)
    return day + timedelta(days=-day.weekday() % 7)


MONDAY = _first_monday()
INSPECTOR, SUPERVISOR, ADMINISTRATOR = PersonId(1002), PersonId(1003), PersonId(1001)


def on(days: int, at: str = "10:00", zone: ZoneInfo = ALMATY) -> datetime:
    """A moment so many days after the Monday on which everything begins."""
    return datetime.combine(MONDAY + timedelta(days=days), time.fromisoformat(at), zone)


class MovedClock:
    """Stands until it is moved."""

    def __init__(self) -> None:
        self.time = on(0)

    def now(self) -> datetime:
        """The moment it is set to."""
        return self.time.astimezone(UTC)

    def local(self, moment: datetime) -> datetime:
        """The moment in Kazakhstan."""
        return moment.astimezone(ALMATY)


class TimeMachine(Office):
    """The bot, and the time that it lives in."""

    def __init__(self, folder: Path, workshop: Workshop) -> None:
        self.clock = MovedClock()
        super().__init__(folder, workshop, self.clock, admin_ids="1001")

    async def live_until(self, moment: datetime) -> None:
        """Let time go by, and everything come at its time."""
        while (due := await self._next_planned(moment)) is not None:
            self.clock.time = max(self.clock.time, datetime.fromtimestamp(due, UTC))
            await self._let_come(due)
        self.clock.time = moment

    async def sleep_until(self, moment: datetime) -> None:
        """Let the bot be down until then; what became due meanwhile comes after the start."""
        await self.stop()
        self.clock.time = moment
        await self.start()
        await self._let_come(moment.timestamp())

    async def restart(self) -> None:
        """Stop and start at the same moment."""
        await self.sleep_until(self.clock.time)

    async def planned(self, beginning: str) -> list[tuple[str, datetime]]:
        """What is planned about something, and for which moment."""
        rows = await self.rows(
            "SELECT subject, due_at FROM outbox WHERE state = 'planned' AND subject LIKE ?"
            " ORDER BY due_at, id",
            (f"{beginning}%",),
        )
        return [(row["subject"], datetime.fromtimestamp(row["due_at"], UTC)) for row in rows]

    async def _next_planned(self, moment: datetime) -> float | None:
        found = await self.rows(NEXT_PLANNED, (moment.timestamp(),))
        due: float | None = found[0]["due_at"]
        return due

    async def _let_come(self, due: float) -> None:
        await self.rows(LET_COME, (due,))
        assert self.app.outbox is not None
        self.app.outbox.wake()
        await self.settle()


@asynccontextmanager
async def time_machine(folder: Path, workshop: Workshop) -> AsyncIterator[TimeMachine]:
    """A running bot in a time of its own."""
    async with TimeMachine(folder, workshop) as office:
        yield office


def said(chat: Chat, *words: str) -> list[str]:
    """The messages of the bot that hold all these words."""
    texts = [str(message.get("text", "")) for message in chat.messages]
    return [text for text in texts if all(word in text for word in words)]


async def submit(office: TimeMachine, *supervisors: PersonId, act: int = 1) -> None:
    """Let the inspector send an act to somebody, without the dialog."""
    async with acting(office) as services:
        inspector = await services.people.get(INSPECTOR)
        assert inspector is not None
        await services.submissions.submit(inspector, ActId(act), supervisors)


@asynccontextmanager
async def acting(office: TimeMachine) -> AsyncIterator[Services]:
    """Use the bot's own services, and let follow what follows from it."""
    stores = office.app.stores
    assert stores is not None
    async with stores.database.transaction():
        yield services_of(office.app)
    assert office.app.outbox is not None
    office.app.outbox.wake()
    await office.settle()
