"""The only place that knows fpdf2: laid-out pages in, the bytes of a PDF out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from fpdf import FPDF

from bot.documents.embedding import Producer, add_prepared_faces
from bot.documents.faces import FAMILY
from bot.documents.fonts import printable
from bot.documents.metadata import metadata, say_what_colours_mean
from bot.documents.photo_budget import shrunk
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
    keywords: str
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
    say_what_colours_mean(document)
    add_prepared_faces(document)
    for sheet in sheets:
        document.add_page()
        _paint_bookmarks(document, sheet)
        _paint_marks(document, sheet)
        if stamp is not None:
            _paint_stamp(document, stamp)
    return bytes(document.output(output_producer_class=Producer))


def _describe(document: FPDF, properties: Properties) -> None:
    title, author = printable(properties.title), printable(properties.author)
    subject = printable(properties.subject)
    document.set_title(title)
    document.set_author(author)
    document.set_subject(subject)
    document.set_keywords(properties.keywords)
    document.set_lang(properties.language.value)
    document.set_creator("Tekseru")
    document.set_producer("Tekseru")
    document.set_creation_date(properties.created_at)
    document.set_xmp_metadata(
        metadata(title, author, subject, properties.keywords, properties.created_at)
    )


def _paint_bookmarks(document: FPDF, sheet: Sheet) -> None:
    for bookmark in sheet.bookmarks:
        document.set_y(bookmark.y)
        document.start_section(printable(bookmark.title))


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
            case Picture(x, y, width, height, path, side):
                source = path if side is None else shrunk(path, side)
                document.image(source, x, y, width, height)
