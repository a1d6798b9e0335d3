"""Somebody leaves in the middle of the work: a colleague goes on, and what is printed stays."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain import errors
from bot.domain.act import ActId
from bot.domain.language import Language
from bot.domain.people import Person, PersonId, Role
from tests.access.phones import STRANGER, said_to
from tests.documents.reading import folded, read_text
from tests.office import Chat, Office, services_of
from tests.telegram.test_submissions import finished
from tests.telegram.walking import SUBJECT, answer_rest, begin_filled, finish

ENGLISH = Language.ENGLISH
HANDED = "SELECT actor, inspection, details FROM audit WHERE action = 'inspection_handed_over'"
TAKES_OVER = "You take over the open work of"
pytestmark = pytest.mark.case(7)


async def asked(office: Office, name: str, *others: str) -> Chat:
    """An administrator who wants to remove somebody with open work, and is asked about it."""
    await office.hire("administrator", *others)
    admin = office.chat("administrator")
    await admin.send("/people")
    await admin.press(name)
    await admin.press("Remove")
    assert "has open work:" in admin.text
    return admin


async def person(office: Office, number: int) -> Person:
    """Somebody as kept now."""
    stores = office.app.stores
    assert stores is not None
    async with stores.database.transaction():
        found = await stores.people.get(PersonId(number))
    assert found is not None
    return found


async def leaders(office: Office) -> list[int]:
    """Who leads each inspection, the oldest first."""
    rows = await office.rows("SELECT inspector FROM inspection ORDER BY id")
    return [int(row["inspector"]) for row in rows]


async def test_a_colleague_goes_on_in_the_middle_of_a_question(office: Office) -> None:
    """From the removal to the act: the answers are there, and the new leader signs."""
    chat = await begin_filled(office, ENGLISH)
    await chat.press("✅ Complies")
    screen = chat.screen
    admin = await asked(office, "Жұмабеков", "supervisor")
    assert "Open drafts: 1" in admin.text
    assert admin.labels() == ["Hand over", "Keep", "◀ Back"]
    await admin.press("Hand over")
    assert admin.labels() == [
        "Сәрсенова Айгүл · administrator",
        "Төлегенова Гүлнар · supervisor",
        "◀ Back",
    ]
    await admin.press("Төлегенова")
    assert "Төлегенова Гүлнар takes over from Жұмабеков Ерлан:" in admin.text
    assert "The role inspector is taken away from Жұмабеков Ерлан." in admin.text
    await admin.press("Yes, remove and hand over")
    assert "Жұмабеков Ерлан has no role any more." in admin.text
    assert "Төлегенова Гүлнар goes on with the open work (1) and was told." in admin.text

    assert await chat.send("a remark for the open question") == STRANGER
    await chat.tap(screen, str(chat.buttons(screen)[0]["callback_data"]), force=True)
    assert chat.toast == STRANGER

    successor = office.chat("supervisor")
    word = said_to(office, "supervisor")[-1]
    assert TAKES_OVER in word
    assert "Open drafts: 1" in word
    assert SUBJECT in word
    assert "2 / 8" in await successor.send("/continue")
    await answer_rest(successor, ENGLISH)
    await finish(successor, ENGLISH)
    printed = read_text(successor.file(successor.documents[-1]))
    assert folded("Төлегенова Гүлнар") in printed
    assert folded("Жұмабеков") not in printed
    assert [tuple(each) for each in await office.rows(HANDED)] == [
        (1001, 1, '{"from": 1002, "to": 1003}')
    ]


async def test_a_finished_act_keeps_its_official(office: Office) -> None:
    """The new leader finds it under /acts, and a copy in another language says who inspected."""
    await finished(office)
    admin = await asked(office, "Жұмабеков", "supervisor")
    assert "Acts not accepted yet: 1" in admin.text
    await admin.press("Hand over")
    await admin.press("Төлегенова")
    await admin.press("Yes, remove and hand over")
    successor = office.chat("supervisor")
    await successor.tap(successor.screen, "ap:1:kk", force=True)
    printed = read_text(successor.file(successor.documents[-1]))
    assert folded("Жұмабеков Ерлан") in printed
    assert folded("Төлегенова") not in printed
    assert "The acts are under /acts." in str(said_to(office, "supervisor"))


async def test_who_took_part_and_leads_now_corrects_alone(office: Office) -> None:
    """In the act both names stay; its correction bears the new leader once."""
    await finished(office)
    await office.hire("supervisor", "administrator")
    took_part = "INSERT INTO participant VALUES (1, ?, 'Аты', 'маман', '2026')"
    for number in (1001, 1003):
        await office.rows(took_part, (number,))
    admin = office.chat("administrator")
    await admin.tap(admin.screen, "ps:1002:inspector:1003", force=True)
    leader, stores = await person(office, 1003), office.app.stores
    assert stores is not None
    async with stores.database.transaction():
        draft = await services_of(office.app).corrections.begin(leader, ActId(1), "қате")
    assert draft.inspector == leader.id
    assert [each.person for each in draft.participants] == [1001]
    assert len(await office.rows("SELECT 1 FROM participant WHERE inspection = 1")) == 2


async def test_what_was_kept_can_be_handed_over_later(office: Office) -> None:
    """Under the former colleagues, once; the card then offers it no more."""
    await begin_filled(office, ENGLISH)
    admin = await asked(office, "Жұмабеков", "supervisor")
    await admin.press("Keep")
    assert "Take the role inspector away" in admin.text
    await admin.press("Yes, remove")
    await admin.press("◀ Back")
    await admin.press("Former colleagues: 1")
    await admin.press("Жұмабеков")
    assert "Open drafts: 1" in admin.text
    await admin.press("Hand over open work: 1")
    await admin.press("Төлегенова")
    question = admin.screen
    for _time in range(2):
        admin.phones.tap(admin.key, question["message_id"], "ph:1002:1003", force=True)
    await office.settle()
    await admin.tap(admin.screen, "po:1002", force=True)
    assert "Open drafts: 0" in admin.text
    assert admin.labels() == ["Invite again", "◀ Back"]
    assert await leaders(office) == [1003]
    assert len(await office.rows(HANDED)) == 1
    assert len([each for each in said_to(office, "supervisor") if TAKES_OVER in each]) == 1


async def test_kept_work_waits_for_a_new_invitation(office: Office) -> None:
    """Invited again, the inspector stands where the inspection was."""
    chat = await begin_filled(office, ENGLISH)
    admin = await asked(office, "Жұмабеков")
    await admin.press("Keep")
    await admin.press("Yes, remove")
    await admin.press("Invite again")
    link = next(text for text in reversed(said_to(office, "administrator")) if "start=" in text)
    payload = link.split("?start=")[1].split()[0]
    assert "1 / 8" in await chat.do(lambda: chat.phones.start(chat.key, payload))
    await admin.tap(admin.screen, "ph:1002:1001", force=True)
    assert "out of date" in admin.toast
    assert await leaders(office) == [1002]


async def test_double_taps_hand_over_once(office: Office) -> None:
    """The second one learns that the role is gone already."""
    await begin_filled(office, ENGLISH)
    admin = await asked(office, "Жұмабеков", "supervisor")
    message = admin.screen["message_id"]
    for _time in range(3):
        admin.phones.tap(admin.key, message, "ps:1002:inspector:1003", force=True)
    await office.settle()
    assert await leaders(office) == [1003]
    assert len(await office.rows(HANDED)) == 1
    assert len([each for each in said_to(office, "supervisor") if TAKES_OVER in each]) == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("ps:1002:inspector:1002", "This person has no role in the bot."),
        ("ps:1002:inspector:1004", "This person has no role in the bot."),
        ("ps:1002:inspector:1003", "This person has no role in the bot."),
        ("ps:1002:supervisor:1001", "out of date"),
        ("ph:1002:1001", "out of date"),
        ("pw:1002:1003", "This person has no role in the bot."),
    ],
)
async def test_nothing_goes_to_somebody_who_cannot_take_it(
    office: Office, data: str, words: str
) -> None:
    """To oneself, to a stranger, to somebody removed meanwhile: the role stays as well."""
    await begin_filled(office, ENGLISH)
    admin = await asked(office, "Жұмабеков", "supervisor")
    await office.rows("UPDATE person SET role = NULL, active = 0 WHERE id = 1003")
    await admin.tap(admin.screen, data, force=True)
    assert words in admin.toast
    assert await leaders(office) == [1002]
    assert (await person(office, 1002)).may(Role.INSPECTOR)
    assert await office.rows(HANDED) == []


async def test_only_administrators_hand_over(office: Office) -> None:
    """A supervisor is refused by the service itself."""
    await office.hire("inspector", "supervisor")
    supervisor, stores = await person(office, 1003), office.app.stores
    assert stores is not None
    succession = services_of(office.app).succession
    inspector = PersonId(1002)
    async with stores.database.transaction():
        with pytest.raises(errors.NotAllowed):
            await succession.open_work(supervisor, inspector)
        with pytest.raises(errors.NotAllowed):
            await succession.replace(supervisor, inspector, Role.INSPECTOR, supervisor.id)
        with pytest.raises(errors.NotAllowed):
            await succession.hand_over(supervisor, inspector, supervisor.id)


async def write(office: Office, statement: str, *parameters: Any) -> None:
    """Change something behind the bot's back."""
    await office.rows(statement, parameters)


