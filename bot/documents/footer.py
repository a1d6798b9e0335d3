"""The top and the foot of every page: standing of the print, number, page, verification."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

import segno

from bot.documents.faces import Face
from bot.documents.flow import ASCENT, NOTE, line_height
from bot.documents.fonts import REPLACEMENT, printable
from bot.documents.paint import Stamp
from bot.documents.sheet import LEFT, PAGE_HEIGHT, RIGHT, WIDTH, Mark, Rule, Sheet, Text
from bot.documents.wrapping import MILLIMETRES_PER_POINT, width_in_millimetres, wrap
from bot.domain.act import SHORT_HASH, Act, DocumentKind
from bot.i18n import _

RUNNING_HEAD = 9.0
"""Base line of the first note on the standing of the print."""
RULE_AT = PAGE_HEIGHT - 25.0
FIRST_LINE = RULE_AT + 2.5
STAMP_SIDE = 18.0
QR_MASK = 3
"""Any mask is valid; choosing the best one for each link takes most of segno's time."""
QR_PIXELS = 8


@dataclass(frozen=True, slots=True)
class Folio:
    """What the running lines of one part say: `page` is its first of all `pages`."""

    kind: DocumentKind
    act: Act
    page: int
    pages: int
    notes: tuple[str, ...]
    stamped: bool


def add_running_lines(sheets: Sequence[Sheet], folio: Folio) -> None:
    """Complete every page with its head and foot, now that their number is known."""
    head = _running_head(folio.notes)
    right = RIGHT - STAMP_SIDE - 3 if folio.stamped else RIGHT
    number = _number(folio)
    lines = [_("Verification code: {code}").format(code=folio.act.code), *_hashes(folio.act)]
    replaced = _("{square} stands for a character that cannot be printed")
    for place, sheet in enumerate(sheets, start=folio.page):
        page = _("Page {page} of {pages}").format(page=place, pages=folio.pages)
        page_width = width_in_millimetres(printable(page), Face.REGULAR, NOTE)
        foot: list[Mark] = [
            Rule(LEFT, RULE_AT, right, RULE_AT),
            _line(LEFT, 0, number),
            _line(right - page_width, 0, page),
            *(_line(LEFT, at, line) for at, line in enumerate(lines, start=1)),
        ]
        if _has_replacements(sheet):
            explained = replaced.format(square=REPLACEMENT)
            foot.append(_line(LEFT, len(lines) + 1, explained))
        sheet.marks = [*head, *sheet.marks, *foot]


def _number(folio: Folio) -> str:
    names = {
        DocumentKind.ACT: _("Act No. {number}, revision {revision}"),
        DocumentKind.ORDER: _("Order No. {number}, revision {revision}"),
    }
    number = folio.act.number
    return names[folio.kind].format(number=number, revision=number.revision)


def _hashes(act: Act) -> list[str]:
    """Tie the page to the data of its act, and to the act before: none can be slipped in."""
    if not act.data_hash:
        return []
    own, before = act.data_hash[:SHORT_HASH], (act.previous_hash or "")[:SHORT_HASH]
    if not before:
        return [_("Hash of the data: {own}").format(own=own)]
    both = _("Hash of the data: {own}; of the act before: {before}")
    return [both.format(own=own, before=before)]


def _running_head(notes: Sequence[str]) -> list[Text]:
    lines = [line for note in notes for line in wrap(note, Face.REGULAR, NOTE, WIDTH)]
    return [
        _centred(RUNNING_HEAD + place * line_height(NOTE), line) for place, line in enumerate(lines)
    ]


def _has_replacements(sheet: Sheet) -> bool:
    return any(isinstance(mark, Text) and REPLACEMENT in mark.text for mark in sheet.marks)


def _line(x: float, place: int, text: str) -> Text:
    top = FIRST_LINE + place * line_height(NOTE)
    base = top + NOTE * ASCENT * MILLIMETRES_PER_POINT
    return Text(x, base, printable(text), Face.REGULAR, NOTE)


def _centred(y: float, line: str) -> Text:
    width = width_in_millimetres(line, Face.REGULAR, NOTE)
    return Text((LEFT + RIGHT - width) / 2, y, line, Face.REGULAR, NOTE)


@lru_cache(maxsize=64)
def verification_stamp(link: str) -> Stamp:
    """Draw the QR code of a link, medium error correction, to stand at the lower right."""
    png = BytesIO()
    code = segno.make(link, error="m", mask=QR_MASK, micro=False, boost_error=False)
    code.save(png, kind="png", scale=QR_PIXELS, border=2)
    return Stamp(png.getvalue(), RIGHT - STAMP_SIDE + 1, RULE_AT - 0.5, STAMP_SIDE, link)
