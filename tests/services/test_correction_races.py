"""Corrections from two devices at once: whoever comes first, and nothing is lost or doubled."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.act import ActId, Edition
from bot.domain.canonical import data_hash
from bot.domain.checklist import HeaderField, Verdict
from bot.domain.errors import BrokenRule, NotNow, ReasonMissing, ScreenIsStale
from bot.domain.inspection import Inspection, InspectionId, InspectionStatus
from bot.domain.people import Person, PersonId
from bot.services.act_contents import act_data
from bot.telegram.conversation import Services
from tests.direct import DirectOffice, working
from tests.office import services_of

ACT = ActId(1)
TYPED = ("Департамент", "17", "05.03.2026", "Қуат 😀", "500640000015", "Астана")
NOW = datetime(2026, 3, 5, tzinfo=UTC)


class Desk:
    """An inspector with one finished act, and a supervisor."""

    def __init__(self, office: DirectOffice) -> None:
        self.office = office
        self.services: Services = services_of(office.app)
        self.stores = office.stores

    async def person(self, number: int = 1002) -> Person:
        """Somebody of the staff."""
        found = await self.stores.people.get(PersonId(number))
        assert found is not None
        return found

    async def issue(self) -> None:
        """Finish the first inspection."""
        services, inspector = self.services, await self.person()
        who, inspections = inspector.id, services.inspections
        draft = await inspections.begin(inspector, "digital_mining_pools")
        for name, typed in zip(HeaderField, TYPED, strict=True):
            await inspections.type_header(who, draft.id, name, typed)
        for number in draft.checklist.numbers:
            await inspections.answer(who, draft.id, number, 0, Verdict.COMPLIES)
        await self.finish(draft.id)

    async def finish(self, inspection: InspectionId) -> None:
        """Finish an inspection as it is."""
        inspector = await self.person()
        draft = await self.services.inspections.draft(inspector.id, inspection)
        await self.services.acts.finish(inspector, draft.id, draft.version, Edition.KAZAKH)

    async def begin(self) -> Inspection:
        """Begin the correction of the first act."""
        return await self.services.corrections.begin(await self.person(), ACT, "reason")

    async def submit(self) -> None:
        """Send the first act up."""
        await self.services.submissions.submit(await self.person(), ACT, [PersonId(1003)])

    def statuses(self) -> list[str]:
        """How every inspection stands."""
        return [
            row["status"] for row in self.office.rows("SELECT status FROM inspection ORDER BY id")
        ]


@asynccontextmanager
async def at_desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """The inspector's desk, in a transaction: it belongs to the task of the test."""
    async with working(tmp_path / "data") as office, office.stores.database.transaction():
        desk = Desk(office)
        await desk.issue()
        yield desk


def interrupt(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, store: object, name: str, what: str
) -> None:
    """Let something happen just before a store writes, after everything was read."""
    write = getattr(store, name)

    async def meanwhile(*arguments: object) -> object:
        monkeypatch.setattr(store, name, write)
        await getattr(desk, what)()
        return await write(*arguments)

    monkeypatch.setattr(store, name, meanwhile)


async def test_two_devices_begin_one_correction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have read before either writes: both get the same draft."""
    async with at_desk(tmp_path) as desk:
        interrupt(desk, monkeypatch, desk.stores.inspections, "move", "begin")
        draft = await desk.begin()
        assert (draft.id, draft.revision) == (InspectionId(2), 2)
        assert desk.statuses() == ["finished", "draft"]
        told = desk.office.rows("SELECT 1 FROM audit WHERE action = 'correction_begun'")
        assert len(told) == 1


async def test_begun_after_it_was_submitted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is begun: the act is with a supervisor."""
    async with at_desk(tmp_path) as desk:
        interrupt(desk, monkeypatch, desk.stores.inspections, "move", "submit")
        with pytest.raises(ScreenIsStale):
            await desk.begin()
        assert desk.statuses() == ["submitted"]
        with pytest.raises(NotNow):
            await desk.begin()


