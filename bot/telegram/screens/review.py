"""The review: what is filled in, what is missing, and the way to the act."""

from aiogram.types import InlineKeyboardButton

from bot.domain.act import Edition
from bot.domain.checklist import HeaderField, Verdict
from bot.domain.inspection import Gap, Inspection
from bot.domain.transitions import Action
from bot.i18n import _, current_language, ngettext
from bot.telegram.callbacks.answering import OpenQuestion, OpenReview
from bot.telegram.callbacks.heading import OpenHeader
from bot.telegram.callbacks.inspections import Finish, PrintIn
from bot.telegram.callbacks.proceedings import OpenCircumstance, OpenCircumstances, OpenElimination
from bot.telegram.keyboards import PRIMARY, Row, button, column, keyboard
from bot.telegram.reply import Screen
from bot.telegram.screens.authors import Viewer, inspectors_line
from bot.telegram.screens.circumstances import circumstance_name
from bot.telegram.screens.corrections import correction_line
from bot.telegram.screens.header import header_value
from bot.telegram.screens.participants import participants_button
from bot.telegram.screens.undo import undo_row
from bot.telegram.screens.words import (
    MARKS,
    bold,
    edition_label,
    esc,
    header_field_name,
    shortened,
)

MOST_GAPS = 20
LONGEST_VALUE = 200


def review_screen(inspection: Inspection, viewer: Viewer, undo: str | None = None) -> Screen:
    """Show everything before finishing; each gap is a button that jumps to it."""
    gaps = inspection.gaps()
    own = tuple(gap for gap in gaps if viewer.leads() or gap.requirement)
    parts = [
        bold(inspection.checklist.short_name[current_language()]) + " · " + _("review"),
        correction_line(inspection),
        _header_lines(inspection),
        _verdict_counts(inspection),
        inspectors_line(inspection, viewer),
        _gap_summary(own) if own or not gaps else "",
        "" if viewer.leads() else _left_to_leader(inspection, viewer, gaps),
    ]
    rows = [*column(_gap_button(inspection, gap) for gap in own[:MOST_GAPS])]
    if viewer.may(Action.FINISH, inspection) and not any(gap.blocking for gap in gaps):
        finish = Finish(inspection=inspection.id, version=inspection.version)
        rows.append([button(_("Finish"), finish, PRIMARY)])
    rows += [*_edit_rows(inspection, viewer), undo_row(inspection, undo, viewer)]
    return Screen("\n\n".join(part for part in parts if part), keyboard(*rows), inspection.id)


def act_language_screen(inspection: Inspection) -> Screen:
    """Ask for the language of the act."""
    official = inspection.checklist.order.official_languages
    buttons = [
        button(
            edition_label(edition, official),
            PrintIn(inspection=inspection.id, version=inspection.version, edition=edition),
            PRIMARY if edition.languages == (current_language(),) else None,
        )
        for edition in Edition
    ]
    text = _(
        "⚠️ After this the inspection can no longer be changed.\n\nIn which language should the act"
        " be printed? Copies in the other languages can be printed at any time."
    )
    back = button(_("◀ Back"), OpenReview(inspection=inspection.id))
    return Screen(text, keyboard(*column(buttons), [back]), inspection.id)


def _header_lines(inspection: Inspection) -> str:
    lines = []
    for name in HeaderField:
        value = shortened(header_value(inspection.header, name), LONGEST_VALUE)
        lines.append(f"{esc(header_field_name(name))}: <b>{esc(value)}</b>")
    return "\n".join(lines)


def _verdict_counts(inspection: Inspection) -> str:
    verdicts = [inspection.answer(number).verdict for number in inspection.checklist.numbers]
    counts = "   ".join(f"{MARKS[verdict]} {verdicts.count(verdict)}" for verdict in Verdict)
    if not inspection.violations:
        return counts
    return (
        counts + "\n" + _("Violated: %(numbers)s") % {"numbers": ", ".join(inspection.violations)}
    )


def _gap_summary(gaps: tuple[Gap, ...]) -> str:
    if not gaps:
        return _("All items are filled in.")
    count = len(gaps)
    summary = ngettext("%(count)d gap is left:", "%(count)d gaps are left:", count) % {
        "count": count
    }
    return f"⚠️ {summary}"


def _gap_button(inspection: Inspection, gap: Gap) -> InlineKeyboardButton:
    if gap.header_field is not None:
        label = _("Empty: %(field)s") % {"field": header_field_name(gap.header_field)}
        return button(label, OpenHeader(inspection=inspection.id, name=gap.header_field))
    if gap.circumstance is not None:
        label = _("Empty: %(field)s") % {"field": circumstance_name(gap.circumstance)}
        return button(label, OpenCircumstance(inspection=inspection.id, name=gap.circumstance))
    number = gap.requirement or ""
    if gap.elimination:
        label = _("%(number)s: severity and term") % {"number": number}
        return button(label, OpenElimination(inspection=inspection.id, requirement=number))
    if gap.pending_evidence:
        label = _("%(number)s: a file is still on its way")
    elif gap.blocking:
        label = _("%(number)s: not answered")
    else:
        label = _("%(number)s: violation without a remark")
    jump = OpenQuestion(inspection=inspection.id, requirement=number)
    return button(label % {"number": number}, jump)


def _left_to_leader(inspection: Inspection, viewer: Viewer, gaps: tuple[Gap, ...]) -> str:
    """Say what only the leader can do: fill in header and circumstances, and finish."""
    words = _("Only %(name)s, who leads this inspection, finishes it.") % {
        "name": bold(viewer.name(inspection.inspector))
    }
    fields = [esc(_field_name(gap)) for gap in gaps if not gap.requirement]
    if not fields:
        return words
    return words + "\n" + _("Left to the leader: %(fields)s") % {"fields": ", ".join(fields)}


def _field_name(gap: Gap) -> str:
    if gap.header_field is not None:
        return header_field_name(gap.header_field)
    return circumstance_name(gap.circumstance) if gap.circumstance else ""


def _edit_rows(inspection: Inspection, viewer: Viewer) -> list[Row]:
    first = inspection.checklist.numbers[0]
    answers = button(_("✏ Answers"), OpenQuestion(inspection=inspection.id, requirement=first))
    if not viewer.leads():
        return [[answers]]
    return [
        [
            button(
                _("✏ Header"), OpenHeader(inspection=inspection.id, name=HeaderField.STATE_BODY)
            ),
            answers,
            button(_("✏ Circumstances"), OpenCircumstances(inspection=inspection.id)),
        ],
        [participants_button(inspection)],
    ]
