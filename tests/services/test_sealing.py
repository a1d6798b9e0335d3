"""The hash of an act's data: the same for the same data, and chained from act to act."""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from bot.checklists.loader import parse_checklist
from bot.domain.act import ActId, ActNumber, Edition
from bot.domain.canonical import data_hash
from bot.domain.checklist import HeaderField, Severity, Verdict
from bot.domain.circumstances import Acquaintance, Circumstance, Circumstances, Official
from bot.domain.elimination import Measure
from bot.domain.inspection import (
    Answer,
    Correction,
    Evidence,
    EvidenceKind,
    EvidenceStatus,
    Header,
    Inspection,
    InspectionId,
    InspectionStatus,
    Participant,
)
from bot.domain.people import PersonId
from bot.services.act_contents import act_data
from bot.services.act_store import ActRecord
from bot.telegram.conversation import Services
from tests.checklists.sample import SAMPLE
from tests.direct import DirectOffice, working
from tests.office import services_of

WHEN = datetime(2026, 3, 5, 10, 30, tzinfo=UTC)
RECORD = ActRecord(
    id=ActId(7),
    inspection=InspectionId(9),
    inspector=PersonId(1002),
    number=ActNumber(2026, 123),
    code="A" * 22,
    edition=Edition.KAZAKH,
    official_name="Жұмабеков Ерлан",
    official_position="бас маман",
    finished_at=WHEN,
    previous_hash="ab" * 32,
)
ANSWER = Answer("1", Verdict.VIOLATES, "key", "reason", "remark", Severity.MINOR, 3)
PHOTO = Evidence(
    5, "1", EvidenceKind.PHOTO, EvidenceStatus.STORED, "caption", WHEN, "cd" * 32, 51.5, 71.25
)
INSPECTION = Inspection(
    InspectionId(9),
    PersonId(1002),
    parse_checklist(SAMPLE, "sample.toml"),
    InspectionStatus.FINISHED,
    1,
    42,
    Header("body", "17-2", date(2026, 3, 1), "Қуат", "500640000015", "Астана"),
    {"1": ANSWER},
    (PHOTO,),
    Circumstances(
        WHEN,
        date(2026, 3, 4),
        date(2026, 3, 5),
        "place",
        (Official("Оспанов", "маман"),),
        "name",
        "position",
        Acquaintance.SIGNED,
    ),
    {"1": Measure("1", date(2026, 3, 20), "instruction")},
)
OTHER_VALUES: Mapping[str, Any] = {
    "appointment_date": date(2026, 3, 2),
    "started_at": WHEN + timedelta(minutes=1),
    "period_start": date(2026, 3, 3),
    "period_end": date(2026, 3, 6),
    "colleagues": (),
    "acquaintance": Acquaintance.ABSENT,
    "verdict": Verdict.COMPLIES,
    "severity": Severity.GROSS,
    "version": 4,
    "due": date(2026, 3, 21),
    "kind": EvidenceKind.VOICE,
    "sent_at": WHEN + timedelta(seconds=1),
    "latitude": 51.500001,
    "longitude": 71.250001,
    "number": ActNumber(2026, 123, 2),
    "edition": Edition.KAZAKH_AND_RUSSIAN,
    "finished_at": WHEN + timedelta(seconds=1),
}
NOT_OF_THE_ACT = {"id", "inspection", "inspector", "official", "data_hash"}
"""What the database needs and no reader of the act ever sees."""
OF_CORRECTIONS = {"superseded_at"}
NOT_OF_A_FILE = {"id", "status", "author_name"}
"""The name of an author is sealed where there are several."""


def sealed(record: ActRecord = RECORD, inspection: Inspection = INSPECTION) -> str:
    """The hash of an act."""
    return data_hash(act_data(record, inspection))


def other(name: str) -> Any:
    """Another value for a field; most hold a text."""
    return OTHER_VALUES.get(name, "something else")


def test_the_hash_is_what_it_was_in_every_release() -> None:
    """It is printed in acts: a release that writes the data differently would call them altered."""
    assert sealed() == "d377ba0cceaf1a915a408b2f88557ecc52e240cb1f41a42a206fb86dd7cec7dc"


