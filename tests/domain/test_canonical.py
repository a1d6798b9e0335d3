"""The same data give the same hash, on every machine and for ever."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from bot.domain.canonical import canonical, data_hash
from bot.domain.checklist import Verdict

ALMATY = timezone(timedelta(hours=5))


@dataclass
class Sample:
    """Some data."""

    name: str
    verdict: Verdict | None


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": 1, "a": [None, True]}, '{"a":[null,true],"b":1}'),
        (Sample("и\N{COMBINING BREVE}", Verdict.VIOLATES), '{"name":"й","verdict":"violates"}'),
        (datetime(2026, 3, 5, 15, 30, tzinfo=ALMATY), '"2026-03-05T10:30:00+00:00"'),
        ((date(2026, 3, 5), "Қ"), '["2026-03-05","Қ"]'),
        ({Verdict.COMPLIES: ()}, '{"complies":[]}'),
    ],
)
def test_data_have_one_written_form(value: object, written: str) -> None:
    """Order, time zone and the way a letter is put together make no difference."""
    assert canonical(value).decode() == written


def test_the_hash_of_the_form_does_not_change_between_releases() -> None:
    """Hashes that were printed years ago must still be found."""
    value = {"number": "2026-000001", "at": datetime(2026, 3, 5, tzinfo=UTC)}
    assert data_hash(value) == "6abee3c315b50dd89a7a6cd7f7168eecdf1c28c44e57f176bdd6e3b796ae9674"


@pytest.mark.parametrize("value", [1.5, object(), {1, 2}, Sample])
def test_what_has_no_single_form_is_refused(value: object) -> None:
    """A float, for one, is written differently by different programs."""
    with pytest.raises(TypeError, match="no canonical form"):
        canonical(value)
