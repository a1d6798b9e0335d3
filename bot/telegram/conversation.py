"""One person's conversation: where it is, and how its screen is drawn at any moment.

Every screen can be drawn from the place alone. That is why a change of language, a restart or an
old button all end in the same thing: the open screen, as things stand now.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from aiogram.fsm.storage.base import StorageKey

from bot.domain.checklist import HeaderField
from bot.domain.errors import InspectionClosed, ScreenIsStale, UnknownAct, UnknownInspection
from bot.domain.inspection import Inspection, InspectionId
from bot.domain.people import Person
from bot.services.acts import Acts
from bot.services.doorkeeper import Doorkeeper
from bot.services.evidence import EvidenceRoom
from bot.services.inspections import Inspections
from bot.services.people import People
from bot.services.ports import Clock
from bot.services.proceedings import Proceedings
from bot.services.submissions import Submissions
from bot.services.verification import Verification
from bot.telegram import places
from bot.telegram.places import HOME, Place
from bot.telegram.reply import Screen
from bot.telegram.screens.acts import progress_screen, supervisors_screen
from bot.telegram.screens.circumstances import circumstance_screen, circumstances_screen
from bot.telegram.screens.elimination import elimination_screen
from bot.telegram.screens.header import header_screen, known_subject_screen
from bot.telegram.screens.home import home_screen
from bot.telegram.screens.people import introduction_screen
from bot.telegram.screens.question import question_screen, reason_screen, violation_screen
from bot.telegram.screens.review import act_language_screen, review_screen
from bot.telegram.screens.verification import verifying_screen
from bot.telegram.states import Filling, Introducing, Submitting, Verifying


class Places(Protocol):
    """Keeps the place of each conversation."""

    async def place(self, key: StorageKey) -> tuple[str | None, dict[str, Any]]:
        """Read state and data at once."""
        ...

    async def move(self, key: StorageKey, state: str | None, data: Mapping[str, Any]) -> None:
        """Change state and data at once."""
        ...


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases that conversations need."""

    people: People
    inspections: Inspections
    evidence: EvidenceRoom
    acts: Acts
    proceedings: Proceedings
    verification: Verification
    submissions: Submissions
    doorkeeper: Doorkeeper
    clock: Clock


class Conversation:
    """Knows the person and the place, and draws the screen that belongs there."""

    def __init__(
        self, person: Person, key: StorageKey, place: Place, places: Places, services: Services
    ) -> None:
        self.person = person
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
        if inspection.answered == 0 and (missing := inspection.header.missing()):
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

    async def after_check(self) -> Screen:
        """Return to where the conversation was before something was checked."""
        return await self.go(self.place.former)

    async def _draw(self, inspection: Inspection | None) -> Screen:
        if self.place.state is None:
            return await self._draw_home()
        if self.place.at(*places.PROFILE_STEPS):
            return introduction_screen(self.place.state, self.person)
        if self.place.at(Submitting.choosing, Submitting.sent):
            return await self._draw_submission()
        if self.place.at(Verifying.waiting):
            return verifying_screen(is_under_way=self.place.awaited is not None)
        draft = inspection or await self.services.inspections.draft(
            self.person.id, self.place.inspection
        )
        return await self._DRAWERS[self.place.state](self, draft)

    async def _draw_home(self) -> Screen:
        if not self.person.introduced:
            return await self.go(places.introducing(Introducing.full_name))
        drafts = await self.services.inspections.drafts(self.person.id)
        return home_screen(self.person, len(drafts))

    async def _draw_submission(self) -> Screen:
        submissions = self.services.submissions
        act = await submissions.own_act(self.person, self.place.act)
        if self.place.at(Submitting.sent):
            return progress_screen(act, await submissions.progress(self.place.act))
        supervisors = await self.services.people.supervisors_for(self.person.id)
        return supervisors_screen(act, supervisors, self.place.chosen)

    async def _draw_header(self, draft: Inspection) -> Screen:
        return header_screen(draft, self.place.header_field, self.person)

    async def _draw_known_subject(self, draft: Inspection) -> Screen:
        subject = await self.services.inspections.known_subject(draft)
        if subject is None:
            return await self.after_header(draft, HeaderField.SUBJECT_NUMBER)
        return known_subject_screen(draft, subject)

    async def _draw_question(self, draft: Inspection) -> Screen:
        return question_screen(draft, self.place.requirement, self.place.undoable)

    async def _draw_violation(self, draft: Inspection) -> Screen:
        return violation_screen(draft, self.place.requirement)

    async def _draw_reason(self, draft: Inspection) -> Screen:
        return reason_screen(draft, self.place.requirement)

    async def _draw_review(self, draft: Inspection) -> Screen:
        return review_screen(draft, self.place.undoable)

    async def _draw_language(self, draft: Inspection) -> Screen:
        return act_language_screen(draft)

    async def _draw_circumstances(self, draft: Inspection) -> Screen:
        return circumstances_screen(draft, self.services.clock.local)

    async def _draw_circumstance(self, draft: Inspection) -> Screen:
        return circumstance_screen(draft, self.place.circumstance, self.services.clock.local)

    async def _draw_elimination(self, draft: Inspection) -> Screen:
        today = self.services.inspections.today()
        return elimination_screen(draft, self.place.requirement, today)

    _DRAWERS: Mapping[str | None, Callable[["Conversation", Inspection], Awaitable[Screen]]] = {
        Filling.header.state: _draw_header,
        Filling.known_subject.state: _draw_known_subject,
        Filling.question.state: _draw_question,
        Filling.violation.state: _draw_violation,
        Filling.reason.state: _draw_reason,
        Filling.circumstances.state: _draw_circumstances,
        Filling.circumstance.state: _draw_circumstance,
        Filling.elimination.state: _draw_elimination,
        Filling.review.state: _draw_review,
        Filling.language.state: _draw_language,
    }