def test_how_the_same_is_written_does_not_matter() -> None:
    """Other zones, composed letters, another order, a text that SQLite gave back."""
    elsewhere = WHEN.astimezone(timezone(timedelta(hours=5)))
    split = unicodedata.normalize("NFD", "Жұмабеков Ерлан й")
    joined = unicodedata.normalize("NFC", split)
    assert split != joined
    answers = {"2": Answer("2"), "1": ANSWER}
    again = {"1": ANSWER, "2": Answer("2")}
    assert sealed(RECORD._replace(finished_at=elsewhere)) == sealed()
    assert sealed(RECORD._replace(official_name=split)) == sealed(
        RECORD._replace(official_name=joined)
    )
    assert sealed(inspection=replace(INSPECTION, answers=answers)) == sealed(
        inspection=replace(INSPECTION, answers=again)
    )


@pytest.mark.parametrize("name", sorted(set(ActRecord._fields) - NOT_OF_THE_ACT - OF_CORRECTIONS))
def test_every_part_of_the_number_and_the_signature_is_sealed(name: str) -> None:
    """Who, when, under which number, in which languages, and after which act."""
    assert sealed(RECORD._replace(**{name: other(name)})) != sealed()


@pytest.mark.parametrize("part", ["header", "circumstances"])
def test_everything_told_of_the_inspection_is_sealed(part: str) -> None:
    """Each field, and each left empty."""
    before = getattr(INSPECTION, part)
    hashes = {sealed()}
    for field in fields(before):
        for value in (None, other(field.name)):
            changed = replace(before, **{field.name: value})
            hashes.add(sealed(inspection=replace(INSPECTION, **{part: changed})))
    assert len(hashes) == 1 + 2 * len(fields(before))


def test_everything_answered_and_ordered_is_sealed() -> None:
    """Each field of an answer and of a measure, and whether there is one at all."""
    hashes = {
        sealed(),
        sealed(inspection=replace(INSPECTION, answers={})),
        sealed(inspection=replace(INSPECTION, measures={})),
    }
    for field in fields(Answer):
        answer = replace(ANSWER, **{field.name: other(field.name)})
        hashes.add(sealed(inspection=replace(INSPECTION, answers={"1": answer})))
    for field in fields(Measure):
        measure = replace(INSPECTION.measures["1"], **{field.name: other(field.name)})
        hashes.add(sealed(inspection=replace(INSPECTION, measures={"1": measure})))
    assert len(hashes) == 3 + len(fields(Answer)) + len(fields(Measure))


def test_everything_enclosed_is_sealed() -> None:
    """The bytes of a photo by their hash, what was said of it, and where; no coordinate is lost."""
    sealed_fields = [each.name for each in fields(Evidence) if each.name not in NOT_OF_A_FILE]
    hashes = {sealed(), sealed(inspection=replace(INSPECTION, evidence=()))}
    for name in sealed_fields:
        evidence = (replace(PHOTO, **{name: other(name)}),)
        hashes.add(sealed(inspection=replace(INSPECTION, evidence=evidence)))
    assert len(hashes) == 2 + len(sealed_fields)


def test_the_reason_of_a_correction_is_sealed() -> None:
    """What it corrects, of which day, why, and by whom; a first revision has nothing of this."""
    record = RECORD._replace(number=ActNumber(2026, 123, 2), superseded_at=WHEN)
    correction = Correction(InspectionId(8), "reason", PersonId(1002), "2026-000123")
    corrected = replace(INSPECTION, correction=correction)
    others = [
        replace(correction, reason="another"),
        replace(correction, author=PersonId(1005)),
        None,
    ]
    hashes = {
        sealed(record, corrected),
        sealed(record._replace(superseded_at=WHEN + timedelta(seconds=1)), corrected),
        *(sealed(record, replace(corrected, correction=other)) for other in others),
    }
    assert len(hashes) == 2 + len(others)


def test_whoever_leads_later_changes_no_hash() -> None:
    """An act keeps its hash when its inspection is handed over to a colleague."""
    record = RECORD._replace(official=PersonId(1002))
    answers = {"1": replace(ANSWER, author=PersonId(1002))}
    inspection = replace(INSPECTION, answers=answers)
    assert sealed(record, inspection) == sealed()
    handed_over = replace(inspection, inspector=PersonId(1005))
    assert sealed(record._replace(inspector=PersonId(1005)), handed_over) == sealed()


