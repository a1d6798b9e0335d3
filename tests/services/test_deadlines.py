"""Terms of orders under races and corrections, and what is asked of them by digests."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.act import ActId, Edition
from bot.domain.checklist import HeaderField, Severity, Verdict
from bot.domain.deadline import Deadline, DeadlineState
from bot.domain.errors import BrokenRule, NotNow, ScreenIsStale, SettledMeanwhile
from bot.domain.inspection import EvidenceKind, EvidenceStatus, InspectionId
from bot.domain.people import Person, PersonId
from bot.services.evidence import Received
from bot.telegram.conversation import Services
from tests.direct import DirectOffice, working
from tests.office import services_of

FIRST, SECOND = ActId(1), ActId(2)
VIOLATED = ("1", "2", "3")
TYPED = ("Департамент", "17", "05.03.2026", "Қуат 😀", "500640000015", "Астана")


class Desk:
    """An inspector with one finished act that orders three violations to be eliminated."""

    def __init__(self, office: DirectOffice) -> None:
        self.office = office
        self.services: Services = services_of(office.app)
        self.stores = office.stores
        self.deadlines = self.services.deadlines

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
            verdict = Verdict.VIOLATES if number in VIOLATED else Verdict.COMPLIES
            await inspections.answer(who, draft.id, number, 0, verdict)
        due = self.deadlines.today() + timedelta(days=10)
        for number in VIOLATED:
            await inspections.grade(who, draft.id, number, Severity.MINOR)
            await services.proceedings.set_due(who, draft.id, number, due)
        await self.finish(draft.id)

    async def finish(self, inspection: InspectionId) -> None:
        """Finish an inspection as it is."""
        inspector = await self.person()
        draft = await self.services.inspections.draft(inspector.id, inspection)
        await self.services.acts.finish(inspector, draft.id, draft.version, Edition.KAZAKH)

    async def term(self, number: str, inspection: int = 1) -> Deadline:
        """One term as it is kept."""
        found = await self.deadlines.of(InspectionId(inspection))
        return next(each for each in found if each.requirement == number)

    async def prove(self, number: str, message: int) -> None:
        """Send a file and confirm the elimination with it."""
        await self.send(number, message)
        await self.deadlines.eliminate(await self.person(), FIRST, number, 0, "жойылды")

    async def send(self, number: str, message: int) -> None:
        """Send a file, and confirm nothing."""
        inspector = await self.person()
        order = await self.deadlines.begin(inspector, FIRST, number, 0)
        photo = Received(EvidenceKind.PHOTO, message, datetime.now(UTC), file_id=f"AgAC{message}")
        await self.services.proofs.receive(inspector.id, order.deadline(number), photo)


@asynccontextmanager
async def at_desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """The desk, in a transaction: it belongs to the task of the test."""
    async with working(tmp_path / "data") as office, office.stores.database.transaction():
        desk = Desk(office)
        await desk.issue()
        yield desk


async def test_a_correction_takes_over_what_became_of_its_violations(tmp_path: Path) -> None:
    """Eliminated with remark and proof, extended, and one that is no violation any more."""
    async with at_desk(tmp_path) as desk:
        inspector = await desk.person()
        await desk.prove("1", 7)
        ordered = await desk.term("2")
        until = ordered.due + timedelta(days=30)
        await desk.deadlines.extend(inspector, FIRST, "2", 0, until, "себебі")
        [pending] = desk.office.rows("SELECT id FROM proof")
        kept = await desk.services.proofs.pending(pending["id"])
        assert kept is not None
        await desk.services.proofs.store(kept, "ab" * 32)

        draft = await desk.services.corrections.begin(inspector, FIRST, "reason")
        assert await desk.deadlines.of(draft.id) == ()
        await desk.services.inspections.answer(inspector.id, draft.id, "3", 0, Verdict.COMPLIES)
        await desk.finish(draft.id)

        numbers = [each.requirement for each in await desk.deadlines.of(draft.id)]
        assert numbers == ["1", "2"]
        gone, extended = await desk.term("1", draft.id), await desk.term("2", draft.id)
        assert (gone.state, gone.remark) == (DeadlineState.ELIMINATED, "жойылды")
        assert [each.status for each in gone.proof] == [EvidenceStatus.STORED]
        assert gone.settler == inspector.full_name
        assert (extended.due, extended.extension_reason) == (until, "себебі")
        with pytest.raises(NotNow):
            await desk.deadlines.reopen(inspector, FIRST, "1", 1)
        order = await desk.deadlines.reopen(inspector, SECOND, "1", 1)
        assert order.deadline("1").state is DeadlineState.OPEN
        assert (await desk.term("1")).state is DeadlineState.ELIMINATED
        found = await desk.stores.digests.terms_until(inspector.id, until)
        counted = {(each.act, number) for each in found for number in each.requirements}
        assert counted == {(SECOND, "1"), (SECOND, "2")}


async def test_a_file_still_under_way_is_fetched_for_both_revisions(tmp_path: Path) -> None:
    """The copy has a job of its own: the correction waits for nobody."""
    async with at_desk(tmp_path) as desk:
        inspector = await desk.person()
        await desk.prove("1", 7)
        await desk.send("2", 8)
        draft = await desk.services.corrections.begin(inspector, FIRST, "reason")
        await desk.finish(draft.id)
        rows = desk.office.rows("SELECT subject FROM outbox WHERE kind = 'fetch_proof'")
        assert [row["subject"] for row in rows] == ["1", "2", "3"]
        assert (await desk.term("2", 2)).proofs == ()
        assert [each.status for each in (await desk.term("1", 2)).proof] == [EvidenceStatus.PENDING]


Decision = Callable[[Desk, Person], Awaitable[object]]


async def eliminate(desk: Desk, person: Person) -> object:
    """Say that it is gone."""
    return await desk.deadlines.eliminate(person, FIRST, "1", 0, "жойылды")


async def fail(desk: Desk, person: Person) -> object:
    """Say that it is not."""
    return await desk.deadlines.not_eliminated(person, FIRST, "1", 0, None)


async def extend(desk: Desk, person: Person) -> object:
    """Give more time."""
    until = desk.deadlines.today() + timedelta(days=40)
    return await desk.deadlines.extend(person, FIRST, "1", 0, until, "себебі")


@pytest.mark.parametrize("second", [eliminate, fail, extend])
@pytest.mark.parametrize("first", [eliminate, fail, extend])
async def test_of_two_decisions_one_counts(
    tmp_path: Path, first: Decision, second: Decision, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have read before either writes: the compare-and-set lets the faster one through."""
    async with at_desk(tmp_path) as desk:
        inspector, boss = await desk.person(), await desk.person(1001)
        store = desk.deadlines._store
        save = store.save

        async def meanwhile(deadline: Deadline) -> bool:
            monkeypatch.setattr(store, "save", save)
            await first(desk, inspector)
            return await save(deadline)

        monkeypatch.setattr(store, "save", meanwhile)
        with pytest.raises(ScreenIsStale):
            await second(desk, boss)
        assert (await desk.term("1")).settled_by == inspector.id
        with pytest.raises(SettledMeanwhile) as refusal:
            await second(desk, boss)
        assert refusal.value.settler == inspector.full_name
        told = desk.office.rows("SELECT 1 FROM audit WHERE actor = 1001")
        assert told == []


async def test_two_tasks_behind_a_barrier(tmp_path: Path) -> None:
    """Two persons at the same moment, each in a transaction: one wins, the other learns it."""
    async with working(tmp_path / "data") as office:
        desk = Desk(office)
        async with office.stores.database.transaction():
            await desk.issue()
            people = [await desk.person(), await desk.person(1001)]
        barrier = asyncio.Barrier(2)

        async def decide(person: Person) -> BrokenRule | None:
            await barrier.wait()
            async with office.stores.database.transaction():
                try:
                    await eliminate(desk, person)
                except BrokenRule as error:
                    return error
            return None

        outcomes = await asyncio.gather(*(decide(person) for person in people))
        assert [type(each) for each in outcomes if each] == [SettledMeanwhile]
