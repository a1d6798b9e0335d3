"""Where a conversation is: a state and the few ids that belong to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from aiogram.fsm.state import State

from bot.domain.act import ActId
from bot.domain.checklist import HeaderField
from bot.domain.circumstances import Circumstance
from bot.domain.inspection import InspectionId
from bot.domain.people import PersonId
from bot.telegram.states import (
    Adjusting,
    Filling,
    Introducing,
    Reviewing,
    Searching,
    Submitting,
    Verifying,
)


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
    def beneath(self) -> "Place":
        """The place under all dialogs that were opened over it; this one when there are none."""
        place = self
        while "former" in place.data:
            place = place.former
        return place

    @property
    def suggestions(self) -> Mapping[str, str]:
        """What is offered for the fields of the profile here."""
        return dict(self.data.get("suggestions", {}))

    @property
    def sought(self) -> str | None:
        """The words that are searched for here; None before they are typed."""
        return self.data.get("sought")

    @property
    def offset(self) -> int:
        """From where on a list is shown here."""
        return int(self.data.get("offset", 0))

    @property
    def awaited(self) -> str | None:
        """The file whose check ends the stay here."""
        return self.data.get("awaited")

    @property
    def version(self) -> int:
        """The version of the term that is decided about here; raises `KeyError` elsewhere."""
        return int(self.data["version"])

    @property
    def remark(self) -> str | None:
        """What was typed here so far, before it is confirmed."""
        return self.data.get("remark")

    @property
    def until(self) -> date | None:
        """The new term that was chosen here."""
        until = self.data.get("until")
        return date.fromisoformat(until) if until else None

    def saying(self, **said: str | None) -> "Place":
        """Give this place with something said; None takes it back."""
        data = {key: value for key, value in {**self.data, **said}.items() if value is not None}
        return Place(self.state, data)

    def at(self, *states: State) -> bool:
        """Say whether this is one of these states."""
        return self.state in {state.state for state in states}


HOME = Place()


def introducing(state: State, suggestions: Mapping[str, str] | None = None) -> Place:
    """Asking for a field of the profile, with what is offered for each field."""
    return Place(state.state, {"suggestions": dict(suggestions)} if suggestions else {})


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


def reason(inspection: InspectionId, requirement: str, version: int = 0) -> Place:
    """Asking why a requirement does not apply; `version` is that of the answer it replaces."""
    place = _requirement(Filling.reason, inspection, requirement, None)
    return Place(place.state, {**place.data, "version": version})


def circumstances(inspection: InspectionId) -> Place:
    """Showing the circumstances that the act tells."""
    return Place(Filling.circumstances.state, {"inspection": inspection})


def circumstance(inspection: InspectionId, name: Circumstance) -> Place:
    """Asking for one circumstance."""
    return Place(Filling.circumstance.state, {"inspection": inspection, "field": name.value})


def elimination(inspection: InspectionId, requirement: str) -> Place:
    """Asking how and until when a violation is to be eliminated."""
    return _requirement(Filling.elimination, inspection, requirement, None)


def participants(inspection: InspectionId, offset: int = 0) -> Place:
    """Choosing who inspects together with the leader."""
    return Place(Filling.participants.state, {"inspection": inspection, "offset": offset})


LEADERS_STEPS = (
    Filling.header,
    Filling.known_subject,
    Filling.circumstances,
    Filling.circumstance,
    Filling.participants,
    Filling.language,
)
"""Where only the leader of an inspection can be."""


def review(inspection: InspectionId, undo: str | None = None) -> Place:
    """Showing what is filled in and what is missing."""
    data = {"inspection": inspection, **({"undo": undo} if undo else {})}
    return Place(Filling.review.state, data)


def act_language(inspection: InspectionId, version: int) -> Place:
    """Asking for the language of the act of an inspection as it was reviewed."""
    return Place(Filling.language.state, {"inspection": inspection, "version": version})


def choosing_supervisors(act: ActId, chosen: frozenset[PersonId]) -> Place:
    """Asking to whom an act goes."""
    return Place(Submitting.choosing.state, {"act": act, "chosen": sorted(chosen)})


def submitted(act: ActId) -> Place:
    """Showing whether an act has arrived."""
    return Place(Submitting.sent.state, {"act": act})


def returning(act: ActId, former: Place) -> Place:
    """Asking what is wrong with an act."""
    there = {"state": former.state, "data": former.data}
    return Place(Reviewing.returning.state, {"act": act, "former": there})


def correcting(state: State, act: ActId, former: Place, **more: object) -> Place:
    """Asking for a reason; `more`: the requirement concerned, or whether it is an answer."""
    there = {"state": former.state, "data": former.data}
    return Place(state.state, {"act": act, **more, "former": there})


def settling(state: State, act: ActId, requirement: str, version: int, former: Place) -> Place:
    """Telling what became of a violation, of the term as it was seen."""
    there = {"state": former.state, "data": former.data}
    term = {"act": act, "requirement": requirement, "version": version}
    return Place(state.state, {**term, "former": there})


def verifying(former: Place, awaited: str | None = None) -> Place:
    """Waiting for something to check, or for the answer about a file."""
    data: dict[str, Any] = {"former": {"state": former.state, "data": former.data}}
    return Place(Verifying.waiting.state, {**data, "awaited": awaited} if awaited else data)


def searching_people(former: Place, sought: str | None = None, offset: int = 0) -> Place:
    """Asking whom to search for, or showing who was found, from a place in the list."""
    data: dict[str, Any] = {"former": {"state": former.state, "data": former.data}}
    found = {"sought": sought, "offset": offset} if sought else {}
    return Place(Searching.people.state, {**data, **found})


def adjusting(former: Place) -> Place:
    """Choosing when the bot speaks by itself."""
    return Place(
        Adjusting.reminders.state, {"former": {"state": former.state, "data": former.data}}
    )


def _requirement(
    state: State, inspection: InspectionId, requirement: str, undo: str | None
) -> Place:
    data: dict[str, Any] = {"inspection": inspection, "requirement": requirement}
    return Place(state.state, {**data, "undo": undo} if undo else data)
