"""What the buttons carry: at most 64 bytes each, always with what they were drawn for."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.domain.act import Edition
from bot.domain.checklist import HeaderField, Severity, Verdict
from bot.domain.circumstances import Circumstance
from bot.domain.language import Language
from bot.domain.people import Role

Number = Annotated[int, Field(ge=0, lt=2**63)]
"""A forged button may hold any number; SQLite holds 64 bits."""


class GiveAnswer(CallbackData, prefix="a"):
    """Say whether the subject complies with a requirement."""

    inspection: Number
    requirement: str
    version: Number
    verdict: Verdict


class UsualReason(CallbackData, prefix="v"):
    """Say that a requirement does not apply, for the reason that the checklist knows."""

    inspection: Number
    requirement: str
    version: Number


class ChooseCase(CallbackData, prefix="k"):
    """Say which case of a requirement holds."""

    inspection: Number
    requirement: str
    version: Number
    key: str


class OpenQuestion(CallbackData, prefix="q"):
    """Go to a requirement."""

    inspection: Number
    requirement: str


class Undo(CallbackData, prefix="u"):
    """Bring back the answer before."""

    inspection: Number
    requirement: str
    version: Number


class ClearRemark(CallbackData, prefix="w"):
    """Write the remark anew."""

    inspection: Number
    requirement: str
    version: Number


class OpenRequirements(CallbackData, prefix="l"):
    """Show all requirements with their marks."""

    inspection: Number
    page: Number


class OpenReview(CallbackData, prefix="r"):
    """Show what is filled in and what is missing."""

    inspection: Number


class OpenHeader(CallbackData, prefix="h"):
    """Go to a field of the header."""

    inspection: Number
    name: HeaderField


class SkipHeader(CallbackData, prefix="s"):
    """Leave a field of the header for later."""

    inspection: Number
    name: HeaderField


class UseProfileBody(CallbackData, prefix="b"):
    """Take the state body from the profile."""

    inspection: Number


class PickDate(CallbackData, prefix="d"):
    """Date the appointment act so many days before today."""

    inspection: Number
    days_ago: Number


class TakeOverSubject(CallbackData, prefix="t"):
    """Use name and address of an earlier inspection, or not."""

    inspection: Number
    agreed: bool


class BeginInspection(CallbackData, prefix="n"):
    """Begin an inspection with a checklist."""

    checklist: str


class OpenDraft(CallbackData, prefix="o"):
    """Go on with a draft."""

    inspection: Number


class CancelDraft(CallbackData, prefix="x"):
    """Put a draft away."""

    inspection: Number


class RestoreDraft(CallbackData, prefix="y"):
    """Bring a cancelled draft back."""

    inspection: Number


class OpenCircumstances(CallbackData, prefix="co"):
    """Show the circumstances that the act tells."""

    inspection: Number


class OpenCircumstance(CallbackData, prefix="cf"):
    """Go to one circumstance."""

    inspection: Number
    name: Circumstance


class ChooseCircumstance(CallbackData, prefix="cu"):
    """Tell a circumstance with one tap."""

    inspection: Number
    name: Circumstance
    choice: str


class OpenElimination(CallbackData, prefix="eo"):
    """Go to how and until when a violation is to be eliminated."""

    inspection: Number
    requirement: str


class GradeViolation(CallbackData, prefix="eg"):
    """Say how grave a violation is."""

    inspection: Number
    requirement: str
    severity: Severity


class GiveTerm(CallbackData, prefix="ed"):
    """Give so many days to eliminate a violation."""

    inspection: Number
    requirement: str
    days: Annotated[int, Field(ge=1, le=366)]


class Stay(CallbackData, prefix="z"):
    """Close what was opened over the present place, and go on there."""


class Leave(CallbackData, prefix="e"):
    """Leave the dialog; what was entered stays."""


class Finish(CallbackData, prefix="f"):
    """Finish the inspection."""

    inspection: Number
    version: Number


class PrintIn(CallbackData, prefix="p"):
    """Finish the inspection with documents in this edition."""

    inspection: Number
    version: Number
    edition: Edition


class OpenAct(CallbackData, prefix="ao"):
    """Send the act once more."""

    act: Number


class ListActs(CallbackData, prefix="al"):
    """Show finished acts from a place in the list."""

    offset: Number


class ChooseCopy(CallbackData, prefix="ac"):
    """Choose another language for an act."""

    act: Number


class PrintCopy(CallbackData, prefix="ap"):
    """Print the documents of an act in this edition."""

    act: Number
    edition: Edition


class ChooseSupervisors(CallbackData, prefix="as"):
    """Choose to whom an act goes."""

    act: Number


class ToggleSupervisor(CallbackData, prefix="at"):
    """Choose a supervisor, or not."""

    act: Number
    supervisor: Number


class SubmitAct(CallbackData, prefix="ax"):
    """Send an act to the chosen supervisors."""

    act: Number


class ChooseLanguage(CallbackData, prefix="lang"):
    """Speak this language from now on."""

    language: Language


class EditProfile(CallbackData, prefix="me"):
    """Change a field of the profile."""

    name: str


class Invite(CallbackData, prefix="i"):
    """Make an invitation for a role."""

    role: Role


class ListPeople(CallbackData, prefix="pl"):
    """Show everybody with a role, from a place in the list."""

    offset: Number


class OpenPerson(CallbackData, prefix="po"):
    """Show one person with a role."""

    person: Number


class AskRemoval(CallbackData, prefix="pa"):
    """Ask once more before somebody's role is taken away."""

    person: Number


class RemovePerson(CallbackData, prefix="px"):
    """Take somebody's role away, the one that was shown."""

    person: Number
    role: Role


class RunCommand(CallbackData, prefix="c"):
    """Do what a command does, with one tap."""

    command: str
