"""Acts and submissions in SQLite."""

from datetime import timedelta

import pytest

from bot.domain.act import ActId, ActNumber, DocumentKind, Edition
from bot.domain.checklist import Checklist, HeaderField, Verdict
from bot.domain.inspection import Answer, Inspection, InspectionStatus
from bot.domain.people import PersonId, Role
from bot.services.act_store import ActRecord, ActStore, ActSummary, PrintRecord
from bot.services.stores import Submission, SubmissionStatus, SubmissionStore
from storage.acts import SqliteActs
from storage.corrections import SqliteCorrections
from storage.database import Database
from storage.inspections import SqliteInspections
from storage.submissions import SqliteSubmissions
from tests.storage.conftest import ADMIN, INSPECTOR, NOW, OTHER, SUPERVISOR, person

OFFICIAL = person(INSPECTOR, Role.INSPECTOR)


class Registry:
    """Finishes inspections."""

    def __init__(
        self, database: Database, inspections: SqliteInspections, checklist: Checklist
    ) -> None:
        self.database = database
        self.acts: ActStore = SqliteActs(database)
        self.submissions: SubmissionStore = SqliteSubmissions(database)
        self._inspections = inspections
        self._checklist = checklist

    async def inspection(self, inspector: PersonId = INSPECTOR) -> Inspection:
        """Fill an inspection with one violation."""
        number = await self._inspections.add(inspector, self._checklist, NOW)
        answer = Answer("1", Verdict.VIOLATES, version=1)
        await self._inspections.save_answer(number, answer, inspector, NOW)
        await self._inspections.set_header(number, HeaderField.SUBJECT_NAME, "Қуат", NOW)
        found = await self._inspections.get(number)
        assert found is not None
        return found

    async def correct(self, inspection: Inspection) -> Inspection:
        """Begin the next revision of an inspection."""
        corrections = SqliteCorrections(self.database)
        number = await corrections.begin(inspection.id, inspection.inspector, "reason", NOW)
        found = await self._inspections.get(number) if number else None
        assert found is not None
        return found

    async def finish(self, inspection: Inspection, code: str, year: int = 2026) -> ActRecord:
        """Give an inspection its number."""
        return await self.acts.add(inspection, year, code, Edition.KAZAKH, OFFICIAL, NOW)

    async def finish_twice(self) -> None:
        """Finish one revision as two taps would."""
        async with self.database.transaction():
            inspection = await self.inspection()
            await self.finish(inspection, "a")
            await self.finish(inspection, "b")

    async def fail_after(self, code: str) -> None:
        """Make an act in a transaction that fails."""
        async with self.database.transaction():
            await self.act(code)
            raise RuntimeError

    async def act(self, code: str, inspector: PersonId = INSPECTOR) -> ActRecord:
        """Make a finished act."""
        return await self.finish(await self.inspection(inspector), code)


@pytest.fixture
def registry(database: Database, inspections: SqliteInspections, checklist: Checklist) -> Registry:
    """A registry of acts."""
    return Registry(database, inspections, checklist)


async def test_an_act_comes_back_as_it_was_finished(registry: Registry) -> None:
    """The act remembers who finished it under which name, whatever the profile says later."""
    async with registry.database.transaction():
        inspection = await registry.inspection()
        record = await registry.finish(inspection, "code")
        assert await registry.acts.get(record.id) == record
        assert await registry.acts.get(ActId(99)) is None
        assert await registry.acts.by_code("code") == record
        assert await registry.acts.by_code("Code") is None
    assert record == ActRecord(
        record.id,
        inspection.id,
        INSPECTOR,
        ActNumber(2026, 1, 1),
        "code",
        Edition.KAZAKH,
        "Person 11",
        "маман",
        NOW,
        official=INSPECTOR,
    )


async def test_numbers_run_without_gaps_within_each_year(registry: Registry) -> None:
    """Each year begins at one; a rolled back act takes no number with it."""
    database = registry.database
    async with database.transaction():
        await registry.act("a")
    with pytest.raises(RuntimeError):
        await registry.fail_after("lost")
    async with database.transaction():
        second = await registry.act("b")
        next_year = await registry.finish(await registry.inspection(), "c", 2027)
    assert (second.number, next_year.number) == (ActNumber(2026, 2, 1), ActNumber(2027, 1, 1))


async def test_a_correction_keeps_the_number_it_had(registry: Registry) -> None:
    """Later revisions, even in the next year, are the same act; no number is used up."""
    async with registry.database.transaction():
        first = await registry.inspection()
        await registry.finish(first, "a")
        await registry.act("b")
        second = await registry.correct(first)
        corrected = await registry.finish(second, "c")
        again = await registry.finish(await registry.correct(second), "d", 2027)
        third = await registry.act("e")
    assert (corrected.number, again.number) == (ActNumber(2026, 1, 2), ActNumber(2026, 1, 3))
    assert third.number == ActNumber(2026, 3, 1)


async def test_a_revision_is_finished_once(registry: Registry) -> None:
    """Two finishes of one revision cannot both get through."""
    with pytest.raises(Exception, match="UNIQUE"):
        await registry.finish_twice()


