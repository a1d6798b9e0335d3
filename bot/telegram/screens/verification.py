"""What is said about a code, or a file, that somebody wants to be checked."""

from collections.abc import Callable
from datetime import datetime
from html import escape

from bot.domain.act import DocumentKind, Edition
from bot.domain.evidence import MAX_FILE_BYTES, RefusalReason
from bot.i18n import _
from bot.services.act_store import ActRecord
from bot.services.verification import Standing, Verified
from bot.telegram.callbacks.anywhere import RunCommand
from bot.telegram.keyboards import button, keyboard
from bot.telegram.reply import Screen
from bot.telegram.screens.evidence import refusal_words
from bot.telegram.screens.words import bold, edition_name, moment


def verifying_screen(*, is_under_way: bool) -> Screen:
    """Explain how an act is checked, or say that its file is being fetched; with the way back."""
    back = keyboard([button(_("◀ Back"), RunCommand(command="cancel"))])
    if is_under_way:
        return Screen(_("🔎 The file is being checked; the answer comes in a moment."), back)
    lines = [
        bold(_("Is an act genuine?")),
        "",
        _("• Scan the QR code on any page of it, or type here the code printed beside it."),
        _(
            "• Or send the PDF here, as a file and not as a photo: one changed byte is enough to"
            " tell it from what this bot issued."
        ),
    ]
    return Screen("\n".join(lines), back)


def verified_text(verified: Verified, local: Callable[[datetime], datetime]) -> str:
    """Say to somebody with a role what stands in the bot's own register; HTML."""
    act = verified.act
    if act is None:
        return _("❌ Unknown: this bot has issued nothing with this code or content.")
    values = {
        "number": bold(str(act.number)),
        "revision": act.number.revision,
        "date": moment(local(act.finished_at)),
        "latest": verified.latest.number.revision if verified.latest else act.number.revision,
    }
    if verified.standing is Standing.ALTERED:
        text = _(
            "⚠️ Altered: it says it is act № %(number)s, revision %(revision)d, but its content is"
            " not what this bot issued."
        )
    elif verified.standing is Standing.SUPERSEDED:
        text = _(
            "♻️ Genuine, but superseded: act № %(number)s, revision %(revision)d, of %(date)s was"
            " replaced by revision %(latest)d."
        )
    else:
        text = _("✅ Genuine: act № %(number)s, revision %(revision)d, of %(date)s.")
    return text % values


def verified_file_text(
    verified: Verified, local: Callable[[datetime], datetime], *, is_pdf: bool
) -> str:
    """Say the same of a file, and which document in which languages it is; HTML."""
    text = verified_text(verified, local)
    if verified.act is None and not is_pdf:
        hint = _("This is no PDF: send the act as the bot sent it, as a file.")
        return f"{text}\n{hint}"
    if verified.act is None or verified.edition is None:
        return text
    return f"{text}\n{_document(verified.act, verified.kind, verified.edition)}"


def verified_for_outsider(act: ActRecord | None, *, is_latest: bool) -> str:
    """Say to a stranger only whether there is an act with this code, and whether it is the last."""
    if act is None:
        return _("❌ This bot has issued no act with this code.")
    if not is_latest:
        return _("♻️ This bot has issued an act with this code, and has replaced it since.")
    return _("✅ This bot has issued an act with this code; it is the latest.")


def uncheckable_words(reason: RefusalReason) -> str:
    """Say why a file cannot be looked at, and what to do instead; plain text."""
    if reason is not RefusalReason.TOO_LARGE:
        return refusal_words(reason)
    return _(
        "Telegram hands no file larger than %(megabytes)d MB to a bot: this one cannot be checked."
        " Scan the QR code of the act, or type its code."
    ) % {"megabytes": MAX_FILE_BYTES // 2**20}


def uncheckable_notice(reason: RefusalReason) -> str:
    """Say the same after a closer look; HTML."""
    return f"⚠️ {escape(uncheckable_words(reason), quote=False)}"


def unchecked_notice() -> str:
    """Say that a check came to nothing, whatever the file is; HTML."""
    return "⚠️ " + _("The file could not be checked: Telegram did not hand it over. Send it again.")


def _document(act: ActRecord, kind: DocumentKind, edition: Edition) -> str:
    is_order = kind is DocumentKind.ORDER
    name = _("Order to eliminate violations") if is_order else _("Act on the results")
    if edition is act.edition:
        return f"{name} · {edition_name(edition)}"
    copy = _("Copy in another language: %(language)s") % {"language": edition_name(edition)}
    return f"{name}\n{copy}"
