"""Reading PDFs back: texts with their places, compared without white space."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PdfReader

MILLIMETRES_PER_POINT = 25.4 / 72


@dataclass(frozen=True)
class Piece:
    """A piece of text and where it begins, in millimetres from the lower left."""

    page: int
    x: float
    y: float
    text: str


def folded(text: str) -> str:
    """The text without white space: where a line was broken does not matter."""
    return "".join(text.split())


def read_text(pdf: bytes) -> str:
    """All text of a PDF, without white space."""
    return folded("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


def read_pages(pdf: bytes) -> list[str]:
    """The text of every page, without white space."""
    return [folded(page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


def read_pieces(pdf: bytes) -> list[Piece]:
    """Every piece of text with its place, in the order in which it was written."""
    pieces: list[Piece] = []
    for number, page in enumerate(PdfReader(BytesIO(pdf)).pages):

        def keep(
            text: str,
            _user: list[float],
            matrix: list[float],
            _font: Any,
            _size: float,
            number: int = number,
        ) -> None:
            if text.strip():
                x, y = (place * MILLIMETRES_PER_POINT for place in matrix[4:6])
                pieces.append(Piece(number, x, y, text.strip()))

        page.extract_text(visitor_text=keep)
    return pieces
