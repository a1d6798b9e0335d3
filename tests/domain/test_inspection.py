"""An inspection: gaps, the next question, violations; acts, people, languages."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.checklists.loader import CHECKLISTS, load_checklists
from bot.domain.act import ActNumber
from bot.domain.checklist import HeaderField, Severity, Verdict
from bot.domain.circumstances import WITHOUT_DEFAULT, Acquaintance, Circumstances
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
from bot.domain.language import Language, closest_language
from bot.domain.people import Person, PersonId, Role

MINERS = load_checklists([CHECKLISTS])[0].checklist
FULL = Header("body", "1", date(2026, 1, 1), "name", "500640000015", "address")
TOLD = Circumstances(
    started_at=datetime(2026, 1, 1, 9, 30, tzinfo=UTC),
    representative_name="name",
    representative_position="position",
    acquaintance=Acquaintance.SIGNED,
)


def inspection(
    *answers: Answer, evidence: tuple[Evidence, ...] = (), ordered: tuple[str, ...] = ()
) -> Inspection:
    """An inspection with a full header and these answers, a term set for each one ordered."""
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
        TOLD,
        {number: Measure(number, date(2026, 1, 11)) for number in ordered},
    )


def piece(requirement: str, kind: EvidenceKind, status: EvidenceStatus) -> Evidence:
    """A piece of evidence."""
    return Evidence(1, requirement, kind, status, None, datetime(2026, 1, 1, tzinfo=UTC))


def complete(**changes: Answer) -> list[Answer]:
    """All requirements complied with, but for the changes."""
    answers = {number: Answer(number, Verdict.COMPLIES) for number in MINERS.numbers}
    return list({**answers, **{a.requirement: a for a in changes.values()}}.values())


def test_everything_missing_is_a_gap() -> None:
    """Header fields first, then each requirement, then what can be filled in by hand."""
    empty = Inspection(InspectionId(1), PersonId(2), MINERS, InspectionStatus.DRAFT, 1, 0)
    gaps = empty.gaps()
    assert [gap.header_field for gap in gaps[:6]] == list(HeaderField)
    assert [gap.requirement for gap in gaps[6:-4]] == list(MINERS.numbers)
    assert [gap.circumstance for gap in gaps[-4:]] == list(WITHOUT_DEFAULT)
    assert [gap.blocking for gap in gaps] == [True] * (len(gaps) - 4) + [False] * 4


def test_a_complete_inspection_has_no_gaps() -> None:
    """A violation that was described is complete: by text or by voice."""
    said = Answer("1", Verdict.VIOLATES, remark="found", severity=Severity.GROSS)
    spoken = Answer("2", Verdict.VIOLATES, severity=Severity.MINOR)
    voice = piece("2", EvidenceKind.VOICE, EvidenceStatus.STORED)
    found = inspection(*complete(a=said, b=spoken), evidence=(voice,), ordered=("1", "2"))
    assert found.gaps() == ()


@pytest.mark.parametrize("severity", [None, Severity.GROSS])
@pytest.mark.parametrize("ordered", [(), ("1",)])
def test_a_violation_needs_severity_and_term(
    severity: Severity | None, ordered: tuple[str, ...]
) -> None:
    """Art. 152(6)(6) and (7): without either there is no order, and nothing can be finished."""
    said = Answer("1", Verdict.VIOLATES, remark="found", severity=severity)
    found = inspection(*complete(a=said), ordered=ordered)
    is_whole = severity is not None and ordered != ()
    assert found.is_ordered("1") is is_whole
    assert found.gaps() == (() if is_whole else (Gap(requirement="1", elimination=True),))


def test_the_severity_of_the_checklist_goes_before_the_inspectors() -> None:
    """What the order says is not for the inspector to change; what it leaves open is."""
    graded = replace(MINERS.requirements[0], severity=Severity.GROSS)
    checklist = replace(MINERS, requirements=(graded, *MINERS.requirements[1:]))
    answers = [Answer(number, severity=Severity.MINOR) for number in ("1", "2")]
    found = replace(inspection(*answers), checklist=checklist)
    assert found.severity("1") is Severity.GROSS
    assert found.severity("2") is Severity.MINOR
    assert found.severity("3") is None


def test_a_term_of_what_is_not_violated_asks_for_nothing() -> None:
    """The verdict was changed afterwards."""
    mended = Answer("1", Verdict.COMPLIES, severity=Severity.GROSS)
    assert inspection(*complete(a=mended), ordered=("1",)).gaps() == ()


def test_a_violation_without_words_is_a_gap_that_does_not_block() -> None:
    """The inspector decides."""
    silent = Answer("3", Verdict.VIOLATES, severity=Severity.MINOR)
    found = inspection(*complete(a=silent), ordered=("3",))
    assert found.gaps() == (Gap(requirement="3", blocking=False),)


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
