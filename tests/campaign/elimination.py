"""Between the last answer and the act: each violation gets a severity and a term."""

from random import Random

from bot.domain.checklist import Severity
from bot.domain.circumstances import Circumstance
from bot.telegram import places
from bot.telegram.screens.elimination import TERMS
from tests.campaign.expected import ExpectedInspection
from tests.campaign.paperwork import Paperwork, id_of
from tests.campaign.sight import Seen

UNKNOWN = ": —"
INSTRUCTION_SHARE = 0.3
NAME_SHARE = 0.5


class Orders(Paperwork):
    """Orders violations to be eliminated; says who was present."""

    async def order_everything(self, work: ExpectedInspection, dice: Random) -> None:
        """From the review, complete the order; each violation leads to the next one."""
        screen = await self.see_review(work)
        number = work.unordered
        if number is None:
            return
        self.stand(places.elimination(id_of(work), number))
        self.tap(screen, f"eo:{work.id}:{number}")
        while number is not None:
            await self._order(work, number, dice)
            number = work.unordered

    async def name_representative(self, work: ExpectedInspection, dice: Random) -> None:
        """From the review, half of the time, say who was present, and come back."""
        if dice.random() >= NAME_SHARE:
            return
        screen = await self.see_review(work)
        name = Circumstance.REPRESENTATIVE_NAME
        self.stand(places.circumstance(id_of(work), name))
        self.tap(screen, f"cf:{work.id}:{name}")
        back = f"co:{work.id}"
        await self.sight.see(
            "a circumstance",
            lambda seen: seen if back in seen.labels and not seen.carrying("cf:") else None,
        )
        value = f"өкіл {self.person.key}/{work.id}"
        work.circumstances.append((name, value))
        self.stand(places.circumstances(id_of(work)))
        self.type(value)
        screen, _found = await self.sight.see(
            "the circumstances",
            lambda seen: seen if value in seen.text and len(seen.carrying("cf:")) > 1 else None,
        )
        self.stand(places.review(id_of(work)))
        self.tap(screen, f"r:{work.id}")

    async def _order(self, work: ExpectedInspection, number: str, dice: Random) -> None:
        """Severity and term in either order; what is to be done can be told between them."""
        if work.answer(number).severity is not None or dice.random() < INSTRUCTION_SHARE:
            await self._give_term(work, number, dice)
            if work.answer(number).severity is None:
                await self._instruct(work, number)
                await self._grade(work, number, dice)
            return
        if work.term(number) is None:
            await self._grade(work, number, dice)
            await self._give_term(work, number, dice)
        else:
            await self._grade(work, number, dice)

    async def _grade(self, work: ExpectedInspection, number: str, dice: Random) -> None:
        screen = await self._see_elimination(work, number)
        severity = dice.choice(list(Severity))
        work.grade(number, severity)
        self._stand_next(work, number)
        self.tap(screen, f"eg:{work.id}:{number}:{severity}")

    async def _give_term(self, work: ExpectedInspection, number: str, dice: Random) -> None:
        screen = await self._see_elimination(work, number)
        days = dice.choice(TERMS)
        work.set_term(number, days)
        self._stand_next(work, number)
        self.tap(screen, f"ed:{work.id}:{number}:{days}")

    async def _instruct(self, work: ExpectedInspection, number: str) -> None:
        await self._see_elimination(work, number)
        text = f"нұсқау {self.person.key}/{work.id}/{number}"
        work.instruct(number, text)
        self.type(text)

    def _stand_next(self, work: ExpectedInspection, number: str) -> None:
        known = work.term(number), work.answer(number).severity
        following = number if None in known else work.unordered
        place = places.elimination(id_of(work), following) if following else None
        self.stand(place or places.review(id_of(work)))

    async def _see_elimination(self, work: ExpectedInspection, number: str) -> Seen:
        """Wait for the screen of a violation that shows all that is known of it."""
        term = work.term(number)
        missing = (term is None) + (work.answer(number).severity is None)
        told = (term.instruction if term else None) or ""
        opening = f"ed:{work.id}:{number}:"
        seen, _found = await self.sight.see(
            f"elimination {opening} without {missing}",
            lambda seen: (
                seen
                if seen.carrying(opening)
                and told in seen.text
                and sum(line.endswith(UNKNOWN) for line in seen.text.splitlines()) == missing
                else None
            ),
        )
        return seen
