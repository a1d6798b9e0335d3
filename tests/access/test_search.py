"""The list of many people: pages, the search, former colleagues, when somebody was here last."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.language import Language
from bot.domain.people import Person, PersonId, Role
from tests.office import Chat, Office
from tests.telegram.test_submissions import ENGLISH
from tests.telegram.walking import begin, fill_header

SEARCH = "🔎 Search"


async def keep(office: Office, *people: Person) -> None:
    """Give people their roles, or keep them without one."""
    stores = office.app.stores
    assert stores is not None
    async with stores.database.transaction():
        for person in people:
            await stores.people.save(person)


def somebody(number: int, name: str, **more: object) -> Person:
    """An inspector of this name."""
    known = {"role": Role.INSPECTOR, "full_name": name, "position": "маман"}
    return Person(PersonId(number), Language.KAZAKH, **{**known, **more})  # type: ignore[arg-type]


async def searching(office: Office, *people: Person) -> Chat:
    """An administrator who was asked whom to search for."""
    await office.hire("administrator")
    await keep(office, *people)
    admin = office.chat("administrator")
    await admin.send("/people")
    await admin.press(SEARCH)
    assert "Type a part of the name" in admin.text
    return admin


async def test_sixty_people_are_turned_page_by_page(office: Office) -> None:
    """Each page says which part it is; all are reached, and the card leads back to its page."""
    await office.hire("administrator")
    await keep(office, *(somebody(100 + n, f"Әлімжанов {n:02}") for n in range(59)))
    admin = office.chat("administrator")
    await admin.send("/people")
    seen: list[str] = []
    for page in range(8):
        first, last = page * 8 + 1, min(page * 8 + 8, 60)
        assert f"{first}–{last} of 60" in admin.text
        seen += [each for each in admin.labels() if each.startswith(("Әлімжанов", "Сәрсенова"))]
        if page < 7:
            await admin.press("▶")
    assert len(set(seen)) == 60
    assert "▶" not in admin.labels()
    await admin.press("Әлімжанов 58")
    await admin.press("◀ Back")
    assert "57–60 of 60" in admin.text


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ӘБДІҚАЛЫҚОВА", ["Әбдіқалықова Ұлжан"]),
        ("ұлжан әбдіқ", ["Әбдіқалықова Ұлжан"]),
        ("ЖЕТЕКШІ", ["O'Neil 100% _sure_ <b>&"]),
        ("солтүстік ҚАЗАҚСТАН", ["Әбдіқалықова Ұлжан"]),
        ("%", ["O'Neil 100% _sure_ <b>&"]),
        ("_", ["O'Neil 100% _sure_ <b>&"]),
        ("<b>&", ["O'Neil 100% _sure_ <b>&"]),
        ("o'neil", ["O'Neil 100% _sure_ <b>&"]),
        ("😀", ["😀 Қуаныш"]),
        ("қуаныш ұлжан", []),
        ("\\", []),
        ("Ғ" * 4096, []),
        ("\u2063", None),
    ],
)
async def test_what_is_typed_is_looked_for_as_it_is(
    office: Office, typed: str, found: list[str] | None
) -> None:
    """In name, position and state body; capital letters do not matter, signs mean themselves."""
    body = "Солтүстік Қазақстан департаменті"
    admin = await searching(
        office,
        somebody(101, "Әбдіқалықова Ұлжан", state_body=body),
        somebody(102, "O'Neil 100% _sure_ <b>&", position="Жетекші маман"),
        somebody(103, "😀 Қуаныш"),
    )
    await admin.send(typed)
    if found is None:
        assert "no visible text" in admin.text
        return
    assert [each for each in admin.labels() if each != "◀ Back"] == found
    assert ("Nobody was found." in admin.text) is (not found)
    assert "go back to the whole list" in admin.text
    assert admin.labels()[-1] == "◀ Back"
    await admin.press("◀ Back")
    assert "1–4 of 4" in admin.text


async def test_a_longer_text_than_a_message_searches_in_its_parts(office: Office) -> None:
    """Telegram cuts 5,000 characters in two; each part is an answer of its own."""
    admin = await searching(office)
    for part in ("Қ" * 4096, "Қ" * 904):
        await admin.send(part)
        assert "Nobody was found." in admin.text
    (place,) = await office.rows("SELECT length(data) AS size FROM conversation WHERE chat = 1001")
    assert place["size"] < 1500


async def test_the_search_keeps_its_place(office: Office) -> None:
    """Cards, pages, another language, a restart: the result stays until one leaves it."""
    admin = await searching(office, *(somebody(100 + n, f"Ахметов {n:02}") for n in range(20)))
    await admin.send("ахметов")
    await admin.press("▶")
    assert "9–16 of 20" in admin.text
    await admin.press("Ахметов 08")
    assert "Role: inspector." in admin.text
    await admin.press("◀ Back")
    assert "9–16 of 20" in admin.text
    await office.stop()
    await office.start()
    assert "9–16 of 20" in await admin.send("/start")
    await admin.send("/lang")
    await admin.press("Русский")
    assert "9–16" in admin.text
    await admin.send("/lang")
    await admin.press("English")
    await admin.send("метов 19")
    assert "1–1 of 1" in admin.text
    await admin.send("/cancel")
    assert "Hello" in admin.text
    await admin.tap(admin.screen, "pt:8", force=True)
    assert "1–8 of 21" in admin.text


async def test_an_open_question_waits_while_somebody_searches(office: Office) -> None:
    """What is typed is no remark; /verify and the search again change nothing of that."""
    await office.hire("administrator")
    admin = office.chat("administrator")
    await begin(admin)
    await fill_header(admin, ENGLISH)
    assert "1 / 8" in admin.text
    for _time in range(3):
        await admin.send("/people")
        await admin.press(SEARCH)
        await admin.send("Ешкім")
        await admin.send("/verify")
    assert "Is an act genuine?" in admin.text
    await admin.send("/cancel")
    await admin.send("/cancel")
    assert "1 / 8" in admin.text
    assert await office.rows("SELECT 1 FROM answer") == []
    (place,) = await office.rows("SELECT length(data) AS size FROM conversation WHERE chat = 1001")
    assert place["size"] < 300


async def test_a_search_ends_with_the_role(office: Office) -> None:
    """Demoted in the middle of it: nobody's data are shown any more, and the home screen comes."""
    await office.hire("administrator", "supervisor")
    await office.rows("UPDATE person SET role = 'admin' WHERE id = 1003")
    chat = office.chat("supervisor")
    await chat.send("/people")
    await chat.press(SEARCH)
    await chat.send("Сәрсенова")
    assert "Сәрсенова Айгүл" in chat.labels()
    await office.rows("UPDATE person SET role = 'supervisor' WHERE id = 1003")
    await chat.send("Сәрсенова")
    assert "Your role does not allow this." in chat.text
    assert "Hello" in chat.text
    assert "Сәрсенова" not in chat.text


