"""Annex 2: the photos, two side by side, and a list of what cannot be printed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image

from bot.documents.checklist_form import annex_label, write_annex_label
from bot.documents.evidence_table import write_enclosures
from bot.documents.faces import Face
from bot.documents.flow import BODY, SMALL, Align, Flow, line_height
from bot.documents.photo_budget import fitting_side
from bot.documents.sheet import LEFT, WIDTH
from bot.documents.wording import in_each, joined, written_moment, written_place
from bot.documents.wrapping import wrap
from bot.domain.act import Act, Photo
from bot.domain.language import Language
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


def write_evidence_annex(flow: Flow, act: Act, languages: Sequence[Language]) -> None:
    """Write the evidence, labelled in each language; raises `OSError` for a photo that is gone."""
    flow.bookmark(f"{annex_label(act, 2)}: {_('Photos and other evidence')}")
    for label in in_each(languages, lambda: annex_label(act, 2)):
        flow.y = write_annex_label(flow, label)
    flow.y += 4.0
    if act.photos:
        _heading(flow, in_each(languages, lambda: _("Photos")))
    notes = (
        lambda: _("Date and time are those of Telegram's message."),
        lambda: _("Remarks stand in item 7 of the act and in the notes to annex 1."),
    )
    for note in notes:
        for text in in_each(languages, note):
            flow.write(text, size=SMALL, align=Align.CENTRE)
    flow.skip(4.0)
    _write_photos(flow, act, languages)
    if act.enclosures:
        flow.keep_together(40.0)
        _heading(flow, in_each(languages, lambda: _("Evidence that is not printed")))
        flow.skip(2.0)
        write_enclosures(flow, act, languages)


def _heading(flow: Flow, texts: list[str]) -> None:
    flow.write(joined(texts), face=Face.BOLD, size=BODY, align=Align.CENTRE)
    flow.skip(1.0)


def _write_photos(flow: Flow, act: Act, languages: Sequence[Language]) -> None:
    side = fitting_side([photo.path for photo in act.photos])
    cells = [_cell(act, place, photo, languages) for place, photo in enumerate(act.photos, start=1)]
    for row in _pairs(cells):
        _write_row(flow, row, side)


def _pairs(cells: Sequence[_Cell]) -> Iterator[Sequence[_Cell]]:
    for start in range(0, len(cells), 2):
        yield cells[start : start + 2]


def _cell(act: Act, place: int, photo: Photo, languages: Sequence[Language]) -> _Cell:
    with Image.open(photo.path) as picture:
        width, height = picture.size
    scale = min(CELL_WIDTH / width, MAX_HEIGHT / height)
    moment = photo.sent_at.astimezone(act.finished_at.tzinfo)
    titles = in_each(
        languages,
        lambda: _("Photo {place}. Item {number}. {moment}").format(
            place=place, number=photo.requirement, moment=written_moment(moment)
        ),
    )
    where = photo.place
    known = [photo.author, joined(in_each(languages, lambda: written_place(where)))]
    below = [*(each for each in known if each), " ".join((photo.caption or "").split())]
    lines = [line for text in below for line in wrap(text, Face.REGULAR, SMALL, CELL_WIDTH)]
    return _Cell(
        path=photo.path,
        width=width * scale,
        height=height * scale,
        title=tuple(line for title in titles for line in wrap(title, Face.BOLD, SMALL, CELL_WIDTH)),
        caption=tuple(lines[:CAPTION_LINES]),
        rest=" ".join(lines[CAPTION_LINES:]),
    )


def _write_row(flow: Flow, row: Sequence[_Cell], side: int | None) -> None:
    height = max(cell.height for cell in row)
    flow.keep_together(height + max(cell.text_height for cell in row) + 1.0)
    top = flow.y
    for column, cell in enumerate(row):
        x = LEFT + column * (CELL_WIDTH + GAP)
        left = x + (CELL_WIDTH - cell.width) / 2
        flow.picture(left, top + (height - cell.height), cell.width, cell.height, cell.path, side)
        below = top + height + 1.0
        below = flow.put_lines(cell.title, x, below, CELL_WIDTH, face=Face.BOLD, size=SMALL)
        flow.put_lines(cell.caption, x, below, CELL_WIDTH, size=SMALL)
    flow.y = top + height + max(cell.text_height for cell in row) + 1.0
    for cell in row:
        if cell.rest:
            flow.write(f"{cell.title[0]} … {cell.rest}", size=SMALL)
    flow.skip(5.0)
