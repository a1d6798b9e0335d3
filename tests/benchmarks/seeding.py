"""Fills a fresh database with inspectors in mid-checklist, and with some who only need an act."""

from datetime import UTC, datetime
from pathlib import Path

from bot.app.stores import open_stores
from bot.domain.checklist import Checklist, HeaderField
from bot.domain.inspection import InspectionId
from bot.domain.language import Language
from bot.domain.people import Person, PersonId, Role
from bot.services.stores import InspectionStore
from bot.settings import Settings
from tests.benchmarks.phones import MESSAGE
from tests.documents.samples import HEADER, make_answers, official_checklists

FORM = "digital_miners"
STARTS = 4
"""Phones begin at the first, second, third or fourth requirement."""


async def seed(folder: Path, drafts: int, complete: int) -> None:
    """Open `drafts` inspections, then `complete` ones; number and chat are the same."""
    stores = await open_stores(Settings(_env_file=None, data_dir=folder))
    checklist = official_checklists()[FORM]
    try:
        async with stores.database.transaction():
            for number in range(1, drafts + complete + 1):
                person = _inspector(number)
                await stores.people.save(person)
                added = await stores.inspections.add(person.id, checklist, _now())
                assert added == number
                await _fill(stores.inspections, added, checklist, complete=number > drafts)
                await stores.screens.open(number, MESSAGE, added, None)
    finally:
        await stores.database.close()


def presses(drafts: int) -> dict[str, str]:
    """What each phone in mid-checklist presses first: a question."""
    return {str(chat): f"q:{chat}:{chat % STARTS + 1}" for chat in range(1, drafts + 1)}


def prints(drafts: int, complete: int) -> dict[str, str]:
    """What those press who need an act."""
    version = len(HeaderField) + len(official_checklists()[FORM].requirements)
    chats = range(drafts + 1, drafts + complete + 1)
    return {str(chat): f"p:{chat}:{version}:{Language.KAZAKH}" for chat in chats}


def _inspector(number: int) -> Person:
    return Person(
        PersonId(number),
        Language.KAZAKH,
        role=Role.INSPECTOR,
        full_name=f"Әбілқасымова Гүлнұр {number}",
        position="бас сарапшы",
        state_body=HEADER.state_body,
    )


async def _fill(
    inspections: InspectionStore, number: InspectionId, checklist: Checklist, *, complete: bool
) -> None:
    for name in HeaderField:
        await inspections.set_header(number, name, HEADER.value(name) or "", _now())
    if complete:
        for answer in make_answers(checklist, violations=False).values():
            first = type(answer)(answer.requirement, answer.verdict, answer.alternative, version=1)
            await inspections.save_answer(number, first, PersonId(number), _now())


def _now() -> datetime:
    return datetime.now(UTC)
