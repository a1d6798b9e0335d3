"""The dialog in which a supervisor says what is wrong with an act."""

from dataclasses import dataclass

from aiogram.types import InlineKeyboardButton

from bot.domain.checklist import Verdict
from bot.i18n import _, current_language
from bot.services.acts import FinishedAct
from bot.telegram.callbacks.review import KeepWaiting, SendBack, ToggleReturned, TurnReturned
from bot.telegram.keyboards import DANGER, Row, button, column, keyboard
from bot.telegram.places import Place
from bot.telegram.reply import Screen
from bot.telegram.screens.decisions import LONGEST_SUBJECT, numbered
from bot.telegram.screens.words import MARKS, bold, esc, shortened

REQUIREMENTS_PER_PAGE = 20
LONGEST_REMARK = 1500


@dataclass(frozen=True, slots=True)
class Objection:
    """What a supervisor has said so far: requirements, a remark, the file of a spoken one."""

    named: frozenset[str] = frozenset()
    remark: str | None = None
    voice: str | None = None
    page: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said yet."""
        return not (self.named or self.remark or self.voice)


def objection_of(place: Place) -> Objection:
    """Read what was said so far at the place of the dialog."""
    data = place.data
    named = frozenset(str(number) for number in data.get("named", ()))
    return Objection(named, data.get("remark"), data.get("voice"), int(data.get("page", 0)))


def returning_screen(act: FinishedAct, objection: Objection) -> Screen:
    """Ask what is wrong: requirements to choose, violated ones first, and a remark."""
    subject = esc(shortened(act.inspection.header.subject_name or "—", LONGEST_SUBJECT))
    parts = [
        f"{numbered(act.record)}\n{subject}",
        bold(_("What has to be corrected?")),
        _said(objection),
        _("Choose requirements, write a remark, or say it in a voice message.")
        if objection.is_empty
        else _("Another text or voice message takes the place of the one before."),
    ]
    rows = [*_requirement_rows(act, objection)]
    if not objection.is_empty:
        rows.append([button(_("↩ Return"), SendBack(act=act.record.id), DANGER)])
    rows.append([button(_("◀ Back"), KeepWaiting(act=act.record.id))])
    return Screen("\n\n".join(part for part in parts if part), keyboard(*rows))


def _said(objection: Objection) -> str:
    lines = []
    if objection.remark:
        lines.append(f"💬 {esc(shortened(objection.remark, LONGEST_REMARK))}")
    if objection.voice:
        lines.append(_("🎤 A voice message is kept."))
    return "\n".join(lines)


def _requirement_rows(act: FinishedAct, objection: Objection) -> list[Row]:
    inspection = act.inspection
    violated = set(inspection.violations)
    others = [number for number in inspection.checklist.numbers if number not in violated]
    numbers = [*inspection.violations, *others]
    pages = max(1, -(-len(numbers) // REQUIREMENTS_PER_PAGE))
    page = min(max(objection.page, 0), pages - 1)
    shown = numbers[page * REQUIREMENTS_PER_PAGE :][:REQUIREMENTS_PER_PAGE]
    turning = [
        button(sign, TurnReturned(act=act.record.id, page=target))
        for sign, target in (("◀", page - 1), ("▶", page + 1))
        if 0 <= target < pages
    ]
    return [*column(_toggle(act, objection, number) for number in shown), turning]


def _toggle(act: FinishedAct, objection: Objection, number: str) -> InlineKeyboardButton:
    requirement = act.inspection.checklist.requirement(number)
    box = "☑️" if number in objection.named else "⬜️"
    verdict: Verdict | None = act.inspection.answer(number).verdict
    label = f"{box} {MARKS[verdict]} {number}. {requirement.text[current_language()]}"
    return button(label, ToggleReturned(act=act.record.id, requirement=number))
