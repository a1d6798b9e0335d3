"""Evidence in SQLite: each message once, each file settled once."""

from dataclasses import replace

import pytest

from bot.domain.inspection import Evidence, EvidenceKind, EvidenceStatus, InspectionId
from bot.services.stores import EvidenceStore, PendingEvidence
from storage.database import Database
from storage.inspections import SqliteInspections
from tests.storage.conftest import INSPECTOR, NOW, OTHER

PHOTO = Evidence(0, "1", EvidenceKind.PHOTO, EvidenceStatus.PENDING, "есептегіш", NOW)
PLACE = Evidence(
    0, "1", EvidenceKind.LOCATION, EvidenceStatus.STORED, None, NOW, None, 43.238949, 76.889709
)


async def kept(inspections: SqliteInspections, draft: InspectionId) -> tuple[Evidence, ...]:
    """Read the evidence of an inspection."""
    found = await inspections.get(draft)
    assert found is not None
    return found.evidence


async def test_a_message_counts_once(
    database: Database, inspections: SqliteInspections, draft: InspectionId
) -> None:
    """The same message again adds nothing; the same number in another chat is another message."""
    async with database.transaction():
        first = await inspections.add_evidence(draft, PHOTO, INSPECTOR, 5, "file")
        assert first is not None
        assert await inspections.add_evidence(draft, PHOTO, INSPECTOR, 5, "file") is None
        assert await inspections.add_evidence(draft, PHOTO, OTHER, 5, "file") is not None
        assert (await kept(inspections, draft))[0] == replace(
            PHOTO, id=first, author=INSPECTOR, author_name="Person 11"
        )


@pytest.mark.parametrize("order", [(7, 5, 6), (5, 6, 7), (6, 7, 5)])
async def test_evidence_stands_in_the_order_in_which_it_was_sent(
    database: Database,
    inspections: SqliteInspections,
    draft: InspectionId,
    order: tuple[int, ...],
) -> None:
    """An album is in order whichever of its photos came first."""
    async with database.transaction():
        for message in order:
            photo = replace(PHOTO, caption=str(message))
            await inspections.add_evidence(draft, photo, INSPECTOR, message, "file")
        captions = [item.caption for item in await kept(inspections, draft)]
    assert captions == ["5", "6", "7"]


async def test_a_place_comes_back_exactly(
    database: Database, inspections: SqliteInspections, draft: InspectionId
) -> None:
    """A location has no file; its numbers are kept as they came."""
    async with database.transaction():
        number = await inspections.add_evidence(draft, PLACE, INSPECTOR, 5, None)
        assert number is not None
        assert await kept(inspections, draft) == (
            replace(PLACE, id=number, author=INSPECTOR, author_name="Person 11"),
        )
        assert await inspections.pending(number) is None


async def test_a_file_is_settled_once(
    database: Database, inspections: SqliteInspections, draft: InspectionId
) -> None:
    """What is stored is not refused afterwards, and the other way round."""
    store: EvidenceStore = inspections
    async with database.transaction():
        first = await inspections.add_evidence(draft, PHOTO, INSPECTOR, 5, "file")
        second = await inspections.add_evidence(draft, PHOTO, INSPECTOR, 6, "file")
        assert first is not None
        assert second is not None
        assert await store.pending(first) == PendingEvidence(
            first, draft, "1", INSPECTOR, EvidenceKind.PHOTO, "file"
        )
        await store.store(first, "5ha256")
        await store.refuse(second, "too_large")
        await store.refuse(first, "damaged")
        await store.store(second, "0ther")
        assert await store.pending(first) is None
        found = await kept(inspections, draft)
    assert [(one.status, one.sha256) for one in found] == [
        (EvidenceStatus.STORED, "5ha256"),
        (EvidenceStatus.REFUSED, None),
    ]
    # Each file added and each file settled is a change of the inspection.
    async with database.transaction():
        inspection = await inspections.get(draft)
    assert inspection is not None
    assert inspection.version == 4
