"""What reminders and digests look up: only what is still to be done, and only for whom it is."""

from datetime import date, time, timedelta

import pytest

from bot.domain.act import ActId
from bot.domain.checklist import Checklist
from bot.domain.inspection import InspectionId, InspectionStatus
from bot.domain.people import PersonId, Role
from bot.services.ports import JobKind
from bot.services.reminder_store import DigestStore, Duty, ReminderSettings, ReminderStore
from storage.database import Database
from storage.digest import SqliteDigests
from storage.inspections import SqliteInspections
from storage.outbox import SqliteOutbox
from storage.reminders import SqliteReminders
from tests.storage.conftest import ADMIN, INSPECTOR, NOW, OTHER, SUPERVISOR
from tests.storage.test_acts import Registry

TODAY = date(2026, 4, 10)
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
ADD_DEADLINE = """
INSERT INTO deadline (inspection, requirement, ordered_due, due, state) VALUES (?, ?, ?3, ?3, ?4)
"""
NOBODY = PersonId(99)


class Desk:
    """Acts in all states, and the stores that look at them."""

    def __init__(self, database: Database, registry: Registry) -> None:
        self.database = database
        self.registry = registry
        self.reminders: ReminderStore = SqliteReminders(database)
        self.digests: DigestStore = SqliteDigests(database)

    async def act(
        self, code: str, status: InspectionStatus, *supervisors: PersonId
    ) -> tuple[ActId, InspectionId]:
        """An act in a state, sent to somebody."""
        record = await self.registry.act(code)
        for supervisor in supervisors:
            await self.registry.submissions.queue(record.id, supervisor, NOW)
        await self.move(record.inspection, status)
        return record.id, record.inspection

    async def move(self, inspection: InspectionId, status: InspectionStatus) -> None:
        """Change a state, whatever the rules."""
        await self.database.rows(
            "UPDATE inspection SET status = ? WHERE id = ?", (status, inspection)
        )

    async def order(
        self, inspection: InspectionId, requirement: str, due: date, state: str = "open"
    ) -> None:
        """Let a violation be eliminated until a day."""
        await self.database.rows(ADD_DEADLINE, (inspection, requirement, due.isoformat(), state))

    async def join(self, inspection: InspectionId, person: PersonId) -> None:
        """Let somebody take part."""
        await self.database.rows(
            "INSERT INTO participant (inspection, person, joined_at) VALUES (?, ?, '')",
            (inspection, person),
        )


@pytest.fixture
def desk(database: Database, inspections: SqliteInspections, checklist: Checklist) -> Desk:
    """No acts yet."""
    return Desk(database, Registry(database, inspections, checklist))


async def test_settings_are_those_that_were_kept(desk: Desk) -> None:
    """Nothing is chosen at first; who is not known has chosen nothing."""
    chosen = ReminderSettings("Asia/Bishkek", time(8, 5))
    async with desk.database.transaction():
        assert await desk.reminders.settings(INSPECTOR) == ReminderSettings()
        assert await desk.reminders.settings(NOBODY) == ReminderSettings()
        assert await desk.reminders.with_digest() == []
        await desk.reminders.keep_settings(INSPECTOR, chosen)
        assert await desk.reminders.settings(INSPECTOR) == chosen
        assert await desk.reminders.settings(SUPERVISOR) == ReminderSettings()
        assert await desk.reminders.with_digest() == [INSPECTOR]
        await desk.reminders.keep_settings(INSPECTOR, ReminderSettings())
        assert await desk.reminders.with_digest() == []


async def test_a_term_holds_what_is_still_open_on_its_day(desk: Desk) -> None:
    """Neither what is settled nor what is due on another day; in the order of the form."""
    async with desk.database.transaction():
        act, inspection = await desk.act("a", InspectionStatus.FINISHED)
        for requirement, due, state in (
            ("10", TODAY, "open"),
            ("9", TODAY, "open"),
            ("1", TODAY, "eliminated"),
            ("2", TODAY, "not_eliminated"),
            ("3", TOMORROW, "open"),
            ("4", YESTERDAY, "eliminated"),
        ):
            await desk.order(inspection, requirement, due, state)
        term = await desk.reminders.term(inspection, TODAY)
        assert term is not None
        assert (term.act, term.due, term.requirements) == (act, TODAY, ("9", "10"))
        assert (str(term.number), term.subject_name) == ("2026-000001", "Қуат")
        assert await desk.reminders.term(inspection, YESTERDAY) is None
        duties = await desk.reminders.duties_of(inspection)
        assert [each.due for each in duties] == [TODAY, TOMORROW]


@pytest.mark.parametrize("status", InspectionStatus)
async def test_an_order_is_in_force_while_its_act_is(desk: Desk, status: InspectionStatus) -> None:
    """A correction has an order of its own: of what is superseded nobody is reminded."""
    in_force = status in {
        InspectionStatus.FINISHED,
        InspectionStatus.SUBMITTED,
        InspectionStatus.ACCEPTED,
        InspectionStatus.RETURNED,
    }
    async with desk.database.transaction():
        _act, inspection = await desk.act("a", status)
        await desk.order(inspection, "1", TODAY)
        assert (await desk.reminders.term(inspection, TODAY) is not None) == in_force
        assert bool(await desk.reminders.duties_of(inspection)) == in_force
        duties = await desk.reminders.duties_since(TODAY)
        assert ([each.inspection for each in duties] == [inspection]) == in_force
        assert bool(await desk.digests.terms_until(INSPECTOR, TODAY)) == in_force
        assert await desk.reminders.duties_since(TOMORROW) == []


