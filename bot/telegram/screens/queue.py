"""What waits for a supervisor's decision."""

from bot.i18n import _
from bot.services.review_store import WaitingAct
from bot.telegram.callbacks.acts import ListActs, OpenAct
from bot.telegram.callbacks.anywhere import Stay
from bot.telegram.callbacks.review import ListWaiting
from bot.telegram.keyboards import Row, button, column, keyboard
from bot.telegram.reply import Screen
from bot.telegram.screens.decisions import Local, count_violations
from bot.telegram.screens.words import bold, esc, moment, shortened

WAITING_PER_PAGE = 8
LONGEST_NAME = 60


def waiting_screen(waiting: list[WaitingAct], total: int, offset: int, local: Local) -> Screen:
    """List what waits for a decision, the longest waiting first."""
    ways: list[Row] = [
        [button(_("📄 All acts"), ListActs(offset=0))],
        [button(_("◀ Back"), Stay())],
    ]
    if not waiting:
        return Screen(_("Nothing waits for your decision."), keyboard(*ways))
    title = _("Waiting for your decision: %(count)d") % {"count": total}
    lines = [bold(title), ""]
    lines += [_line(act, local) for act in waiting[:WAITING_PER_PAGE]]
    buttons = [
        button(f"📥 № {act.number} · {act.subject_name}", OpenAct(act=act.id))
        for act in waiting[:WAITING_PER_PAGE]
    ]
    turning = []
    if offset > 0:
        former = max(0, offset - WAITING_PER_PAGE)
        turning.append(button("◀", ListWaiting(offset=former)))
    if len(waiting) > WAITING_PER_PAGE:
        turning.append(button("▶", ListWaiting(offset=offset + WAITING_PER_PAGE)))
    return Screen("\n".join(lines), keyboard(*column(buttons), turning, *ways))


def _line(act: WaitingAct, local: Local) -> str:
    subject = esc(shortened(act.subject_name, LONGEST_NAME))
    since = _("since %(moment)s") % {"moment": moment(local(act.waits_since))}
    official = esc(shortened(act.official_name, LONGEST_NAME))
    violations = count_violations(act.violations)
    return f"№ {act.number} · {since}\n{subject} · {violations} · {official}"
