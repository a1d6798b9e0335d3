"""A pen that writes down the pages, one paragraph below the other."""

from enum import Enum, auto

from bot.documents.faces import Face
from bot.documents.sheet import BOTTOM, LEFT, TOP, WIDTH, Bookmark, Picture, Rule, Sheet, Text
from bot.documents.wrapping import MILLIMETRES_PER_POINT, width_in_millimetres, wrap

BODY = 11.0
SMALL = 9.0
NOTE = 8.0
TITLE = 14.0
LEADING = 1.18
"""From base line to base line, in font sizes."""
ASCENT = 0.89
"""From the top of a line to its base line, in font sizes."""


class Align(Enum):
    """Where a line stands in its column."""

    LEFT = auto()
    CENTRE = auto()


def line_height(size: float) -> float:
    """How far two base lines are apart, in millimetres; `size` in points."""
    return size * LEADING * MILLIMETRES_PER_POINT


class Flow:
    """Keeps the pages and the height `y` (millimetres) at which the next thing is written."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.y = TOP
        self.new_page()

    def new_page(self) -> None:
        """Go on at the top of an empty page."""
        self.sheets.append(Sheet())
        self.y = TOP

    def fits(self, height: float) -> bool:
        """Say whether so many millimetres are left on this page."""
        return self.y + height <= BOTTOM

    def keep_together(self, height: float) -> None:
        """Begin a new page unless so many millimetres are left, or the page is still empty."""
        if not self.fits(height) and self.y > TOP:
            self.new_page()

    def skip(self, height: float) -> None:
        """Leave so many millimetres empty, though never at the top of a page."""
        if self.y > TOP:
            self.y += height

    def put(self, x: float, top: float, text: str, face: Face, size: float) -> None:
        """Write one printable line whose upper edge is at `top`."""
        base = top + size * ASCENT * MILLIMETRES_PER_POINT
        self.sheets[-1].marks.append(Text(x, base, text, face, size))

    def rule(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a line on this page."""
        self.sheets[-1].marks.append(Rule(x1, y1, x2, y2))

    def picture(
        self, x: float, y: float, width: float, height: float, path: str, side: int | None = None
    ) -> None:
        """Put a photo into a box on this page, shrunk to at most `side` pixels."""
        self.sheets[-1].marks.append(Picture(x, y, width, height, path, side))

    def bookmark(self, title: str) -> None:
        """Let the outline of the file lead to this place."""
        self.sheets[-1].bookmarks.append(Bookmark(title, self.y))

    def put_lines(
        self,
        lines: tuple[str, ...],
        x: float,
        top: float,
        width: float,
        *,
        face: Face = Face.REGULAR,
        size: float = BODY,
        align: Align = Align.LEFT,
    ) -> float:
        """Write lines below each other on this page; returns where they end."""
        for line in lines:
            left = x
            if align is Align.CENTRE:
                left += (width - width_in_millimetres(line, face, size)) / 2
            self.put(left, top, line, face, size)
            top += line_height(size)
        return top

    def write(
        self,
        text: str,
        *,
        x: float = LEFT,
        width: float = WIDTH,
        face: Face = Face.REGULAR,
        size: float = BODY,
        align: Align = Align.LEFT,
    ) -> None:
        """Write a paragraph, on the next page what this one cannot hold."""
        for line in wrap(text, face, size, width):
            if not self.fits(line_height(size)):
                self.new_page()
            self.y = self.put_lines((line,), x, self.y, width, face=face, size=size, align=align)
