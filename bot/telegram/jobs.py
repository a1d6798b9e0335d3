"""Long work for conversations: printing acts, fetching files, bringing acts to supervisors.

The work itself runs outside of any transaction and may run again after a crash; `record` keeps its
result and says what the result means, in one transaction.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.domain.act import ActId, DocumentKind, Edition
from bot.domain.evidence import RefusalReason
from bot.domain.inspection import InspectionId
from bot.domain.people import Person, PersonId, Role
from bot.i18n import speaking
from bot.services.people import People
from bot.services.ports import Transactions
from bot.services.stores import PendingEvidence, Submission, SubmissionStatus
from bot.telegram.conversation import Conversation, Services
from bot.telegram.fetching import Fetching
from bot.telegram.listeners import ENCLOSURE_TOPIC, SUBMISSION_TOPIC, SubmissionListener
from bot.telegram.press import Press, Printed
from bot.telegram.reply import Call, Notice, calls_for_chat
from bot.telegram.screens.acts import act_document, not_printed_notice, submitted_document
from bot.telegram.screens.evidence import refused_note
from bot.telegram.states import Filling

OpenConversation = Callable[[Person], Awaitable[Conversation]]
Showing = Callable[[int, InspectionId], Awaitable[int | None]]
"""Tells the open screen of a chat if it shows this inspection; 0 if it is on its way."""


@dataclass(frozen=True, slots=True)
class NotPrinted:
    """The outcome of a delivery whose act could not be printed."""

    result: None = None
    failure: str = "the act could not be printed"


@dataclass(frozen=True, slots=True)
class NoRole:
    """The outcome of a delivery to somebody who may not receive acts any more."""

    result: None = None
    failure: str = "the person has no role any more"


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """Which document is printed for whom; written as the subject of the job."""

    act: ActId
    kind: DocumentKind
    edition: Edition
    person: PersonId

    @classmethod
    def read(cls, subject: str) -> "PrintOrder":
        """Read `act:kind:edition:person`; the first release wrote no kind."""
        act, *kind, edition, person = subject.split(":")
        document = DocumentKind(kind[0]) if kind else DocumentKind.ACT
        return cls(ActId(int(act)), document, Edition(edition), PersonId(int(person)))


class PrintAct:
    """Prints a document for the person who asked; subject: `act:kind:edition:person`."""

    def __init__(self, press: Press, people: People) -> None:
        self._press = press
        self._people = people

    async def work(self, subject: str) -> Printed:
        """Print the act."""
        order = PrintOrder.read(subject)
        return await self._press.print(order.act, order.kind, order.edition)

    async def record(self, subject: str, result: Printed) -> list[Call]:
        """Send the file, if the person may still see the act."""
        person = await self._people.get(PrintOrder.read(subject).person)
        document = await self._press.keep(result)
        if person is None or not await self._press.may_see(person, result.act.record.id):
            return []
        with speaking(person.language):
            method = act_document(result.act, person.id, result.kind, result.edition, document)
            return [Call(method)]

    async def give_up(self, subject: str) -> list[Call]:
        """Say that the act could not be printed."""
        order = PrintOrder.read(subject)
        person = await self._people.get(order.person)
        if person is None or not await self._press.may_see(person, order.act):
            return []
        found = await self._press.read(order.act)
        with speaking(person.language):
            return calls_for_chat(person.id, [Notice(not_printed_notice(found))])


class DeliverAct:
    """Brings an act to a supervisor; subject: the submission's id."""

    def __init__(
        self,
        press: Press,
        services: Services,
        transactions: Transactions,
        listener: SubmissionListener,
    ) -> None:
        self._listener = listener
        self._press = press
        self._services = services
        self._submissions = services.submissions
        self._transactions = transactions

    async def work(self, subject: str) -> list[Printed]:
        """Print what is not printed yet; an empty list when nobody may receive it."""
        async with self._transactions.transaction():
            submission = await self._submissions.get(int(subject))
            receiver = await self._receiver(submission)
        if submission is None or receiver is None:
            return []
        return await self._press.print_all(submission.act)

    async def record(self, subject: str, result: list[Printed]) -> list[Call]:
        """Send the files, and listen for what becomes of the act; somebody removed gets nothing."""
        submission = await self._submissions.get(int(subject))
        if submission is None or submission.withdrawn:
            return []
        supervisor = await self._receiver(submission)
        if not result or supervisor is None:
            arrived = submission.status is SubmissionStatus.DELIVERED
            return [] if arrived else await self._listener(subject, NoRole())
        act, *others = [(each, await self._press.keep(each)) for each in result]
        present = await self._press.read(submission.act)  # it may be decided meanwhile
        said, local = await self._services.reviews.last_word(present), self._services.clock.local
        with speaking(supervisor.language):
            sent = submitted_document(present, supervisor.id, act[1], said, local)
            enclosed = [
                act_document(each.act, supervisor.id, each.kind, each.edition, document)
                for each, document in others
            ]
        enclosures = [Call(method, ENCLOSURE_TOPIC, subject) for method in enclosed]
        return [Call(sent, SUBMISSION_TOPIC, subject), *enclosures]

    async def give_up(self, subject: str) -> list[Call]:
        """Let the submission fail, so that the inspector hears of it."""
        return await self._listener(subject, NotPrinted())

    async def _receiver(self, submission: Submission | None) -> Person | None:
        """The supervisor, whose role is looked at again: it may have been taken away."""
        if submission is None or submission.withdrawn:
            return None
        person = await self._services.people.get(submission.supervisor)
        return person if person is not None and person.may(Role.SUPERVISOR) else None


