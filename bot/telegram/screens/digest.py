"""The morning digest: what there is to do, in one message."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.act import ActNumber
from bot.i18n import _, ngettext
from bot.services.occasions import Digest
from bot.services.reminder_store import OpenTerm
from bot.telegram.callbacks.acts import OpenAct
from bot.telegram.callbacks.deadlines import OpenDeadlines
from bot.telegram.callbacks.review import ListWaiting
from bot.telegram.keyboards import PRIMARY, button, column, keyboard
from bot.telegram.screens.reminders import more_line
from bot.telegram.screens.words import bold, day, esc, shortened

MOST_LINES = 5
LONGEST_SUBJECT = 60


def digest_message(digest: Digest) -> tuple[str, InlineKeyboardMarkup]:
    """Sum everything up; what is urgent has a button."""
    parts = [
        bold(_("☀️ What there is to do on %(day)s") % {"day": day(digest.today)}),
        _waiting_part(digest),
        _part(
            _("↩ Returned and not yet corrected: %(count)d"),
            [_line(act.number, act.subject_name) for act in digest.returned],
        ),
        _terms_part(_("❗ Overdue: %(count)d"), digest.overdue),
        _terms_part(_("⏰ Last day today: %(count)d"), digest.due_today),
    ]
    return "\n\n".join(part for part in parts if part), keyboard(*column(_buttons(digest)))


def _waiting_part(digest: Digest) -> str:
    if not digest.waits:
        return ""
    oldest, count = digest.waits[0], len(digest.waits)
    words = ngettext(
        "📥 %(count)d act waits for your decision",
        "📥 %(count)d acts wait for your decision",
        count,
    )
    lines = [bold(words % {"count": count})]
    if digest.new:
        lines.append(_("New since the last digest: %(count)d") % {"count": digest.new})
    since = {
        "day": day(digest.local(oldest.since)),
        "act": _line(oldest.number, oldest.subject_name),
    }
    lines.append(_("Waiting the longest, since %(day)s: %(act)s") % since)
    return "\n".join(lines)


def _terms_part(title: str, terms: Sequence[OpenTerm]) -> str:
    return _part(
        title,
        [f"{day(term.due)} · {_line(term.number, term.subject_name)}" for term in terms],
    )


def _part(title: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    shown = [f"• {line}" for line in lines[:MOST_LINES]]
    if more := len(lines) - len(shown):
        shown.append(more_line(more))
    return "\n".join([bold(title % {"count": len(lines)}), *shown])


def _line(number: ActNumber, subject: str) -> str:
    return f"№ {number} {esc(shortened(subject, LONGEST_SUBJECT))}"


def _buttons(digest: Digest) -> list[InlineKeyboardButton]:
    buttons = []
    if digest.waits:
        oldest = digest.waits[0]
        label = _("📄 Open № %(number)s") % {"number": oldest.number}
        buttons.append(button(label, OpenAct(act=oldest.act), PRIMARY))
        buttons.append(button(_("📥 All that waits"), ListWaiting(offset=0)))
    buttons += [
        button(f"↩ № {act.number} · {act.subject_name}", OpenAct(act=act.id))
        for act in digest.returned[:MOST_LINES]
    ]
    acts = {term.act: term for term in (*digest.overdue, *digest.due_today)}
    buttons += [
        button(f"📅 № {term.number} · {term.subject_name}", OpenDeadlines(act=act))
        for act, term in list(acts.items())[: 2 * MOST_LINES]
    ]
    return buttons
