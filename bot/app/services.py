"""The use cases, on top of the agency's data."""

from bot.app.stores import Stores
from bot.domain.people import PersonId
from bot.services.act_contents import ActContents
from bot.services.acts import Acts
from bot.services.doorkeeper import Doorkeeper
from bot.services.evidence import EvidenceRoom
from bot.services.inspections import Inspections
from bot.services.people import People
from bot.services.ports import Clock
from bot.services.proceedings import Proceedings
from bot.services.submissions import Submissions
from bot.services.verification import Verification
from bot.settings import Settings
from bot.telegram.conversation import Services


def create_services(stores: Stores, settings: Settings, clock: Clock) -> Services:
    """Hand every use case what it needs."""
    audit, jobs = stores.audit, stores.outbox
    admins = [PersonId(number) for number in settings.admin_ids]
    people = People(stores.people, audit, clock, admins, settings.default_language)
    inspections = Inspections(stores.inspections, stores.checklists, audit, clock)
    contents = ActContents(stores.files, clock, is_draft_form=settings.draft_form)
    acts = Acts(
        inspections,
        stores.inspections,
        stores.acts,
        stores.submissions,
        contents,
        audit,
        jobs,
        clock,
    )
    return Services(
        people=people,
        inspections=inspections,
        evidence=EvidenceRoom(inspections, stores.inspections, stores.inspections, audit, jobs),
        acts=acts,
        proceedings=Proceedings(inspections, stores.proceedings, audit, clock),
        verification=Verification(stores.acts, jobs),
        submissions=Submissions(
            acts, people, stores.submissions, stores.inspections, audit, jobs, clock
        ),
        doorkeeper=Doorkeeper(people, stores.outsiders, audit, clock),
        clock=clock,
    )