async def test_submitted_after_a_correction_was_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old revision is not sent behind the back of the new one."""
    async with at_desk(tmp_path) as desk:
        interrupt(desk, monkeypatch, desk.stores.inspections, "move", "begin")
        with pytest.raises(BrokenRule):
            await desk.submit()
        assert desk.statuses() == ["finished", "draft"]
        assert not desk.office.rows("SELECT 1 FROM submission")


@pytest.mark.parametrize("column", ["version = version + 1", "status = 'submitted'"])
@pytest.mark.parametrize("number", [1, 2])
async def test_finished_only_if_both_are_as_they_were_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, column: str, number: int
) -> None:
    """Whatever of the two changed meanwhile: neither moves, no number and no print is made."""
    async with at_desk(tmp_path) as desk:
        draft = await desk.begin()
        await desk.stores.database.rows("DELETE FROM outbox")
        supersede = desk.stores.corrections.supersede

        async def late(one: Inspection, other: Inspection, now: datetime) -> bool:
            statement = f"UPDATE inspection SET {column} WHERE id = ?"
            await desk.stores.database.rows(statement, (number,))
            return await supersede(one, other, now)

        monkeypatch.setattr(desk.stores.corrections, "supersede", late)
        with pytest.raises(ScreenIsStale):
            await desk.finish(draft.id)
        assert "superseded" not in desk.statuses()
        assert len(desk.office.rows("SELECT 1 FROM act")) == 1
        assert not desk.office.rows("SELECT 1 FROM outbox")


async def test_what_a_correction_takes_over(tmp_path: Path) -> None:
    """All that was told, with its authors; the taps begin at zero and the audit is sound."""
    async with at_desk(tmp_path) as desk:
        former = await desk.stores.inspections.get(InspectionId(1))
        draft = await desk.begin()
        assert former is not None
        assert draft.header == former.header
        assert draft.circumstances == former.circumstances
        assert draft.answers == {n: replace(each, version=0) for n, each in former.answers.items()}
        assert draft.correction is not None
        assert (draft.correction.corrects, draft.correction.act) == (InspectionId(1), "2026-000001")
        assert await desk.stores.audit.first_untold() is None
        number = draft.checklist.numbers[0]
        await desk.services.inspections.answer(
            PersonId(1002), draft.id, number, 0, Verdict.VIOLATES
        )
        undone = await desk.services.inspections.undo(PersonId(1002), draft.id, number, 1)
        assert undone.answer(number).verdict is Verdict.COMPLIES
        assert await desk.stores.audit.first_untold() is None
        await desk.stores.database.rows("UPDATE answer SET version = 9 WHERE inspection = 2")
        assert await desk.stores.audit.first_untold() == 2


async def test_a_year_later_the_number_is_the_same(tmp_path: Path) -> None:
    """Each revision follows the one before; the next act takes the next number."""
    async with at_desk(tmp_path) as desk:
        for revision in (2, 3):
            act = ActId(revision - 1)
            draft = await desk.services.corrections.begin(await desk.person(), act, "reason")
            await desk.finish(draft.id)
        await desk.issue()
        rows = desk.office.rows("SELECT sequence, revision FROM act ORDER BY id")
        assert [tuple(row) for row in rows] == [(1, 1), (1, 2), (1, 3), (2, 1)]
        for number in range(1, 5):
            found = await desk.services.acts.read(await desk.services.acts.record(ActId(number)))
            assert found.record.data_hash == data_hash(act_data(found.record, found.inspection))
        assert desk.statuses() == ["superseded", "superseded", "finished", "finished"]
        with pytest.raises(NotNow):
            await desk.begin()


async def test_nobody_corrects_without_a_reason(tmp_path: Path) -> None:
    """Only what a supervisor said spares the inspector the words."""
    async with at_desk(tmp_path) as desk:
        person = await desk.person()
        with pytest.raises(ReasonMissing):
            await desk.services.corrections.begin(person, ACT)
        found = await desk.stores.inspections.get(InspectionId(1))
        assert found is not None
        assert await desk.stores.inspections.move(found, InspectionStatus.RETURNED, NOW)
        with pytest.raises(ReasonMissing):
            await desk.services.corrections.begin(person, ACT)
