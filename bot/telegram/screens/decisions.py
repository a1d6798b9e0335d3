"""What a supervisor gets and sees of an act, and what is said when something was decided."""

from collections.abc import Callable
from datetime import datetime
from html import unescape

from aiogram.types import InlineKeyboardMarkup

from bot.domain.inspection import Inspection, InspectionStatus
from bot.domain.people import Person
from bot.domain.review import Step
from bot.domain.transitions import Action, Part, may
from bot.i18n import _, ngettext
from bot.services.act_store import ActRecord
from bot.services.acts import FinishedAct
from bot.services.reviews import Said
from bot.telegram.callbacks.acts import ChooseCopy, OpenAct
from bot.telegram.callbacks.corrections import CorrectAct, CorrectRequirement, ShowDifferences
from bot.telegram.callbacks.review import AcceptAct, ReturnAct
from bot.telegram.keyboards import DANGER, PRIMARY, SUCCESS, Row, button, column, keyboard
from bot.telegram.screens.elimination import severity_name
from bot.telegram.screens.lengths import LONGEST_CAPTION, LONGEST_TEXT, TAG, joined_within, units
from bot.telegram.screens.words import bold, esc, moment, shortened

LONGEST_SUBJECT = 100
LONGEST_NAME = 90
LONGEST_SENDER = 100
MOST_BUTTONS = 90
LONGEST_PART = LONGEST_TEXT // 2
"""So many characters never take more than a message holds."""
Local = Callable[[datetime], datetime]


def numbered(record: ActRecord) -> str:
    """Name an act by its number, and its revision when it is a later one."""
    number = _("Act № %(number)s") % {"number": bold(str(record.number))}
    if record.number.revision == 1:
        return number
    revision = _("revision %(revision)d") % {"revision": record.number.revision}
    return f"{number} · {revision}"


def named(person: Person | None) -> str:
    """Name somebody with the position."""
    if person is None:
        return "—"
    name = person.full_name or str(person.id)
    whole = f"{name}, {person.position}" if person.position else name
    return shortened(whole, LONGEST_NAME)


def count_violations(count: int) -> str:
    """Say how many violations there are."""
    if count == 0:
        return _("no violations found")
    return ngettext("%(count)d violation", "%(count)d violations", count) % {"count": count}


def decision_line(said: Said, local: Local) -> str:
    """Say what was decided about an act, by whom and when, as HTML."""
    words = {
        Step.ACCEPTED: _("✅ Accepted by %(name)s, %(moment)s"),
        Step.RETURNED: _("↩ Returned by %(name)s, %(moment)s"),
        Step.UNLOCKED: _("🔓 Unlocked for a correction by %(name)s, %(moment)s"),
        Step.WITHDRAWN: _("Withdrawn by the inspector %(name)s, %(moment)s"),
        Step.CORRECTION_ASKED: _("✋ A correction is asked for by %(name)s, %(moment)s"),
        Step.CORRECTION_DECLINED: _("The correction was declined by %(name)s, %(moment)s"),
    }[said.review.step]
    when = moment(local(said.review.said_at))
    return words % {"name": bold(named(said.author)), "moment": when}


def decided_words(said: Said, local: Local, *, is_own: bool) -> str:
    """Tell somebody who comes second what was decided, as plain text."""
    if is_own:
        return _("You have decided about this act already; nothing was changed.")
    line = unescape(TAG.sub("", decision_line(said, local)))
    return f"{line}. {_('Nothing was changed.')}"


def supervisor_caption(
    act: FinishedAct, said: Said | None, local: Local, *, withdrawn: bool = False
) -> str:
    """The caption of the act in a supervisor's chat: what it is about, and how it stands."""
    record = act.record
    sender = shortened(f"{record.official_name}, {record.official_position}", LONGEST_SENDER)
    subject = shortened(act.inspection.header.subject_name or "—", LONGEST_SUBJECT)
    head = [
        _("New act from: %(inspector)s") % {"inspector": bold(sender)},
        numbered(record),
        esc(subject),
    ]
    state = _standing(act, said, local, withdrawn=withdrawn)
    room = LONGEST_CAPTION - units("\n".join([*head, "", *state])) - 2
    return "\n".join([*head, violations_in_short(act.inspection, room), *state])


