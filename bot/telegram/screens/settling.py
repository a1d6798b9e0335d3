"""The dialogs in which somebody tells what became of a violation, and the files that prove it."""

from datetime import date, timedelta

from aiogram.methods import SendDocument, SendPhoto, SendVoice

from bot.domain.deadline import Deadline, Proof, first_extension
from bot.domain.evidence import RefusalReason
from bot.domain.inspection import EvidenceKind
from bot.domain.people import PersonId
from bot.i18n import _, ngettext
from bot.services.deadlines import OrderTerms
from bot.telegram.callbacks.deadlines import (
    ConfirmElimination,
    ConfirmExtension,
    ConfirmFailure,
    ExtendBy,
    OpenDeadline,
    StartOver,
)
from bot.telegram.keyboards import DANGER, PRIMARY, SUCCESS, Row, button, keyboard
from bot.telegram.places import Place
from bot.telegram.reply import Screen
from bot.telegram.screens.deadlines import order_head, term_words, violation_text
from bot.telegram.screens.evidence import refusal_words
from bot.telegram.screens.words import day, esc, evidence_count, quoted, shortened
from bot.telegram.states import Settling

EXTENSIONS = (10, 20, 30)
"""Days offered on buttons, counted from the present term or, when it is over, from today."""
LONGEST_CAPTION = 450


def settling_screen(place: Place, order: OrderTerms, author: PersonId, today: date) -> Screen:
    """Draw the dialog that is open about a term."""
    deadline = order.deadline(place.requirement)
    if place.at(Settling.proof):
        return _proof_screen(place, order, deadline, author, today)
    if place.at(Settling.extension):
        return _extension_screen(place, order, deadline, today)
    return _failure_screen(place, order, deadline, today)


def proof_message(
    chat: int, order: OrderTerms, deadline: Deadline, proof: Proof, *, is_last: bool
) -> SendPhoto | SendDocument | SendVoice:
    """A kept file as Telegram still has it; the last one leads back to the violation."""
    caption = f"№ {order.record.number} · {deadline.requirement}"
    if proof.caption:
        caption = f"{caption}\n{shortened(proof.caption, LONGEST_CAPTION)}"
    back = [_back(order, deadline)] if is_last else []
    markup = keyboard(*back) if back else None
    if proof.kind is EvidenceKind.PHOTO:
        return SendPhoto(chat_id=chat, photo=proof.file_id, caption=caption, reply_markup=markup)
    if proof.kind is EvidenceKind.VOICE:
        return SendVoice(chat_id=chat, voice=proof.file_id, caption=caption, reply_markup=markup)
    return SendDocument(chat_id=chat, document=proof.file_id, caption=caption, reply_markup=markup)


def refused_proof_note(requirement: str, reason: RefusalReason) -> str:
    """Say which proof could not be kept after a closer look; plain text."""
    where = _("Elimination of requirement %(number)s: a file could not be kept as proof.")
    return f"{where % {'number': requirement}} {refusal_words(reason)}"


def _proof_screen(
    place: Place, order: OrderTerms, deadline: Deadline, author: PersonId, today: date
) -> Screen:
    files = deadline.unconfirmed(author)
    rows: list[Row] = []
    if files or place.remark:
        confirm = ConfirmElimination(
            act=order.record.id, requirement=deadline.requirement, version=deadline.version
        )
        rows.append([button(_("✅ Confirm: eliminated"), confirm, SUCCESS)])
        rows.append(_start_over(order, deadline))
    said = [*_remark(place), *([f"📎 {evidence_count(files)}"] if files else [])]
    hint = _(
        "How was it eliminated? Send photos, documents or a voice message as proof and type a"
        " remark, then confirm. A proof is recommended; one of the two is needed."
    )
    return _screen(order, deadline, today, said, hint, [*rows, _back(order, deadline)])


def _failure_screen(place: Place, order: OrderTerms, deadline: Deadline, today: date) -> Screen:
    confirm = ConfirmFailure(
        act=order.record.id, requirement=deadline.requirement, version=deadline.version
    )
    rows: list[Row] = [[button(_("❌ Confirm: not eliminated"), confirm, DANGER)]]
    if place.remark:
        rows.append(_start_over(order, deadline))
    hint = _("Not eliminated: type a remark if there is something to say, then confirm.")
    return _screen(order, deadline, today, _remark(place), hint, [*rows, _back(order, deadline)])


def _extension_screen(place: Place, order: OrderTerms, deadline: Deadline, today: date) -> Screen:
    until = place.until
    said = [f"⏳ {esc(_('New term'))}: <b>{day(until)}</b>"] if until else []
    rows: list[Row] = []
    if until and place.remark:
        confirm = ConfirmExtension(
            act=order.record.id, requirement=deadline.requirement, version=deadline.version
        )
        label = _("⏳ Confirm: extend until %(day)s") % {"day": day(until)}
        rows.append([button(label, confirm, PRIMARY)])
        rows.append(_start_over(order, deadline))
        hint = _("Confirm, or choose another term, or add to the reason.")
    elif until:
        hint = _("Type the reason that the subject gives; without one no term is extended.")
    else:
        hint = _(
            "The term is extended on a reasoned request of the subject (Entrepreneurial Code,"
            " art. 152). Choose the new term or type a date, and type the reason."
        )
    rows += [_days(order, deadline, days, today) for days in EXTENSIONS]
    return _screen(
        order, deadline, today, [*said, *_remark(place)], hint, [*rows, _back(order, deadline)]
    )


def _screen(
    order: OrderTerms,
    deadline: Deadline,
    today: date,
    said: list[str],
    hint: str,
    rows: list[Row],
) -> Screen:
    parts = [
        order_head(order),
        f"{violation_text(order, deadline)}\n{term_words(deadline, today)}",
        *(["\n".join(said)] if said else []),
        esc(hint),
    ]
    return Screen("\n\n".join(parts), keyboard(*rows))


def _remark(place: Place) -> list[str]:
    return [f"💬 {quoted(place.remark)}"] if place.remark else []


def _days(order: OrderTerms, deadline: Deadline, days: int, today: date) -> Row:
    until = first_extension(deadline, today) + timedelta(days=days - 1)
    label = ngettext("%(count)d more day", "%(count)d more days", days) % {"count": days}
    choose = ExtendBy(
        act=order.record.id,
        requirement=deadline.requirement,
        version=deadline.version,
        days=days,
    )
    return [button(f"{label} · {day(until)}", choose)]


def _start_over(order: OrderTerms, deadline: Deadline) -> Row:
    again = StartOver(
        act=order.record.id, requirement=deadline.requirement, version=deadline.version
    )
    return [button(_("🗑 Start over"), again)]


def _back(order: OrderTerms, deadline: Deadline) -> Row:
    back = OpenDeadline(act=order.record.id, requirement=deadline.requirement)
    return [button(_("◀ Back"), back)]
