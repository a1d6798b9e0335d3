"""The card of an act: what it is about, how it stands, and what can be done with it."""

from dataclasses import dataclass

from bot.domain.inspection import InspectionStatus
from bot.domain.transitions import Action, Part, may
from bot.i18n import _, current_language
from bot.services.acts import FinishedAct
from bot.services.reviews import Said
from bot.services.submissions import Progress
from bot.telegram.callbacks.acts import ChooseCopy, ChooseSupervisors
from bot.telegram.callbacks.anywhere import RunCommand
from bot.telegram.callbacks.corrections import (
    AskCorrection,
    CorrectAct,
    DeclineCorrection,
    ShowDifferences,
    UnlockAct,
)
from bot.telegram.callbacks.deadlines import OpenDeadlines
from bot.telegram.callbacks.review import AcceptAct, ReturnAct, SendAct, WithdrawAct
from bot.telegram.keyboards import DANGER, PRIMARY, SUCCESS, Row, button, keyboard
from bot.telegram.reply import Screen
from bot.telegram.screens.decisions import Local, decision_line, numbered, violations_in_short
from bot.telegram.screens.lengths import LONGEST_TEXT, units
from bot.telegram.screens.submission import progress_lines
from bot.telegram.screens.words import bold, esc, moment, shortened

LONGEST_SUBJECT = 100
LONGEST_OFFICIAL = 100
LONGEST_REMARK = 250
LONGEST_REASON = 150
LONGEST_NUMBERS = 150
ROOM_FOR_VIOLATIONS = 400


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows: the act, what its reader is to it, and what was said about it."""

    act: FinishedAct
    part: Part | None
    progress: list[Progress]
    last_word: Said | None = None
    asked: Said | None = None
    is_being_corrected: bool = False
    deadlines: str = ""

    def may(self, action: Action) -> bool:
        """Say whether its reader may do something now."""
        return may(self.act.inspection.status, action, self.part)


def card_screen(card: Card, local: Local) -> Screen:
    """Show an act with all that can be done with it now."""
    about, state = _about(card, local), _state(card, local)
    room = LONGEST_TEXT - units(f"{about}\n\n{state}\n\n\n\n{card.deadlines}")
    parts = [about, state, _sent(card, room), card.deadlines]
    text = "\n\n".join(part for part in parts if part)
    rows = [
        _decision_row(card),
        *_correction_rows(card),
        *_sending_rows(card),
        *_reading_rows(card),
    ]
    back = button(_("◀ To the list"), RunCommand(command="acts"))
    return Screen(text, keyboard(*rows, [back]))


def state_name(status: InspectionStatus) -> str:
    """What the state of an act is called, with its sign."""
    return {
        InspectionStatus.DRAFT: "📝 " + _("draft"),
        InspectionStatus.CANCELLED: "✖️ " + _("cancelled"),
        InspectionStatus.FINISHED: "📄 " + _("finished, not sent"),
        InspectionStatus.SUBMITTED: "⏳ " + _("waits for a decision"),
        InspectionStatus.ACCEPTED: "✅ " + _("accepted"),
        InspectionStatus.RETURNED: "↩ " + _("returned"),
        InspectionStatus.SUPERSEDED: "🗄 " + _("superseded by a newer revision"),
    }[status]


def _about(card: Card, local: Local) -> str:
    record, inspection = card.act.record, card.act.inspection
    official = shortened(f"{record.official_name}, {record.official_position}", LONGEST_OFFICIAL)
    lines = [
        numbered(record),
        bold(shortened(inspection.header.subject_name or "—", LONGEST_SUBJECT)),
        esc(inspection.checklist.short_name[current_language()]),
        _("Inspector: %(name)s") % {"name": esc(official)},
        _("Finished: %(moment)s") % {"moment": moment(local(record.finished_at))},
        violations_in_short(inspection, ROOM_FOR_VIOLATIONS),
    ]
    if inspection.correction:
        reason = shortened(inspection.correction.reason, LONGEST_REASON)
        lines.append(_("Why it was corrected: %(reason)s") % {"reason": esc(reason)})
    return "\n".join(lines)


def _state(card: Card, local: Local) -> str:
    state = state_name(card.act.inspection.status)
    lines = [_("State: %(state)s") % {"state": bold(state)}]
    for said in (card.last_word, card.asked):
        if said is None:
            continue
        lines.append(decision_line(said, local))
        if said.review.requirements:
            numbers = esc(shortened(", ".join(said.review.requirements), LONGEST_NUMBERS))
            lines.append(_("To be corrected: %(numbers)s") % {"numbers": numbers})
        if said.review.remark:
            lines.append(f"💬 {esc(shortened(said.review.remark, LONGEST_REMARK))}")
    if card.is_being_corrected:
        lines.append(_("✏ A correction of this act is open."))
    return "\n".join(lines)


def _sent(card: Card, room: int) -> str:
    if not card.progress:
        return ""
    title = _("Sent to:")
    return "\n".join([title, *progress_lines(card.progress, room - units(title) - 1)])


def _decision_row(card: Card) -> Row:
    number = card.act.record.id
    row = []
    if card.may(Action.ACCEPT):
        row.append(button(_("✅ Accept"), AcceptAct(act=number), SUCCESS))
    if card.may(Action.RETURN):
        row.append(button(_("↩ Return"), ReturnAct(act=number), DANGER))
    return row


def _correction_rows(card: Card) -> list[Row]:
    number = card.act.record.id
    rows: list[Row] = []
    if card.may(Action.CORRECT):
        go_on = _("✏ Go on with the correction")
        label = go_on if card.is_being_corrected else _("✏ Correct the act")
        style = PRIMARY if card.act.inspection.status is InspectionStatus.RETURNED else None
        rows.append([button(label, CorrectAct(act=number), style)])
    if card.may(Action.ASK_CORRECTION) and not card.asked:
        rows.append([button(_("✋ Ask for a correction"), AskCorrection(act=number))])
    if card.may(Action.UNLOCK):
        rows.append([button(_("🔓 Unlock for a correction"), UnlockAct(act=number))])
    if card.asked and card.may(Action.DECLINE_CORRECTION):
        rows.append([button(_("Decline the correction"), DeclineCorrection(act=number))])
    return rows


def _sending_rows(card: Card) -> list[Row]:
    number = card.act.record.id
    rows: list[Row] = []
    if card.may(Action.SUBMIT) and not card.is_being_corrected:
        is_first = card.act.inspection.status is InspectionStatus.FINISHED
        label = _("Send to supervisor") if is_first else _("Send once more")
        style = PRIMARY if is_first else None
        rows.append([button(label, ChooseSupervisors(act=number), style)])
    if card.may(Action.WITHDRAW):
        rows.append([button(_("Withdraw"), WithdrawAct(act=number))])
    return rows


def _reading_rows(card: Card) -> list[Row]:
    number = card.act.record.id
    rows: list[Row] = []
    if card.act.inspection.violations:
        rows.append([button(_("⏰ Deadlines"), OpenDeadlines(act=number))])
    if card.act.record.number.revision > 1:
        rows.append([button(_("🔍 What changed"), ShowDifferences(act=number))])
    send = button(_("📄 Send the file"), SendAct(act=number))
    rows.append([send, button(_("🌐 Another language"), ChooseCopy(act=number))])
    return rows
