"""Joining and leaving: what is kept of people, and what the audit tells about it."""

from datetime import timedelta

import pytest

from bot.domain.errors import (
    InvitationRefused,
    LastAdministrator,
    NotAllowed,
    RoleHeldAlready,
    ScreenIsStale,
    UnknownPerson,
)
from bot.domain.language import Language
from bot.domain.people import Person, PersonId, Role
from storage.database import Database
from tests.services.conftest import Agency, in_one_transaction

ADMIN, ANNA, DINA = PersonId(1), PersonId(2), PersonId(3)


async def administrator(agency: Agency) -> Person:
    """The administrator named in the settings, who has written to the bot."""
    return await agency.people.recognise(ADMIN, "ru")


async def hire(agency: Agency, person: PersonId, role: Role) -> Person:
    """Let somebody join by an invitation."""
    token = await agency.people.invite(await administrator(agency), role)
    found = await agency.people.recognise(person, "kk")
    return (await agency.people.accept(found, token)).person


@in_one_transaction
async def test_the_audit_tells_who_let_whom_in_and_out(agency: Agency) -> None:
    """Each deed with its doer, the person and the role: nobody's access appears from nowhere."""
    admin = await administrator(agency)
    anna = await hire(agency, ANNA, Role.INSPECTOR)
    anna = await agency.people.introduce(anna, full_name="Анна")
    anna = await agency.people.introduce(anna, full_name="Айна")
    await agency.people.introduce(anna, full_name="Айна")
    await agency.people.remove(admin, ANNA, Role.INSPECTOR)
    assert await agency.entries() == [
        ("role_granted", None, '{"from": null, "person": 1, "to": "admin"}'),
        ("invited", 1, '{"role": "inspector"}'),
        ("role_granted", 1, '{"from": null, "person": 2, "to": "inspector"}'),
        ("profile_changed", 2, '{"field": "full_name", "from": null, "to": "Анна"}'),
        ("profile_changed", 2, '{"field": "full_name", "from": "Анна", "to": "Айна"}'),
        ("role_removed", 1, '{"person": 2, "role": "inspector"}'),
    ]


@in_one_transaction
async def test_the_one_who_was_removed_can_be_invited_again(agency: Agency) -> None:
    """With the profile as it was, and with the new role alone."""
    anna = await hire(agency, ANNA, Role.SUPERVISOR)
    await agency.people.introduce(anna, full_name="Анна", position="маман", state_body="орган")
    await agency.people.remove(await administrator(agency), ANNA, Role.SUPERVISOR)
    gone = await agency.people.get(ANNA)
    assert gone is not None
    assert not gone.may(Role.INSPECTOR)
    back = await hire(agency, ANNA, Role.INSPECTOR)
    assert back == await agency.people.get(ANNA)
    assert (back.may(Role.INSPECTOR), back.may(Role.SUPERVISOR)) == (True, False)
    assert (back.full_name, back.position, back.state_body) == ("Анна", "маман", "орган")


@in_one_transaction
async def test_an_invitation_tells_who_invited(agency: Agency) -> None:
    """So that the inviter can be told; it works until its last second, and only once."""
    token = await agency.people.invite(await administrator(agency), Role.SUPERVISOR)
    agency.clock.move(hours=72, seconds=-1)
    anna, dina = [await agency.people.recognise(each, "kk") for each in (ANNA, DINA)]
    joined = await agency.people.accept(anna, token)
    assert (joined.invited_by, joined.person.role) == (ADMIN, Role.SUPERVISOR)
    with pytest.raises(InvitationRefused):
        await agency.people.accept(dina, token)


@pytest.mark.parametrize("hours", [-1, 72, 73])
@in_one_transaction
async def test_an_invitation_is_worthless_outside_of_its_time(agency: Agency, hours: int) -> None:
    """72 hours after it was made, and on a clock that was set back before that."""
    token = await agency.people.invite(await administrator(agency), Role.INSPECTOR)
    agency.clock.move(hours=hours)
    anna = await agency.people.recognise(ANNA, "kk")
    with pytest.raises(InvitationRefused):
        await agency.people.accept(anna, token)
    assert await agency.people.get(ANNA) is None


