"""Broken rules in words that say what is expected."""

from collections.abc import Callable
from typing import Any

from bot.domain import errors
from bot.domain.subject_number import BinExpected, NotTwelveDigits, WrongCheckDigit
from bot.i18n import _
from bot.telegram.screens.words import day


def words_for(error: errors.BrokenRule) -> str:
    """Say in the present language which rule was broken and what is expected; plain text."""
    return _WORDS[type(error)](error)


def _too_long(error: errors.TextTooLong) -> str:
    counts = {"limit": error.limit, "length": error.length}
    return _("Too long: %(length)d characters, at most %(limit)d fit in the form.") % counts


def _future(error: errors.DateInFuture) -> str:
    return _("This day is still to come. Today is %(today)s.") % {"today": day(error.today)}


def _too_much(error: errors.TooMuchEvidence) -> str:
    return _("An inspection holds at most %(limit)d files.") % {"limit": error.limit}


_WORDS: dict[type[errors.BrokenRule], Callable[[Any], str]] = {
    errors.NotAllowed: lambda _error: _("Your role does not allow this."),
    errors.UnknownInspection: lambda _error: _("There is no such inspection."),
    errors.UnknownAct: lambda _error: _("There is no such act."),
    errors.UnknownChecklist: lambda _error: _("This checklist is no longer in force."),
    errors.InspectionClosed: lambda _error: _(
        "This inspection is finished or cancelled; nothing was changed."
    ),
    errors.ScreenIsStale: lambda _error: _(
        "That button was out of date; nothing was changed. This is how things stand now."
    ),
    errors.NotApplicableRefused: lambda _error: _(
        "This requirement applies to every subject; it cannot be skipped as not applicable."
    ),
    errors.GapsLeft: lambda _error: _("Something is still missing, see the list."),
    errors.NothingChosen: lambda _error: _("Choose at least one supervisor."),
    errors.InvitationRefused: lambda _error: _("This link is not valid, or was used, or expired."),
    errors.RoleHeldAlready: lambda _error: _(
        "You have this role already. The link stays valid: send it to the colleague."
    ),
    errors.EmptyText: lambda _error: _("The message has no visible text. Type it once more."),
    errors.TextTooLong: _too_long,
    errors.NotADate: lambda _error: _(
        "This is not a date. Type day.month.year, for example: 05.03.2026"
    ),
    errors.DateInFuture: _future,
    errors.TooMuchEvidence: _too_much,
    NotTwelveDigits: lambda _error: _("The number has exactly 12 digits."),
    WrongCheckDigit: lambda _error: _(
        "Invalid number: the check digit does not match. Compare it with the document."
    ),
    BinExpected: lambda _error: _("This form takes a BIN only, and this looks like an IIN."),
}