async def test_what_is_open_goes_over_and_nothing_else(office: Office) -> None:
    """By the state of each inspection; who took part in a draft leads it now, and not twice."""
    await begin_filled(office, ENGLISH)
    columns = "inspector, checklist, status, created_at, updated_at, subject_name"
    copied = "SELECT inspector, checklist, ?, '2026', '2026', ? FROM inspection WHERE id = 1"
    states = ("finished", "submitted", "returned", "accepted", "accepted", "cancelled")
    for number, status in enumerate((*states, "superseded", "draft"), start=2):
        insert = f"INSERT INTO inspection ({columns}) {copied}"
        await write(office, insert, status, f"Нысан {number}")
    await office.hire("supervisor", "administrator")
    term = (
        "INSERT INTO deadline (inspection, requirement, ordered_due, due, state) VALUES (?,?,?,?,?)"
    )
    await write(office, term, 5, "1", "2026-02-01", "2026-02-01", "eliminated")
    due = (datetime.now(UTC) + timedelta(days=60)).date().isoformat()
    await write(office, term, 5, "2", due, due, "open")
    await write(office, term, 6, "1", "2026-02-01", "2026-02-01", "eliminated")
    for inspection in (1, 2):
        took_part = "INSERT INTO participant (inspection, person, joined_at) VALUES (?, ?, '2026')"
        await write(office, took_part, inspection, 1003)
        await write(office, took_part, inspection, 1001)
    versions = await office.rows("SELECT version FROM inspection ORDER BY id")
    admin = office.chat("administrator")
    await admin.tap(admin.screen, "pa:1002", force=True)
    for line in ("Open drafts: 2", "Acts not accepted yet: 3", "Accepted acts with open terms: 1"):
        assert line in admin.text
    await admin.tap(admin.screen, "pw:1002:1003", force=True)
    assert "Нысан 5" in admin.text
    assert "Нысан 6" not in admin.text
    await admin.press("Yes, remove")
    assert await leaders(office) == [1003, 1003, 1003, 1003, 1003, 1002, 1002, 1002, 1003]
    assert [row["inspection"] for row in await office.rows(HANDED)] == [1, 2, 3, 4, 5, 9]
    took_part = "SELECT inspection, person FROM participant ORDER BY inspection, person"
    assert [tuple(row) for row in await office.rows(took_part)] == [
        (1, 1001),
        (2, 1001),
        (2, 1003),  # what is finished stands as it was
    ]
    planned = await office.rows("SELECT subject FROM outbox WHERE state = 'planned'")
    subjects = {str(row["subject"]) for row in planned}
    assert {f"deadline:5:{due}:{stage}:1003" for stage in ("before", "day", "after")} <= subjects
    after = await office.rows("SELECT version FROM inspection ORDER BY id")
    grown = [new[0] > old[0] for old, new in zip(versions, after, strict=True)]
    assert grown == [True] * 5 + [False] * 3 + [True]


async def test_the_list_of_successors_is_paged(office: Office) -> None:
    """Everybody with a role but the one who leaves."""
    await begin_filled(office, ENGLISH)
    admin = await asked(office, "Жұмабеков")
    stores = office.app.stores
    assert stores is not None
    async with stores.database.transaction():
        for number in range(20):
            found = Person(
                PersonId(100 + number), ENGLISH, role=Role.INSPECTOR, full_name=f"A {number:02}"
            )
            await stores.people.save(found)
    await admin.press("Hand over")
    assert "1–8 of 21" in admin.text
    await admin.press("▶")
    await admin.press("▶")
    assert "17–21 of 21" in admin.text
    assert "Сәрсенова Айгүл · administrator" in admin.labels()
    await admin.press("◀")
    await admin.press("◀ Back")
    assert "Role: inspector." in admin.text
