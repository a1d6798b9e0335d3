"""Items 7 and 8 of the act: what was found, the items of the checklist it violates, annexes."""

from bot.documents.flow import BODY, SMALL, Flow, line_height
from bot.documents.fonts import Face
from bot.documents.sheet import LEFT, WIDTH
from bot.documents.wording import written_date, written_number
from bot.documents.wrapping import wrap
from bot.domain.act import Act
from bot.domain.checklist import Order, Requirement, Severity, Verdict
from bot.i18n import _

NUMBER_WIDTH = 10.0
DASH_WIDTH = 4.0
TEXT_X = LEFT + NUMBER_WIDTH
TEXT_WIDTH = WIDTH - NUMBER_WIDTH


def write_results(flow: Flow, act: Act) -> None:
    """Write the violations with their nature, or that there are none (art. 152(11))."""
    violated = _with_verdict(act, Verdict.VIOLATES)
    write_heading(
        flow, _("7. Results of the inspection, among them the violations found and their nature")
    )
    flow.write(_tally(act))
    flow.skip(1.0)
    if not violated:
        flow.write(_("No violations were found."), face=Face.BOLD)
    for requirement in violated:
        _write_violation(flow, act, requirement)
    write_heading(flow, _("8. Name of the checklist and items of the requirements violated"))
    order = _order_reference(act.checklist.order, act)
    flow.write(f"{act.checklist.name[act.language]} ({order}).")
    flow.skip(1.0)
    items = ", ".join(requirement.number for requirement in violated) or _("none")
    flow.write(_("Items of the requirements violated: {items}").format(items=items), face=Face.BOLD)
    _write_annexes(flow, act)


def write_heading(flow: Flow, caption: str) -> None:
    """Write what an item of the act is about, never as the last line of a page."""
    flow.skip(2.5)
    flow.keep_together(16.0)
    flow.write(caption, size=SMALL)
    flow.skip(0.8)


def _with_verdict(act: Act, verdict: Verdict) -> list[Requirement]:
    return [
        requirement
        for requirement in act.checklist.requirements
        if (answer := act.answers.get(requirement.number)) and answer.verdict is verdict
    ]


def _tally(act: Act) -> str:
    count = {verdict: len(_with_verdict(act, verdict)) for verdict in Verdict}
    return _(
        "Requirements: {total}; complied with: {complies}; violated: {violates}; "
        "not applicable: {not_applicable}."
    ).format(total=len(act.checklist.requirements), **count)


def _write_violation(flow: Flow, act: Act, requirement: Requirement) -> None:
    answer = act.answers[requirement.number]
    flow.keep_together(2 * line_height(BODY))
    page = len(flow.sheets)
    number = wrap(f"{requirement.number}.", Face.BOLD, BODY, NUMBER_WIDTH)
    below_number = flow.put_lines(number, LEFT, flow.y, NUMBER_WIDTH, face=Face.BOLD)
    flow.write(requirement.text[act.language], x=TEXT_X, width=TEXT_WIDTH)
    if len(flow.sheets) == page:
        flow.y = max(flow.y, below_number)
    if requirement.severity is not None:
        severity = _severity_name(requirement.severity)
        _write_detail(flow, _("Severity of the violation: {severity}").format(severity=severity))
    if answer.remark:
        _write_detail(flow, _("What was found: {remark}").format(remark=answer.remark))
    flow.skip(1.5)


def _write_detail(flow: Flow, text: str) -> None:
    flow.skip(0.4)
    flow.put(TEXT_X, flow.y, "–", Face.REGULAR, BODY)
    flow.write(text, x=TEXT_X + DASH_WIDTH, width=TEXT_WIDTH - DASH_WIDTH)


def _write_annexes(flow: Flow, act: Act) -> None:
    annexes = [_("1. Filled-in checklist")]
    if act.photos:
        annexes.append(_("2. Photos"))
    flow.skip(1.0)
    flow.write(_("Annexes: {annexes}").format(annexes="; ".join(annexes)))


def _severity_name(severity: Severity) -> str:
    names = {
        Severity.GROSS: _("gross violation"),
        Severity.SIGNIFICANT: _("significant violation"),
        Severity.MINOR: _("minor violation"),
    }
    return names[severity]


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
