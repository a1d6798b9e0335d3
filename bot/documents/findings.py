"""What was found, as the act and the order both tell it."""

from collections.abc import Iterable

from bot.domain.act import Act
from bot.domain.checklist import Requirement, Severity, Verdict
from bot.i18n import _


def with_verdict(act: Act, verdict: Verdict) -> list[Requirement]:
    """The requirements that were answered so, in the order of the form."""
    return [
        requirement
        for requirement in act.checklist.requirements
        if (answer := act.answers.get(requirement.number)) and answer.verdict is verdict
    ]


def severity_of(act: Act, requirement: Requirement) -> Severity | None:
    """How grave a violation is: as the inspector chose, or as the checklist says."""
    answer = act.answers.get(requirement.number)
    return (answer.severity if answer else None) or requirement.severity


def what_was_found(act: Act, requirement: Requirement) -> str:
    """The remark on a violation, or the case that was chosen instead of words."""
    answer = act.answers[requirement.number]
    case = requirement.alternative(answer.alternative)
    return answer.remark or (case.text[act.language] if case else "")


def evidence_of(act: Act, requirement: Requirement) -> str:
    """Where annex 2 shows the evidence of a violation; empty when there is none."""
    number = requirement.number
    photos = _places(photo.requirement == number for photo in act.photos)
    others = _places(enclosure.requirement == number for enclosure in act.enclosures)
    said = []
    if photos:
        said.append(_("photos: {numbers}").format(numbers=photos))
    if others:
        said.append(_("numbers of the list: {numbers}").format(numbers=others))
    return "; ".join(said)


def _places(belongs: Iterable[bool]) -> str:
    return ", ".join(str(place) for place, yes in enumerate(belongs, start=1) if yes)


def severity_name(severity: Severity) -> str:
    """Name a degree as the law does."""
    names = {
        Severity.GROSS: _("gross violation"),
        Severity.SIGNIFICANT: _("significant violation"),
        Severity.MINOR: _("minor violation"),
    }
    return names[severity]
