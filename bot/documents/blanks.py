"""Lines to write on, and the signature lines that all parts of an act share."""

from bot.documents.flow import BODY, NOTE, Align, Flow, line_height
from bot.documents.fonts import Face
from bot.documents.sheet import LEFT, WIDTH
from bot.documents.wrapping import wrap

GAP = 4.0
BELOW_LINE = 0.5
ROOM_TO_SIGN = 1.5
"""Lines of text that a signature needs above its line."""
SIGNATURE_SHARES = (0.38, 0.2, 0.42)
"""How position, signature and full name divide the width between them."""


def blank(flow: Flow, note: str, x: float = LEFT, width: float = WIDTH) -> None:
    """Draw a line to be filled in by hand, and below it what belongs there."""
    notes = wrap(note, Face.REGULAR, NOTE, width)
    height = line_height(BODY) + 1.5 + len(notes) * line_height(NOTE)
    flow.keep_together(height)
    at = flow.y + line_height(BODY) + 1.0
    flow.rule(x, at, x + width, at)
    flow.put_lines(notes, x, at + BELOW_LINE, width, size=NOTE, align=Align.CENTRE)
    flow.y += height


def signature_height(values: tuple[str, ...], notes: tuple[str, ...]) -> float:
    """How many millimetres `signature_lines` will need."""
    above, below = _heights(values, notes)
    return above + below


def signature_lines(flow: Flow, values: tuple[str, ...], notes: tuple[str, ...]) -> None:
    """Print values above lines side by side, with the form's notes below the lines.

    A value that is empty or missing leaves its line to the pen.
    """
    above, below = _heights(values, notes)
    flow.keep_together(above + below)
    at = flow.y + above
    for place, (x, width) in enumerate(_columns(len(notes))):
        lines = wrap(values[place], Face.REGULAR, BODY, width) if place < len(values) else ()
        caption = wrap(notes[place], Face.REGULAR, NOTE, width)
        top = at - BELOW_LINE - len(lines) * line_height(BODY)
        flow.put_lines(lines, x, top, width, align=Align.CENTRE)
        flow.rule(x, at, x + width, at)
        flow.put_lines(caption, x, at + BELOW_LINE, width, size=NOTE, align=Align.CENTRE)
    flow.y = at + below


def _heights(values: tuple[str, ...], notes: tuple[str, ...]) -> tuple[float, float]:
    """How much stands above the lines and below them."""
    widths = [width for _, width in _columns(len(notes))]
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


def _columns(count: int) -> list[tuple[float, float]]:
    room = WIDTH - GAP * (count - 1)
    shares = SIGNATURE_SHARES if count == len(SIGNATURE_SHARES) else (1 / max(count, 1),) * count
    columns = []
    x = LEFT
    for share in shares:
        columns.append((x, room * share))
        x += room * share + GAP
    return columns