def test_everybody_who_inspected_is_sealed() -> None:
    """Who took part, under which name, and who entered what; alone, nothing of this is written."""
    record = RECORD._replace(official=PersonId(1002))
    one, other = PersonId(1002), PersonId(1005)
    by_one = replace(INSPECTION, answers={"1": replace(ANSWER, author=one)})
    by_other = replace(INSPECTION, answers={"1": replace(ANSWER, author=other)})
    sent = replace(PHOTO, author=other)
    photo = replace(INSPECTION, evidence=(sent,))
    photo_of = replace(INSPECTION, evidence=(replace(sent, author_name="Оспанов"),))
    named = [Participant(other, "Оспанов", "маман"), Participant(other, "Оспанов", "бас маман")]
    together = [replace(by_one, participants=(each,)) for each in named]
    everything = [by_one, by_other, photo, photo_of, *together, replace(together[0], answers={})]
    assert len({sealed(record, each) for each in everything}) == len(everything)
    assert sealed(record, by_one) == sealed()


@pytest.mark.parametrize("status", [EvidenceStatus.PENDING, EvidenceStatus.REFUSED])
def test_what_is_not_enclosed_is_not_sealed(status: EvidenceStatus) -> None:
    """A file that was refused belongs to no act."""
    refused = (PHOTO, replace(PHOTO, id=6, status=status, sha256=None))
    assert sealed(inspection=replace(INSPECTION, evidence=refused)) == sealed()


def test_the_checklists_edition_is_sealed() -> None:
    """The same answers to other questions are another act."""
    checklist = INSPECTION.checklist
    amended = replace(checklist, order=replace(checklist.order, edition=date(2030, 1, 1)))
    for changed in (amended, replace(checklist, id="another")):
        assert sealed(inspection=replace(INSPECTION, checklist=changed)) != sealed()


async def test_each_act_names_the_hash_of_the_act_before(tmp_path: Path) -> None:
    """Without a gap; and what was sealed can be computed again from the database."""
    async with working(tmp_path / "data") as office:
        services = services_of(office.app)
        async with office.stores.database.transaction():
            chain = [await _finished(office, services, violated=n == 1) for n in range(3)]
        async with office.stores.database.transaction():
            previous = None
            for act in chain:
                found = await services.acts.read(await services.acts.record(act.id))
                assert found.record == act
                assert act.previous_hash == previous
                assert act.data_hash == data_hash(act_data(found.record, found.inspection))
                assert await office.stores.acts.latest(act.id) == act
                previous = act.data_hash
        written = office.rows("SELECT details FROM audit WHERE action = 'inspection_finished'")
        hashes = [json.loads(row["details"])["data_hash"] for row in written]
        assert hashes == [act.data_hash for act in chain]
        assert len(set(hashes)) == 3


async def _finished(office: DirectOffice, services: Services, *, violated: bool) -> ActRecord:
    """Finish an inspection as the dialog does."""
    inspector = await office.stores.people.get(PersonId(1002))
    assert inspector is not None
    who, inspections, proceedings = inspector.id, services.inspections, services.proceedings
    draft = await inspections.begin(inspector, "digital_mining_pools")
    typed = ("Департамент", "17", "05.03.2026", "Қуат 😀", "500640000015", "Астана")
    for name, value in zip(HeaderField, typed, strict=True):
        await inspections.type_header(who, draft.id, name, value)
    for number in draft.checklist.numbers:
        await inspections.answer(who, draft.id, number, 0, Verdict.COMPLIES)
    await proceedings.tell(who, draft.id, Circumstance.STARTED_AT, "05.03.2026 10:30")
    await proceedings.tell(who, draft.id, Circumstance.COLLEAGUES, "Оспанов, маман")
    if violated:
        number = draft.checklist.numbers[0]
        await inspections.answer(who, draft.id, number, 1, Verdict.VIOLATES)
        await proceedings.grade(who, draft.id, number, Severity.GROSS)
        await proceedings.set_due(who, draft.id, number, inspections.today() + timedelta(days=10))
    draft = await inspections.draft(who, draft.id)
    return (await services.acts.finish(inspector, draft.id, draft.version, Edition.RUSSIAN)).record
