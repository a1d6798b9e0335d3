"""What stands where on a page, before any PDF is written: millimetres from the upper left."""

from dataclasses import dataclass, field
from typing import TypeAlias

from bot.documents.faces import Face

PAGE_WIDTH = 210.0
PAGE_HEIGHT = 297.0
LEFT = 25.0
RIGHT = PAGE_WIDTH - 15.0
TOP = 20.0
BOTTOM = PAGE_HEIGHT - 29.0
"""Where the text ends and the room of the footer begins."""
WIDTH = RIGHT - LEFT


@dataclass(frozen=True, slots=True)
class Text:
    """One line of printable text; `y` is its base line, `size` in points."""

    x: float
    y: float
    text: str
    face: Face
    size: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, as thick as its kind."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG file and the box it fills; with a `side` it is shrunk to so many pixels."""

    x: float
    y: float
    width: float
    height: float
    path: str
    side: int | None = None


Mark: TypeAlias = Text | Rule | Picture


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline that leads to a height on its page."""

    title: str
    y: float


@dataclass(slots=True)
class Sheet:
    """One page, its marks in reading order."""

    marks: list[Mark] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)
