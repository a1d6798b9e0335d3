"""A ruled table: heads repeated on every page, a row torn only when no page could hold it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from bot.documents.faces import Face
from bot.documents.flow import BODY, NOTE, SMALL, Align, Flow, line_height
from bot.documents.sheet import BOTTOM, LEFT, TOP
from bot.documents.wrapping import wrap

PADDING = 1.4
LEAST = 3 * line_height(BODY) + 2 * PADDING
"""What must fit of a row to be torn before it is begun at the foot of a page: three lines."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Lines of one cell, each in its face; `middle` sets them at half the height of the row."""

    lines: tuple[tuple[str, Face], ...] = ()
    size: float = BODY
    align: Align = Align.LEFT
    middle: bool = False

    @property
    def height(self) -> float:
        """Millimetres of the lines alone."""
        return len(self.lines) * line_height(self.size)

    def torn(self, room: float) -> tuple["Cell", "Cell"]:
        """Part the cell into what fits in so many millimetres, at least a line, and the rest."""
        count = max(1, int(room / line_height(self.size)))
        return (
            Cell(self.lines[:count], self.size, self.align, self.middle),
            Cell(self.lines[count:], self.size, self.align, self.middle),
        )


class Grid:
    """Writes rows into columns of fixed widths, below heads with or without a numbering line."""

    def __init__(
        self, flow: Flow, widths: Sequence[float], heads: Sequence[str], *, numbered: bool = False
    ) -> None:
        self._flow = flow
        self._widths = tuple(widths)
        self._edges = edges(widths)
        self._rows = [[self.cell(at, head, Face.BOLD, SMALL) for at, head in enumerate(heads)]]
        if numbered:
            places = range(1, len(heads) + 1)
            self._rows.append([self.cell(at - 1, str(at), size=NOTE) for at in places])
        self._rows = [
            [Cell(one.lines, one.size, Align.CENTRE, middle=True) for one in row]
            for row in self._rows
        ]

    def cell(self, column: int, text: str, face: Face = Face.REGULAR, size: float = BODY) -> Cell:
        """Break a text for a column."""
        lines = wrap(text, face, size, self._widths[column] - 2 * PADDING)
        return Cell(tuple((line, face) for line in lines), size)

    def write_heads(self, first: Sequence[Cell]) -> None:
        """Begin the table where its heads and its first row find room."""
        heads = BOTTOM - TOP - self._whole_page()
        height = _height(first)
        self._flow.keep_together(heads + (height if height <= self._whole_page() else LEAST))
        self._repeat_heads()

    def write_row(self, cells: Sequence[Cell]) -> None:
        """Write a row, on the next page when this one cannot hold it."""
        height, flow = _height(cells), self._flow
        keeps = height <= self._whole_page()
        if not flow.fits(height) and (keeps or not flow.fits(LEAST)):
            flow.new_page()
            self._repeat_heads()
        while not flow.fits(_height(cells)):
            room = BOTTOM - flow.y - 2 * PADDING
            torn = [cell.torn(room) for cell in cells]
            self._write(tuple(piece for piece, _rest in torn))
            cells = [rest for _piece, rest in torn]
            flow.new_page()
            self._repeat_heads()
        self._write(cells)

    def _whole_page(self) -> float:
        """What an empty page holds below the heads."""
        return BOTTOM - TOP - sum(_height(row) for row in self._rows)

    def _repeat_heads(self) -> None:
        flow = self._flow
        flow.rule(self._edges[0], flow.y, self._edges[-1], flow.y)
        for row in self._rows:
            self._write(row)

    def _write(self, cells: Sequence[Cell]) -> None:
        top, height = self._flow.y, _height(cells)
        for x in self._edges:
            self._flow.rule(x, top, x, top + height)
        self._flow.rule(self._edges[0], top + height, self._edges[-1], top + height)
        for cell, x, width in zip(cells, self._edges, self._widths, strict=False):
            inset = (height - cell.height) / 2 if cell.middle else PADDING
            self._put(cell, x + PADDING, top + inset, width - 2 * PADDING)
        self._flow.y = top + height

    def _put(self, cell: Cell, x: float, top: float, width: float) -> None:
        for text, face in cell.lines:
            top = self._flow.put_lines(
                (text,), x, top, width, face=face, size=cell.size, align=cell.align
            )


def edges(widths: Sequence[float]) -> tuple[float, ...]:
    """Where the vertical lines of a table stand."""
    return tuple(accumulate(widths, initial=LEFT))


def _height(cells: Sequence[Cell]) -> float:
    return max((cell.height for cell in cells), default=0.0) + 2 * PADDING
