"""The use cases, on top of the agency's data."""

from bot.app.stores import Stores
from bot.domain.people import PersonId
from bot.services.act_contents import ActContents
from bot.services.acts import Acts
from bot.services.corrections import Corrections
from bot.services.deadlines import Deadlines
from bot.services.doorkeeper import Doorkeeper
from bot.services.evidence import EvidenceRoom
from bot.services.inspections import Inspections
from bot.services.participants import Participants
from bot.services.people import People
from bot.services.ports import Clock
from bot.services.proceedings import Proceedings
from bot.services.proofs import ProofRoom
from bot.services.reminders import Reminders
from bot.services.reviews import Reviews
from bot.services.submissions import Submissions
from bot.services.succession import Succession
from bot.services.verification import Verification
from bot.settings import Settings
from bot.telegram.conversation import Services


def create_services(stores: Stores, settings: Settings, clock: Clock) -> Services:
    """Hand every use case what it needs."""
    audit, jobs = stores.audit, stores.outbox
    admins = [PersonId(number) for number in settings.admin_ids]
    people = People(stores.people, audit, clock, admins, settings.default_language)
    reminders = Reminders(stores.reminders, stores.people, audit, jobs, clock)
    inspections = Inspections(stores.inspections, stores.checklists, audit, clock)
    contents = ActContents(stores.files, clock, is_draft_form=settings.draft_form)
    deadlines = _deadlines(stores, reminders, clock)
    acts = _acts(stores, inspections, contents, deadlines, clock)
    reviews = Reviews(
        acts, people, stores.reviews, stores.submissions, stores.inspections, audit, jobs, clock
    )
    return Services(
        people=people,
        succession=Succession(people, stores.succession, reminders, audit, clock),
        inspections=inspections,
        participants=Participants(inspections, stores.inspections, stores.people, audit, clock),
        evidence=EvidenceRoom(inspections, stores.inspections, stores.inspections, audit, jobs),
        acts=acts,
        proceedings=Proceedings(inspections, stores.proceedings, audit, clock),
        verification=Verification(stores.acts, jobs),
        submissions=_submissions(stores, acts, people, reminders, clock),
        reviews=reviews,
        corrections=_corrections(stores, acts, reviews, people, clock),
        deadlines=deadlines,
        proofs=ProofRoom(stores.deadlines, stores.inspections, audit, jobs, clock),
        reminders=reminders,
        doorkeeper=Doorkeeper(people, stores.outsiders, audit, clock),
        clock=clock,
    )


def _deadlines(stores: Stores, reminders: Reminders, clock: Clock) -> Deadlines:
    return Deadlines(
        stores.deadlines,
        stores.acts,
        stores.inspections,
        stores.submissions,
        stores.audit,
        stores.outbox,
        clock,
        reminders,
    )


def _acts(
    stores: Stores,
    inspections: Inspections,
    contents: ActContents,
    deadlines: Deadlines,
    clock: Clock,
) -> Acts:
    return Acts(
        inspections,
        stores.inspections,
        stores.acts,
        stores.submissions,
        contents,
        stores.audit,
        stores.outbox,
        clock,
        corrections=stores.corrections,
        deadlines=deadlines,
    )


def _submissions(
    stores: Stores, acts: Acts, people: People, reminders: Reminders, clock: Clock
) -> Submissions:
    return Submissions(
        acts,
        people,
        stores.submissions,
        stores.reviews,
        stores.inspections,
        stores.audit,
        stores.outbox,
        clock,
        reminders=reminders,
    )


def _corrections(
    stores: Stores, acts: Acts, reviews: Reviews, people: People, clock: Clock
) -> Corrections:
    return Corrections(
        acts,
        reviews,
        people,
        stores.audit,
        clock,
        store=stores.corrections,
        steps=stores.reviews,
        submissions=stores.submissions,
        inspections=stores.inspections,
    )
