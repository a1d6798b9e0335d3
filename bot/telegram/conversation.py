"""One person's conversation: where it is, and how its screen is drawn at any moment.

Every screen can be drawn from the place alone. That is why a change of language, a restart or an
old button all end in the same thing: the open screen, as things stand now.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from aiogram.fsm.storage.base import StorageKey

from bot.domain.checklist import HeaderField
from bot.domain.errors import (
    BrokenRule,
    InspectionClosed,
    ScreenIsStale,
    UnknownAct,
    UnknownInspection,
)
from bot.domain.inspection import Inspection, InspectionId
from bot.domain.people import Person, Role
from bot.domain.transitions import Action
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
from bot.telegram import places
from bot.telegram.correcting import CORRECTING, draw_correcting
from bot.telegram.drafting import draw_draft
from bot.telegram.places import HOME, Place
from bot.telegram.reply import Screen
from bot.telegram.screens.deadlines import deadline_screen
from bot.telegram.screens.home import home_screen
from bot.telegram.screens.people import found_screen, search_screen
from bot.telegram.screens.profile import STEPS, introduction_screen
from bot.telegram.screens.returning import objection_of, returning_screen
from bot.telegram.screens.settings import Settings, settings_screen
from bot.telegram.screens.settling import settling_screen
from bot.telegram.screens.submission import progress_screen, supervisors_screen
from bot.telegram.screens.verification import verifying_screen
from bot.telegram.states import (
    Adjusting,
    Reviewing,
    Searching,
    Settling,
    Submitting,
    Verifying,
)


class Places(Protocol):
    """Keeps the place of each conversation."""

    async def place(
        self, key: StorageKey, pressed: int = 0
    ) -> tuple[str | None, dict[str, Any], bool]:
        """Read state and data at once, and whether the message pressed was ever a screen."""
        ...

    async def move(self, key: StorageKey, state: str | None, data: Mapping[str, Any]) -> None:
        """Change state and data at once."""
        ...


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases that conversations need."""

    people: People
    succession: Succession
    inspections: Inspections
    participants: Participants
    evidence: EvidenceRoom
    acts: Acts
    corrections: Corrections
    proceedings: Proceedings
    verification: Verification
    submissions: Submissions
    reviews: Reviews
    reminders: Reminders
    deadlines: Deadlines
    proofs: ProofRoom
    doorkeeper: Doorkeeper
    clock: Clock


