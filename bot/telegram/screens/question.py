"""One requirement: what the law says, what was answered, the buttons to answer with."""

from aiogram.types import InlineKeyboardButton

from bot.domain.checklist import Requirement, Verdict
from bot.domain.inspection import Answer, EvidenceStatus, Inspection
from bot.i18n import _, current_language
from bot.telegram.callbacks.answering import (
    ChooseCase,
    ClearRemark,
    GiveAnswer,
    OpenQuestion,
    OpenRequirements,
    OpenReview,
    UsualReason,
)
from bot.telegram.keyboards import DANGER, PRIMARY, SUCCESS, Row, button, column, keyboard
from bot.telegram.reply import Screen
from bot.telegram.screens.authors import Viewer, author_line, inspectors_line
from bot.telegram.screens.corrections import correction_line
from bot.telegram.screens.participants import participants_button
from bot.telegram.screens.undo import undo_row
from bot.telegram.screens.words import (
    MARKS,
    bar,
    bold,
    esc,
    evidence_count,
    quoted,
    shortened,
    verdict_label,
)

LONGEST_NAME = 100
LONGEST_REMARK = 700
REQUIREMENTS_PER_PAGE = 20
STYLES = {Verdict.COMPLIES: SUCCESS, Verdict.VIOLATES: DANGER, Verdict.NOT_APPLICABLE: None}


def question_screen(
    inspection: Inspection, number: str, viewer: Viewer, undo: str | None = None
) -> Screen:
    """Ask whether the subject complies; `undo` is the requirement answered just before."""
    requirement = inspection.checklist.requirement(number)
    parts = [
        _where(inspection, number),
        _requirement_text(requirement),
        _hint(requirement),
        _answered(inspection, requirement, viewer),
    ]
    rows = [
        *_verdict_rows(inspection, requirement),
        _navigation(inspection, number),
        undo_row(inspection, undo, viewer),
    ]
    return _screen(inspection, number, parts, rows)


def violation_screen(inspection: Inspection, number: str, viewer: Viewer) -> Screen:
    """Ask what was found, after *does not comply* was kept."""
    requirement = inspection.checklist.requirement(number)
    answer = inspection.answer(number)
    said = bool(answer.remark or inspection.evidence_for(number))
    parts = [
        _where(inspection, number),
        _requirement_text(requirement),
        _answered(inspection, requirement, viewer),
        _("Send more texts or photos, or go on.")
        if said
        else _(
            "What was found? Write it or say it in a voice message. Photos can be sent as well."
        ),
    ]
    onward = OpenReview(inspection=inspection.id)
    following = inspection.next_open(number)
    go_on = OpenQuestion(inspection=inspection.id, requirement=following) if following else onward
    rows: list[Row] = [
        [button(_("Next ▶") if said else _("Skip"), go_on, PRIMARY if said else None)]
    ]
    if answer.remark:
        rows.append([button(_("✏ Write the remark anew"), _clear(inspection, answer))])
    rows.append(undo_row(inspection, number, viewer))
    return _screen(inspection, number, parts, rows)


def reason_screen(inspection: Inspection, number: str) -> Screen:
    """Ask why a requirement does not apply, with the reason that the checklist knows."""
    requirement = inspection.checklist.requirement(number)
    usual = (requirement.not_applicable or {}).get(current_language(), "")
    parts = [
        _where(inspection, number),
        _requirement_text(requirement),
        _("Why does it not apply? Take this reason or write your own; it is printed in the act."),
        f"<i>{esc(usual)}</i>",
    ]
    answer = UsualReason(
        inspection=inspection.id, requirement=number, version=inspection.answer(number).version
    )
    back = OpenQuestion(inspection=inspection.id, requirement=number)
    rows: list[Row] = [[button(_("This reason"), answer, PRIMARY)], [button(_("◀ Back"), back)]]
    return _screen(inspection, number, parts, rows)


