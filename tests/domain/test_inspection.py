"""An inspection: gaps, the next question, violations; acts, people, languages."""

from datetime import UTC, date, datetime

import pytest

from bot.checklists.loader import CHECKLISTS, load_checklists
from bot.domain.act import ActNumber
from bot.domain.checklist import HeaderField, Verdict
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
from bot.domain.language import Language, closest_language
from bot.domain.people import Person, PersonId, Role

MINERS = load_checklists([CHECKLISTS])[0].checklist
FULL = Header("body", "1", date(2026, 1, 1), "name", "500640000015", "address")


def inspection(*answers: Answer, evidence: tuple[Evidence, ...] = ()) -> Inspection:
    """An inspection with a full header and these answers."""
    return Inspection(
        InspectionId(1),
        PersonId(2),
        MINERS,
        InspectionStatus.DRAFT,
        1,
        0,
        FULL,
        {answer.requirement: answer for answer in answers},
        evidence,
    )


def piece(requirement: str, kind: EvidenceKind, status: EvidenceStatus) -> Evidence:
    """A piece of evidence."""
    return Evidence(1, requirement, kind, status, None, datetime(2026, 1, 1, tzinfo=UTC))


def complete(**changes: Answer) -> list[Answer]:
    """All requirements complied with, but for the changes."""
    answers = {number: Answer(number, Verdict.COMPLIES) for number in MINERS.numbers}
    return list({**answers, **{a.requirement: a for a in changes.values()}}.values())


def test_everything_missing_is_a_gap() -> None:
    """Header fields first, then each requirement in the order of the form."""
    empty = Inspection(InspectionId(1), PersonId(2), MINERS, InspectionStatus.DRAFT, 1, 0)
    gaps = empty.gaps()
    assert [gap.header_field for gap in gaps[:6]] == list(HeaderField)
    assert [gap.requirement for gap in gaps[6:]] == list(MINERS.numbers)
    assert all(gap.blocking for gap in gaps)


def test_a_complete_inspection_has_no_gaps() -> None:
    """A violation that was described is complete: by text or by voice."""
    said = Answer("1", Verdict.VIOLATES, remark="found")
    spoken = Answer("2", Verdict.VIOLATES)
    voice = piece("2", EvidenceKind.VOICE, EvidenceStatus.STORED)
    assert inspection(*complete(a=said, b=spoken), evidence=(voice,)).gaps() == ()


def test_a_violation_without_words_is_a_gap_that_does_not_block() -> None:
    """The inspector decides."""
    silent = Answer("3", Verdict.VIOLATES)
    assert inspection(*complete(a=silent)).gaps() == (Gap(requirement="3", blocking=False),)


def test_a_file_on_its_way_blocks_and_a_refused_one_does_not() -> None:
    """The act must not be finished without what was sent."""
    waiting = piece("4", EvidenceKind.PHOTO, EvidenceStatus.PENDING)
    refused = piece("5", EvidenceKind.PHOTO, EvidenceStatus.REFUSED)
    found = inspection(*complete(), evidence=(waiting, refused))
    assert found.gaps() == (Gap(requirement="4", pending_evidence=True),)
    assert found.evidence_for("5") == ()


def test_the_next_question_is_the_next_open_one() -> None:
    """Ahead first, then from the start; none when all are answered."""
    some = inspection(*(Answer(n, Verdict.COMPLIES) for n in ("1", "3", "8")))
    assert some.next_open("3") == "4"
    assert some.next_open("8") == "2"
    assert some.first_open() == "2"
    assert inspection(*complete()).next_open("8") is None
    assert inspection(*complete()).first_open() is None


def test_an_unanswered_requirement_is_never_its_own_next() -> None:
    """Skipping forward leads away from where one is."""
    rest = [Answer(n, Verdict.COMPLIES) for n in MINERS.numbers if n != "5"]
    assert inspection(*rest).next_open("5") is None


def test_neighbours_end_at_the_ends_of_the_form() -> None:
    """No wrapping around."""
    some = inspection()
    assert some.neighbour("1", -1) is None
    assert some.neighbour("1", 1) == "2"
    assert some.neighbour("8", 1) is None


def test_violations_are_named_in_the_order_of_the_form() -> None:
    """As art. 152(2)(8) wants them."""
    some = inspection(Answer("7", Verdict.VIOLATES), Answer("2", Verdict.VIOLATES))
    assert some.violations == ("2", "7")
    assert some.answered == 2


def test_an_act_is_named_by_year_sequence_and_revision() -> None:
    """Six digits, so that files sort as they were finished."""
    number = ActNumber(2026, 123)
    assert str(number) == "2026-000123"
    assert number.file_name(Language.KAZAKH) == "act-2026-000123-r1-kk.pdf"


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("wanted", list(Role))
def test_a_role_may_do_what_the_lower_ones_may(role: Role, wanted: Role) -> None:
    """Administrator, supervisor, inspector: each includes the next."""
    allowed = list(Role).index(role) >= list(Role).index(wanted)
    person = Person(PersonId(1), Language.KAZAKH, role=role)
    assert person.may(wanted) is allowed
    assert not Person(PersonId(1), Language.KAZAKH, role=role, active=False).may(wanted)
    assert not Person(PersonId(1), Language.KAZAKH).may(wanted)


@pytest.mark.parametrize(
    ("code", "language"),
    [("kk", "kk"), ("ru-RU", "ru"), ("EN", "en"), ("de", None), ("", None), (None, None)],
)
def test_the_language_of_a_telegram_is_recognised(code: str | None, language: str | None) -> None:
    """By its primary tag; others are none of ours."""
    assert closest_language(code) == language
