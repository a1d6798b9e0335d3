"""Who looks at an inspection, and who answered what where several inspect together."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.inspection import Answer, Inspection
from bot.domain.people import PersonId
from bot.domain.transitions import Action, Part, may
from bot.i18n import _
from bot.telegram.screens.words import bold, shortened

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever looks at an inspection; `names` of all who answer there, none of a single one."""

    part: Part | None
    person: PersonId
    names: Mapping[PersonId, str] = field(default_factory=dict)

    def may(self, action: Action, inspection: Inspection) -> bool:
        """Say whether the button for something is drawn for this person."""
        return may(inspection.status, action, self.part)

    def leads(self) -> bool:
        """Say whether header, circumstances and colleagues are this person's business."""
        return self.part is Part.LEADER

    def may_undo(self, answer: Answer) -> bool:
        """Say whether the last answer is this person's own."""
        return answer.version > 0 and answer.author in {None, self.person}

    def name(self, person: PersonId) -> str:
        """How a colleague is called."""
        return shortened(self.names.get(person) or str(person), LONGEST_NAME)


def author_line(answer: Answer, viewer: Viewer) -> str:
    """Say who answered, where more than one may have; else empty."""
    if not viewer.names or answer.author is None or not answer.version:
        return ""
    if answer.author == viewer.person:
        return "✍ " + _("Answered by you")
    return "✍ " + _("Answered by %(name)s") % {"name": bold(viewer.name(answer.author))}


def inspectors_line(inspection: Inspection, viewer: Viewer) -> str:
    """Name all who do an inspection, where there are several; else empty."""
    if not inspection.participants:
        return ""
    leader = _("%(name)s (leads)") % {"name": bold(viewer.name(inspection.inspector))}
    others = [bold(viewer.name(each.person)) for each in inspection.participants]
    return "👥 " + ", ".join([leader, *others])
