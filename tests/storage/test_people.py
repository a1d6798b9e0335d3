"""People and invitations in SQLite."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.language import Language
from bot.domain.people import Person, PersonId, Role
from bot.services.stores import PeopleStore
from storage.database import Database
from storage.people import SqlitePeople
from tests.storage.conftest import ADMIN, INSPECTOR, NOW, OTHER, SUPERVISOR, person

VALID = timedelta(hours=72)


@pytest.fixture
def store(people: SqlitePeople) -> PeopleStore:
    """The store as the services see it."""
    return people


async def test_a_person_comes_back_as_saved(database: Database, store: PeopleStore) -> None:
    """Every field survives, also the empty ones; a second save replaces the first."""
    stranger = Person(PersonId(99), Language.RUSSIAN)
    known = person(PersonId(98), Role.ADMIN, language_chosen=True, active=False)
    async with database.transaction():
        assert await store.get(stranger.id) is None
        await store.save(stranger)
        await store.save(known)
        assert await store.get(stranger.id) == stranger
        assert await store.get(known.id) == known
        await store.save(person(known.id, Role.SUPERVISOR, full_name="Жаңа"))
        assert await store.get(known.id) == person(known.id, Role.SUPERVISOR, full_name="Жаңа")


async def test_people_are_found_by_role_and_sorted_by_name(
    database: Database, store: PeopleStore
) -> None:
    """Only active people are listed."""
    async with database.transaction():
        await store.save(person(OTHER, Role.INSPECTOR, active=False))
        await store.save(person(INSPECTOR, Role.INSPECTOR, full_name="Z"))
        found = await store.with_roles([Role.INSPECTOR, Role.ADMIN])
        assert [one.id for one in found] == [ADMIN, INSPECTOR]
        assert [one.id for one in await store.with_roles([Role.SUPERVISOR])] == [SUPERVISOR]
        assert await store.with_roles([]) == []


@pytest.mark.case(3)
async def test_an_invitation_is_used_once(database: Database, store: PeopleStore) -> None:
    """The first one who comes gets the role and learns who invited; nobody after."""
    async with database.transaction():
        await store.add_invitation("aa", Role.SUPERVISOR, ADMIN, NOW, NOW + VALID)
        assert await store.use_invitation("bb", OTHER, NOW) is None
        assert await store.use_invitation("aa", OTHER, NOW) == (Role.SUPERVISOR, ADMIN)
        assert await store.use_invitation("aa", OTHER, NOW) is None


@pytest.mark.case(3)
@pytest.mark.parametrize(
    ("hours", "minutes", "valid"), [(71, 59, True), (72, 0, False), (72, 2, False)]
)
async def test_an_invitation_ends_after_three_days(
    database: Database, store: PeopleStore, hours: int, minutes: int, *, valid: bool
) -> None:
    """The boundary is exact, whether the clock shows fractions of a second or not."""
    for token, fraction in (("whole", timedelta(0)), ("fraction", timedelta(microseconds=7))):
        async with database.transaction():
            await store.add_invitation(token, Role.INSPECTOR, ADMIN, NOW, NOW + fraction + VALID)
            then = NOW + fraction + timedelta(hours=hours, minutes=minutes)
            assert (await store.use_invitation(token, OTHER, then) is not None) is valid


@pytest.mark.case(3)
async def test_of_two_who_use_an_invitation_at_once_one_wins(
    database: Database, store: PeopleStore
) -> None:
    """Two transactions that race for one invitation do not both get the role."""
    async with database.transaction():
        await store.add_invitation("aa", Role.INSPECTOR, ADMIN, NOW, NOW + VALID)
    barrier = asyncio.Barrier(2)

    async def use(who: PersonId) -> object:
        await barrier.wait()
        async with database.transaction():
            return await store.use_invitation("aa", who, NOW)

    found = await asyncio.gather(use(INSPECTOR), use(OTHER))
    assert sorted(one is not None for one in found) == [False, True]


async def test_a_new_claim_makes_the_older_ones_worthless(
    database: Database, store: PeopleStore
) -> None:
    """Claims are revoked; invitations by somebody stay valid, and used claims are remembered."""
    async with database.transaction():
        for token in ("used", "unused"):
            await store.add_invitation(token, Role.ADMIN, None, NOW, NOW + VALID)
        await store.add_invitation("invited", Role.INSPECTOR, ADMIN, NOW, NOW + VALID)
        assert await store.use_invitation("used", OTHER, NOW) == (Role.ADMIN, None)
        await store.revoke_claims()
        assert await store.use_invitation("unused", OTHER, NOW) is None
        assert await store.use_invitation("invited", OTHER, NOW) is not None
        left = await database.rows("SELECT token_sha256 FROM invitation ORDER BY 1")
    assert [row[0] for row in left] == ["invited", "used"]


async def test_what_waits_for_somebody_is_taken_back(
    database: Database, store: PeopleStore
) -> None:
    """Waiting or set aside; others' words stay, and so does what was given up for good."""
    put_in = "INSERT INTO outbox (lane, kind, payload, state, due_at) VALUES (?, 'x', '{}', ?, 0)"
    async with database.transaction():
        for lane in (f"chat:{OTHER}", f"chat:{OTHER}0", f"deliver:{OTHER}"):
            for state in ("waiting", "blocked", "dead"):
                await database.rows(put_in, (lane, state))
        await store.take_back_words(OTHER)
        left = await database.rows("SELECT lane, state FROM outbox ORDER BY id")
    assert [tuple(row) for row in left][:2] == [
        (f"chat:{OTHER}", "dead"),
        (f"chat:{OTHER}0", "waiting"),
    ]
    assert len(left) == 7


async def test_a_role_changes_only_from_what_it_was(database: Database, store: PeopleStore) -> None:
    """Of two who read the same role the second one changes nothing; without a role nobody does."""
    async with database.transaction():
        assert await store.change_role(INSPECTOR, Role.INSPECTOR, Role.SUPERVISOR)
        assert not await store.change_role(INSPECTOR, Role.INSPECTOR, None)
        assert await store.get(INSPECTOR) == person(INSPECTOR, Role.SUPERVISOR)
        assert await store.change_role(INSPECTOR, Role.SUPERVISOR, None)
        assert await store.get(INSPECTOR) == person(INSPECTOR, None, active=False)
        assert not await store.change_role(INSPECTOR, Role.SUPERVISOR, Role.ADMIN)
        assert not await store.change_role(PersonId(99), Role.SUPERVISOR, Role.ADMIN)


async def test_former_colleagues_are_those_without_a_role(
    database: Database, store: PeopleStore
) -> None:
    """By name, with when they were here last and since when they are known."""
    async with database.transaction():
        assert await store.former() == []
        await store.see(OTHER, NOW)
        await store.save(person(OTHER, Role.INSPECTOR, active=False, full_name="Z"))
        await store.save(person(INSPECTOR, None, full_name="Y"))
        found = await store.former()
        assert [(one.id, one.last_seen_at) for one in found] == [(INSPECTOR, None), (OTHER, NOW)]
        assert await store.joined_at(OTHER) is not None
        assert await store.joined_at(PersonId(99)) is None
