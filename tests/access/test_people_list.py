"""/people: who uses the bot, and how an administrator takes a role away."""

import re
from dataclasses import replace
from html import unescape

import pytest

from bot.clock import SystemClock
from bot.domain.inspection import InspectionId, InspectionStatus
from bot.domain.language import Language
from bot.domain.people import Person, PersonId, Role
from bot.i18n import speaking
from bot.services.people import Card
from bot.services.succession import HandedOver, OpenInspection, OpenWork
from bot.telegram.callbacks.people import ListPeople
from bot.telegram.keyboards import button
from bot.telegram.places import HOME, searching_people
from bot.telegram.reply import Screen
from bot.telegram.screens import people, person, profile
from bot.telegram.states import Introducing
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
    assert "1–2 of 2" in admin.text
    assert "• Жұмабеков Ерлан – inspector, last seen: today" in admin.text
    assert admin.labels() == ["Жұмабеков Ерлан", "Сәрсенова Айгүл", "🔎 Search", "◀ Back"]
    await admin.press("Жұмабеков")
    assert "Role: inspector." in admin.text
    assert "бас маман" in admin.text
    (_change, removal, _back) = admin.buttons()
    assert removal["style"] == "danger"
    await admin.press("Remove")
    assert "Take the role inspector away from Жұмабеков Ерлан?" in admin.text
    await admin.press("◀ Back")
    await admin.press("Remove")
    await admin.press("Yes, remove")
    assert "✅ Жұмабеков Ерлан has no role any more." in admin.text
    await admin.press("◀ Back")
    assert admin.labels() == ["Сәрсенова Айгүл", "🔎 Search", "Former colleagues: 1", "◀ Back"]
    await admin.press("◀ Back")
    assert "Hello" in admin.text


async def test_a_long_list_is_paged(office: Office) -> None:
    """Eight at a time; a page that is gone is the first one."""
    await office.hire("administrator")
    await hire_many(office, 17)
    admin = office.chat("administrator")
    await admin.send("/people")
    assert admin.labels()[8:] == ["▶", "🔎 Search", "◀ Back"]
    assert "1–8 of 18" in admin.text
    await admin.press("▶")
    await admin.press("▶")
    assert "17–18 of 18" in admin.text
    assert admin.labels()[2:] == ["◀", "🔎 Search", "◀ Back"]
    await admin.press("◀")
    assert "9–16 of 18" in admin.text
    assert admin.labels()[8:10] == ["◀", "▶"]
    await admin.tap(admin.screen, "pl:800", force=True)
    assert "1–8 of 18" in admin.text


async def test_an_old_list_says_who_is_gone(office: Office) -> None:
    """Removed meanwhile, or in another role: nothing is done, and the words say so."""
    await office.hire("inspector", "administrator")
    admin = office.chat("administrator")
    await office.rows("UPDATE person SET role = 'supervisor' WHERE id = 1002")
    await admin.tap(admin.screen, "px:1002:inspector", force=True)
    assert "out of date" in admin.toast
    await office.rows("UPDATE person SET role = NULL, active = 0 WHERE id = 1002")
    for data in ("pa:1002", "pk:1002", "px:1002:inspector", "pr:1002", "po:77"):
        await admin.tap(admin.screen, data, force=True)
        assert "This person has no role in the bot." in admin.toast
    await admin.tap(admin.screen, "po:1002", force=True)
    assert "Role: none." in admin.text


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


CLOCK = SystemClock("Asia/Almaty")
SOMEBODY = Person(
    PersonId(2**52),
    Language.KAZAKH,
    role=Role.ADMIN,
    full_name=LONG,
    position=LONG,
    state_body=LONG,
    last_seen_at=CLOCK.now(),
)
GONE = replace(SOMEBODY, role=None, active=False)
MUCH_WORK = OpenWork(
    tuple(
        OpenInspection(each, InspectionStatus.DRAFT, LONG * 2)
        for each in (InspectionId(2**52), *map(InspectionId, range(20)))
    )
)


def lists() -> list[Screen]:
    """Lists of people with the longest texts that they can get."""
    found = searching_people(HOME, LONG, 8)
    return [
        people.people_screen([SOMEBODY] * 20, 8, 5000, CLOCK),
        people.former_screen([GONE] * 20, 8, CLOCK),
        people.former_screen([], 8, CLOCK),
        people.search_screen(),
        people.found_screen([SOMEBODY] * 20, found, CLOCK),
        people.found_screen([], found, CLOCK),
    ]


def cards() -> list[Screen]:
    """One person, with the longest texts that there can be."""
    handed = HandedOver(GONE, SOMEBODY, MUCH_WORK)
    back = [button("◀", ListPeople(offset=0))]
    card = Card(SOMEBODY, CLOCK.now())
    return [
        person.person_screen(card, MUCH_WORK, CLOCK, back, changeable=True),
        person.person_screen(card, MUCH_WORK, CLOCK, back, changeable=False),
        person.person_screen(Card(GONE, None), MUCH_WORK, CLOCK, back, changeable=True),
        person.role_screen(SOMEBODY),
        person.promotion_screen(SOMEBODY, Role.INSPECTOR),
        Screen(person.role_changed_note(SOMEBODY, Role.INSPECTOR)),
        Screen(person.role_changed_text(SOMEBODY, Role.INSPECTOR)),
        person.removal_screen(SOMEBODY),
        person.open_work_screen(SOMEBODY, MUCH_WORK),
        person.successors_screen(SOMEBODY, [SOMEBODY] * 20, 8),
        person.successors_screen(SOMEBODY, [], 0),
        person.hand_over_screen(SOMEBODY, SOMEBODY, MUCH_WORK),
        person.hand_over_screen(GONE, SOMEBODY, MUCH_WORK),
        person.removed_screen(SOMEBODY, Role.ADMIN, handed),
        Screen(person.received_text(handed)),
        person.own_removal_screen(),
    ]


def introductions() -> list[Screen]:
    """What newcomers and their inviters are told, at its longest."""
    return [
        profile.introduction_screen(
            str(Introducing.full_name.state),
            replace(SOMEBODY, position=None),
            {"full_name": LONG[:199]},
        ),
        Screen(profile.ready_note(SOMEBODY)),
        Screen(profile.welcome_note(SOMEBODY)),
        Screen(profile.joined_text(LONG, SOMEBODY)),
        Screen(profile.introduced_text(SOMEBODY)),
    ]


def all_screens() -> list[Screen]:
    """Each screen about people with the longest texts that it can get."""
    return [*lists(), *cards(), *introductions()]


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
