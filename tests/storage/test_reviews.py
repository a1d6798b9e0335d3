"""Steps in the review of acts, and the queue of what waits for a decision, in SQLite."""

from datetime import timedelta

import pytest

from bot.domain.act import ActId, Edition
from bot.domain.checklist import Checklist, HeaderField
from bot.domain.inspection import InspectionStatus
from bot.domain.people import PersonId, Role
from bot.domain.review import Review, Step
from storage.acts import SqliteActs
from storage.database import Database
from storage.inspections import SqliteInspections
from storage.reviews import SqliteReviews
from storage.submissions import SqliteSubmissions
from tests.storage.conftest import ADMIN, INSPECTOR, NOW, SUPERVISOR, person

STEP = Review(ActId(1), Step.RETURNED, SUPERVISOR, NOW, "<b>&😀", ("1", "2"), "AwACAgIAAxkBAAIB")


class Desk:
    """Finishes inspections and sends their acts up."""

    def __init__(
        self, database: Database, inspections: SqliteInspections, checklist: Checklist
    ) -> None:
        self.database = database
        self.reviews = SqliteReviews(database)
        self.submissions = SqliteSubmissions(database)
        self._inspections = inspections
        self._checklist = checklist

    async def send(self, minutes: int, *supervisors: PersonId) -> ActId:
        """Finish one more inspection, and send it so many minutes later."""
        number = await self._inspections.add(INSPECTOR, self._checklist, NOW)
        await self._inspections.set_header(number, HeaderField.SUBJECT_NAME, "Қуат", NOW)
        for status in (InspectionStatus.FINISHED, InspectionStatus.SUBMITTED):
            found = await self._inspections.get(number)
            assert found is not None
            assert await self._inspections.move(found, status, NOW)
        assert found is not None
        official = person(INSPECTOR, Role.INSPECTOR)
        acts = SqliteActs(self.database)
        record = await acts.add(found, 2026, f"code {number}", Edition.KAZAKH, official, NOW)
        for supervisor in supervisors:
            await self.submissions.queue(record.id, supervisor, NOW + timedelta(minutes=minutes))
        return record.id

    async def queue(self, supervisor: PersonId) -> list[int]:
        """What waits for somebody, the same whether it is listed or counted."""
        found = await self.reviews.waiting(supervisor, 99, 0)
        assert len(found) == await self.reviews.count_waiting(supervisor)
        return [each.id for each in found]


@pytest.fixture
def desk(database: Database, inspections: SqliteInspections, checklist: Checklist) -> Desk:
    """An empty desk."""
    return Desk(database, inspections, checklist)


async def test_a_step_is_kept_as_it_was_said(desk: Desk) -> None:
    """With its remark, its requirements and its voice; the first step comes first."""
    async with desk.database.transaction():
        await desk.send(0)
        later = Review(ActId(1), Step.UNLOCKED, ADMIN, NOW + timedelta(days=1))
        for step in (STEP, later):
            await desk.reviews.add(step)
        assert await desk.reviews.of_act(ActId(1)) == [STEP, later]
        assert await desk.reviews.of_act(ActId(2)) == []


async def test_only_what_waits_for_somebody_is_in_the_queue(desk: Desk) -> None:
    """Not what was decided, withdrawn, or made by the person; the longest waiting comes first."""
    async with desk.database.transaction():
        young = await desk.send(9, SUPERVISOR, ADMIN, INSPECTOR)
        old = await desk.send(1, SUPERVISOR)
        assert await desk.queue(SUPERVISOR) == [old, young]
        assert await desk.queue(ADMIN) == [young]
        assert await desk.queue(INSPECTOR) == []
        rows = desk.database.rows
        await rows("INSERT INTO participant VALUES (1, ?, NULL, NULL, '2026')", (ADMIN,))
        assert await desk.queue(ADMIN) == []
        await rows("UPDATE inspection SET status = 'accepted' WHERE id = 2")
        assert await desk.queue(SUPERVISOR) == [young]
        await desk.submissions.withdraw(young, NOW)
        assert await desk.queue(SUPERVISOR) == []


async def test_sent_once_more_an_act_waits_as_long_as_it_did(desk: Desk) -> None:
    """Only after a withdrawal it begins to wait anew."""
    async with desk.database.transaction():
        act = await desk.send(0, SUPERVISOR)
        later = NOW + timedelta(hours=5)
        await desk.submissions.queue(act, SUPERVISOR, later)
        assert [each.waits_since for each in await desk.reviews.waiting(SUPERVISOR, 9, 0)] == [NOW]
        await desk.submissions.withdraw(act, later)
        await desk.submissions.queue(act, SUPERVISOR, later)
        found = await desk.reviews.waiting(SUPERVISOR, 9, 0)
        assert [each.waits_since for each in found] == [later]


async def test_a_correction_is_open_until_it_is_finished_or_cancelled(desk: Desk) -> None:
    """Only a draft counts."""
    async with desk.database.transaction():
        await desk.send(0)
        correction = await desk._inspections.add(INSPECTOR, desk._checklist, NOW)
        found = await desk._inspections.get(correction)
        assert found is not None
        inspection = await SqliteActs(desk.database).get(ActId(1))
        assert inspection is not None
        assert not await desk.reviews.is_being_corrected(inspection.inspection)
        await desk.database.rows("UPDATE inspection SET corrects = 1 WHERE id = ?", (correction,))
        assert await desk.reviews.is_being_corrected(inspection.inspection)
        assert await desk._inspections.move(found, InspectionStatus.CANCELLED, NOW)
        assert not await desk.reviews.is_being_corrected(inspection.inspection)
