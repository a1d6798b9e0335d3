"""The form's table: four columns, heads and numbering repeated on every page."""

from dataclasses import replace

from bot.documents.faces import Face
from bot.documents.flow import Align, Flow
from bot.documents.grid import Cell, Grid, edges
from bot.domain.act import Act
from bot.domain.checklist import Requirement, Verdict

COLUMNS = (12.0, 94.0, 32.0, 32.0)
EDGES = edges(COLUMNS)
TICK = "+"
"""How a column is marked by hand; the font has no tick, and a drawn one could not be searched."""
TICK_SIZE = 14.0
MARK = Cell(((TICK, Face.BOLD),), TICK_SIZE, Align.CENTRE, middle=True)
EMPTY = Cell()


def write_table(flow: Flow, act: Act) -> None:
    """Write every requirement as a row, word for word."""
    heads = [head[act.language] for head in act.checklist.columns]
    grid = Grid(flow, COLUMNS, heads, numbered=True)
    rows = [_cells(grid, act, requirement) for requirement in act.checklist.requirements]
    grid.write_heads(rows[0] if rows else ())
    for row in rows:
        grid.write_row(row)


def _cells(grid: Grid, act: Act, requirement: Requirement) -> tuple[Cell, ...]:
    """Mark one of two columns; both stay empty for what was not checked or is not applicable."""
    answer = act.answers.get(requirement.number)
    verdict = answer.verdict if answer else None
    return (
        replace(grid.cell(0, f"{requirement.number}."), align=Align.CENTRE),
        grid.cell(1, requirement.text[act.language]),
        MARK if verdict is Verdict.COMPLIES else EMPTY,
        MARK if verdict is Verdict.VIOLATES else EMPTY,
    )
