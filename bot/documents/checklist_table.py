"""The form's table: four columns, heads and numbering repeated on every page."""

from bot.documents.flow import BODY, NOTE, SMALL, Align, Flow, line_height
from bot.documents.fonts import Face
from bot.documents.sheet import BOTTOM, LEFT, TOP
from bot.documents.wrapping import wrap
from bot.domain.act import Act
from bot.domain.checklist import Requirement, Verdict

COLUMNS = (12.0, 94.0, 32.0, 32.0)
EDGES = tuple(LEFT + sum(COLUMNS[:place]) for place in range(len(COLUMNS) + 1))
PADDING = 1.4
TICK = "+"
"""How a column is marked by hand; the font has no tick, and a drawn one could not be searched."""
TICK_SIZE = 14.0
TEXT_COLUMN = 1
MARKED_COLUMN = {Verdict.COMPLIES: 2, Verdict.VIOLATES: 3}


def write_table(flow: Flow, act: Act) -> None:
    """Write every requirement as a row; a row is torn only when it is taller than a page."""
    heads = [
        wrap(head[act.language], Face.BOLD, SMALL, width - 2 * PADDING)
        for head, width in zip(act.checklist.columns, COLUMNS, strict=True)
    ]
    first = _first_row_height(act)
    flow.keep_together(_heads_height(heads) + first)
    _write_heads(flow, heads)
    for requirement in act.checklist.requirements:
        _write_row(flow, act, requirement, heads)


def _first_row_height(act: Act) -> float:
    rows = act.checklist.requirements[:1]
    return max((_row_height(_text_lines(act, row)) for row in rows), default=0.0)


def _text_lines(act: Act, requirement: Requirement) -> tuple[str, ...]:
    width = COLUMNS[TEXT_COLUMN] - 2 * PADDING
    return wrap(requirement.text[act.language], Face.REGULAR, BODY, width)


def _row_height(lines: tuple[str, ...]) -> float:
    return len(lines) * line_height(BODY) + 2 * PADDING


def _heads_height(heads: list[tuple[str, ...]]) -> float:
    names = max(len(head) for head in heads) * line_height(SMALL)
    return names + 4 * PADDING + line_height(NOTE)


def _write_heads(flow: Flow, heads: list[tuple[str, ...]]) -> None:
    top = flow.y
    names = max(len(head) for head in heads) * line_height(SMALL) + 2 * PADDING
    numbering = line_height(NOTE) + 2 * PADDING
    _frame(flow, top, names, closed=True)
    _frame(flow, top + names, numbering)
    for head, x, width in zip(heads, EDGES[:-1], COLUMNS, strict=True):
        inset = (names - len(head) * line_height(SMALL)) / 2
        flow.put_lines(head, x, top + inset, width, face=Face.BOLD, size=SMALL, align=Align.CENTRE)
    for place, (x, width) in enumerate(zip(EDGES[:-1], COLUMNS, strict=True), start=1):
        number = (str(place),)
        flow.put_lines(number, x, top + names + PADDING, width, size=NOTE, align=Align.CENTRE)
    flow.y = top + names + numbering


def _write_row(
    flow: Flow, act: Act, requirement: Requirement, heads: list[tuple[str, ...]]
) -> None:
    lines = _text_lines(act, requirement)
    whole_page = BOTTOM - TOP - _heads_height(heads)
    if not flow.fits(_row_height(lines)) and (
        _row_height(lines) <= whole_page or not flow.fits(_row_height(lines[:3]))
    ):
        flow.new_page()
        _write_heads(flow, heads)
    number, mark = f"{requirement.number}.", _marked_column(act, requirement)
    while lines:
        room = int((BOTTOM - flow.y - 2 * PADDING) / line_height(BODY))
        piece, lines = lines[:room], lines[room:]
        _write_cells(flow, number, piece, mark)
        if lines:
            flow.new_page()
            _write_heads(flow, heads)
            number, mark = "", None


def _marked_column(act: Act, requirement: Requirement) -> int | None:
    answer = act.answers.get(requirement.number)
    verdict = answer.verdict if answer else None
    return MARKED_COLUMN.get(verdict) if verdict else None


def _write_cells(flow: Flow, number: str, lines: tuple[str, ...], marked: int | None) -> None:
    top, height = flow.y, _row_height(lines)
    _frame(flow, top, height)
    if number:
        numbers = wrap(number, Face.REGULAR, BODY, COLUMNS[0] - 2 * PADDING)
        flow.put_lines(numbers, EDGES[0], top + PADDING, COLUMNS[0], align=Align.CENTRE)
    flow.put_lines(
        lines, EDGES[TEXT_COLUMN] + PADDING, top + PADDING, COLUMNS[TEXT_COLUMN] - 2 * PADDING
    )
    if marked is not None:
        flow.put_lines(
            (TICK,),
            EDGES[marked],
            top + (height - line_height(TICK_SIZE)) / 2,
            COLUMNS[marked],
            face=Face.BOLD,
            size=TICK_SIZE,
            align=Align.CENTRE,
        )
    flow.y = top + height


def _frame(flow: Flow, top: float, height: float, *, closed: bool = False) -> None:
    """Draw the sides and the bottom of a row, and its top when nothing stands above it."""
    for x in EDGES:
        flow.rule(x, top, x, top + height)
    if closed:
        flow.rule(EDGES[0], top, EDGES[-1], top)
    flow.rule(EDGES[0], top + height, EDGES[-1], top + height)
