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


def _too_much_today(error: errors.TooMuchToday) -> str:
    return _(
        "This was not kept: at most %(megabytes)d MB of files a day are taken from one person."
        " Send pictures as ordinary photos, or go on tomorrow."
    ) % {"megabytes": error.megabytes}


def _due(error: errors.DueTooEarly) -> str:
    return _(
        "Too early: the law grants at least ten calendar days from handing over (Entrepreneurial"
        " Code, art. 152, par. 7). The first possible day is %(day)s."
    ) % {"day": day(error.earliest)}


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
    errors.UnknownPerson: lambda _error: _("This person has no role in the bot."),
    errors.LastAdministrator: lambda _error: _(
        "The last administrator cannot be removed. Invite another administrator first."
    ),
    errors.NamedInSettings: lambda _error: _(
        "This administrator is named in the bot's settings (ADMIN_IDS) and can be removed only"
        " there."
    ),
    errors.NotOwnWords: lambda _error: _(
        "Nothing was done: this was written by somebody else or by another bot. Type it yourself."
    ),
    errors.EmptyText: lambda _error: _("The message has no visible text. Type it once more."),
    errors.TextTooLong: _too_long,
    errors.NotADate: lambda _error: _(
        "This is not a date. Type day.month.year, for example: 05.03.2026"
    ),
    errors.DateInFuture: _future,
    errors.NotAMoment: lambda _error: _(
        "Type day and time, for example: 05.03.2026 10:30, or for today the time alone: 10:30"
    ),
    errors.PeriodReversed: lambda _error: _("The period ends before it begins."),
    errors.NotAColleague: lambda _error: _(
        "Type one colleague a line: full name, comma, position. At most ten."
    ),
    errors.NotTyped: lambda _error: _("This is not typed: press one of the buttons."),
    errors.DueTooEarly: _due,
    errors.TooMuchEvidence: _too_much,
    errors.TooMuchToday: _too_much_today,
    NotTwelveDigits: lambda _error: _("The number has exactly 12 digits."),
    WrongCheckDigit: lambda _error: _(
        "Invalid number: the check digit does not match. Compare it with the document."
    ),
    BinExpected: lambda _error: _("This form takes a BIN only, and this looks like an IIN."),
}
