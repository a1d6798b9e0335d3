"""Inspections and their answers in SQLite."""

import asyncio
from datetime import date, timedelta

import pytest

from bot.domain.checklist import Checklist, HeaderField, Verdict
from bot.domain.inspection import Answer, Header, Inspection, InspectionId, InspectionStatus
from bot.services.stores import InspectionStore, Subject
from storage.database import Database
from storage.inspections import SqliteInspections
from tests.storage.conftest import INSPECTOR, NOW, OTHER

HEADER: dict[HeaderField, str | date] = {
    HeaderField.STATE_BODY: "орган",
    HeaderField.APPOINTMENT_NUMBER: "№ 7",
    HeaderField.APPOINTMENT_DATE: date(2026, 3, 1),
    HeaderField.SUBJECT_NAME: "ЖШС «Қуат»",
    HeaderField.SUBJECT_NUMBER: "060340002584",
    HeaderField.ADDRESS: "Алматы",
}
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def store(inspections: SqliteInspections) -> InspectionStore:
    """The store as the services see it."""
    return inspections


async def read(store: InspectionStore, number: InspectionId) -> Inspection:
    """Read an inspection that exists."""
    found = await store.get(number)
    assert found is not None
    return found


async def test_a_new_inspection_is_an_empty_draft(
    database: Database, store: InspectionStore, draft: InspectionId, checklist: Checklist
) -> None:
    """It remembers who began it and with which edition, and nothing else."""
    async with database.transaction():
        assert await store.get(InspectionId(draft + 1)) is None
        assert await read(store, draft) == Inspection(
            draft, INSPECTOR, checklist, InspectionStatus.DRAFT, revision=1, version=0
        )


async def test_every_value_of_the_header_is_kept(
    database: Database, store: InspectionStore, draft: InspectionId
) -> None:
    """Each value has its own place, and each change counts."""
    async with database.transaction():
        for name, value in HEADER.items():
            await store.set_header(draft, name, value, LATER)
        found = await read(store, draft)
    assert found.header == Header(**{name.value: value for name, value in HEADER.items()})  # type: ignore[arg-type]
    assert found.version == len(HEADER)


async def test_an_answer_and_the_one_before_it_are_kept(
    database: Database, store: InspectionStore, draft: InspectionId
) -> None:
    """One step back is always possible, back to no answer as well."""
    first = Answer("1", Verdict.VIOLATES, None, None, "ақау бар", version=1, author=INSPECTOR)
    second = Answer("1", Verdict.NOT_APPLICABLE, "case", "себеп", None, version=2, author=INSPECTOR)
    async with database.transaction():
        assert await store.previous_answer(draft, "1") is None
        assert await store.save_answer(draft, first, INSPECTOR, NOW)
        assert await store.previous_answer(draft, "1") == Answer("1")
        assert await store.save_answer(draft, second, INSPECTOR, LATER)
        assert await store.previous_answer(draft, "1") == first
        assert (await read(store, draft)).answers == {"1": second}


@pytest.mark.parametrize("version", [0, 1, 3])
async def test_an_answer_to_an_older_state_is_not_kept(
    database: Database, store: InspectionStore, draft: InspectionId, version: int
) -> None:
    """Only the answer that follows the present one is taken; a second tap changes nothing."""
    answer = Answer("1", Verdict.COMPLIES, version=1, author=INSPECTOR)
    async with database.transaction():
        assert await store.save_answer(draft, answer, INSPECTOR, NOW)
        late = Answer("1", Verdict.VIOLATES, version=version)
        assert not await store.save_answer(draft, late, OTHER, LATER)
        found = await read(store, draft)
    assert found.answers == {"1": answer}
    assert found.version == 1


async def test_of_two_answers_at_once_one_wins(
    database: Database, store: InspectionStore, draft: InspectionId
) -> None:
    """Two devices answer the same question: one answer is kept, the other learns of it."""
    barrier = asyncio.Barrier(2)

    async def answer(verdict: Verdict) -> bool:
        await barrier.wait()
        async with database.transaction():
            return await store.save_answer(draft, Answer("1", verdict, version=1), INSPECTOR, NOW)

    saved = await asyncio.gather(answer(Verdict.COMPLIES), answer(Verdict.VIOLATES))
    assert sorted(saved) == [False, True]


async def test_drafts_are_listed_with_the_last_changed_first(
    database: Database, store: InspectionStore, checklist: Checklist
) -> None:
    """Only one's own open drafts, with what is answered so far."""
    async with database.transaction():
        older, newer, closed, foreign = [
            await store.add(who, checklist, NOW + timedelta(seconds=number))
            for number, who in enumerate((INSPECTOR, INSPECTOR, INSPECTOR, OTHER))
        ]
        await store.move(await read(store, closed), InspectionStatus.CANCELLED, LATER)
        await store.save_answer(older, Answer("1", Verdict.COMPLIES, version=1), INSPECTOR, LATER)
        await store.save_answer(newer, Answer("1", remark="?", version=1), INSPECTOR, NOW)
        await store.set_header(older, HeaderField.SUBJECT_NAME, "Қуат", LATER)
        found = await store.drafts(INSPECTOR)
        assert [one.id for one in await store.drafts(OTHER)] == [foreign]
    assert [(one.id, one.answered, one.subject_name) for one in found] == [
        (older, 1, "Қуат"),
        (newer, 0, None),
    ]
    assert (found[0].checklist, found[0].updated_at) == (checklist, LATER)


async def test_a_status_moves_only_from_what_was_read(
    database: Database, store: InspectionStore, draft: InspectionId
) -> None:
    """Compare and set: neither a changed status nor a changed version is overwritten."""
    async with database.transaction():
        seen = await read(store, draft)
        await store.save_answer(draft, Answer("1", version=1), INSPECTOR, NOW)
        assert not await store.move(seen, InspectionStatus.FINISHED, LATER)
        now = await read(store, draft)
        assert await store.move(now, InspectionStatus.FINISHED, LATER)
        assert not await store.move(now, InspectionStatus.CANCELLED, LATER)
        assert (await read(store, draft)).status is InspectionStatus.FINISHED


async def test_a_subject_is_known_from_ones_own_finished_inspections(
    database: Database, store: InspectionStore, draft: InspectionId
) -> None:
    """A draft, or somebody else's inspection, tells nothing about a subject."""
    number = str(HEADER[HeaderField.SUBJECT_NUMBER])
    async with database.transaction():
        await store.set_header(draft, HeaderField.SUBJECT_NUMBER, number, NOW)
        await store.set_header(draft, HeaderField.SUBJECT_NAME, "Қуат", NOW)
        assert await store.known_subject(number, INSPECTOR) is None
        await store.move(await read(store, draft), InspectionStatus.FINISHED, NOW)
        assert await store.known_subject(number, INSPECTOR) == Subject(number, "Қуат", None)
        assert await store.known_subject(number, OTHER) is None
        assert await store.known_subject("000000000000", INSPECTOR) is None