async def test_the_list_tells_when_somebody_was_here(office: Office) -> None:
    """Today, yesterday, on a day, never; in the agency's time zone."""
    await office.hire("administrator")
    await keep(office, *(somebody(100 + n, f"Ахметов {n}") for n in range(4)))
    now = datetime.now(UTC)
    for number, before in ((101, timedelta(0)), (102, timedelta(days=1))):
        moment = (now - before).isoformat()
        await office.rows("UPDATE person SET last_seen_at = ? WHERE id = ?", (moment, number))
    await office.rows("UPDATE person SET last_seen_at = '2026-01-31T19:30+00:00' WHERE id = 103")
    text = await office.chat("administrator").send("/people")
    for number, words in enumerate(("never", "today", "yesterday", "1 Feb 2026")):
        assert f"Ахметов {number} – inspector, last seen: {words}" in text


async def test_former_colleagues_are_listed_and_only_invited(office: Office) -> None:
    """Their cards tell what they left; there is no way to a role but a new invitation."""
    await office.hire("administrator")
    gone = [somebody(100 + n, f"Ахметов {n:02}", role=None, active=False) for n in range(9)]
    await keep(office, *gone)
    admin = office.chat("administrator")
    await admin.send("/people")
    await admin.press("Former colleagues: 9")
    assert "1–8 of 9" in admin.text
    await admin.press("▶")
    assert admin.labels() == ["Ахметов 08", "◀", "◀ Back"]
    await admin.press("Ахметов 08")
    assert "Role: none." in admin.text
    assert admin.labels() == ["Invite again", "◀ Back"]
    for data in ("pr:108", "pq:108:inspector", "pc:108:inspector:admin", "pa:108"):
        await admin.tap(admin.screen, data, force=True)
        assert "This person has no role in the bot." in admin.toast
    await admin.tap(admin.screen, "po:108", force=True)
    await admin.press("◀ Back")
    assert "9–9 of 9" in admin.text
    await admin.press("Ахметов 08")
    await admin.press("Invite again")
    assert "For which role?" in admin.text
