"""The review of acts: accepted or returned by tap, withdrawn while nobody has decided."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.act import ActId
from bot.domain.errors import NothingSaid, NotNow, ScreenIsStale
from bot.domain.inspection import InspectionStatus
from bot.domain.people import Person, PersonId
from bot.domain.review import Review, Step
from bot.domain.texts import MAX_REMARK, clean_text
from bot.domain.transitions import RULES, Action, Part, next_status, part_of
from bot.services.acts import Acts, FinishedAct
from bot.services.people import People
from bot.services.ports import Audit, Clock, JobKind, Jobs
from bot.services.review_store import ReviewStore, WaitingAct
from bot.services.stores import InspectionStore, SubmissionStore

TURNS = frozenset({Step.ACCEPTED, Step.RETURNED, Step.UNLOCKED, Step.WITHDRAWN})
"""The steps that change the state of an act."""


@dataclass(frozen=True, slots=True)
class Said:
    """A step in the review of an act, and who made it."""

    review: Review
    author: Person | None


class Reviews:
    """Lets supervisors decide about acts; of several decisions the first one wins."""

    def __init__(
        self,
        acts: Acts,
        people: People,
        store: ReviewStore,
        submissions: SubmissionStore,
        inspections: InspectionStore,
        audit: Audit,
        jobs: Jobs,
        clock: Clock,
    ) -> None:
        self._acts = acts
        self._people = people
        self._store = store
        self._submissions = submissions
        self._inspections = inspections
        self._audit = audit
        self._jobs = jobs
        self._clock = clock

    async def part(self, person: Person, act: FinishedAct) -> Part | None:
        """Tell what somebody is to an act; what was withdrawn counts as never sent."""
        sent = await self._submissions.of_act(act.record.id)
        received = {each.supervisor for each in sent if not each.withdrawn}
        return part_of(person, act.inspection, received=person.id in received)

    async def history(self, act: ActId) -> list[Review]:
        """List what was said about an act, the first step first."""
        return await self._store.of_act(act)

    async def last_word(self, act: FinishedAct) -> Said | None:
        """Tell what made an act what it is now; None while it waits, or was never sent."""
        if act.inspection.status is InspectionStatus.SUBMITTED:
            return None
        steps = await self._store.of_act(act.record.id)
        last = next((step for step in reversed(steps) if step.step in TURNS), None)
        return Said(last, await self._people.get(last.author)) if last else None

    async def asked(self, act: FinishedAct) -> Said | None:
        """Tell the request for a correction that nobody has answered yet."""
        steps = await self._store.of_act(act.record.id)
        if not steps or steps[-1].step is not Step.CORRECTION_ASKED:
            return None
        return Said(steps[-1], await self._people.get(steps[-1].author))

    async def is_being_corrected(self, act: FinishedAct) -> bool:
        """Say whether a correction of an act is open."""
        return await self._store.is_being_corrected(act.inspection.id)

    async def waiting(self, person: PersonId, limit: int, offset: int) -> list[WaitingAct]:
        """List what waits for somebody's decision, the longest waiting first."""
        return await self._store.waiting(person, limit, offset)

    async def count_waiting(self, person: PersonId) -> int:
        """Count what waits for somebody's decision."""
        return await self._store.count_waiting(person)

    async def check(self, person: Person, act: ActId, action: Action) -> FinishedAct:
        """Read an act about which somebody may do this now.

        Raises `UnknownAct`, `NotAllowed` or `NotNow`.
        """
        found = await self._acts.get(person, act)
        part = await self.part(person, found)
        if part is None:  # it was withdrawn from this supervisor, and perhaps sent to others
            raise NotNow(InspectionStatus.FINISHED)
        next_status(found.inspection.status, action, part)
        return found

    async def accept(self, person: Person, act: ActId) -> FinishedAct:
        """Accept an act as it is; raises what `_move` raises."""
        found = await self._move(person, act, Action.ACCEPT)
        await self._store.add(Review(act, Step.ACCEPTED, person.id, self._clock.now()))
        return found

    async def send_back(
        self,
        person: Person,
        act: ActId,
        requirements: Collection[str] = (),
        remark: str | None = None,
        voice: str | None = None,
    ) -> FinishedAct:
        """Return an act with what is wrong; `voice`: the file id of a spoken remark.

        Raises what `_move` raises, and `NothingSaid` when nothing is said to be wrong.
        """
        found = await self.check(person, act, Action.RETURN)
        named = tuple(n for n in found.inspection.checklist.numbers if n in requirements)
        if not (named or remark or voice):
            raise NothingSaid
        said = clean_text(remark, MAX_REMARK) if remark else None
        found = await self._move(
            person, act, Action.RETURN, requirements=named, remark=said, spoken=voice is not None
        )
        number = await self._store.add(
            Review(act, Step.RETURNED, person.id, self._clock.now(), said, named, voice)
        )
        if voice is not None:
            lane = f"fetch:{person.id}"
            await self._jobs.order(JobKind.FETCH_SPOKEN_REMARK, lane, str(number))
        return found

    async def spoken(self, review: int) -> str | None:
        """Tell the file id of a spoken remark that is not kept yet."""
        return await self._store.spoken(review)

    async def keep_spoken(self, review: int, sha256: str) -> None:
        """Note that the file of a spoken remark is safely kept."""
        inspection = await self._store.keep_spoken(review, sha256)
        await self._audit.write(
            "spoken_remark_stored", None, inspection, review=review, sha256=sha256
        )

    async def withdraw(self, person: Person, act: ActId) -> FinishedAct:
        """Take an act back while nobody has decided; what is still on its way does not go out."""
        found = await self._move(person, act, Action.WITHDRAW)
        now = self._clock.now()
        await self._submissions.withdraw(act, now)
        await self._store.add(Review(act, Step.WITHDRAWN, person.id, now))
        return found

    async def _move(
        self, person: Person, act: ActId, action: Action, **details: object
    ) -> FinishedAct:
        """Change the state of an act, whoever comes first.

        Raises `UnknownAct`, `NotAllowed`, `NotNow`, or `ScreenIsStale` for who lost a race.
        """
        found = await self.check(person, act, action)
        before = found.inspection.status
        after = RULES[action].turns[before]
        if not await self._inspections.move(found.inspection, after, self._clock.now()):
            raise ScreenIsStale
        await self._audit.write(
            f"act_{STEPS[action]}",
            person.id,
            found.inspection.id,
            act=str(found.record.number),
            revision=found.record.number.revision,
            **{"from": before, "to": after},
            **details,
        )
        return await self._acts.get(person, act)


STEPS = {
    Action.ACCEPT: Step.ACCEPTED,
    Action.RETURN: Step.RETURNED,
    Action.WITHDRAW: Step.WITHDRAWN,
}
"""What is remembered of each action."""
