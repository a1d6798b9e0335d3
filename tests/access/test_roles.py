"""Another role for somebody: asked once, told, audited, and never the last administrator's."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain import errors
from bot.domain.people import Person, PersonId, Role
from tests.access.phones import invitation, said_to
from tests.access.test_removal import FIRST, SECOND, administrators, keep
from tests.office import Chat, Office

THIRD = replace(FIRST, id=PersonId(53), role=Role.INSPECTOR, full_name="C")
CHANGED = "SELECT actor, details FROM audit WHERE action = 'role_changed'"


async def roles_of(office: Office, name: str) -> Chat:
    """An administrator who was asked which role somebody gets."""
    await office.hire("administrator")
    admin = office.chat("administrator")
    await admin.send("/people")
    await admin.press(name)
    await admin.press("Change role")
    return admin


@pytest.mark.case(8)
async def test_another_role_counts_at_once_and_is_told(office: Office) -> None:
    """The person hears of it and gets the commands; the card shows it; the audit has both roles."""
    await office.hire("supervisor")
    admin = await roles_of(office, "Төлегенова")
    assert admin.labels() == ["Inspector", "Administrator", "◀ Back"]
    question = admin.screen
    await admin.press("Inspector")
    assert "✅ Төлегенова Гүлнар: supervisor → inspector." in admin.text
    assert "Role: inspector." in admin.text
    assert "Your role was changed: supervisor → inspector." in said_to(office, "supervisor")[-1]
    assert [tuple(each) for each in await office.rows(CHANGED)] == [
        (1001, '{"from": "supervisor", "person": 1003, "to": "inspector"}')
    ]
    await admin.tap(question, "pc:1003:supervisor:inspector", force=True)
    assert "out of date" in admin.toast
    assert len(await office.rows(CHANGED)) == 1


@pytest.mark.case(8)
async def test_an_administrator_is_made_after_a_second_question(office: Office) -> None:
    """With what it means; the menu that follows has the commands of administrators."""
    await office.hire("inspector")
    admin = await roles_of(office, "Жұмабеков")
    await admin.press("Administrator")
    assert "Make Жұмабеков Ерлан an administrator?" in admin.text
    assert await office.rows(CHANGED) == []
    await admin.press("◀ Back")
    await admin.press("Change role")
    await admin.press("Administrator")
    await admin.press("Yes, make an administrator")
    assert "inspector → administrator" in admin.text
    menu = [call for call in office.world.calls if call.method == "setMyCommands"][-1]
    assert menu.parameters["scope"]["chat_id"] == 1002
    assert "people" in [each["command"] for each in menu.parameters["commands"]]
    assert "Who uses the bot" in await office.chat("inspector").send("/people")


@pytest.mark.case(8)
async def test_an_administrator_may_step_down(office: Office) -> None:
    """While another one stays; the own links end, and the home screen says the new role."""
    await office.hire("supervisor")
    await office.rows("UPDATE person SET role = 'admin' WHERE id = 1003")
    await office.hire("administrator")
    chat = office.chat("supervisor")
    link = await invitation(chat, "Administrator")
    await chat.send("/people")
    await chat.press("Төлегенова")
    await chat.press("Change role")
    await chat.press("Supervisor")
    assert "administrator → supervisor" in chat.text
    assert "Your role: supervisor." in chat.text
    assert "Your role does not allow this." in await chat.send("/people")
    await chat.do(lambda: chat.phones.start(chat.key, link))
    assert "not valid, or was used, or expired" in chat.text


@pytest.mark.case(8)
async def test_administrators_of_the_settings_keep_their_role(office: Office) -> None:
    """No button leads there, and a forged one is refused."""
    await office.hire("administrator")
    admin = office.chat("administrator")
    await admin.tap(admin.screen, "po:1001", force=True)
    assert "changed only there" in admin.text
    assert admin.labels() == ["◀ Back"]
    await admin.tap(admin.screen, "pc:1001:admin:inspector", force=True)
    assert "ADMIN_IDS" in admin.toast
    assert await office.rows(CHANGED) == []


@pytest.mark.case(8)
async def test_the_last_administrator_stays_one(office: Office) -> None:
    """Of a bot whose settings name nobody; with a second one it is possible."""
    people, stores = administrators(office), office.app.stores
    assert stores is not None
    await keep(office, FIRST)
    async with stores.database.transaction():
        with pytest.raises(errors.LastAdministrator):
            await people.change_role(FIRST, FIRST.id, Role.ADMIN, Role.SUPERVISOR)
    await keep(office, SECOND)
    async with stores.database.transaction():
        changed = await people.change_role(FIRST, FIRST.id, Role.ADMIN, Role.SUPERVISOR)
        assert changed.role is Role.SUPERVISOR
        with pytest.raises(errors.LastAdministrator):
            await people.change_role(SECOND, SECOND.id, Role.ADMIN, Role.INSPECTOR)
        with pytest.raises(errors.NotAllowed):
            await people.change_role(FIRST, SECOND.id, Role.ADMIN, Role.INSPECTOR)


@pytest.mark.case(8)
@pytest.mark.parametrize("second", [None, Role.SUPERVISOR, Role.ADMIN])
async def test_of_two_administrators_one_changes_a_person(
    office: Office, second: Role | None
) -> None:
    """Both have read the card before either writes; the other one learns that it is out of date."""
    people, stores = administrators(office), office.app.stores
    assert stores is not None
    await keep(office, FIRST, SECOND, THIRD)
    barrier = asyncio.Barrier(2)

    async def change(by: Person, role: Role | None) -> object:
        async with stores.database.transaction():
            shown = (await people.member(by, THIRD.id)).role
        assert shown is Role.INSPECTOR
        await barrier.wait()
        try:
            async with stores.database.transaction():
                if role is None:
                    return await people.remove(by, THIRD.id, shown)
                return await people.change_role(by, THIRD.id, shown, role)
        except (errors.ScreenIsStale, errors.UnknownPerson) as error:
            return error

    results = await asyncio.gather(change(FIRST, Role.SUPERVISOR), change(SECOND, second))
    assert sum(isinstance(each, errors.BrokenRule) for each in results) == 1
    told = await office.rows("SELECT 1 FROM audit WHERE action IN ('role_changed', 'role_removed')")
    assert len(told) == 1


@pytest.mark.case(8, 12)
async def test_two_phones_tap_at_once(office: Office) -> None:
    """Over the whole way: one change, one word to the person, and the other sees how it is now."""
    await office.hire("supervisor", "inspector")
    await office.rows("UPDATE person SET role = 'admin' WHERE id = 1003")
    first, second = await roles_of(office, "Жұмабеков"), office.chat("supervisor")
    await second.send("/people")
    await second.press("Жұмабеков")
    await second.press("Remove")
    taps = [
        chat.phones.tap(chat.key, chat.screen["message_id"], data, force=True)
        for chat, data in (
            (first, "pc:1002:inspector:supervisor"),
            (first, "pc:1002:inspector:supervisor"),
            (second, "px:1002:inspector"),
        )
    ]
    await office.settle()
    answers = [(office.world.taps.get(tap).answer or {}).get("text", "") for tap in taps]
    assert answers[0] == ""
    assert ["out of date" in each for each in answers[1:]] == [True, True]
    (person,) = await office.rows("SELECT role, active FROM person WHERE id = 1002")
    assert tuple(person) == ("supervisor", 1)
    words = [each for each in said_to(office, "inspector") if "Your role was changed" in each]
    assert len(words) == 1
