"""Broken rules of the trade: one class per rule, the words for people live in the adapters."""

from datetime import date


class BrokenRule(Exception):
    """Something the rules of the trade do not allow; nothing was changed."""


class NotAllowed(BrokenRule):
    """The person's role does not allow this."""


class NotNow(BrokenRule):
    """The inspection is in a state in which this cannot be done (`bot.domain.transitions`)."""

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status


class UnknownInspection(BrokenRule):
    """There is no such inspection, or it is somebody else's: the two are not told apart."""


class UnknownAct(BrokenRule):
    """There is no such act, or it is somebody else's: the two are not told apart."""


class UnknownChecklist(BrokenRule):
    """No checklist with this id is in force."""


class InspectionClosed(BrokenRule):
    """The inspection is finished or cancelled and can no longer be changed."""


class ScreenIsStale(BrokenRule):
    """The button was drawn for an older state of things."""


class NotApplicableRefused(BrokenRule):
    """The requirement concerns every subject."""


class NotLeading(BrokenRule):
    """Only the inspector who leads the inspection, `leader`, may do this; co-inspectors answer."""

    def __init__(self, leader: str) -> None:
        super().__init__()
        self.leader = leader


class AnsweredMeanwhile(BrokenRule):
    """A colleague, `author`, answered the requirement first: that counts until it is changed."""

    def __init__(self, author: str) -> None:
        super().__init__()
        self.author = author


class NotOwnAnswer(BrokenRule):
    """The last answer is that of `author`: others may give another one, but not take it back."""

    def __init__(self, author: str) -> None:
        super().__init__()
        self.author = author


class TooManyParticipants(BrokenRule):
    """An inspection has a limited number of co-inspectors."""

    def __init__(self, limit: int) -> None:
        super().__init__(str(limit))
        self.limit = limit


class GapsLeft(BrokenRule):
    """The inspection cannot be finished while something is missing."""


class NothingChosen(BrokenRule):
    """Somebody has to be chosen first."""


class NothingSaid(BrokenRule):
    """An act is returned with what is wrong: requirements, a remark or a spoken one."""


class BeingCorrected(BrokenRule):
    """An act with an open correction stays where it is; the correction takes its place."""


class InvitationRefused(BrokenRule):
    """The invitation is unknown, used or expired: the three are not told apart."""


class RoleHeldAlready(BrokenRule):
    """The person may do all that the invitation allows; it stays valid for somebody else."""


class UnknownPerson(BrokenRule):
    """There is nobody with this id who has a role."""


class LastAdministrator(BrokenRule):
    """Without an administrator nobody could invite anybody any more."""


class NamedInSettings(BrokenRule):
    """Administrators of the settings get their role back with each message; a chat cannot take it.

    Whoever runs the bot takes them out of the settings first.
    """


class NotOwnWords(BrokenRule):
    """A command that somebody else wrote, or a message that another bot made."""


class EmptyText(BrokenRule):
    """A text without any visible character."""


class TextTooLong(BrokenRule):
    """A text longer than the form holds."""

    def __init__(self, limit: int, length: int) -> None:
        super().__init__(f"{length} characters, {limit} allowed")
        self.limit = limit
        self.length = length


class NotADate(BrokenRule):
    """Not a day written as dd.mm.yyyy."""


class DateInFuture(BrokenRule):
    """A day that is still to come."""

    def __init__(self, today: date) -> None:
        super().__init__(today.isoformat())
        self.today = today


class TooMuchEvidence(BrokenRule):
    """An inspection holds a limited number of files."""

    def __init__(self, limit: int) -> None:
        super().__init__(str(limit))
        self.limit = limit


class TooMuchToday(BrokenRule):
    """Somebody sends only so many megabytes of files a day."""

    def __init__(self, megabytes: int) -> None:
        super().__init__(str(megabytes))
        self.megabytes = megabytes


class NotAMoment(BrokenRule):
    """Not a day and a time written as dd.mm.yyyy hh:mm."""


class PeriodReversed(BrokenRule):
    """A period that ends before it begins."""


class NotAColleague(BrokenRule):
    """Not one colleague a line, written as full name, comma, position."""


class NotTyped(BrokenRule):
    """A value that is chosen among few, not typed."""


class DueTooEarly(BrokenRule):
    """A term shorter than ten calendar days from handing over (art. 152(7))."""

    def __init__(self, earliest: date, requirement: str | None = None) -> None:
        super().__init__(earliest.isoformat())
        self.earliest = earliest
        self.requirement = requirement


class NotReplaceable(BrokenRule):
    """A correction cannot be finished while the act that it corrects is in this state."""

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status


class ReasonMissing(BrokenRule):
    """A correction that nobody asked for needs a reason in the inspector's own words."""


class AskedAlready(BrokenRule):
    """A correction was asked for, and nobody has decided yet."""


class AskSettled(BrokenRule):
    """Somebody else, `settler`, has unlocked the act or declined to before."""

    def __init__(self, settler: str, *, unlocked: bool) -> None:
        super().__init__()
        self.settler = settler
        self.unlocked = unlocked


class NothingAsked(BrokenRule):
    """No correction is asked for that could be declined."""


class TermNotLater(BrokenRule):
    """A term is extended to a day after the present one; `earliest` is the first such day."""

    def __init__(self, earliest: date) -> None:
        super().__init__(earliest.isoformat())
        self.earliest = earliest


class NothingProved(BrokenRule):
    """That a violation is eliminated needs a remark or a file."""


class SettledMeanwhile(BrokenRule):
    """Somebody else, `settler`, has decided about the same term first."""

    def __init__(self, settler: str) -> None:
        super().__init__()
        self.settler = settler


class TooMuchProof(BrokenRule):
    """A violation holds a limited number of files that prove its elimination."""

    def __init__(self, limit: int) -> None:
        super().__init__(str(limit))
        self.limit = limit


class NotATime(BrokenRule):
    """Not a time of the day written as hh:mm."""


class QuietHours(BrokenRule):
    """A time at night, when nobody is spoken to."""