class FetchEvidence:
    """Fetches a file from Telegram and keeps it; subject: the evidence's id."""

    def __init__(
        self,
        transactions: Transactions,
        services: Services,
        fetching: Fetching,
        open_conversation: OpenConversation,
        showing: Showing,
    ) -> None:
        self._transactions = transactions
        self._services = services
        self._fetching = fetching
        self._open_conversation = open_conversation
        self._showing = showing

    async def work(self, subject: str) -> str | RefusalReason | None:
        """Fetch, check and keep the file; its SHA-256, or why it is refused."""
        async with self._transactions.transaction():
            pending = await self._services.evidence.pending(int(subject))
        return await self._fetching.fetch(pending) if pending else None

    async def record(self, subject: str, result: str | RefusalReason | None) -> list[Call]:
        """Note what became of the file, and say so where it matters."""
        evidence = self._services.evidence
        pending = await evidence.pending(int(subject))
        if pending is None or result is None:
            return []
        if isinstance(result, RefusalReason):
            await evidence.refuse(pending, result)
        else:
            await evidence.store(pending, result)
        return await self._redraw(pending, result)

    async def give_up(self, subject: str) -> list[Call]:
        """Refuse a file that cannot be worked on, so that it does not hold up the act for ever."""
        pending = await self._services.evidence.pending(int(subject))
        reason = self._fetching.reason_to_give_up(pending) if pending else None
        return await self.record(subject, reason)

    async def _redraw(self, pending: PendingEvidence, result: str | RefusalReason) -> list[Call]:
        """Tell the author of a refusal; whoever waits at the review sees that a gap is gone."""
        calls: list[Call] = []
        for person in await self._services.participants.doing(pending.inspection, pending.author):
            if isinstance(result, RefusalReason) and person.id == pending.author:
                calls += await self._warn(person, pending.requirement, result)
            else:
                calls += await self._redraw_review(person, pending.inspection)
        return calls

    async def _warn(self, person: Person, requirement: str, reason: RefusalReason) -> list[Call]:
        conversation = await self._open_conversation(person)
        with speaking(person.language):
            words = refused_note(requirement, reason)
            return calls_for_chat(person.id, [(await conversation.draw()).warning(words)])

    async def _redraw_review(self, person: Person, inspection: InspectionId) -> list[Call]:
        conversation = await self._open_conversation(person)
        place = conversation.place
        if place.data.get("inspection") != inspection or not place.at(Filling.review):
            return []
        with speaking(person.language):
            message = await self._showing(person.id, inspection)
            if message is None:
                return []
            return calls_for_chat(person.id, [await conversation.draw()], message or None)
