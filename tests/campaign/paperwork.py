"""The first and the last part of an inspection: the header before, the act and its way after."""

import re

from bot.demo.phones import Phones
from bot.domain.act import ActId, DocumentKind, Edition
from bot.domain.checklist import Checklist, HeaderField
from bot.domain.inspection import InspectionId
from bot.domain.people import PersonId
from bot.telegram import places
from bot.telegram.places import HOME, Place
from tests.campaign.expected import ExpectedAct, ExpectedInspection, ExpectedPerson
from tests.campaign.sight import Seen, Sight
from tests.office import BODY
from tests.telegram.walking import ADDRESS, BIN

NUMBER = re.compile(r"№ (\d{4}-\d{6})")


class Paperwork:
    """Begins, fills in, finishes and submits."""

    def __init__(
        self,
        phones: Phones,
        person: ExpectedPerson,
        sight: Sight,
        checklist: Checklist,
        supervisor: int,
    ) -> None:
        self.person = person
        self.sight = sight
        self._phones = phones
        self._checklist = checklist
        self._supervisor = supervisor

    def tap(self, screen: Seen, data: str) -> None:
        """Press a button, even if it has gone from the screen a moment ago."""
        self._act()
        self._phones.tap(self.person.key, screen.id, data, force=True)

    def type(self, text: str) -> None:
        """Write a message."""
        self._act()
        self._phones.send_text(self.person.key, text)

    def send_photo(self, content: bytes) -> int:
        """Send a photo and tell the number of the message."""
        self._act()
        return int(self._phones.send_photo(self.person.key, content)["message_id"])

    def stand(self, place: Place) -> None:
        """Note where the conversation must be after the next action."""
        self.person.place = place

    async def begin(self) -> ExpectedInspection:
        """Begin an inspection and come to its first empty field."""
        self.stand(HOME)
        self.type("/new")
        choice = f"n:{self._checklist.id}"
        screen, _found = await self.sight.see("checklists", lambda seen: seen.labels.get(choice))
        work = ExpectedInspection(self._checklist)
        self.person.inspections.append(work)
        self.tap(screen, choice)
        known = {each.id for each in self.person.inspections}
        _screen, work.id = await self.sight.see(
            "a new inspection", lambda seen: _new_inspection(seen, known)
        )
        self.stand(places.header(id_of(work), HeaderField.STATE_BODY))
        return work

    async def fill_header(self, work: ExpectedInspection) -> None:
        """Answer each field; a subject that was inspected before brings its address along."""
        number = f"{self.person.key}/{len(self.person.inspections)}"
        name = f"«{self.person.key}» ЖШС"
        await self._press(work, HeaderField.STATE_BODY, BODY, f"b:{work.id}")
        await self._type(work, HeaderField.APPOINTMENT_NUMBER, number)
        await self._press(work, HeaderField.APPOINTMENT_DATE, None, f"d:{work.id}:0")
        await self._type(work, HeaderField.SUBJECT_NAME, name)
        if self.person.acts:
            await self._type(
                work, HeaderField.SUBJECT_NUMBER, BIN, places.known_subject(id_of(work))
            )
            await self._take_over(work, name)
        else:
            await self._type(work, HeaderField.SUBJECT_NUMBER, BIN)
            await self._type(work, HeaderField.ADDRESS, ADDRESS)

    async def _press(
        self, work: ExpectedInspection, name: HeaderField, value: str | None, data: str
    ) -> None:
        """Fill in a field by a button; None is a value that only the bot knows."""
        screen = await self._see_field(work, name)
        work.fill(name, value)
        self.stand(_after_field(work, name))
        self.tap(screen, data)

    async def _type(
        self, work: ExpectedInspection, name: HeaderField, value: str, then: Place | None = None
    ) -> None:
        await self._see_field(work, name)
        work.fill(name, value)
        self.stand(then or _after_field(work, name))
        self.type(value)

    async def _take_over(self, work: ExpectedInspection, name: str) -> None:
        data = f"t:{work.id}:1"
        screen, _found = await self.sight.see("a known subject", lambda seen: seen.labels.get(data))
        work.fill(HeaderField.SUBJECT_NAME, name)
        work.fill(HeaderField.ADDRESS, ADDRESS)
        self.stand(places.question(id_of(work), work.checklist.numbers[0]))
        self.tap(screen, data)

    async def _see_field(self, work: ExpectedInspection, name: HeaderField) -> Seen:
        data = f"s:{work.id}:{name.value}"
        seen, _found = await self.sight.see(f"field {data}", lambda seen: seen.labels.get(data))
        return seen

    async def finish(self, work: ExpectedInspection) -> None:
        """Finish from the review, which waits for photos, and take the act."""
        edition = f"p:{work.id}:"
        choices: list[str] = []
        screen = await self.see_review(work)
        while not choices:
            screen, found = await self.sight.see(
                "a way to finish",
                lambda seen: seen.carrying(edition) or seen.carrying(f"f:{work.id}:") or None,
            )
            choices = [data for data in found if data.startswith(edition)]
            if not choices:
                self.stand(places.act_language(id_of(work), int(found[0].split(":")[2])))
                self.tap(screen, found[0])
        await self._order_act(work, screen, choices[len(self.person.acts) % len(choices)])

    async def _order_act(self, work: ExpectedInspection, screen: Seen, data: str) -> None:
        documents = DocumentKind if work.violations else (DocumentKind.ACT,)
        act = work.act = ExpectedAct(Edition(data.rpartition(":")[2]), tuple(documents))
        self.stand(HOME)
        self.tap(screen, data)
        known = {each.number for each in self.person.acts}
        _screen, (act.number, act.id) = await self.sight.see(
            "the act", lambda seen: _new_act(seen, known)
        )

    async def submit(self, work: ExpectedInspection) -> None:
        """Send the act to the supervisor."""
        act = work.act
        assert act is not None
        screen = await self._choose_supervisor(act)
        act.supervisor = self._supervisor
        self.stand(places.submitted(ActId(act.id or 0)))
        self.tap(screen, f"ax:{act.id}")
        number, shown = str(act.number), [f"ao:{act.id}", "c:new"]
        await self.sight.see(
            "the progress",
            lambda seen: seen if number in seen.text and list(seen.labels) == shown else None,
        )

    async def _choose_supervisor(self, act: ExpectedAct) -> Seen:
        """Choose the one supervisor, and nobody else."""
        opening, wanted = f"as:{act.id}", f"at:{act.id}:{self._supervisor}"
        screen, _found = await self.sight.see("the act", lambda seen: seen.labels.get(opening))
        self.tap(screen, opening)
        screen, _found = await self.sight.see("supervisors", lambda seen: seen.labels.get(wanted))
        for choice in _wrongly_chosen(screen, wanted):
            self.tap(screen, choice)
            screen, _found = await self.sight.see(
                "the choice", lambda seen: seen.labels.get(wanted)
            )
        self.stand(
            places.choosing_supervisors(ActId(act.id or 0), frozenset({PersonId(self._supervisor)}))
        )
        return screen

    async def see_review(self, work: ExpectedInspection) -> Seen:
        """Wait for the review."""
        edit = f"h:{work.id}:{HeaderField.STATE_BODY.value}"
        seen, _found = await self.sight.see(f"review {work.id}", lambda seen: seen.labels.get(edit))
        return seen

    def _act(self) -> None:
        self.person.actions += 1
        self.sight.blink()


def id_of(work: ExpectedInspection) -> InspectionId:
    """The number of an inspection, as places take it."""
    return InspectionId(work.id or 0)


def _after_field(work: ExpectedInspection, name: HeaderField) -> Place:
    fields = list(HeaderField)
    ahead = fields[fields.index(name) + 1 :]
    if ahead:
        return places.header(id_of(work), ahead[0])
    return places.question(id_of(work), work.checklist.numbers[0])


def _new_inspection(seen: Seen, known: set[int | None]) -> int | None:
    for data in seen.carrying("s:"):
        _kind, inspection, name = data.split(":")
        if name == HeaderField.STATE_BODY.value and int(inspection) not in known:
            return int(inspection)
    return None


def _new_act(seen: Seen, known: set[str | None]) -> tuple[str, int] | None:
    number = NUMBER.search(seen.text)
    opening = seen.carrying("as:")
    if number is None or not opening or number[1] in known:
        return None
    return number[1], int(opening[0].split(":")[1])


def _wrongly_chosen(screen: Seen, wanted: str) -> list[str]:
    choices = {data: label for data, label in screen.labels.items() if data.startswith("at:")}
    return [data for data, label in choices.items() if (data == wanted) != label.startswith("☑")]