async def test_everybody_sees_the_acts_of_their_own_role(registry: Registry) -> None:
    """Inspectors see their own, supervisors what was sent to them, administrators all."""
    async with registry.database.transaction():
        own = await registry.act("a")
        foreign = await registry.act("b", OTHER)
        await registry.submissions.queue(foreign.id, SUPERVISOR, NOW)
        await registry.submissions.queue(foreign.id, INSPECTOR, NOW)

        async def visible(who: PersonId, role: Role | None) -> list[ActId]:
            return [act.id for act in await registry.acts.visible_to(person(who, role), 9, 0)]

        assert await visible(INSPECTOR, Role.INSPECTOR) == [own.id]
        assert await visible(OTHER, Role.INSPECTOR) == [foreign.id]
        assert await visible(SUPERVISOR, Role.SUPERVISOR) == [foreign.id]
        assert await visible(INSPECTOR, Role.SUPERVISOR) == [foreign.id, own.id]
        assert await visible(ADMIN, Role.ADMIN) == [foreign.id, own.id]
        assert await visible(SUPERVISOR, None) == []


async def test_acts_are_listed_in_pages_with_the_newest_first(registry: Registry) -> None:
    """A page holds what is asked for, with what a list shows of each act."""
    async with registry.database.transaction():
        records = [await registry.act(code) for code in "abc"]
        admin = person(ADMIN, Role.ADMIN)
        page = await registry.acts.visible_to(admin, 2, 0)
        rest = await registry.acts.visible_to(admin, 2, 2)
    newest = records[2]
    assert page[0] == ActSummary(newest.id, newest.number, "Қуат", 1, NOW, InspectionStatus.DRAFT)
    assert [act.id for act in (*page, *rest)] == [record.id for record in reversed(records)]


async def test_the_first_print_in_an_edition_counts(registry: Registry) -> None:
    """The file that was sent is the file that is remembered, of each document and edition."""
    files = {
        (kind, edition): f"{kind} in {edition}" for kind in DocumentKind for edition in Edition
    }
    async with registry.database.transaction():
        act = (await registry.act("a")).id
        for (kind, edition), sha256 in files.items():
            assert await registry.acts.document(act, kind, edition) is None
            await registry.acts.add_document(act, kind, edition, sha256, NOW)
            await registry.acts.add_document(act, kind, edition, "second", NOW)
        for (kind, edition), sha256 in files.items():
            assert await registry.acts.document(act, kind, edition) == sha256
            found = await registry.acts.by_file(sha256)
            assert found == PrintRecord(act, kind, edition)
        assert await registry.acts.by_file("second") is None


async def test_each_act_is_sealed_with_the_hash_of_the_act_before(registry: Registry) -> None:
    """In the order in which they were finished, over the turn of the year and over corrections."""
    async with registry.database.transaction():
        first = await registry.inspection()
        chain = [await registry.finish(first, "a"), await registry.act("b")]
        chain.append(await registry.finish(await registry.correct(first), "c"))
        chain.append(await registry.finish(await registry.inspection(), "d", 2027))
        expected = None
        for act in chain:
            assert await registry.acts.last_hash_before(act.id) == expected
            await registry.acts.seal(act.id, f"hash of {act.code}", expected)
            sealed = await registry.acts.get(act.id)
            assert sealed == act._replace(data_hash=f"hash of {act.code}", previous_hash=expected)
            expected = f"hash of {act.code}"


async def test_the_last_revision_of_a_number_is_the_latest(registry: Registry) -> None:
    """Whichever revision is asked for; other numbers have nothing to do with it."""
    async with registry.database.transaction():
        first = await registry.inspection()
        original = await registry.finish(first, "a")
        assert await registry.acts.latest(original.id) == original
        other = await registry.act("b")
        corrected = await registry.finish(await registry.correct(first), "c")
        assert corrected.superseded_at == original.finished_at
        for act in (original, corrected):
            assert await registry.acts.latest(act.id) == corrected
        assert await registry.acts.latest(other.id) == other
        assert await registry.acts.latest(ActId(99)) is None


async def test_a_submission_is_settled_and_can_be_sent_again(registry: Registry) -> None:
    """Sending again is the same submission, without the failure of the first time."""
    store = registry.submissions
    async with registry.database.transaction():
        act = (await registry.act("a")).id
        number = await store.queue(act, SUPERVISOR, NOW)
        queued = Submission(number, act, SUPERVISOR, SubmissionStatus.QUEUED, None)
        assert await store.get(number) == queued
        assert await store.get(number + 1) is None
        await store.settle(number, SubmissionStatus.FAILED, "blocked")
        assert await store.of_act(act) == [
            queued._replace(status=SubmissionStatus.FAILED, failure="blocked")
        ]
        assert await store.queue(act, SUPERVISOR, NOW) == number
        assert await store.of_act(act) == [queued]


async def test_the_last_choice_is_to_whom_the_last_act_was_sent(registry: Registry) -> None:
    """Only one's own acts count, and only the one that was sent last."""
    store = registry.submissions
    async with registry.database.transaction():
        assert await store.last_choice(INSPECTOR) == []
        first, second = await registry.act("a"), await registry.act("b")
        await store.queue(second.id, SUPERVISOR, NOW)
        await store.queue(first.id, ADMIN, NOW + timedelta(seconds=1))
        await store.queue(first.id, SUPERVISOR, NOW + timedelta(seconds=1))
        await store.queue((await registry.act("c", OTHER)).id, OTHER, NOW + timedelta(seconds=2))
        assert await store.last_choice(INSPECTOR) == [SUPERVISOR, ADMIN]
