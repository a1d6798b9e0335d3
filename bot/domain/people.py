"""The people who use the bot, and what each role may do."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.domain.language import Language

PersonId = NewType("PersonId", int)
"""A person's Telegram id."""


class Role(StrEnum):
    """What somebody may do; an administrator may do all a supervisor may, and so on down."""

    INSPECTOR = "inspector"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"

    def includes(self, other: "Role") -> bool:
        """Say whether this role may do what the other one may."""
        order = list(Role)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has written to the bot and may use it.

    Until a language is chosen with /lang, the bot follows the one of the person's Telegram.
    """

    id: PersonId
    language: Language
    language_chosen: bool = False
    role: Role | None = None
    full_name: str | None = None
    position: str | None = None
    state_body: str | None = None
    active: bool = True
    last_seen_at: datetime | None = field(default=None, compare=False)

    @property
    def introduced(self) -> bool:
        """Whether the profile holds all that an act prints about an official."""
        return None not in (self.full_name, self.position, self.state_body)

    def may(self, role: Role) -> bool:
        """Say whether this person may do what the role may."""
        return self.active and self.role is not None and self.role.includes(role)
