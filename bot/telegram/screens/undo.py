"""The button that brings back the answer before."""

from bot.domain.inspection import Inspection
from bot.i18n import _
from bot.telegram.callbacks.answering import Undo
from bot.telegram.keyboards import Row, button
from bot.telegram.screens.authors import Viewer
from bot.telegram.screens.words import MARKS


def undo_row(inspection: Inspection, number: str | None, viewer: Viewer) -> Row:
    """Offer to undo one's own last answer; an empty row when there is nothing to undo."""
    answer = inspection.answer(number or "")
    if number is None or not viewer.may_undo(answer):
        return []
    undo = Undo(inspection=inspection.id, requirement=number, version=answer.version)
    label = _("↩ Undo: %(number)s %(mark)s") % {"number": number, "mark": MARKS[answer.verdict]}
    return [button(label, undo)]
