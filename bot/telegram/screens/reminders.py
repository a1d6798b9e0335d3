"""What the bot says by itself: terms that end, acts that wait. HTML texts with their buttons."""

from collections.abc import Mapping

from aiogram.types import InlineKeyboardMarkup

from bot.domain.act import ActId
from bot.i18n import _, current_language, ngettext
from bot.services.acts import FinishedAct
from bot.services.occasions import DecisionWanted, StillWaiting, TermNear
from bot.telegram.callbacks.acts import ChooseSupervisors, OpenAct
from bot.telegram.callbacks.deadlines import OpenDeadline, OpenDeadlines
from bot.telegram.keyboards import PRIMARY, Row, button, column, keyboard
from bot.telegram.screens.words import bold, day, esc, moment, shortened

LONGEST_SUBJECT = 150
LONGEST_REQUIREMENT = 120
LONGEST_NAMES = 300
MOST_REQUIREMENTS = 12
Message = tuple[str, InlineKeyboardMarkup]


def term_message(near: TermNear) -> Message:
    """Say which term ends, or is over, and which violations are still open; each is a button."""
    term, checklist = near.term, near.checklist
    language = current_language()
    lines = [_urgency(near), _act_line(str(term.number), term.subject_name), ""]
    lines.append(_("Not yet noted as eliminated:"))
    shown = term.requirements[:MOST_REQUIREMENTS]
    for number in shown:
        text = shortened(checklist.requirement(number).text[language], LONGEST_REQUIREMENT)
        lines.append(f"• {esc(number)}. {esc(text)}")
    if more := len(term.requirements) - len(shown):
        lines.append(more_line(more))
    buttons = [
        button(
            _("Requirement %(number)s") % {"number": number},
            OpenDeadline(act=term.act, requirement=number),
        )
        for number in shown
    ]
    rows: list[Row] = [buttons[place : place + 2] for place in range(0, len(buttons), 2)]
    return "\n".join(lines), keyboard(
        *rows, [button(_("📅 All terms of the order"), OpenDeadlines(act=term.act))]
    )


def review_message(wanted: DecisionWanted) -> Message:
    """Remind a supervisor of an act that waits."""
    wait = wanted.wait
    lines = [
        bold(_("⏳ An act waits for your decision")),
        _act_line(str(wait.number), wait.subject_name),
        _("It was sent to you on %(moment)s.") % {"moment": moment(wanted.since)},
    ]
    return "\n".join(lines), keyboard(
        [button(_("📄 Open the act"), OpenAct(act=wait.act), PRIMARY)]
    )


def waiting_message(still: StillWaiting) -> Message:
    """Tell an inspector that nobody has decided, and offer another supervisor."""
    wait = still.wait
    lines = [
        bold(_("⏳ Nobody has decided on your act yet")),
        _act_line(str(wait.number), wait.subject_name),
        _("It was sent on %(moment)s.") % {"moment": moment(still.since)},
    ]
    names = ", ".join(person.full_name or str(person.id) for person in still.supervisors)
    if names:
        short = bold(shortened(names, LONGEST_NAMES))
        lines.append(_("It waits for: %(names)s. A reminder is sent there.") % {"names": short})
    else:
        lines.append(
            _("Those to whom it was sent cannot decide any more: send it to somebody else.")
        )
    return "\n".join(lines), _ways_on(wait.act)


def undecidable_message(act: FinishedAct) -> Message:
    """Tell an inspector at once that an act waits for nobody, and offer another supervisor."""
    lines = [
        bold(_("⏳ Nobody has decided on your act yet")),
        _act_line(str(act.record.number), act.inspection.header.subject_name or ""),
        _("Those to whom it was sent cannot decide any more: send it to somebody else."),
    ]
    return "\n".join(lines), _ways_on(act.record.id)


def more_line(count: int) -> str:
    """Say that a list goes on."""
    return ngettext("… and %(count)d more", "… and %(count)d more", count) % {"count": count}


def _urgency(near: TermNear) -> str:
    days = (near.term.due - near.today).days
    on: Mapping[str, str | int] = {"day": day(near.term.due), "count": days}
    if days > 0:
        return bold(
            ngettext(
                "⏰ %(count)d day left to eliminate violations: until %(day)s",
                "⏰ %(count)d days left to eliminate violations: until %(day)s",
                days,
            )
            % on
        )
    if days == 0:
        return bold(_("⏰ Last day to eliminate violations: %(day)s") % on)
    return bold(_("❗ Overdue: violations were to be eliminated until %(day)s") % on)


def _ways_on(act: ActId) -> InlineKeyboardMarkup:
    buttons = [
        button(_("Choose another supervisor"), ChooseSupervisors(act=act)),
        button(_("📄 Open the act"), OpenAct(act=act)),
    ]
    return keyboard(*column(buttons))


def _act_line(number: str, subject: str) -> str:
    text = _("Act № %(number)s") % {"number": bold(number)}
    return f"{text}\n{esc(shortened(subject, LONGEST_SUBJECT))}"
