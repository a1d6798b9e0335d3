"""What may be done with an inspection in each state, by whom, and what comes of it."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors import NotAllowed, NotNow
from bot.domain.inspection import Inspection, InspectionStatus
from bot.domain.people import Person, Role

DRAFT = InspectionStatus.DRAFT
CANCELLED = InspectionStatus.CANCELLED
FINISHED = InspectionStatus.FINISHED
SUBMITTED = InspectionStatus.SUBMITTED
ACCEPTED = InspectionStatus.ACCEPTED
RETURNED = InspectionStatus.RETURNED
SUPERSEDED = InspectionStatus.SUPERSEDED


class Part(StrEnum):
    """What somebody is to one inspection; everybody else does not learn that it exists."""

    LEADER = "leader"
    COLLEAGUE = "colleague"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class Action(StrEnum):
    """What can be done with an inspection or its act."""

    ANSWER = "answer"
    FINISH = "finish"
    CANCEL = "cancel"
    RESTORE = "restore"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    RETURN = "return"
    CORRECT = "correct"
    SUPERSEDE = "supersede"
    ASK_CORRECTION = "ask_correction"
    DECLINE_CORRECTION = "decline_correction"
    UNLOCK = "unlock"


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may do something, and into which state each state turns by it."""

    parts: frozenset[Part]
    turns: dict[InspectionStatus, InspectionStatus]


LEADS = frozenset({Part.LEADER})
INSPECTS = frozenset({Part.LEADER, Part.COLLEAGUE})
DECIDES = frozenset({Part.SUPERVISOR, Part.ADMINISTRATOR})

RULES = {
    Action.ANSWER: Rule(INSPECTS, {DRAFT: DRAFT}),
    Action.FINISH: Rule(LEADS, {DRAFT: FINISHED}),
    Action.CANCEL: Rule(LEADS, {DRAFT: CANCELLED}),
    Action.RESTORE: Rule(LEADS, {CANCELLED: DRAFT}),
    Action.SUBMIT: Rule(LEADS, {FINISHED: SUBMITTED, SUBMITTED: SUBMITTED}),
    Action.WITHDRAW: Rule(LEADS, {SUBMITTED: FINISHED}),
    Action.ACCEPT: Rule(DECIDES, {SUBMITTED: ACCEPTED}),
    Action.RETURN: Rule(DECIDES, {SUBMITTED: RETURNED}),
    # A correction is a draft of its own; the act is superseded when that draft is finished.
    Action.CORRECT: Rule(LEADS, {FINISHED: FINISHED, RETURNED: RETURNED}),
    Action.SUPERSEDE: Rule(LEADS, {FINISHED: SUPERSEDED, RETURNED: SUPERSEDED}),
    Action.ASK_CORRECTION: Rule(LEADS, {ACCEPTED: ACCEPTED}),
    Action.DECLINE_CORRECTION: Rule(DECIDES, {ACCEPTED: ACCEPTED}),
    Action.UNLOCK: Rule(DECIDES, {ACCEPTED: RETURNED}),
}
"""Who inspects decides on nothing of his own; a correction is a revision of the same act."""


def part_of(person: Person, inspection: Inspection, *, received: bool) -> Part | None:
    """Tell what somebody is to an inspection; `received`: its act was sent to this supervisor.

    Who inspects is never a supervisor of the same inspection, whatever the role.
    """
    if person.id == inspection.inspector:
        return Part.LEADER
    if any(each.person == person.id for each in inspection.participants):
        return Part.COLLEAGUE
    if received and person.may(Role.SUPERVISOR):
        return Part.SUPERVISOR
    return Part.ADMINISTRATOR if person.may(Role.ADMIN) else None


def next_status(status: InspectionStatus, action: Action, part: Part) -> InspectionStatus:
    """Tell the state that follows; raises `NotAllowed` (not this person) or `NotNow`."""
    rule = RULES[action]
    if part not in rule.parts:
        raise NotAllowed
    if status not in rule.turns:
        raise NotNow(status)
    return rule.turns[status]


def may(status: InspectionStatus, action: Action, part: Part | None) -> bool:
    """Say whether somebody may do something now."""
    rule = RULES[action]
    return part in rule.parts and status in rule.turns
