"""The way of an act to the supervisors: whom to choose, and whether it arrived."""

from bot.domain.people import Person, PersonId
from bot.i18n import _
from bot.services.acts import FinishedAct
from bot.services.stores import Submission, SubmissionStatus
from bot.services.submissions import Progress, is_of_body
from bot.telegram.callbacks.acts import (
    ChooseSupervisors,
    OpenAct,
    SubmitAct,
    ToggleBody,
    ToggleSupervisor,
)
from bot.telegram.callbacks.anywhere import Leave, RunCommand
from bot.telegram.keyboards import LONGEST_LABEL, PRIMARY, Row, button, column, keyboard
from bot.telegram.reply import Screen
from bot.telegram.screens.decisions import named, numbered
from bot.telegram.screens.lengths import LONGEST_TEXT, units
from bot.telegram.screens.words import bold, esc, shortened

MOST_SUPERVISORS = 80


def supervisors_screen(
    act: FinishedAct, inspector: Person, supervisors: list[Person], chosen: frozenset[PersonId]
) -> Screen:
    """Ask to whom an act goes; several can be chosen, and a whole state body with one tap."""
    number = bold(str(act.record.number))
    if not supervisors:
        text = _(
            "No supervisor uses the bot yet. Ask your administrator to invite one; act № %(number)s"
            " stays in /acts."
        )
        return Screen(text % {"number": number}, keyboard([button(_("◀ Back"), Leave())]))
    buttons = [
        button(
            f"{'☑️' if person.id in chosen else '⬜️'} {named(person)}",
            ToggleSupervisor(act=act.record.id, supervisor=person.id),
        )
        for person in supervisors[:MOST_SUPERVISORS]
    ]
    send: list[Row] = []
    if chosen:
        send = [[button(_("Send to supervisor"), SubmitAct(act=act.record.id), PRIMARY)]]
    text = _("To whom should act № %(number)s be sent? Choose one or more.") % {"number": number}
    rows = [*_body_row(act, inspector, supervisors, chosen), *column(buttons), *send]
    return Screen(text, keyboard(*rows, [button(_("◀ Back"), Leave())]))


def progress_screen(act: FinishedAct, progress: list[Progress]) -> Screen:
    """Show for each supervisor whether the act has arrived."""
    lines = [_("Act № %(number)s:") % {"number": bold(str(act.record.number))}]
    lines += progress_lines(progress, LONGEST_TEXT - units(lines[0]) - 1)
    rows: list[Row] = [
        [button(_("📋 About the act"), OpenAct(act=act.record.id))],
        [button(_("🆕 New inspection"), RunCommand(command="new"))],
    ]
    if any(each.submission.status is SubmissionStatus.FAILED for each in progress):
        again = button(_("Choose another supervisor"), ChooseSupervisors(act=act.record.id))
        rows.insert(0, [again])
    return Screen("\n".join(lines), keyboard(*rows), act.inspection.id)


def progress_lines(progress: list[Progress], room: int) -> list[str]:
    """One line for each supervisor, as many as fit into so many UTF-16 units."""
    every = [f"{bold(named(each.supervisor))}: {_status(each.submission)}" for each in progress]
    more = _("and %(count)d more")
    taken: list[str] = []
    for line in every:
        if units("\n".join([*taken, line, more])) > room:
            break
        taken.append(line)
    left = len(every) - len(taken)
    return [*taken, more % {"count": left}] if left else taken


def delivery_notice(act: FinishedAct, supervisor: Person, submission: Submission) -> str:
    """Tell the inspector, wherever he is in the chat, what became of an act."""
    head = _("Act № %(number)s:") % {"number": bold(str(act.record.number))}
    return f"{head} {bold(named(supervisor))}: {_status(submission)}"


def undelivered_notice(act: FinishedAct, supervisor: Person, submission: Submission) -> str:
    """Tell an administrator which act does not reach whom, and why."""
    lines = [
        _("📭 An act cannot be delivered to a supervisor."),
        numbered(act.record),
        _("Inspector: %(name)s") % {"name": bold(shortened(act.record.official_name, 100))},
        f"{bold(named(supervisor))}: {_status(submission)}",
    ]
    return "\n".join(lines)


def _body_row(
    act: FinishedAct, inspector: Person, supervisors: list[Person], chosen: frozenset[PersonId]
) -> list[Row]:
    colleagues = {each.id for each in supervisors if is_of_body(each, inspector.state_body)}
    if len(colleagues) < 2:  # noqa: PLR2004 - one is chosen with one tap anyway
        return []
    mark = "☑️" if colleagues <= chosen else "⬜️"
    words = mark + " " + _("All of %(body)s (%(count)d)")
    frame = words % {"body": "", "count": len(colleagues)}
    body = shortened(inspector.state_body or "", LONGEST_LABEL - len(frame))
    label = words % {"body": body, "count": len(colleagues)}
    return [[button(label, ToggleBody(act=act.record.id))]]


def _status(submission: Submission) -> str:
    if submission.withdrawn:
        return "↩ " + _("withdrawn")
    if submission.status is SubmissionStatus.DELIVERED:
        return "✅ " + _("delivered")
    if submission.status is SubmissionStatus.QUEUED:
        return "⏳ " + _("sent, on its way")
    return "⚠️ " + _("not delivered: %(reason)s") % {"reason": _failure(submission.failure or "")}


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
