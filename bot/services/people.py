"""Who uses the bot: joining by invitation, the profile, the language."""

import hashlib
import secrets
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

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
SEEN_LASTS = timedelta(hours=1)
"""How exactly it is known when somebody was here last: not every tap is a write."""
PROFILE = ("full_name", "position", "state_body")


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody who has just accepted an invitation, and who had invited."""

    person: Person
    invited_by: PersonId | None


@dataclass(frozen=True, slots=True)
class Card:
    """What an administrator sees of somebody, also of a former colleague."""

    person: Person
    joined_at: datetime | None


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
        """Find somebody who is seen with that, or describe a stranger and keep nothing.

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
            known = await self._grant(known, Role.ADMIN, None)
        return await self._see(known)

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
        for name in PROFILE:
            before, after = getattr(person, name), getattr(changed, name)
            if before != after:
                change = {"field": name, "from": before, "to": after}
                await self._audit.write("profile_changed", person.id, None, **change)
        return changed

    async def inviter(self, person: PersonId) -> Person | None:
        """Find who invited somebody; None when that one is no administrator any more."""
        found = await self._store.invited_by(person)
        inviter = await self._store.get(found) if found else None
        return inviter if inviter is not None and inviter.may(Role.ADMIN) else None

    async def supervisors_for(self, inspector: PersonId) -> list[Person]:
        """List those who may receive this inspector's acts: nobody accepts an act of his own."""
        found = await self._store.with_roles((Role.SUPERVISOR, Role.ADMIN))
        return [person for person in found if person.id != inspector]

    async def administrators(self) -> list[Person]:
        """List those who look after the bot."""
        return await self._store.with_roles((Role.ADMIN,))

    async def staff(self, administrator: Person, sought: str = "") -> list[Person]:
        """List everybody with a role, by name; only those in whose data all words sought occur."""
        if not administrator.may(Role.ADMIN):
            raise NotAllowed
        words = _folded(sought).split()
        found = await self._store.with_roles(tuple(Role))
        return [each for each in found if all(word in _profile_of(each) for word in words)]

    async def former(self, administrator: Person) -> list[Person]:
        """List everybody who has no role any more, by name."""
        if not administrator.may(Role.ADMIN):
            raise NotAllowed
        return await self._store.former()

    async def card(self, administrator: Person, person: PersonId) -> Card:
        """Read what is known of somebody, with a role or without; raises `UnknownPerson`."""
        if not administrator.may(Role.ADMIN):
            raise NotAllowed
        found = await self._store.get(person)
        if found is None:
            raise UnknownPerson
        return Card(found, await self._store.joined_at(person))

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
        removed = await self._change_role(administrator, person, role, None)
        await self._store.take_back_words(person)
        await self._audit.write("role_removed", administrator.id, person=person, role=role)
        return removed

    async def change_role(
        self, administrator: Person, person: PersonId, shown: Role, role: Role
    ) -> Person:
        """Give somebody another role than the one that was shown, from the next update on.

        Raises what `remove` raises.
        """
        if role is shown:
            raise ScreenIsStale
        changed = await self._change_role(administrator, person, shown, role)
        change = {"person": person, "from": shown, "to": role}
        await self._audit.write("role_changed", administrator.id, None, **change)
        return changed

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
        joined = await self._grant(person, role, invited_by)
        return Joined(await self._see(joined), invited_by)

    async def _see(self, person: Person) -> Person:
        """Note once an hour that somebody was here; of strangers nothing is kept."""
        now, before = self._clock.now(), person.last_seen_at
        if not person.may(Role.INSPECTOR):
            return person
        if before is not None and timedelta(0) <= now - before < SEEN_LASTS:
            return person
        await self._store.see(person.id, now)
        return replace(person, last_seen_at=now)

    async def _change_role(
        self, administrator: Person, person: PersonId, shown: Role, role: Role | None
    ) -> Person:
        """Change a role if it is still the one shown; raises before anything is written."""
        # Read anew: of two administrators who remove each other at once, the second is none.
        present = await self._store.get(administrator.id) or administrator
        found = await self.member(present, person)
        if found.role is not shown:
            raise ScreenIsStale
        if person in self._admins:
            raise NamedInSettings
        if shown is Role.ADMIN and len(await self.administrators()) == 1:
            raise LastAdministrator
        if not await self._store.change_role(person, shown, role):
            raise ScreenIsStale
        if shown is Role.ADMIN:  # else an administrator could keep a link for the way back
            await self._store.revoke_invitations(person)
        return replace(found, role=role, active=role is not None)

    async def _grant(self, person: Person, role: Role, by: PersonId | None) -> Person:
        granted = replace(person, role=role, active=True)
        await self._store.save(granted)
        before = person.role if person.active else None
        change = {"person": person.id, "from": before, "to": role}
        await self._audit.write("role_granted", by, None, **change)
        return granted

    async def _invite(self, role: Role, created_by: PersonId | None) -> str:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        now = self._clock.now()
        expires_at = now + INVITATION_LIFE
        await self._store.add_invitation(_sha256(token), role, created_by, now, expires_at)
        await self._audit.write("invited", created_by, role=role)
        return token


def _profile_of(person: Person) -> str:
    return _folded("\n".join(getattr(person, name) or "" for name in PROFILE))


def _folded(text: str) -> str:
    """A text as it is compared: SQLite itself knows no capital letters but the Latin ones."""
    return unicodedata.normalize("NFC", text).casefold()


def _line(typed: str | None) -> str | None:
    return None if typed is None else clean_line(typed, MAX_PROFILE_FIELD)


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
