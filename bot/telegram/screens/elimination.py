"""One violation in the order to eliminate: how grave it is, until when, and what is to be done."""

from datetime import date, timedelta

from bot.domain.checklist import Severity
from bot.domain.inspection import Inspection
from bot.i18n import _, current_language, ngettext
from bot.telegram.callbacks.answering import OpenReview
from bot.telegram.callbacks.proceedings import GiveTerm, GradeViolation
from bot.telegram.keyboards import PRIMARY, Row, button, keyboard
from bot.telegram.reply import Screen
from bot.telegram.screens.words import bold, day, esc, quoted, shortened

TERMS = (10, 15, 30)
"""Days offered on buttons; the first one is the least that the law allows (art. 152(7))."""
LONGEST_INSTRUCTION = 700


def elimination_screen(inspection: Inspection, number: str, today: date) -> Screen:
    """Ask for severity and term of a violation; a typed text is what is to be done."""
    requirement = inspection.checklist.requirement(number)
    measure = inspection.measures.get(number)
    severity = inspection.severity(number)
    head = bold(inspection.checklist.short_name[current_language()])
    lines = [
        f"{esc(_('Severity'))}: <b>{esc(severity_name(severity)) if severity else '—'}</b>",
        f"{esc(_('To be eliminated by'))}: <b>{day(measure.due) if measure else '—'}</b>",
    ]
    if measure and measure.instruction:
        lines.append(f"🛠 {esc(shortened(measure.instruction, LONGEST_INSTRUCTION))}")
    parts = [
        f"{head} · " + _("order to eliminate violations"),
        f"<b>{esc(number)}.</b> {quoted(requirement.text[current_language()])}",
        "\n".join(lines),
        _hint(inspection, number),
    ]
    rows = [*_severity_rows(inspection, number), _term_row(inspection, number, today)]
    review = OpenReview(inspection=inspection.id)
    done = inspection.is_ordered(number)
    rows.append([button(_("📋 Review"), review, PRIMARY if done else None)])
    return Screen("\n\n".join(parts), keyboard(*rows), inspection.id, number)


def severity_name(severity: Severity) -> str:
    """What the law calls a degree (art. 141(8))."""
    return {
        Severity.GROSS: _("gross"),
        Severity.SIGNIFICANT: _("significant"),
        Severity.MINOR: _("minor"),
    }[severity]


def _hint(inspection: Inspection, number: str) -> str:
    if inspection.severity(number) is None:
        return _("Choose how grave it is and the term: not less than ten calendar days from today.")
    if inspection.measures.get(number) is None:
        return _("Choose the term, or type a date: not less than ten calendar days from today.")
    return _("Type what is to be done, or another date; without it the requirement itself counts.")


def _severity_rows(inspection: Inspection, number: str) -> list[Row]:
    if inspection.checklist.requirement(number).severity is not None:
        return []  # the checklist itself says it
    chosen = inspection.severity(number)
    return [
        [
            button(
                ("☑️ " if severity is chosen else "") + severity_name(severity),
                GradeViolation(inspection=inspection.id, requirement=number, severity=severity),
            )
            for severity in Severity
        ]
    ]


def _term_row(inspection: Inspection, number: str, today: date) -> Row:
    return [
        button(
            ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
            + f" · {day(today + timedelta(days=days))}",
            GiveTerm(inspection=inspection.id, requirement=number, days=days),
        )
        for days in TERMS
    ]