async def test_concerned_is_who_inspects_and_who_received_the_act(desk: Desk) -> None:
    """Everybody once; who inspects and received it is an inspector; a withdrawn act concerns none.

    What is needed to be told is the role for the part one has in it.
    """
    async with desk.database.transaction():
        act, inspection = await desk.act("a", InspectionStatus.SUBMITTED, SUPERVISOR, OTHER)
        await desk.join(inspection, OTHER)
        await desk.order(inspection, "1", TODAY)
        await desk.order(inspection, "2", TODAY)
        duties = await desk.reminders.duties_of(inspection)
        assert set(duties) == {
            Duty(inspection, TODAY, INSPECTOR, Role.INSPECTOR),
            Duty(inspection, TODAY, OTHER, Role.INSPECTOR),
            Duty(inspection, TODAY, SUPERVISOR, Role.SUPERVISOR),
        }
        assert len(duties) == 3
        assert await desk.reminders.duties_since(TODAY) == duties
        assert await desk.reminders.duties_of(InspectionId(inspection + 1)) == []
        await desk.registry.submissions.withdraw(act, NOW)
        left = {each.person for each in await desk.reminders.duties_of(inspection)}
        assert left == {INSPECTOR, OTHER}


async def test_what_waits_is_submitted_and_not_withdrawn(desk: Desk) -> None:
    """For each supervisor, since the day it was sent; nobody's own act waits for the own word."""
    async with desk.database.transaction():
        act, inspection = await desk.act("a", InspectionStatus.SUBMITTED, SUPERVISOR, ADMIN)
        await desk.act("b", InspectionStatus.ACCEPTED, SUPERVISOR)
        own, _inspection = await desk.act("c", InspectionStatus.SUBMITTED, INSPECTOR)
        waits = await desk.reminders.waiting_of(act)
        assert [(each.supervisor, each.since) for each in waits] == [
            (SUPERVISOR, NOW),
            (ADMIN, NOW),
        ]
        first = waits[0]
        assert (first.act, first.inspection, first.inspector) == (act, inspection, INSPECTOR)
        assert await desk.reminders.waiting(first.submission) == first
        assert await desk.reminders.all_waiting() == waits
        assert await desk.digests.waits(SUPERVISOR) == [first]
        assert await desk.reminders.waiting_of(own) == []
        await desk.registry.submissions.withdraw(act, NOW)
        assert await desk.reminders.all_waiting() == await desk.reminders.waiting_of(act) == []
        assert await desk.reminders.waiting(first.submission) is None
        assert await desk.digests.waits(SUPERVISOR) == []


async def test_a_digest_sums_up_what_concerns_the_person(desk: Desk) -> None:
    """Returned acts and terms of who inspects, takes part or received the act; of nobody else."""
    async with desk.database.transaction():
        _act, inspection = await desk.act("a", InspectionStatus.RETURNED, SUPERVISOR)
        await desk.join(inspection, OTHER)
        await desk.order(inspection, "1", YESTERDAY)
        await desk.order(inspection, "2", YESTERDAY)
        await desk.order(inspection, "3", TODAY)
        await desk.order(inspection, "4", TOMORROW)
        for person in (INSPECTOR, OTHER, SUPERVISOR):
            assert [each.subject_name for each in await desk.digests.returned(person)] == ["Қуат"]
            terms = await desk.digests.terms_until(person, TODAY)
            assert [(each.due, each.requirements) for each in terms] == [
                (YESTERDAY, ("1", "2")),
                (TODAY, ("3",)),
            ]
        assert await desk.digests.returned(ADMIN) == []
        assert await desk.digests.terms_until(ADMIN, TODAY) == []
        await desk.move(inspection, InspectionStatus.SUPERSEDED)
        assert await desk.digests.returned(SUPERVISOR) == []


async def test_the_last_digest_is_remembered(desk: Desk) -> None:
    """So that the next one can say what is new."""
    async with desk.database.transaction():
        assert await desk.digests.last_digest(SUPERVISOR) is None
        assert await desk.digests.last_digest(NOBODY) is None
        await desk.digests.keep_last_digest(SUPERVISOR, NOW)
        assert await desk.digests.last_digest(SUPERVISOR) == NOW
        assert await desk.digests.last_digest(ADMIN) is None


async def test_planned_is_what_has_not_begun(desk: Desk) -> None:
    """Of one person, and no other jobs; what has begun is still ordered."""
    outbox = SqliteOutbox(desk.database)
    later, lane = NOW + timedelta(days=9999), f"remind:{INSPECTOR}"
    async with desk.database.transaction():
        await outbox.plan(JobKind.REMIND, lane, "planned", later)
        await outbox.order(JobKind.REMIND, lane, "begun")
        await outbox.plan(JobKind.REMIND, f"remind:{OTHER}", "another's", later)
        await outbox.plan(JobKind.FETCH_PROOF, lane, "another job", later)
        assert await desk.reminders.planned(INSPECTOR) == ["planned"]
        assert sorted(await desk.reminders.ordered()) == ["another's", "begun", "planned"]
