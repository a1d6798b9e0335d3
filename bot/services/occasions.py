"""What there is to say when the time of a reminder has come: what is true then, or nothing."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from bot.domain.checklist import Checklist
from bot.domain.people import Person, PersonId, Role
from bot.domain.reminder import (
    PATIENCE_DAYS,
    DigestReminder,
    ReviewReminder,
    TermReminder,
    WaitingReminder,
)
from bot.domain.working_time import after_working_days, is_quiet, is_working_day
from bot.services.ports import Clock
from bot.services.reminder_store import (
    ActInBrief,
    DigestStore,
    OpenTerm,
    ReminderStore,
    Wait,
)
from bot.services.reminders import Reminders
from bot.services.stores import InspectionStore, PeopleStore


@dataclass(frozen=True, slots=True)
class TermNear:
    """A term near its end, or over, with what is still open; `today` is where the person is."""

    person: Person
    term: OpenTerm
    checklist: Checklist
    today: date


@dataclass(frozen=True, slots=True)
class DecisionWanted:
    """An act that waits for the decision of a supervisor; `since` is told in the own zone."""

    supervisor: Person
    wait: Wait
    since: datetime


@dataclass(frozen=True, slots=True)
class StillWaiting:
    """An inspector's act on which nobody has decided; `supervisors` can, perhaps none."""

    inspector: Person
    wait: Wait
    since: datetime
    supervisors: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """What there is to do for one person; the longest wait and the earliest term come first."""

    person: Person
    zone: tzinfo
    today: date
    waits: tuple[Wait, ...]
    new: int
    returned: tuple[ActInBrief, ...]
    overdue: tuple[OpenTerm, ...]
    due_today: tuple[OpenTerm, ...]

    def local(self, moment: datetime) -> datetime:
        """The moment where the person is."""
        return moment.astimezone(self.zone)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.waits or self.returned or self.overdue or self.due_today)


class Occasions:
    """Looks at everything anew, and plans what is to be said later."""

    def __init__(
        self,
        reminders: Reminders,
        store: ReminderStore,
        digests: DigestStore,
        inspections: InspectionStore,
        people: PeopleStore,
        clock: Clock,
    ) -> None:
        self._reminders = reminders
        self._store = store
        self._digests = digests
        self._inspections = inspections
        self._people = people
        self._clock = clock

    async def of_term(self, reminder: TermReminder) -> TermNear | None:
        """Tell what is still open, to who is still concerned; after a later stage: nothing."""
        duties = await self._store.duties_of(reminder.inspection)
        role = next((each.role for each in duties if each.person == reminder.person), None)
        person = await self._active(reminder.person, role) if role else None
        term = await self._store.term(reminder.inspection, reminder.due)
        if person is None or term is None:
            return None
        if await self._reminders.is_night(reminder, person.id):
            return None
        today = self._clock.now().astimezone(await self._reminders.zone(person.id)).date()
        inspection = await self._inspections.get(reminder.inspection)
        if inspection is None or reminder.is_outdated(today):
            return None
        return TermNear(person, term, inspection.checklist, today)

    async def of_review(self, reminder: ReviewReminder) -> DecisionWanted | None:
        """Tell a supervisor of an act that still waits, and plan the next time."""
        wait = await self._store.waiting(reminder.submission)
        supervisor = await self._active(wait.supervisor, Role.SUPERVISOR) if wait else None
        if wait is None or supervisor is None:
            return None
        if await self._is_early(reminder, wait, supervisor.id):
            return None
        await self._reminders.wait_again(reminder, supervisor.id, self._clock.now())
        zone = await self._reminders.zone(supervisor.id)
        return DecisionWanted(supervisor, wait, wait.since.astimezone(zone))

    async def of_waiting(self, reminder: WaitingReminder) -> StillWaiting | None:
        """Tell an inspector that an act still waits, and plan the next time."""
        waits = await self._store.waiting_of(reminder.act)
        inspector = await self._active(waits[0].inspector, Role.INSPECTOR) if waits else None
        if inspector is None or await self._is_early(reminder, waits[0], inspector.id):
            return None
        await self._reminders.wait_again(reminder, inspector.id, self._clock.now())
        found = [await self._active(each.supervisor, Role.SUPERVISOR) for each in waits]
        supervisors = tuple(each for each in found if each is not None)
        since = waits[0].since.astimezone(await self._reminders.zone(inspector.id))
        return StillWaiting(inspector, waits[0], since, supervisors)

    async def of_digest(self, reminder: DigestReminder) -> Digest | None:
        """Sum up what there is to do, on a working day, and plan the next digest."""
        await self._reminders.digest_chosen(reminder.person)
        person = await self._active(reminder.person, Role.SUPERVISOR)
        chosen = (await self._store.settings(reminder.person)).digest_at
        if person is None or chosen is None:
            return None
        zone = await self._reminders.zone(person.id)
        local = self._clock.now().astimezone(zone)
        is_morning = chosen <= local.time() and not is_quiet(local.time())
        if not (is_morning and is_working_day(local.date())):
            return None  # it was kept up: the next one says it all
        digest = await self._sum_up(person, zone, local.date())
        if digest.is_empty:
            return None
        await self._digests.keep_last_digest(person.id, self._clock.now())
        return digest

    async def _sum_up(self, person: Person, zone: tzinfo, today: date) -> Digest:
        waits = await self._digests.waits(person.id)
        last = await self._digests.last_digest(person.id)
        terms = await self._digests.terms_until(person.id, today)
        return Digest(
            person=person,
            zone=zone,
            today=today,
            waits=tuple(waits),
            new=sum(1 for wait in waits if last is None or wait.since > last),
            returned=tuple(await self._digests.returned(person.id)),
            overdue=tuple(term for term in terms if term.due < today),
            due_today=tuple(term for term in terms if term.due == today),
        )

    async def _is_early(
        self, reminder: ReviewReminder | WaitingReminder, wait: Wait, person: PersonId
    ) -> bool:
        """Put off what was sent anew in the meantime, or what would come at night."""
        if await self._reminders.is_night(reminder, person):
            return True
        zone = await self._reminders.zone(person)
        if after_working_days(wait.since, PATIENCE_DAYS, zone) <= self._clock.now():
            return False
        await self._reminders.wait_again(reminder, person, wait.since)
        return True

    async def _active(self, person: PersonId, role: Role) -> Person | None:
        found = await self._people.get(person)
        return found if found is not None and found.may(role) else None
