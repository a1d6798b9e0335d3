"""/people: who uses the bot, and how an administrator takes a role away."""

import re
from html import unescape

import pytest

from bot.domain.language import Language
from bot.domain.people import Person, PersonId, Role
from bot.i18n import speaking
from bot.telegram.reply import Screen
from bot.telegram.screens import people
from tests.office import Office

LONG = "Ұ&<😀" * 50


async def hire_many(office: Office, count: int) -> None:
    """Ten inspectors with names in order."""
    stores = office.app.stores
    assert stores is not None
    async with stores.database.transaction():
        for number in range(count):
            name = f"Әлімжанов {number:02}"
            await stores.people.save(
                Person(PersonId(500 + number), Language.KAZAKH, role=Role.INSPECTOR, full_name=name)
            )


@pytest.mark.case(8)
async def test_an_administrator_lists_opens_and_removes(office: Office) -> None:
    """From the list to the card to the question to the result, with a way back everywhere."""
    await office.hire("inspector", "administrator")
    admin = office.chat("administrator")
    await admin.send("/people")
    assert "• Жұмабеков Ерлан – inspector" in admin.text
    assert admin.labels() == ["Жұмабеков Ерлан", "Сәрсенова Айгүл", "◀ Back"]
    await admin.press("Жұмабеков")
    assert "Role: inspector." in admin.text
    assert "бас маман" in admin.text
    (removal, _back) = admin.buttons()
    assert removal["style"] == "danger"
    await admin.press("Remove")
    assert "Take the role inspector away from Жұмабеков Ерлан?" in admin.text
    await admin.press("◀ Back")
    await admin.press("Remove")
    await admin.press("Yes, remove")
    assert "✅ Жұмабеков Ерлан has no role any more." in admin.text
    await admin.press("◀ Back")
    assert admin.labels() == ["Сәрсенова Айгүл", "◀ Back"]
    await admin.press("◀ Back")
    assert "Hello" in admin.text


async def test_a_long_list_is_paged(office: Office) -> None:
    """Eight at a time; a page that is gone is the first one."""
    await office.hire("administrator")
    await hire_many(office, 17)
    admin = office.chat("administrator")
    await admin.send("/people")
    assert [len(admin.labels()), admin.labels()[-2]] == [10, "▶"]
    await admin.press("▶")
    await admin.press("▶")
    assert admin.labels()[-2:] == ["◀", "◀ Back"]
    await admin.press("◀")
    assert "◀" in admin.labels()
    assert "▶" in admin.labels()
    await admin.tap(admin.screen, "pl:800", force=True)
    assert admin.labels()[-2:] == ["▶", "◀ Back"]


async def test_an_old_list_says_who_is_gone(office: Office) -> None:
    """Removed meanwhile, or in another role: nothing is done, and the words say so."""
    await office.hire("inspector", "administrator")
    admin = office.chat("administrator")
    await office.rows("UPDATE person SET role = 'supervisor' WHERE id = 1002")
    await admin.tap(admin.screen, "px:1002:inspector", force=True)
    assert "out of date" in admin.toast
    await office.rows("UPDATE person SET role = NULL, active = 0 WHERE id = 1002")
    for data in ("po:1002", "pa:1002", "px:1002:inspector", "po:77"):
        await admin.tap(admin.screen, data, force=True)
        assert "This person has no role in the bot." in admin.toast


async def test_an_administrator_may_resign_when_another_one_stays(office: Office) -> None:
    """Nothing is offered afterwards; the next word is a stranger's."""
    await office.hire("administrator", "supervisor")
    await office.rows("UPDATE person SET role = 'admin' WHERE id = 1003")
    resigning = office.chat("supervisor")
    await resigning.send("/people")
    await resigning.press("Төлегенова")
    await resigning.press("Remove")
    screen = resigning.screen["message_id"]
    await resigning.press("Yes, remove")
    said = next(m for m in resigning.messages if m["message_id"] == screen)
    assert "You have no role any more" in said["text"]
    assert "reply_markup" not in said
    assert "invited staff only" in await resigning.send("/people")


def all_screens() -> list[Screen]:
    """Each screen with the longest texts that it can get."""
    person = Person(
        PersonId(2**52),
        Language.KAZAKH,
        role=Role.ADMIN,
        full_name=LONG,
        position=LONG,
        state_body=LONG,
    )
    return [
        people.people_screen([person] * 20, 8),
        people.person_screen(person, removable=True),
        people.person_screen(person, removable=False),
        people.removal_screen(person),
        people.removed_screen(person, Role.ADMIN),
        people.own_removal_screen(),
    ]


@pytest.mark.parametrize("language", list(Language))
def test_the_longest_screens_fit_into_a_message(language: Language) -> None:
    """4,096 units of text, 64 bytes of data and 64 characters of label a button."""
    with speaking(language):
        for screen in all_screens():
            visible = unescape(re.sub("<[^>]*>", "", screen.text))
            assert len(visible.encode("utf-16-le")) // 2 <= 4096
            rows = screen.keyboard.inline_keyboard if screen.keyboard else []
            for button in [each for row in rows for each in row]:
                assert len((button.callback_data or "").encode()) <= 64
                assert 0 < len(button.text) <= 64
