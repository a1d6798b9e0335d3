"""The terms of an order after it was handed over: the line in the card, the list, one violation."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from bot.domain.deadline import Deadline, DeadlineState
from bot.i18n import _, current_language, ngettext
from bot.services.deadlines import OrderTerms
from bot.telegram.callbacks.acts import OpenAct
from bot.telegram.callbacks.deadlines import (
    BeginElimination,
    BeginExtension,
    BeginFailure,
    OpenDeadline,
    OpenDeadlines,
    PageDeadlines,
    ReopenDeadline,
    ShowProof,
)
from bot.telegram.keyboards import DANGER, PRIMARY, SUCCESS, Row, button, column, keyboard
from bot.telegram.reply import Screen
from bot.telegram.screens.words import bold, day, esc, evidence_count, moment, quoted, shortened

TERMS_PER_PAGE = 8
LONGEST_TITLE = 90
LONGEST_LABEL = 40
LONGEST_REQUIREMENT = 600
LONGEST_INSTRUCTION = 250
LONGEST_SUBJECT = 100
Local = Callable[[datetime], datetime]


def deadlines_line(deadlines: Sequence[Deadline], today: date) -> str:
    """One line for the card of an act; HTML, empty when nothing was ordered."""
    if not deadlines:
        return ""
    is_open = [each for each in deadlines if each.state is DeadlineState.OPEN]
    running = [each for each in is_open if not each.is_overdue(today)]
    overdue = len(is_open) - len(running)
    gone = _count(deadlines, DeadlineState.ELIMINATED)
    left = _count(deadlines, DeadlineState.NOT_ELIMINATED)
    states = [
        ngettext("%(count)d eliminated", "%(count)d eliminated", gone) % {"count": gone},
        _running(running),
        ngettext("%(count)d overdue", "%(count)d overdue", overdue) % {"count": overdue},
        ngettext("%(count)d not eliminated", "%(count)d not eliminated", left) % {"count": left},
    ]
    counts = (gone, len(running), overdue, left)
    told = ", ".join(words for words, count in zip(states, counts, strict=True) if count)
    return "📅 " + _("Terms: %(states)s") % {"states": told}


def deadlines_screen(order: OrderTerms, today: date, offset: int = 0) -> Screen:
    """List the violations of an order, each with its term and what became of it."""
    shown = order.deadlines[offset : offset + TERMS_PER_PAGE]
    act = order.record.id
    lines = [_listed(order, each, today) for each in shown]
    parts = [order_head(order), *_supersession(order), *lines]
    if not order.deadlines:
        parts.append(_("There is no term to watch."))
    rows = column(
        button(
            f"{_mark(each, today)} {each.requirement} · "
            + shortened(_text(order, each), LONGEST_LABEL),
            OpenDeadline(act=act, requirement=each.requirement),
        )
        for each in shown
    )
    rows.append(_pages(act, offset, len(order.deadlines)))
    if not order.is_in_force and order.latest != act:
        rows.append([button(_("To the correction"), OpenDeadlines(act=order.latest), PRIMARY)])
    return Screen("\n\n".join(parts), keyboard(*rows, [button(_("◀ Back"), OpenAct(act=act))]))


def deadline_screen(order: OrderTerms, deadline: Deadline, today: date, local: Local) -> Screen:
    """Show one violation of an order with what became of it, and what can be done about it."""
    act = order.record.id
    parts = [
        order_head(order),
        *_supersession(order),
        violation_text(order, deadline),
        "\n".join(_details(deadline, today, local)),
    ]
    rows: list[Row] = []
    if deadline.proof:
        label = _("📎 Show the proof: %(files)s") % {"files": evidence_count(deadline.proof)}
        show = ShowProof(act=act, requirement=deadline.requirement)
        rows.append([button(label, show)])
    if order.is_in_force:
        rows += _choices(act, deadline)
    return Screen(
        "\n\n".join(parts), keyboard(*rows, [button(_("◀ Back"), OpenDeadlines(act=act))])
    )


def order_head(order: OrderTerms) -> str:
    """Name the order and whom it concerns."""
    subject = shortened(order.inspection.header.subject_name or "", LONGEST_SUBJECT)
    title = _("Order to eliminate violations")
    return f"{bold(title)} · № {esc(str(order.record.number))}\n{esc(subject)}"


def violation_text(order: OrderTerms, deadline: Deadline) -> str:
    """Tell which requirement is violated and what is to be done."""
    text = f"<b>{esc(deadline.requirement)}.</b> {quoted(_text(order, deadline))}"
    measure = order.inspection.measures.get(deadline.requirement)
    if measure is None or measure.instruction is None:
        return text
    return f"{text}\n🛠 {esc(shortened(measure.instruction, LONGEST_INSTRUCTION))}"


def term_words(deadline: Deadline, today: date) -> str:
    """Say until when, and how many days are left or over; HTML."""
    words = _("extended until %(day)s") if deadline.is_extended else _("until %(day)s")
    return f"{words % {'day': day(deadline.due)}} · {_distance(deadline.days_left(today))}"


def _distance(days: int) -> str:
    if days == 0:
        return _("the last day is today")
    if days > 0:
        return ngettext("%(count)d day left", "%(count)d days left", days) % {"count": days}
    words = ngettext("overdue by %(count)d day", "overdue by %(count)d days", -days)
    return words % {"count": -days}


def _running(running: Sequence[Deadline]) -> str:
    nearest = min((each.due for each in running), default=None)
    if nearest is None:
        return ""
    words = ngettext(
        "%(count)d open until %(day)s", "%(count)d open, the next until %(day)s", len(running)
    )
    return words % {"count": len(running), "day": day(nearest)}


def _listed(order: OrderTerms, deadline: Deadline, today: date) -> str:
    text = esc(shortened(_text(order, deadline), LONGEST_TITLE))
    return f"<b>{esc(deadline.requirement)}.</b> {text}\n{_state(deadline, today)}"


def _state(deadline: Deadline, today: date) -> str:
    mark = _mark(deadline, today)
    if deadline.state is DeadlineState.ELIMINATED:
        return f"{mark} {_('eliminated')}"
    if deadline.state is DeadlineState.NOT_ELIMINATED:
        return f"{mark} {_('not eliminated')} · {term_words(deadline, today)}"
    return f"{mark} {term_words(deadline, today)}"


def _details(deadline: Deadline, today: date, local: Local) -> list[str]:
    """What became of the violation, when and by whom, with each remark whole."""
    lines = [f"{_mark(deadline, today)} <b>{_state_name(deadline, today)}</b>"]
    if deadline.state is not DeadlineState.OPEN and deadline.settled_at is not None:
        lines.append(f"{moment(local(deadline.settled_at))}, {esc(deadline.settler or '')}")
    if deadline.remark:
        lines.append(f"💬 {quoted(deadline.remark)}")
    if deadline.proof:
        lines.append(f"📎 {evidence_count(deadline.proof)}")
    if deadline.state is DeadlineState.ELIMINATED:
        lines.append(f"{esc(_('To be eliminated by'))}: {day(deadline.due)}")
    else:
        lines.append(f"📅 {term_words(deadline, today)}")
    if deadline.extension_reason:
        words = _("Extended, at first until %(day)s. Reason:") % {"day": day(deadline.ordered_due)}
        lines.append(f"{words} {quoted(deadline.extension_reason)}")
    return lines


def _state_name(deadline: Deadline, today: date) -> str:
    if deadline.is_overdue(today):
        return _("Overdue")
    return {
        DeadlineState.OPEN: _("Open"),
        DeadlineState.ELIMINATED: _("Eliminated"),
        DeadlineState.NOT_ELIMINATED: _("Not eliminated"),
    }[deadline.state]


def _mark(deadline: Deadline, today: date) -> str:
    if deadline.is_overdue(today):
        return "🔴"
    return {
        DeadlineState.OPEN: "⏳",
        DeadlineState.ELIMINATED: "✅",
        DeadlineState.NOT_ELIMINATED: "❌",
    }[deadline.state]


def _choices(act: int, deadline: Deadline) -> list[Row]:
    number, version = deadline.requirement, deadline.version
    rows: list[Row] = []
    if deadline.may_be_eliminated:
        begin = BeginElimination(act=act, requirement=number, version=version)
        rows.append([button(_("✅ Eliminated"), begin, SUCCESS)])
    if deadline.may_be_extended:
        extend = BeginExtension(act=act, requirement=number, version=version)
        rows.append([button(_("⏳ Extend the term"), extend)])
    if deadline.may_be_failed:
        fail = BeginFailure(act=act, requirement=number, version=version)
        rows.append([button(_("❌ Not eliminated"), fail, DANGER)])
    if deadline.may_be_reopened:
        is_open = deadline.state is DeadlineState.OPEN
        label = _("↩ Undo: as ordered at first") if is_open else _("↩ Undo: back to open")
        undo = ReopenDeadline(act=act, requirement=number, version=version)
        rows.append([button(label, undo)])
    return rows


def _pages(act: int, offset: int, total: int) -> Row:
    row = []
    if offset > 0:
        before = PageDeadlines(act=act, offset=max(0, offset - TERMS_PER_PAGE))
        row.append(button("◀", before))
    if offset + TERMS_PER_PAGE < total:
        row.append(button("▶", PageDeadlines(act=act, offset=offset + TERMS_PER_PAGE)))
    return row


def _supersession(order: OrderTerms) -> list[str]:
    if order.is_in_force:
        return []
    return ["♻️ " + _("A correction has replaced this act; its terms are the ones that count.")]


def _text(order: OrderTerms, deadline: Deadline) -> str:
    requirement = order.inspection.checklist.requirement(deadline.requirement)
    return shortened(requirement.text[current_language()], LONGEST_REQUIREMENT)


def _count(deadlines: Sequence[Deadline], state: DeadlineState) -> int:
    return sum(each.state is state for each in deadlines)
