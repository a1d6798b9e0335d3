"""The screens of submission and review at their longest."""

from dataclasses import replace
from datetime import datetime

from bot.domain.act import ActNumber
from bot.domain.inspection import Correction, InspectionStatus
from bot.domain.review import Review, Step
from bot.domain.transitions import Part
from bot.services.acts import FinishedAct
from bot.services.review_store import WaitingAct
from bot.services.reviews import Said
from bot.services.submissions import Progress
from bot.telegram.reply import Screen
from bot.telegram.screens import act_card, decisions, queue, returning, submission
from bot.telegram.screens.act_card import Card


def worst_review(act: FinishedAct, progress: list[Progress], long: str) -> list[Screen]:
    """The screens of submission and review, with everything that can be on them."""
    record, inspection, admin = act.record, act.inspection, progress[0].supervisor
    steps = (Step.RETURNED, Step.CORRECTION_ASKED)
    every = inspection.checklist.numbers
    said, asked = (
        Said(Review(record.id, step, admin.id, record.finished_at, long * 10, every, "v"), admin)
        for step in steps
    )
    waiting = WaitingAct(record.id, record.number, long, long, 60, record.finished_at)
    corrected = replace(inspection, correction=Correction(inspection.id, long * 3, admin.id))
    cards = [
        Card(
            FinishedAct(
                record._replace(number=ActNumber(2026, 999_999, 99)),
                replace(corrected, status=each),
            ),
            part,
            progress,
            said,
            asked,
            is_being_corrected=True,
            deadlines=long,
        )
        for each in InspectionStatus
        for part in (*Part, None)
    ]
    return [
        submission.supervisors_screen(act, admin, [admin] * 99, frozenset({admin.id})),
        submission.progress_screen(act, progress),
        *(act_card.card_screen(card, as_it_is) for card in cards),
        queue.waiting_screen([waiting] * 9, 99, 8, as_it_is),
        returning.returning_screen(act, returning.Objection(frozenset(every), long * 10, "v", 0)),
        *(Screen(*told) for told in decisions.told_inspector(act, said, as_it_is)),
        Screen(decisions.decided_notice(act, said, as_it_is)),
        Screen(submission.undelivered_notice(act, admin, progress[0].submission)),
    ]


def as_it_is(moment: datetime) -> datetime:
    """The agency is in Greenwich."""
    return moment
