"""The notes below the form's table: what its two columns cannot say."""

from bot.documents.faces import Face
from bot.documents.flow import SMALL, Flow, line_height
from bot.documents.sheet import LEFT, WIDTH
from bot.domain.act import Act
from bot.domain.checklist import Requirement, Verdict
from bot.domain.inspection import Answer
from bot.i18n import _

INDENT = 6.0


def write_notes(flow: Flow, act: Act) -> None:
    """Write why rows are empty, which case was chosen, and the remarks on rows complied with.

    What was found about the violated rows stands in the act itself.
    """
    notes = [
        note
        for requirement in act.checklist.requirements
        for note in _notes(act, requirement, _answer(act, requirement))
    ]
    if not notes:
        return
    flow.skip(3.0)
    flow.keep_together(3 * line_height(SMALL))
    flow.write(_("Notes"), face=Face.BOLD, size=SMALL)
    for place, note in enumerate(notes, start=1):
        flow.skip(0.6)
        flow.keep_together(line_height(SMALL))
        flow.put(LEFT, flow.y, f"{place})", Face.REGULAR, SMALL)
        flow.write(note, x=LEFT + INDENT, width=WIDTH - INDENT, size=SMALL)


def _answer(act: Act, requirement: Requirement) -> Answer:
    return act.answers.get(requirement.number, Answer(requirement.number))


def _notes(act: Act, requirement: Requirement, answer: Answer) -> list[str]:
    notes = []
    chosen = requirement.alternative(answer.alternative)
    case = chosen.text[act.language] if chosen else None
    if answer.verdict is Verdict.NOT_APPLICABLE:
        reason = answer.reason or case or _usual_reason(act, requirement)
        notes.append(_("Not applicable: {reason}").format(reason=reason))
    elif case:
        notes.append(_("Case chosen: {case}").format(case=case))
    elif answer.verdict is None:
        notes.append(_("Not checked."))
    if answer.remark and answer.verdict is not Verdict.VIOLATES:
        notes.append(_("Remark: {remark}").format(remark=answer.remark))
    item = _("Item {number}.").format(number=requirement.number)
    return [f"{item} {note}" for note in notes]


def _usual_reason(act: Act, requirement: Requirement) -> str:
    return requirement.not_applicable[act.language] if requirement.not_applicable else "–"
