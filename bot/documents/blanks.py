"""Lines to write on, and the signature lines that all parts of an act share."""

from bot.documents.faces import Face
from bot.documents.flow import BODY, NOTE, SMALL, Align, Flow, line_height
from bot.documents.sheet import LEFT, WIDTH
from bot.documents.wrapping import wrap

GAP = 4.0
BELOW_LINE = 0.5
ROOM_TO_SIGN = 1.5
"""Lines of text that a signature needs above its line."""
BOX_SIDE = 2.6
BOX_INDENT = 5.0
SIGNATURE_SHARES = {3: (0.38, 0.2, 0.42), 2: (0.58, 0.42)}
"""How position and signature, with the full name or without, divide the width between them."""


def blank(flow: Flow, note: str, x: float = LEFT, width: float = WIDTH) -> None:
    """Draw a line to be filled in by hand, and below it what belongs there."""
    notes = wrap(note, Face.REGULAR, NOTE, width)
    height = line_height(BODY) + 1.5 + len(notes) * line_height(NOTE)
    flow.keep_together(height)
    at = flow.y + line_height(BODY) + 1.0
    flow.rule(x, at, x + width, at)
    flow.put_lines(notes, x, at + BELOW_LINE, width, size=NOTE, align=Align.CENTRE)
    flow.y += height


def checkboxes(flow: Flow, choices: tuple[str, ...]) -> None:
    """Write choices below each other, each beside a box that the pen may cross."""
    for choice in choices:
        lines = wrap(choice, Face.REGULAR, SMALL, WIDTH - BOX_INDENT)
        flow.keep_together(len(lines) * line_height(SMALL) + BELOW_LINE)
        top = flow.y + (line_height(SMALL) - BOX_SIDE) / 2
        right, bottom = LEFT + BOX_SIDE, top + BOX_SIDE
        flow.rule(LEFT, top, right, top)
        flow.rule(LEFT, bottom, right, bottom)
        flow.rule(LEFT, top, LEFT, bottom)
        flow.rule(right, top, right, bottom)
        flow.y = flow.put_lines(lines, LEFT + BOX_INDENT, flow.y, WIDTH, size=SMALL) + BELOW_LINE


def signature_height(
    values: tuple[str, ...], notes: tuple[str, ...], x: float = LEFT, width: float = WIDTH
) -> float:
    """How many millimetres `signature_lines` will need."""
    above, below = _heights(values, notes, _columns(len(notes), x, width))
    return above + below


def signature_lines(
    flow: Flow,
    values: tuple[str, ...],
    notes: tuple[str, ...],
    x: float = LEFT,
    width: float = WIDTH,
) -> None:
    """Print values above lines side by side, with the form's notes below the lines.

    A value that is empty or missing leaves its line to the pen.
    """
    columns = _columns(len(notes), x, width)
    above, below = _heights(values, notes, columns)
    flow.keep_together(above + below)
    at = flow.y + above
    for place, (left, room) in enumerate(columns):
        lines = wrap(values[place], Face.REGULAR, BODY, room) if place < len(values) else ()
        caption = wrap(notes[place], Face.REGULAR, NOTE, room)
        top = at - BELOW_LINE - len(lines) * line_height(BODY)
        flow.put_lines(lines, left, top, room, align=Align.CENTRE)
        flow.rule(left, at, left + room, at)
        flow.put_lines(caption, left, at + BELOW_LINE, room, size=NOTE, align=Align.CENTRE)
    flow.y = at + below


def _heights(
    values: tuple[str, ...], notes: tuple[str, ...], columns: list[tuple[float, float]]
) -> tuple[float, float]:
    """How much stands above the lines and below them."""
    widths = [width for _, width in columns]
    rows = [
        len(wrap(value, Face.REGULAR, BODY, width))
        for value, width in zip(values, widths, strict=False)
    ]
    captions = [
        len(wrap(note, Face.REGULAR, NOTE, width))
        for note, width in zip(notes, widths, strict=True)
    ]
    above = max([*rows, ROOM_TO_SIGN]) * line_height(BODY) + 2 * BELOW_LINE
    return above, max(captions, default=0) * line_height(NOTE) + 3 * BELOW_LINE


def _columns(count: int, x: float, width: float) -> list[tuple[float, float]]:
    room = width - GAP * (count - 1)
    shares = SIGNATURE_SHARES.get(count, (1 / max(count, 1),) * count)
    columns = []
    for share in shares:
        columns.append((x, room * share))
        x += room * share + GAP
    return columns
