"""Synthetic inspectors: they look at the chat as it stands, and do the next sensible thing.

Each keeps one action under way and writes down what the bot must have kept by it. A screen that
comes twice or late does not confuse them: every button tells for which version of which answer it
was drawn, and a thumb only presses one that fits what it knows.
"""

from collections.abc import Callable
from random import Random
from typing import Any

from bot.demo.phones import Phones
from bot.demo.world import World
from bot.domain.checklist import Checklist, Verdict
from bot.telegram import places
from bot.telegram.places import Place
from tests.campaign.elimination import Orders
from tests.campaign.expected import ExpectedInspection, ExpectedPerson
from tests.campaign.paperwork import id_of
from tests.campaign.sight import Seen, Sight
from tests.telegram.walking import photo

COMPLIES, VIOLATES, NOT_APPLICABLE = Verdict
UNDO_SHARE = 0.1
CHANGE_SHARE = 0.1
OWN_REASON_SHARE = 0.5
PATIENCE = 60.0


class Thumb(Orders):
    """One inspector at work.

    `photos` is the share of violations shown in a photo. With `waits_for_photos` the next tap
    comes only after the bot has answered the photo (it waits for the rest of an album first).
    """

    def __init__(
        self,
        world: World,
        phones: Phones,
        person: ExpectedPerson,
        checklist: Checklist,
        supervisor: int,
        seed: int,
        photos: float = 0.1,
        patience: float = PATIENCE,
        *,
        waits_for_photos: bool = True,
    ) -> None:
        super().__init__(phones, person, Sight(world, person.key, patience), checklist, supervisor)
        self._random = Random(f"{seed}:{person.key}")
        self._photos = photos
        self._waits_for_photos = waits_for_photos
        self._remarks = 0

    async def work(self, enough: Callable[[], bool], *, midway: bool = False) -> None:
        """Do inspections until it is enough; `midway` stops in the middle of one."""
        while not enough():
            work = await self.begin()
            await self.fill_header(work)
            if not await self._answer_all(work, enough if midway else lambda: False):
                return
            await self.order_everything(work, self._random)
            await self.name_representative(work, self._random)
            await self.finish(work)
            await self.submit(work)

    async def _answer_all(self, work: ExpectedInspection, enough: Callable[[], bool]) -> bool:
        """Answer each requirement; False when it was enough before the last one."""
        number: str | None = work.checklist.numbers[0]
        screen = await self._see_question(work, str(number))
        while number is not None:
            if enough():
                return False
            number, screen = await self._answer(work, number, screen)
        return True

    async def _answer(
        self, work: ExpectedInspection, number: str, screen: Seen
    ) -> tuple[str | None, Seen]:
        """Answer a requirement in some way, and come to the next open one or the review."""
        if self._random.random() < CHANGE_SHARE and (back := self._earlier(work, number, screen)):
            await self._open(work, back, screen)
            number = back
            screen = await self._see_question(work, number)
        following, screen = await self._judge(work, number, screen)
        while self._random.random() < UNDO_SHARE and screen.carrying(_undo(work, number)):
            screen = await self._undo(work, number, screen)
            following, screen = await self._judge(work, number, screen)
        return following, screen

    async def _judge(
        self, work: ExpectedInspection, number: str, screen: Seen
    ) -> tuple[str | None, Seen]:
        cases = screen.carrying(f"k:{work.id}:{number}:{work.version(number)}:")
        if cases:
            return await self._choose_case(work, number, screen, self._random.choice(cases))
        buttons = screen.carrying(f"a:{work.id}:{number}:{work.version(number)}:")
        data = self._random.choice(buttons)
        verdict = Verdict(data.rpartition(":")[2])
        if verdict is NOT_APPLICABLE:
            return await self._not_applicable(work, number, screen, data)
        return await self._tell(work, number, screen, data, verdict)

    async def _choose_case(
        self, work: ExpectedInspection, number: str, screen: Seen, data: str
    ) -> tuple[str | None, Seen]:
        key = data.rpartition(":")[2]
        case = work.checklist.requirement(number).alternative(key)
        assert case is not None
        return await self._tell(work, number, screen, data, case.verdict, key)

    async def _tell(
        self,
        work: ExpectedInspection,
        number: str,
        screen: Seen,
        data: str,
        verdict: Verdict,
        case: str | None = None,
    ) -> tuple[str | None, Seen]:
        """Press the button of a verdict, and describe the violation if it is one."""
        work.judge(number, verdict, case)
        if verdict is VIOLATES:
            self.stand(places.violation(id_of(work), number))
            self.tap(screen, data)
            return await self._describe(work, number)
        return await self._onward(work, number, lambda: self.tap(screen, data))

    async def _not_applicable(
        self, work: ExpectedInspection, number: str, screen: Seen, data: str
    ) -> tuple[str | None, Seen]:
        self.stand(places.reason(id_of(work), number, work.version(number)))
        self.tap(screen, data)
        usual = f"v:{work.id}:{number}:{work.version(number)}"
        screen, _found = await self.sight.see(
            f"reason {usual}", lambda seen: seen.labels.get(usual)
        )
        if self._random.random() < OWN_REASON_SHARE:
            reason = self._words("себебі")
            work.judge(number, NOT_APPLICABLE, reason=reason)
            return await self._onward(work, number, lambda: self.type(reason))
        work.judge(number, NOT_APPLICABLE)
        return await self._onward(work, number, lambda: self.tap(screen, usual))

    async def _describe(self, work: ExpectedInspection, number: str) -> tuple[str | None, Seen]:
        screen = await self._see_violation(work, number)
        for _remark in range(self._random.choice((1, 1, 2))):
            text = self._words("бұзушылық")
            work.remark(number, text)
            self.type(text)
            screen = await self._see_violation(work, number)
        if self._random.random() < self._photos:
            screen = await self._show(work, number, screen)
        following = work.next_open(number)
        onward = f"q:{work.id}:{following}" if following else f"r:{work.id}"
        return await self._onward(work, number, lambda: self.tap(screen, onward))

    async def _show(self, work: ExpectedInspection, number: str, screen: Seen) -> Seen:
        # Each photo has a colour of its own: the same picture twice would be kept as one file.
        color = f"#{self._random.randrange(0x1000000):06x}"
        sent = self.send_photo(photo(320, 240, color))
        work.photos.append((number, sent))
        if not self._waits_for_photos:
            return screen
        return await self._see_violation(work, number, lambda seen: "📎" in seen.text)

    async def _undo(self, work: ExpectedInspection, number: str, screen: Seen) -> Seen:
        data = _undo(work, number)
        work.undo(number)
        self.stand(places.question(id_of(work), number))
        self.tap(screen, data)
        return await self._see_question(work, number)

    async def _open(self, work: ExpectedInspection, number: str, screen: Seen) -> None:
        self.stand(places.question(id_of(work), number))
        self.tap(screen, f"q:{work.id}:{number}")

    def _earlier(self, work: ExpectedInspection, number: str, screen: Seen) -> str | None:
        """The requirement before this one, if the screen leads there and it was answered."""
        place = work.checklist.numbers.index(number)
        before = work.checklist.numbers[place - 1] if place else None
        if before is None or not work.answer(before).verdict:
            return None
        return before if f"q:{work.id}:{before}" in screen.labels else None

    async def _onward(
        self, work: ExpectedInspection, number: str, act: Callable[[], object]
    ) -> tuple[str | None, Seen]:
        """Do what leads on, and see the next open requirement or the review."""
        following = work.next_open(number)
        self.stand(_next_place(work, following))
        act()
        if following is None:
            return None, await self.see_review(work)
        return following, await self._see_question(work, following)

    async def _see_question(self, work: ExpectedInspection, number: str) -> Seen:
        version = work.version(number)
        starts = tuple(f"{kind}:{work.id}:{number}:{version}:" for kind in "ak")
        seen, _found = await self.sight.see(
            f"question {work.id}:{number}:{version}",
            lambda seen: seen if any(seen.carrying(start) for start in starts) else None,
        )
        return seen

    async def _see_violation(
        self,
        work: ExpectedInspection,
        number: str,
        fits: Callable[[Seen], Any] = lambda _seen: True,
    ) -> Seen:
        """Wait for the screen on which a violation is described: no verdict can be given there."""
        undo = _undo(work, number)
        seen, _found = await self.sight.see(
            f"violation {undo}",
            lambda seen: (
                seen
                if undo in seen.labels
                and not any(seen.carrying(kind) for kind in ("a:", "k:", "h:"))
                and fits(seen)
                else None
            ),
        )
        return seen

    def _words(self, word: str) -> str:
        """A text that nobody else types, and nobody twice."""
        self._remarks += 1
        return f"{word} {self.person.key}-{self._remarks:05d}"


def _undo(work: ExpectedInspection, number: str) -> str:
    return f"u:{work.id}:{number}:{work.version(number)}"


def _next_place(work: ExpectedInspection, following: str | None) -> Place:
    if following is None:
        return places.review(id_of(work))
    return places.question(id_of(work), following)
