"""Printing documents and keeping the files, outside of any update's transaction."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.act import ActId, DocumentKind, Edition
from bot.domain.errors import UnknownAct
from bot.domain.people import Person, Role
from bot.services.acts import ACT_FOLDER, ACT_SUFFIX, FinishedAct
from bot.services.ports import Files, Transactions, Workshop
from bot.telegram.conversation import Services

StoredFile = Callable[[str, str], str]
"""Refers to a file on disk, to be sent under a name."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A document of an act in one edition, safely on disk."""

    act: FinishedAct
    kind: DocumentKind
    edition: Edition
    sha256: str


class Press:
    """Prints a document in an edition, once; later orders get the same file."""

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

    async def print(
        self, act: ActId, kind: DocumentKind, edition: Edition | None = None
    ) -> Printed:
        """Print a document in an edition, or in that of the act."""
        acts = self._services.acts
        async with self._transactions.transaction():
            found = await self.read(act)
            wanted = edition or found.record.edition
            sha256 = await acts.printed(act, kind, wanted)
        if sha256 is None:
            link = f"https://t.me/{self._bot_username}?start=v_{found.record.code}"
            content = acts.content(found, wanted)
            document = await self._workshop.render(kind, content, wanted, link)
            sha256 = await self._files.keep(ACT_FOLDER, document, ACT_SUFFIX)
        return Printed(found, kind, wanted, sha256)

    async def print_all(self, act: ActId) -> list[Printed]:
        """Print all documents of an act in its own edition."""
        first = await self.print(act, DocumentKind.ACT)
        others = [kind for kind in first.act.documents if kind is not DocumentKind.ACT]
        return [first, *[await self.print(act, kind) for kind in others]]

    async def read(self, act: ActId) -> FinishedAct:
        """Read an act, in the present transaction."""
        return await self._services.acts.read(await self._services.acts.record(act))

    async def may_see(self, person: Person, act: ActId) -> bool:
        """Say whether somebody may see an act now: a role may have been taken away meanwhile."""
        try:
            await self._services.acts.get(person, act)
        except UnknownAct:
            return False
        return person.may(Role.INSPECTOR)

    async def keep(self, printed: Printed) -> str:
        """Note which file was printed, and refer to it; runs in the transaction that sends it."""
        record = printed.act.record
        acts = self._services.acts
        if await acts.printed(record.id, printed.kind, printed.edition) is None:
            await acts.keep_print(record, printed.kind, printed.edition, printed.sha256)
        path = self._files.path(ACT_FOLDER, printed.sha256, ACT_SUFFIX)
        return self._stored_file(path, record.number.file_name(printed.edition, printed.kind))