class Conversation:
    """Knows the person and the place, and draws the screen that belongs there.

    `on_screen`: a press came from a screen, which the next one takes the place of. Notices stay.
    """

    def __init__(
        self,
        person: Person,
        key: StorageKey,
        place: Place,
        places: Places,
        services: Services,
        telegram_name: str | None = None,
        *,
        on_screen: bool = True,
    ) -> None:
        self.person = person
        self.on_screen = on_screen
        self.telegram_name = telegram_name
        self.key = key
        self.place = place
        self.services = services
        self._places = places

    async def go(self, place: Place, inspection: Inspection | None = None) -> Screen:
        """Move to a place and draw it; `inspection` spares reading it again."""
        if place != self.place:
            await self._places.move(self.key, place.state, place.data)
            self.place = place
        return await self.draw(inspection)

    async def draw(self, inspection: Inspection | None = None) -> Screen:
        """Draw the present place; when it is gone (cancelled, finished), home."""
        try:
            return await self._draw(inspection)
        except (InspectionClosed, UnknownInspection, UnknownAct, ScreenIsStale, KeyError):
            return await self.go(HOME)

    def is_open(self, inspection: InspectionId, requirement: str) -> bool:
        """Say whether this requirement is the one that is open."""
        data = self.place.data
        return (data.get("inspection"), data.get("requirement")) == (inspection, requirement)

    async def onward(self, inspection: Inspection, after: str) -> Screen:
        """Go to the next open requirement after this one, or to the review."""
        following = inspection.next_open(after)
        if following is None:
            return await self.go(places.review(inspection.id, undo=after), inspection)
        place = places.question(inspection.id, following, undo=after)
        return await self.go(place, inspection)

    async def resume(self, inspection: Inspection) -> Screen:
        """Go to where an inspection stands: its first gap, or the review."""
        missing = inspection.header.missing() if inspection.is_led_by(self.person.id) else ()
        if inspection.answered == 0 and missing:
            return await self.go(places.header(inspection.id, missing[0]), inspection)
        if following := inspection.first_open():
            return await self.go(places.question(inspection.id, following), inspection)
        return await self.go(places.review(inspection.id), inspection)

    async def after_header(self, inspection: Inspection, name: HeaderField) -> Screen:
        """Go to the next empty field of the header after this one, or on to the requirements."""
        fields = list(HeaderField)
        ahead = fields[fields.index(name) + 1 :]
        empty = [each for each in ahead if inspection.header.value(each) is None]
        if empty:
            return await self.go(places.header(inspection.id, empty[0]), inspection)
        if following := inspection.first_open():
            return await self.go(places.question(inspection.id, following), inspection)
        return await self.go(places.review(inspection.id), inspection)

    async def waiting(self) -> int:
        """Count the acts that wait for this person's decision."""
        if not self.person.may(Role.SUPERVISOR):
            return 0
        return await self.services.reviews.count_waiting(self.person.id)

    async def after_check(self) -> Screen:
        """Return to where the conversation was before something was checked."""
        return await self.go(self.place.former)

    async def introduce(self, suggestions: Mapping[str, str]) -> Screen:
        """Ask for the first field of the profile that is missing, with suggestions."""
        missing = [name for name in STEPS if getattr(self.person, name) is None]
        named = {"full_name": self.telegram_name} if self.telegram_name else {}
        return await self.go(places.introducing(STEPS[missing[0]], {**named, **suggestions}))

    async def _draw(self, inspection: Inspection | None) -> Screen:
        dialog = self._DIALOGS.get(self.place.state)
        if dialog is not None:
            return await dialog(self)
        draft = inspection or await self.services.inspections.draft(
            self.person.id, self.place.inspection
        )
        return await draw_draft(self, draft)

    async def _draw_home(self) -> Screen:
        if not self.person.introduced:
            return await self.introduce({})
        drafts = await self.services.inspections.drafts(self.person.id)
        return home_screen(self.person, len(drafts), await self.waiting())

    async def _draw_introduction(self) -> Screen:
        return introduction_screen(self.place.state, self.person, self.place.suggestions)

    async def _draw_check(self) -> Screen:
        return verifying_screen(is_under_way=self.place.awaited is not None)

    async def _draw_search(self) -> Screen:
        if not self.person.may(Role.ADMIN):  # the role was taken away in the middle of it
            return await self.go(self.place.former)
        if self.place.sought is None:
            return search_screen()
        found = await self.services.people.staff(self.person, self.place.sought)
        return found_screen(found, self.place, self.services.clock)

    async def _draw_settings(self) -> Screen:
        reminders, now = self.services.reminders, self.services.clock.now()
        settings = await reminders.settings(self.person.id)
        return settings_screen(
            Settings(
                local=now.astimezone(await reminders.zone(self.person.id)),
                is_own_zone=settings.time_zone is not None,
                digest_at=settings.digest_at,
                may_have_digest=self.person.may(Role.SUPERVISOR),
            )
        )

    async def _draw_settling(self) -> Screen:
        deadlines, place = self.services.deadlines, self.place
        order = await deadlines.of_act(self.person, place.act)
        deadline = order.deadline(place.requirement)
        if order.is_in_force and deadline.version == place.version:
            return settling_screen(place, order, self.person.id, deadlines.today())
        await self.go(place.former)  # somebody else has decided meanwhile
        return deadline_screen(order, deadline, deadlines.today(), self.services.clock.local)

    async def _draw_submission(self) -> Screen:
        submissions = self.services.submissions
        act = await submissions.own_act(self.person, self.place.act)
        if self.place.at(Submitting.sent):
            return progress_screen(act, await submissions.progress(self.place.act))
        supervisors = await submissions.supervisors(self.person, act)
        return supervisors_screen(act, self.person, supervisors, self.place.chosen)

    async def _draw_returning(self) -> Screen:
        reviews, act = self.services.reviews, self.place.act
        try:
            found = await reviews.check(self.person, act, Action.RETURN)
        except BrokenRule:  # somebody else has decided, or it was withdrawn
            return await self.go(self.place.former)
        return returning_screen(found, objection_of(self.place))

    _DIALOGS: Mapping[str | None, Callable[["Conversation"], Awaitable[Screen]]] = {
        None: _draw_home,
        **dict.fromkeys((state.state for state in places.PROFILE_STEPS), _draw_introduction),
        Searching.people.state: _draw_search,
        Submitting.choosing.state: _draw_submission,
        Submitting.sent.state: _draw_submission,
        Adjusting.reminders.state: _draw_settings,
        Settling.proof.state: _draw_settling,
        Settling.extension.state: _draw_settling,
        Settling.failure.state: _draw_settling,
        Reviewing.returning.state: _draw_returning,
        **dict.fromkeys((state.state for state in CORRECTING), draw_correcting),
        Verifying.waiting.state: _draw_check,
    }
