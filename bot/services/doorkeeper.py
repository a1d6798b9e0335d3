"""The door: whom the bot answers at all, and who tries invitations or codes without end.

Of strangers nothing is kept but what is needed to leave them alone, under a name that cannot be
traced back to the account.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.errors import InvitationRefused
from bot.domain.people import Person, PersonId, Role
from bot.services.people import Joined, People
from bot.services.ports import Audit, Clock

ANSWER_LASTS = timedelta(hours=1)
GUESSING_LASTS = timedelta(hours=1)
SILENCE = timedelta(hours=1)
MOST_WRONG_TOKENS = 10
CODES_LAST = timedelta(hours=1)
MOST_CODES = 10


@dataclass(frozen=True, slots=True)
class Standing:
    """What is remembered of an account that knocks; nothing of it outlives its use."""

    answered_at: datetime | None = None
    wrong_tokens: int = 0
    wrong_token_at: datetime | None = None
    silent_until: datetime | None = None
    codes_tried: int = 0
    codes_tried_since: datetime | None = None


class OutsiderStore(Protocol):
    """Keeps how accounts stand, under names from which nobody learns the account."""

    async def account(self, person: PersonId) -> str:
        """Name an account: a salted hash of the Telegram id."""
        ...

    async def read(self, account: str) -> Standing:
        """Read how an account stands."""
        ...

    async def write(self, account: str, standing: Standing) -> None:
        """Keep how an account stands."""
        ...


class Doorkeeper:
    """Answers strangers once an hour or ten codes, and those who guess invitations not at all."""

    def __init__(self, people: People, store: OutsiderStore, audit: Audit, clock: Clock) -> None:
        self._people = people
        self._store = store
        self._audit = audit
        self._clock = clock

    async def may_answer(self, stranger: PersonId) -> bool:
        """Say whether a stranger is answered now; the next time is in an hour."""
        account = await self._store.account(stranger)
        standing = await self._store.read(account)
        now = self._clock.now()
        if _within(ANSWER_LASTS, standing.answered_at, now):
            return False
        await self._store.write(account, replace(standing, answered_at=now))
        return True

    async def may_verify(self, stranger: PersonId) -> bool:
        """Say whether a stranger may ask about one more code; ten in an hour from the first."""
        account = await self._store.account(stranger)
        standing = await self._store.read(account)
        now = self._clock.now()
        if not _within(CODES_LAST, standing.codes_tried_since, now):
            standing = replace(standing, codes_tried=0, codes_tried_since=now)
        if standing.codes_tried >= MOST_CODES:
            return False
        await self._store.write(account, replace(standing, codes_tried=standing.codes_tried + 1))
        return True

    async def is_silenced(self, person: PersonId) -> bool:
        """Say whether this account guessed too often: no invitation is even tried then."""
        standing = await self._store.read(await self._store.account(person))
        until = standing.silent_until
        return until is not None and _within(SILENCE, until - SILENCE, self._clock.now())

    async def admit(self, person: Person, token: str) -> Joined | None:
        """Try an invitation; None during the silence, when a right one would not work either.

        Raises `InvitationRefused`, which counts, and `RoleHeldAlready`.
        """
        if await self.is_silenced(person.id):
            return None
        try:
            return await self._people.accept(person, token)
        except InvitationRefused:
            await self._count(person)
            raise

    async def _count(self, person: Person) -> None:
        """Count a wrong token; the count starts anew after an hour without any."""
        account = await self._store.account(person.id)
        standing = await self._store.read(account)
        now = self._clock.now()
        under_way = _within(GUESSING_LASTS, standing.wrong_token_at, now)
        wrong = standing.wrong_tokens + 1 if under_way else 1
        standing = replace(standing, wrong_tokens=wrong, wrong_token_at=now)
        if wrong >= MOST_WRONG_TOKENS:
            standing = replace(standing, wrong_tokens=0, silent_until=now + SILENCE)
            known = person.id if person.may(Role.INSPECTOR) else None
            await self._audit.write("tokens_guessed", known, account=account)
        await self._store.write(account, standing)


def _within(span: timedelta, since: datetime | None, now: datetime) -> bool:
    """Say whether `since` lies at most this far back; a clock that was set back blocks nobody."""
    return since is not None and timedelta(0) <= now - since < span
