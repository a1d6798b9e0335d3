"""Items 6 and 7 of the order: each violation, how grave it is, what to do and until when."""

from dataclasses import replace

from bot.documents.act_results import checklist_reference
from bot.documents.circumstances import item
from bot.documents.faces import Face
from bot.documents.findings import severity_name, severity_of, what_was_found, with_verdict
from bot.documents.flow import SMALL, Align, Flow
from bot.documents.grid import Cell, Grid
from bot.documents.signatures import write_heading
from bot.documents.wording import written_date
from bot.domain.act import Act
from bot.domain.checklist import Requirement, Verdict
from bot.i18n import _

COLUMNS = (14.0, 61.0, 26.0, 34.0, 35.0)
UNKNOWN = "________"
"""Room for the pen where nothing was entered."""


def write_measures(flow: Flow, act: Act) -> None:
    """Write a row for each violation, under the heads of both contents of the law."""
    violations = _(
        "Violations found, by the items of the requirements of the checklist, with the severity "
        "of each violation"
    )
    write_heading(flow, item(6, violations))
    flow.write(checklist_reference(act), size=SMALL)
    measures = _("Instructions to eliminate the violations found, with the terms of elimination")
    write_heading(flow, item(7, measures))
    grid = Grid(
        flow,
        COLUMNS,
        [
            _("Item"),
            _("6. Violation"),
            _("6. Severity"),
            _("7. What to do"),
            _("7. Until when"),
        ],
    )
    rows = [_cells(grid, act, each) for each in with_verdict(act, Verdict.VIOLATES)]
    grid.write_heads(rows[0])
    for row in rows:
        grid.write_row(row)


def _cells(grid: Grid, act: Act, requirement: Requirement) -> tuple[Cell, ...]:
    grade = severity_of(act, requirement)
    measure = act.measures.get(requirement.number)
    todo = (measure.instruction if measure else None) or _(
        "Eliminate the violation: bring the activity into line with item {number} of the checklist"
    ).format(number=requirement.number)
    return (
        replace(grid.cell(0, f"{requirement.number}.", Face.BOLD), align=Align.CENTRE),
        _violation(grid, act, requirement),
        grid.cell(2, severity_name(grade) if grade else UNKNOWN, size=SMALL),
        grid.cell(3, todo, size=SMALL),
        grid.cell(4, written_date(measure.due) if measure else UNKNOWN, Face.BOLD, SMALL),
    )


def _violation(grid: Grid, act: Act, requirement: Requirement) -> Cell:
    """The requirement word for word, and below it what was found."""
    text = grid.cell(1, requirement.text[act.language], size=SMALL)
    remark = what_was_found(act, requirement)
    if not remark:
        return text
    label = grid.cell(1, _("What was found:"), Face.BOLD, SMALL)
    found = grid.cell(1, remark, size=SMALL)
    return replace(text, lines=(*text.lines, *label.lines, *found.lines))
