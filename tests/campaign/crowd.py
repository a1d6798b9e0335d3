"""Many inspectors at once, their supervisor, and what they all expect."""

import asyncio
from collections.abc import Callable
from itertools import cycle
from typing import Any

from bot.app.stores import Stores
from bot.checklists.loader import CHECKLISTS, load_checklists
from bot.demo.chats import Chat
from bot.demo.people import Person as Resident
from bot.demo.phones import Phones
from bot.demo.world import World
from bot.domain.checklist import Checklist
from bot.domain.language import Language
from bot.domain.people import Person, PersonId, Role
from tests.campaign.expected import ExpectedPerson
from tests.campaign.sight import Stuck
from tests.campaign.thumbs import Thumb
from tests.office import BODY

FIRST_INSPECTOR = 2001
SUPERVISOR = 3001
SUPERVISOR_KEY = "receiving"


def packaged_checklist(name: str = "digital_miners") -> Checklist:
    """A checklist that the bot brings along."""
    found = load_checklists([CHECKLISTS])
    return next(each.checklist for each in found if each.checklist.id == name)


class Crowd:
    """Inspectors 2001, 2002... and supervisor 3001, who live in the world from now on.

    Use: `crowd = Crowd(world, 4)`, `await crowd.hire(stores)`, start the bot, `crowd.greet()`,
    `await crowd.work(lambda: crowd.answers >= 100)`, wait until the bot is quiet, then
    `tests.campaign.verdict`.
    """

    def __init__(
        self,
        world: World,
        count: int,
        seed: int = 1,
        checklist: Checklist | None = None,
        **habits: Any,
    ) -> None:
        self.world = world
        self.phones = Phones(world)
        self.stuck: list[str] = []
        self.expected = [
            ExpectedPerson(number, f"inspector-{number}", language)
            for number, language in zip(
                range(FIRST_INSPECTOR, FIRST_INSPECTOR + count), cycle(Language), strict=False
            )
        ]
        self._move_in(SUPERVISOR, SUPERVISOR_KEY, Language.KAZAKH)
        for person in self.expected:
            self._move_in(person.id, person.key, person.language)
        chosen = checklist or packaged_checklist()
        self._thumbs = [
            Thumb(world, self.phones, person, chosen, SUPERVISOR, seed, **habits)
            for person in self.expected
        ]

    @property
    def answers(self) -> int:
        """How many changes of answers were made so far."""
        return sum(person.answers for person in self.expected)

    async def hire(self, stores: Stores) -> None:
        """Write the persons down with their roles, before the bot starts or while it runs."""
        async with stores.database.transaction():
            receiving = _official(SUPERVISOR, SUPERVISOR_KEY, Language.KAZAKH, Role.SUPERVISOR)
            await stores.people.save(receiving)
            for person in self.expected:
                official = _official(person.id, person.key, person.language, Role.INSPECTOR)
                await stores.people.save(official)

    def greet(self) -> None:
        """Let the supervisor press START, without which no act reaches anybody."""
        self.phones.start(SUPERVISOR_KEY)

    async def work(self, enough: Callable[[], bool], *, midway: bool = False) -> None:
        """Work until it is enough; with `midway` every second inspector stops where he is.

        Whoever waits for an answer that never comes is noted in `stuck`.
        """
        await asyncio.gather(
            *(
                self._one(thumb, enough, midway=midway and place % 2 == 1)
                for place, thumb in enumerate(self._thumbs)
            )
        )

    async def _one(self, thumb: Thumb, enough: Callable[[], bool], *, midway: bool) -> None:
        try:
            await thumb.work(enough, midway=midway)
        except Stuck as error:
            self.stuck.append(str(error))

    def give_up(self) -> None:
        """Let everybody who still waits for an answer be noted as stuck."""
        for thumb in self._thumbs:
            thumb.sight.give_up()

    def _move_in(self, number: int, key: str, language: Language) -> None:
        name = key.replace("-", "_")
        resident = Resident(number, key, key.title(), "Сынақ", name, language.value)
        self.world.chats[number] = Chat(resident)


def _official(number: int, key: str, language: Language, role: Role) -> Person:
    return Person(
        PersonId(number),
        language,
        role=role,
        full_name=f"Сынақ {key}",
        position="бас маман",
        state_body=BODY,
    )
