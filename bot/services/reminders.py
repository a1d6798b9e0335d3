"""Reminders: at which moments people are spoken to by themselves.

A reminder is a planned job. What is said is decided when its time has come, by what is true then
(`bot.services.occasions`); so nothing needs to be taken back when a term is extended.
"""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, time, tzinfo
from zoneinfo import ZoneInfo

from bot.domain.act import ActId
from bot.domain.errors import NotAllowed, QuietHours
from bot.domain.inspection import Inspection, InspectionId
from bot.domain.people import Person, PersonId, Role
from bot.domain.reminder import (
    DISTANCES,
    PATIENCE_DAYS,
    DigestReminder,
    Reminder,
    ReviewReminder,
    Stage,
    TermReminder,
    WaitingReminder,
    read_reminder,
)
from bot.domain.working_time import (
    ONE_DAY,
    after_working_days,
    earliest_polite,
    is_quiet,
    next_working_morning,
)
from bot.services.ports import Audit, Clock, JobKind, Jobs
from bot.services.reminder_store import Duty, ReminderSettings, ReminderStore, Wait
from bot.services.stores import PeopleStore

HOURS_AND_MINUTES = "%H:%M"


class Reminders:
    """Plans what is said by itself, and keeps when people want to hear of it."""

    def __init__(
        self, store: ReminderStore, people: PeopleStore, audit: Audit, jobs: Jobs, clock: Clock
    ) -> None:
        self._store = store
        self._people = people
        self._audit = audit
        self._jobs = jobs
        self._clock = clock

    async def deadlines_opened(self, inspection: Inspection) -> None:
        """Plan the reminders of an order, after its terms were kept."""
        await self._plan_terms(await self._store.duties_of(inspection.id))

    async def deadline_moved(self, inspection: InspectionId, requirement: str) -> None:  # noqa: ARG002 - what is due on one day shares a reminder
        """Plan the reminders of a term, after it was extended or opened anew."""
        await self._plan_terms(await self._store.duties_of(inspection))

    async def leader_changed(self, inspection: InspectionId) -> None:
        """Plan the reminders of an order, and of an act that waits, for who leads now."""
        await self._plan_terms(await self._store.duties_of(inspection))
        planned = await self._store.ordered()
        for wait in await self._store.all_waiting():
            if wait.inspection == inspection:
                await self._catch_up_wait(wait, planned)

    async def act_submitted(
        self, submission: int, act: ActId, supervisor: PersonId, submitted_at: datetime
    ) -> None:
        """Plan the reminders of an act on its way to a supervisor, after that was kept."""
        waiting = await self._store.waiting(submission)
        if waiting is None:
            return
        await self.wait_again(ReviewReminder(submission), supervisor, submitted_at)
        await self.wait_again(WaitingReminder(act), waiting.inspector, submitted_at)
        duties = await self._store.duties_of(waiting.inspection)
        await self._plan_terms([duty for duty in duties if duty.person == supervisor])

    async def digest_chosen(self, person: PersonId) -> None:
        """Plan somebody's next digest, or none, as the settings are now."""
        reminder = DigestReminder(person)
        may = await self._may(person, Role.SUPERVISOR)
        moment = await self._moment(reminder, await self.zone(person)) if may else None
        if moment is None:
            await self._jobs.give_up_plan(JobKind.REMIND, str(reminder))
        else:
            await self._plan(reminder, person, moment)

    async def settings(self, person: PersonId) -> ReminderSettings:
        """Read when somebody wants to be spoken to."""
        return await self._store.settings(person)

    async def zone(self, person: PersonId) -> tzinfo:
        """Tell the time zone in which somebody lives: the one chosen, else the agency's."""
        chosen = (await self._store.settings(person)).time_zone
        return ZoneInfo(chosen) if chosen else agency_zone(self._clock)

    async def choose_zone(self, person: Person, time_zone: str) -> None:
        """Speak with somebody at the times of a zone from now on; what is planned moves."""
        settings = await self._store.settings(person.id)
        await self._keep(person, settings._replace(time_zone=time_zone))
        zone, now = ZoneInfo(time_zone), self._clock.now()
        for subject in await self._store.planned(person.id):
            reminder = read_reminder(subject)
            moment = await self._moment(reminder, zone)
            if moment is not None:
                await self._plan(reminder, person.id, max(moment, now))

    async def choose_digest(self, person: Person, at: time | None) -> None:
        """Send somebody a digest at this time of each working day, or none.

        Raises `NotAllowed` for who decides on nothing, and `QuietHours`.
        """
        if not person.may(Role.SUPERVISOR):
            raise NotAllowed
        if at is not None and is_quiet(at):
            raise QuietHours
        settings = await self._store.settings(person.id)
        await self._keep(person, settings._replace(digest_at=at))
        await self.digest_chosen(person.id)

    async def wait_again(
        self, reminder: ReviewReminder | WaitingReminder, person: PersonId, since: datetime
    ) -> None:
        """Speak of an act that waits some working days after a moment."""
        zone = await self.zone(person)
        moment = earliest_polite(after_working_days(since, PATIENCE_DAYS, zone), zone)
        await self._plan(reminder, person, moment)

    async def is_night(self, reminder: Reminder, person: PersonId) -> bool:
        """Put a reminder off until the morning when it is night where the person is."""
        now = self._clock.now()
        moment = earliest_polite(now, await self.zone(person))
        if moment == now:
            return False
        await self._plan(reminder, person, moment)
        return True

    async def catch_up(self) -> None:
        """Plan what should be planned and is not: of an earlier release, or of a restored copy.

        Runs at each start. What is due today or was due before is left alone: it may have been
        said already.
        """
        planned = frozenset(await self._store.ordered())
        today = self._clock.local(self._clock.now()).date()
        await self._plan_terms(await self._store.duties_since(today - ONE_DAY), planned)
        for wait in await self._store.all_waiting():
            await self._catch_up_wait(wait, planned)
        for person in await self._store.with_digest():
            if str(DigestReminder(person)) not in planned:
                await self.digest_chosen(person)

    async def _catch_up_wait(self, wait: Wait, planned: Collection[str]) -> None:
        """One that was said is planned anew at once, so one that is missing was never said."""
        supervisor = ReviewReminder(wait.submission), wait.supervisor, Role.SUPERVISOR
        inspector = WaitingReminder(wait.act), wait.inspector, Role.INSPECTOR
        for reminder, person, role in (supervisor, inspector):
            if str(reminder) not in planned and await self._may(person, role):
                await self.wait_again(reminder, person, wait.since)

    async def _plan_terms(
        self, duties: Iterable[Duty], planned: Collection[str] = frozenset()
    ) -> None:
        """Plan the reminders of terms for who may be told; of each person is asked once."""
        zones: dict[tuple[PersonId, Role], tzinfo | None] = {}
        for duty in duties:
            who = duty.person, duty.role
            if who not in zones:
                zones[who] = await self.zone(duty.person) if await self._may(*who) else None
            if (zone := zones[who]) is not None:
                await self._plan_stages(duty, zone, planned)

    async def _plan_stages(self, duty: Duty, zone: tzinfo, planned: Collection[str]) -> None:
        """Plan each reminder of a day to come; what is planned already is spared the work."""
        today = self._clock.now().astimezone(zone).date()
        for stage in Stage:
            reminder = TermReminder(duty.inspection, duty.due, stage, duty.person)
            if duty.due + DISTANCES[stage] > today and str(reminder) not in planned:
                await self._plan(reminder, duty.person, reminder.moment(zone))

    async def _moment(self, reminder: Reminder, zone: tzinfo) -> datetime | None:
        """Tell when a planned reminder is due in another zone; None: as before."""
        if isinstance(reminder, TermReminder):
            return reminder.moment(zone)
        if isinstance(reminder, DigestReminder):
            settings = await self._store.settings(reminder.person)
            at = settings.digest_at
            return next_working_morning(self._clock.now(), at, zone) if at else None
        return None

    async def _plan(self, reminder: Reminder, person: PersonId, moment: datetime) -> None:
        await self._jobs.plan(JobKind.REMIND, f"remind:{person}", str(reminder), moment)

    async def _keep(self, person: Person, settings: ReminderSettings) -> None:
        before = await self._store.settings(person.id)
        await self._store.keep_settings(person.id, settings)
        await self._audit.write(
            "reminders_changed",
            person.id,
            before=_described(before),
            after=_described(settings),
        )

    async def _may(self, person: PersonId, role: Role) -> bool:
        known = await self._people.get(person)
        return known is not None and known.may(role)


def _described(settings: ReminderSettings) -> dict[str, str | None]:
    at = settings.digest_at
    return {
        "time_zone": settings.time_zone,
        "digest_at": at.strftime(HOURS_AND_MINUTES) if at else None,
    }


def agency_zone(clock: Clock) -> tzinfo:
    """Tell the time zone of the agency."""
    return clock.local(clock.now()).tzinfo or UTC