@in_one_transaction
async def test_whoever_holds_the_role_leaves_the_invitation_to_others(agency: Agency) -> None:
    """Also by a higher role; a lower one is raised by it."""
    token = await agency.people.invite(await administrator(agency), Role.SUPERVISOR)
    with pytest.raises(RoleHeldAlready):
        await agency.people.accept(await administrator(agency), token)
    anna = await hire(agency, ANNA, Role.INSPECTOR)
    assert (await agency.people.accept(anna, token)).person.role is Role.SUPERVISOR


@in_one_transaction
async def test_a_language_is_followed_until_one_is_chosen(agency: Agency) -> None:
    """Of staff it is kept; a language that the bot does not speak changes nothing."""
    await hire(agency, ANNA, Role.INSPECTOR)
    assert (await agency.people.recognise(ANNA, "ru-RU")).language is Language.RUSSIAN
    assert (await agency.people.recognise(ANNA, "de")).language is Language.RUSSIAN
    kept = await agency.people.get(ANNA)
    assert kept is not None
    assert kept.language is Language.RUSSIAN
    chosen = await agency.people.choose_language(kept, Language.ENGLISH)
    assert await agency.people.recognise(ANNA, "kk") == chosen == await agency.people.get(ANNA)


@in_one_transaction
async def test_of_a_stranger_only_the_language_is_guessed(agency: Agency) -> None:
    """And nothing is kept; in doubt it is the language of the law."""
    assert (await agency.people.recognise(ANNA, "ru")).language is Language.RUSSIAN
    assert await agency.people.recognise(ANNA, None) == Person(ANNA, Language.KAZAKH)
    assert await agency.people.get(ANNA) is None


@in_one_transaction
async def test_a_removed_persons_language_is_not_followed(agency: Agency) -> None:
    """Nothing new is kept of those who have left; they are spoken to in theirs all the same."""
    await hire(agency, ANNA, Role.INSPECTOR)
    await agency.people.remove(await administrator(agency), ANNA, Role.INSPECTOR)
    assert (await agency.people.recognise(ANNA, "en")).language is Language.ENGLISH
    kept = await agency.people.get(ANNA)
    assert kept is not None
    assert kept.language is Language.KAZAKH


@in_one_transaction
async def test_a_profile_changes_field_by_field(agency: Agency) -> None:
    """What is not typed stays."""
    anna = await hire(agency, ANNA, Role.INSPECTOR)
    anna = await agency.people.introduce(anna, full_name="Анна", position="маман")
    anna = await agency.people.introduce(anna, state_body="орган")
    anna = await agency.people.introduce(anna, full_name="Айна")
    assert (anna.full_name, anna.position, anna.state_body) == ("Айна", "маман", "орган")
    assert await agency.people.get(ANNA) == anna


@in_one_transaction
async def test_nobody_accepts_an_act_of_his_own(agency: Agency) -> None:
    """Supervisors and administrators receive acts, inspectors do not."""
    await administrator(agency)
    await hire(agency, ANNA, Role.SUPERVISOR)
    await hire(agency, DINA, Role.INSPECTOR)
    assert {each.id for each in await agency.people.supervisors_for(DINA)} == {ADMIN, ANNA}
    assert {each.id for each in await agency.people.supervisors_for(ANNA)} == {ADMIN}
    assert {each.id for each in await agency.people.administrators()} == {ADMIN}
    staff = await agency.people.staff(await administrator(agency))
    assert {each.id for each in staff} == {ADMIN, ANNA, DINA}


@in_one_transaction
async def test_only_administrators_look_at_people(agency: Agency) -> None:
    """And they see nobody who holds no role."""
    anna = await hire(agency, ANNA, Role.SUPERVISOR)
    with pytest.raises(NotAllowed):
        await agency.people.staff(anna)
    with pytest.raises(NotAllowed):
        await agency.people.member(anna, ADMIN)
    with pytest.raises(NotAllowed):
        await agency.people.invite(anna, Role.INSPECTOR)
    with pytest.raises(UnknownPerson):
        await agency.people.member(await administrator(agency), DINA)


