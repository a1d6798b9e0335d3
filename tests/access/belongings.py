"""What each person of the access matrix owns, and what nobody else may ever read of it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.domain.act import ActId, Edition
from bot.domain.checklist import HeaderField, Severity, Verdict
from bot.domain.circumstances import Circumstance
from bot.domain.deadline import Deadline
from bot.domain.inspection import Inspection, InspectionId
from bot.domain.people import Person
from bot.services.inspections import Inspections
from bot.telegram.conversation import Services
from bot.telegram.states import Filling

BIN = "500640000015"
IIN = "500615100015"
SUBMITTED_TO = (1001, 1003)
VIOLATED = "7"
"""What the draft's order to eliminate is about."""
SECRETS = ("Тексерілуші", "Мекенжай", "Ескерту", "Өкіл", "Нұсқама")


@dataclass(frozen=True, slots=True)
class Belongings:
    """One of each: what the placeholders of the table's updates stand for."""

    owner: Person
    draft: InspectionId
    ready: InspectionId
    version: int
    cancelled: InspectionId
    act: ActId
    secrets: tuple[str, ...]

    def filled(self, template: str) -> str:
        """Put these ids into callback data or a command."""
        return template.format(
            draft=self.draft,
            ready=self.ready,
            version=self.version,
            cancelled=self.cancelled,
            act=self.act,
            code=self.secrets[0],
        )

    def place(self, state: str, receivers: tuple[int, ...]) -> dict[str, Any]:
        """What the conversation remembers at a place about these."""
        if state.startswith("Submitting"):
            return {"act": self.act, "chosen": list(receivers)}
        if state.startswith("Settling"):
            asked = str(Filling.question.state)
            former = {"state": asked, "data": self.place(asked, receivers)}
            term = {"act": self.act, "requirement": VIOLATED, "version": 0}
            return {**term, "remark": "жойылды", "former": former}
        if state.startswith("Introducing"):
            return {"suggestions": {"full_name": "Ұсынылған"}}
        if state.startswith(("Reviewing", "Correcting")):
            asked = str(Filling.question.state)
            former = {"state": asked, "data": self.place(asked, receivers)}
            return {"act": self.act, "former": former}
        if state.startswith(("Verifying", "Searching")):
            asked = str(Filling.question.state)
            return {"former": {"state": asked, "data": self.place(asked, receivers)}}
        kind = state.partition(":")[2]
        special = {"reason": "4", "elimination": VIOLATED}  # only some need not apply
        field = Circumstance.PLACE if kind == "circumstance" else HeaderField.SUBJECT_NAME
        data = {"requirement": special.get(kind, "1"), "field": field.value}
        return {"inspection": self.ready if "known" in state else self.draft, **data}


async def acquire(services: Services, owner: Person, number: str) -> Belongings:
    """Let somebody begin, fill in, cancel and finish inspections."""
    inspections = services.inspections
    names = [f"{word}-{owner.id}" for word in SECRETS]
    act = await _finished(services, owner, number, names)
    draft = await _begun(inspections, owner, number, names)
    await inspections.remark(owner.id, draft.id, "1", names[2])
    await _violate(services, draft, names)
    ready = await _answered(inspections, await _begun(inspections, owner, number, names))
    await inspections.type_header(owner.id, ready.id, HeaderField.ADDRESS, "Басқа көше, 1")
    ready = await inspections.draft(owner.id, ready.id)
    cancelled = await _begun(inspections, owner, number, names)
    await inspections.cancel(owner.id, cancelled.id)
    record = await services.acts.record(act)
    return Belongings(
        owner, draft.id, ready.id, ready.version, cancelled.id, act, (record.code, number, *names)
    )


async def _begun(
    inspections: Inspections, owner: Person, number: str, names: list[str]
) -> Inspection:
    begun = await inspections.begin(owner, "digital_miners")
    typed = {
        HeaderField.STATE_BODY: "Департамент",
        HeaderField.APPOINTMENT_NUMBER: "17",
        HeaderField.APPOINTMENT_DATE: "05.03.2026",
        HeaderField.SUBJECT_NAME: names[0],
        HeaderField.SUBJECT_NUMBER: number,
        HeaderField.ADDRESS: names[1],
    }
    for name, value in typed.items():
        begun = await inspections.type_header(owner.id, begun.id, name, value)
    begun = await inspections.answer(owner.id, begun.id, "2", 0, Verdict.COMPLIES)
    return await inspections.draft(owner.id, begun.id)


async def _violate(services: Services, draft: Inspection, names: list[str]) -> None:
    """Tell who was present, and let one requirement be violated, with an order about it."""
    who, proceedings = draft.inspector, services.proceedings
    await proceedings.tell(who, draft.id, Circumstance.REPRESENTATIVE_NAME, names[3])
    await services.inspections.answer(who, draft.id, VIOLATED, 0, Verdict.VIOLATES)
    await proceedings.grade(who, draft.id, VIOLATED, Severity.MINOR)
    due = services.inspections.today() + timedelta(days=20)
    await proceedings.set_due(who, draft.id, VIOLATED, due)
    await proceedings.instruct(who, draft.id, VIOLATED, names[4])


async def _answered(inspections: Inspections, draft: Inspection) -> Inspection:
    who = draft.inspector
    for number in draft.checklist.numbers:
        version = draft.answer(number).version
        if draft.checklist.requirement(number).alternatives:
            key = draft.checklist.requirement(number).alternatives[0].key
            draft = await inspections.choose_alternative(who, draft.id, number, version, key)
        elif not version:
            draft = await inspections.answer(who, draft.id, number, 0, Verdict.COMPLIES)
    return await inspections.draft(who, draft.id)


async def _finished(services: Services, owner: Person, number: str, names: list[str]) -> ActId:
    draft = await _answered(
        services.inspections, await _begun(services.inspections, owner, number, names)
    )
    act = await services.acts.finish(owner, draft.id, draft.version, Edition.RUSSIAN)
    due = services.deadlines.today() + timedelta(days=20)
    term = Deadline(draft.id, VIOLATED, due - timedelta(days=10), due, extension_reason=names[4])
    await services.deadlines._store.open([term])
    return act.record.id
