"""Long work for conversations: printing acts, fetching files, bringing acts to supervisors.

The work itself runs outside of any transaction and may run again after a crash; `record` keeps its
result and says what the result means, in one transaction.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.domain.act import ActId
from bot.domain.evidence import MAX_FILE_BYTES, EvidenceRefused, RefusalReason
from bot.domain.inspection import InspectionId
from bot.domain.language import Language
from bot.domain.people import Person, PersonId
from bot.i18n import speaking
from bot.services.acts import ACT_FOLDER, ACT_SUFFIX, FinishedAct
from bot.services.evidence import keep_file
from bot.services.people import People
from bot.services.ports import Files, Transactions, Workshop
from bot.services.stores import PendingEvidence
from bot.services.submissions import Submissions
from bot.telegram.conversation import Conversation, Services
from bot.telegram.listeners import SUBMISSION_TOPIC, SubmissionListener
from bot.telegram.reply import Call, Notice, calls_for_chat
from bot.telegram.screens.acts import act_document, not_printed_notice, submitted_document
from bot.telegram.screens.evidence import refused_note
from bot.telegram.states import Filling

Download = Callable[[str, int], Awaitable[bytes]]
"""Fetches a file by its id, cut after so many bytes; raises `EvidenceRefused`."""
StoredFile = Callable[[str, str], str]
"""Refers to a file on disk, to be sent under a name."""
OpenConversation = Callable[[Person], Awaitable[Conversation]]
Showing = Callable[[int, InspectionId], Awaitable[int | None]]
"""Tells the open screen of a chat if it shows this inspection."""


@dataclass(frozen=True, slots=True)
class Printed:
    """An act in one language, safely on disk."""

    act: FinishedAct
    language: Language
    sha256: str


@dataclass(frozen=True, slots=True)
class NotPrinted:
    """The outcome of a delivery whose act could not be printed."""

    result: None = None
    failure: str = "the act could not be printed"


class Press:
    """Prints an act in a language, once; later orders get the same file."""

    def __init__(
        self,
        transactions: Transactions,
        services: Services,
        files: Files,
        workshop: Workshop,
        stored_file: StoredFile,
        bot_username: str,
    ) -> None:
        self._transactions = transactions
        self._services = services
        self._files = files
        self._workshop = workshop
        self._stored_file = stored_file
        self._bot_username = bot_username

    async def print(self, act: ActId, language: Language | None) -> Printed:
        """Print an act in a language, or in its own."""
        acts = self._services.acts
        async with self._transactions.transaction():
            found = await self.read(act)
            wanted = language or found.record.original_language
            sha256 = await acts.printed(act, wanted)
        if sha256 is None:
            link = f"https://t.me/{self._bot_username}?start=v_{found.record.code}"
            document = await self._workshop.render_act(acts.content(found, wanted), link)
            sha256 = await self._files.keep(ACT_FOLDER, document, ACT_SUFFIX)
        return Printed(found, wanted, sha256)

    async def read(self, act: ActId) -> FinishedAct:
        """Read an act, in the present transaction."""
        return await self._services.acts.read(await self._services.acts.record(act))

    async def keep(self, printed: Printed) -> str:
        """Note which file was printed, and refer to it; runs in the transaction that sends it."""
        record = printed.act.record
        acts = self._services.acts
        if await acts.printed(record.id, printed.language) is None:
            await acts.keep_print(record, printed.language, printed.sha256)
        path = self._files.path(ACT_FOLDER, printed.sha256, ACT_SUFFIX)
        return self._stored_file(path, record.number.file_name(printed.language))


class PrintAct:
    """Prints an act for the person who asked; subject: `act:language:person`."""

    def __init__(self, press: Press, people: People) -> None:
        self._press = press
        self._people = people

    async def work(self, subject: str) -> Printed:
        """Print the act."""
        act, language, _person = subject.split(":")
        return await self._press.print(ActId(int(act)), Language(language))

    async def record(self, subject: str, result: Printed) -> list[Call]:
        """Send the file."""
        person = await self._people.get(PersonId(int(subject.split(":")[2])))
        document = await self._press.keep(result)
        if person is None:
            return []
        with speaking(person.language):
            return [Call(act_document(result.act, person.id, result.language, document))]

    async def give_up(self, subject: str) -> list[Call]:
        """Say that the act could not be printed."""
        act, _language, number = subject.split(":")
        person = await self._people.get(PersonId(int(number)))
        if person is None:
            return []
        found = await self._press.read(ActId(int(act)))
        with speaking(person.language):
            return calls_for_chat(person.id, [Notice(not_printed_notice(found))])


class DeliverAct:
    """Brings an act to a supervisor; subject: the submission's id."""

    def __init__(
        self,
        press: Press,
        people: People,
        submissions: Submissions,
        transactions: Transactions,
        listener: SubmissionListener,
    ) -> None:
        self._listener = listener
        self._press = press
        self._people = people
        self._submissions = submissions
        self._transactions = transactions

    async def work(self, subject: str) -> Printed | None:
        """Print the act, unless it is printed already."""
        async with self._transactions.transaction():
            submission = await self._submissions.get(int(subject))
        return await self._press.print(submission.act, None) if submission else None

    async def record(self, subject: str, result: Printed | None) -> list[Call]:
        """Send the file, and listen for what becomes of it."""
        submission = await self._submissions.get(int(subject))
        supervisor = await self._people.get(submission.supervisor) if submission else None
        if result is None or supervisor is None:
            return []
        document = await self._press.keep(result)
        with speaking(supervisor.language):
            method = submitted_document(result.act, supervisor.id, document)
        return [Call(method, SUBMISSION_TOPIC, subject)]

    async def give_up(self, subject: str) -> list[Call]:
        """Let the submission fail, so that the inspector hears of it."""
        return await self._listener(subject, NotPrinted())


class FetchEvidence:
    """Fetches a file from Telegram and keeps it; subject: the evidence's id."""

    def __init__(
        self,
        transactions: Transactions,
        services: Services,
        files: Files,
        workshop: Workshop,
        download: Download,
        open_conversation: OpenConversation,
        showing: Showing,
    ) -> None:
        self._transactions = transactions
        self._services = services
        self._files = files
        self._workshop = workshop
        self._download = download
        self._open_conversation = open_conversation
        self._showing = showing

    async def work(self, subject: str) -> str | RefusalReason | None:
        """Fetch, check and keep the file; its SHA-256, or why it is refused."""
        async with self._transactions.transaction():
            pending = await self._services.evidence.pending(int(subject))
        if pending is None:
            return None
        try:
            data = await self._download(pending.file_id, MAX_FILE_BYTES)
            if len(data) > MAX_FILE_BYTES:
                return RefusalReason.TOO_LARGE
            return await keep_file(pending, data, self._files, self._workshop)
        except EvidenceRefused as error:
            return error.reason

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
        return await self.record(subject, RefusalReason.DAMAGED)

    async def _redraw(self, pending: PendingEvidence, result: str | RefusalReason) -> list[Call]:
        person = await self._services.people.get(pending.author)
        if person is None:
            return []
        conversation = await self._open_conversation(person)
        with speaking(person.language):
            if isinstance(result, RefusalReason):
                words = refused_note(pending.requirement, result)
                return calls_for_chat(person.id, [(await conversation.draw()).warning(words)])
            place = conversation.place
            waiting = place.data.get("inspection") == pending.inspection
            if not (waiting and place.at(Filling.review)):
                return []
            message = await self._showing(person.id, pending.inspection)
            return (
                calls_for_chat(person.id, [await conversation.draw()], message) if message else []
            )
