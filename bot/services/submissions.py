"""Sending acts to supervisors, and knowing of each whether it arrived."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.act import ActId
from bot.domain.errors import BeingCorrected, NothingChosen, ScreenIsStale, UnknownAct
from bot.domain.inspection import InspectionStatus
from bot.domain.people import Person, PersonId
from bot.domain.transitions import Action, next_status, part_of
from bot.services.act_store import ActRecord
from bot.services.acts import Acts, FinishedAct
from bot.services.people import People
from bot.services.ports import Audit, Clock, JobKind, Jobs
from bot.services.reminders import Reminders
from bot.services.review_store import ReviewStore
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
        reviews: ReviewStore,
        inspections: InspectionStore,
        audit: Audit,
        jobs: Jobs,
        clock: Clock,
        *,
        reminders: Reminders,
    ) -> None:
        self._acts = acts
        self._people = people
        self._store = store
        self._reviews = reviews
        self._inspections = inspections
        self._reminders = reminders
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

    async def supervisors(self, inspector: Person, act: FinishedAct) -> list[Person]:
        """List those who may receive an act, those of the inspector's state body first.

        Nobody accepts an act of his own, and co-inspectors have made it theirs.
        """
        found = await self._people.supervisors_for(inspector.id)
        others = [person for person in found if not act.inspection.is_done_by(person.id)]
        return sorted(others, key=lambda person: not is_of_body(person, inspector.state_body))

    async def submit(
        self, inspector: Person, act: ActId, supervisors: Collection[PersonId]
    ) -> list[Submission]:
        """Send an act to supervisors, and tell which messages with it stand in their chats already.

        Raises `UnknownAct`, `NotAllowed`, `NotNow`, `BeingCorrected`, `NothingChosen`, or
        `ScreenIsStale` when somebody else was faster.
        """
        found = await self.own_act(inspector, act)
        part = part_of(inspector, found.inspection, received=False)
        if part is None:
            raise UnknownAct
        before = found.inspection.status
        after = next_status(before, Action.SUBMIT, part)
        if await self._reviews.is_being_corrected(found.inspection.id):
            raise BeingCorrected
        allowed = {person.id for person in await self.supervisors(inspector, found)}
        chosen = sorted(allowed & set(supervisors))
        if not chosen:
            raise NothingChosen
        if not await self._inspections.move(found.inspection, after, self._clock.now()):
            raise ScreenIsStale
        former = [each for each in await self._store.of_act(act) if each.supervisor in chosen]
        for supervisor in chosen:
            await self._queue(inspector, found.record, supervisor, before)
        return [each for each in former if each.message_id is not None]

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

    async def settle(
        self, submission: int, failure: str | None, message_id: int | None = None
    ) -> Submission | None:
        """Note that an act arrived, and as which message, or why it did not."""
        status = SubmissionStatus.FAILED if failure else SubmissionStatus.DELIVERED
        await self._store.settle(submission, status, failure, message_id)
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

    async def left_undecided(self, supervisor: PersonId) -> list[FinishedAct]:
        """List the acts sent to somebody that now wait for nobody who can decide."""
        found = await self._store.undecidable(supervisor)
        return [await self._acts.read(await self._acts.record(act)) for act in found]

    async def sender(self, act: ActId) -> PersonId:
        """Tell who finished and sent an act."""
        return (await self._acts.record(act)).inspector

    async def _queue(
        self, inspector: Person, act: ActRecord, supervisor: PersonId, before: InspectionStatus
    ) -> None:
        now = self._clock.now()
        submission = await self._store.queue(act.id, supervisor, now)
        await self._reminders.act_submitted(submission, act.id, supervisor, now)
        await self._store.take_back(submission)  # sent once more, it need not arrive twice
        await self._audit.write(
            "act_submitted",
            inspector.id,
            act.inspection,
            act=str(act.number),
            revision=act.number.revision,
            supervisor=supervisor,
            **{"from": before, "to": InspectionStatus.SUBMITTED},
        )
        await self._order(supervisor, submission)

    async def _order(self, supervisor: PersonId, submission: int) -> None:
        await self._jobs.order(JobKind.DELIVER_ACT, f"deliver:{supervisor}", str(submission))


def is_of_body(person: Person, state_body: str | None) -> bool:
    """Say whether somebody works for a state body, however it was typed."""
    return state_body is not None and _plain(person.state_body or "") == _plain(state_body)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
