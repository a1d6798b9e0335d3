"""Items 7 and 8 of the act: what was found, the items of the checklist it violates, annexes."""

from bot.documents.circumstances import item
from bot.documents.faces import Face
from bot.documents.findings import (
    evidence_of,
    severity_name,
    severity_of,
    what_was_found,
    with_verdict,
)
from bot.documents.flow import BODY, Flow, line_height
from bot.documents.sheet import LEFT, WIDTH
from bot.documents.signatures import write_heading
from bot.documents.wording import written_date, written_number
from bot.documents.wrapping import wrap
from bot.domain.act import Act
from bot.domain.checklist import Order, Requirement, Verdict
from bot.i18n import _

NUMBER_WIDTH = 10.0
DASH_WIDTH = 4.0
TEXT_X = LEFT + NUMBER_WIDTH
TEXT_WIDTH = WIDTH - NUMBER_WIDTH


def write_results(flow: Flow, act: Act) -> None:
    """Write the violations with their nature, or that there are none (art. 152(11))."""
    violated = with_verdict(act, Verdict.VIOLATES)
    write_heading(
        flow,
        item(7, _("Results of the inspection, among them the violations found and their nature")),
    )
    flow.write(_tally(act))
    flow.skip(1.0)
    if not violated:
        flow.write(_("No violations were found."), face=Face.BOLD)
    for requirement in violated:
        _write_violation(flow, act, requirement)
    caption = _("Name of the checklist and items of the requirements violated")
    write_heading(flow, item(8, caption))
    flow.write(checklist_reference(act))
    flow.skip(1.0)
    items = ", ".join(requirement.number for requirement in violated) or _("none")
    flow.write(_("Items of the requirements violated: {items}").format(items=items), face=Face.BOLD)


def _tally(act: Act) -> str:
    count = {verdict: len(with_verdict(act, verdict)) for verdict in Verdict}
    return _(
        "Requirements: {total}; complied with: {complies}; violated: {violates}; "
        "not applicable: {not_applicable}."
    ).format(total=len(act.checklist.requirements), **count)


def _write_violation(flow: Flow, act: Act, requirement: Requirement) -> None:
    flow.keep_together(2 * line_height(BODY))
    page = len(flow.sheets)
    number = wrap(f"{requirement.number}.", Face.BOLD, BODY, NUMBER_WIDTH)
    below_number = flow.put_lines(number, LEFT, flow.y, NUMBER_WIDTH, face=Face.BOLD)
    flow.write(requirement.text[act.language], x=TEXT_X, width=TEXT_WIDTH)
    if len(flow.sheets) == page:
        flow.y = max(flow.y, below_number)
    grade = severity_of(act, requirement)
    if grade is not None:
        severity = severity_name(grade)
        _write_detail(flow, _("Severity of the violation: {severity}").format(severity=severity))
    if found := what_was_found(act, requirement):
        _write_detail(flow, _("What was found: {remark}").format(remark=found))
    if evidence := evidence_of(act, requirement):
        _write_detail(flow, _("Evidence (annex 2): {evidence}").format(evidence=evidence))
    flow.skip(1.5)


def _write_detail(flow: Flow, text: str) -> None:
    flow.skip(0.4)
    flow.keep_together(line_height(BODY))
    flow.put(TEXT_X, flow.y, "–", Face.REGULAR, BODY)
    flow.write(text, x=TEXT_X + DASH_WIDTH, width=TEXT_WIDTH - DASH_WIDTH)


def write_annexes(flow: Flow, act: Act) -> None:
    """List what belongs to the act (art. 152(3))."""
    annexes = [_("Filled-in checklist")]
    if act.photos or act.enclosures:
        annexes.append(_("Photos and other evidence"))
    if with_verdict(act, Verdict.VIOLATES):
        order = _("Order to eliminate the violations found, No. {number}")
        annexes.append(order.format(number=act.number))
    listed = "; ".join(f"{place}. {annex}" for place, annex in enumerate(annexes, start=1))
    flow.skip(1.0)
    annexed = _("Annexes: {annexes}").format(annexes=listed)
    flow.write(f"{annexed}. {_('Drawn up in three copies.')}")


def checklist_reference(act: Act) -> str:
    """Name the checklist and the order that approved it."""
    return f"{act.checklist.name[act.language]} ({_order_reference(act.checklist.order, act)})."


def _order_reference(order: Order, act: Act) -> str:
    enactments = ", ".join(
        written_number(enactment.number, enactment.date) for enactment in order.enactments
    )
    return _(
        "order “{title}”: {enactments}; state registration: {registration}; edition of {edition}"
    ).format(
        title=order.title[act.language],
        enactments=enactments,
        registration=written_number(order.registration_number, order.registration_date),
        edition=written_date(order.edition),
    )
