"""Corrections: asking for reasons, telling those concerned, and what a revision is called."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.inspection import Inspection
from bot.domain.people import Person
from bot.i18n import _
from bot.services.acts import FinishedAct
from bot.services.reviews import Said
from bot.telegram.callbacks.acts import OpenAct
from bot.telegram.callbacks.anywhere import RunCommand
from bot.telegram.callbacks.corrections import DeclineCorrection, UnlockAct, UnlockAsAsked
from bot.telegram.keyboards import PRIMARY, Row, button, keyboard
from bot.telegram.reply import Screen
from bot.telegram.screens.decisions import Local, decision_line, named, numbered
from bot.telegram.screens.words import bold, esc, shortened

LONGEST_SUBJECT = 150
MOST_NAMES = 10


def correction_line(inspection: Inspection) -> str:
    """Say which act a draft corrects; nothing for a first revision."""
    if inspection.correction is None:
        return ""
    text = _("✏ Correction of act № %(number)s, revision %(revision)d")
    return text % {"number": inspection.correction.act, "revision": inspection.revision}


def reason_for_correction_screen(act: FinishedAct) -> Screen:
    """Ask the inspector why an act that nobody returned has to be corrected."""
    words = _(
        "Why does this act have to be corrected? Write the reason; it is printed in the new"
        " revision. The present one stays as it is, and is marked as superseded when the new one"
        " is finished."
    )
    return Screen(f"{_about(act)}\n\n{words}", keyboard([_back()]))


def asking_screen(act: FinishedAct) -> Screen:
    """Ask the inspector why an accepted act has to be corrected."""
    words = _(
        "This act is accepted. Write why it has to be corrected; the supervisors who received it"
        " decide about that."
    )
    return Screen(f"{_about(act)}\n\n{words}", keyboard([_back()]))


def unlocking_screen(act: FinishedAct, asked: Said | None, local: Local) -> Screen:
    """Ask a supervisor why an accepted act is unlocked; the inspector's own words are one tap."""
    parts = [_about(act)]
    rows: list[Row] = []
    if asked is not None:
        parts.append(_request(asked, local))
        as_asked = UnlockAsAsked(act=act.record.id)
        rows.append([button(_("🔓 Unlock for this reason"), as_asked, PRIMARY)])
        parts.append(_("Take the inspector's reason, or write your own."))
    else:
        parts.append(_("Why may this act be corrected? Write the reason for the inspector."))
    return Screen("\n\n".join(parts), keyboard(*rows, [_back()]))


def request_notice(act: FinishedAct, asked: Said, local: Local) -> tuple[str, InlineKeyboardMarkup]:
    """Tell a supervisor that a correction is asked for; the buttons stay."""
    rows = keyboard(
        [button(_("🔓 Unlock for a correction"), UnlockAct(act=act.record.id), PRIMARY)],
        [button(_("Decline the correction"), DeclineCorrection(act=act.record.id))],
        [button(_("📋 About the act"), OpenAct(act=act.record.id))],
    )
    return f"{_about(act)}\n\n{_request(asked, local)}", rows


def declined_notice(
    act: FinishedAct, declined: Said, local: Local
) -> tuple[str, InlineKeyboardMarkup]:
    """Tell the inspector, or another supervisor, that an act stays as it is."""
    rows = keyboard([button(_("📋 About the act"), OpenAct(act=act.record.id))])
    return f"{_about(act)}\n\n{decision_line(declined, local)}", rows


def asked_note(deciders: list[Person]) -> str:
    """Tell the inspector who decides about a request."""
    if not deciders:
        return _("✋ The request is kept, but nobody can decide at present: tell an administrator.")
    names = ", ".join(bold(named(person)) for person in deciders[:MOST_NAMES])
    return _("✋ The request was sent to: %(names)s.") % {"names": names}


def _about(act: FinishedAct) -> str:
    subject = esc(shortened(act.inspection.header.subject_name or "—", LONGEST_SUBJECT))
    return f"{numbered(act.record)}\n{subject}"


def _request(asked: Said, local: Local) -> str:
    reason = f"<blockquote expandable>{esc(asked.review.remark or '')}</blockquote>"
    return f"{decision_line(asked, local)}\n{reason}"


def _back() -> InlineKeyboardButton:
    return button(_("◀ Back"), RunCommand(command="cancel"))
