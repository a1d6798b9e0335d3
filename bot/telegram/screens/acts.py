"""Finished acts: the list, the file's caption, copies, and the way to the supervisors."""

from collections.abc import Callable
from datetime import datetime

from aiogram.methods import SendDocument
from aiogram.types import InlineKeyboardMarkup

from bot.domain.act import ActNumber, DocumentKind, Edition
from bot.domain.inspection import Inspection
from bot.domain.people import Person, PersonId
from bot.i18n import _, ngettext
from bot.services.act_store import ActSummary
from bot.services.acts import FinishedAct
from bot.services.stores import SubmissionStatus
from bot.services.submissions import Progress
from bot.telegram.callbacks.acts import (
    ChooseCopy,
    ChooseSupervisors,
    ListActs,
    OpenAct,
    PrintCopy,
    SubmitAct,
    ToggleSupervisor,
)
from bot.telegram.callbacks.anywhere import Leave, RunCommand, Stay
from bot.telegram.keyboards import PRIMARY, Row, button, column, keyboard
from bot.telegram.reply import Screen
from bot.telegram.screens.words import (
    bold,
    edition_label,
    edition_name,
    esc,
    moment,
    shortened,
)

ACTS_PER_PAGE = 8
LONGEST_SUBJECT = 150
LONGEST_NAME = 90
LONGEST_SENDER = 150
MOST_SUPERVISORS = 80


def printing_screen(number: ActNumber) -> Screen:
    """Say that the act is finished and on its way."""
    text = _("✅ Finished. Act № %(number)s is being printed and arrives in a moment.")
    rows = [[button(_("🆕 New inspection"), RunCommand(command="new"))]]
    return Screen(text % {"number": bold(str(number))}, keyboard(*rows))


def act_document(
    act: FinishedAct, chat: PersonId, kind: DocumentKind, edition: Edition, document: str
) -> SendDocument:
    """A PDF for somebody who asked for it, with what can be done next."""
    rows: list[Row] = [[button(_("🌐 Another language"), ChooseCopy(act=act.record.id))]]
    caption = _caption(act)
    if kind is DocumentKind.ORDER:
        caption = f"{bold(_('Order to eliminate violations'))}\n{caption}"
    if edition is not act.record.edition:
        caption += "\n" + _("Copy in another language: %(language)s") % {
            "language": edition_name(edition)
        }
    elif chat == act.record.inspector:
        send = button(_("Send to supervisor"), ChooseSupervisors(act=act.record.id), PRIMARY)
        rows.insert(0, [send])
    return _document(chat, document, caption, keyboard(*rows))


def submitted_document(act: FinishedAct, supervisor: PersonId, document: str) -> SendDocument:
    """The PDF for a supervisor, with who sends it."""
    sender = shortened(
        f"{act.record.official_name}, {act.record.official_position}", LONGEST_SENDER
    )
    lines = [_("New act from: %(inspector)s") % {"inspector": bold(sender)}, _caption(act)]
    rows = [[button(_("🌐 Another language"), ChooseCopy(act=act.record.id))]]
    return _document(supervisor, document, "\n".join(lines), keyboard(*rows))


def acts_screen(
    acts: list[ActSummary], offset: int, local: Callable[[datetime], datetime]
) -> Screen:
    """List finished acts, the newest first; a tap sends the file."""
    if not acts:
        return Screen(_("There are no finished acts yet."))
    lines = [bold(_("Finished acts")), ""]
    for act in acts[:ACTS_PER_PAGE]:
        subject = esc(shortened(act.subject_name, 60))
        when = moment(local(act.finished_at))
        lines.append(f"№ {act.number} · {when}\n{subject} · {_violations(act.violations)}")
    buttons = [
        button(f"📄 № {act.number} · {act.subject_name}", OpenAct(act=act.id))
        for act in acts[:ACTS_PER_PAGE]
    ]
    turning = []
    if offset > 0:
        turning.append(button("◀", ListActs(offset=max(0, offset - ACTS_PER_PAGE))))
    if len(acts) > ACTS_PER_PAGE:
        turning.append(button("▶", ListActs(offset=offset + ACTS_PER_PAGE)))
    return Screen("\n".join(lines), keyboard(*column(buttons), turning))


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
    rows = keyboard(*column(buttons), [button(_("◀ Back"), Stay())])
    return Screen(text % {"number": bold(str(act.record.number))}, rows)


