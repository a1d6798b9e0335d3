"""Who uses the bot: joining by invitation, the profile, the language."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.errors import (
    InvitationRefused,
    LastAdministrator,
    NamedInSettings,
    NotAllowed,
    RoleHeldAlready,
    ScreenIsStale,
    UnknownPerson,
)
from bot.domain.language import Language, closest_language
from bot.domain.people import Person, PersonId, Role
from bot.domain.texts import MAX_PROFILE_FIELD, clean_line
from bot.services.ports import Audit, Clock
from bot.services.stores import PeopleStore

INVITATION_LIFE = timedelta(hours=72)
TOKEN_BYTES = 16


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody who has just accepted an invitation, and who had invited."""

    person: Person
    invited_by: PersonId | None


class People:
    """Knows everybody who may use the bot."""

    def __init__(
        self,
        store: PeopleStore,
        audit: Audit,
        clock: Clock,
        admins: Collection[PersonId],
        default_language: Language,
    ) -> None:
        self._default_language = default_language
        self._store = store
        self._audit = audit
        self._clock = clock
        self._admins = frozenset(admins)

    async def recognise(self, person: PersonId, telegram_language: str | None) -> Person:
        """Find somebody, or describe a stranger without keeping anything.

        `telegram_language` is the IETF tag of the person's Telegram, followed until /lang; those
        named in the settings as administrators become administrators.
        """
        spoken = closest_language(telegram_language)
        found = await self._store.get(person)
        if found and spoken and found.language is not spoken and not found.language_chosen:
            found = replace(found, language=spoken)
            if found.may(Role.INSPECTOR):  # of others nothing is kept
                await self._store.save(found)
        known = found or Person(person, spoken or self._default_language)
        if person in self._admins and not known.may(Role.ADMIN):
            return await self._grant(replace(known, role=Role.ADMIN, active=True), None)
        return known

    async def get(self, person: PersonId) -> Person | None:
        """Find somebody by the Telegram id."""
        return await self._store.get(person)

    async def choose_language(self, person: Person, language: Language) -> Person:
        """Speak this language with somebody from now on."""
        changed = replace(person, language=language, language_chosen=True)
        await self._store.save(changed)
        return changed

    async def introduce(
        self,
        person: Person,
        *,
        full_name: str | None = None,
        position: str | None = None,
        state_body: str | None = None,
    ) -> Person:
        """Change fields of the profile; raises `EmptyText` or `TextTooLong`."""
        changed = replace(
            person,
            full_name=_line(full_name) or person.full_name,
            position=_line(position) or person.position,
            state_body=_line(state_body) or person.state_body,
        )
        await self._store.save(changed)
        await self._audit.write("profile_changed", person.id)
        return changed

    async def supervisors_for(self, inspector: PersonId) -> list[Person]:
        """List those who may receive this inspector's acts: nobody accepts an act of his own."""
        found = await self._store.with_roles((Role.SUPERVISOR, Role.ADMIN))
        return [person for person in found if person.id != inspector]

    async def administrators(self) -> list[Person]:
        """List those who look after the bot."""
        return await self._store.with_roles((Role.ADMIN,))

    async def staff(self, administrator: Person) -> list[Person]:
        """List everybody with a role, by name."""
        if not administrator.may(Role.ADMIN):
            raise NotAllowed
        return await self._store.with_roles(tuple(Role))

    async def member(self, administrator: Person, person: PersonId) -> Person:
        """Read somebody with a role; raises `NotAllowed`, `UnknownPerson`."""
        if not administrator.may(Role.ADMIN):
            raise NotAllowed
        found = await self._store.get(person)
        if found is None or not found.may(Role.INSPECTOR):
            raise UnknownPerson
        return found

    def is_named_in_settings(self, person: PersonId) -> bool:
        """Say whether the settings make somebody an administrator."""
        return person in self._admins

    async def remove(self, administrator: Person, person: PersonId, role: Role) -> Person:
        """Take somebody's role away, from the next update on; drafts and acts stay as they are.

        `role` is the one that was shown when it was decided. What still waits to be said to the
        person is taken back, and invitations by the person end.

        Raises `NotAllowed`, `UnknownPerson`, `ScreenIsStale`, `NamedInSettings`,
        `LastAdministrator`.
        """
        # Read anew: of two administrators who remove each other at once, the second is none.
        present = await self._store.get(administrator.id) or administrator
        found = await self.member(present, person)
        if found.role is not role:
            raise ScreenIsStale
        if person in self._admins:
            raise NamedInSettings
        if role is Role.ADMIN and len(await self.administrators()) == 1:
            raise LastAdministrator
        removed = replace(found, role=None, active=False)
        await self._store.save(removed)
        # Else an administrator could keep a link for the way back.
        await self._store.revoke_invitations(person)
        await self._store.take_back_words(person)
        await self._audit.write("role_removed", administrator.id, person=person, role=role)
        return removed

    async def invite(self, inviter: Person, role: Role) -> str:
        """Make an invitation for one person and tell its secret token, which is not kept."""
        if not inviter.may(Role.ADMIN):
            raise NotAllowed
        return await self._invite(role, inviter.id)

    async def first_claim(self) -> str | None:
        """Make the link that turns its user into the administrator; None when there is one."""
        if self._admins or await self._store.with_roles((Role.ADMIN,)):
            return None
        await self._store.revoke_claims()
        return await self._invite(Role.ADMIN, None)

    async def accept(self, person: Person, token: str) -> Joined:
        """Use an invitation, once; raises `InvitationRefused` or `RoleHeldAlready`."""
        now = self._clock.now()
        invited_as = await self._store.invited_as(_sha256(token), now)
        if invited_as is not None and person.may(invited_as):
            raise RoleHeldAlready
        used = await self._store.use_invitation(_sha256(token), person.id, now)
        if used is None:
            raise InvitationRefused
        role, invited_by = used
        joined = await self._grant(replace(person, role=role, active=True), invited_by)
        return Joined(joined, invited_by)

    async def _grant(self, person: Person, by: PersonId | None) -> Person:
        await self._store.save(person)
        await self._audit.write("role_granted", by, person=person.id, role=person.role)
        return person

    async def _invite(self, role: Role, created_by: PersonId | None) -> str:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        now = self._clock.now()
        expires_at = now + INVITATION_LIFE
        await self._store.add_invitation(_sha256(token), role, created_by, now, expires_at)
        await self._audit.write("invited", created_by, role=role)
        return token


def _line(typed: str | None) -> str | None:
    return None if typed is None else clean_line(typed, MAX_PROFILE_FIELD)


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
