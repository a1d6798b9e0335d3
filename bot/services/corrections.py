"""Corrections of finished acts: begun by the inspector, or asked for once the act is accepted."""

from dataclasses import dataclass

from bot.domain.act import ActId
from bot.domain.differences import Difference, differences
from bot.domain.errors import (
    AskedAlready,
    AskSettled,
    BrokenRule,
    NothingAsked,
    ReasonMissing,
    ScreenIsStale,
    UnknownAct,
)
from bot.domain.inspection import Inspection, InspectionStatus
from bot.domain.people import Person, Role
from bot.domain.review import Review, Step
from bot.domain.texts import MAX_REASON, clean_text
from bot.domain.transitions import Action, next_status
from bot.services.acts import Acts, FinishedAct
from bot.services.correction_store import CorrectionStore
from bot.services.people import People
from bot.services.ports import Audit, Clock
from bot.services.review_store import ReviewStore
from bot.services.reviews import Reviews
from bot.services.stores import InspectionStore, SubmissionStore

STEPS = {
    Action.ASK_CORRECTION: Step.CORRECTION_ASKED,
    Action.DECLINE_CORRECTION: Step.CORRECTION_DECLINED,
    Action.UNLOCK: Step.UNLOCKED,
}
"""What is remembered of each action."""
REASONS = frozenset({Step.RETURNED, Step.UNLOCKED})
"""The steps that say why an act has to be corrected."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a revision changed in the one before."""

    act: FinishedAct
    former: Inspection
    differences: tuple[Difference, ...]


