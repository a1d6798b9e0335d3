"""Every state, action and part: what the services do is what `bot/domain/README.md` tells."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product

import pytest
import pytest_asyncio

from bot.domain.act import ActId, Edition
from bot.domain.checklist import HeaderField, Verdict
from bot.domain.errors import (
    BrokenRule,
    InspectionClosed,
    NotAllowed,
    NotLeading,
    NotNow,
    NotReplaceable,
    ScreenIsStale,
    UnknownAct,
    UnknownInspection,
)
from bot.domain.inspection import Inspection, InspectionId, InspectionStatus
from bot.domain.language import Language
from bot.domain.people import Person, PersonId, Role
from bot.domain.transitions import Action, Part, next_status
from bot.telegram.conversation import Services
from tests import transitions
from tests.direct import DirectOffice, staffed
from tests.office import services_of

LEADER, COLLEAGUE = PersonId(1002), PersonId(1005)
SUPERVISOR, ADMINISTRATOR = PersonId(1003), PersonId(1001)
FOREIGN_INSPECTOR, FOREIGN_SUPERVISOR = PersonId(1901), PersonId(1902)
PEOPLE = {
    Part.LEADER: LEADER,
    Part.COLLEAGUE: COLLEAGUE,
    Part.SUPERVISOR: SUPERVISOR,
    Part.ADMINISTRATOR: ADMINISTRATOR,
}
REFUSALS: dict[str, tuple[type[BrokenRule], ...]] = {
    "nobody": (UnknownAct, UnknownInspection),
    transitions.NOT_ALLOWED: (NotAllowed, NotLeading, UnknownInspection, UnknownAct),
    transitions.NOT_NOW: (NotNow, InspectionClosed, ScreenIsStale, NotReplaceable),
}
"""With which words a service refuses; who only decides is not told of drafts."""


class TakenBack(Exception):
    """Ends a transaction of which nothing is to stay."""


@dataclass
class Case:
    """An office in which one inspection has an act that was sent to a supervisor."""

    office: DirectOffice
    services: Services
    inspection: InspectionId
    act: ActId
    draft: InspectionId

    async def person(self, who: PersonId) -> Person:
        """Read somebody."""
        found = await self.services.people.get(who)
        assert found is not None
        return found

    async def status(self, inspection: InspectionId) -> str:
        """Read the present state."""
        found = await self.office.stores.inspections.get(inspection)
        assert found is not None
        return found.status

    async def force(self, inspection: InspectionId, status: InspectionStatus) -> None:
        """Put an inspection into a state, however it got there."""
        await self.office.stores.database.rows(
            "UPDATE inspection SET status = ? WHERE id = ?", (status, inspection)
        )

    @asynccontextmanager
    async def undone(self) -> AsyncIterator[None]:
        """A transaction of which nothing stays."""
        with suppress(TakenBack):
            async with self.office.stores.database.transaction():
                yield
                _take_back()


def _take_back() -> None:
    raise TakenBack


Attempt = Callable[[Case, Person], Awaitable[object]]


async def fill(services: Services, leader: Person) -> Inspection:
    """A draft that could be finished, with a co-inspector."""
    draft = await services.inspections.begin(leader, "digital_mining_pools")
    typed = ("Департамент", "17", "05.03.2026", "Қуат", "500640000015", "Астана")
    for name, value in zip(HeaderField, typed, strict=True):
        await services.inspections.type_header(leader.id, draft.id, name, value)
    for number in draft.checklist.numbers:
        await services.inspections.answer(leader.id, draft.id, number, 0, Verdict.COMPLIES)
    await services.participants.add(leader.id, draft.id, COLLEAGUE)
    return await services.inspections.draft(leader.id, draft.id)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def case(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Case]:
    """The office of all combinations; each of them is undone."""
    office = await staffed(tmp_path_factory.mktemp("transitions") / "data")
    services = services_of(office.app)
    async with office.stores.database.transaction():
        leader = await services.people.get(LEADER)
        assert leader is not None
        for who, role in (
            (FOREIGN_INSPECTOR, Role.INSPECTOR),
            (FOREIGN_SUPERVISOR, Role.SUPERVISOR),
        ):
            await office.stores.people.save(Person(who, Language.KAZAKH, role=role))
        filled = await fill(services, leader)
        act = await services.acts.finish(leader, filled.id, filled.version, Edition.KAZAKH)
        await office.stores.submissions.queue(act.record.id, SUPERVISOR, datetime.now(UTC))
        draft = await fill(services, leader)
        yielded = Case(office, services, filled.id, act.record.id, draft.id)
    yield yielded
    await office.crash()


async def _answer(case: Case, person: Person) -> object:
    number = "1"
    found = await case.office.stores.inspections.get(case.draft)
    assert found is not None
    return await case.services.inspections.answer(
        person.id, case.draft, number, found.answer(number).version, Verdict.VIOLATES
    )


async def _finish(case: Case, person: Person) -> object:
    found = await case.office.stores.inspections.get(case.draft)
    assert found is not None
    return await case.services.acts.finish(person, case.draft, found.version, Edition.KAZAKH)


async def _ask(case: Case, person: Person) -> object:
    return await case.services.corrections.ask(person, case.act, "қате")


async def _decline(case: Case, person: Person) -> object:
    await case.office.stores.database.rows(
        "INSERT INTO review (act, step, author, said_at)"
        " VALUES (?, 'correction_asked', ?, '2026-01-02T00:00:00+00:00')",
        (case.act, LEADER),
    )
    return await case.services.corrections.decline(person, case.act)


ON_DRAFTS: dict[Action, Attempt] = {
    Action.ANSWER: _answer,
    Action.FINISH: _finish,
    Action.CANCEL: lambda case, person: case.services.inspections.cancel(person.id, case.draft),
    Action.RESTORE: lambda case, person: case.services.inspections.restore(person.id, case.draft),
}
ON_ACTS: dict[Action, Attempt] = {
    Action.SUBMIT: lambda case, person: case.services.submissions.submit(
        person, case.act, [SUPERVISOR]
    ),
    Action.WITHDRAW: lambda case, person: case.services.reviews.withdraw(person, case.act),
    Action.ACCEPT: lambda case, person: case.services.reviews.accept(person, case.act),
    Action.RETURN: lambda case, person: case.services.reviews.send_back(person, case.act, ["1"]),
    Action.CORRECT: lambda case, person: case.services.corrections.begin(person, case.act, "қате"),
    Action.ASK_CORRECTION: _ask,
    Action.DECLINE_CORRECTION: _decline,
    Action.UNLOCK: lambda case, person: case.services.corrections.unlock(person, case.act, "қате"),
}
ATTEMPTS = {**ON_DRAFTS, **ON_ACTS}


async def _outcome(attempt: Awaitable[object]) -> str:
    """Which kind of refusal there was; empty when it was done."""
    try:
        await attempt
    except BrokenRule as error:
        kinds = [kind for kind, errors in REFUSALS.items() if type(error) in errors]
        return " or ".join(kinds) or repr(error)
    return ""


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("action", ATTEMPTS)
async def test_the_services_do_what_the_table_says(case: Case, action: Action) -> None:
    """In each state, for each part: done with the state that follows, or refused without change."""
    inspection = case.draft if action in ON_DRAFTS else case.inspection
    for status, part in product(InspectionStatus, Part):
        told = transitions.outcome(status, action, part)
        async with case.undone():
            await case.force(inspection, status)
            refused = await _outcome(ATTEMPTS[action](case, await case.person(PEOPLE[part])))
            after = await case.status(inspection)
        where = f"{action} by {part} in {status}"
        if refused:
            assert told in refused, f"{where}: {refused}, not {told}"
            assert after == status, f"{where}: refused, and still changed"
        else:
            assert told == f"**{after}**", f"{where}: {after}, not {told}"


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("action", ATTEMPTS)
@pytest.mark.parametrize("who", [FOREIGN_INSPECTOR, FOREIGN_SUPERVISOR])
async def test_everybody_else_learns_nothing(case: Case, action: Action, who: PersonId) -> None:
    """Who takes no part is told in each state that there is no such thing."""
    inspection = case.draft if action in ON_DRAFTS else case.inspection
    for status in InspectionStatus:
        async with case.undone():
            await case.force(inspection, status)
            refused = await _outcome(ATTEMPTS[action](case, await case.person(who)))
            after = await case.status(inspection)
        assert "nobody" in refused, f"{action} in {status}: {refused}"
        assert after == status


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("status", InspectionStatus)
async def test_a_finished_correction_supersedes_only_what_can_be(
    case: Case, status: InspectionStatus
) -> None:
    """The act below a correction may have been submitted meanwhile: then nothing is finished."""
    told = transitions.outcome(status, Action.SUPERSEDE, Part.LEADER)
    async with case.undone():
        leader = await case.person(LEADER)
        draft = await case.services.corrections.begin(leader, case.act, "қате")
        await case.force(case.inspection, status)
        refused = await _outcome(
            case.services.acts.finish(leader, draft.id, draft.version, Edition.KAZAKH)
        )
        after = await case.status(case.inspection)
        corrected = await case.status(draft.id)
    if refused:
        assert told in refused
        assert (after, corrected) == (status, InspectionStatus.DRAFT)
    else:
        assert told == f"**{after}**"
        assert corrected == InspectionStatus.FINISHED


def test_the_document_tells_what_the_code_does() -> None:
    """`python -m tests.transitions --write` renews the tables."""
    assert transitions.is_up_to_date()


def test_every_action_leads_somewhere_and_is_tried() -> None:
    """No action that nobody may do, none that these tests forget."""
    assert set(ATTEMPTS) | {Action.SUPERSEDE} == set(Action)
    for action in Action:
        done = [
            (status, part)
            for status, part in product(InspectionStatus, Part)
            if transitions.outcome(status, action, part).startswith("**")
        ]
        assert done, action
    assert next_status(InspectionStatus.SUBMITTED, Action.ACCEPT, Part.SUPERVISOR) == "accepted"
