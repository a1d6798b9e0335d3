"""The terms of an order after the act was finished: what became of each violation."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from bot.domain.act import ActId
from bot.domain.deadline import (
    Deadline,
    DeadlineState,
    Settler,
    carried_over,
    eliminated,
    extended,
    failed,
    reopened,
)
from bot.domain.errors import (
    BrokenRule,
    NotNow,
    ScreenIsStale,
    SettledMeanwhile,
    UnknownAct,
)
from bot.domain.inspection import Inspection, InspectionId, InspectionStatus
from bot.domain.people import Person
from bot.domain.texts import clean_text
from bot.domain.transitions import part_of
from bot.services.act_store import ActRecord, ActStore
from bot.services.deadline_store import DeadlineStore
from bot.services.ports import Audit, Clock, Jobs
from bot.services.proofs import order_fetching
from bot.services.stores import InspectionStore, SubmissionStore

MAX_SETTLING_TEXT = 600
"""For a remark or a reason: both are shown whole beside the requirement."""
IN_FORCE = frozenset(
    {
        InspectionStatus.FINISHED,
        InspectionStatus.SUBMITTED,
        InspectionStatus.ACCEPTED,
        InspectionStatus.RETURNED,
    }
)
"""The states of an inspection in which its order counts."""
Change = Callable[[Deadline, Settler], Deadline]


class TermReminders(Protocol):
    """Is told when terms begin and change, to remind people of them."""

    async def deadlines_opened(self, inspection: Inspection) -> None:
        """Plan the reminders of an order that was just handed over."""
        ...

    async def deadline_moved(self, inspection: InspectionId, requirement: str) -> None:
        """Plan the reminders of one term anew, or give them up when it is settled."""
        ...


@dataclass(frozen=True, slots=True)
class OrderTerms:
    """The order of an act with what became of each violation."""

    record: ActRecord
    inspection: Inspection
    deadlines: tuple[Deadline, ...]
    latest: ActId

    @property
    def is_in_force(self) -> bool:
        """Say whether these terms count, or those of a correction."""
        return self.inspection.status in IN_FORCE

    def deadline(self, requirement: str) -> Deadline:
        """Find the term of a violation; raises `ScreenIsStale` where there is none."""
        for each in self.deadlines:
            if each.requirement == requirement:
                return each
        raise ScreenIsStale


class Deadlines:
    """Lets officials tell what became of the violations that an order names."""

    def __init__(
        self,
        store: DeadlineStore,
        acts: ActStore,
        inspections: InspectionStore,
        submissions: SubmissionStore,
        audit: Audit,
        jobs: Jobs,
        clock: Clock,
        reminders: TermReminders,
    ) -> None:
        self._store = store
        self._acts = acts
        self._inspections = inspections
        self._submissions = submissions
        self._audit = audit
        self._jobs = jobs
        self._clock = clock
        self._reminders = reminders

    def today(self) -> date:
        """The present day in the agency's time zone."""
        return self._clock.local(self._clock.now()).date()

    async def open_for(self, record: ActRecord, inspection: Inspection) -> None:
        """Let the terms of an act begin that was just finished.

        A correction takes over what became of the violations that it still names.
        """
        corrects = inspection.correction.corrects if inspection.correction else None
        former = await self._store.of(corrects) if corrects is not None else ()
        earlier = {each.requirement: each for each in former}
        ordered = [
            carried_over(
                earlier.get(number), Deadline(inspection.id, number, measure.due, measure.due)
            )
            for number in inspection.violations
            if (measure := inspection.measures.get(number))
        ]
        if not ordered and not former:
            return
        await self._store.open(ordered)
        for each in ordered:
            await self._carry(earlier.get(each.requirement), each)
            await self._audit.write(
                "deadline_opened",
                record.inspector,
                inspection.id,
                requirement=each.requirement,
                before=_described(earlier.get(each.requirement)),
                after=_described(each),
            )
        await self._reminders.deadlines_opened(inspection)

    async def of(self, inspection: InspectionId) -> tuple[Deadline, ...]:
        """Read the terms of an inspection, whoever asks: for cards and digests."""
        return await self._store.of(inspection)

    async def of_act(self, person: Person, act: ActId) -> OrderTerms:
        """Read the order of an act that concerns this person; raises `UnknownAct`."""
        record = await self._acts.get(act)
        inspection = await self._inspections.get(record.inspection) if record else None
        if record is None or inspection is None:
            raise UnknownAct
        received = person.id in {
            each.supervisor for each in await self._submissions.of_act(act) if not each.withdrawn
        }
        if part_of(person, inspection, received=received) is None:
            raise UnknownAct
        latest = await self._acts.latest(act)
        return OrderTerms(
            record, inspection, await self._in_order(inspection), latest.id if latest else act
        )

    async def begin(self, person: Person, act: ActId, requirement: str, version: int) -> OrderTerms:
        """Read an order whose term somebody is about to change.

        Raises `UnknownAct`, `NotNow` when a correction replaced the act, `ScreenIsStale`, and
        `SettledMeanwhile` when somebody else was faster.
        """
        found = await self.of_act(person, act)
        _check(person, found, requirement, version)
        return found

    async def eliminate(
        self, person: Person, act: ActId, requirement: str, version: int, remark: str | None
    ) -> OrderTerms:
        """Note that a violation is gone, with the files sent; raises `NothingProved` as well."""

        def change(deadline: Deadline, by: Settler) -> Deadline:
            files = len(deadline.unconfirmed(by.person))
            return eliminated(deadline, by, remark, files=files)

        action = "violation_eliminated"
        return await self._change(person, act, requirement, version, action, change)

    async def not_eliminated(
        self, person: Person, act: ActId, requirement: str, version: int, remark: str | None
    ) -> OrderTerms:
        """Note that a violation is still there."""

        def change(deadline: Deadline, by: Settler) -> Deadline:
            return failed(deadline, by, remark)

        action = "violation_not_eliminated"
        return await self._change(person, act, requirement, version, action, change)

    async def extend(
        self, person: Person, act: ActId, requirement: str, version: int, until: date, typed: str
    ) -> OrderTerms:
        """Give more time; raises `TermNotLater`, `NotADate`, and what a text breaks."""
        reason = settling_text(typed)

        def change(deadline: Deadline, by: Settler) -> Deadline:
            return extended(deadline, by, until, reason, self.today())

        action = "term_extended"
        return await self._change(person, act, requirement, version, action, change)

    async def reopen(
        self, person: Person, act: ActId, requirement: str, version: int
    ) -> OrderTerms:
        """Take the last decision about a term back."""
        action = "deadline_reopened"
        return await self._change(person, act, requirement, version, action, reopened)

    async def _change(
        self,
        person: Person,
        act: ActId,
        requirement: str,
        version: int,
        action: str,
        change: Change,
    ) -> OrderTerms:
        """Change a term as it was seen, and nothing when somebody else was faster."""
        found = await self.of_act(person, act)
        deadline = _check(person, found, requirement, version)
        changed = change(deadline, Settler(person.id, person.full_name, self._clock.now()))
        if not await self._store.save(changed):
            raise ScreenIsStale
        if changed.state is DeadlineState.ELIMINATED:
            await self._store.confirm_proof(changed, person.id)
        await self._audit.write(
            action,
            person.id,
            found.inspection.id,
            before=_described(deadline),
            after=_described(changed),
        )
        await self._reminders.deadline_moved(found.inspection.id, requirement)
        return replace(found, deadlines=await self._in_order(found.inspection))

    async def _in_order(self, inspection: Inspection) -> tuple[Deadline, ...]:
        """Read the terms in the order of the form."""
        places = {number: place for place, number in enumerate(inspection.checklist.numbers)}
        found = await self._store.of(inspection.id)
        return tuple(sorted(found, key=lambda each: places[each.requirement]))

    async def _carry(self, earlier: Deadline | None, deadline: Deadline) -> None:
        if earlier is None:
            return
        for proof, author in await self._store.carry_proof(deadline, earlier):
            await order_fetching(self._jobs, proof, author)


def settling_text(typed: str) -> str:
    """Read a typed remark or reason; raises `EmptyText` or `TextTooLong`."""
    return clean_text(typed, MAX_SETTLING_TEXT)


def _check(person: Person, order: OrderTerms, requirement: str, version: int) -> Deadline:
    """Find a term that may be changed as it was seen."""
    deadline = order.deadline(requirement)
    if not order.is_in_force:
        raise NotNow(order.inspection.status)
    if deadline.version != version:
        raise _overtaken(person, deadline)
    return deadline


def _overtaken(person: Person, deadline: Deadline) -> BrokenRule:
    """Why a button does not count: somebody else was faster, or it is an old one."""
    if deadline.settled_by in {None, person.id} or deadline.settler is None:
        return ScreenIsStale()
    return SettledMeanwhile(deadline.settler)


def _described(deadline: Deadline | None) -> dict[str, str | int | None] | None:
    if deadline is None:
        return None
    return {
        "requirement": deadline.requirement,
        "state": deadline.state,
        "due": deadline.due.isoformat(),
        "remark": deadline.remark,
        "extension_reason": deadline.extension_reason,
        "version": deadline.version,
    }
