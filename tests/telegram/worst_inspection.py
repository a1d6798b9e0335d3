"""An inspection with the longest texts that the rules allow, and what several see of it."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.domain.checklist import Checklist, Severity, Verdict
from bot.domain.circumstance_rules import MAX_PLACE, MOST_COLLEAGUES
from bot.domain.circumstances import Acquaintance, Circumstances, Official
from bot.domain.elimination import Measure
from bot.domain.inspection import (
    Answer,
    Evidence,
    EvidenceKind,
    EvidenceStatus,
    Header,
    Inspection,
    InspectionId,
    InspectionStatus,
    Participant,
)
from bot.domain.language import Language
from bot.domain.people import Person, PersonId, Role
from bot.domain.texts import MAX_PROFILE_FIELD
from bot.domain.transitions import Part
from bot.services.participants import MAX_PARTICIPANTS, Change
from bot.services.proceedings import MAX_INSTRUCTION
from bot.telegram.reply import Screen
from bot.telegram.screens import participants, review
from bot.telegram.screens.authors import Viewer

HUGE = 2**52
LONG = "Ұ&<😀" * 100
ADMIN = Person(
    PersonId(HUGE),
    Language.KAZAKH,
    role=Role.ADMIN,
    full_name=LONG[:200],
    position=LONG[:200],
    state_body=LONG[:200],
)
SOMEBODY = PersonId(HUGE - 1)
INSPECTORS = (Part.LEADER, Part.COLLEAGUE)


def worst_inspection(checklist: Checklist) -> Inspection:
    """The longest texts that the rules allow, everywhere."""
    when = datetime(2026, 11, 22, tzinfo=UTC)
    answers = {
        number: Answer(
            number, Verdict.VIOLATES, None, LONG, LONG * 10, Severity.SIGNIFICANT, 10**6, ADMIN.id
        )
        for number in checklist.numbers
    }
    measures = {
        number: Measure(number, when.date(), (LONG * 4)[:MAX_INSTRUCTION])
        for number in checklist.numbers
    }
    evidence = tuple(
        Evidence(place, number, kind, EvidenceStatus.PENDING, None, when)
        for number in checklist.numbers
        for place, kind in enumerate(EvidenceKind)
    )
    filled = Header(LONG[:300], LONG[:100], date(2026, 11, 22), LONG, "500640000015", LONG)
    return Inspection(
        InspectionId(HUGE),
        ADMIN.id,
        checklist,
        InspectionStatus.DRAFT,
        1,
        10**9,
        filled,
        answers,
        evidence,
        worst_circumstances(when),
        measures,
        tuple(Participant(PersonId(number), LONG, LONG) for number in range(MAX_PARTICIPANTS)),
    )


def worst_circumstances(when: datetime) -> Circumstances:
    """The longest texts that the rules allow for what the act tells beside the header."""
    official = Official(LONG[:MAX_PROFILE_FIELD], LONG[:MAX_PROFILE_FIELD])
    return Circumstances(
        when,
        when.date(),
        when.date(),
        LONG[:MAX_PLACE],
        (official,) * MOST_COLLEAGUES,
        LONG[:MAX_PROFILE_FIELD],
        LONG[:MAX_PROFILE_FIELD],
        Acquaintance.REFUSED_TO_READ,
    )


def worst_participants(inspection: Inspection, empty: Inspection, viewer: Viewer) -> list[Screen]:
    """The reviews of leader and co-inspector, choosing co-inspectors, and a changed answer."""
    return [
        review.review_screen(inspection, viewer, "1"),
        *(review.review_screen(empty, replace(viewer, part=part)) for part in INSPECTORS),
        participants.participants_screen(inspection, [ADMIN] * 30, 8),
        Screen(*participants.changed_message(_changed(inspection), LONG)),
    ]


def _changed(inspection: Inspection) -> Change:
    answer = inspection.answer(inspection.checklist.numbers[0])
    return Change(inspection, answer, answer, ADMIN)