def supervisor_keyboard(act: FinishedAct, *, withdrawn: bool = False) -> InlineKeyboardMarkup:
    """What a supervisor can do with an act, as it stands now; nothing when it was withdrawn."""
    status, number = act.inspection.status, act.record.id
    if withdrawn or status is InspectionStatus.FINISHED:
        return keyboard()
    rows: list[Row] = []
    if may(status, Action.ACCEPT, Part.SUPERVISOR):
        accept = button(_("✅ Accept"), AcceptAct(act=number), SUCCESS)
        rows.append([accept, button(_("↩ Return"), ReturnAct(act=number), DANGER)])
    if act.record.number.revision > 1:
        rows.append([button(_("🔍 What changed"), ShowDifferences(act=number))])
    rows.append([button(_("🌐 Another language"), ChooseCopy(act=number))])
    rows.append([button(_("📋 About the act"), OpenAct(act=number))])
    return keyboard(*rows)


def violations_in_short(inspection: Inspection, room: int) -> str:
    """Tell what is violated, with severities; at most so many UTF-16 units."""
    text = count_violations(len(inspection.violations))
    if not inspection.violations:
        return text
    more = _("and %(count)d more") % {"count": len(inspection.violations)}
    items = [_violation(inspection, number) for number in inspection.violations]
    listed, left = joined_within(items, room - units(f"{text}: , {more}"))
    if not listed:
        return text
    rest = f", {_('and %(count)d more') % {'count': left}}" if left else ""
    return f"{text}: {listed}{rest}"


def decided_notice(act: FinishedAct, said: Said, local: Local) -> str:
    """Tell another supervisor that nothing is left to decide."""
    return f"{numbered(act.record)}\n{decision_line(said, local)}"


def told_inspector(
    act: FinishedAct, said: Said, local: Local
) -> list[tuple[str, InlineKeyboardMarkup | None]]:
    """Tell the inspector what was decided, with the ways to correct it: texts with buttons."""
    subject = esc(shortened(act.inspection.header.subject_name or "—", LONGEST_SUBJECT))
    head = "\n".join([numbered(act.record), subject, decision_line(said, local)])
    if said.review.step not in {Step.RETURNED, Step.UNLOCKED}:
        card = button(_("📋 About the act"), OpenAct(act=act.record.id))
        return [(head, keyboard([card]))]
    rows = _correcting(act, said)
    if said.review.requirements:
        asked = _("To be corrected: %(numbers)s") % {"numbers": ", ".join(said.review.requirements)}
        head += "\n" + esc(shortened(asked, 500))
    if said.review.voice_file_id:
        head += "\n" + _("🎤 The spoken remark follows.")
    if not said.review.remark:
        return [(head, rows)]
    whole = f"{head}\n{_quoted(said.review.remark)}"
    if units(whole) <= LONGEST_TEXT:
        return [(whole, rows)]
    return [*((part, None) for part in _parts(said.review.remark)), (head, rows)]


def _quoted(remark: str) -> str:
    return f"<blockquote expandable>{esc(remark)}</blockquote>"


def _parts(remark: str) -> list[str]:
    """A long remark in messages that Telegram takes, whatever it is written in."""
    if units(_quoted(remark)) <= LONGEST_TEXT:
        return [_quoted(remark)]
    places = range(0, len(remark), LONGEST_PART)
    return [_quoted(remark[place : place + LONGEST_PART]) for place in places]


def _correcting(act: FinishedAct, said: Said) -> InlineKeyboardMarkup:
    number = act.record.id
    wanted = [n for n in act.inspection.checklist.numbers if n in said.review.requirements]
    buttons = [
        button(
            _("✏ Requirement %(number)s") % {"number": requirement},
            CorrectRequirement(act=number, requirement=requirement),
        )
        for requirement in wanted[:MOST_BUTTONS]
    ]
    return keyboard(
        *column(buttons),
        [button(_("✏ Correct the act"), CorrectAct(act=number), PRIMARY)],
        [button(_("📋 About the act"), OpenAct(act=number))],
    )


def _violation(inspection: Inspection, number: str) -> str:
    severity = inspection.severity(number)
    return f"{number} ({severity_name(severity)})" if severity else number


def _standing(act: FinishedAct, said: Said | None, local: Local, *, withdrawn: bool) -> list[str]:
    status = act.inspection.status
    if withdrawn or status is InspectionStatus.FINISHED:
        return [bold(_("Withdrawn by the inspector."))]
    lines = [decision_line(said, local)] if said else []
    if status is InspectionStatus.SUPERSEDED:
        lines.append(_("🗄 Superseded by a newer revision"))
    return lines
