"""The list of evidence that paper cannot show: by requirement, kind, time, author and hash."""

from collections.abc import Sequence
from dataclasses import replace

from bot.documents.faces import Face
from bot.documents.flow import NOTE, SMALL, Align, Flow
from bot.documents.grid import Cell, Grid
from bot.documents.wording import in_each, joined, written_moment, written_place
from bot.domain.act import Act, Enclosure
from bot.domain.inspection import EvidenceKind
from bot.domain.language import Language
from bot.i18n import _

COLUMNS = (9.0, 15.0, 50.0, 47.0, 49.0)
HASH_LINE = 32
"""Digits of a hash on one line: two lines hold all 64."""


def write_enclosures(flow: Flow, act: Act, languages: Sequence[Language]) -> None:
    """Write a row for each, with the whole hash: the file can be told from any other."""
    heads = (
        lambda: _("No."),
        lambda: _("Item"),
        lambda: _("Kind, caption, place"),
        lambda: _("Date and time, author"),
        lambda: "SHA-256",
    )
    grid = Grid(flow, COLUMNS, [joined(in_each(languages, head)) for head in heads])
    rows = [
        _cells(grid, act, place, enclosure, languages)
        for place, enclosure in enumerate(act.enclosures, start=1)
    ]
    grid.write_heads(rows[0])
    for row in rows:
        grid.write_row(row)


def _cells(
    grid: Grid, act: Act, place: int, enclosure: Enclosure, languages: Sequence[Language]
) -> tuple[Cell, ...]:
    moment = enclosure.sent_at.astimezone(act.finished_at.tzinfo)
    times = in_each(languages, lambda: written_moment(moment))
    kinds = in_each(languages, lambda: kind_name(enclosure.kind))
    where = in_each(languages, lambda: written_place(enclosure.place))
    about = [joined(kinds), enclosure.caption or "", joined(where)]
    sha256 = enclosure.sha256 or "–"
    pieces = [sha256[at : at + HASH_LINE] for at in range(0, len(sha256), HASH_LINE)]
    number = grid.cell(0, str(place), size=SMALL)
    return (
        replace(number, align=Align.CENTRE),
        replace(grid.cell(1, enclosure.requirement, size=SMALL), align=Align.CENTRE),
        grid.cell(2, "\n".join(each for each in about if each), size=SMALL),
        grid.cell(3, "\n".join([*times, enclosure.author]), size=SMALL),
        grid.cell(4, "\n".join(pieces), Face.REGULAR, NOTE),
    )


def kind_name(kind: EvidenceKind) -> str:
    """Say what somebody sent."""
    names = {
        EvidenceKind.PHOTO: _("photo"),
        EvidenceKind.DOCUMENT: _("document"),
        EvidenceKind.VOICE: _("voice message"),
        EvidenceKind.LOCATION: _("location"),
    }
    return names[kind]
