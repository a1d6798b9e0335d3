"""What no log may ever hold: the values that tests use for secrets and for people's own words.

For campaigns too: `find_canaries` reads the standard error of a process that was killed.
"""

import re
from collections import deque

from bot.demo.people import READY_PEOPLE
from tests.documents.samples import CIRCUMSTANCES, HEADER, OFFICIALS
from tests.documents.samples import REMARK as PRINTED_REMARK
from tests.office import BODY
from tests.telegram.walking import ADDRESS, REMARK, SUBJECT

SHORTEST_TYPED = 8
"""Shorter texts, such as a digit, may well stand in a log for another reason."""
MOST_TYPED = 500
PATTERNS = (
    re.compile(r"\d{6,}:[A-Za-z0-9_-]{20,}"),  # a bot's token
    re.compile(r"(?<![A-Za-z0-9_-])i_[A-Za-z0-9_-]{20,}"),  # an invitation
    re.compile(r"(?<![0-9A-Za-z])(?<!\d\.)\d{12}(?![0-9A-Za-z])"),  # an IIN or BIN
    re.compile(r"(?:AgAC|BQAC|AwAC|AAMC)[A-Za-z0-9_-]{20,}"),  # a file at Telegram
)
COLLEAGUES = CIRCUMSTANCES.colleagues or ()
WORDS = frozenset(
    [
        *(name for person in READY_PEOPLE for name in (person.first_name, person.last_name)),
        *(name for official in (*OFFICIALS, *COLLEAGUES) for name in official.full_name.split()),
        *str(CIRCUMSTANCES.representative_name).split(),
        *(str(HEADER.subject_name), str(HEADER.address), str(HEADER.state_body)),
        *(SUBJECT, ADDRESS, REMARK, PRINTED_REMARK, BODY),
    ]
)
"""Names, subjects, addresses and remarks of the tests."""


def find_canaries(text: str, typed: deque[str] | None = None) -> list[str]:
    """Name what of the secrets stands in a text; `typed` are further words, typed just now."""
    found = [match[0] for pattern in PATTERNS for match in pattern.finditer(text)]
    return found + [word for word in (*WORDS, *(typed or ())) if word in text]
