"""The screens about corrections at their longest."""

from dataclasses import replace
from datetime import datetime

from bot.domain.act import ActNumber
from bot.domain.checklist import HeaderField, Verdict
from bot.domain.differences import differences
from bot.domain.inspection import Answer, Correction, Header, Inspection
from bot.domain.people import Person
from bot.domain.review import Review, Step
from bot.domain.texts import MAX_REASON
from bot.services.acts import FinishedAct
from bot.services.corrections import Changes
from bot.services.reviews import Said
from bot.telegram.reply import Screen
from bot.telegram.screens import corrections
from bot.telegram.screens.differences import differences_screen


def as_correction(inspection: Inspection, long: str) -> Inspection:
    """The same inspection as the correction of another one."""
    correction = Correction(inspection.id, long * 10, inspection.inspector, "2026-999999")
    return replace(inspection, correction=correction, revision=99)


def worst_corrections(act: FinishedAct, person: Person, long: str) -> list[Screen]:
    """Each dialog and notice, and a revision that changed everything."""
    record = act.record._replace(number=ActNumber(2026, 999_999, 99))
    corrected = FinishedAct(record, as_correction(act.inspection, long))
    reason = ("😀<&" * MAX_REASON)[:MAX_REASON]
    asked, declined = (
        Said(Review(record.id, step, person.id, record.finished_at, reason), person)
        for step in (Step.CORRECTION_ASKED, Step.CORRECTION_DECLINED)
    )
    former = replace(act.inspection, evidence=(), measures={}, header=_other_header(long))
    former = replace(former, answers={n: _other(n, long) for n in former.checklist.numbers})
    changes = Changes(corrected, former, differences(former, corrected.inspection))
    nothing = Changes(corrected, corrected.inspection, ())
    return [
        corrections.reason_for_correction_screen(corrected),
        corrections.asking_screen(corrected),
        corrections.unlocking_screen(corrected, asked, _as_it_is),
        corrections.unlocking_screen(corrected, None, _as_it_is),
        Screen(*corrections.request_notice(corrected, asked, _as_it_is)),
        Screen(*corrections.declined_notice(corrected, declined, _as_it_is)),
        Screen(corrections.asked_note([person] * 99)),
        Screen(corrections.asked_note([])),
        differences_screen(changes, _as_it_is),
        differences_screen(nothing, _as_it_is),
    ]


def _other(number: str, long: str) -> Answer:
    return Answer(number, Verdict.NOT_APPLICABLE, "another", long[:200], long * 9)


def _other_header(long: str) -> Header:
    return Header(**{name.value: long for name in HeaderField if "date" not in name.value})  # type: ignore[arg-type]


def _as_it_is(moment: datetime) -> datetime:
    """The agency is in Greenwich."""
    return moment