def supervisors_screen(
    act: FinishedAct, supervisors: list[Person], chosen: frozenset[PersonId]
) -> Screen:
    """Ask to whom an act goes; several can be chosen."""
    number = bold(str(act.record.number))
    if not supervisors:
        text = _(
            "No supervisor uses the bot yet. Ask your administrator to invite one; act № %(number)s"
            " stays in /acts."
        )
        return Screen(text % {"number": number}, keyboard([button(_("◀ Back"), Leave())]))
    buttons = [
        button(
            f"{'☑️' if person.id in chosen else '⬜️'} {_named(person)}",
            ToggleSupervisor(act=act.record.id, supervisor=person.id),
        )
        for person in supervisors[:MOST_SUPERVISORS]
    ]
    send: list[Row] = []
    if chosen:
        send = [[button(_("Send to supervisor"), SubmitAct(act=act.record.id), PRIMARY)]]
    text = _("To whom should act № %(number)s be sent? Choose one or more.") % {"number": number}
    return Screen(text, keyboard(*column(buttons), *send, [button(_("◀ Back"), Leave())]))


def progress_screen(act: FinishedAct, progress: list[Progress]) -> Screen:
    """Show for each supervisor whether the act has arrived."""
    lines = [_("Act № %(number)s:") % {"number": bold(str(act.record.number))}]
    for each in progress:
        status = _status(each.submission.status, each.submission.failure)
        lines.append(f"{bold(_named(each.supervisor))}: {status}")
    rows: list[Row] = [[button(_("🆕 New inspection"), RunCommand(command="new"))]]
    if any(each.submission.status is SubmissionStatus.FAILED for each in progress):
        again = button(_("Choose another supervisor"), ChooseSupervisors(act=act.record.id))
        rows.insert(0, [again])
    return Screen("\n".join(lines), keyboard(*rows), act.inspection.id)


def delivery_notice(act: FinishedAct, supervisor: Person, failure: str | None) -> str:
    """Tell the inspector, wherever he is in the chat, what became of an act."""
    status = SubmissionStatus.FAILED if failure else SubmissionStatus.DELIVERED
    head = _("Act № %(number)s:") % {"number": bold(str(act.record.number))}
    return f"{head} {bold(_named(supervisor))}: {_status(status, failure)}"


def not_printed_notice(act: FinishedAct) -> str:
    """Say that an act could not be printed, and that it is not lost."""
    text = _(
        "⚠️ Act № %(number)s could not be printed. It is kept; try again from /acts or tell your"
        " administrator."
    )
    return text % {"number": bold(str(act.record.number))}


def _status(status: SubmissionStatus, failure: str | None) -> str:
    if status is SubmissionStatus.DELIVERED:
        return "✅ " + _("delivered")
    if status is SubmissionStatus.QUEUED:
        return "⏳ " + _("sent, on its way")
    return "⚠️ " + _("not delivered: %(reason)s") % {"reason": _failure(failure or "")}


def _failure(description: str) -> str:
    """Telegram's own error text in words that an inspector can act on."""
    said = description.lower()
    if "blocked" in said:
        return _("the person has blocked the bot")
    if "initiate" in said or "chat not found" in said:
        return _("the person has never started the bot")
    if "could not be printed" in said:
        return _("the act could not be printed")
    if "no role" in said:
        return _("the person no longer has a role in the bot")
    if "deactivated" in said:
        return _("the person's Telegram account no longer exists")
    return _("Telegram refused it (%(answer)s)") % {"answer": esc(shortened(description, 100))}


def _named(person: Person) -> str:
    name = person.full_name or str(person.id)
    named = f"{name}, {person.position}" if person.position else name
    return shortened(named, LONGEST_NAME)


def _caption(act: FinishedAct) -> str:
    inspection = act.inspection
    subject = shortened(inspection.header.subject_name or "—", LONGEST_SUBJECT)
    lines = [
        _("Act № %(number)s") % {"number": bold(str(act.record.number))},
        esc(subject),
        _violated(inspection),
    ]
    return "\n".join(lines)


def _violated(inspection: Inspection) -> str:
    text = _violations(len(inspection.violations))
    if not inspection.violations:
        return text
    return f"{text} ({shortened(', '.join(inspection.violations), 100)})"


def _violations(count: int) -> str:
    if count == 0:
        return _("no violations found")
    return ngettext("%(count)d violation", "%(count)d violations", count) % {"count": count}


def _document(
    chat: PersonId, document: str, caption: str, rows: InlineKeyboardMarkup
) -> SendDocument:
    return SendDocument(
        chat_id=chat, document=document, caption=caption, parse_mode="HTML", reply_markup=rows
    )
