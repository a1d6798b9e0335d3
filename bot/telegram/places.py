"""Where a conversation is: a state and the few ids that belong to it."""

from dataclasses import dataclass, field
from typing import Any

from aiogram.fsm.state import State

from bot.domain.act import ActId
from bot.domain.checklist import HeaderField
from bot.domain.circumstances import Circumstance
from bot.domain.inspection import InspectionId
from bot.domain.people import PersonId
from bot.telegram.states import Filling, Introducing, Submitting, Verifying


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the dialog; `state` None is home."""

    state: str | None = None
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def inspection(self) -> InspectionId:
        """The inspection that is being done here; raises `KeyError` elsewhere."""
        return InspectionId(self.data["inspection"])

    @property
    def requirement(self) -> str:
        """The requirement that is open here; raises `KeyError` elsewhere."""
        return str(self.data["requirement"])

    @property
    def header_field(self) -> HeaderField:
        """The field of the header that is asked for here; raises `KeyError` elsewhere."""
        return HeaderField(self.data["field"])

    @property
    def circumstance(self) -> Circumstance:
        """The circumstance that is asked for here; raises `KeyError` elsewhere."""
        return Circumstance(self.data["field"])

    @property
    def act(self) -> ActId:
        """The act that is being sent here; raises `KeyError` elsewhere."""
        return ActId(self.data["act"])

    @property
    def chosen(self) -> frozenset[PersonId]:
        """The supervisors chosen so far."""
        return frozenset(PersonId(person) for person in self.data.get("chosen", ()))

    @property
    def undoable(self) -> str | None:
        """The requirement whose answer was given just before."""
        return self.data.get("undo")

    @property
    def former(self) -> "Place":
        """Where the conversation was before a check, and returns to; home elsewhere."""
        former = self.data.get("former") or {}
        return Place(former.get("state"), former.get("data", {}))

    @property
    def awaited(self) -> str | None:
        """The file whose check ends the stay here."""
        return self.data.get("awaited")

    def at(self, *states: State) -> bool:
        """Say whether this is one of these states."""
        return self.state in {state.state for state in states}


HOME = Place()


def introducing(state: State) -> Place:
    """Asking for a field of the profile."""
    return Place(state.state)


PROFILE_STEPS = (Introducing.full_name, Introducing.position, Introducing.state_body)


def header(inspection: InspectionId, name: HeaderField) -> Place:
    """Asking for a field of the header."""
    return Place(Filling.header.state, {"inspection": inspection, "field": name.value})


def known_subject(inspection: InspectionId) -> Place:
    """Offering name and address of an earlier inspection."""
    return Place(Filling.known_subject.state, {"inspection": inspection})


def question(inspection: InspectionId, requirement: str, undo: str | None = None) -> Place:
    """Asking about a requirement."""
    return _requirement(Filling.question, inspection, requirement, undo)


def violation(inspection: InspectionId, requirement: str) -> Place:
    """Asking what was found where a requirement is violated."""
    return _requirement(Filling.violation, inspection, requirement, None)


def reason(inspection: InspectionId, requirement: str) -> Place:
    """Asking why a requirement does not apply."""
    return _requirement(Filling.reason, inspection, requirement, None)


def circumstances(inspection: InspectionId) -> Place:
    """Showing the circumstances that the act tells."""
    return Place(Filling.circumstances.state, {"inspection": inspection})


def circumstance(inspection: InspectionId, name: Circumstance) -> Place:
    """Asking for one circumstance."""
    return Place(Filling.circumstance.state, {"inspection": inspection, "field": name.value})


def elimination(inspection: InspectionId, requirement: str) -> Place:
    """Asking how and until when a violation is to be eliminated."""
    return _requirement(Filling.elimination, inspection, requirement, None)


def review(inspection: InspectionId, undo: str | None = None) -> Place:
    """Showing what is filled in and what is missing."""
    data = {"inspection": inspection, **({"undo": undo} if undo else {})}
    return Place(Filling.review.state, data)


def act_language(inspection: InspectionId) -> Place:
    """Asking for the language of the act."""
    return Place(Filling.language.state, {"inspection": inspection})


def choosing_supervisors(act: ActId, chosen: frozenset[PersonId]) -> Place:
    """Asking to whom an act goes."""
    return Place(Submitting.choosing.state, {"act": act, "chosen": sorted(chosen)})


def submitted(act: ActId) -> Place:
    """Showing whether an act has arrived."""
    return Place(Submitting.sent.state, {"act": act})


def verifying(former: Place, awaited: str | None = None) -> Place:
    """Waiting for something to check, or for the answer about a file."""
    data: dict[str, Any] = {"former": {"state": former.state, "data": former.data}}
    return Place(Verifying.waiting.state, {**data, "awaited": awaited} if awaited else data)


def _requirement(
    state: State, inspection: InspectionId, requirement: str, undo: str | None
) -> Place:
    data: dict[str, Any] = {"inspection": inspection, "requirement": requirement}
    return Place(state.state, {**data, "undo": undo} if undo else data)
