"""From the invitation to the first inspection: three steps, no dead end, and the inviter knows."""

import pytest

from bot.domain.language import Language
from tests.documents.reading import folded, read_text
from tests.office import BODY, Chat, Office
from tests.telegram.test_people import english, introduce, invite
from tests.telegram.test_submissions import finished

JOINED, READY = "Your invitation was accepted", "Your colleague is ready to work"
SUGGESTED_NAME, SUGGESTED_BODY = "✔ Жұмабеков Ерлан", "✔ Департамент"


async def invited(office: Office, role: str = "Inspector") -> tuple[Chat, Chat]:
    """An administrator, and an inspector who has just opened the invitation."""
    admin, newcomer = english(office, "administrator", "inspector")
    await admin.do(lambda: admin.phones.start(admin.key))
    await introduce(admin)
    payload = await invite(admin, role)
    await newcomer.do(lambda: newcomer.phones.start(newcomer.key, payload))
    return admin, newcomer


def told(chat: Chat, words: str) -> list[str]:
    """The messages of a chat that hold these words."""
    return [str(m["text"]) for m in chat.messages if words in m.get("text", "")]


async def test_two_steps_of_three_are_one_tap(office: Office) -> None:
    """Telegram's own name and the inviter's state body are offered; both sides see the result."""
    admin, newcomer = await invited(office)
    assert "Жұмабеков Ерлан" in told(admin, JOINED)[0]
    assert "About you, 1 of 3" in newcomer.text
    await newcomer.press(SUGGESTED_NAME)
    assert "About you, 2 of 3" in newcomer.text
    assert not [each for each in newcomer.labels() if each.startswith("✔")]
    await newcomer.send("бас маман")
    await newcomer.press(SUGGESTED_BODY)
    assert "You are ready" in newcomer.text
    for saved in ("Жұмабеков Ерлан", "бас маман", "Департамент", "Your role: inspector"):
        assert saved in newcomer.text
    assert "press the button below" in newcomer.text
    assert newcomer.labels()[0] == "🆕 New inspection"
    (ready,) = told(admin, READY)
    for saved in ("inspector", "Жұмабеков Ерлан", "бас маман", "Департамент"):
        assert saved in ready


async def test_the_inviter_is_told_once(office: Office) -> None:
    """Double taps, old buttons, a restart and a changed profile bring no second word."""
    admin, newcomer = await invited(office)
    first = newcomer.screen
    for _time in range(2):
        newcomer.phones.tap(newcomer.key, first["message_id"], "ms:full_name", force=True)
    await office.settle()
    assert "About you, 2 of 3" in newcomer.text
    await newcomer.send("бас маман")
    last = newcomer.screen
    for _time in range(3):
        newcomer.phones.tap(newcomer.key, last["message_id"], "ms:state_body", force=True)
    await office.settle()
    assert "Hello" in newcomer.text
    await office.stop()
    await office.start()
    await newcomer.tap(newcomer.screen, "ms:state_body", force=True)
    assert "out of date" in newcomer.toast
    await newcomer.tap(newcomer.screen, "me:position", force=True)
    await newcomer.send("жетекші маман")
    assert "Your profile is saved" in newcomer.text
    assert (len(told(admin, JOINED)), len(told(admin, READY))) == (1, 1)
    changes = await office.rows(
        "SELECT 1 FROM audit WHERE action = 'profile_changed' AND actor = 1002"
    )
    assert len(changes) == 4


async def test_a_restart_in_the_middle_keeps_place_and_offers(office: Office) -> None:
    """The inviter hears of the newcomer all the same, when the last step is done."""
    admin, newcomer = await invited(office)
    await newcomer.press(SUGGESTED_NAME)
    await newcomer.send("бас маман")
    await office.stop()
    await office.start()
    assert "About you, 3 of 3" in await newcomer.send("/start")
    await newcomer.press(SUGGESTED_BODY)
    assert len(told(admin, READY)) == 1


async def test_there_is_no_dead_end_in_the_middle(office: Office) -> None:
    """Another language, /cancel, other commands, the steps before: always the open question."""
    _admin, newcomer = await invited(office)
    assert not [each for each in newcomer.labels() if each in {"◀ Back", "Next ▶"}]
    await newcomer.send("Ахметов Ерлан")
    await newcomer.tap(newcomer.screen, "ms:full_name", force=True)
    assert "out of date" in newcomer.toast
    await newcomer.press("◀ Back")
    assert "Saved: <b>" not in newcomer.text
    assert "Saved: Ахметов Ерлан" in newcomer.text
    assert newcomer.labels() == [SUGGESTED_NAME, "Next ▶"]
    await newcomer.press("Next ▶")
    assert "About you, 2 of 3" in newcomer.text
    for command in ("/cancel", "/new", "/profile", "/start"):
        await newcomer.send(command)
        assert "About you, 2 of 3" in newcomer.text, command
    assert "no open inspections" in await newcomer.send("/continue")
    await newcomer.send("/start")
    await newcomer.send("/lang")
    await newcomer.press("Русский")
    assert "2 из 3" in newcomer.text
    await newcomer.send("/lang")
    await newcomer.press("English")
    await newcomer.send("бас маман")
    await newcomer.press("◀ Back")
    await newcomer.press("Next ▶")
    assert "About you, 3 of 3" in newcomer.text
    assert newcomer.labels() == [SUGGESTED_BODY, "◀ Back"]
    assert "no visible text" in await newcomer.send("\u2063")
    await newcomer.send("x" * 201)
    assert "201 characters, at most 200" in newcomer.text
    await newcomer.send("Өз органым")
    assert "You are ready" in newcomer.text
    (row,) = await office.rows("SELECT full_name, state_body FROM person WHERE id = 1002")
    assert tuple(row) == ("Ахметов Ерлан", "Өз органым")


