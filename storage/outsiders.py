"""How strangers stand, in SQLite: a salted hash of the id, and for two hours at most.

`wrong_tokens_since` is the time of the last wrong token: the count holds for an hour from then on.
`codes_tried_since` is the time of the first code of the hour that is counted.
"""

import hashlib
import secrets
import time
from datetime import UTC, datetime

from bot.domain.people import PersonId
from bot.services.doorkeeper import Standing
from storage.database import Database

SALT = "outsider_salt"
SALT_BYTES = 32
READ_SALT = "SELECT value FROM bookmark WHERE name = ?"
KEEP_SALT = "INSERT INTO bookmark (name, value) VALUES (?, ?)"
READ = """
SELECT answered_at, wrong_tokens, wrong_tokens_since, silent_until, codes_tried, codes_tried_since
FROM outsider WHERE salted_sha256 = ?
"""
WRITE = """
INSERT INTO outsider (salted_sha256, answered_at, wrong_tokens, wrong_tokens_since, silent_until,
    codes_tried, codes_tried_since)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (salted_sha256) DO UPDATE SET
    answered_at = excluded.answered_at, wrong_tokens = excluded.wrong_tokens,
    wrong_tokens_since = excluded.wrong_tokens_since, silent_until = excluded.silent_until,
    codes_tried = excluded.codes_tried, codes_tried_since = excluded.codes_tried_since
"""
FORGET = """
DELETE FROM outsider
WHERE MAX(COALESCE(answered_at, 0), COALESCE(wrong_tokens_since, 0), COALESCE(silent_until, 0),
    COALESCE(codes_tried_since, 0)) < ?
"""
FORGET_SALT = """
DELETE FROM bookmark WHERE name = ? AND NOT EXISTS (SELECT 1 FROM outsider)
"""
EFFECT_SECONDS = 3600


class SqliteOutsiders:
    """Keeps the counters of strangers; without the salt a hash tells nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def account(self, person: PersonId) -> str:
        """Name an account: a salted hash of the Telegram id."""
        return hashlib.sha256(f"{await self._salt()}:{person}".encode()).hexdigest()

    async def read(self, account: str) -> Standing:
        """Read how an account stands."""
        row = await self._database.row(READ, (account,))
        if row is None:
            return Standing()
        return Standing(
            answered_at=_moment(row["answered_at"]),
            wrong_tokens=row["wrong_tokens"],
            wrong_token_at=_moment(row["wrong_tokens_since"]),
            silent_until=_moment(row["silent_until"]),
            codes_tried=row["codes_tried"],
            codes_tried_since=_moment(row["codes_tried_since"]),
        )

    async def write(self, account: str, standing: Standing) -> None:
        """Keep how an account stands."""
        await self._database.rows(
            WRITE,
            (
                account,
                _seconds(standing.answered_at),
                standing.wrong_tokens,
                _seconds(standing.wrong_token_at),
                _seconds(standing.silent_until),
                standing.codes_tried,
                _seconds(standing.codes_tried_since),
            ),
        )

    async def clean_up(self) -> None:
        """Forget counters without effect; with the last one the salt, and so whose they were."""
        await self._database.rows(FORGET, (time.time() - EFFECT_SECONDS,))
        await self._database.rows(FORGET_SALT, (SALT,))

    async def _salt(self) -> str:
        row = await self._database.row(READ_SALT, (SALT,))
        if row is not None:
            return str(row["value"])
        salt = secrets.token_hex(SALT_BYTES)
        await self._database.rows(KEEP_SALT, (SALT, salt))
        return salt


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _seconds(moment: datetime | None) -> float | None:
    return None if moment is None else moment.timestamp()