def requirements_screen(inspection: Inspection, page: int, viewer: Viewer) -> Screen:
    """List all requirements with their marks; a tap jumps there."""
    numbers = inspection.checklist.numbers
    pages = max(1, -(-len(numbers) // REQUIREMENTS_PER_PAGE))
    page = min(max(page, 0), pages - 1)
    shown = numbers[page * REQUIREMENTS_PER_PAGE :][:REQUIREMENTS_PER_PAGE]
    rows = column(_jump(inspection, number) for number in shown)
    turning = [
        button(sign, OpenRequirements(inspection=inspection.id, page=target))
        for sign, target in (("◀", page - 1), ("▶", page + 1))
        if 0 <= target < pages
    ]
    title = bold(inspection.checklist.short_name[current_language()])
    saved = _progress(inspection)
    review = button(_("📋 Review"), OpenReview(inspection=inspection.id))
    last = [review, participants_button(inspection)] if viewer.leads() else [review]
    parts = [title, saved, inspectors_line(inspection, viewer)]
    text = "\n".join([*(part for part in parts if part), "", _("Choose a requirement:")])
    return Screen(text, keyboard(*rows, turning, last), inspection=inspection.id)


def _screen(inspection: Inspection, number: str, parts: list[str], rows: list[Row]) -> Screen:
    text = "\n\n".join(part for part in parts if part)
    return Screen(text, keyboard(*rows), inspection.id, number)


def _where(inspection: Inspection, number: str) -> str:
    numbers = inspection.checklist.numbers
    place = numbers.index(number) + 1
    name = shortened(inspection.header.subject_name or "—", LONGEST_NAME)
    title = inspection.checklist.short_name[current_language()]
    position = f"{place} / {len(numbers)}  {bar(inspection.answered, len(numbers))}"
    lines = [
        correction_line(inspection),
        f"{bold(title)} · {esc(name)}",
        f"{position}  {_progress(inspection)}",
    ]
    return "\n".join(line for line in lines if line)


def _progress(inspection: Inspection) -> str:
    counts = {"done": inspection.answered, "total": len(inspection.checklist.numbers)}
    return _("saved: %(done)d of %(total)d") % counts


def _requirement_text(requirement: Requirement) -> str:
    return f"<b>{esc(requirement.number)}.</b> {quoted(requirement.text[current_language()])}"


def _hint(requirement: Requirement) -> str:
    if requirement.alternatives and requirement.question:
        return esc(requirement.question[current_language()])
    if requirement.evidence_hint is None:
        return ""
    return f"💡 <i>{esc(requirement.evidence_hint[current_language()])}</i>"


def _answered(inspection: Inspection, requirement: Requirement, viewer: Viewer) -> str:
    answer = inspection.answer(requirement.number)
    lines = []
    if answer.verdict:
        lines.append(f"<b>{esc(verdict_label(answer.verdict))}</b>")
    if case := requirement.alternative(answer.alternative):
        lines.append(f"☑️ {esc(case.label[current_language()])}")
    elif answer.verdict is Verdict.NOT_APPLICABLE:
        usual = (requirement.not_applicable or {}).get(current_language(), "")
        lines.append(esc(shortened(answer.reason or usual, LONGEST_REMARK)))
    if answer.remark:
        lines.append(f"💬 {esc(shortened(answer.remark, LONGEST_REMARK))}")
    evidence = inspection.evidence_for(requirement.number)
    if evidence:
        waiting = any(item.status is EvidenceStatus.PENDING for item in evidence)
        lines.append(f"📎 {evidence_count(evidence)}" + (" ⏳" if waiting else ""))
    if author := author_line(answer, viewer):
        lines.append(author)
    return "\n".join(lines)


def _verdict_rows(inspection: Inspection, requirement: Requirement) -> list[Row]:
    number = requirement.number
    if requirement.alternatives:
        version = inspection.answer(number).version
        return column(
            button(
                f"{MARKS[case.verdict]} {case.label[current_language()]}",
                ChooseCase(
                    inspection=inspection.id, requirement=number, version=version, key=case.key
                ),
                STYLES[case.verdict],
            )
            for case in requirement.alternatives
        )
    rows: list[Row] = [
        [
            _verdict_button(inspection, number, Verdict.COMPLIES),
            _verdict_button(inspection, number, Verdict.VIOLATES),
        ]
    ]
    if requirement.not_applicable is not None:
        rows.append([_verdict_button(inspection, number, Verdict.NOT_APPLICABLE)])
    return rows


def _verdict_button(inspection: Inspection, number: str, verdict: Verdict) -> InlineKeyboardButton:
    return button(verdict_label(verdict), _give(inspection, number, verdict), STYLES[verdict])


def _give(inspection: Inspection, number: str, verdict: Verdict) -> GiveAnswer:
    version = inspection.answer(number).version
    return GiveAnswer(
        inspection=inspection.id, requirement=number, version=version, verdict=verdict
    )


def _clear(inspection: Inspection, answer: Answer) -> ClearRemark:
    return ClearRemark(
        inspection=inspection.id, requirement=answer.requirement, version=answer.version
    )


def _navigation(inspection: Inspection, number: str) -> Row:
    page = inspection.checklist.numbers.index(number) // REQUIREMENTS_PER_PAGE
    row = []
    if previous := inspection.neighbour(number, -1):
        row.append(button("◀", OpenQuestion(inspection=inspection.id, requirement=previous)))
    row.append(button("☰", OpenRequirements(inspection=inspection.id, page=page)))
    if following := inspection.neighbour(number, 1):
        row.append(button("▶", OpenQuestion(inspection=inspection.id, requirement=following)))
    if following is None or inspection.first_open() is None:
        row.append(button(_("📋 Review"), OpenReview(inspection=inspection.id)))
    return row


def _jump(inspection: Inspection, number: str) -> InlineKeyboardButton:
    text = inspection.checklist.requirement(number).text[current_language()]
    label = f"{MARKS[inspection.answer(number).verdict]} {number}. {text}"
    return button(label, OpenQuestion(inspection=inspection.id, requirement=number))