class Corrections:
    """Lets an inspector correct a finished act; the revision before stays as it was printed."""

    def __init__(
        self,
        acts: Acts,
        reviews: Reviews,
        people: People,
        audit: Audit,
        clock: Clock,
        *,
        store: CorrectionStore,
        steps: ReviewStore,
        submissions: SubmissionStore,
        inspections: InspectionStore,
    ) -> None:
        self._acts = acts
        self._reviews = reviews
        self._people = people
        self._store = store
        self._steps = steps
        self._submissions = submissions
        self._inspections = inspections
        self._audit = audit
        self._clock = clock

    async def begin(
        self,
        person: Person,
        act: ActId,
        reason: str | None = None,
        *,
        requirement: str | None = None,
    ) -> Inspection:
        """Open the correction of an act, the one under way if there is one.

        Raises `UnknownAct`, `NotAllowed`, `NotNow`, `ScreenIsStale` for a requirement that is not
        in the checklist, and `ReasonMissing` when nobody said why.
        """
        found = await self._acts.get(person, act)
        if requirement is not None and requirement not in found.inspection.checklist.numbers:
            raise ScreenIsStale
        under_way = await self._under_way(found)
        if under_way is not None and under_way.is_done_by(person.id):
            return under_way
        before = found.inspection.status
        after = await self._allowed(person, found, Action.CORRECT)
        why = clean_text(reason, MAX_REASON) if reason else await self._reason_given(found, before)
        now = self._clock.now()
        draft = None
        # Moved to where it is, so that whoever read it before cannot submit it any more.
        if await self._inspections.move(found.inspection, after, now):
            draft = await self._store.begin(found.inspection.id, person.id, why, now)
        if draft is None:
            return await self._begun_meanwhile(found)
        await self._audit.write(
            "correction_begun",
            person.id,
            draft,
            act=str(found.record.number),
            revision=found.record.number.revision + 1,
            corrects=found.inspection.id,
            reason=why,
        )
        return await self._begun_meanwhile(found)

    async def may_begin(self, person: Person, act: ActId) -> FinishedAct:
        """Read an act whose correction this person may begin; raises what `begin` raises."""
        found = await self._acts.get(person, act)
        await self._allowed(person, found, Action.CORRECT)
        if await self._under_way(found) is not None:
            raise ScreenIsStale
        return found

    async def ask(self, person: Person, act: ActId, reason: str) -> FinishedAct:
        """Ask for the correction of an accepted act; `deciders` are to be told.

        Raises `UnknownAct`, `NotAllowed`, `NotNow`, `AskedAlready`, `EmptyText`, `TextTooLong`.
        """
        found = await self.may_ask(person, act)
        await self._take(person, found, Action.ASK_CORRECTION, clean_text(reason, MAX_REASON))
        return found

    async def may_ask(self, person: Person, act: ActId) -> FinishedAct:
        """Read an act whose correction this person may ask for; raises what `ask` raises."""
        found = await self._acts.get(person, act)
        await self._allowed(person, found, Action.ASK_CORRECTION)
        if await self.asked(act) is not None:
            raise AskedAlready
        return found

    async def may_unlock(self, person: Person, act: ActId) -> FinishedAct:
        """Read an act that this person may unlock; raises what `unlock` raises."""
        found = await self._acts.get(person, act)
        await self._check_open(person, found)
        await self._allowed(person, found, Action.UNLOCK)
        return found

    async def decline(self, person: Person, act: ActId) -> tuple[FinishedAct, Review]:
        """Leave an accepted act as it is though a correction was asked for.

        Raises `UnknownAct`, `NotAllowed`, `NotNow`, `AskSettled` for who comes second, and
        `NothingAsked`.
        """
        found = await self._acts.get(person, act)
        await self._check_open(person, found)
        await self._allowed(person, found, Action.DECLINE_CORRECTION)
        if await self.asked(act) is None:
            raise await self._settled(act) or NothingAsked()
        return found, await self._take(person, found, Action.DECLINE_CORRECTION, None)

    async def unlock(
        self, person: Person, act: ActId, reason: str | None, *, as_asked: bool = False
    ) -> FinishedAct:
        """Let an accepted act be corrected; without a reason the inspector's own words hold.

        `as_asked`: it is the answer to a request, and holds only as long as nobody else answered.
        Raises `UnknownAct`, `NotAllowed`, `NotNow`, `AskSettled`, `EmptyText`, `TextTooLong`.
        """
        found = await self.may_unlock(person, act)
        asked = await self.asked(act)
        if asked is None and (as_asked or reason is None):
            raise await self._settled(act) or NothingAsked()
        said = asked.remark if asked and reason is None else clean_text(reason or "", MAX_REASON)
        await self._take(person, found, Action.UNLOCK, said)
        return await self._acts.get(person, act)

    async def asked(self, act: ActId) -> Review | None:
        """Tell the request for a correction that nobody has answered yet."""
        steps = await self._steps.of_act(act)
        pending = steps and steps[-1].step is Step.CORRECTION_ASKED
        return steps[-1] if pending else None

    async def changes(self, person: Person, act: ActId) -> Changes:
        """Tell what a revision changed; raises `UnknownAct`, also for a first revision."""
        found = await self._acts.get(person, act)
        correction = found.inspection.correction
        former = await self._inspections.get(correction.corrects) if correction else None
        if former is None:
            raise UnknownAct
        return Changes(found, former, differences(former, found.inspection))

    async def deciders(self, act: FinishedAct) -> list[Person]:
        """Who received an act and still supervises; the administrators when nobody does."""
        sent = await self._submissions.of_act(act.record.id)
        people = [await self._people.get(each.supervisor) for each in sent if not each.withdrawn]
        received = [one for one in people if one is not None and one.may(Role.SUPERVISOR)]
        # Whoever inspects decides on nothing of it: the act may have been handed over.
        for found in (received, await self._people.administrators()):
            if able := [one for one in found if not act.inspection.is_done_by(one.id)]:
                return able
        return []

    async def _under_way(self, act: FinishedAct) -> Inspection | None:
        begun = await self._store.of(act.inspection.id)
        found = await self._inspections.get(begun) if begun else None
        return found if found and found.status is InspectionStatus.DRAFT else None

    async def _begun_meanwhile(self, act: FinishedAct) -> Inspection:
        draft = await self._under_way(act)
        if draft is None:
            raise ScreenIsStale
        return draft

    async def _allowed(self, person: Person, act: FinishedAct, action: Action) -> InspectionStatus:
        """Tell the state that follows; raises `UnknownAct`, `NotAllowed`, `NotNow`."""
        part = await self._reviews.part(person, act)
        if part is None:
            raise UnknownAct
        return next_status(act.inspection.status, action, part)

    async def _reason_given(self, act: FinishedAct, status: InspectionStatus) -> str:
        """What the supervisor named, without words of any language; raises `ReasonMissing`."""
        steps = await self._steps.of_act(act.record.id)
        last = next((step for step in reversed(steps) if step.step in REASONS), None)
        if last is None or status is not InspectionStatus.RETURNED:
            raise ReasonMissing
        named = f"№ {', '.join(last.requirements)}" if last.requirements else ""
        said = ": ".join(part for part in (named, last.remark) if part)
        if not said:
            raise ReasonMissing
        return said

    async def _take(
        self, person: Person, act: FinishedAct, action: Action, remark: str | None
    ) -> Review:
        """Keep a step unless somebody else was faster; raises what holds instead."""
        before, now = act.inspection.status, self._clock.now()
        after = await self._allowed(person, act, action)
        if not await self._inspections.move(act.inspection, after, now):
            raise await self._settled(act.record.id) or ScreenIsStale()
        step = STEPS[action]
        review = Review(act.record.id, step, person.id, now, remark)
        await self._steps.add(review)
        await self._audit.write(
            f"act_{step}",
            person.id,
            act.inspection.id,
            act=str(act.record.number),
            revision=act.record.number.revision,
            remark=remark,
            **{"from": before, "to": after},
        )
        return review

    async def _check_open(self, person: Person, act: FinishedAct) -> None:
        """Tell a supervisor who comes too late that the act is unlocked; raises `AskSettled`."""
        part = await self._reviews.part(person, act)
        settled = await self._settled(act.record.id)
        returned = act.inspection.status is InspectionStatus.RETURNED
        if returned and isinstance(settled, AskSettled) and settled.unlocked and part:
            next_status(InspectionStatus.ACCEPTED, Action.UNLOCK, part)
            raise settled

    async def _settled(self, act: ActId) -> BrokenRule | None:
        """How a request was answered last, to tell whoever answers after that."""
        steps = await self._steps.of_act(act)
        if not steps or steps[-1].step not in {Step.UNLOCKED, Step.CORRECTION_DECLINED}:
            return None
        settler = await self._people.get(steps[-1].author)
        name = (settler.full_name if settler else None) or str(steps[-1].author)
        return AskSettled(name, unlocked=steps[-1].step is Step.UNLOCKED)
