"""Annex 1: the checklist as the order's form lays it out, filled in."""

from datetime import date

from bot.documents.checklist_notes import write_notes
from bot.documents.checklist_table import write_table
from bot.documents.faces import Face
from bot.documents.flow import BODY, NOTE, SMALL, TITLE, Align, Flow, line_height
from bot.documents.fonts import printable
from bot.documents.form_signatures import write_form_signatures
from bot.documents.sheet import LEFT, RIGHT, WIDTH
from bot.documents.wording import written_date, written_number
from bot.documents.wrapping import width_in_millimetres, wrap
from bot.domain.act import Act
from bot.domain.checklist import HeaderLine
from bot.i18n import _

CORNER_WIDTH = 68.0
CORNER_X = RIGHT - CORNER_WIDTH
GAP = 2.0


def write_checklist_form(flow: Flow, act: Act) -> None:
    """Write the form on pages of its own: corner, title, header, table, notes, signatures."""
    flow.new_page()
    flow.bookmark(f"{annex_label(act, 1)}: {_('Filled-in checklist')}")
    _write_corners(flow, act)
    _write_title(flow, act)
    for line in act.checklist.header:
        _write_header_line(flow, act, line)
    flow.skip(3.0)
    write_table(flow, act)
    write_notes(flow, act)
    write_form_signatures(flow, act)


def write_annex_label(flow: Flow, label: str) -> float:
    """Write at the upper left which annex of which act begins; returns where this ends."""
    lines = wrap(label, Face.REGULAR, SMALL, WIDTH - CORNER_WIDTH - GAP)
    return flow.put_lines(lines, LEFT, flow.y, WIDTH, size=SMALL)


def annex_label(act: Act, number: int) -> str:
    """Say which annex of which act begins."""
    return _("Annex {annex} to act No. {number}").format(annex=number, number=act.number)


def _write_corners(flow: Flow, act: Act) -> None:
    write_annex_label(flow, annex_label(act, 1))
    corner = wrap(act.checklist.approval_corner[act.language], Face.REGULAR, SMALL, CORNER_WIDTH)
    flow.y = flow.put_lines(corner, CORNER_X, flow.y, CORNER_WIDTH, size=SMALL, align=Align.CENTRE)
    flow.skip(6.0)


def _write_title(flow: Flow, act: Act) -> None:
    for line in act.checklist.title:
        flow.write(line[act.language], face=Face.BOLD, size=TITLE, align=Align.CENTRE)
    flow.skip(1.0)
    for note in _standing(act):
        flow.write(note, size=NOTE, align=Align.CENTRE)
    flow.skip(4.0)


def _standing(act: Act) -> list[str]:
    """Say which edition of the form this is, and whether its wording is official."""
    order = act.checklist.order
    notes = []
    if act.language not in order.official_languages:
        notes.append(_("(unofficial translation of the form and of its requirements)"))
    if order.amendments:
        amended = "; ".join(
            ", ".join(written_number(each.number, each.date) for each in amendment)
            for amendment in order.amendments
        )
        notes.append(_("Note. As amended by joint orders: {orders}").format(orders=amended))
    return notes


def _write_header_line(flow: Flow, act: Act, line: HeaderLine) -> None:
    captions = wrap(line.caption[act.language], Face.REGULAR, BODY, WIDTH)
    value = ", ".join(_header_value(act, line))
    beside = width_in_millimetres(captions[-1], Face.REGULAR, BODY) + GAP
    fits = beside + width_in_millimetres(printable(value), Face.REGULAR, BODY) <= WIDTH
    note = line.note[act.language] if line.note else ""
    notes = wrap(note, Face.REGULAR, NOTE, WIDTH - (beside if fits else 0.0))
    values = wrap(value, Face.REGULAR, BODY, WIDTH) or ("",)
    rows = len(captions) + (0 if fits else len(values))
    flow.keep_together(rows * (line_height(BODY) + 1.0) + len(notes) * line_height(NOTE) + 1.5)
    flow.y = flow.put_lines(captions, LEFT, flow.y, WIDTH)
    if fits:
        flow.y -= line_height(BODY)
    x = LEFT + beside if fits else LEFT
    for text in values:
        flow.keep_together(line_height(BODY) + 1.0)
        flow.y = flow.put_lines((text,), x, flow.y, RIGHT - x, align=Align.CENTRE) + 0.4
        flow.rule(x, flow.y, RIGHT, flow.y)
    flow.y += 0.4
    flow.y = flow.put_lines(notes, x, flow.y, RIGHT - x, size=NOTE, align=Align.CENTRE) + 1.2


def _header_value(act: Act, line: HeaderLine) -> list[str]:
    values = [act.header.value(name) for name in line.fields]
    return [
        written_date(value) if isinstance(value, date) else value
        for value in values
        if value is not None
    ]
