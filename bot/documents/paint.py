"""The only place that knows fpdf2: laid-out pages in, the bytes of a PDF out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from fpdf import FPDF

from bot.documents.fonts import FAMILY, add_faces, close_faces, printable
from bot.documents.sheet import Picture, Rule, Sheet, Text
from bot.domain.language import Language

RULE_THICKNESS = 0.2
"""Millimetres."""


@dataclass(frozen=True, slots=True)
class Properties:
    """What a PDF says about itself; the time makes the bytes the same in every process."""

    title: str
    author: str
    subject: str
    language: Language
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Stamp:
    """The QR code of each page: a PNG file's bytes, the square it fills and where it leads."""

    png: bytes
    x: float
    y: float
    side: float
    link: str


def paint(sheets: Sequence[Sheet], properties: Properties, stamp: Stamp | None = None) -> bytes:
    """Write a PDF; raises `OSError` when a photo cannot be read."""
    document = FPDF(unit="mm", format="A4")
    document.set_auto_page_break(auto=False)
    document.set_line_width(RULE_THICKNESS)
    _describe(document, properties)
    add_faces(document)
    try:
        for sheet in sheets:
            document.add_page()
            _paint_marks(document, sheet)
            if stamp is not None:
                _paint_stamp(document, stamp)
        return bytes(document.output())
    finally:
        close_faces(document)


def _describe(document: FPDF, properties: Properties) -> None:
    document.set_title(printable(properties.title))
    document.set_author(printable(properties.author))
    document.set_subject(printable(properties.subject))
    document.set_lang(properties.language.value)
    document.set_creator("Tekseru")
    document.set_creation_date(properties.created_at)


def _paint_stamp(document: FPDF, stamp: Stamp) -> None:
    square = (stamp.x, stamp.y, stamp.side, stamp.side)
    document.image(BytesIO(stamp.png), *square)
    document.link(*square, stamp.link)


def _paint_marks(document: FPDF, sheet: Sheet) -> None:
    chosen = None
    for mark in sheet.marks:
        match mark:
            case Text(x, y, text, face, size):
                if chosen != (face, size):
                    document.set_font(FAMILY, face.value, size)
                    chosen = (face, size)
                document.text(x, y, text)
            case Rule(x1, y1, x2, y2):
                document.line(x1, y1, x2, y2)
            case Picture(x, y, width, height, path):
                document.image(path, x, y, width, height)
