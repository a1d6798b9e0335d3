"""Facts at the head of a document: what is asked at the left, what is known beside it."""

from dataclasses import dataclass

from bot.documents.blanks import blank
from bot.documents.faces import Face
from bot.documents.flow import BODY, SMALL, Flow, line_height
from bot.documents.sheet import LEFT, RIGHT
from bot.documents.wrapping import width_in_millimetres, wrap

CAPTION_WIDTH = 62.0
GAP = 4.0
MIN_BLANK = 45.0
VALUE_X = LEFT + CAPTION_WIDTH + GAP
VALUE_WIDTH = RIGHT - VALUE_X


@dataclass(frozen=True, slots=True)
class Blank:
    """A line for the pen; the note says what belongs there."""

    note: str


def write_fact(flow: Flow, caption: str, *values: str | Blank) -> None:
    """Write a caption at the left, its values beside it, lines for what nobody entered."""
    captions = wrap(caption, Face.REGULAR, SMALL, CAPTION_WIDTH)
    flow.keep_together(len(captions) * line_height(SMALL) + 8.0)
    page, top = len(flow.sheets), flow.y
    bottom = flow.put_lines(captions, LEFT, top + 0.6, CAPTION_WIDTH, size=SMALL)
    written = ""
    for value in values:
        if isinstance(value, Blank):
            _write_blank(flow, value.note, wrap(written, Face.REGULAR, BODY, VALUE_WIDTH)[-1:])
            written = ""
        else:
            flow.write(value, x=VALUE_X, width=VALUE_WIDTH)
            written = value
    if len(flow.sheets) == page:
        flow.y = max(flow.y, bottom)
    flow.y += 1.6


def _write_blank(flow: Flow, note: str, last_line: tuple[str, ...]) -> None:
    """Draw a line beside the last line of a value, or below when that leaves too little room."""
    used = sum(width_in_millimetres(line, Face.REGULAR, BODY) for line in last_line) + GAP
    if last_line and VALUE_WIDTH - used >= MIN_BLANK:
        flow.y -= line_height(BODY) + 1.0
        blank(flow, note, VALUE_X + used, VALUE_WIDTH - used)
    else:
        blank(flow, note, VALUE_X, VALUE_WIDTH)