@in_one_transaction
async def test_a_role_is_only_taken_as_it_was_shown(agency: Agency) -> None:
    """Of two decisions about one person the second is about somebody else."""
    await hire(agency, ANNA, Role.INSPECTOR)
    with pytest.raises(ScreenIsStale):
        await agency.people.remove(await administrator(agency), ANNA, Role.SUPERVISOR)
    found = await agency.people.get(ANNA)
    assert found is not None
    assert found.may(Role.INSPECTOR)


async def test_an_agency_without_administrator_is_claimed_once(database: Database) -> None:
    """A newer link ends the older one; with the first administrator there is none any more."""
    async with database.transaction():
        agency = Agency(database)
        older, newer = await agency.people.first_claim(), await agency.people.first_claim()
        assert older is not None
        assert newer is not None
        anna = await agency.people.recognise(ANNA, "kk")
        with pytest.raises(InvitationRefused):
            await agency.people.accept(anna, older)
        joined = await agency.people.accept(anna, newer)
        assert (joined.invited_by, joined.person.role) == (None, Role.ADMIN)
        assert await agency.people.first_claim() is None
        with pytest.raises(LastAdministrator):
            await agency.people.remove(joined.person, ANNA, Role.ADMIN)
        assert (await agency.entries())[-1] == (
            "role_granted",
            None,
            '{"from": null, "person": 2, "to": "admin"}',
        )


async def test_who_is_named_in_the_settings_comes_back(database: Database) -> None:
    """Removed before the settings named them, or with a lower role: they are administrators."""
    async with database.transaction():
        before = Agency(database, 1)
        await hire(before, ANNA, Role.INSPECTOR)
        await before.people.remove(await administrator(before), ANNA, Role.INSPECTOR)
        now = Agency(database, 2)
        assert now.people.is_named_in_settings(ANNA)
        assert not now.people.is_named_in_settings(ADMIN)
        assert (await now.people.recognise(ANNA, "kk")).may(Role.ADMIN)
        assert await now.people.first_claim() is None


@in_one_transaction
async def test_it_is_known_to_the_hour_when_somebody_was_here(agency: Agency) -> None:
    """One write an hour, however many taps; a clock that was set back is believed."""
    anna = await hire(agency, ANNA, Role.INSPECTOR)
    first = anna.last_seen_at
    assert first == agency.clock.now()
    for minutes, is_new in ((59, False), (2, True), (30, False), (-91, True), (-1, True)):
        agency.clock.move(minutes=minutes)
        before = await agency.database.rows("SELECT last_seen_at, total_changes() FROM person")
        seen = (await agency.people.recognise(ANNA, "kk")).last_seen_at
        after = await agency.database.rows("SELECT last_seen_at, total_changes() FROM person")
        assert (seen == agency.clock.now()) is is_new
        assert ([tuple(row) for row in before] != [tuple(row) for row in after]) is is_new
        kept = await agency.people.get(ANNA)
        assert kept is not None
        assert kept.last_seen_at == seen


@in_one_transaction
async def test_nobody_without_a_role_is_seen(agency: Agency) -> None:
    """Neither a stranger nor a former colleague; what was known of that one stays."""
    await hire(agency, ANNA, Role.INSPECTOR)
    await agency.people.remove(await administrator(agency), ANNA, Role.INSPECTOR)
    agency.clock.move(hours=5)
    seen = (await agency.people.recognise(ANNA, "kk")).last_seen_at
    await agency.people.recognise(DINA, "kk")
    assert seen == agency.clock.now() - timedelta(hours=5)
    assert await agency.people.get(DINA) is None


@in_one_transaction
async def test_the_inviter_is_the_administrator_whose_link_was_used_last(agency: Agency) -> None:
    """Nobody, when that one is no administrator any more, or when nobody had invited."""
    anna = await hire(agency, ANNA, Role.ADMIN)
    dina = await hire(agency, DINA, Role.INSPECTOR)
    assert await agency.people.inviter(DINA) == await administrator(agency)
    agency.clock.move(hours=1)
    token = await agency.people.invite(anna, Role.SUPERVISOR)
    await agency.people.accept(dina, token)
    assert await agency.people.inviter(DINA) == anna
    admin = await administrator(agency)
    await agency.people.change_role(admin, ANNA, Role.ADMIN, Role.SUPERVISOR)
    assert await agency.people.inviter(DINA) is None
    assert await agency.people.inviter(ADMIN) is None
