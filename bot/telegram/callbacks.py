"""What the buttons carry: at most 64 bytes each, always with what they were drawn for."""

from aiogram.filters.callback_data import CallbackData

from bot.domain.checklist import HeaderField, Verdict
from bot.domain.language import Language
from bot.domain.people import Role


class GiveAnswer(CallbackData, prefix="a"):
    """Say whether the subject complies with a requirement."""

    inspection: int
    requirement: str
    version: int
    verdict: Verdict


class UsualReason(CallbackData, prefix="v"):
    """Say that a requirement does not apply, for the reason that the checklist knows."""

    inspection: int
    requirement: str
    version: int


class ChooseCase(CallbackData, prefix="k"):
    """Say which case of a requirement holds."""

    inspection: int
    requirement: str
    version: int
    key: str


class OpenQuestion(CallbackData, prefix="q"):
    """Go to a requirement."""

    inspection: int
    requirement: str


class Undo(CallbackData, prefix="u"):
    """Bring back the answer before."""

    inspection: int
    requirement: str
    version: int


class ClearRemark(CallbackData, prefix="w"):
    """Write the remark anew."""

    inspection: int
    requirement: str
    version: int


class OpenRequirements(CallbackData, prefix="l"):
    """Show all requirements with their marks."""

    inspection: int
    page: int


class OpenReview(CallbackData, prefix="r"):
    """Show what is filled in and what is missing."""

    inspection: int


class OpenHeader(CallbackData, prefix="h"):
    """Go to a field of the header."""

    inspection: int
    name: HeaderField


class SkipHeader(CallbackData, prefix="s"):
    """Leave a field of the header for later."""

    inspection: int
    name: HeaderField


class UseProfileBody(CallbackData, prefix="b"):
    """Take the state body from the profile."""

    inspection: int


class PickDate(CallbackData, prefix="d"):
    """Date the appointment act so many days before today."""

    inspection: int
    days_ago: int


class TakeOverSubject(CallbackData, prefix="t"):
    """Use name and address of an earlier inspection, or not."""

    inspection: int
    agreed: bool


class BeginInspection(CallbackData, prefix="n"):
    """Begin an inspection with a checklist."""

    checklist: str


class OpenDraft(CallbackData, prefix="o"):
    """Go on with a draft."""

    inspection: int


class CancelDraft(CallbackData, prefix="x"):
    """Put a draft away."""

    inspection: int


class RestoreDraft(CallbackData, prefix="y"):
    """Bring a cancelled draft back."""

    inspection: int


class Stay(CallbackData, prefix="z"):
    """Close what was opened over the present place, and go on there."""


class Leave(CallbackData, prefix="e"):
    """Leave the dialog; what was entered stays."""


class Finish(CallbackData, prefix="f"):
    """Finish the inspection."""

    inspection: int
    version: int


class PrintIn(CallbackData, prefix="p"):
    """Finish the inspection with an act in this language."""

    inspection: int
    version: int
    language: Language


class OpenAct(CallbackData, prefix="ao"):
    """Send the act once more."""

    act: int


class ListActs(CallbackData, prefix="al"):
    """Show finished acts from a place in the list."""

    offset: int


class ChooseCopy(CallbackData, prefix="ac"):
    """Choose another language for an act."""

    act: int


class PrintCopy(CallbackData, prefix="ap"):
    """Print an act in this language."""

    act: int
    language: Language


class ChooseSupervisors(CallbackData, prefix="as"):
    """Choose to whom an act goes."""

    act: int


class ToggleSupervisor(CallbackData, prefix="at"):
    """Choose a supervisor, or not."""

    act: int
    supervisor: int


class SubmitAct(CallbackData, prefix="ax"):
    """Send an act to the chosen supervisors."""

    act: int


class ChooseLanguage(CallbackData, prefix="lang"):
    """Speak this language from now on."""

    language: Language


class EditProfile(CallbackData, prefix="me"):
    """Change a field of the profile."""

    name: str


class Invite(CallbackData, prefix="i"):
    """Make an invitation for a role."""

    role: Role


class RunCommand(CallbackData, prefix="c"):
    """Do what a command does, with one tap."""

    command: str
