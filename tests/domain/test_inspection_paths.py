"""Ways through an inspection: whatever is answered, nothing is lost from sight."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checklists.loader import CHECKLISTS, load_checklists
from bot.domain.checklist import HeaderField, Severity, Verdict
from bot.domain.circumstances import WITHOUT_DEFAULT
from bot.domain.elimination import Measure
from bot.domain.inspection import (
    Answer,
    Evidence,
    EvidenceKind,
    EvidenceStatus,
    Gap,
    Header,
    Inspection,
    InspectionId,
    InspectionStatus,
)
from bot.domain.people import PersonId

MINERS = next(
    each.checklist
    for each in load_checklists([CHECKLISTS])
    if each.checklist.id == "digital_miners"
)
NUMBERS = MINERS.numbers
FULL = Header("Департамент", "17-2/141", date(2026, 3, 5), "ТОО", "500640000015", "Астана")
BY_HAND = tuple(Gap(circumstance=name, blocking=False) for name in WITHOUT_DEFAULT)
"""Nothing is told of the circumstances here, and nothing of them holds anybody up."""
VERDICTS = st.dictionaries(st.sampled_from(NUMBERS), st.sampled_from(Verdict))


def draft(verdicts: Mapping[str, Verdict], header: Header = FULL) -> Inspection:
    """An inspection with these answers, each violation with a remark."""
    answers = {
        number: Answer(number, verdict, remark="Табылды", version=1)
        for number, verdict in verdicts.items()
    }
    return Inspection(
        InspectionId(1),
        PersonId(1002),
        MINERS,
        InspectionStatus.DRAFT,
        revision=1,
        version=0,
        header=header,
        answers=answers,
    )


def evidence(requirement: str, kind: EvidenceKind, status: EvidenceStatus) -> Evidence:
    """A piece of evidence."""
    return Evidence(1, requirement, kind, status, None, datetime(2026, 3, 5, tzinfo=UTC))


@pytest.mark.parametrize("name", list(HeaderField))
def test_each_field_of_the_header_is_missed(name: HeaderField) -> None:
    """No field of the form may stay empty."""
    changes: dict[str, None] = {name.value: None}
    header = replace(FULL, **changes)
    assert header.missing() == (name,)
    assert draft(dict.fromkeys(NUMBERS, Verdict.COMPLIES), header).gaps() == (
        Gap(header_field=name),
        *BY_HAND,
    )


@pytest.mark.parametrize(
    ("kind", "gaps"),
    [
        (EvidenceKind.VOICE, ()),
        (EvidenceKind.PHOTO, (Gap(requirement="3", blocking=False),)),
        (EvidenceKind.LOCATION, (Gap(requirement="3", blocking=False),)),
    ],
)
def test_a_voice_message_says_what_was_found(kind: EvidenceKind, gaps: tuple[Gap, ...]) -> None:
    """A photo alone does not."""
    whole = draft(dict.fromkeys(NUMBERS, Verdict.COMPLIES))
    violated = Answer("3", Verdict.VIOLATES, severity=Severity.GROSS, version=1)
    spoken = replace(
        whole,
        answers={**whole.answers, "3": violated},
        evidence=(evidence("3", kind, EvidenceStatus.STORED),),
        measures={"3": Measure("3", date(2026, 3, 15))},
    )
    assert spoken.gaps() == (*gaps, *BY_HAND)


def test_an_answer_that_was_never_given_is_empty() -> None:
    """Version 0 is what the first button is drawn for."""
    assert draft({}).answer("4") == Answer("4", version=0)


@given(VERDICTS)
def test_what_is_open_and_what_is_answered_are_the_whole(verdicts: dict[str, Verdict]) -> None:
    """However many answers there are, every requirement is one or the other."""
    some = draft(verdicts)
    rows = [gap for gap in some.gaps() if gap.requirement]
    missing = [gap.requirement for gap in rows if not gap.elimination]
    assert some.answered == len(verdicts)
    assert missing == [number for number in NUMBERS if number not in verdicts]
    assert some.first_open() == next(iter(missing), None)
    assert [gap.requirement for gap in rows if gap.elimination] == list(some.violations)


@given(VERDICTS)
def test_violations_are_named_in_the_order_of_the_form(verdicts: dict[str, Verdict]) -> None:
    """The act lists their numbers."""
    expected = [n for n in NUMBERS if verdicts.get(n) is Verdict.VIOLATES]
    assert list(draft(verdicts).violations) == expected


@given(VERDICTS, st.sampled_from(NUMBERS))
def test_going_on_comes_past_every_open_requirement(
    verdicts: dict[str, Verdict], start: str
) -> None:
    """Who answers what is next, again and again, ends with nothing open but the start."""
    given_so_far = dict(verdicts)
    steps = 0
    while (number := draft(given_so_far).next_open(start)) is not None:
        assert number not in given_so_far
        given_so_far[number] = Verdict.COMPLIES
        start = number
        steps += 1
    assert steps == len(given_so_far) - len(verdicts)
    assert set(NUMBERS) - set(given_so_far) <= {start}
