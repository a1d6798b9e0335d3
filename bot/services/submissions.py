"""Sending acts to supervisors, and knowing of each whether it arrived."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.act import ActId
from bot.domain.errors import NothingChosen, UnknownAct
from bot.domain.inspection import InspectionStatus
from bot.domain.people import Person, PersonId
from bot.services.act_store import ActRecord
from bot.services.acts import Acts, FinishedAct
from bot.services.people import People
from bot.services.ports import Audit, Clock, JobKind, Jobs
from bot.services.stores import InspectionStore, Submission, SubmissionStatus, SubmissionStore


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an act has come on its way to one supervisor."""

    supervisor: Person
    submission: Submission


class Submissions:
    """Sends acts up, and remembers to whom."""

    def __init__(
        self,
        acts: Acts,
        people: People,
        store: SubmissionStore,
        inspections: InspectionStore,
        audit: Audit,
        jobs: Jobs,
        clock: Clock,
    ) -> None:
        self._acts = acts
        self._people = people
        self._store = store
        self._inspections = inspections
        self._audit = audit
        self._jobs = jobs
        self._clock = clock

    async def own_act(self, inspector: Person, act: ActId) -> FinishedAct:
        """Read an act that this inspector finished; raises `UnknownAct`."""
        found = await self._acts.get(inspector, act)
        if found.record.inspector != inspector.id:
            raise UnknownAct
        return found

    async def last_choice(self, inspector: PersonId) -> list[PersonId]:
        """List the supervisors to whom the inspector sent the last act."""
        return await self._store.last_choice(inspector)

    async def submit(
        self, inspector: Person, act: ActId, supervisors: Collection[PersonId]
    ) -> list[Progress]:
        """Send an act to supervisors; raises `UnknownAct`, `NothingChosen`."""
        found = await self.own_act(inspector, act)
        allowed = {person.id for person in await self._people.supervisors_for(inspector.id)}
        chosen = sorted(allowed & set(supervisors))
        if not chosen:
            raise NothingChosen
        if found.inspection.status is InspectionStatus.FINISHED:
            await self._inspections.move(
                found.inspection, InspectionStatus.SUBMITTED, self._clock.now()
            )
        for supervisor in chosen:
            await self._queue(inspector, found.record, supervisor)
        return await self.progress(act)

    async def progress(self, act: ActId) -> list[Progress]:
        """List to whom an act was sent and whether it arrived."""
        found = []
        for submission in await self._store.of_act(act):
            supervisor = await self._people.get(submission.supervisor)
            if supervisor is not None:
                found.append(Progress(supervisor, submission))
        return found

    async def get(self, submission: int) -> Submission | None:
        """Read one submission."""
        return await self._store.get(submission)

    async def settle(self, submission: int, failure: str | None) -> Submission | None:
        """Note that an act arrived, or why it did not."""
        status = SubmissionStatus.FAILED if failure else SubmissionStatus.DELIVERED
        await self._store.settle(submission, status, failure)
        found = await self._store.get(submission)
        if found is not None:
            record = await self._acts.record(found.act)
            await self._audit.write(
                f"act_{status}",
                None,
                record.inspection,
                act=str(record.number),
                supervisor=found.supervisor,
            )
        return found

    async def recall(self, supervisor: PersonId) -> None:
        """Order what is on its way to somebody without a role anew, so that it fails with a word.

        The delivery looks at the role itself; each inspector then hears that nothing arrived.
        """
        for submission in await self._store.on_the_way(supervisor):
            await self._order(supervisor, submission)

    async def sender(self, act: ActId) -> PersonId:
        """Tell who finished and sent an act."""
        return (await self._acts.record(act)).inspector

    async def _queue(self, inspector: Person, act: ActRecord, supervisor: PersonId) -> None:
        submission = await self._store.queue(act.id, supervisor, self._clock.now())
        await self._audit.write(
            "act_submitted",
            inspector.id,
            act.inspection,
            act=str(act.number),
            supervisor=supervisor,
        )
        await self._order(supervisor, submission)

    async def _order(self, supervisor: PersonId, submission: int) -> None:
        await self._jobs.order(JobKind.DELIVER_ACT, f"deliver:{supervisor}", str(submission))
