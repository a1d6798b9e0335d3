"""Acts that are issued without a long walk through the dialog, to be checked afterwards."""

from datetime import timedelta

from bot.app.services import create_services
from bot.app.stores import Stores
from bot.clock import SystemClock
from bot.domain.act import ActId, Edition
from bot.domain.checklist import HeaderField, Severity, Verdict
from bot.domain.inspection import Inspection
from bot.domain.people import Person, PersonId
from bot.services.act_store import ActRecord
from bot.telegram.conversation import Services
from tests.office import BODY, Chat, Office
from tests.telegram.walking import ADDRESS, APPOINTMENT, BIN, POOLS, REMARK, SUBJECT

INSPECTOR = PersonId(1002)
TYPED = {
    HeaderField.STATE_BODY: BODY,
    HeaderField.APPOINTMENT_NUMBER: APPOINTMENT,
    HeaderField.APPOINTMENT_DATE: "05.03.2026",
    HeaderField.SUBJECT_NAME: SUBJECT,
    HeaderField.SUBJECT_NUMBER: BIN,
    HeaderField.ADDRESS: ADDRESS,
}


def stores_of(office: Office) -> Stores:
    """The data of the running bot."""
    stores = office.app.stores
    assert stores is not None
    return stores


def services_of(office: Office) -> Services:
    """The use cases of the running bot."""
    return create_services(
        stores_of(office), office.settings, SystemClock(office.settings.time_zone)
    )


async def inspector_of(office: Office) -> Person:
    """The inspector, as the bot knows him now."""
    found = await stores_of(office).people.get(INSPECTOR)
    assert found is not None
    return found


async def issue(
    office: Office, edition: Edition = Edition.ENGLISH, *, violated: bool = False
) -> Chat:
    """Let the inspector finish an inspection; the prints have arrived in the chat."""
    await office.hire("inspector")
    services = services_of(office)
    async with stores_of(office).database.transaction():
        inspector = await inspector_of(office)
        draft = await _filled(services, inspector, violated=violated)
        await services.acts.finish(inspector, draft.id, draft.version, edition)
    assert office.app.outbox is not None
    office.app.outbox.wake()
    await office.settle()
    return office.chat("inspector")


async def supersede(office: Office) -> ActRecord:
    """Issue a second revision of the first act, as a correction would."""
    stores = stores_of(office)
    async with stores.database.transaction():
        first = await stores.acts.get(ActId(1))
        assert first is not None
        official = await inspector_of(office)
        now = first.finished_at
        number = await stores.corrections.begin(first.inspection, official.id, "reason", now)
        revised = await stores.inspections.get(number) if number else None
        assert revised is not None
        return await stores.acts.add(
            revised, 2026, "B" * 22, first.edition, official, first.finished_at
        )


async def _filled(services: Services, inspector: Person, *, violated: bool) -> Inspection:
    inspections, who = services.inspections, inspector.id
    draft = await inspections.begin(inspector, POOLS)
    for name, typed in TYPED.items():
        await inspections.type_header(who, draft.id, name, typed)
    for number in draft.checklist.numbers:
        await inspections.answer(who, draft.id, number, 0, Verdict.COMPLIES)
    if violated:
        await _violate(services, inspector, draft)
    return await inspections.draft(who, draft.id)


async def _violate(services: Services, inspector: Person, draft: Inspection) -> None:
    who, number = inspector.id, draft.checklist.numbers[0]
    await services.inspections.answer(who, draft.id, number, 1, Verdict.VIOLATES)
    await services.inspections.remark(who, draft.id, number, REMARK)
    await services.proceedings.grade(who, draft.id, number, Severity.MINOR)
    due = services.inspections.today() + timedelta(days=10)
    await services.proceedings.set_due(who, draft.id, number, due)
