"""What a revision of an act changed in the one before."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from bot.domain.checklist import HeaderField, Severity, Verdict
from bot.domain.circumstances import Acquaintance, Circumstance, Official
from bot.domain.inspection import Evidence, EvidenceStatus, Inspection

Value: TypeAlias = (
    str
    | date
    | datetime
    | Verdict
    | Severity
    | Acquaintance
    | tuple[Official, ...]
    | tuple[Evidence, ...]
    | None
)


class What(StrEnum):
    """What a difference is about; the last ones belong to a requirement."""

    HEADER = "header"
    CIRCUMSTANCE = "circumstance"
    PARTICIPANTS = "participants"
    VERDICT = "verdict"
    CASE = "case"
    REASON = "reason"
    REMARK = "remark"
    SEVERITY = "severity"
    TERM = "term"
    INSTRUCTION = "instruction"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Difference:
    """One change: of which field, circumstance or requirement (`name`), from what, to what.

    Of evidence `before` is what was taken away, and `after` what came.
    """

    what: What
    name: str
    before: Value
    after: Value


def differences(former: Inspection, present: Inspection) -> tuple[Difference, ...]:
    """List what changed: header, circumstances, co-inspectors, then the requirements by number."""
    found = (
        *_in_header(former, present),
        *_in_circumstances(former, present),
        Difference(What.PARTICIPANTS, "", _participants(former), _participants(present)),
        *(
            each
            for number in present.checklist.numbers
            for each in _in_requirement(former, present, number)
        ),
    )
    return tuple(each for each in found if each.before != each.after)


def _in_header(former: Inspection, present: Inspection) -> Iterator[Difference]:
    for name in HeaderField:
        before, after = former.header.value(name), present.header.value(name)
        yield Difference(What.HEADER, name, before, after)


def _in_circumstances(former: Inspection, present: Inspection) -> Iterator[Difference]:
    for name in Circumstance:
        before = getattr(former.circumstances, name.value)
        after = getattr(present.circumstances, name.value)
        yield Difference(What.CIRCUMSTANCE, name, before, after)


def _participants(inspection: Inspection) -> str | None:
    """Names as they are printed; who they are by number does not count here."""
    return ", ".join(one.full_name or "" for one in inspection.participants) or None


def _in_requirement(former: Inspection, present: Inspection, number: str) -> Iterator[Difference]:
    one, other = former.answer(number), present.answer(number)
    yield Difference(What.VERDICT, number, one.verdict, other.verdict)
    yield Difference(What.CASE, number, one.alternative, other.alternative)
    yield Difference(What.REASON, number, one.reason, other.reason)
    yield Difference(What.REMARK, number, one.remark, other.remark)
    if other.verdict is Verdict.VIOLATES:  # else there is nothing more to eliminate
        yield from _in_order(former, present, number)
    had, has = _evidence(former, number), _evidence(present, number)
    taken = tuple(item for key, item in had.items() if key not in has)
    came = tuple(item for key, item in has.items() if key not in had)
    yield Difference(What.EVIDENCE, number, taken, came)


def _in_order(former: Inspection, present: Inspection, number: str) -> Iterator[Difference]:
    was_violated = number in former.violations
    yield Difference(
        What.SEVERITY,
        number,
        former.severity(number) if was_violated else None,
        present.severity(number),
    )
    one = former.measures.get(number) if was_violated else None
    other = present.measures.get(number)
    yield Difference(What.TERM, number, one.due if one else None, other.due if other else None)
    yield Difference(
        What.INSTRUCTION,
        number,
        one.instruction if one else None,
        other.instruction if other else None,
    )


def _evidence(inspection: Inspection, number: str) -> dict[tuple[object, ...], Evidence]:
    """What was sent for a requirement, by all but the number that the database gave it."""
    names = [each.name for each in fields(Evidence) if each.name != "id"]
    kept = (
        item for item in inspection.evidence_for(number) if item.status is EvidenceStatus.STORED
    )
    return {tuple(getattr(item, name) for name in names): item for item in kept}
