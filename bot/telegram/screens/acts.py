"""Finished acts: the list, the file's caption, copies."""

from aiogram.methods import SendDocument
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.act import ActNumber, DocumentKind, Edition
from bot.domain.inspection import Inspection
from bot.domain.people import PersonId
from bot.domain.transitions import Action, Part, may
from bot.i18n import _
from bot.services.act_store import ActSummary
from bot.services.acts import FinishedAct
from bot.services.reviews import Said
from bot.telegram.callbacks.acts import (
    ChooseCopy,
    ChooseSupervisors,
    ListActs,
    OpenAct,
    PrintCopy,
)
from bot.telegram.callbacks.anywhere import RunCommand, Stay
from bot.telegram.callbacks.review import ListWaiting
from bot.telegram.keyboards import PRIMARY, Row, button, column, keyboard
from bot.telegram.reply import Screen
from bot.telegram.screens.act_card import state_name
from bot.telegram.screens.decisions import (
    Local,
    count_violations,
    numbered,
    supervisor_caption,
    supervisor_keyboard,
)
from bot.telegram.screens.words import bold, edition_label, edition_name, esc, moment, shortened

ACTS_PER_PAGE = 8
LONGEST_SUBJECT = 150


def printing_screen(number: ActNumber) -> Screen:
    """Say that the act is finished and on its way."""
    text = _("✅ Finished. Act № %(number)s is being printed and arrives in a moment.")
    rows = [[button(_("🆕 New inspection"), RunCommand(command="new"))]]
    return Screen(text % {"number": bold(str(number))}, keyboard(*rows))


def act_document(
    act: FinishedAct, chat: PersonId, kind: DocumentKind, edition: Edition, document: str
) -> SendDocument:
    """A PDF for somebody who asked for it, with what can be done next."""
    rows: list[Row] = [
        [button(_("🌐 Another language"), ChooseCopy(act=act.record.id))],
        [button(_("📋 About the act"), OpenAct(act=act.record.id))],
    ]
    caption = _caption(act)
    if kind is DocumentKind.ORDER:
        caption = f"{bold(_('Order to eliminate violations'))}\n{caption}"
    if edition is not act.record.edition:
        caption += "\n" + _("Copy in another language: %(language)s") % {
            "language": edition_name(edition)
        }
    elif chat == act.record.inspector and _may_be_sent(act.inspection):
        send = button(_("Send to supervisor"), ChooseSupervisors(act=act.record.id), PRIMARY)
        rows.insert(0, [send])
    return _document(chat, document, caption, keyboard(*rows))


def submitted_document(
    act: FinishedAct, supervisor: PersonId, document: str, said: Said | None, local: Local
) -> SendDocument:
    """The PDF for a supervisor, with who sends it and what can be decided."""
    caption = supervisor_caption(act, said, local)
    return _document(supervisor, document, caption, supervisor_keyboard(act))


def acts_screen(acts: list[ActSummary], offset: int, local: Local, waiting: int = 0) -> Screen:
    """List finished acts, the newest first; `waiting`: how many the reader has to decide about."""
    queue: list[Row] = [[_queue_button(waiting)]] if waiting else []
    if not acts:
        begin = button(_("🆕 New inspection"), RunCommand(command="new"))
        return Screen(_("There are no finished acts yet."), keyboard(*queue, [begin], [_back()]))
    lines = [bold(_("Finished acts")), ""]
    for act in acts[:ACTS_PER_PAGE]:
        when = moment(local(act.finished_at))
        subject = esc(shortened(act.subject_name, 60))
        violations = count_violations(act.violations)
        state = state_name(act.status)
        lines.append(f"№ {_number(act)} · {when}\n{subject} · {violations} · {state}")
    buttons = [
        button(f"📄 № {_number(act)} · {act.subject_name}", OpenAct(act=act.id))
        for act in acts[:ACTS_PER_PAGE]
    ]
    turning = []
    if offset > 0:
        turning.append(button("◀", ListActs(offset=max(0, offset - ACTS_PER_PAGE))))
    if len(acts) > ACTS_PER_PAGE:
        turning.append(button("▶", ListActs(offset=offset + ACTS_PER_PAGE)))
    return Screen("\n".join(lines), keyboard(*queue, *column(buttons), turning, [_back()]))


def copy_screen(act: FinishedAct) -> Screen:
    """Ask in which language an act is printed again."""
    official = act.inspection.checklist.order.official_languages
    buttons = [
        button(
            edition_label(edition, official),
            PrintCopy(act=act.record.id, edition=edition),
        )
        for edition in Edition
    ]
    text = _("In which language should act № %(number)s be printed? The number stays the same.")
    rows = keyboard(*column(buttons), [_back()])
    return Screen(text % {"number": bold(str(act.record.number))}, rows)


def not_printed_notice(act: FinishedAct) -> str:
    """Say that an act could not be printed, and that it is not lost."""
    text = _(
        "⚠️ Act № %(number)s could not be printed. It is kept; try again from /acts or tell your"
        " administrator."
    )
    return text % {"number": bold(str(act.record.number))}


def _may_be_sent(inspection: Inspection) -> bool:
    return may(inspection.status, Action.SUBMIT, Part.LEADER)


def _queue_button(waiting: int) -> InlineKeyboardButton:
    label = _("📥 Waiting for your decision: %(count)d") % {"count": waiting}
    return button(label, ListWaiting(offset=0), PRIMARY)


def _back() -> InlineKeyboardButton:
    return button(_("◀ Back"), Stay())


def _number(act: ActSummary) -> str:
    revision = act.number.revision
    return str(act.number) if revision == 1 else f"{act.number}/{revision}"


def _caption(act: FinishedAct) -> str:
    inspection = act.inspection
    subject = shortened(inspection.header.subject_name or "—", LONGEST_SUBJECT)
    return "\n".join([numbered(act.record), esc(subject), _violated(inspection)])


def _violated(inspection: Inspection) -> str:
    text = count_violations(len(inspection.violations))
    if not inspection.violations:
        return text
    return f"{text} ({shortened(', '.join(inspection.violations), 100)})"


def _document(
    chat: PersonId, document: str, caption: str, rows: InlineKeyboardMarkup
) -> SendDocument:
    return SendDocument(
        chat_id=chat, document=document, caption=caption, parse_mode="HTML", reply_markup=rows
    )
