"""Who is printed as an official, and whom each piece of evidence names."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.act import ActId, ActNumber, Edition
from bot.domain.circumstances import Circumstances, Official
from bot.domain.inspection import (
    Correction,
    Evidence,
    EvidenceKind,
    EvidenceStatus,
    Inspection,
    InspectionId,
    InspectionStatus,
    Participant,
)
from bot.domain.people import PersonId
from bot.services.act_contents import ActContents
from bot.services.act_store import ActRecord
from storage.files import FileStore
from tests.documents.samples import official_checklists

WHEN = datetime(2026, 3, 5, 10, 30, tzinfo=UTC)
LEADER, COLLEAGUE, STRANGER = PersonId(1002), PersonId(1005), PersonId(1006)
FIRST = Official("Жұмабеков Ерлан", "бас маман")
SECOND = Official("Оспанов Бауыржан", "маман")
TOLD = Official("Ким Сергей", "сарапшы")
RECORD = ActRecord(
    ActId(7),
    InspectionId(9),
    LEADER,
    ActNumber(2026, 123),
    "A" * 22,
    Edition.KAZAKH,
    FIRST.full_name,
    FIRST.position,
    WHEN,
    official=LEADER,
)
INSPECTION = Inspection(
    InspectionId(9),
    LEADER,
    official_checklists()["digital_miners"],
    InspectionStatus.FINISHED,
    1,
    42,
    circumstances=Circumstances(colleagues=(TOLD, SECOND)),
    participants=(Participant(COLLEAGUE, SECOND.full_name, SECOND.position),),
)


class Noon:
    """A clock that stands still."""

    def now(self) -> datetime:
        """The present moment."""
        return WHEN

    def local(self, moment: datetime) -> datetime:
        """The agency is in Greenwich."""
        return moment


@pytest.fixture
def contents(tmp_path: Path) -> ActContents:
    """What gathers an act for printing."""
    return ActContents(FileStore(tmp_path), Noon(), is_draft_form=True)


def test_the_leader_comes_first_and_nobody_twice(contents: ActContents) -> None:
    """Whoever finished, the co-inspectors, then those who were only told of."""
    printed = contents.of(RECORD, INSPECTION, Edition.KAZAKH)
    assert printed.officials == (FIRST, SECOND, TOLD)
    alone = replace(INSPECTION, participants=())
    assert contents.of(RECORD, alone, Edition.KAZAKH).officials == (FIRST, TOLD, SECOND)


@pytest.mark.parametrize("leads_now", [LEADER, STRANGER])
def test_evidence_names_its_author(contents: ActContents, leads_now: PersonId) -> None:
    """Also when somebody else leads the inspection by now; an unknown author gets no name."""
    authors: Mapping[PersonId | None, str] = {
        LEADER: FIRST.full_name,
        COLLEAGUE: SECOND.full_name,
        None: FIRST.full_name,
        STRANGER: "",
    }
    evidence = tuple(
        Evidence(n, "1", kind, EvidenceStatus.STORED, None, WHEN, "ab" * 32, author=author)
        for n, (author, kind) in enumerate(
            (author, kind)
            for author in authors
            for kind in (EvidenceKind.PHOTO, EvidenceKind.VOICE)
        )
    )
    inspection = replace(INSPECTION, inspector=leads_now, evidence=evidence)
    printed = contents.of(RECORD._replace(inspector=leads_now), inspection, Edition.KAZAKH)
    assert [photo.author for photo in printed.photos] == list(authors.values())
    assert [each.author for each in printed.enclosures] == list(authors.values())


def test_a_correction_says_what_it_replaces(contents: ActContents) -> None:
    """By whom is who finished it: that one signs."""
    assert contents.of(RECORD, INSPECTION, Edition.KAZAKH).replaces is None
    correction = Correction(InspectionId(8), "why", STRANGER, "2026-000123")
    corrected = replace(INSPECTION, correction=correction)
    record = RECORD._replace(number=ActNumber(2026, 123, 2), superseded_at=WHEN)
    replaces = contents.of(record, corrected, Edition.KAZAKH).replaces
    assert replaces is not None
    assert (replaces.reason, replaces.author, replaces.superseded_at) == ("why", FIRST, WHEN)
