"""Broken rules in words that say what is expected."""

from collections.abc import Callable
from typing import Any

from bot.domain import errors
from bot.domain.subject_number import BinExpected, NotTwelveDigits, WrongCheckDigit
from bot.i18n import _
from bot.telegram.screens.words import day, shortened

LONGEST_NAME = 60


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


def _not_later(error: errors.TermNotLater) -> str:
    return _("The new term must be later than the present one: %(day)s at the earliest.") % {
        "day": day(error.earliest)
    }


def _settled(error: errors.SettledMeanwhile) -> str:
    return _("%(name)s was faster: nothing of yours was changed. This is how things stand now.") % {
        "name": shortened(error.settler, LONGEST_NAME)
    }


def _too_much_proof(error: errors.TooMuchProof) -> str:
    return _("This was not kept: at most %(limit)d files prove one elimination.") % {
        "limit": error.limit
    }


def _not_now(error: errors.NotNow) -> str:
    return {
        "draft": _("The inspection is not finished yet; nothing was changed."),
        "cancelled": _("The inspection is cancelled; nothing was changed."),
        "finished": _("The act is with no supervisor at present; nothing was changed."),
        "submitted": _("The act is with the supervisors at present; nothing was changed."),
        "accepted": _("The act is accepted already; nothing was changed."),
        "returned": _("The act is returned already; nothing was changed."),
        "superseded": _("A newer revision has taken this act's place; nothing was changed."),
    }[error.status]


def _not_leading(error: errors.NotLeading) -> str:
    return _("Only %(name)s, who leads this inspection, can do this.") % {
        "name": shortened(error.leader, LONGEST_NAME)
    }


def _answered_meanwhile(error: errors.AnsweredMeanwhile) -> str:
    return _(
        "%(name)s answered this first, and that counts. You can still change it: tap once more."
    ) % {"name": shortened(error.author, LONGEST_NAME)}


def _not_own_answer(error: errors.NotOwnAnswer) -> str:
    return _(
        "The last answer here is by %(name)s, so that only they can take it back. You can give"
        " another one."
    ) % {"name": shortened(error.author, LONGEST_NAME)}


def _not_replaceable(error: errors.NotReplaceable) -> str:
    return {
        "submitted": _(
            "Nothing was finished: the act that this draft corrects is with the supervisors at"
            " present. Withdraw it or wait for the decision; the draft is kept."
        ),
        "accepted": _(
            "Nothing was finished: the act that this draft corrects was accepted meanwhile. Ask for"
            " a correction; the draft is kept."
        ),
        "superseded": _(
            "Nothing was finished: another revision has already taken the place of the act that"
            " this draft corrects. The draft is kept."
        ),
    }[error.status]


def _ask_settled(error: errors.AskSettled) -> str:
    words = (
        _("%(name)s has unlocked this act for a correction already; nothing was changed.")
        if error.unlocked
        else _("%(name)s has declined this correction already; nothing was changed.")
    )
    return words % {"name": shortened(error.settler, LONGEST_NAME)}


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
    errors.NotATime: lambda _error: _("This is not a time: type it as 09:00."),
    errors.QuietHours: lambda _error: _(
        "Between 22:00 and 08:00 nobody is disturbed: choose a time from 08:00 to 21:59."
    ),
    errors.GapsLeft: lambda _error: _("Something is still missing, see the list."),
    errors.NotNow: _not_now,
    errors.NothingSaid: lambda _error: _(
        "Say what is wrong first: choose requirements, write a remark or send a voice message."
    ),
    errors.NotReplaceable: _not_replaceable,
    errors.ReasonMissing: lambda _error: _("Write why the act has to be corrected."),
    errors.AskedAlready: lambda _error: _(
        "You have asked for this correction already; nobody has decided yet."
    ),
    errors.AskSettled: _ask_settled,
    errors.NothingAsked: lambda _error: _("No correction of this act is asked for."),
    errors.BeingCorrected: lambda _error: _(
        "This act is being corrected: finish the correction, and send that, or cancel it."
    ),
    errors.NothingChosen: lambda _error: _("Choose at least one supervisor."),
    errors.InvitationRefused: lambda _error: _("This link is not valid, or was used, or expired."),
    errors.RoleHeldAlready: lambda _error: _(
        "You have this role already. The link stays valid: send it to the colleague."
    ),
    errors.UnknownPerson: lambda _error: _("This person has no role in the bot."),
    errors.LastAdministrator: lambda _error: _(
        "The last administrator keeps the role. Make or invite another administrator first."
    ),
    errors.NamedInSettings: lambda _error: _(
        "This administrator is named in the bot's settings (ADMIN_IDS): the role can be changed or"
        " taken away only there."
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
    errors.TermNotLater: _not_later,
    errors.SettledMeanwhile: _settled,
    errors.TooMuchProof: _too_much_proof,
    errors.NothingProved: lambda _error: _(
        "Nothing shows yet that it was eliminated: type a remark or send a photo, then confirm."
    ),
    errors.NotLeading: _not_leading,
    errors.AnsweredMeanwhile: _answered_meanwhile,
    errors.NotOwnAnswer: _not_own_answer,
    errors.TooManyParticipants: lambda error: (
        _("At most %(limit)d inspectors can take part with the bot.") % {"limit": error.limit}
    ),
    errors.TooMuchEvidence: _too_much,
    errors.TooMuchToday: _too_much_today,
    NotTwelveDigits: lambda _error: _("The number has exactly 12 digits."),
    WrongCheckDigit: lambda _error: _(
        "Invalid number: the check digit does not match. Compare it with the document."
    ),
    BinExpected: lambda _error: _("This form takes a BIN only, and this looks like an IIN."),
}
