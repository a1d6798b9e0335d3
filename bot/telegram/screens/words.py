"""Words and signs that several screens share."""

from collections.abc import Sequence
from datetime import date, datetime
from html import escape

from babel.dates import format_date, format_datetime

from bot.domain.act import Edition
from bot.domain.checklist import HeaderField, Verdict
from bot.domain.deadline import Proof
from bot.domain.inspection import Evidence, EvidenceKind
from bot.domain.language import Language
from bot.domain.people import Role
from bot.i18n import _, current_language, ngettext

BAR_WIDTH = 8
LONGEST_QUOTE = 350
LANGUAGE_NAMES = {
    Language.KAZAKH: "Қазақша",
    Language.RUSSIAN: "Русский",
    Language.ENGLISH: "English",
}
MARKS = {
    Verdict.COMPLIES: "✅",
    Verdict.VIOLATES: "❌",
    Verdict.NOT_APPLICABLE: "➖",
    None: "▫️",
}


def edition_name(edition: Edition) -> str:
    """The languages of a print by their own names."""
    return " + ".join(LANGUAGE_NAMES[language] for language in edition.languages)


def edition_label(edition: Edition, official: frozenset[Language]) -> str:
    """The languages of a print by their own names, with what a print in them would be worth."""
    name = edition_name(edition)
    worth = official.intersection(edition.languages)
    return name if worth else f"{name} · {_('unofficial translation')}"


def esc(text: str) -> str:
    """Make a text from people safe inside Telegram's HTML."""
    return escape(text, quote=False)


def bold(text: str) -> str:
    """A text from people in bold."""
    return f"<b>{esc(text)}</b>"


def shortened(text: str, length: int) -> str:
    """A text of at most `length` characters, the cut shown."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def quoted(text: str) -> str:
    """A long text in a quote that unfolds, a short one as it is."""
    if len(text) <= LONGEST_QUOTE:
        return esc(text)
    return f"<blockquote expandable>{esc(text)}</blockquote>"


def verdict_label(verdict: Verdict) -> str:
    """What the buttons call a verdict."""
    return {
        Verdict.COMPLIES: _("✅ Complies"),
        Verdict.VIOLATES: _("❌ Does not comply"),
        Verdict.NOT_APPLICABLE: _("➖ Not applicable"),
    }[verdict]


def header_field_name(name: HeaderField) -> str:
    """What a field of the header is called on a button and in a list."""
    return {
        HeaderField.STATE_BODY: _("State body"),
        HeaderField.APPOINTMENT_NUMBER: _("Number of the appointment act"),
        HeaderField.APPOINTMENT_DATE: _("Date of the appointment act"),
        HeaderField.SUBJECT_NAME: _("Name of the subject"),
        HeaderField.SUBJECT_NUMBER: _("IIN/BIN"),
        HeaderField.ADDRESS: _("Address"),
    }[name]


def role_name(role: Role) -> str:
    """What a role is called."""
    return {
        Role.INSPECTOR: _("inspector"),
        Role.SUPERVISOR: _("supervisor"),
        Role.ADMIN: _("administrator"),
    }[role]


def bar(done: int, total: int) -> str:
    """How far something is, drawn."""
    filled = BAR_WIDTH * done // total if total else 0
    return "▰" * filled + "▱" * (BAR_WIDTH - filled)


def day(moment: date) -> str:
    """A day as officials write it: dd.mm.yyyy in Kazakh and Russian."""
    if current_language() is Language.ENGLISH:
        return format_date(moment, "d MMM yyyy", locale="en")
    return moment.strftime("%d.%m.%Y")


def moment(when: datetime) -> str:
    """A moment to the minute, as it is given (the caller chooses the time zone)."""
    if current_language() is Language.ENGLISH:
        return format_datetime(when, "d MMM yyyy, HH:mm", locale="en")
    return when.strftime("%d.%m.%Y %H:%M")


def evidence_count(evidence: Sequence[Evidence | Proof]) -> str:
    """How much evidence there is, by kind; empty when there is none."""
    counts = {kind: sum(item.kind is kind for item in evidence) for kind in EvidenceKind}
    words = {
        EvidenceKind.PHOTO: ngettext(
            "%(count)d photo", "%(count)d photos", counts[EvidenceKind.PHOTO]
        ),
        EvidenceKind.DOCUMENT: ngettext(
            "%(count)d document", "%(count)d documents", counts[EvidenceKind.DOCUMENT]
        ),
        EvidenceKind.VOICE: ngettext(
            "%(count)d voice message", "%(count)d voice messages", counts[EvidenceKind.VOICE]
        ),
        EvidenceKind.LOCATION: ngettext(
            "%(count)d location", "%(count)d locations", counts[EvidenceKind.LOCATION]
        ),
    }
    return ", ".join(words[kind] % {"count": counts[kind]} for kind in EvidenceKind if counts[kind])
