"""Annex 2: the photos, two side by side, each with its item, its time and its caption."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image

from bot.documents.checklist_form import write_annex_label
from bot.documents.flow import SMALL, TITLE, Align, Flow, line_height
from bot.documents.fonts import Face
from bot.documents.sheet import LEFT, WIDTH
from bot.documents.wording import written_moment
from bot.documents.wrapping import wrap
from bot.domain.act import Act, Photo
from bot.i18n import _

GAP = 6.0
CELL_WIDTH = (WIDTH - GAP) / 2
MAX_HEIGHT = 82.0
CAPTION_LINES = 12
"""A longer caption goes on below its row, over the whole width."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """One photo as it will stand: its size in millimetres and the lines below it."""

    path: str
    width: float
    height: float
    title: tuple[str, ...]
    caption: tuple[str, ...]
    rest: str

    @property
    def text_height(self) -> float:
        return len(self.title + self.caption) * line_height(SMALL) + 1.0


def write_evidence_annex(flow: Flow, act: Act) -> None:
    """Write the photos on pages of their own; raises `OSError` when a file cannot be read."""
    flow.new_page()
    flow.y = write_annex_label(flow, act, 2) + 4.0
    flow.write(_("Photos"), face=Face.BOLD, size=TITLE, align=Align.CENTRE)
    flow.skip(1.0)
    flow.write(
        _("Date and time are those at which Telegram received the photo."),
        size=SMALL,
        align=Align.CENTRE,
    )
    flow.skip(4.0)
    cells = [_cell(act, place, photo) for place, photo in enumerate(act.photos, start=1)]
    for row in _pairs(cells):
        _write_row(flow, row)


def _pairs(cells: Sequence[_Cell]) -> Iterator[Sequence[_Cell]]:
    for start in range(0, len(cells), 2):
        yield cells[start : start + 2]


def _cell(act: Act, place: int, photo: Photo) -> _Cell:
    with Image.open(photo.path) as picture:
        width, height = picture.size
    scale = min(CELL_WIDTH / width, MAX_HEIGHT / height)
    moment = written_moment(photo.sent_at.astimezone(act.finished_at.tzinfo))
    title = _("Photo {place}. Item {number}. {moment}").format(
        place=place, number=photo.requirement, moment=moment
    )
    caption = " ".join((photo.caption or "").split())
    lines = wrap(caption, Face.REGULAR, SMALL, CELL_WIDTH)
    return _Cell(
        path=photo.path,
        width=width * scale,
        height=height * scale,
        title=wrap(title, Face.BOLD, SMALL, CELL_WIDTH),
        caption=lines[:CAPTION_LINES],
        rest=" ".join(lines[CAPTION_LINES:]),
    )


def _write_row(flow: Flow, row: Sequence[_Cell]) -> None:
    height = max(cell.height for cell in row)
    flow.keep_together(height + max(cell.text_height for cell in row) + 1.0)
    top = flow.y
    for column, cell in enumerate(row):
        x = LEFT + column * (CELL_WIDTH + GAP)
        left = x + (CELL_WIDTH - cell.width) / 2
        flow.picture(left, top + (height - cell.height), cell.width, cell.height, cell.path)
        below = top + height + 1.0
        below = flow.put_lines(cell.title, x, below, CELL_WIDTH, face=Face.BOLD, size=SMALL)
        flow.put_lines(cell.caption, x, below, CELL_WIDTH, size=SMALL)
    flow.y = top + height + max(cell.text_height for cell in row) + 1.0
    for cell in row:
        if cell.rest:
            flow.write(f"{cell.title[0]} … {cell.rest}", size=SMALL)
    flow.skip(5.0)
