"""What a revision changed: each thing that was entered, and nothing else."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.domain.checklist import HeaderField, Severity, Verdict
from bot.domain.circumstances import Acquaintance, Circumstance, Circumstances, Official
from bot.domain.differences import Difference, Value, What, differences
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
from tests.documents.samples import official_checklists

WHEN = datetime(2026, 3, 5, 10, 30, tzinfo=UTC)
PHOTO = Evidence(5, "1", EvidenceKind.PHOTO, EvidenceStatus.STORED, None, WHEN, "cd" * 32)
FORMER = Inspection(
    InspectionId(9),
    PersonId(1002),
    official_checklists()["digital_miners"],
    InspectionStatus.FINISHED,
    1,
    42,
    Header("body", "17-2", date(2026, 3, 1), "Қуат", "500640000015", "Астана"),
    {
        "1": Answer("1", Verdict.VIOLATES, remark="remark", severity=Severity.MINOR, version=3),
        "2": Answer("2", Verdict.COMPLIES, version=1),
    },
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
COPY = replace(
    FORMER,
    id=InspectionId(10),
    status=InspectionStatus.DRAFT,
    revision=2,
    version=0,
    answers={number: replace(each, version=0) for number, each in FORMER.answers.items()},
    evidence=(replace(PHOTO, id=6),),
    correction=Correction(InspectionId(9), "reason", PersonId(1002)),
)


def answering(number: str, **changed: Any) -> Inspection:
    """The copy with another answer."""
    known = COPY.answer(number)
    return replace(COPY, answers={**COPY.answers, number: replace(known, **changed)})


def test_a_copy_differs_in_nothing() -> None:
    """Numbers of rows and counters of taps are no changes."""
    assert differences(FORMER, COPY) == ()


@pytest.mark.parametrize("name", list(HeaderField))
def test_each_field_of_the_header_is_compared(name: HeaderField) -> None:
    """From what to what."""
    value: Any = date(2030, 1, 1) if name is HeaderField.APPOINTMENT_DATE else "other"
    changes: Any = {name.value: value}
    changed = replace(COPY, header=replace(COPY.header, **changes))
    expected = Difference(What.HEADER, name, FORMER.header.value(name), value)
    assert differences(FORMER, changed) == (expected,)


def test_each_circumstance_is_compared() -> None:
    """Also one that was taken away."""
    for name in Circumstance:
        taken: Any = {name.value: None}
        changed = replace(COPY, circumstances=replace(COPY.circumstances, **taken))
        before = getattr(FORMER.circumstances, name.value)
        assert differences(FORMER, changed) == (Difference(What.CIRCUMSTANCE, name, before, None),)
    assert {each.name for each in fields(Circumstances)} == {name.value for name in Circumstance}


@pytest.mark.parametrize(
    ("what", "name", "value"),
    [
        (What.CASE, "alternative", "key"),
        (What.REASON, "reason", "why"),
        (What.REMARK, "remark", "other"),
        (What.SEVERITY, "severity", Severity.GROSS),
    ],
)
def test_each_part_of_an_answer_is_compared(what: What, name: str, value: Value) -> None:
    """One change, one difference."""
    before = getattr(FORMER.answer("1"), name)
    changed = answering("1", **{name: value})
    assert differences(FORMER, changed) == (Difference(what, "1", before, value),)


def test_what_is_no_longer_violated_needs_no_more_words() -> None:
    """Severity and term go with the violation."""
    changed = answering("1", verdict=Verdict.COMPLIES)
    expected = Difference(What.VERDICT, "1", Verdict.VIOLATES, Verdict.COMPLIES)
    assert differences(FORMER, changed) == (expected,)


def test_a_new_violation_tells_severity_term_and_measure() -> None:
    """All of the order that was not there before."""
    changed = answering("2", verdict=Verdict.VIOLATES, severity=Severity.GROSS)
    changed = replace(
        changed, measures={**COPY.measures, "2": Measure("2", date(2026, 4, 1), "do it")}
    )
    assert differences(FORMER, changed) == (
        Difference(What.VERDICT, "2", Verdict.COMPLIES, Verdict.VIOLATES),
        Difference(What.SEVERITY, "2", None, Severity.GROSS),
        Difference(What.TERM, "2", None, date(2026, 4, 1)),
        Difference(What.INSTRUCTION, "2", None, "do it"),
    )


def test_another_term_and_measure() -> None:
    """Of the same violation."""
    changed = replace(COPY, measures={"1": Measure("1", date(2026, 4, 1))})
    assert differences(FORMER, changed) == (
        Difference(What.TERM, "1", date(2026, 3, 20), date(2026, 4, 1)),
        Difference(What.INSTRUCTION, "1", "instruction", None),
    )


def test_evidence_that_came_and_went() -> None:
    """A file that was refused, or is still on its way, is no evidence."""
    added = replace(PHOTO, id=7, sha256="ef" * 32)
    pending = replace(PHOTO, id=8, status=EvidenceStatus.PENDING, sha256=None)
    more = replace(COPY, evidence=(*COPY.evidence, added, pending))
    assert differences(FORMER, more) == (Difference(What.EVIDENCE, "1", (), (added,)),)
    less = replace(COPY, evidence=())
    assert differences(FORMER, less) == (Difference(What.EVIDENCE, "1", (PHOTO,), ()),)


def test_who_took_part_is_compared_by_name() -> None:
    """As it is printed."""
    changed = replace(COPY, participants=(Participant(PersonId(1005), "Оспанов", "маман"),))
    assert differences(FORMER, changed) == (Difference(What.PARTICIPANTS, "", None, "Оспанов"),)


def test_the_order_is_that_of_the_act() -> None:
    """Header, circumstances, then the requirements as the checklist numbers them."""
    changed = answering("2", remark="b")
    changed = replace(
        changed,
        answers={**changed.answers, "1": replace(changed.answer("1"), remark="a")},
        header=replace(COPY.header, address="other"),
        circumstances=replace(COPY.circumstances, place="other"),
    )
    found = [(each.what, each.name) for each in differences(FORMER, changed)]
    assert found == [
        (What.HEADER, "address"),
        (What.CIRCUMSTANCE, "place"),
        (What.REMARK, "1"),
        (What.REMARK, "2"),
    ]