async def test_whoever_is_known_skips_the_steps(office: Office) -> None:
    """A second invitation shows what is saved; the inviter reads it at once."""
    await office.hire("inspector")
    (admin,) = english(office, "administrator")
    await admin.do(lambda: admin.phones.start(admin.key))
    await introduce(admin)
    payload = await invite(admin, "Supervisor")
    chat = office.chat("inspector")
    await chat.do(lambda: chat.phones.start(chat.key, payload))
    assert "Welcome! Your role: supervisor" in chat.text
    for saved in ("Жұмабеков Ерлан", "бас маман", BODY, "Hello"):
        assert saved in chat.text
    (joined,) = told(admin, JOINED)
    assert "supervisor" in joined
    assert BODY in joined
    assert told(admin, READY) == []
    granted = "SELECT details FROM audit WHERE action = 'role_granted' ORDER BY seq DESC LIMIT 1"
    (entry,) = await office.rows(granted)
    assert entry["details"] == '{"from": "inspector", "person": 1002, "to": "supervisor"}'


@pytest.mark.parametrize(
    ("first", "last", "offered"),
    [
        ("<b>&Ер", "😀 🇰🇿", "✔ 😀 🇰🇿 <b>&Ер"),
        ("\u2063", "", None),
        ("Ә" * 64, "Ұ" * 64, "✔ " + "Ұ" * 57 + "…"),
        ("Ерлан", "", "✔ Ерлан"),
    ],
    ids=["signs", "invisible", "long", "no surname"],
)
async def test_any_name_of_telegram_is_offered_as_it_is(
    office: Office, first: str, last: str, offered: str | None
) -> None:
    """What is taken over is the whole name; one that nobody can see is not offered."""
    person = office.world.person("inspector")
    person.first_name, person.last_name = first, last
    _admin, newcomer = await invited(office)
    taken = [each for each in newcomer.labels() if each.startswith("✔")]
    assert taken == ([offered] if offered else [])
    if offered:
        await newcomer.press("✔")
        (row,) = await office.rows("SELECT full_name FROM person WHERE id = 1002")
        assert row["full_name"] == f"{last} {first}".strip()


async def test_an_inviter_who_left_is_told_nothing(office: Office) -> None:
    """Neither without a role nor as an inspector; the newcomer is ready all the same."""
    admin, newcomer = await invited(office)
    await newcomer.send("Ахметов Ерлан")
    await newcomer.send("бас маман")
    await office.hire("supervisor")
    await office.rows("UPDATE invitation SET created_by = 1003 WHERE used_by = 1002")
    assert "You are ready" in await newcomer.press(SUGGESTED_BODY)
    assert told(admin, READY) == told(office.chat("supervisor"), READY) == []


async def test_an_old_button_offers_nothing_after_the_introduction(office: Office) -> None:
    """A guess at the button changes no field that is asked for anew."""
    await office.hire("inspector")
    chat = office.chat("inspector")
    for data in ("ms:full_name", "ms:nonsense", "ms:position"):
        await chat.tap(chat.screen, data, force=True)
        assert "out of date" in chat.toast
    await chat.send("/profile")
    await chat.press("✏ State body")
    await chat.tap(chat.screen, "ms:state_body", force=True)
    assert "out of date" in chat.toast
    assert "State body" in chat.text


async def test_a_new_name_changes_no_act_that_is_finished(office: Office) -> None:
    """What was printed is printed again; the next act bears the new name."""
    chat = await finished(office)
    office.server.phones.set_language(chat.key, Language.ENGLISH)
    for field, value in (("Full name", "Жаңа Есім"), ("Position", "жетекші маман")):
        await chat.send("/profile")
        await chat.press(f"✏ {field}")
        await chat.send(value)
    await chat.tap(chat.screen, "ap:1:kk", force=True)
    printed = read_text(chat.file(chat.documents[-1]))
    assert folded("Жұмабеков Ерлан") in printed
    assert folded("Жаңа Есім") not in printed
    changes = await office.rows("SELECT details FROM audit WHERE action = 'profile_changed'")
    assert [each["details"] for each in changes] == [
        '{"field": "full_name", "from": "Жұмабеков Ерлан", "to": "Жаңа Есім"}',
        '{"field": "position", "from": "бас маман", "to": "жетекші маман"}',
    ]
