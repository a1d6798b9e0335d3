"""People and their invitations in SQLite."""

from collections.abc import Sequence
from datetime import UTC, datetime
from sqlite3 import Row

from bot.domain.language import Language
from bot.domain.people import Person, PersonId, Role
from storage.database import Database

COLUMNS = """
id, language, language_chosen, role, full_name, position, state_body, active, last_seen_at
"""
GET = f"SELECT {COLUMNS} FROM person WHERE id = ?"
SAVE = """
INSERT INTO person (id, language, language_chosen, role, full_name, position, state_body, active,
    joined_at)
VALUES (:id, :language, :language_chosen, :role, :full_name, :position, :state_body, :active, :now)
ON CONFLICT (id) DO UPDATE SET
    language = excluded.language, language_chosen = excluded.language_chosen,
    role = excluded.role, full_name = excluded.full_name, position = excluded.position,
    state_body = excluded.state_body, active = excluded.active
"""
WITH_ROLES = f"""
SELECT {COLUMNS} FROM person
WHERE active AND role IN (SELECT value FROM json_each(?)) ORDER BY full_name, id
"""
FORMER = f"""
SELECT {COLUMNS} FROM person WHERE NOT active OR role IS NULL ORDER BY full_name, id
"""
CHANGE_ROLE = """
UPDATE person SET role = :to, active = :to IS NOT NULL
WHERE id = :id AND active AND role = :from RETURNING id
"""
SEEN = "UPDATE person SET last_seen_at = ? WHERE id = ?"
JOINED_AT = "SELECT joined_at FROM person WHERE id = ?"
INVITED_BY = """
SELECT created_by FROM invitation WHERE used_by = ? ORDER BY used_at DESC, rowid DESC LIMIT 1
"""
ADD_INVITATION = """
INSERT INTO invitation (token_sha256, role, created_by, created_at, expires_at)
VALUES (:token_sha256, :role, :created_by, :now, :expires_at)
"""
INVITED_AS = """
SELECT role FROM invitation
WHERE token_sha256 = ?1 AND used_at IS NULL AND created_at <= ?2 AND expires_at > ?2
"""
USE_INVITATION = """
UPDATE invitation SET used_by = :person, used_at = :now
WHERE token_sha256 = :token_sha256 AND used_at IS NULL
    AND created_at <= :now AND expires_at > :now
RETURNING role, created_by
"""
REVOKE_CLAIMS = "DELETE FROM invitation WHERE created_by IS NULL AND used_at IS NULL"
REVOKE_INVITATIONS = "DELETE FROM invitation WHERE created_by = ? AND used_at IS NULL"
TAKE_BACK = """
DELETE FROM outbox
WHERE (lane = 'chat:' || ?1 AND state IN ('waiting', 'blocked')) OR lane = 'remind:' || ?1
"""


class SqlitePeople:
    """Keeps the people and their invitations."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, person: PersonId) -> Person | None:
        """Find somebody by the Telegram id."""
        row = await self._database.row(GET, (person,))
        return _person(row) if row else None

    async def save(self, person: Person) -> None:
        """Keep somebody's data as they are now."""
        await self._database.rows(
            SAVE,
            {
                "id": person.id,
                "language": person.language,
                "language_chosen": int(person.language_chosen),
                "role": person.role,
                "full_name": person.full_name,
                "position": person.position,
                "state_body": person.state_body,
                "active": int(person.active),
                "now": datetime.now(UTC).isoformat(),
            },
        )

    async def with_roles(self, roles: Sequence[Role]) -> list[Person]:
        """List the active people with one of these roles, by name."""
        wanted = ",".join(f'"{role}"' for role in roles)
        return [_person(row) for row in await self._database.rows(WITH_ROLES, (f"[{wanted}]",))]

    async def former(self) -> list[Person]:
        """List the people who have no role any more, by name."""
        return [_person(row) for row in await self._database.rows(FORMER)]

    async def change_role(self, person: PersonId, before: Role, after: Role | None) -> bool:
        """Give somebody another role, or none, if the role is still the one before."""
        changed = await self._database.row(CHANGE_ROLE, {"id": person, "from": before, "to": after})
        return changed is not None

    async def see(self, person: PersonId, now: datetime) -> None:
        """Note when somebody was here."""
        await self._database.rows(SEEN, (now.isoformat(), person))

    async def joined_at(self, person: PersonId) -> datetime | None:
        """Tell since when somebody is known."""
        row = await self._database.row(JOINED_AT, (person,))
        return datetime.fromisoformat(row["joined_at"]) if row else None

    async def invited_by(self, person: PersonId) -> PersonId | None:
        """Tell who made the invitation that somebody used last."""
        row = await self._database.row(INVITED_BY, (person,))
        return PersonId(row["created_by"]) if row and row["created_by"] else None

    async def add_invitation(
        self,
        token_sha256: str,
        role: Role,
        created_by: PersonId | None,
        created_at: datetime,
        expires_at: datetime,
    ) -> None:
        """Keep an invitation; a claim of the first administrator has no creator.

        It is valid between the two moments: a clock that is set back revives no old one.
        """
        await self._database.rows(
            ADD_INVITATION,
            {
                "token_sha256": token_sha256,
                "role": role,
                "created_by": created_by,
                "now": created_at.isoformat(),
                "expires_at": expires_at.isoformat(),
            },
        )

    async def invited_as(self, token_sha256: str, now: datetime) -> Role | None:
        """Tell the role of a valid invitation without using it."""
        row = await self._database.row(INVITED_AS, (token_sha256, now.isoformat()))
        return Role(row["role"]) if row else None

    async def use_invitation(
        self, token_sha256: str, person: PersonId, now: datetime
    ) -> tuple[Role, PersonId | None] | None:
        """Mark a valid invitation as used and tell its role and creator; None when not valid."""
        moment = now.isoformat()
        row = await self._database.row(
            USE_INVITATION, {"token_sha256": token_sha256, "person": person, "now": moment}
        )
        if row is None:
            return None
        creator = row["created_by"]
        return Role(row["role"]), None if creator is None else PersonId(creator)

    async def revoke_claims(self) -> None:
        """Make older claims of the first administrator worthless."""
        await self._database.rows(REVOKE_CLAIMS)

    async def revoke_invitations(self, creator: PersonId) -> None:
        """Make the invitations of somebody that were not used yet worthless."""
        await self._database.rows(REVOKE_INVITATIONS, (creator,))

    async def take_back_words(self, person: PersonId) -> None:
        """Forget what still waits to be said to somebody."""
        await self._database.rows(TAKE_BACK, (person,))


def _person(row: Row) -> Person:
    seen = row["last_seen_at"]
    return Person(
        id=PersonId(row["id"]),
        language=Language(row["language"]),
        language_chosen=bool(row["language_chosen"]),
        role=Role(row["role"]) if row["role"] else None,
        full_name=row["full_name"],
        position=row["position"],
        state_body=row["state_body"],
        active=bool(row["active"]),
        last_seen_at=datetime.fromisoformat(seen) if seen else None,
    )
