"""Taking a role away: from the next update on, everywhere, and never the last administrator's."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain import errors
from bot.domain.language import Language
from bot.domain.people import Person, PersonId, Role
from bot.services.people import People
from tests.access.phones import STRANGER, feed, said_to, sent
from tests.office import Chat, Office, services_of
from tests.telegram.walking import begin_filled


async def remove(office: Office, name: str) -> Chat:
    """Remove somebody as an administrator does."""
    await office.hire("administrator")
    admin = office.chat("administrator")
    await admin.send("/people")
    await admin.press(name)
    await admin.press("Remove")
    if "Keep" in admin.labels():
        await admin.press("Keep")
    await admin.press("Yes, remove")
    return admin


@pytest.mark.case(7)
async def test_a_removed_inspector_is_a_stranger_at_once(office: Office) -> None:
    """In the middle of a dialog and on old buttons; what was entered stays, and comes back."""
    chat = await begin_filled(office, Language.ENGLISH)
    await chat.press("✅ Complies")
    screen = chat.screen
    admin = await remove(office, "Жұмабеков")
    before = {name: await office.rows(f"SELECT * FROM {name}") for name in ("inspection", "answer")}

    assert await chat.send("a remark for the open question") == STRANGER
    for button in chat.buttons(screen):
        await chat.tap(screen, str(button["callback_data"]), force=True)
        assert chat.toast == STRANGER
    message = {"photo": [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]}
    await feed(office, message=sent(office, "inspector", **message))
    for name, rows in before.items():
        assert [tuple(row) for row in await office.rows(f"SELECT * FROM {name}")] == [
            tuple(row) for row in rows
        ]
    assert await office.rows("SELECT * FROM evidence") == []

    await admin.press("Invite again")
    link = next(text for text in reversed(said_to(office, "administrator")) if "start=" in text)
    payload = link.split("?start=")[1].split()[0]
    assert "2 / 8" in await chat.do(lambda: chat.phones.start(chat.key, payload))


@pytest.mark.case(7)
async def test_nothing_new_is_kept_of_somebody_removed(office: Office) -> None:
    """Not even that the Telegram there speaks another language now; the answer is in it."""
    await office.hire("inspector")
    await remove(office, "Жұмабеков")
    before = await office.rows("SELECT * FROM person WHERE id = 1002")
    assert (before[0]["role"], before[0]["active"]) == (None, 0)
    office.server.phones.set_language("inspector", "ru")
    assert "только для приглашённых" in await office.chat("inspector").send("/start")
    after = await office.rows("SELECT * FROM person WHERE id = 1002")
    assert [tuple(row) for row in after] == [tuple(row) for row in before]


@pytest.mark.case(7)
async def test_a_removed_inspectors_menu_offers_nothing(office: Office) -> None:
    """The commands of the chat are those of a stranger again."""
    await office.hire("inspector")
    await remove(office, "Жұмабеков")
    menu = [call for call in office.world.calls if call.method == "setMyCommands"][-1]
    assert menu.parameters["scope"]["chat_id"] == 1002
    assert [each["command"] for each in menu.parameters["commands"]] == ["start", "lang", "help"]


def administrators(office: Office) -> People:
    """The service of a bot whose settings name no administrator."""
    stores = office.app.stores
    assert stores is not None
    people = services_of(office.app).people
    people._admins = frozenset()
    return people


async def keep(office: Office, *people: Person) -> None:
    """Give people their roles."""
    stores = office.app.stores
    assert stores is not None
    async with stores.database.transaction():
        for person in people:
            await stores.people.save(person)


FIRST = Person(PersonId(51), Language.ENGLISH, role=Role.ADMIN, full_name="A")
SECOND = replace(FIRST, id=PersonId(52), full_name="B")


async def refusal(office: Office, people: People, by: Person, whom: Person) -> object:
    """Try to remove somebody; tell the rule that it breaks."""
    stores = office.app.stores
    assert stores is not None
    try:
        async with stores.database.transaction():
            await people.remove(by, whom.id, whom.role or Role.INSPECTOR)
    except errors.BrokenRule as error:
        return type(error)
    return None


@pytest.mark.case(8)
async def test_the_last_administrator_stays(office: Office) -> None:
    """Not even by himself; with a second one he may go."""
    people = administrators(office)
    await keep(office, FIRST)
    assert await refusal(office, people, FIRST, FIRST) is errors.LastAdministrator
    await keep(office, SECOND)
    assert await refusal(office, people, FIRST, FIRST) is None
    assert await refusal(office, people, SECOND, SECOND) is errors.LastAdministrator
    entries = await office.rows("SELECT actor, details FROM audit WHERE action = 'role_removed'")
    assert [tuple(each) for each in entries] == [(51, '{"person": 51, "role": "admin"}')]


@pytest.mark.case(8)
async def test_of_two_administrators_who_remove_each_other_one_stays(office: Office) -> None:
    """Both have pressed; the second one is no administrator any more."""
    people = administrators(office)
    await keep(office, FIRST, SECOND)
    barrier = asyncio.Barrier(2)

    async def race(by: Person, whom: Person) -> object:
        await barrier.wait()
        return await refusal(office, people, by, whom)

    found = await asyncio.gather(race(FIRST, SECOND), race(SECOND, FIRST))
    assert sorted(map(str, found)) == sorted(map(str, (None, errors.NotAllowed)))
    assert len(await office.rows("SELECT 1 FROM person WHERE role = 'admin' AND active")) == 1


@pytest.mark.case(8)
async def test_only_administrators_remove_and_only_what_was_shown(office: Office) -> None:
    """Others may not; who has no role, or another one than was shown, is not removed."""
    people = administrators(office)
    supervisor = replace(SECOND, role=Role.SUPERVISOR)
    stranger = replace(FIRST, id=PersonId(53), role=None)
    await keep(office, FIRST, supervisor, stranger)
    assert await refusal(office, people, supervisor, FIRST) is errors.NotAllowed
    assert await refusal(office, people, stranger, FIRST) is errors.NotAllowed
    assert await refusal(office, people, FIRST, stranger) is errors.UnknownPerson
    assert await refusal(office, people, FIRST, replace(SECOND, role=Role.INSPECTOR)) is (
        errors.ScreenIsStale
    )
    assert await refusal(office, people, FIRST, supervisor) is None
    assert await refusal(office, people, FIRST, supervisor) is errors.UnknownPerson


@pytest.mark.case(8)
async def test_who_is_named_in_the_settings_is_changed_there(office: Office) -> None:
    """Each message would bring the role back; the words say where to change it."""
    await office.hire("administrator")
    admin = office.chat("administrator")
    await admin.send("/people")
    await admin.press("Сәрсенова")
    assert "ADMIN_IDS" in admin.text
    assert admin.labels() == ["◀ Back"]
    await admin.press("◀ Back")
    assert "Who uses the bot" in admin.text
    await admin.tap(admin.screen, "px:1001:admin", force=True)
    assert "ADMIN_IDS" in admin.toast
